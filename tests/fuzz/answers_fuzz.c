/* SPDX-License-Identifier: Apache-2.0
 *
 * CUSRES, ACKRES, GOVREQ and CONTRL in any input: what is read of one, written,
 * and read again, is the same.
 */
#include "check.h"
#include "fuzz.h"

#include "decode/decode.h"
#include "decode/write/answers.h"

#include <stdlib.h>

#define MEMORY_MAX ((size_t)64 << 20)
#define JSON_MAX ((size_t)256 << 20)

static const struct decode_options options = {.today = {2026, 4, 1}};

/* What the message says, without what reading adds. */
static void say(struct message *m, struct buf *out)
{
	m->findings = (finding_list){0};
	m->declared = (struct declared){-1, -1, -1, -1};
	decode_write_json(m, out);
	expect(!buf_failed(out), "the message is written");
}

/* UNB has two digits of the year; a reader takes the nearest. */
static bool is_near(struct date prepared)
{
	return !date_present(prepared) || (prepared.year > 1980 && prepared.year < 2070);
}

static void check_written(struct message *m, struct arena *a)
{
	struct buf text;
	struct buf said[2];
	struct message *again = NULL;
	buf_init(&text, JSON_MAX);
	buf_init(&said[0], JSON_MAX);
	buf_init(&said[1], JSON_MAX);
	bool whole = answers_write(m, &text);
	expect(!buf_failed(&text), "there is memory");
	struct decoder *d = decoder_new(buf_slice(&text), &options);
	expect(d != NULL, "there is memory");
	if (decoder_next(d, a, &again, NULL) == RC_OK && whole) {
		say(m, &said[0]);
		say(again, &said[1]);
		expect(slice_eq(buf_slice(&said[0]), buf_slice(&said[1])),
		       "what is written is read as what it was");
	}
	decoder_free(d);
	buf_release(&text);
	buf_release(&said[0]);
	buf_release(&said[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice input = {(const char *)data, size};
	struct arena *a = arena_new(MEMORY_MAX);
	struct decoder *d = decoder_new(input, &options);
	struct message *m;
	expect(a && d, "there is memory");
	check_decode(input);
	while (decoder_next(d, a, &m, NULL) == RC_OK) {
		if (m->answer && is_near(m->prepared_at.date))
			check_written(m, a);
		arena_reset(a);
	}
	decoder_free(d);
	arena_free(a);
	return 0;
}
