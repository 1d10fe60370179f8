/* SPDX-License-Identifier: Apache-2.0 */
#include "store/audit_rows.h"

#include "store/columns.h"

#include <string.h>

#define AUDIT_COLUMNS "seq, at, actor, role, act, object, purpose, detail"

enum rc audit_rows_last(struct db *db, int64_t *seq, unsigned char hash[AUDIT_HASH_BYTES],
			struct err *e)
{
	struct query *q = db_query(db, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
	*seq = 0;
	memset(hash, 0, AUDIT_HASH_BYTES);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		struct slice last = db_text(q, 1);
		*seq = db_i64(q, 0);
		if (last.n == AUDIT_HASH_BYTES)
			memcpy(hash, last.p, AUDIT_HASH_BYTES);
		else
			rc = err_set(e, RC_CORRUPT,
				     "the newest audit record has no hash: run 'piu audit verify'");
	}
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc audit_row_insert(struct db *db, const struct audit_row *row, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO audit (" AUDIT_COLUMNS ", previous_hash, hash) "
				       "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)");
	db_bind_i64(q, 1, row->seq);
	db_bind_i64(q, 2, row->at);
	db_lend_text(q, 3, row->actor);
	db_lend_text(q, 4, row->role);
	db_lend_text(q, 5, row->act);
	db_lend_text(q, 6, row->object);
	db_lend_text(q, 7, row->purpose);
	db_lend_text(q, 8, row->detail);
	db_lend_blob(q, 9, row->previous_hash);
	db_lend_blob(q, 10, row->hash);
	return db_run(q, e);
}

enum rc audit_rows_each(struct db *db, bool (*look)(void *context, const struct audit_row *row),
			void *context, struct err *e)
{
	struct query *q = db_query(db, "SELECT " AUDIT_COLUMNS ", previous_hash, hash FROM audit "
				       "ORDER BY seq");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct audit_row row = {
			.seq = db_i64(q, 0),
			.at = db_i64(q, 1),
			.actor = db_text(q, 2),
			.role = db_text(q, 3),
			.act = db_text(q, 4),
			.object = db_text(q, 5),
			.purpose = db_text(q, 6),
			.detail = db_text(q, 7),
			.previous_hash = db_text(q, 8),
			.hash = db_text(q, 9),
		};
		if (!look(context, &row))
			break;
	}
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc take_rows(struct query *q, struct arena *a, audit_rows *out, struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct audit_row *row = LIST_ADD(out, a, struct audit_row);
		if (!row)
			break;
		row->seq = db_i64(q, 0);
		row->at = db_i64(q, 1);
		row->actor = column_text(q, 2, a);
		row->role = column_text(q, 3, a);
		row->act = column_text(q, 4, a);
		row->object = column_text(q, 5, a);
		row->purpose = column_text(q, 6, a);
		row->detail = column_text(q, 7, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc audit_rows_read(struct db *db, int64_t before, unsigned limit, struct arena *a,
			audit_rows *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " AUDIT_COLUMNS " FROM audit WHERE seq < $1 "
				       "ORDER BY seq DESC LIMIT $2");
	db_bind_i64(q, 1, before > 0 ? before : INT64_MAX);
	db_bind_i64(q, 2, limit);
	return take_rows(q, a, out, e);
}

enum rc audit_rows_of(struct db *db, struct slice object, struct arena *a, audit_rows *out,
		      struct err *e)
{
	struct query *q = db_query(db, "SELECT " AUDIT_COLUMNS " FROM audit WHERE object = $1 "
				       "ORDER BY seq");
	db_bind_text(q, 1, object);
	return take_rows(q, a, out, e);
}
