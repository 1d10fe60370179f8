/* SPDX-License-Identifier: Apache-2.0 */
#include "store/session.h"

#include "store/columns.h"

#define SESSION_COLUMNS \
	"id, token_hash, account_id, csrf, peer, created_at, last_seen_at, expires_at, task_id"

static void session_columns(const struct query *q, struct arena *a, struct session_row *out)
{
	out->id = db_i64(q, 0);
	out->token_hash = column_text(q, 1, a);
	out->account_id = db_i64(q, 2);
	out->csrf = column_text(q, 3, a);
	out->peer = column_text(q, 4, a);
	out->created_at = db_i64(q, 5);
	out->last_seen_at = db_i64(q, 6);
	out->expires_at = db_i64(q, 7);
	out->task_id = db_i64(q, 8);
}

enum rc session_row_find(struct db *db, struct slice token_hash, struct arena *a,
			 struct session_row *out, struct err *e)
{
	struct query *q =
		db_query(db, "SELECT " SESSION_COLUMNS " FROM session WHERE token_hash = $1");
	db_bind_blob(q, 1, token_hash);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		session_columns(q, a, out);
	return row_end(q, rc, a, e);
}

enum rc session_rows_read(struct db *db, int64_t account_id, struct arena *a, session_rows *out,
			  struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT " SESSION_COLUMNS " FROM session WHERE account_id = $1 "
				   "ORDER BY last_seen_at DESC, id DESC");
	db_bind_i64(q, 1, account_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct session_row *row = LIST_ADD(out, a, struct session_row);
		if (!row)
			break;
		session_columns(q, a, row);
	}
	return rows_end(q, rc, a, e);
}

enum rc session_row_insert(struct db *db, const struct session_row *row, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO session (id, token_hash, account_id, csrf, peer, "
				   "created_at, last_seen_at, expires_at) "
				   "VALUES ($1,$2,$3,$4,$5,$6,$7,$8)");
	db_bind_i64(q, 1, row->id);
	db_bind_blob(q, 2, row->token_hash);
	db_bind_i64(q, 3, row->account_id);
	db_bind_text(q, 4, row->csrf);
	db_bind_text(q, 5, row->peer);
	db_bind_i64(q, 6, row->created_at);
	db_bind_i64(q, 7, row->last_seen_at);
	db_bind_i64(q, 8, row->expires_at);
	return db_run(q, e);
}

enum rc session_row_set_task(struct db *db, int64_t id, int64_t task_id, struct err *e)
{
	struct query *q = db_query(db, "UPDATE session SET task_id = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	if (task_id)
		db_bind_i64(q, 2, task_id);
	else
		db_bind_null(q, 2);
	return db_run(q, e);
}

enum rc session_rows_end_tasks(struct db *db, struct err *e)
{
	return db_run(db_query(db, "UPDATE session SET task_id = NULL WHERE task_id IS NOT NULL"),
		      e);
}

enum rc session_row_delete_id(struct db *db, int64_t account_id, int64_t id, struct err *e)
{
	struct query *q = db_query(db, "DELETE FROM session WHERE id = $1 AND account_id = $2");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, account_id);
	return db_run(q, e);
}

enum rc session_row_seen(struct db *db, struct slice token_hash, int64_t at, struct err *e)
{
	struct query *q =
		db_query(db, "UPDATE session SET last_seen_at = $2 WHERE token_hash = $1");
	db_bind_blob(q, 1, token_hash);
	db_bind_i64(q, 2, at);
	return db_run(q, e);
}

enum rc session_row_delete(struct db *db, struct slice token_hash, struct err *e)
{
	struct query *q = db_query(db, "DELETE FROM session WHERE token_hash = $1");
	db_bind_blob(q, 1, token_hash);
	return db_run(q, e);
}

enum rc session_rows_delete_of(struct db *db, int64_t account_id, struct err *e)
{
	struct query *q = db_query(db, "DELETE FROM session WHERE account_id = $1");
	db_bind_i64(q, 1, account_id);
	return db_run(q, e);
}

enum rc session_rows_delete_old(struct db *db, int64_t seen_at, int64_t now_at, struct err *e)
{
	struct query *q = db_query(db, "DELETE FROM session WHERE last_seen_at <= $1 OR "
				       "expires_at <= $2");
	db_bind_i64(q, 1, seen_at);
	db_bind_i64(q, 2, now_at);
	return db_run(q, e);
}
