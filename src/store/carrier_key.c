/* SPDX-License-Identifier: Apache-2.0 */
#include "store/carrier_key.h"

#include "store/columns.h"

enum rc carrier_key_row_insert(struct db *db, int64_t id, struct slice carrier,
			       struct slice key_hash, int64_t created_at, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO carrier_key (id, carrier, key_hash, created_at) "
				   "VALUES ($1,$2,$3,$4)");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, carrier);
	db_bind_blob(q, 3, key_hash);
	db_bind_i64(q, 4, created_at);
	return db_run(q, e);
}

enum rc carrier_key_row_find(struct db *db, struct slice key_hash, struct arena *a,
			     struct slice *carrier, struct err *e)
{
	struct query *q = db_query(db, "SELECT carrier FROM carrier_key WHERE key_hash = $1 AND "
				       "revoked_at IS NULL");
	db_bind_blob(q, 1, key_hash);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*carrier = column_text(q, 0, a);
	return row_end(q, rc, a, e);
}

static enum rc read_revoked(struct db *db, int64_t id, bool *revoked, struct err *e)
{
	struct query *q = db_query(db, "SELECT revoked_at FROM carrier_key WHERE id = $1");
	db_bind_i64(q, 1, id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*revoked = !db_is_null(q, 0);
	else if (rc == RC_END)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such key");
	db_reset(q);
	return rc;
}

enum rc carrier_key_row_revoke(struct db *db, int64_t id, int64_t at, bool *revoked, struct err *e)
{
	enum rc rc = read_revoked(db, id, revoked, e);
	if (rc != RC_OK || *revoked)
		return rc;
	struct query *q = db_query(db, "UPDATE carrier_key SET revoked_at = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, at);
	return db_run(q, e);
}

enum rc carrier_key_rows_read(struct db *db, struct arena *a, carrier_key_views *out, struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT id, carrier, created_at, revoked_at FROM carrier_key "
				   "ORDER BY carrier, created_at, id");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct carrier_key_view *key = LIST_ADD(out, a, struct carrier_key_view);
		if (!key)
			break;
		key->id = db_i64(q, 0);
		key->carrier = column_text(q, 1, a);
		key->created_at = db_i64(q, 2);
		key->revoked_at = db_i64(q, 3);
	}
	return rows_end(q, rc, a, e);
}
