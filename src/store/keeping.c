/* SPDX-License-Identifier: Apache-2.0
 *
 * Evidence, holds and certificates (store/sealed.h), and how much there is of what is kept.
 */
#include "model/retention.h"
#include "store/columns.h"
#include "store/sealed.h"

enum rc evidence_insert(struct db *db, const struct evidence_row *row, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO evidence (id, traveller_id, grounds, reference, "
				   "account_id, recorded_at) VALUES ($1,$2,$3,$4,$5,$6)");
	db_bind_i64(q, 1, row->id);
	db_bind_i64(q, 2, row->traveller_id);
	db_bind_text(q, 3, row->grounds);
	db_bind_text(q, 4, row->reference);
	db_bind_i64(q, 5, row->account_id);
	db_bind_i64(q, 6, row->recorded_at);
	return db_run(q, e);
}

enum rc hold_insert(struct db *db, const struct hold_row *row, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO hold (id, traveller_id, owner, reference, "
				   "account_id, begun_at, ends_at) VALUES ($1,$2,$3,$4,$5,$6,$7)");
	db_bind_i64(q, 1, row->id);
	db_bind_i64(q, 2, row->traveller_id);
	db_bind_text(q, 3, row->owner);
	db_bind_text(q, 4, row->reference);
	db_bind_i64(q, 5, row->account_id);
	db_bind_i64(q, 6, row->begun_at);
	db_bind_i64(q, 7, row->ends_at);
	return db_run(q, e);
}

enum rc hold_end(struct db *db, int64_t id, int64_t now_at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE hold SET ends_at = CASE WHEN ends_at < $2 THEN "
				       "ends_at ELSE $2 END WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, now_at);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK && db_changes(db) == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such hold");
	return rc;
}

enum rc certificate_insert(struct db *db, int64_t id, int64_t issued_at, struct slice content,
			   struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO erasure_certificate (id, issued_at, content) "
				       "VALUES ($1,$2,$3)");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, issued_at);
	db_bind_text(q, 3, content);
	return db_run(q, e);
}

enum rc retention_counts_read(struct db *db, int64_t now_at, struct retention_state *out,
			      struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT (SELECT count(*) FROM message WHERE state = 'stored' AND masked_at IS NULL), "
		"(SELECT count(*) FROM message WHERE masked_at IS NOT NULL), "
		"(SELECT count(*) FROM traveller WHERE masked_at IS NULL), "
		"(SELECT count(*) FROM traveller WHERE masked_at IS NOT NULL), "
		"(SELECT count(*) FROM sealed), (SELECT count(DISTINCT traveller_id) FROM hold "
		"WHERE ends_at > $1), (SELECT count(*) FROM erasure_certificate)");
	db_bind_i64(q, 1, now_at);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		out->messages_clear = db_i64(q, 0);
		out->messages_masked = db_i64(q, 1);
		out->travellers_clear = db_i64(q, 2);
		out->travellers_masked = db_i64(q, 3);
		out->sealed_records = db_i64(q, 4);
		out->on_hold = db_i64(q, 5);
		out->certificates = db_i64(q, 6);
	}
	db_reset(q);
	return rc;
}
