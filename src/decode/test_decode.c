/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/test_decode.h"

#include <stdlib.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#define MEMORY ((size_t)256 << 20)

char *test_decode(struct slice input)
{
	const struct decode_options options = {.today = {2026, 4, 1}};
	struct buf json;
	buf_init(&json, MEMORY);
	struct arena *a = arena_new(MEMORY);
	struct decoder *d = decoder_new(input, &options);
	struct message *m;
	assert_non_null(a);
	assert_non_null(d);
	while (decoder_next(d, a, &m, NULL) == RC_OK) {
		decode_write_json(m, &json);
		buf_char(&json, '\n');
	}
	assert_int_equal(decoder_next(d, a, &m, NULL), RC_END); /* and stays there */
	assert_false(arena_failed(a));
	buf_char(&json, '\0');
	char *text = strdup(json.p);
	decoder_free(d);
	arena_free(a);
	buf_release(&json);
	return text;
}

static unsigned lines_of(const char *text)
{
	unsigned n = 0;
	for (; *text; text++)
		n += *text == '\n';
	return n;
}

void test_expect(struct slice input, unsigned messages, const char *const *parts)
{
	char *text = test_decode(input);
	if (lines_of(text) != messages)
		fail_msg("%u messages instead of %u: %s", lines_of(text), messages, text);
	for (; *parts; parts++) {
		bool wanted = (*parts)[0] != '!';
		const char *part = wanted ? *parts : *parts + 1;
		if ((strstr(text, part) != NULL) != wanted)
			fail_msg("%s %s in %s", wanted ? "not" : "found", part, text);
	}
	free(text);
}
