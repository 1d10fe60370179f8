/* SPDX-License-Identifier: Apache-2.0
 *
 * What sealed people are found by.
 */
#include "store/columns.h"
#include "store/sealed.h"

#define MARKS_OF_ONE ((int64_t)1 << 24) /* screen/sealed.h packs a mark in 24 bits */

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

enum rc sealed_subject_delete(struct db *db, int64_t sealed_id, struct arena *a, struct err *e)
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
	if (rc == RC_OK)
		rc = delete_marks(db, n, marks, e);
	if (rc != RC_OK)
		return rc;
	q = db_query(db, "DELETE FROM sealed_subject WHERE n = $1");
	db_bind_i64(q, 1, n);
	return db_run(q, e);
}
