/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "decode/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_MAX ((size_t)64 << 20)
#define JSON_MAX ((size_t)256 << 20)

static const struct decode_options options = {.today = {2026, 4, 1}};

void expect(bool truth, const char *what)
{
	if (truth)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

static void check_place(struct place p, struct slice input)
{
	expect(p.offset <= input.n && p.length <= input.n - p.offset, "a place lies in the input");
}

static void check_message(const struct message *m, struct slice input)
{
	check_place(m->place, input);
	check_place(m->envelope, input);
	LIST_EACH(const struct finding, f, &m->findings)
	{
		expect(f->offset <= input.n, "a finding lies in the input");
		expect(f->text.n > 0, "a finding says something");
	}
	unsigned index = 0;
	LIST_EACH(const struct traveller, t, &m->travellers)
	{
		expect(t->index == index++, "travellers are numbered");
		expect(t->infant_of < (int)m->travellers.count, "an infant has an adult");
		expect(t->booking < (int)m->bookings.count, "a traveller has a booking");
		check_place(t->place, input);
	}
	LIST_EACH(const struct booking, b, &m->bookings)
	check_place(b->place, input);
	expect(!m->unreadable || m->findings.count > 0, "what is unreadable has a finding");
}

/* What was read by guessing may be guessed otherwise without its neighbours. */
static bool is_guessed(const struct message *m)
{
	static const char *const codes[] = {"una-damaged", "header-missing", "segment-unreadable",
					    "message-type-damaged"};
	LIST_EACH(const struct finding, f, &m->findings)
	{
		for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
			if (strcmp(f->code, codes[i]) == 0)
				return true;
		}
	}
	return m->findings.count > FINDINGS_MAX;
}

/* The message alone must be readable, and say what it said among others. */
static void check_standalone(const struct message *m, struct slice input)
{
	struct buf alone;
	buf_init(&alone, JSON_MAX);
	decode_standalone(m, input, &alone);
	struct arena *a = arena_new(MEMORY_MAX);
	struct decoder *d = decoder_new(buf_slice(&alone), &options);
	struct message *again = NULL;
	struct err e;
	expect(a && d, "there is memory");
	enum rc rc = decoder_next(d, a, &again, &e);
	expect(rc == RC_OK, "a message alone is read");
	if (!is_guessed(m)) {
		expect(again->type == m->type, "a message alone has its type");
		expect(again->travellers.count == m->travellers.count,
		       "a message alone has its travellers");
		expect(again->bookings.count == m->bookings.count,
		       "a message alone has its bookings");
	}
	decoder_free(d);
	arena_free(a);
	buf_release(&alone);
}

static void read_messages(struct decoder *d, struct slice input, struct arena *a)
{
	struct message *m;
	struct err e;
	struct buf json;
	buf_init(&json, JSON_MAX);
	/* A message needs at least a tag and a separator. */
	for (size_t left = input.n / 4 + 2; left > 0; left--) {
		enum rc rc = decoder_next(d, a, &m, &e);
		if (rc == RC_END)
			break;
		expect(left > 1, "there are no more messages than the input can hold");
		if (rc != RC_OK) {
			expect(rc == RC_NOMEM, "only memory can run out");
			arena_reset(a);
			continue;
		}
		check_message(m, input);
		decode_write_json(m, &json);
		expect(!buf_failed(&json), "the message is written");
		if (!m->unreadable)
			check_standalone(m, input);
		buf_clear(&json);
		arena_reset(a);
	}
	buf_release(&json);
}

void check_decode(struct slice input)
{
	struct arena *a = arena_new(MEMORY_MAX);
	struct decoder *d = decoder_new(input, &options);
	expect(a && d, "there is memory");
	read_messages(d, input, a);
	decoder_free(d);
	arena_free(a);
}

void check_body(const char *type, const uint8_t *data, size_t size)
{
	struct buf b;
	buf_init(&b, JSON_MAX);
	buf_text(&b, "UNA:+.? 'UNB+UNOC:4+Z9:ZZ+UTOPIU:ZZ+260331:0800+REF1'UNH+1+");
	buf_text(&b, type);
	buf_text(&b, "'");
	buf_add(&b, (struct slice){(const char *)data, size});
	buf_text(&b, "'UNT+9+1'UNZ+1+REF1'");
	expect(!buf_failed(&b), "there is memory");
	check_decode(buf_slice(&b));
	buf_release(&b);
}
