/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/fuzz/check.h - what must be true of every reading, whatever the input.
 */
#ifndef TESTS_FUZZ_CHECK_H
#define TESTS_FUZZ_CHECK_H

#include "base/slice.h"

/* Ends the program with a sentence where `truth` is false. */
void expect(bool truth, const char *what);

/* Reads all messages: it must come to an end, every place must lie in the input, and a
 * message taken out alone must read as it did among others. */
void check_decode(struct slice input);

/* The same for a message of which only the segments between UNH and UNT are
 * given; `type` is UNH S009, "PAXLST:D:12B:UN:IATA". */
void check_body(const char *type, const uint8_t *data, size_t size);

#endif
