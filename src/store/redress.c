/* SPDX-License-Identifier: Apache-2.0 */
#include "store/redress.h"

#include "store/columns.h"

enum rc redress_insert(struct db *db, const struct redress_row *row, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO redress (id, number, request_id, note, made_at) "
				   "VALUES ($1,$2,$3,$4,$5)");
	db_bind_i64(q, 1, row->id);
	db_bind_text(q, 2, row->number);
	db_bind_i64(q, 3, row->request_id);
	db_bind_text(q, 4, row->note);
	db_bind_i64(q, 5, row->made_at);
	return db_run(q, e);
}

enum rc redress_identity_insert(struct db *db, int64_t redress_id, const unsigned char hash[32],
				struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO redress_identity (redress_id, identity_hash) "
				       "VALUES ($1,$2) ON CONFLICT DO NOTHING");
	db_bind_i64(q, 1, redress_id);
	db_bind_blob(q, 2, (struct slice){(const char *)hash, 32});
	return db_run(q, e);
}

enum rc redress_end(struct db *db, int64_t id, int64_t at, struct err *e)
{
	struct query *q =
		db_query(db, "UPDATE redress SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, at);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK && db_changes(db) == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL,
				"there is no redress identity in force with this id");
	return rc;
}

static void take(const struct query *q, struct arena *a, struct redress_view *v)
{
	v->id = db_i64(q, 0);
	v->number = column_text(q, 1, a);
	v->note = column_text(q, 2, a);
	v->made_at = db_i64(q, 3);
	v->ended_at = db_i64(q, 4);
}

static bool known(const redress_views *all, int64_t id)
{
	LIST_EACH(const struct redress_view, v, all)
	{
		if (v->id == id)
			return true;
	}
	return false;
}

enum rc redress_find(struct db *db, const unsigned char (*hashes)[32], unsigned count,
		     struct arena *a, redress_views *out, struct err *e)
{
	enum rc rc = RC_OK;
	for (unsigned i = 0; rc == RC_OK && i < count; i++) {
		struct query *q = db_query(
			db, "SELECT r.id, r.number, r.note, r.made_at, r.ended_at "
			    "FROM redress_identity n JOIN redress r ON r.id = n.redress_id "
			    "WHERE n.identity_hash = $1 AND r.ended_at IS NULL");
		db_bind_blob(q, 1, (struct slice){(const char *)hashes[i], 32});
		while ((rc = db_step(q, e)) == RC_OK) {
			if (known(out, db_i64(q, 0)))
				continue;
			struct redress_view *v = LIST_ADD(out, a, struct redress_view);
			if (!v)
				break;
			take(q, a, v);
		}
		rc = rows_end(q, rc, a, e);
	}
	return rc;
}

enum rc redress_read(struct db *db, struct arena *a, redress_views *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT id, number, note, made_at, ended_at FROM redress "
				       "ORDER BY id DESC LIMIT 500");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct redress_view *v = LIST_ADD(out, a, struct redress_view);
		if (!v)
			break;
		take(q, a, v);
	}
	return rows_end(q, rc, a, e);
}
