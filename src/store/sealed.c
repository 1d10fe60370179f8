/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sealed.h"

#include "model/retention.h"
#include "store/columns.h"

#define MARKS_OF_ONE ((int64_t)1 << 24) /* screen/sealed.h packs a mark in 24 bits */
#define MARKS_MEMORY ((size_t)64 << 20)

static enum rc run_with_id(struct db *db, const char *sql, int64_t id, struct err *e)
{
	struct query *q = db_query(db, sql);
	db_bind_i64(q, 1, id);
	return db_run(q, e);
}

static enum rc run_all_with_id(struct db *db, const char *const *sql, size_t count, int64_t id,
			       struct err *e)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < count; i++)
		rc = run_with_id(db, sql[i], id, e);
	return rc;
}

#define RUN_ALL(db, sql, id, e) run_all_with_id((db), (sql), sizeof(sql) / sizeof *(sql), (id), (e))

/* ---- what comes of age ---- */

#define AGED_COLUMNS \
	"SELECT id, flight_id, received_at, state, content_hash, carrier, travellers FROM message " \
	"WHERE received_at <= $1 AND "

enum rc aged_messages_read(struct db *db, enum aged which, int64_t until_at, struct arena *a,
			   aged_messages *out, struct err *e)
{
	static const char *const sql[] = {
		[AGED_CLEAR] = AGED_COLUMNS
		"state = 'stored' AND masked_at IS NULL ORDER BY flight_id, id",
		[AGED_MASKED] = AGED_COLUMNS "masked_at IS NOT NULL ORDER BY flight_id, id",
		[AGED_APART] = AGED_COLUMNS
		"state <> 'stored' AND masked_at IS NULL ORDER BY flight_id, id",
	};
	struct query *q = db_query(db, sql[which]);
	db_bind_i64(q, 1, until_at);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct aged_message *m = LIST_ADD(out, a, struct aged_message);
		if (!m)
			break;
		m->id = db_i64(q, 0);
		m->flight_id = db_i64(q, 1);
		m->received_at = db_i64(q, 2);
		m->state = column_text(q, 3, a);
		m->content_hash = column_text(q, 4, a);
		m->carrier = column_text(q, 5, a);
		m->travellers = db_i64(q, 6);
	}
	return rows_end(q, rc, a, e);
}

enum rc aged_first(struct db *db, int64_t *received_at, struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT min(received_at) FROM message WHERE masked_at IS NULL "
				   "AND state = 'stored'");
	enum rc rc = db_step(q, e);
	*received_at = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc tied_travellers_read(struct db *db, int64_t flight_id, int64_t now_at, struct arena *a,
			     tied_travellers *out, struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT t.id, t.booking_id, t.api_message_id, t.pnr_message_id, "
		"EXISTS (SELECT 1 FROM evidence v WHERE v.traveller_id = t.id) OR "
		"EXISTS (SELECT 1 FROM hit h JOIN decision d ON d.id = h.decision_id "
		"WHERE h.traveller_id = t.id AND d.outcome = 'confirmed'), "
		"EXISTS (SELECT 1 FROM hold x WHERE x.traveller_id = t.id AND x.ends_at > $2) "
		"FROM traveller t WHERE t.flight_id = $1 AND t.masked_at IS NULL ORDER BY t.id");
	db_bind_i64(q, 1, flight_id);
	db_bind_i64(q, 2, now_at);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct tied_traveller *t = LIST_ADD(out, a, struct tied_traveller);
		if (!t)
			break;
		t->id = db_i64(q, 0);
		t->booking_id = db_i64(q, 1);
		t->api_message_id = db_i64(q, 2);
		t->pnr_message_id = db_i64(q, 3);
		t->evidence = db_i64(q, 4) != 0;
		t->held = db_i64(q, 5) != 0;
	}
	return rows_end(q, rc, a, e);
}

/* ---- taking out ---- */

enum rc message_mask(struct db *db, int64_t id, struct slice keyed_hash, int64_t now_at,
		     struct err *e)
{
	struct query *q = db_query(db, "UPDATE message SET body = $2, content_hash = $3, "
				       "order_key = '', masked_at = $4 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_blob(q, 2, SLICE(""));
	db_bind_blob(q, 3, keyed_hash);
	db_bind_i64(q, 4, now_at);
	return db_run(q, e);
}

enum rc message_body_read(struct db *db, int64_t id, struct arena *a, struct slice *out,
			  struct err *e)
{
	struct query *q = db_query(db, "SELECT body FROM message WHERE id = $1");
	db_bind_i64(q, 1, id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = column_text(q, 0, a);
	return row_end(q, rc, a, e);
}

enum rc bookings_mask(struct db *db, int64_t message_id, int64_t now_at, struct err *e)
{
	static const char *const children[] = {
		"DELETE FROM booking_contact WHERE booking_id IN "
		"(SELECT id FROM booking WHERE message_id = $1)",
		"DELETE FROM booking_payment WHERE booking_id IN "
		"(SELECT id FROM booking WHERE message_id = $1)",
	};
	enum rc rc = RUN_ALL(db, children, message_id, e);
	if (rc != RC_OK)
		return rc;
	struct query *q = db_query(
		db,
		"UPDATE booking SET natural_key = 'masked|' || CAST(id AS TEXT), locator = NULL, "
		"party_size = NULL, content_hash = $3, masked_at = $2 "
		"WHERE message_id = $1 AND masked_at IS NULL");
	db_bind_i64(q, 1, message_id);
	db_bind_i64(q, 2, now_at);
	db_bind_blob(q, 3, SLICE(""));
	return db_run(q, e);
}

enum rc traveller_mask_row(struct db *db, int64_t id, struct slice pseudonym, int64_t now_at,
			   struct err *e)
{
	static const char *const ties[] = {
		"DELETE FROM document WHERE traveller_id = $1",
		"UPDATE hit SET explanation = '[]' WHERE traveller_id = $1",
	};
	struct query *q = db_query(
		db,
		"UPDATE traveller SET pseudonym = $2, masked_at = $3, content_hash = $4, "
		"booking_id = NULL, api_key = NULL, pnr_key = NULL, family = NULL, given = NULL, "
		"middle = NULL, title = NULL, sex = NULL, birth_date = NULL, nationality = NULL, "
		"residence = NULL, locator = NULL, seat = NULL, join_reason = NULL WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, pseudonym);
	db_bind_i64(q, 3, now_at);
	db_bind_blob(q, 4, SLICE(""));
	enum rc rc = db_run(q, e);
	return rc == RC_OK ? RUN_ALL(db, ties, id, e) : rc;
}

enum rc hit_explanations_read(struct db *db, int64_t traveller_id, struct arena *a,
			      struct slice *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT id, explanation FROM hit WHERE traveller_id = $1 "
				       "ORDER BY id");
	struct slice all = {0};
	db_bind_i64(q, 1, traveller_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK)
		all = arena_printf(a, "%.*s%s{\"hit\":\"%lld\",\"fields\":%.*s}", SLICE_ARG(all),
				   all.n ? "," : "", (long long)db_i64(q, 0),
				   SLICE_ARG(db_text(q, 1)));
	*out = arena_printf(a, "[%.*s]", SLICE_ARG(all));
	return rows_end(q, rc, a, e);
}

/* ---- sealed records ---- */

enum rc sealed_insert(struct db *db, const struct sealed_row *row, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO sealed (id, kind, object_id, flight_id, month, "
				       "transferred_at, sealed_at, content) "
				       "VALUES ($1,$2,$3,$4,$5,$6,$7,$8)");
	db_bind_i64(q, 1, row->id);
	db_bind_text(q, 2, slice_of(row->kind));
	db_bind_i64(q, 3, row->object_id);
	if (row->flight_id)
		db_bind_i64(q, 4, row->flight_id);
	db_bind_text(q, 5, row->month);
	db_bind_i64(q, 6, row->transferred_at);
	db_bind_i64(q, 7, row->sealed_at);
	db_bind_blob(q, 8, row->content);
	return db_run(q, e);
}

enum rc sealed_subject_next(struct db *db, int64_t *n, struct err *e)
{
	struct query *q = db_query(db, "SELECT coalesce(max(n), 0) + 1 FROM sealed_subject");
	enum rc rc = db_step(q, e);
	*n = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc sealed_subject_insert(struct db *db, int64_t n, int64_t sealed_id, struct slice shape,
			      struct slice other_shape, struct slice marks, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO sealed_subject (n, sealed_id, shape, other_shape, "
				   "marks) VALUES ($1,$2,$3,$4,$5)");
	db_bind_i64(q, 1, n);
	db_bind_i64(q, 2, sealed_id);
	db_bind_blob(q, 3, shape);
	if (other_shape.p)
		db_bind_blob(q, 4, other_shape);
	else
		db_bind_null(q, 4);
	db_bind_blob(q, 5, marks);
	return db_run(q, e);
}

enum rc sealed_mark_insert(struct db *db, int64_t n, int64_t hash, int64_t mark, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO sealed_sign (hash, mark) VALUES ($1,$2) "
				       "ON CONFLICT (hash, mark) DO NOTHING");
	db_bind_i64(q, 1, hash);
	db_bind_i64(q, 2, n * MARKS_OF_ONE + mark);
	return db_run(q, e);
}

static const char *kind_of(struct slice text)
{
	return slice_is(text, "message") ? "message" : "traveller";
}

static void sealed_columns(const struct query *q, struct sealed_row *out)
{
	out->id = db_i64(q, 0);
	out->kind = kind_of(db_text(q, 1));
	out->object_id = db_i64(q, 2);
	out->flight_id = db_i64(q, 3);
	out->transferred_at = db_i64(q, 5);
	out->sealed_at = db_i64(q, 6);
}

static enum rc read_sealed(struct query *q, struct arena *a, sealed_rows *out, struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct sealed_row *s = LIST_ADD(out, a, struct sealed_row);
		if (!s)
			break;
		sealed_columns(q, s);
		s->month = column_text(q, 4, a);
		s->content = column_text(q, 7, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc sealed_of_traveller(struct db *db, int64_t traveller_id, struct arena *a, sealed_rows *out,
			    struct err *e)
{
	struct query *q = db_query(db, "SELECT id, kind, object_id, flight_id, month, "
				       "transferred_at, sealed_at, content FROM sealed "
				       "WHERE kind = 'traveller' AND object_id = $1 ORDER BY id");
	db_bind_i64(q, 1, traveller_id);
	return read_sealed(q, a, out, e);
}

enum rc sealed_aged(struct db *db, int64_t until_at, int64_t now_at, struct arena *a,
		    sealed_rows *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT s.id, s.kind, s.object_id, s.flight_id, s.month, s.transferred_at, "
		    "s.sealed_at, NULL FROM sealed s WHERE s.transferred_at <= $1 AND "
		    "s.kind = 'traveller' AND NOT EXISTS (SELECT 1 FROM hold x "
		    "WHERE x.traveller_id = s.object_id AND x.ends_at > $2) ORDER BY s.id");
	db_bind_i64(q, 1, until_at);
	db_bind_i64(q, 2, now_at);
	return read_sealed(q, a, out, e);
}

enum rc sealed_unlinked(struct db *db, int64_t now_at, struct arena *a, sealed_rows *out,
			struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT t.id, 'traveller', t.id, t.flight_id, NULL, (SELECT max(s.transferred_at) "
		"FROM sealed s WHERE s.kind = 'traveller' AND s.object_id = t.id), 0, NULL "
		"FROM traveller t WHERE t.masked_at IS NOT NULL AND NOT EXISTS "
		"(SELECT 1 FROM evidence v WHERE v.traveller_id = t.id) AND NOT EXISTS "
		"(SELECT 1 FROM hit h JOIN decision d ON d.id = h.decision_id "
		"WHERE h.traveller_id = t.id AND d.outcome = 'confirmed') AND NOT EXISTS "
		"(SELECT 1 FROM hold x WHERE x.traveller_id = t.id AND x.ends_at > $1)");
	db_bind_i64(q, 1, now_at);
	return read_sealed(q, a, out, e);
}

struct query *sealed_query(struct db *db)
{
	return db_query(db, "SELECT id, kind, object_id, flight_id, month, transferred_at, "
			    "sealed_at, content FROM sealed ORDER BY id");
}

enum rc sealed_rows_read(struct db *db, struct arena *a, sealed_rows *out, struct err *e)
{
	return read_sealed(sealed_query(db), a, out, e);
}

enum rc sealed_next(struct query *q, struct sealed_row *out, struct err *e)
{
	enum rc rc = db_step(q, e);
	if (rc != RC_OK)
		return rc;
	*out = (struct sealed_row){0};
	sealed_columns(q, out);
	out->month = db_text(q, 4);
	out->content = db_text(q, 7);
	return RC_OK;
}

enum rc sealed_replace(struct db *db, int64_t id, struct slice content, struct err *e)
{
	struct query *q = db_query(db, "UPDATE sealed SET content = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_blob(q, 2, content);
	return db_run(q, e);
}

/* ---- finding by process ---- */

enum rc sealed_mark_find(struct db *db, int64_t hash, struct arena *a, sealed_finds *out,
			 struct err *e)
{
	struct query *q =
		db_query(db, "SELECT mark FROM sealed_sign WHERE hash = $1 ORDER BY mark");
	db_bind_i64(q, 1, hash);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct sealed_found *f = LIST_ADD(out, a, struct sealed_found);
		if (!f)
			break;
		f->n = db_i64(q, 0) / MARKS_OF_ONE;
		f->mark = db_i64(q, 0) % MARKS_OF_ONE;
	}
	return rows_end(q, rc, a, e);
}

enum rc sealed_about_read(struct db *db, int64_t n, struct arena *a, struct sealed_about *out,
			  struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT s.object_id, s.flight_id, q.shape, q.other_shape FROM "
				   "sealed_subject q JOIN sealed s ON s.id = q.sealed_id "
				   "WHERE q.n = $1");
	db_bind_i64(q, 1, n);
	*out = (struct sealed_about){0};
	enum rc rc = db_step(q, e);
	for (int column = 2; rc == RC_OK && column <= 3; column++) {
		struct sealed_shape *s = db_is_null(q, column)
						 ? NULL
						 : LIST_ADD(&out->shapes, a, struct sealed_shape);
		if (s)
			s->shape = column_text(q, column, a);
	}
	if (rc == RC_OK) {
		out->traveller_id = db_i64(q, 0);
		out->flight_id = db_i64(q, 1);
	}
	return row_end(q, rc, a, e);
}

/* ---- erasing ---- */

static int64_t hash_at(struct slice marks, size_t at)
{
	int64_t hash = 0;
	for (unsigned i = 0; i < SEALED_HASH_BYTES; i++)
		hash |= (int64_t)(unsigned char)marks.p[at + i] << (8 * i);
	return hash;
}

/* Without the list of their hashes (records sealed before there was one) all are looked at. */
static enum rc delete_marks(struct db *db, int64_t n, struct slice marks, struct err *e)
{
	enum rc rc = RC_OK;
	struct query *q;
	if (!marks.p) {
		q = db_query(db, "DELETE FROM sealed_sign WHERE mark >= $1 AND mark < $2");
		db_bind_i64(q, 1, n * MARKS_OF_ONE);
		db_bind_i64(q, 2, (n + 1) * MARKS_OF_ONE);
		return db_run(q, e);
	}
	for (size_t at = 0; rc == RC_OK && at + SEALED_HASH_BYTES <= marks.n;
	     at += SEALED_HASH_BYTES) {
		q = db_query(db, "DELETE FROM sealed_sign WHERE hash = $1 AND mark >= $2 AND "
				 "mark < $3");
		db_bind_i64(q, 1, hash_at(marks, at));
		db_bind_i64(q, 2, n * MARKS_OF_ONE);
		db_bind_i64(q, 3, (n + 1) * MARKS_OF_ONE);
		rc = db_run(q, e);
	}
	return rc;
}

static enum rc delete_found_by(struct db *db, int64_t sealed_id, struct arena *a, struct err *e)
{
	struct query *q = db_query(db, "SELECT n, marks FROM sealed_subject WHERE sealed_id = $1");
	struct slice marks = {0};
	int64_t n = 0;
	db_bind_i64(q, 1, sealed_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		n = db_i64(q, 0);
		marks = column_text(q, 1, a);
	}
	rc = row_end(q, rc, a, e);
	if (rc == RC_NOT_FOUND)
		return RC_OK; /* of a message */
	return rc == RC_OK ? delete_marks(db, n, marks, e) : rc;
}

enum rc sealed_delete(struct db *db, int64_t id, struct err *e)
{
	static const char *const parts[] = {
		"DELETE FROM sealed_subject WHERE sealed_id = $1",
		"DELETE FROM sealed WHERE id = $1",
	};
	struct arena *a = arena_new(MARKS_MEMORY);
	enum rc rc = a ? delete_found_by(db, id, a, e)
		       : err_set(e, RC_NOMEM, "no memory to delete a sealed record");
	arena_free(a);
	return rc == RC_OK ? RUN_ALL(db, parts, id, e) : rc;
}

static enum rc delete_records(struct db *db, int64_t traveller_id, struct err *e)
{
	struct arena *a = arena_new(MARKS_MEMORY);
	sealed_rows rows = {0};
	enum rc rc = a ? sealed_of_traveller(db, traveller_id, a, &rows, e)
		       : err_set(e, RC_NOMEM, "no memory to delete a traveller");
	LIST_EACH(const struct sealed_row, row, &rows)
	{
		if (rc == RC_OK)
			rc = sealed_delete(db, row->id, e);
	}
	arena_free(a);
	return rc;
}

/* A decision stays while another hit rests on it. */
enum rc traveller_erase(struct db *db, int64_t id, struct err *e)
{
#define DECISIONS_OF_HIS_OR_HERS \
	"(SELECT h.decision_id FROM hit h WHERE h.traveller_id = $1 AND h.decision_id IS NOT NULL " \
	"AND NOT EXISTS (SELECT 1 FROM hit o WHERE o.decision_id = h.decision_id " \
	"AND o.traveller_id <> $1))"
	static const char *const parts[] = {
		"DELETE FROM decision_identity WHERE decision_id IN " DECISIONS_OF_HIS_OR_HERS,
		"DELETE FROM decision WHERE id IN " DECISIONS_OF_HIS_OR_HERS,
		"DELETE FROM hit WHERE traveller_id = $1",
		"DELETE FROM document WHERE traveller_id = $1",
		"DELETE FROM evidence WHERE traveller_id = $1",
		"DELETE FROM hold WHERE traveller_id = $1",
		"DELETE FROM traveller WHERE id = $1",
	};
	enum rc rc = delete_records(db, id, e);
	return rc == RC_OK ? RUN_ALL(db, parts, id, e) : rc;
}

enum rc message_erase(struct db *db, int64_t id, struct err *e)
{
	static const char *const parts[] = {
		"UPDATE traveller SET api_message_id = NULL WHERE api_message_id = $1",
		"UPDATE traveller SET pnr_message_id = NULL WHERE pnr_message_id = $1",
		("DELETE FROM booking_segment WHERE booking_id IN "
		 "(SELECT id FROM booking WHERE message_id = $1)"),
		"DELETE FROM booking WHERE message_id = $1",
		"DELETE FROM sealed WHERE kind = 'message' AND object_id = $1",
		"DELETE FROM finding WHERE message_id = $1",
		"DELETE FROM message WHERE id = $1",
	};
	return RUN_ALL(db, parts, id, e);
}

static enum rc ask(struct query *q, bool *yes, struct err *e)
{
	enum rc rc = db_step(q, e);
	*yes = rc == RC_OK && db_i64(q, 0) != 0;
	db_reset(q);
	return rc;
}

enum rc flight_erase_empty(struct db *db, int64_t id, bool *erased, struct err *e)
{
	static const char *const parts[] = {
		"DELETE FROM leg WHERE flight_id = $1",
		"DELETE FROM flight WHERE id = $1",
	};
	struct query *q = db_query(
		db, "SELECT NOT EXISTS (SELECT 1 FROM message WHERE flight_id = $1) AND NOT EXISTS "
		    "(SELECT 1 FROM traveller WHERE flight_id = $1) AND NOT EXISTS "
		    "(SELECT 1 FROM booking WHERE flight_id = $1)");
	db_bind_i64(q, 1, id);
	enum rc rc = ask(q, erased, e);
	return rc == RC_OK && *erased ? RUN_ALL(db, parts, id, e) : rc;
}

enum rc sealed_month_used(struct db *db, struct slice month, bool *used, struct err *e)
{
	struct query *q = db_query(db, "SELECT EXISTS (SELECT 1 FROM sealed WHERE month = $1)");
	db_bind_text(q, 1, month);
	return ask(q, used, e);
}

enum rc sealed_traveller_left(struct db *db, int64_t traveller_id, bool *left, struct err *e)
{
	struct query *q = db_query(db, "SELECT EXISTS (SELECT 1 FROM sealed WHERE "
				       "kind = 'traveller' AND object_id = $1) OR EXISTS (SELECT 1 "
				       "FROM traveller WHERE id = $1 AND masked_at IS NULL)");
	db_bind_i64(q, 1, traveller_id);
	return ask(q, left, e);
}

/* ---- evidence, holds, certificates ---- */

enum rc evidence_insert(struct db *db, const struct evidence_row *row, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO evidence (id, traveller_id, grounds, reference, "
				   "account_id, recorded_at) VALUES ($1,$2,$3,$4,$5,$6)");
	db_bind_i64(q, 1, row->id);
	db_bind_i64(q, 2, row->traveller_id);
	db_bind_text(q, 3, row->grounds);
	db_bind_text(q, 4, row->reference);
	db_bind_i64(q, 5, row->account_id);
	db_bind_i64(q, 6, row->recorded_at);
	return db_run(q, e);
}

enum rc hold_insert(struct db *db, const struct hold_row *row, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO hold (id, traveller_id, owner, reference, "
				   "account_id, begun_at, ends_at) VALUES ($1,$2,$3,$4,$5,$6,$7)");
	db_bind_i64(q, 1, row->id);
	db_bind_i64(q, 2, row->traveller_id);
	db_bind_text(q, 3, row->owner);
	db_bind_text(q, 4, row->reference);
	db_bind_i64(q, 5, row->account_id);
	db_bind_i64(q, 6, row->begun_at);
	db_bind_i64(q, 7, row->ends_at);
	return db_run(q, e);
}

enum rc hold_end(struct db *db, int64_t id, int64_t now_at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE hold SET ends_at = CASE WHEN ends_at < $2 THEN "
				       "ends_at ELSE $2 END WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, now_at);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK && db_changes(db) == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such hold");
	return rc;
}

enum rc certificate_insert(struct db *db, int64_t id, int64_t issued_at, struct slice content,
			   struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO erasure_certificate (id, issued_at, content) "
				       "VALUES ($1,$2,$3)");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, issued_at);
	db_bind_text(q, 3, content);
	return db_run(q, e);
}

enum rc retention_counts_read(struct db *db, int64_t now_at, struct retention_state *out,
			      struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT (SELECT count(*) FROM message WHERE state = 'stored' AND masked_at IS NULL), "
		"(SELECT count(*) FROM message WHERE masked_at IS NOT NULL), "
		"(SELECT count(*) FROM traveller WHERE masked_at IS NULL), "
		"(SELECT count(*) FROM traveller WHERE masked_at IS NOT NULL), "
		"(SELECT count(*) FROM sealed), (SELECT count(DISTINCT traveller_id) FROM hold "
		"WHERE ends_at > $1), (SELECT count(*) FROM erasure_certificate)");
	db_bind_i64(q, 1, now_at);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		out->messages_clear = db_i64(q, 0);
		out->messages_masked = db_i64(q, 1);
		out->travellers_clear = db_i64(q, 2);
		out->travellers_masked = db_i64(q, 3);
		out->sealed_records = db_i64(q, 4);
		out->on_hold = db_i64(q, 5);
		out->certificates = db_i64(q, 6);
	}
	db_reset(q);
	return rc;
}
