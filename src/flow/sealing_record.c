/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/flight_rows.h"
#include "flow/sealing.h"

#include "base/pack.h"
#include "protect/data_key.h"
#include "protect/identity.h"

#include <stdio.h>
#include <string.h>

#define RECORD_MAX ((size_t)64 << 20)
#define HASH_MASK ((UINT64_C(1) << (8 * SEALED_HASH_BYTES)) - 1)
#define MARKS_MAX ((size_t)1 << 20)
#define PACKED "deflated"

/* ---- keyed hashes ---- */

static uint64_t first_bits(const unsigned char hash[HASH_BYTES])
{
	uint64_t v = 0;
	for (unsigned i = 0; i < 8; i++)
		v |= (uint64_t)hash[i] << (8 * i);
	return v;
}

int64_t sealed_hash(const unsigned char search_key[HASH_BYTES], const struct sealed_mark *m)
{
	unsigned char hash[HASH_BYTES];
	struct hash_state h;
	hash_begin(&h, search_key);
	hash_i64(&h, m->kind);
	hash_piece(&h, m->text);
	hash_end(&h, hash);
	return (int64_t)(first_bits(hash) & HASH_MASK);
}

void sealed_birth_hash(const unsigned char search_key[HASH_BYTES], bool year, struct slice text,
		       unsigned char out[SEALED_BIRTH_BYTES])
{
	unsigned char hash[HASH_BYTES];
	struct hash_state h;
	hash_begin(&h, search_key);
	hash_i64(&h, year ? -2 : -1);
	hash_piece(&h, text);
	hash_end(&h, hash);
	memcpy(out, hash, SEALED_BIRTH_BYTES);
}

static void identify(const struct traveller_row *row, struct identity *who,
		     struct identity_document documents[IDENTITIES_MAX])
{
	*who = (struct identity){.family = row->family,
				 .given = row->given,
				 .middle = row->middle,
				 .birth_date = row->birth_date,
				 .documents = documents};
	while (who->document_count < row->document_count && who->document_count < IDENTITIES_MAX) {
		const struct document *d = row->documents[who->document_count];
		documents[who->document_count++] = (struct identity_document){
			.type = d->type, .number = d->number, .issuer = d->issuer};
	}
}

struct slice sealing_pseudonym(const struct unit *u, const struct traveller_row *row,
			       struct arena *a)
{
	struct identity_document documents[IDENTITIES_MAX];
	unsigned char hashes[IDENTITIES_MAX][HASH_BYTES], hash[HASH_BYTES];
	struct identity who;
	struct hash_state h;
	char hex[HEX_TEXT(5)];
	identify(row, &who, documents);
	unsigned count = identity_hashes(unit_key(u), &who, hashes);
	if (count == 0)
		random_bytes(hashes[0], HASH_BYTES);
	hash_begin(&h, unit_key(u));
	hash_piece(&h, SLICE("pseudonym"));
	hash_piece(&h, (struct slice){(const char *)hashes[0], HASH_BYTES});
	hash_end(&h, hash);
	hex_write(hash, 5, hex);
	return arena_printf(a, "P-%s", hex);
}

/* ---- the record ---- */

static void put_section(struct buf *out, const char *name, struct slice content)
{
	if (!slice_present(content))
		return;
	buf_printf(out, "%s %zu\n", name, content.n);
	buf_add(out, content);
	buf_char(out, '\n');
}

struct slice sealed_section(struct slice record, const char *name)
{
	while (record.n > 0) {
		size_t line = slice_find(record, '\n', 0);
		size_t blank = slice_find(record, ' ', 0);
		uint64_t n;
		if (line == SIZE_MAX || blank > line ||
		    !slice_u64(slice_range(record, blank + 1, line), &n) || n > record.n)
			return (struct slice){0};
		if (slice_is(slice_range(record, 0, blank), name))
			return slice_range(record, line + 1, line + 1 + (size_t)n);
		record = slice_range(record, line + 2 + (size_t)n, record.n);
	}
	return (struct slice){0};
}

static void put_date(struct json *j, const char *key, struct date d)
{
	char text[DATE_TEXT];
	if (!date_present(d))
		return;
	date_write(d, text);
	json_put_str(j, key, text);
}

static void put_documents(struct json *j, const struct traveller_row *row)
{
	json_key(j, "documents");
	json_array(j);
	for (unsigned i = 0; i < row->document_count; i++) {
		const struct document *d = row->documents[i];
		json_object(j);
		json_put_opt(j, "type", d->type);
		json_put_opt(j, "number", d->number);
		json_put_opt(j, "issuer", d->issuer);
		put_date(j, "expires", d->expires);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_identity(const struct traveller_row *row, struct buf *out)
{
	struct json j;
	json_init(&j, out);
	json_object(&j);
	json_put_opt(&j, "family", row->family);
	json_put_opt(&j, "given", row->given);
	json_put_opt(&j, "middle", row->middle);
	json_put_opt(&j, "title", row->title);
	json_put_opt(&j, "sex", row->sex);
	put_date(&j, "birth_date", row->birth_date);
	json_put_opt(&j, "nationality", row->nationality);
	json_put_opt(&j, "residence", row->residence);
	json_put_opt(&j, "locator", row->locator);
	json_put_opt(&j, "seat", row->seat);
	put_documents(&j, row);
	json_object_end(&j);
}

struct slice sealed_about(const struct sealed_row *row, char out[SEALED_ABOUT_TEXT])
{
	int n = snprintf(out, SEALED_ABOUT_TEXT, "sealed|%lld|%s|%lld", (long long)row->id,
			 row->kind, (long long)row->object_id);
	return (struct slice){out, (size_t)n};
}

/* To the vault first, then under the month's key: both are needed to read it. */
static enum rc close_record(const struct unit *u, struct slice plain, struct sealed_row *row,
			    const unsigned char key[DATA_KEY_BYTES], struct buf *out, struct err *e)
{
	char about[SEALED_ABOUT_TEXT];
	struct buf box;
	buf_init(&box, RECORD_MAX);
	enum rc rc = vault_seal(plain, unit_vault_key(u), &box, e);
	if (rc == RC_OK)
		rc = data_seal(buf_slice(&box), sealed_about(row, about), key, out, e);
	buf_release(&box);
	row->content = buf_slice(out);
	return rc;
}

/* A record is packed before it is sealed: what is sealed can not be made smaller any more. */
static enum rc pack_record(struct slice plain, struct buf *out, struct err *e)
{
	buf_text(out, PACKED "\n");
	return pack_bytes(plain, out, e);
}

enum rc sealed_unpack(struct slice record, struct buf *out, struct err *e)
{
	if (slice_starts(record, PACKED "\n"))
		return unpack_bytes(slice_range(record, sizeof PACKED, record.n), out, e);
	buf_add(out, record); /* sealed before records were packed */
	return RC_OK;
}

static enum rc put(struct sealing *s, struct sealed_row *row, struct slice plain,
		   unsigned char key[DATA_KEY_BYTES], struct err *e)
{
	char month[MONTH_TEXT];
	struct buf sealed, packed;
	buf_init(&packed, RECORD_MAX);
	data_key_month(row->transferred_at, month);
	row->id = store_new_id(unit_store(s->unit));
	row->sealed_at = s->now_at;
	row->month = slice_of(month);
	buf_init(&sealed, RECORD_MAX);
	enum rc rc = data_key_read(unit_folder(s->unit), row->month, true, key, e);
	if (rc == RC_OK)
		rc = pack_record(plain, &packed, e);
	if (rc == RC_OK)
		rc = close_record(s->unit, buf_slice(&packed), row, key, &sealed, e);
	if (rc == RC_OK)
		rc = sealed_insert(s->db, row, e);
	buf_release(&packed);
	buf_release(&sealed);
	row->content = row->month = (struct slice){0};
	return rc;
}

/* ---- what it is found by ---- */

struct hashing {
	struct sealing *s;
	int64_t n; /* stands for the record in its marks */
	struct buf marks;
	struct slice shapes[SEALED_NAMES_MAX];
	unsigned char key[HASH_BYTES];
	enum rc rc; /* the first failure */
	struct err *e;
};

static void hash_mark(void *context, const struct sealed_mark *m)
{
	struct hashing *h = context;
	int64_t hash = sealed_hash(h->key, m);
	for (unsigned i = 0; i < SEALED_HASH_BYTES; i++)
		buf_char(&h->marks, (char)((uint64_t)hash >> (8 * i) & 0xff));
	if (h->rc == RC_OK)
		h->rc = sealed_mark_insert(h->s->db, h->n, hash, sealed_mark_pack(m), h->e);
}

/* The shape with its length in front, and the birth date's hashes behind, zero = not known. */
static struct slice whole_shape(const struct hashing *h, struct slice shape, struct date born,
				struct arena *a)
{
	unsigned char tail[2 * SEALED_BIRTH_BYTES] = {0};
	char day[DATE_TEXT];
	if (date_present(born)) {
		date_write(born, day);
		sealed_birth_hash(h->key, false, slice_of(day), tail);
		sealed_birth_hash(h->key, true, slice_range(slice_of(day), 0, 4),
				  tail + SEALED_BIRTH_BYTES);
	}
	char *out = arena_alloc(a, shape.n + sizeof tail);
	if (!out)
		return (struct slice){0};
	memcpy(out, shape.p, shape.n);
	memcpy(out + shape.n, tail, sizeof tail);
	return (struct slice){out, shape.n + sizeof tail};
}

static void put_name(struct hashing *h, const struct screen_traveller *t, unsigned ordinal,
		     struct arena *a)
{
	unsigned char shape[SEALED_SHAPE_MAX];
	size_t n = sealed_name_marks(t, ordinal, hash_mark, h, shape);
	h->shapes[ordinal] =
		whole_shape(h, (struct slice){(const char *)shape, n}, t->birth_date, a);
}

static bool other_name(const struct sealing_subject *x)
{
	const struct traveller *pnr = x->truth->pnr;
	return x->truth->api && pnr && slice_present(pnr->family) &&
	       !(slice_eq(pnr->family, x->row->family) && slice_eq(pnr->given, x->row->given));
}

static enum rc put_marks(struct hashing *h, const struct sealing_subject *x, struct arena *a)
{
	const struct traveller_row *row = x->row;
	struct screen_document *d = arena_alloc(a, (row->document_count + 1) * sizeof *d);
	struct screen_traveller t = {.family = row->family,
				     .given = row->given,
				     .middle = row->middle,
				     .birth_date = row->birth_date};
	if (!d)
		return err_set(h->e, RC_NOMEM, "no memory to seal a record");
	for (unsigned i = 0; i < row->document_count; i++)
		d[i] = (struct screen_document){.type = row->documents[i]->type,
						.number = row->documents[i]->number,
						.issuer = row->documents[i]->issuer};
	put_name(h, &t, 0, a);
	sealed_document_marks(d, row->document_count, hash_mark, h);
	if (other_name(x)) {
		t.family = x->truth->pnr->family;
		t.given = x->truth->pnr->given;
		t.middle = x->truth->pnr->middle;
		put_name(h, &t, 1, a);
	}
	return h->rc;
}

/* The marks, then the row that they stand for. */
static enum rc put_found_by(struct hashing *h, const struct sealing_subject *x, int64_t sealed_id,
			    struct arena *a)
{
	struct db *db = h->s->db;
	buf_init(&h->marks, MARKS_MAX);
	enum rc rc = sealed_subject_next(db, &h->n, h->e);
	if (rc == RC_OK)
		rc = put_marks(h, x, a);
	if (rc == RC_OK && (buf_failed(&h->marks) || !h->shapes[0].p))
		rc = err_set(h->e, RC_NOMEM, "no memory to seal a record");
	if (rc == RC_OK)
		rc = sealed_subject_insert(db, h->n, sealed_id, h->shapes[0], h->shapes[1],
					   buf_slice(&h->marks), h->e);
	buf_release(&h->marks);
	return rc;
}

enum rc sealing_put_record(struct sealing *s, const struct sealing_subject *x, struct arena *a,
			   struct err *e)
{
	unsigned char key[DATA_KEY_BYTES];
	struct buf plain, identity;
	struct hashing h = {.s = s, .e = e};
	struct sealed_row row = {.kind = "traveller",
				 .object_id = x->row->id,
				 .flight_id = x->row->flight_id,
				 .transferred_at = x->transferred_at};
	buf_init(&plain, RECORD_MAX);
	buf_init(&identity, RECORD_MAX);
	write_identity(x->row, &identity);
	put_section(&plain, "identity", buf_slice(&identity));
	put_section(&plain, "api", traveller_detail(x->truth->api, a));
	put_section(&plain, "pnr", traveller_detail(x->truth->pnr, a));
	put_section(&plain, "booking", x->booking_json);
	put_section(&plain, "hits", x->hits_json);
	enum rc rc = buf_failed(&plain) || buf_failed(&identity)
			     ? err_set(e, RC_NOMEM, "no memory to seal a record")
			     : put(s, &row, buf_slice(&plain), key, e);
	buf_release(&plain);
	buf_release(&identity);
	if (rc == RC_OK) {
		data_key_for_search(key, h.key);
		rc = put_found_by(&h, x, row.id, a);
	}
	wipe_secret(key, sizeof key);
	wipe_secret(h.key, sizeof h.key);
	return rc;
}

enum rc sealing_put_source(struct sealing *s, const struct aged_message *m, struct slice body,
			   struct err *e)
{
	unsigned char key[DATA_KEY_BYTES];
	struct buf plain;
	struct sealed_row row = {.kind = "message",
				 .object_id = m->id,
				 .flight_id = m->flight_id,
				 .transferred_at = m->received_at};
	buf_init(&plain, RECORD_MAX * 8);
	put_section(&plain, "source", body);
	enum rc rc = buf_failed(&plain) ? err_set(e, RC_NOMEM, "no memory to seal a message")
					: put(s, &row, buf_slice(&plain), key, e);
	buf_release(&plain);
	wipe_secret(key, sizeof key);
	return rc;
}
