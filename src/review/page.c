/* SPDX-License-Identifier: Apache-2.0 */
#include "review/page.h"

#include "base/crypto.h"
#include "flow/unit.h"
#include "protect/audit.h"

#include <stdio.h>
#include <string.h>

#define QUESTION_BYTES 4
#define VALUE_BYTES 8

unsigned page_limit(unsigned asked)
{
	if (asked == 0)
		return PAGE_DEFAULT;
	return asked < PAGE_MAX ? asked : PAGE_MAX;
}

enum rc page_record(struct unit *u, const struct actor *who, const char *act, const char *kind,
		    int64_t id, struct err *e)
{
	char text[AUDIT_OBJECT_TEXT];
	struct slice object = id ? audit_object(text, kind, id) : slice_of(kind);
	struct db *db;
	enum rc rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = audit_append_by(db, who, act, object, (struct slice){0}, unit_now(u), e);
	return store_end(unit_store(u), rc, e);
}

static void question_hash(const struct cursor_question *q, unsigned char out[HASH_BYTES])
{
	struct hash_state h;
	hash_begin(&h, NULL);
	hash_piece(&h, slice_of(q->page));
	hash_piece(&h, q->first);
	hash_piece(&h, q->second);
	hash_i64(&h, q->from_at);
	hash_i64(&h, q->to_at);
	hash_end(&h, out);
}

static void put_value(unsigned char *out, int64_t v)
{
	for (unsigned i = 0; i < VALUE_BYTES; i++)
		out[i] = (unsigned char)((uint64_t)v >> (8 * i));
}

static int64_t get_value(const unsigned char *in)
{
	uint64_t v = 0;
	for (unsigned i = 0; i < VALUE_BYTES; i++)
		v |= (uint64_t)in[i] << (8 * i);
	return (int64_t)v;
}

struct slice cursor_write(const struct cursor *c, const struct cursor_question *q, struct arena *a)
{
	unsigned char hash[HASH_BYTES], bytes[QUESTION_BYTES + CURSOR_VALUES_MAX * VALUE_BYTES];
	char hex[HEX_TEXT(sizeof bytes)];
	question_hash(q, hash);
	memcpy(bytes, hash, QUESTION_BYTES);
	for (unsigned i = 0; i < c->count; i++)
		put_value(bytes + QUESTION_BYTES + i * VALUE_BYTES, c->values[i]);
	hex_write(bytes, QUESTION_BYTES + c->count * VALUE_BYTES, hex);
	return arena_copy(a, slice_of(hex));
}

enum rc cursor_read(struct slice text, const struct cursor_question *q, struct cursor *c,
		    struct err *e)
{
	unsigned char hash[HASH_BYTES], bytes[QUESTION_BYTES + CURSOR_VALUES_MAX * VALUE_BYTES];
	question_hash(q, hash);
	if (!hex_read(text, bytes, QUESTION_BYTES + c->count * VALUE_BYTES) ||
	    memcmp(bytes, hash, QUESTION_BYTES) != 0)
		return err_refuse(
			e, RC_INVALID, "bad-cursor", NULL,
			"the cursor is not from a page with the same question: ask for the "
			"first page again");
	for (unsigned i = 0; i < c->count; i++)
		c->values[i] = get_value(bytes + QUESTION_BYTES + i * VALUE_BYTES);
	return RC_OK;
}

enum rc page_word(struct slice word, const char *const *words, const char *code, struct err *e)
{
	char list[200] = "";
	if (!slice_present(word))
		return RC_OK;
	for (const char *const *w = words; *w; w++) {
		if (slice_is(word, *w))
			return RC_OK;
		size_t n = strlen(list);
		snprintf(list + n, sizeof list - n, "%s%s", n ? ", " : "", *w);
	}
	return err_refuse(e, RC_INVALID, code, NULL, "this value must be one of: %s", list);
}

struct slice json_prefixed(struct arena *a, struct slice members, struct slice object)
{
	if (object.n < 2 || object.p[0] != '{')
		return (struct slice){0};
	struct slice rest = slice_range(object, 1, object.n);
	return arena_printf(a, "{%.*s%s%.*s", SLICE_ARG(members), rest.p[0] == '}' ? "" : ",",
			    SLICE_ARG(rest));
}

void flight_mask(const struct actor *who, struct flight_view *f)
{
	f->hits_known = protect_may(who->role, MAY_HITS_READ);
	if (f->hits_known)
		return;
	f->hits_open = 0;
	f->hits = 0;
}

void traveller_mask(const struct actor *who, struct traveller_view *t)
{
	t->hits_known = protect_may(who->role, MAY_HITS_READ);
	if (t->hits_known)
		return;
	t->hits_open = 0;
	t->hits = 0;
}
