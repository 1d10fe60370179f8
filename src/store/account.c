/* SPDX-License-Identifier: Apache-2.0 */
#include "store/account.h"

#include "store/columns.h"

#define ACCOUNT_COLUMNS "id, login, name, role, password_hash, active, created_at, last_sign_in_at"

static enum rc account_columns(const struct query *q, struct arena *a, struct account_row *out,
			       struct err *e)
{
	out->id = db_i64(q, 0);
	out->login = column_text(q, 1, a);
	out->name = column_text(q, 2, a);
	if (!actor_role_parse(db_text(q, 3), &out->role))
		return err_set(e, RC_CORRUPT,
			       "an account has a role that this program does not know");
	out->password_hash = column_text(q, 4, a);
	out->active = db_i64(q, 5) != 0;
	out->created_at = db_i64(q, 6);
	out->last_sign_in_at = db_i64(q, 7);
	return RC_OK;
}

static enum rc one_account(struct query *q, struct arena *a, struct account_row *out, struct err *e)
{
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		rc = account_columns(q, a, out, e);
	else if (rc == RC_END)
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such account");
	return row_end(q, rc, a, e);
}

enum rc account_row_find(struct db *db, int64_t id, struct arena *a, struct account_row *out,
			 struct err *e)
{
	struct query *q = db_query(db, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE id = $1");
	db_bind_i64(q, 1, id);
	return one_account(q, a, out, e);
}

enum rc account_row_find_login(struct db *db, struct slice login, struct arena *a,
			       struct account_row *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE login = $1");
	db_bind_text(q, 1, login);
	return one_account(q, a, out, e);
}

enum rc account_rows_read(struct db *db, struct arena *a, account_rows *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY login");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct account_row *row = LIST_ADD(out, a, struct account_row);
		if (!row)
			break;
		rc = account_columns(q, a, row, e);
		if (rc != RC_OK)
			break;
	}
	return rows_end(q, rc, a, e);
}

enum rc account_rows_count(struct db *db, int64_t *count, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM account");
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*count = db_i64(q, 0);
	db_reset(q);
	return rc;
}

enum rc account_row_insert(struct db *db, const struct account_row *row, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO account (id, login, name, role, password_hash, "
				       "active, created_at) VALUES ($1,$2,$3,$4,$5,$6,$7)");
	db_bind_i64(q, 1, row->id);
	db_bind_text(q, 2, row->login);
	db_bind_text(q, 3, row->name);
	db_bind_text(q, 4, slice_of(actor_role_name(row->role)));
	db_bind_text(q, 5, row->password_hash);
	db_bind_i64(q, 6, row->active);
	db_bind_i64(q, 7, row->created_at);
	return db_run(q, e);
}

enum rc account_row_set_active(struct db *db, int64_t id, bool active, struct err *e)
{
	struct query *q = db_query(db, "UPDATE account SET active = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, active);
	return db_run(q, e);
}

enum rc account_row_set_sign_in(struct db *db, int64_t id, int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE account SET last_sign_in_at = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, at);
	return db_run(q, e);
}
