/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/test_decode.h - for tests: an input decoded to JSON, and what must
 * stand in it. Private to decode/.
 */
#ifndef DECODE_TEST_DECODE_H
#define DECODE_TEST_DECODE_H

#include "decode/decode.h"

/* Every message of the input as JSON, one a line; to be freed. The date of
 * reading is 2026-04-01. */
char *test_decode(struct slice input);
/* So many messages, and each of the parts (up to NULL) stands in their JSON;
 * one behind "!" does not. */
void test_expect(struct slice input, unsigned messages, const char *const *parts);

#define GIVES_SLICE(input, messages, ...) \
	test_expect((input), (messages), (const char *const[]){__VA_ARGS__, NULL})
#define GIVES(input, messages, ...) GIVES_SLICE(SLICE(input), messages, __VA_ARGS__)
#define FINDING(code) ("\"code\":\"" code "\"")

#endif
