/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/entry.h"

/* ---- writing ---- */

/* Seven bits a byte, the least first; the highest bit says that more follow. */
static void put_number(struct buf *out, uint64_t n)
{
	char bytes[10];
	size_t count = 0;
	for (; n >= 0x80; n >>= 7)
		bytes[count++] = (char)(n | 0x80);
	bytes[count++] = (char)n;
	buf_add(out, (struct slice){bytes, count});
}

/* 0 is an absent text. */
static void put_text(struct buf *out, struct slice s)
{
	put_number(out, slice_present(s) ? s.n + 1 : 0);
	if (slice_present(s))
		buf_add(out, s);
}

static void put_date(struct buf *out, struct date d)
{
	put_number(out, (uint64_t)(d.year + 32768));
	put_number(out, (uint64_t)((d.month + 128) * 256 + d.day + 128));
}

static void put_values(struct buf *out, const struct list_value *first, unsigned count)
{
	put_number(out, count);
	for (const struct list_value *v = first; v; v = v->next)
		put_text(out, v->value);
}

static void put_birth_date(struct buf *out, const struct list_birth_date *b)
{
	bool one_day = date_cmp(b->from, b->to) == 0;
	put_number(out, (b->approximate ? 1U : 0U) + (one_day ? 2U : 0U));
	put_date(out, b->from);
	if (!one_day)
		put_date(out, b->to);
}

void entry_pack(const struct list_entry *e, uint32_t list, struct buf *out)
{
	put_number(out, list);
	put_text(out, e->id);
	put_text(out, e->sex);
	put_number(out, e->names.count);
	LIST_EACH(const struct list_name, n, &e->names)
	{
		put_number(out, (uint64_t)n->quality * 2 + n->original_script);
		put_text(out, n->name);
	}
	put_number(out, e->birth_dates.count);
	LIST_EACH(const struct list_birth_date, b, &e->birth_dates)
	put_birth_date(out, b);
	put_number(out, e->documents.count);
	LIST_EACH(const struct list_document, d, &e->documents)
	{
		put_text(out, d->type);
		put_text(out, d->number);
		put_text(out, d->issuer);
		put_text(out, d->status);
	}
	put_values(out, e->nationalities.first, e->nationalities.count);
	put_values(out, e->places_of_birth.first, e->places_of_birth.count);
	while (out->n % ENTRY_STEP && !out->failed)
		buf_char(out, 0);
}

/* ---- reading ---- */

struct reader {
	const unsigned char *at, *end;
	struct arena *arena;
	bool failed;
};

static uint64_t get_number(struct reader *r)
{
	uint64_t n = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		if (r->at == r->end)
			break;
		unsigned char c = *r->at++;
		n |= (uint64_t)(c & 0x7f) << shift;
		if (!(c & 0x80))
			return n;
	}
	r->failed = true;
	return 0;
}

static struct slice get_text(struct reader *r)
{
	uint64_t n = get_number(r);
	if (n == 0)
		return (struct slice){0};
	if (n - 1 > (uint64_t)(r->end - r->at)) {
		r->failed = true;
		return (struct slice){0};
	}
	struct slice s = {(const char *)r->at, (size_t)n - 1};
	r->at += s.n;
	return s;
}

static struct date get_date(struct reader *r)
{
	int year = (int)get_number(r) - 32768;
	unsigned day = (unsigned)get_number(r);
	return (struct date){(int16_t)year, (int8_t)((int)(day >> 8) - 128),
			     (int8_t)((int)(day & 0xff) - 128)};
}

static void get_names(struct reader *r, struct list_entry *e)
{
	for (uint64_t n = get_number(r); n > 0 && !r->failed; n--) {
		struct list_name *name = LIST_ADD(&e->names, r->arena, struct list_name);
		r->failed |= !name;
		if (!name)
			return;
		uint64_t marks = get_number(r);
		name->quality = (enum name_quality)(marks / 2);
		name->original_script = marks % 2;
		name->name = get_text(r);
	}
}

static void get_birth_dates(struct reader *r, struct list_entry *e)
{
	for (uint64_t n = get_number(r); n > 0 && !r->failed; n--) {
		struct list_birth_date *b =
			LIST_ADD(&e->birth_dates, r->arena, struct list_birth_date);
		r->failed |= !b;
		if (!b)
			return;
		uint64_t marks = get_number(r);
		b->approximate = marks & 1;
		b->from = get_date(r);
		b->to = marks & 2 ? b->from : get_date(r);
	}
}

static void get_documents(struct reader *r, struct list_entry *e)
{
	for (uint64_t n = get_number(r); n > 0 && !r->failed; n--) {
		struct list_document *d = LIST_ADD(&e->documents, r->arena, struct list_document);
		r->failed |= !d;
		if (!d)
			return;
		d->type = get_text(r);
		d->number = get_text(r);
		d->issuer = get_text(r);
		d->status = get_text(r);
	}
}

static struct list_value *get_value(struct reader *r, struct list_value *v)
{
	r->failed |= !v;
	if (v)
		v->value = get_text(r);
	return v;
}

struct list_entry *entry_unpack(const struct part *p, uint32_t entry, struct arena *a,
				uint32_t *list)
{
	struct reader r = {.at = p->entry_bytes + (size_t)p->entry_at[entry] * ENTRY_STEP,
			   .end = p->entry_bytes + (size_t)p->entry_at[entry + 1] * ENTRY_STEP,
			   .arena = a};
	struct list_entry *e = ARENA_NEW(a, struct list_entry);
	if (!e)
		return NULL;
	*list = (uint32_t)get_number(&r);
	e->id = get_text(&r);
	e->sex = get_text(&r);
	get_names(&r, e);
	get_birth_dates(&r, e);
	get_documents(&r, e);
	for (uint64_t n = get_number(&r); n > 0 && !r.failed; n--)
		get_value(&r, LIST_ADD(&e->nationalities, a, struct list_value));
	for (uint64_t n = get_number(&r); n > 0 && !r.failed; n--)
		get_value(&r, LIST_ADD(&e->places_of_birth, a, struct list_value));
	return r.failed || *list >= p->lists_count ? NULL : e;
}
