/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/history/parts.h"

#include <string.h>

/* 1900-01-01 in days since 1970, and the last number. */
#define DAYS_FROM (-25567)

uint16_t birth_number(const struct screen_traveller *t)
{
	struct date d = t->birth_date;
	bool day = !date_present(t->birth_date_last) || date_cmp(d, t->birth_date_last) == 0;
	if (!date_present(d))
		return BIRTH_NONE;
	if (!day || !date_valid(d.year, d.month, d.day))
		return BIRTH_OTHER;
	int32_t n = date_days(d) - DAYS_FROM + 1;
	return n <= BIRTH_NONE || n >= BIRTH_OTHER ? BIRTH_OTHER : (uint16_t)n;
}

struct date birth_of_number(uint16_t n)
{
	return date_from_days((int32_t)n - 1 + DAYS_FROM);
}

/* ---- writing ---- */

static bool put_bytes(struct pack_buffer *out, const void *p, size_t n)
{
	unsigned char *bytes = wiped_room(out->bytes, out->n, n, &out->room, 1);
	if (!bytes)
		return false;
	out->bytes = bytes;
	if (n)
		memcpy(bytes + out->n, p, n);
	out->n += n;
	return true;
}

static bool put_number(struct pack_buffer *out, size_t n)
{
	unsigned char bytes[10];
	size_t count = 0;
	for (; n >= 0x80; n >>= 7)
		bytes[count++] = (unsigned char)(n | 0x80);
	bytes[count++] = (unsigned char)n;
	return put_bytes(out, bytes, count);
}

/* 0 is an absent text. */
static bool put_text(struct pack_buffer *out, struct slice s)
{
	if (!slice_present(s))
		return put_number(out, 0);
	return put_number(out, s.n + 1) && put_bytes(out, s.p, s.n);
}

static bool put_date(struct pack_buffer *out, struct date d)
{
	const unsigned char bytes[4] = {(unsigned char)((uint16_t)d.year >> 8),
					(unsigned char)d.year, (unsigned char)d.month,
					(unsigned char)d.day};
	return put_bytes(out, bytes, date_present(d) ? 4 : 0);
}

static bool put_traveller(struct pack_buffer *out, const struct screen_traveller *t)
{
	size_t dates = (date_present(t->birth_date) ? 1U : 0U) +
		       (date_present(t->birth_date_last) ? 2U : 0U);
	bool done = put_number(out, dates) && put_date(out, t->birth_date) &&
		    put_date(out, t->birth_date_last) && put_text(out, t->family) &&
		    put_text(out, t->given) && put_text(out, t->middle) && put_text(out, t->sex) &&
		    put_text(out, t->nationality) && put_text(out, t->place_of_birth) &&
		    put_number(out, t->document_count);
	for (unsigned i = 0; done && i < t->document_count; i++)
		done = put_text(out, t->documents[i].type) &&
		       put_text(out, t->documents[i].number) &&
		       put_text(out, t->documents[i].issuer);
	return done;
}

bool pack(struct pack_buffer *out, const uint32_t *words, unsigned word_count,
	  const struct screen_traveller *t)
{
	const unsigned char count = (unsigned char)word_count;
	return put_bytes(out, &count, 1) && put_bytes(out, words, word_count * sizeof *words) &&
	       put_traveller(out, t);
}

/* ---- reading ---- */

static size_t get_number(const unsigned char **p)
{
	size_t n = 0;
	for (unsigned shift = 0;; shift += 7) {
		unsigned char c = *(*p)++;
		n |= (size_t)(c & 0x7f) << shift;
		if (!(c & 0x80))
			return n;
	}
}

static struct slice get_text(const unsigned char **p)
{
	size_t n = get_number(p);
	if (n == 0)
		return (struct slice){0};
	struct slice s = {(const char *)*p, n - 1};
	*p += n - 1;
	return s;
}

static struct date get_date(const unsigned char **p, bool present)
{
	if (!present)
		return (struct date){0};
	struct date d = {(int16_t)((uint16_t)(*p)[0] << 8 | (*p)[1]), (int8_t)(*p)[2],
			 (int8_t)(*p)[3]};
	*p += 4;
	return d;
}

unsigned unpack_words(const unsigned char *p, uint32_t words[NAME_UNITS_MAX])
{
	unsigned count = p[0];
	memcpy(words, p + 1, count * sizeof *words);
	return count;
}

bool unpack(const unsigned char *p, struct arena *a, struct packed *out)
{
	struct screen_traveller *t = &out->traveller;
	out->word_count = unpack_words(p, out->words);
	p += 1 + out->word_count * sizeof out->words[0];
	size_t dates = get_number(&p);
	*t = (struct screen_traveller){.birth_date = get_date(&p, dates & 1)};
	t->birth_date_last = get_date(&p, dates & 2);
	t->family = get_text(&p);
	t->given = get_text(&p);
	t->middle = get_text(&p);
	t->sex = get_text(&p);
	t->nationality = get_text(&p);
	t->place_of_birth = get_text(&p);
	t->document_count = (unsigned)get_number(&p);
	struct screen_document *d = arena_alloc(a, (t->document_count + 1) * sizeof *d);
	t->documents = d;
	for (unsigned i = 0; d && i < t->document_count; i++) {
		d[i].type = get_text(&p);
		d[i].number = get_text(&p);
		d[i].issuer = get_text(&p);
	}
	return d != NULL;
}
