/* SPDX-License-Identifier: Apache-2.0 */
#include "store/use_notice.h"

#include "store/columns.h"

enum rc use_notice_open(struct db *db, int64_t decision_id, int64_t opened_at, int64_t review_at,
			struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO use_notice (decision_id, opened_at, review_at, "
				       "state) VALUES ($1,$2,$3,'waiting')");
	db_bind_i64(q, 1, decision_id);
	db_bind_i64(q, 2, opened_at);
	db_bind_i64(q, 3, review_at);
	return db_run(q, e);
}

enum rc use_notices_read(struct db *db, struct arena *a, use_notice_views *out, struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT n.decision_id, d.hit_id, n.opened_at, n.review_at, n.state, n.reason, "
		"u.name, n.settled_at FROM use_notice n "
		"JOIN decision d ON d.id = n.decision_id "
		"LEFT JOIN account u ON u.id = n.settled_by "
		"ORDER BY CASE n.state WHEN 'waiting' THEN 0 ELSE 1 END, n.review_at LIMIT 500");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct use_notice_view *v = LIST_ADD(out, a, struct use_notice_view);
		if (!v)
			break;
		v->decision_id = db_i64(q, 0);
		v->hit_id = db_i64(q, 1);
		v->opened_at = db_i64(q, 2);
		v->review_at = db_i64(q, 3);
		v->state = column_text(q, 4, a);
		v->reason = column_text(q, 5, a);
		v->by = column_text(q, 6, a);
		v->settled_at = db_i64(q, 7);
	}
	return rows_end(q, rc, a, e);
}

enum rc use_notice_settle(struct db *db, const struct use_notice_settling *s, struct err *e)
{
	struct query *q = db_query(db, "UPDATE use_notice SET state = $2, review_at = "
				       "CASE WHEN $3 > 0 THEN $3 ELSE review_at END, reason = $4, "
				       "settled_by = $5, settled_at = $6 "
				       "WHERE decision_id = $1 AND state = 'waiting'");
	db_bind_i64(q, 1, s->decision_id);
	db_bind_text(q, 2, s->state);
	db_bind_i64(q, 3, s->review_at);
	db_bind_text(q, 4, s->reason);
	db_bind_i64(q, 5, s->account_id);
	db_bind_i64(q, 6, s->at);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK && db_changes(db) == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL,
				"there is no notice that waits for this decision");
	return rc;
}
