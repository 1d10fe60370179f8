/* SPDX-License-Identifier: Apache-2.0 */
#include "store/session.h"

#include "store/columns.h"

enum rc session_row_find(struct db *db, struct slice token_hash, struct arena *a,
			 struct session_row *out, struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT account_id, csrf, created_at, last_seen_at, expires_at "
				   "FROM session WHERE token_hash = $1");
	db_bind_blob(q, 1, token_hash);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = (struct session_row){
			.token_hash = arena_copy(a, token_hash),
			.account_id = db_i64(q, 0),
			.csrf = column_text(q, 1, a),
			.created_at = db_i64(q, 2),
			.last_seen_at = db_i64(q, 3),
			.expires_at = db_i64(q, 4),
		};
	return row_end(q, rc, a, e);
}

enum rc session_row_insert(struct db *db, const struct session_row *row, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO session (token_hash, account_id, csrf, created_at, "
				   "last_seen_at, expires_at) VALUES ($1,$2,$3,$4,$5,$6)");
	db_bind_blob(q, 1, row->token_hash);
	db_bind_i64(q, 2, row->account_id);
	db_bind_text(q, 3, row->csrf);
	db_bind_i64(q, 4, row->created_at);
	db_bind_i64(q, 5, row->last_seen_at);
	db_bind_i64(q, 6, row->expires_at);
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
