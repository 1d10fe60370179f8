/* SPDX-License-Identifier: Apache-2.0 */
#include "store/result.h"

#include "store/columns.h"

enum rc results_aged(struct db *db, int64_t until_at, int64_t now_at, struct arena *a,
		     result_rows *out, struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT h.id, h.decision_id, max(h.created_at, coalesce(d.decided_at, 0)) AS since "
		"FROM hit h LEFT JOIN decision d ON d.id = h.decision_id WHERE ((d.id IS NULL AND "
		"h.state = 'withdrawn') OR d.outcome IN ('confirmed','undetermined')) AND "
		"max(h.created_at, coalesce(d.decided_at, 0)) <= $1 AND NOT EXISTS (SELECT 1 FROM "
		"hold x WHERE x.traveller_id = h.traveller_id AND x.ends_at > $2) AND NOT EXISTS "
		"(SELECT 1 FROM use_notice n WHERE n.decision_id = d.id AND n.state = 'waiting') "
		"ORDER BY h.id");
	db_bind_i64(q, 1, until_at);
	db_bind_i64(q, 2, now_at);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct result_row *r = LIST_ADD(out, a, struct result_row);
		if (!r)
			break;
		r->hit_id = db_i64(q, 0);
		r->decision_id = db_i64(q, 1);
		r->from_at = db_i64(q, 2);
	}
	return rows_end(q, rc, a, e);
}

static enum rc keep_evidence(struct store *s, struct db *db, const struct result_row *r,
			     struct err *e)
{
	struct query *q = db_query(
		db,
		"INSERT INTO evidence (id, traveller_id, grounds, reference, account_id, "
		"recorded_at) SELECT $1, h.traveller_id, 'a match that a person confirmed', "
		"'decision:' || d.id, d.account_id, d.decided_at FROM hit h JOIN decision d ON d.id "
		"= h.decision_id WHERE h.id = $2 AND d.outcome = 'confirmed'");
	db_bind_i64(q, 1, store_new_id(s));
	db_bind_i64(q, 2, r->hit_id);
	return db_run(q, e);
}

static enum rc run_with(struct db *db, const char *sql, int64_t id, struct err *e)
{
	struct query *q = db_query(db, sql);
	db_bind_i64(q, 1, id);
	return db_run(q, e);
}

enum rc result_delete(struct store *s, struct db *db, const struct result_row *r, struct err *e)
{
	enum rc rc = r->decision_id ? keep_evidence(s, db, r, e) : RC_OK;
	if (rc == RC_OK)
		rc = run_with(db, "DELETE FROM hit WHERE id = $1", r->hit_id, e);
	if (rc == RC_OK)
		rc = run_with(db,
			      "DELETE FROM decision_identity WHERE decision_id = $1 AND NOT EXISTS "
			      "(SELECT 1 FROM hit WHERE decision_id = $1)",
			      r->decision_id, e);
	if (rc == RC_OK)
		rc = run_with(db,
			      "DELETE FROM decision WHERE id = $1 AND NOT EXISTS "
			      "(SELECT 1 FROM hit WHERE decision_id = $1)",
			      r->decision_id, e);
	return rc;
}
