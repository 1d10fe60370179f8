/* SPDX-License-Identifier: Apache-2.0 */
#include "store/checkpoint.h"

#include "store/columns.h"
#include "store/store.h"

#include <string.h>

#define COLUMNS "number, seq, at, head, signature FROM audit_checkpoint ORDER BY number"

static void take_blob(const struct query *q, int column, unsigned char *out, size_t n)
{
	struct slice blob = db_text(q, column);
	if (blob.n == n)
		memcpy(out, blob.p, n);
	else
		memset(out, 0, n);
}

static void take(const struct query *q, struct checkpoint_row *out)
{
	out->number = db_i64(q, 0);
	out->seq = db_i64(q, 1);
	out->at = db_i64(q, 2);
	take_blob(q, 3, out->head, sizeof out->head);
	take_blob(q, 4, out->signature, sizeof out->signature);
}

enum rc checkpoint_row_last(struct db *db, struct checkpoint_row *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " COLUMNS " DESC LIMIT 1");
	*out = (struct checkpoint_row){0};
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		take(q, out);
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc checkpoint_row_until(struct db *db, int64_t until_at, struct checkpoint_row *out,
			     struct err *e)
{
	struct query *q = db_query(db, "SELECT number, seq, at, head, signature FROM "
				       "audit_checkpoint WHERE at <= $1 ORDER BY at DESC, number "
				       "DESC LIMIT 1");
	db_bind_i64(q, 1, until_at);
	*out = (struct checkpoint_row){0};
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		take(q, out);
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc checkpoint_row_insert(struct db *db, const struct checkpoint_row *row, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO audit_checkpoint (number, seq, at, head, "
				       "signature) VALUES ($1,$2,$3,$4,$5)");
	db_bind_i64(q, 1, row->number);
	db_bind_i64(q, 2, row->seq);
	db_bind_i64(q, 3, row->at);
	db_bind_blob(q, 4, (struct slice){(const char *)row->head, sizeof row->head});
	db_bind_blob(q, 5, (struct slice){(const char *)row->signature, sizeof row->signature});
	return db_run(q, e);
}

enum rc checkpoint_rows_read(struct db *db, struct arena *a, checkpoint_rows *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " COLUMNS);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct checkpoint_row *row = LIST_ADD(out, a, struct checkpoint_row);
		if (!row)
			break;
		take(q, row);
	}
	return rows_end(q, rc, a, e);
}

/* ---- where the trail begins ---- */

static enum rc read_start(struct db *db, struct audit_start *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT checkpoint, seq, at, head, begun_at, signature "
				       "FROM audit_start ORDER BY checkpoint DESC LIMIT 1");
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		out->checkpoint = db_i64(q, 0);
		out->seq = db_i64(q, 1);
		out->at = db_i64(q, 2);
		take_blob(q, 3, out->head, sizeof out->head);
		out->begun_at = db_i64(q, 4);
		take_blob(q, 5, out->signature, sizeof out->signature);
	}
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc audit_start_read(struct db *db, struct audit_start *out, struct err *e)
{
	bool has = false;
	*out = (struct audit_start){0};
	enum rc rc = store_has(db, "0016_register.sql", &has, e);
	return rc == RC_OK && has ? read_start(db, out, e) : rc;
}

static enum rc run_with(struct db *db, const char *sql, int64_t number, struct err *e)
{
	struct query *q = db_query(db, sql);
	db_bind_i64(q, 1, number);
	return db_run(q, e);
}

enum rc audit_start_put(struct db *db, const struct audit_start *start, struct err *e)
{
	enum rc rc = run_with(db, "DELETE FROM audit WHERE seq <= $1", start->seq, e);
	if (rc == RC_OK)
		rc = run_with(db, "DELETE FROM audit_checkpoint WHERE number < $1",
			      start->checkpoint, e);
	if (rc == RC_OK)
		rc = run_with(db, "DELETE FROM audit_start WHERE checkpoint < $1",
			      start->checkpoint, e);
	if (rc != RC_OK)
		return rc;
	struct query *q = db_query(db, "INSERT INTO audit_start (checkpoint, seq, at, head, "
				       "begun_at, signature) VALUES ($1,$2,$3,$4,$5,$6)");
	db_bind_i64(q, 1, start->checkpoint);
	db_bind_i64(q, 2, start->seq);
	db_bind_i64(q, 3, start->at);
	db_bind_blob(q, 4, (struct slice){(const char *)start->head, sizeof start->head});
	db_bind_i64(q, 5, start->begun_at);
	db_bind_blob(q, 6, (struct slice){(const char *)start->signature, sizeof start->signature});
	return db_run(q, e);
}
