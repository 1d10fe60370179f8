/* SPDX-License-Identifier: Apache-2.0 */
#include "store/register.h"

#include "store/columns.h"

#include <stdio.h>

/* Runs a change of one row: RC_NOT_FOUND where there is none. */
static enum rc run_one(struct db *db, struct query *q, const char *what, struct err *e)
{
	enum rc rc = db_run(q, e);
	if (rc == RC_OK && db_changes(db) == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such %s", what);
	return rc;
}

static void bind_opt(struct query *q, int n, int64_t v)
{
	if (v)
		db_bind_i64(q, n, v);
	else
		db_bind_null(q, n);
}

/* ---- staff ---- */

enum rc staff_read(struct db *db, struct arena *a, staff_views *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT u.id, u.login, u.name, u.active, u.created_at, u.last_sign_in_at, "
		    "p.role, p.duty, p.desk, p.ends_at, h.staff_number FROM account u "
		    "JOIN post p ON p.account_id = u.id JOIN person h ON h.id = p.person_id "
		    "ORDER BY u.login");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct staff_view *v = LIST_ADD(out, a, struct staff_view);
		if (!v)
			break;
		v->id = db_i64(q, 0);
		v->login = column_text(q, 1, a);
		v->name = column_text(q, 2, a);
		v->active = db_i64(q, 3) != 0;
		v->created_at = db_i64(q, 4);
		v->last_sign_in_at = db_i64(q, 5);
		if (!actor_role_parse(db_text(q, 6), &v->role))
			v->role = ACTOR_SYSTEM;
		v->duty = column_text(q, 7, a);
		v->desk = column_text(q, 8, a);
		v->ends_at = db_i64(q, 9);
		v->staff_number = column_text(q, 10, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc staff_changes_read(struct db *db, struct arena *a, staff_changes *out, struct err *e)
{
	/* The condition is that of the index audit_staff: it must stand here as there. */
	struct query *q = db_query(
		db, "SELECT CAST(substr(object, 9) AS BIGINT), seq, at, act, actor, detail "
		    "FROM audit WHERE act IN ('account.created','account.ended',"
		    "'account.restored','account.desk-set','duty.set') ORDER BY object, seq");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct staff_change *c = LIST_ADD(out, a, struct staff_change);
		if (!c)
			break;
		c->account_id = db_i64(q, 0);
		c->seq = db_i64(q, 1);
		c->at = db_i64(q, 2);
		c->act = column_text(q, 3, a);
		c->by = column_text(q, 4, a);
		c->detail_json = column_text(q, 5, a);
	}
	return rows_end(q, rc, a, e);
}

/* ---- places ---- */

enum rc place_insert(struct db *db, const struct place_row *row, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO place (id, name, address, state, machine, "
				       "reason, declared_by, declared_at, confirmed_at) "
				       "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)");
	db_bind_i64(q, 1, row->id);
	db_bind_text(q, 2, row->name);
	db_bind_text(q, 3, row->address);
	db_bind_text(q, 4, row->state);
	if (slice_present(row->machine))
		db_bind_blob(q, 5, row->machine);
	else
		db_bind_null(q, 5);
	db_bind_text(q, 6, row->reason);
	bind_opt(q, 7, row->declared_by);
	db_bind_i64(q, 8, row->declared_at);
	bind_opt(q, 9, row->confirmed_at);
	return db_run(q, e);
}

enum rc place_confirm(struct db *db, int64_t id, int64_t by, int64_t at, struct err *e)
{
	struct query *q = db_query(db,
				   "UPDATE place SET confirmed_by = $2, confirmed_at = $3 "
				   "WHERE id = $1 AND confirmed_at IS NULL AND ended_at IS NULL");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, by);
	db_bind_i64(q, 3, at);
	return run_one(db, q, "place that waits for a second person", e);
}

enum rc place_end(struct db *db, int64_t id, int64_t by, int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE place SET ended_by = $2, ended_at = $3 "
				       "WHERE id = $1 AND ended_at IS NULL");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, by);
	db_bind_i64(q, 3, at);
	return run_one(db, q, "place", e);
}

enum rc places_count(struct db *db, struct slice machine, int64_t *all, int64_t *here,
		     struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT count(*), coalesce(sum(CASE WHEN machine IS NULL OR machine = $1 THEN 1 "
		"ELSE 0 END), 0) FROM place WHERE confirmed_at IS NOT NULL AND ended_at IS NULL");
	db_bind_blob(q, 1, machine);
	enum rc rc = db_step(q, e);
	*all = rc == RC_OK ? db_i64(q, 0) : 0;
	*here = rc == RC_OK ? db_i64(q, 1) : 0;
	db_reset(q);
	return rc;
}

enum rc places_read(struct db *db, struct slice machine, struct arena *a, place_views *out,
		    struct err *e)
{
	struct query *q = db_query(
		db, "SELECT p.id, p.name, p.address, p.state, p.reason, p.machine, d.login, "
		    "p.declared_by, p.declared_at, c.login, p.confirmed_at, x.login, p.ended_at "
		    "FROM place p LEFT JOIN account d ON d.id = p.declared_by "
		    "LEFT JOIN account c ON c.id = p.confirmed_by "
		    "LEFT JOIN account x ON x.id = p.ended_by ORDER BY p.id DESC");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct place_view *v = LIST_ADD(out, a, struct place_view);
		if (!v)
			break;
		v->id = db_i64(q, 0);
		v->name = column_text(q, 1, a);
		v->address = column_text(q, 2, a);
		v->state = column_text(q, 3, a);
		v->reason = column_text(q, 4, a);
		v->bound = !db_is_null(q, 5);
		v->here = v->bound && slice_eq(db_text(q, 5), machine);
		v->declared_by = column_text(q, 6, a);
		v->declared_by_id = db_i64(q, 7);
		v->declared_at = db_i64(q, 8);
		v->confirmed_by = column_text(q, 9, a);
		v->confirmed_at = db_i64(q, 10);
		v->ended_by = column_text(q, 11, a);
		v->ended_at = db_i64(q, 12);
	}
	return rows_end(q, rc, a, e);
}

/* ---- breaches ---- */

enum rc breach_insert(struct db *db, const struct breach_view *row, int64_t account_id,
		      struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO breach (id, number, what, categories, people, "
				       "happened_at, known_at, due_at, recorded_by, recorded_at) "
				       "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)");
	db_bind_i64(q, 1, row->id);
	db_bind_text(q, 2, row->number);
	db_bind_text(q, 3, row->what);
	db_bind_text(q, 4, row->categories);
	if (row->people >= 0)
		db_bind_i64(q, 5, row->people);
	else
		db_bind_null(q, 5);
	db_bind_i64(q, 6, row->happened_at);
	db_bind_i64(q, 7, row->known_at);
	db_bind_i64(q, 8, row->due_at);
	db_bind_i64(q, 9, account_id);
	db_bind_i64(q, 10, row->recorded_at);
	return db_run(q, e);
}

enum rc breaches_count(struct db *db, int64_t *count, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM breach");
	enum rc rc = db_step(q, e);
	*count = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc breaches_read(struct db *db, int64_t id, struct arena *a, breach_views *out, struct err *e)
{
#define STEP_AT(kind) \
	"(SELECT min(s.at) FROM breach_step s WHERE s.breach_id = b.id AND s.kind = '" kind "')"
	struct query *q = db_query(
		db, "SELECT b.id, b.number, b.what, b.categories, coalesce(b.people, -1), "
		    "b.happened_at, b.known_at, b.due_at, b.risk, b.closed_at, u.name, "
		    "b.recorded_at, " STEP_AT("authority-told") ", " STEP_AT(
			    "people-told") " FROM breach b JOIN account u ON u.id = b.recorded_by "
					   "WHERE $1 = 0 OR b.id = $1 ORDER BY b.id DESC");
	db_bind_i64(q, 1, id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct breach_view *v = LIST_ADD(out, a, struct breach_view);
		if (!v)
			break;
		v->id = db_i64(q, 0);
		v->number = column_text(q, 1, a);
		v->what = column_text(q, 2, a);
		v->categories = column_text(q, 3, a);
		v->people = db_i64(q, 4);
		v->happened_at = db_i64(q, 5);
		v->known_at = db_i64(q, 6);
		v->due_at = db_i64(q, 7);
		v->risk = column_text(q, 8, a);
		v->closed_at = db_i64(q, 9);
		v->recorded_by = column_text(q, 10, a);
		v->recorded_at = db_i64(q, 11);
		v->authority_told_at = db_i64(q, 12);
		v->people_told_at = db_i64(q, 13);
	}
	return rows_end(q, rc, a, e);
}

enum rc breach_set_risk(struct db *db, int64_t id, struct slice risk, struct err *e)
{
	struct query *q = db_query(db, "UPDATE breach SET risk = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, risk);
	return run_one(db, q, "breach", e);
}

enum rc breach_close(struct db *db, int64_t id, int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE breach SET closed_at = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, at);
	return run_one(db, q, "breach", e);
}

enum rc breach_step_insert(struct db *db, int64_t step_id, const struct breach_step_view *step,
			   int64_t account_id, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO breach_step (id, breach_id, kind, text, "
				       "account_id, at) VALUES ($1,$2,$3,$4,$5,$6)");
	db_bind_i64(q, 1, step_id);
	db_bind_i64(q, 2, step->breach_id);
	db_bind_text(q, 3, step->kind);
	db_bind_text(q, 4, step->text);
	db_bind_i64(q, 5, account_id);
	db_bind_i64(q, 6, step->at);
	return db_run(q, e);
}

enum rc breach_steps_read(struct db *db, struct arena *a, breach_step_views *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT s.breach_id, s.kind, s.text, u.name, s.at "
				       "FROM breach_step s JOIN account u ON u.id = s.account_id "
				       "ORDER BY s.id");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct breach_step_view *s = LIST_ADD(out, a, struct breach_step_view);
		if (!s)
			break;
		s->breach_id = db_i64(q, 0);
		s->kind = column_text(q, 1, a);
		s->text = column_text(q, 2, a);
		s->by = column_text(q, 3, a);
		s->at = db_i64(q, 4);
	}
	return rows_end(q, rc, a, e);
}

/* ---- support from outside ---- */

enum rc consent_insert(struct db *db, const struct consent_view *row, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO support_consent (id, account_id, reason, "
				       "minutes, asked_by, asked_at) VALUES ($1,$2,$3,$4,$5,$6)");
	db_bind_i64(q, 1, row->id);
	db_bind_i64(q, 2, row->account_id);
	db_bind_text(q, 3, row->reason);
	db_bind_i64(q, 4, row->minutes);
	db_bind_i64(q, 5, row->asked_by_id);
	db_bind_i64(q, 6, row->asked_at);
	return db_run(q, e);
}

enum rc consent_agree(struct db *db, int64_t id, int64_t by, int64_t at, int64_t ends_at,
		      struct err *e)
{
	struct query *q = db_query(db, "UPDATE support_consent SET agreed_by = $2, agreed_at = $3, "
				       "ends_at = $4 WHERE id = $1 AND agreed_at IS NULL AND "
				       "ends_at IS NULL");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, by);
	db_bind_i64(q, 3, at);
	db_bind_i64(q, 4, ends_at);
	return run_one(db, q, "consent that waits for a second person", e);
}

enum rc consent_end(struct db *db, int64_t id, int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE support_consent SET ends_at = $2 WHERE id = $1 AND "
				       "(ends_at IS NULL OR ends_at > $2)");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, at);
	return run_one(db, q, "consent in force", e);
}

enum rc consents_read(struct db *db, struct arena *a, consent_views *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT c.id, c.account_id, u.login, c.reason, c.minutes, r.login, c.asked_by, "
		    "c.asked_at, g.login, c.agreed_at, c.ends_at, p.role FROM support_consent c "
		    "JOIN account u ON u.id = c.account_id JOIN account r ON r.id = c.asked_by "
		    "JOIN post p ON p.account_id = c.asked_by "
		    "LEFT JOIN account g ON g.id = c.agreed_by ORDER BY c.id DESC LIMIT 200");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct consent_view *v = LIST_ADD(out, a, struct consent_view);
		if (!v)
			break;
		v->id = db_i64(q, 0);
		v->account_id = db_i64(q, 1);
		v->login = column_text(q, 2, a);
		v->reason = column_text(q, 3, a);
		v->minutes = db_i64(q, 4);
		v->asked_by = column_text(q, 5, a);
		v->asked_by_id = db_i64(q, 6);
		v->asked_at = db_i64(q, 7);
		v->agreed_by = column_text(q, 8, a);
		v->agreed_at = db_i64(q, 9);
		v->ends_at = db_i64(q, 10);
		if (!actor_role_parse(db_text(q, 11), &v->asked_by_role))
			v->asked_by_role = ACTOR_SYSTEM;
	}
	return rows_end(q, rc, a, e);
}

enum rc consent_holds(struct db *db, int64_t account_id, int64_t now_at, bool *holds, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM support_consent WHERE account_id = $1 "
				       "AND agreed_at <= $2 AND ends_at > $2");
	db_bind_i64(q, 1, account_id);
	db_bind_i64(q, 2, now_at);
	enum rc rc = db_step(q, e);
	*holds = rc == RC_OK && db_i64(q, 0) > 0;
	db_reset(q);
	return rc;
}
