/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/fuzz/fuzz.h - what a fuzz target exports: to libFuzzer, or to
 * replay.c, which feeds it a corpus and seeded mutations of it.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
