/* SPDX-License-Identifier: Apache-2.0 */
#include "store/request.h"

#include "store/columns.h"

enum rc authority_note(struct db *db, struct slice name, struct slice title, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO competent_authority (name, title) "
				   "VALUES ($1,$2) ON CONFLICT (name) DO UPDATE SET title = $2");
	db_bind_text(q, 1, name);
	db_bind_text(q, 2, title);
	return db_run(q, e);
}

enum rc request_insert(struct db *db, const struct request_view *r, struct err *e)
{
	struct query *q = db_query(
		db, "INSERT INTO authority_request (id, number, authority, officer_id, offence, "
		    "case_reference, grounds, urgency, from_on, to_on, family, given, birth_date, "
		    "document_number, flight, fields, circumstances, evidence, filed_by, filed_at, "
		    "due_at, approval, state) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,"
		    "$14,$15,$16,$17,$18,$19,$20,$21,$22,'filed')");
	const struct slice texts[] = {r->offence,       r->case_reference,  r->grounds, r->urgency,
				      r->from_on,       r->to_on,           r->family,  r->given,
				      r->birth_date,    r->document_number, r->flight,  r->fields,
				      r->circumstances, r->evidence};
	db_bind_i64(q, 1, r->id);
	db_bind_text(q, 2, r->number);
	db_bind_text(q, 3, r->authority);
	db_bind_i64(q, 4, r->officer_id);
	for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
		db_bind_text(q, 5 + i, texts[i]);
	db_bind_i64(q, 19, r->filed_by_id);
	db_bind_i64(q, 20, r->filed_at);
	db_bind_i64(q, 21, r->due_at);
	db_bind_text(q, 22, r->approval);
	return db_run(q, e);
}

#define REQUEST_COLUMNS \
	"SELECT x.id, x.number, x.authority, c.title, x.officer_id, o.name, x.offence, " \
	"x.case_reference, x.grounds, x.urgency, x.from_on, x.to_on, x.family, x.given, " \
	"x.birth_date, x.document_number, x.flight, x.fields, x.circumstances, x.evidence, " \
	"x.filed_by, f.name, x.filed_at, x.due_at, x.state, x.cut, d.name, x.reason, " \
	"x.decided_at, x.answered_at, x.answer, x.approval, p.name, x.approval_reason, " \
	"x.approval_at, x.approval_due_at " \
	"FROM authority_request x JOIN competent_authority c ON c.name = x.authority " \
	"JOIN account o ON o.id = x.officer_id JOIN account f ON f.id = x.filed_by " \
	"LEFT JOIN account d ON d.id = x.decided_by LEFT JOIN account p ON p.id = x.approval_by "

static void asked_columns(const struct query *q, struct arena *a, struct request_view *out)
{
	out->id = db_i64(q, 0);
	out->number = column_text(q, 1, a);
	out->authority = column_text(q, 2, a);
	out->authority_title = column_text(q, 3, a);
	out->officer_id = db_i64(q, 4);
	out->officer = column_text(q, 5, a);
	out->offence = column_text(q, 6, a);
	out->case_reference = column_text(q, 7, a);
	out->grounds = column_text(q, 8, a);
	out->urgency = column_text(q, 9, a);
	out->from_on = column_text(q, 10, a);
	out->to_on = column_text(q, 11, a);
	out->family = column_text(q, 12, a);
	out->given = column_text(q, 13, a);
	out->birth_date = column_text(q, 14, a);
	out->document_number = column_text(q, 15, a);
	out->flight = column_text(q, 16, a);
	out->fields = column_text(q, 17, a);
	out->circumstances = column_text(q, 18, a);
	out->evidence = column_text(q, 19, a);
}

static void request_columns(const struct query *q, struct arena *a, struct request_view *out)
{
	asked_columns(q, a, out);
	out->filed_by_id = db_i64(q, 20);
	out->filed_by = column_text(q, 21, a);
	out->filed_at = db_i64(q, 22);
	out->due_at = db_i64(q, 23);
	out->state = column_text(q, 24, a);
	out->cut = column_text(q, 25, a);
	out->decided_by = column_text(q, 26, a);
	out->reason = column_text(q, 27, a);
	out->decided_at = db_i64(q, 28);
	out->answered_at = db_i64(q, 29);
	out->answer = column_text(q, 30, a);
	out->approval = column_text(q, 31, a);
	out->approval_by = column_text(q, 32, a);
	out->approval_reason = column_text(q, 33, a);
	out->approval_at = db_i64(q, 34);
	out->approval_due_at = db_i64(q, 35);
}

enum rc request_read(struct db *db, int64_t id, struct arena *a, struct request_view *out,
		     struct err *e)
{
	struct query *q = db_query(db, REQUEST_COLUMNS "WHERE x.id = $1");
	db_bind_i64(q, 1, id);
	*out = (struct request_view){0};
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		request_columns(q, a, out);
	else if (rc == RC_END)
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such request");
	return row_end(q, rc, a, e);
}

enum rc requests_read(struct db *db, struct slice authority, bool approval, unsigned limit,
		      struct arena *a, request_views *out, struct err *e)
{
	struct query *q = db_query(
		db, REQUEST_COLUMNS
		"WHERE (CAST($1 AS TEXT) IS NULL OR x.authority = $1) "
		"AND ($2 = 0 OR x.approval IS NOT NULL) "
		"ORDER BY CASE WHEN x.state IN ('filed','accepted') THEN 0 ELSE 1 END, "
		"CASE WHEN x.state IN ('filed','accepted') THEN x.due_at ELSE -x.id END LIMIT $3");
	db_bind_text(q, 1, authority);
	db_bind_i64(q, 2, approval);
	db_bind_i64(q, 3, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct request_view *r = LIST_ADD(out, a, struct request_view);
		if (!r)
			break;
		request_columns(q, a, r);
	}
	return rows_end(q, rc, a, e);
}

enum rc requests_since(struct db *db, int64_t from_at, int64_t *count, struct err *e)
{
	struct query *q =
		db_query(db, "SELECT count(*) FROM authority_request WHERE filed_at >= $1");
	db_bind_i64(q, 1, from_at);
	enum rc rc = db_step(q, e);
	*count = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc request_decide(struct db *db, const struct request_decision *d, struct err *e)
{
	struct query *q = db_query(
		db, "UPDATE authority_request SET state = $2, decided_by = $3, decided_at = $4, "
		    "reason = $5, cut = $6, from_on = $7, to_on = $8, fields = $9 WHERE id = $1");
	db_bind_i64(q, 1, d->id);
	db_bind_text(q, 2, slice_of(d->state));
	db_bind_i64(q, 3, d->by);
	db_bind_i64(q, 4, d->at);
	db_bind_text(q, 5, d->reason);
	db_bind_text(q, 6, d->cut);
	db_bind_text(q, 7, d->from_on);
	db_bind_text(q, 8, d->to_on);
	db_bind_text(q, 9, d->fields);
	return db_run(q, e);
}

enum rc request_set_answered(struct db *db, int64_t id, struct slice answer, int64_t at,
			     struct err *e)
{
	struct query *q = db_query(db, "UPDATE authority_request SET state = 'answered', "
				       "answered_at = $2, answer = $3 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, at);
	db_bind_text(q, 3, answer);
	return db_run(q, e);
}

enum rc request_set_approval(struct db *db, int64_t id, const char *approval, int64_t by,
			     struct slice reason, int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE authority_request SET approval = $2, "
				       "approval_by = $3, approval_reason = $4, approval_at = $5 "
				       "WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, slice_of(approval));
	db_bind_i64(q, 3, by);
	db_bind_text(q, 4, reason);
	db_bind_i64(q, 5, at);
	return db_run(q, e);
}

enum rc request_set_review_due(struct db *db, int64_t id, int64_t due_at, struct err *e)
{
	struct query *q =
		db_query(db, "UPDATE authority_request SET approval_due_at = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, due_at);
	return db_run(q, e);
}

enum rc requests_erase(struct db *db, int64_t until_at, int64_t *count, struct err *e)
{
	struct query *q = db_query(
		db, "UPDATE authority_request SET family = NULL, given = NULL, birth_date = NULL, "
		    "document_number = NULL, flight = NULL, grounds = '-', circumstances = NULL, "
		    "evidence = NULL WHERE filed_at <= $1 AND grounds <> '-'");
	db_bind_i64(q, 1, until_at);
	enum rc rc = db_run(q, e);
	*count = rc == RC_OK ? db_changes(db) : 0;
	return rc;
}

enum rc request_find_all(struct db *db, const struct request_view *r, int64_t now_at,
			 unsigned limit, struct arena *a, request_finds *out, struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT t.id, f.id, t.family, t.given, t.birth_date, f.carrier, f.flight_number, "
		"f.origin, f.destination, f.departs, f.deadline_at FROM traveller t "
		"JOIN flight f ON f.id = t.flight_id WHERE t.masked_at IS NULL "
		"AND substr(f.departs, 1, 10) BETWEEN $1 AND $2 "
		"AND (CAST($3 AS TEXT) IS NULL OR t.family = $3) "
		"AND (CAST($4 AS TEXT) IS NULL OR substr(t.given, 1, length($4)) = $4) "
		"AND (CAST($5 AS TEXT) IS NULL OR t.birth_date = $5) "
		"AND (CAST($6 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM document d "
		"WHERE d.traveller_id = t.id AND d.document_number = $6)) "
		"AND (CAST($7 AS TEXT) IS NULL OR f.carrier || f.flight_number = $7) "
		"ORDER BY f.departs, t.id LIMIT $8");
	const struct slice texts[] = {r->from_on,    r->to_on,           r->family, r->given,
				      r->birth_date, r->document_number, r->flight};
	for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
		db_bind_text(q, 1 + i, texts[i]);
	db_bind_i64(q, 8, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct request_find *f = LIST_ADD(out, a, struct request_find);
		if (!f)
			break;
		f->traveller_id = db_i64(q, 0);
		f->flight_id = db_i64(q, 1);
		struct slice *const columns[] = {&f->family,  &f->given,         &f->birth_date,
						 &f->carrier, &f->flight_number, &f->from,
						 &f->to,      &f->departs};
		for (int i = 0; i < (int)(sizeof columns / sizeof *columns); i++)
			*columns[i] = column_text(q, 2 + i, a);
		f->deadline_at = db_i64(q, 10);
		f->later = f->deadline_at <= now_at;
	}
	return rows_end(q, rc, a, e);
}
