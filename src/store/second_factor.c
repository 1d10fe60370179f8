/* SPDX-License-Identifier: Apache-2.0 */
#include "store/second_factor.h"

#include "store/columns.h"

enum rc second_factor_row_find(struct db *db, int64_t account_id, struct arena *a,
			       struct second_factor_row *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT secret, last_step, confirmed_at FROM second_factor "
				       "WHERE account_id = $1");
	db_bind_i64(q, 1, account_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = (struct second_factor_row){.account_id = account_id,
						  .secret = column_text(q, 0, a),
						  .last_step = db_i64(q, 1),
						  .confirmed_at = db_i64(q, 2)};
	return row_end(q, rc, a, e);
}

enum rc second_factor_row_put(struct db *db, const struct second_factor_row *row, struct err *e)
{
	struct query *q = db_query(
		db, "INSERT INTO second_factor (account_id, secret, last_step, confirmed_at) "
		    "VALUES ($1,$2,$3,$4) ON CONFLICT (account_id) DO UPDATE SET "
		    "secret = excluded.secret, last_step = excluded.last_step, "
		    "confirmed_at = excluded.confirmed_at");
	db_bind_i64(q, 1, row->account_id);
	db_bind_blob(q, 2, row->secret);
	db_bind_i64(q, 3, row->last_step);
	if (row->confirmed_at)
		db_bind_i64(q, 4, row->confirmed_at);
	else
		db_bind_null(q, 4);
	return db_run(q, e);
}

enum rc second_factor_row_step(struct db *db, int64_t account_id, int64_t step, struct err *e)
{
	struct query *q = db_query(db, "UPDATE second_factor SET last_step = $2 "
				       "WHERE account_id = $1 AND last_step < $2");
	db_bind_i64(q, 1, account_id);
	db_bind_i64(q, 2, step);
	return db_run(q, e);
}

enum rc second_factor_row_delete(struct db *db, int64_t account_id, struct err *e)
{
	struct query *q = db_query(db, "DELETE FROM second_factor WHERE account_id = $1");
	db_bind_i64(q, 1, account_id);
	enum rc rc = db_run(q, e);
	return rc == RC_OK ? recovery_code_rows_delete(db, account_id, e) : rc;
}

enum rc recovery_code_row_insert(struct db *db, int64_t account_id, struct slice hash,
				 struct err *e)
{
	struct query *q =
		db_query(db, "INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)");
	db_bind_i64(q, 1, account_id);
	db_bind_blob(q, 2, hash);
	return db_run(q, e);
}

enum rc recovery_code_rows_delete(struct db *db, int64_t account_id, struct err *e)
{
	struct query *q = db_query(db, "DELETE FROM recovery_code WHERE account_id = $1");
	db_bind_i64(q, 1, account_id);
	return db_run(q, e);
}

enum rc recovery_code_row_use(struct db *db, int64_t account_id, struct slice hash, int64_t at,
			      struct err *e)
{
	struct query *q = db_query(db,
				   "UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 "
				   "AND code_hash = $2 AND used_at IS NULL");
	db_bind_i64(q, 1, account_id);
	db_bind_blob(q, 2, hash);
	db_bind_i64(q, 3, at);
	return db_run(q, e);
}

enum rc recovery_code_rows_left(struct db *db, int64_t account_id, int64_t *count, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM recovery_code WHERE account_id = $1 "
				       "AND used_at IS NULL");
	db_bind_i64(q, 1, account_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*count = db_i64(q, 0);
	db_reset(q);
	return rc;
}
