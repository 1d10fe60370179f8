/* SPDX-License-Identifier: Apache-2.0 */
#include "store/unmask.h"

#include "store/columns.h"

enum rc unmask_insert(struct db *db, const struct unmask_row *row, struct err *e)
{
	struct query *q = db_query(
		db,
		"INSERT INTO unmask (id, traveller_id, pseudonym, fields, legal_basis, reference, "
		"reason, state, requested_by, requested_at, times_shown) "
		"VALUES ($1,$2,$3,$4,$5,$6,$7,'asked',$8,$9,0)");
	db_bind_i64(q, 1, row->id);
	db_bind_i64(q, 2, row->traveller_id);
	db_bind_text(q, 3, row->pseudonym);
	db_bind_text(q, 4, row->fields);
	db_bind_text(q, 5, row->legal_basis);
	db_bind_text(q, 6, row->reference);
	db_bind_text(q, 7, row->reason);
	db_bind_i64(q, 8, row->requested_by);
	db_bind_i64(q, 9, row->requested_at);
	return db_run(q, e);
}

#define UNMASK_COLUMNS \
	"SELECT x.id, x.traveller_id, x.pseudonym, x.fields, x.legal_basis, x.reference, x.reason, " \
	"x.state, x.requested_by, r.name, x.requested_at, d.name, x.decided_at, x.decision, " \
	"x.ends_at, x.opened_at, x.times_shown, v.name, x.reviewed_at, x.review_result, " \
	"x.review_note FROM unmask x JOIN account r ON r.id = x.requested_by " \
	"LEFT JOIN account d ON d.id = x.decided_by LEFT JOIN account v ON v.id = x.reviewed_by "

static void unmask_columns(const struct query *q, struct arena *a, struct unmask_view *out)
{
	out->id = db_i64(q, 0);
	out->traveller_id = db_i64(q, 1);
	out->pseudonym = column_text(q, 2, a);
	out->fields = column_text(q, 3, a);
	out->legal_basis = column_text(q, 4, a);
	out->reference = column_text(q, 5, a);
	out->reason = column_text(q, 6, a);
	out->state = column_text(q, 7, a);
	out->requested_by_id = db_i64(q, 8);
	out->requested_by = column_text(q, 9, a);
	out->requested_at = db_i64(q, 10);
	out->decided_by = column_text(q, 11, a);
	out->decided_at = db_i64(q, 12);
	out->decision = column_text(q, 13, a);
	out->ends_at = db_i64(q, 14);
	out->opened_at = db_i64(q, 15);
	out->times_shown = db_i64(q, 16);
	out->reviewed_by = column_text(q, 17, a);
	out->reviewed_at = db_i64(q, 18);
	out->review_result = column_text(q, 19, a);
	out->review_note = column_text(q, 20, a);
}

enum rc unmask_view_read(struct db *db, int64_t id, struct arena *a, struct unmask_view *out,
			 struct err *e)
{
	struct query *q = db_query(db, UNMASK_COLUMNS "WHERE x.id = $1");
	db_bind_i64(q, 1, id);
	*out = (struct unmask_view){0};
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		unmask_columns(q, a, out);
	else if (rc == RC_END)
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such request");
	return row_end(q, rc, a, e);
}

enum rc unmask_views_read(struct db *db, struct slice state, int64_t by, unsigned limit,
			  struct arena *a, unmask_views *out, struct err *e)
{
	struct query *q =
		db_query(db, UNMASK_COLUMNS
			 "WHERE (CAST($1 AS TEXT) IS NULL OR x.state = $1 OR ($1 = 'review' "
			 "AND x.state = 'approved' AND x.reviewed_at IS NULL)) "
			 "AND ($2 = 0 OR x.requested_by = $2) ORDER BY x.id DESC LIMIT $3");
	db_bind_text(q, 1, state);
	db_bind_i64(q, 2, by);
	db_bind_i64(q, 3, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct unmask_view *v = LIST_ADD(out, a, struct unmask_view);
		if (!v)
			break;
		unmask_columns(q, a, v);
	}
	return rows_end(q, rc, a, e);
}

enum rc unmask_decide(struct db *db, const struct unmask_decision *d, struct err *e)
{
	struct query *q = db_query(db,
				   "UPDATE unmask SET state = $2, decided_by = $3, "
				   "decided_at = $4, decision = $5, ends_at = $6 WHERE id = $1");
	db_bind_i64(q, 1, d->id);
	db_bind_text(q, 2, slice_of(d->state));
	db_bind_i64(q, 3, d->by);
	db_bind_i64(q, 4, d->at);
	db_bind_text(q, 5, d->reason);
	if (d->ends_at)
		db_bind_i64(q, 6, d->ends_at);
	return db_run(q, e);
}

enum rc unmask_set_opened(struct db *db, int64_t id, int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE unmask SET opened_at = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, at);
	return db_run(q, e);
}

enum rc unmask_count_shown(struct db *db, int64_t id, struct err *e)
{
	struct query *q =
		db_query(db, "UPDATE unmask SET times_shown = times_shown + 1 WHERE id = $1");
	db_bind_i64(q, 1, id);
	return db_run(q, e);
}

enum rc unmask_set_reviewed(struct db *db, int64_t id, int64_t by, int64_t at, struct slice result,
			    struct slice note, struct err *e)
{
	struct query *q = db_query(db, "UPDATE unmask SET reviewed_by = $2, reviewed_at = $3, "
				       "review_result = $4, review_note = $5 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, by);
	db_bind_i64(q, 3, at);
	db_bind_text(q, 4, result);
	db_bind_text(q, 5, note);
	return db_run(q, e);
}

enum rc unmask_review_count(struct db *db, int64_t *count, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM unmask WHERE state = 'approved' "
				       "AND reviewed_at IS NULL");
	enum rc rc = db_step(q, e);
	*count = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc traveller_masked_read(struct db *db, int64_t id, struct arena *a, int64_t *masked_at,
			      struct slice *pseudonym, struct err *e)
{
	struct query *q = db_query(db, "SELECT masked_at, pseudonym FROM traveller WHERE id = $1");
	db_bind_i64(q, 1, id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		*masked_at = db_i64(q, 0);
		*pseudonym = column_text(q, 1, a);
	} else if (rc == RC_END) {
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such traveller");
	}
	return row_end(q, rc, a, e);
}

enum rc evidence_views_of(struct db *db, int64_t traveller_id, struct arena *a, evidence_views *out,
			  struct err *e)
{
	struct query *q = db_query(db, "SELECT v.id, v.grounds, v.reference, u.name, v.recorded_at "
				       "FROM evidence v JOIN account u ON u.id = v.account_id "
				       "WHERE v.traveller_id = $1 ORDER BY v.id");
	db_bind_i64(q, 1, traveller_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct evidence_view *v = LIST_ADD(out, a, struct evidence_view);
		if (!v)
			break;
		v->id = db_i64(q, 0);
		v->grounds = column_text(q, 1, a);
		v->reference = column_text(q, 2, a);
		v->by = column_text(q, 3, a);
		v->at = db_i64(q, 4);
	}
	return rows_end(q, rc, a, e);
}

enum rc hold_views_of(struct db *db, int64_t traveller_id, struct arena *a, hold_views *out,
		      struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT x.id, x.owner, x.reference, u.name, x.begun_at, "
				   "x.ends_at FROM hold x JOIN account u ON u.id = x.account_id "
				   "WHERE x.traveller_id = $1 ORDER BY x.id");
	db_bind_i64(q, 1, traveller_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct hold_view *v = LIST_ADD(out, a, struct hold_view);
		if (!v)
			break;
		v->id = db_i64(q, 0);
		v->owner = column_text(q, 1, a);
		v->reference = column_text(q, 2, a);
		v->by = column_text(q, 3, a);
		v->begun_at = db_i64(q, 4);
		v->ends_at = db_i64(q, 5);
	}
	return rows_end(q, rc, a, e);
}

enum rc certificate_views_read(struct db *db, unsigned limit, struct arena *a,
			       certificate_views *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT id, issued_at, content FROM erasure_certificate "
				       "ORDER BY id DESC LIMIT $1");
	db_bind_i64(q, 1, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct certificate_view *v = LIST_ADD(out, a, struct certificate_view);
		if (!v)
			break;
		v->id = db_i64(q, 0);
		v->issued_at = db_i64(q, 1);
		v->content_json = column_text(q, 2, a);
	}
	return rows_end(q, rc, a, e);
}
