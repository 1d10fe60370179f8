/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/bench/bare.h - the yardstick of decode_bench.c: a tokenizer that finds
 * the separators of EDIFACT and does nothing with them.
 */
#ifndef TESTS_BENCH_BARE_H
#define TESTS_BENCH_BARE_H

#include "base/slice.h"

/* How many of : + ? ' stand in `s`; with AVX2 where the processor has it. */
uint64_t bare_count(struct slice s);
/* The same, and where each stands, in `at` (room for s.n of them): what a
 * tokenizer does at the least. */
uint64_t bare_tokens(struct slice s, uint32_t *at);
const char *bare_name(void); /* "AVX2", "SSE2", "portable" */

#endif
