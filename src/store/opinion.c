/* SPDX-License-Identifier: Apache-2.0 */
#include "store/opinion.h"

#include "store/columns.h"

enum rc checklist_insert(struct db *db, int64_t decision_id, const struct checklist *c,
			 struct err *e)
{
	enum rc rc = RC_OK;
	for (unsigned i = 0; rc == RC_OK && i < CRITERION_COUNT; i++) {
		if (c->answers[i] == ANSWER_NONE)
			continue;
		struct query *q = db_query(db, "INSERT INTO decision_checklist (decision_id, "
					       "criterion, answer) VALUES ($1,$2,$3)");
		db_bind_i64(q, 1, decision_id);
		db_bind_text(q, 2, slice_of(criterion_name((enum criterion)i)));
		db_bind_text(q, 3, slice_of(criterion_answer_name(c->answers[i])));
		rc = db_run(q, e);
	}
	return rc;
}

enum rc checklist_of(struct db *db, int64_t decision_id, struct checklist *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT criterion, answer FROM decision_checklist "
				       "WHERE decision_id = $1");
	*out = (struct checklist){0};
	db_bind_i64(q, 1, decision_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		for (unsigned i = 0; i < CRITERION_COUNT; i++) {
			if (slice_is(db_text(q, 0), criterion_name((enum criterion)i)))
				out->answers[i] = criterion_answer_parse(db_text(q, 1));
		}
	}
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc first_opinion_put(struct db *db, int64_t hit_id, const struct opinion_view *o,
			  struct err *e)
{
	char text[CHECKLIST_TEXT];
	struct query *q = db_query(
		db, "INSERT INTO first_opinion (hit_id, account_id, outcome, reason, checklist, "
		    "given_at) VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT (hit_id) DO UPDATE SET "
		    "account_id = excluded.account_id, outcome = excluded.outcome, "
		    "reason = excluded.reason, checklist = excluded.checklist, "
		    "given_at = excluded.given_at");
	db_bind_i64(q, 1, hit_id);
	db_bind_i64(q, 2, o->account_id);
	db_bind_text(q, 3, o->outcome);
	db_bind_text(q, 4, o->reason);
	db_bind_text(q, 5, checklist_write(&o->checklist, text));
	db_bind_i64(q, 6, o->at);
	return db_run(q, e);
}

enum rc first_opinion_read(struct db *db, int64_t hit_id, struct arena *a, struct opinion_view *out,
			   struct err *e)
{
	struct query *q = db_query(
		db, "SELECT o.account_id, u.name, o.outcome, o.reason, o.checklist, o.given_at "
		    "FROM first_opinion o JOIN account u ON u.id = o.account_id WHERE hit_id = $1");
	*out = (struct opinion_view){0};
	db_bind_i64(q, 1, hit_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		out->given = true;
		out->account_id = db_i64(q, 0);
		out->by = column_text(q, 1, a);
		out->outcome = column_text(q, 2, a);
		out->reason = column_text(q, 3, a);
		checklist_read(db_text(q, 4), &out->checklist);
		out->at = db_i64(q, 5);
	}
	return rows_end(q, rc, a, e);
}

enum rc bureau_asked(struct db *db, int64_t hit_id, int64_t account_id, int64_t at, int64_t due_at,
		     struct slice reference, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO bureau_check (hit_id, asked_by, asked_at, "
				       "due_at, reference) VALUES ($1,$2,$3,$4,$5)");
	db_bind_i64(q, 1, hit_id);
	db_bind_i64(q, 2, account_id);
	db_bind_i64(q, 3, at);
	db_bind_i64(q, 4, due_at);
	db_bind_text(q, 5, reference);
	return db_run(q, e);
}

enum rc bureau_answered(struct db *db, int64_t hit_id, int64_t account_id, int64_t at,
			struct slice answer, struct slice reference, struct err *e)
{
	struct query *q = db_query(db, "UPDATE bureau_check SET answered_by = $2, "
				       "answered_at = $3, answer = $4, answer_reference = $5 "
				       "WHERE hit_id = $1");
	db_bind_i64(q, 1, hit_id);
	db_bind_i64(q, 2, account_id);
	db_bind_i64(q, 3, at);
	db_bind_text(q, 4, answer);
	db_bind_text(q, 5, reference);
	return db_run(q, e);
}

enum rc bureau_read(struct db *db, int64_t hit_id, struct arena *a, struct bureau_view *out,
		    struct err *e)
{
	struct query *q = db_query(
		db, "SELECT b.asked_at, b.due_at, u.name, b.reference, b.answer, b.answered_at, "
		    "v.name, b.answer_reference FROM bureau_check b "
		    "JOIN account u ON u.id = b.asked_by "
		    "LEFT JOIN account v ON v.id = b.answered_by WHERE b.hit_id = $1");
	db_bind_i64(q, 1, hit_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		out->asked_at = db_i64(q, 0);
		out->due_at = db_i64(q, 1);
		out->asked_by = column_text(q, 2, a);
		out->reference = column_text(q, 3, a);
		out->answer = column_text(q, 4, a);
		out->answered_at = db_i64(q, 5);
		out->answered_by = column_text(q, 6, a);
		out->answer_reference = column_text(q, 7, a);
	}
	return rows_end(q, rc, a, e);
}
