/* SPDX-License-Identifier: Apache-2.0 */
#include "store/account.h"

#include "store/columns.h"

#define ACCOUNT_COLUMNS \
	"c.id, c.login, c.name, p.role, c.password_hash, c.active, c.created_at, " \
	"c.last_sign_in_at, h.staff_number, p.desk, p.ends_at, " \
	"(SELECT count(*) FROM second_factor f WHERE f.account_id = c.id AND f.confirmed_at > 0)"
#define ACCOUNT_TABLES \
	" FROM account c JOIN post p ON p.account_id = c.id JOIN person h ON h.id = p.person_id"

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
	out->person = column_text(q, 8, a);
	out->desk = column_text(q, 9, a);
	out->ends_at = db_i64(q, 10);
	out->second_factor = db_i64(q, 11) > 0;
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
	struct query *q = db_query(db, "SELECT " ACCOUNT_COLUMNS ACCOUNT_TABLES " WHERE c.id = $1");
	db_bind_i64(q, 1, id);
	return one_account(q, a, out, e);
}

enum rc account_row_find_login(struct db *db, struct slice login, struct arena *a,
			       struct account_row *out, struct err *e)
{
	struct query *q =
		db_query(db, "SELECT " ACCOUNT_COLUMNS ACCOUNT_TABLES " WHERE c.login = $1");
	db_bind_text(q, 1, login);
	return one_account(q, a, out, e);
}

enum rc account_rows_read(struct db *db, struct arena *a, account_rows *out, struct err *e)
{
	struct query *q =
		db_query(db, "SELECT " ACCOUNT_COLUMNS ACCOUNT_TABLES " ORDER BY c.login");
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

static enum rc insert_account(struct db *db, const struct account_row *row, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO account (id, login, name, password_hash, "
				       "active, created_at) VALUES ($1,$2,$3,$4,$5,$6)");
	db_bind_i64(q, 1, row->id);
	db_bind_text(q, 2, row->login);
	db_bind_text(q, 3, row->name);
	db_bind_text(q, 4, row->password_hash);
	db_bind_i64(q, 5, row->active);
	db_bind_i64(q, 6, row->created_at);
	return db_run(q, e);
}

static struct slice staff_number(const struct account_row *row)
{
	return slice_present(row->person) ? row->person : row->login;
}

/* A new person has the id of the first account. */
static enum rc insert_person(struct db *db, const struct account_row *row, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO person (id, staff_number, duty) "
				       "SELECT $1, $2, $3 WHERE NOT EXISTS "
				       "(SELECT 1 FROM person WHERE staff_number = $2)");
	db_bind_i64(q, 1, row->id);
	db_bind_text(q, 2, staff_number(row));
	db_bind_text(q, 3, slice_of(actor_role_duty(row->role)));
	return db_run(q, e);
}

enum rc account_row_insert(struct db *db, const struct account_row *row, struct err *e)
{
	enum rc rc = insert_account(db, row, e);
	if (rc == RC_OK)
		rc = insert_person(db, row, e);
	if (rc != RC_OK)
		return rc;
	struct query *q =
		db_query(db, "INSERT INTO post (account_id, person_id, duty, role, desk, ends_at) "
			     "SELECT $1, id, $3, $4, $5, $6 FROM person WHERE staff_number = $2");
	db_bind_i64(q, 1, row->id);
	db_bind_text(q, 2, staff_number(row));
	db_bind_text(q, 3, slice_of(actor_role_duty(row->role)));
	db_bind_text(q, 4, slice_of(actor_role_name(row->role)));
	db_bind_text(q, 5, row->desk);
	if (row->ends_at)
		db_bind_i64(q, 6, row->ends_at);
	else
		db_bind_null(q, 6);
	return db_run(q, e);
}

enum rc person_duty(struct db *db, struct slice number, struct arena *a, struct slice *duty,
		    struct err *e)
{
	struct query *q = db_query(db, "SELECT duty FROM person WHERE staff_number = $1");
	db_bind_text(q, 1, number);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*duty = column_text(q, 0, a);
	return row_end(q, rc, a, e);
}

enum rc account_row_set_desk(struct db *db, int64_t id, struct slice desk, struct err *e)
{
	struct query *q = db_query(db, "UPDATE post SET desk = $2 WHERE account_id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, desk);
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
