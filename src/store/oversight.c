/* SPDX-License-Identifier: Apache-2.0 */
#include "store/oversight.h"

#include "store/columns.h"
#include "store/opinion.h"

#define IS_LOOKUP "r.act IN ('traveller.read','hit.read')"

/* ---- look-ups ---- */

static enum rc newest(struct db *db, int64_t *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT coalesce(max(seq), 0) FROM audit");
	enum rc rc = db_step(q, e);
	*out = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc lookups_read(struct db *db, int64_t after, unsigned limit, struct arena *a,
		     lookup_rows *out, int64_t *last, struct err *e)
{
	enum rc rc = newest(db, last, e);
	if (rc != RC_OK)
		return rc;
	struct query *q = db_query(
		db, "SELECT r.seq, r.at, u.id, r.actor, u.name, r.object, r.detail, t.family, "
		    "t.given, coalesce(d.from_minute, -1), coalesce(d.to_minute, -1) FROM audit r "
		    "JOIN account u ON u.login = r.actor "
		    "LEFT JOIN hit h ON r.act = 'hit.read' AND "
		    "h.id = CAST(substr(r.object, 5) AS BIGINT) "
		    "LEFT JOIN traveller t ON t.id = coalesce(h.traveller_id, "
		    "CASE WHEN r.act = 'traveller.read' THEN CAST(substr(r.object, 11) AS BIGINT) "
		    "END) "
		    "LEFT JOIN duty_hours d ON d.account_id = u.id "
		    "WHERE r.seq > $1 AND " IS_LOOKUP " ORDER BY r.seq LIMIT $2");
	db_bind_i64(q, 1, after);
	db_bind_i64(q, 2, limit);
	while ((rc = db_step(q, e)) == RC_OK) {
		struct lookup_row *row = LIST_ADD(out, a, struct lookup_row);
		if (!row)
			break;
		row->seq = db_i64(q, 0);
		row->at = db_i64(q, 1);
		row->account_id = db_i64(q, 2);
		row->actor = column_text(q, 3, a);
		row->actor_name = column_text(q, 4, a);
		row->object = column_text(q, 5, a);
		row->detail = column_text(q, 6, a);
		row->family = column_text(q, 7, a);
		row->given = column_text(q, 8, a);
		row->from_minute = db_i64(q, 9);
		row->to_minute = db_i64(q, 10);
	}
	if (out->count == limit)
		*last = out->last->seq;
	return rows_end(q, rc, a, e);
}

enum rc lookups_count(struct db *db, struct slice actor, int64_t from_at, int64_t seq,
		      int64_t *count, struct err *e)
{
	struct query *q =
		db_query(db, "SELECT count(*) FROM audit r WHERE r.actor = $1 AND "
			     "r.at > $2 AND r.seq <= $3 AND r.seq > $3 - 20000 AND " IS_LOOKUP);
	db_bind_text(q, 1, actor);
	db_bind_i64(q, 2, from_at);
	db_bind_i64(q, 3, seq);
	enum rc rc = db_step(q, e);
	*count = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc odd_lookup_insert(struct db *db, const struct odd_lookup_view *o, int64_t found_at,
			  struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO odd_lookup (id, audit_seq, sign, actor, at, "
				       "object, count, found_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8) "
				       "ON CONFLICT (audit_seq, sign) DO NOTHING");
	db_bind_i64(q, 1, o->id);
	db_bind_i64(q, 2, o->audit_seq);
	db_bind_text(q, 3, o->sign);
	db_bind_text(q, 4, o->actor);
	db_bind_i64(q, 5, o->at);
	db_bind_text(q, 6, o->object);
	db_bind_i64(q, 7, o->count);
	db_bind_i64(q, 8, found_at);
	return db_run(q, e);
}

enum rc odd_lookup_known(struct db *db, struct slice actor, const char *sign, int64_t from_at,
			 bool *known, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM odd_lookup WHERE actor = $1 AND "
				       "sign = $2 AND at > $3");
	db_bind_text(q, 1, actor);
	db_bind_text(q, 2, slice_of(sign));
	db_bind_i64(q, 3, from_at);
	enum rc rc = db_step(q, e);
	*known = rc == RC_OK && db_i64(q, 0) > 0;
	db_reset(q);
	return rc;
}

enum rc odd_lookups_read(struct db *db, struct arena *a, odd_lookup_views *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT id, audit_seq, sign, actor, object, at, count, result, note, looked_at "
		    "FROM odd_lookup ORDER BY CASE WHEN result IS NULL THEN 0 ELSE 1 END, id DESC "
		    "LIMIT 200");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct odd_lookup_view *v = LIST_ADD(out, a, struct odd_lookup_view);
		if (!v)
			break;
		v->id = db_i64(q, 0);
		v->audit_seq = db_i64(q, 1);
		v->sign = column_text(q, 2, a);
		v->actor = column_text(q, 3, a);
		v->object = column_text(q, 4, a);
		v->at = db_i64(q, 5);
		v->count = db_i64(q, 6);
		v->result = column_text(q, 7, a);
		v->note = column_text(q, 8, a);
		v->looked_at = db_i64(q, 9);
	}
	return rows_end(q, rc, a, e);
}

enum rc odd_lookup_settle(struct db *db, int64_t id, struct slice result, struct slice note,
			  int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE odd_lookup SET result = $2, note = $3, "
				       "looked_at = $4 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, result);
	db_bind_text(q, 3, note);
	db_bind_i64(q, 4, at);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK && db_changes(db) == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such look-up");
	return rc;
}

enum rc duty_hours_put(struct db *db, int64_t account_id, int64_t from_minute, int64_t to_minute,
		       struct err *e)
{
	struct query *q = db_query(db, "DELETE FROM duty_hours WHERE account_id = $1");
	db_bind_i64(q, 1, account_id);
	enum rc rc = db_run(q, e);
	if (rc != RC_OK || from_minute < 0)
		return rc;
	q = db_query(db, "INSERT INTO duty_hours (account_id, from_minute, to_minute) "
			 "VALUES ($1,$2,$3)");
	db_bind_i64(q, 1, account_id);
	db_bind_i64(q, 2, from_minute);
	db_bind_i64(q, 3, to_minute);
	rc = db_run(q, e);
	if (rc == RC_CONFLICT)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such user");
	return rc;
}

enum rc account_names_read(struct db *db, struct arena *a, name_rows *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT id, name FROM account ORDER BY id");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct name_row *row = LIST_ADD(out, a, struct name_row);
		if (!row)
			break;
		row->account_id = db_i64(q, 0);
		row->name = column_text(q, 1, a);
	}
	return rows_end(q, rc, a, e);
}

/* ---- samples ---- */

enum rc decisions_between(struct db *db, int64_t from_at, int64_t to_at, struct arena *a,
			  id_rows *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT id FROM decision WHERE decided_at >= $1 AND "
				       "decided_at < $2 ORDER BY id");
	db_bind_i64(q, 1, from_at);
	db_bind_i64(q, 2, to_at);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct id_row *row = LIST_ADD(out, a, struct id_row);
		if (!row)
			break;
		row->id = db_i64(q, 0);
	}
	return rows_end(q, rc, a, e);
}

static enum rc put_item(struct db *db, int64_t sample_id, const struct sample_item_view *i,
			struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO decision_sample_item (sample_id, ordinal, "
				       "decision_id) VALUES ($1,$2,$3)");
	db_bind_i64(q, 1, sample_id);
	db_bind_i64(q, 2, i->ordinal);
	db_bind_i64(q, 3, i->decision_id);
	return db_run(q, e);
}

enum rc sample_insert(struct db *db, const struct sample_view *s, int64_t account_id, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO decision_sample (id, drawn_at, drawn_by, "
				       "from_at, to_at, seed, population) "
				       "VALUES ($1,$2,$3,$4,$5,$6,$7)");
	db_bind_i64(q, 1, s->id);
	db_bind_i64(q, 2, s->drawn_at);
	db_bind_i64(q, 3, account_id);
	db_bind_i64(q, 4, s->from_at);
	db_bind_i64(q, 5, s->to_at);
	db_bind_text(q, 6, s->seed);
	db_bind_i64(q, 7, s->population);
	enum rc rc = db_run(q, e);
	LIST_EACH(const struct sample_item_view, i, &s->items)
	{
		if (rc == RC_OK)
			rc = put_item(db, s->id, i, e);
	}
	return rc;
}

static enum rc read_items(struct db *db, struct arena *a, struct sample_view *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT i.ordinal, i.decision_id, d.hit_id, d.outcome, d.reason, u.name, "
		    "d.decided_at, i.result, i.note FROM decision_sample_item i "
		    "LEFT JOIN decision d ON d.id = i.decision_id "
		    "LEFT JOIN account u ON u.id = d.account_id "
		    "WHERE i.sample_id = $1 ORDER BY i.ordinal");
	db_bind_i64(q, 1, out->id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct sample_item_view *i = LIST_ADD(&out->items, a, struct sample_item_view);
		if (!i)
			break;
		i->ordinal = db_i64(q, 0);
		i->decision_id = db_i64(q, 1);
		i->hit_id = db_i64(q, 2);
		i->outcome = column_text(q, 3, a);
		i->reason = column_text(q, 4, a);
		i->by = column_text(q, 5, a);
		i->decided_at = db_i64(q, 6);
		i->result = column_text(q, 7, a);
		i->note = column_text(q, 8, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc sample_latest(struct db *db, struct arena *a, struct sample_view *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT s.id, s.drawn_at, s.from_at, s.to_at, s.population, u.name, s.seed "
		    "FROM decision_sample s JOIN account u ON u.id = s.drawn_by "
		    "ORDER BY s.id DESC LIMIT 1");
	*out = (struct sample_view){0};
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		out->id = db_i64(q, 0);
		out->drawn_at = db_i64(q, 1);
		out->from_at = db_i64(q, 2);
		out->to_at = db_i64(q, 3);
		out->population = db_i64(q, 4);
		out->drawn_by = column_text(q, 5, a);
		out->seed = column_text(q, 6, a);
	}
	rc = row_end(q, rc, a, e);
	if (rc == RC_OK)
		rc = read_items(db, a, out, e);
	LIST_EACH(struct sample_item_view, i, &out->items)
	{
		if (rc == RC_OK)
			rc = checklist_of(db, i->decision_id, &i->checklist, e);
	}
	return rc;
}

enum rc sample_item_settle(struct db *db, int64_t sample_id, int64_t decision_id,
			   struct slice result, struct slice note, struct err *e)
{
	struct query *q = db_query(db, "UPDATE decision_sample_item SET result = $3, note = $4 "
				       "WHERE sample_id = $1 AND decision_id = $2");
	db_bind_i64(q, 1, sample_id);
	db_bind_i64(q, 2, decision_id);
	db_bind_text(q, 3, result);
	db_bind_text(q, 4, note);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK && db_changes(db) == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL,
				"this decision is not in the sample");
	return rc;
}
