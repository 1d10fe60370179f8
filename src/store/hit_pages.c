/* SPDX-License-Identifier: Apache-2.0 */
#include "store/hit_pages.h"

#include "store/columns.h"

#include <limits.h>

#define HIT_COLUMNS \
	"h.id, h.state, h.severity, h.outcome, h.score, h.method, w.id, " \
	"coalesce((SELECT r.name FROM rule r WHERE r.id = w.id), w.name), h.list_version, " \
	"h.reference, (SELECT n.name FROM entry_name n WHERE n.entry_id = h.entry_id " \
	"ORDER BY n.quality, n.original_script, n.ordinal LIMIT 1), t.id, t.family, t.given, " \
	"t.birth_date, f.id, f.carrier, f.flight_number, f.origin, f.destination, f.direction, " \
	"f.deadline_at, h.created_at, d.id, d.outcome, d.reason, u.name, d.decided_at, d.hit_id, " \
	"t.masked_at, t.pseudonym"
#define HIT_TABLES \
	" FROM hit h JOIN watchlist w ON w.id = h.list_id JOIN traveller t ON t.id = h.traveller_id " \
	"JOIN flight f ON f.id = h.flight_id LEFT JOIN decision d ON d.id = h.decision_id " \
	"LEFT JOIN account u ON u.id = d.account_id "

static const char *severity_of(int64_t severity)
{
	if (severity >= 3)
		return "high";
	return severity == 2 ? "medium" : "low";
}

static void traveller_and_flight(const struct query *q, struct arena *a, struct hit_view *out)
{
	out->traveller.id = db_i64(q, 11);
	out->traveller.family = column_text(q, 12, a);
	out->traveller.given = column_text(q, 13, a);
	out->traveller.birth_date = column_text(q, 14, a);
	out->flight.id = db_i64(q, 15);
	out->flight.carrier = column_text(q, 16, a);
	out->flight.number = column_text(q, 17, a);
	out->flight.from = column_text(q, 18, a);
	out->flight.to = column_text(q, 19, a);
	out->flight.direction = column_text(q, 20, a);
	out->flight.deadline_at = db_i64(q, 21);
}

static void hit_columns(const struct query *q, struct arena *a, struct hit_view *out)
{
	out->id = db_i64(q, 0);
	out->state = column_text(q, 1, a);
	out->severity = severity_of(db_i64(q, 2));
	out->outcome = column_text(q, 3, a);
	out->score_permille = db_i64(q, 4);
	out->method = column_text(q, 5, a);
	out->list.id = db_i64(q, 6);
	out->list.name = column_text(q, 7, a);
	out->list.version = db_i64(q, 8);
	out->entry.id = column_text(q, 9, a);
	out->entry.name = column_text(q, 10, a);
	traveller_and_flight(q, a, out);
	out->created_at = db_i64(q, 22);
	out->traveller.masked_at = db_i64(q, 29);
	out->traveller.pseudonym = column_text(q, 30, a);
	if (out->traveller.masked_at) /* the listed name would be the traveller's */
		out->entry.name = (struct slice){0};
	out->decided = !db_is_null(q, 23);
	if (!out->decided)
		return;
	out->decision = (struct decision_view){
		.id = db_i64(q, 23),
		.outcome = column_text(q, 24, a),
		.reason = column_text(q, 25, a),
		.by = column_text(q, 26, a),
		.at = db_i64(q, 27),
		.carried_over = db_i64(q, 28) != out->id,
	};
}

/* All five parts of the key ascend, so that one comparison of rows goes on from any hit. */
enum rc hit_page_read_open(struct db *db, struct hit_place *place, unsigned limit, struct arena *a,
			   hit_views *out, bool *more, struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT " HIT_COLUMNS ", k.passed, k.distance, k.severity, k.score" HIT_TABLES
		"JOIN (SELECT x.id AS id, "
		"CASE WHEN y.deadline_at >= $1 THEN 0 ELSE 1 END AS passed, "
		"CASE WHEN y.deadline_at >= $1 THEN y.deadline_at ELSE -y.deadline_at END AS distance, "
		"-x.severity AS severity, -x.score AS score "
		"FROM hit x JOIN flight y ON y.id = x.flight_id WHERE x.state = 'open') k "
		"ON k.id = h.id "
		"WHERE (k.passed, k.distance, k.severity, k.score, k.id) > ($2, $3, $4, $5, $6) "
		"ORDER BY k.passed, k.distance, k.severity, k.score, k.id LIMIT $7");
	db_bind_i64(q, 1, place->as_of_at);
	db_bind_i64(q, 2, place->passed);
	db_bind_i64(q, 3, place->distance);
	db_bind_i64(q, 4, place->severity);
	db_bind_i64(q, 5, place->score);
	db_bind_i64(q, 6, place->id);
	db_bind_i64(q, 7, (int64_t)limit + 1);
	*more = false;
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		*more = out->count == limit;
		struct hit_view *h = *more ? NULL : LIST_ADD(out, a, struct hit_view);
		if (!h)
			break;
		hit_columns(q, a, h);
		place->passed = db_i64(q, 31);
		place->distance = db_i64(q, 32);
		place->severity = db_i64(q, 33);
		place->score = db_i64(q, 34);
		place->id = h->id;
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_hits(struct query *q, unsigned limit, struct arena *a, hit_views *out,
			 bool *more, struct err *e)
{
	*more = false;
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		*more = out->count == limit;
		if (*more)
			break;
		struct hit_view *h = LIST_ADD(out, a, struct hit_view);
		if (!h)
			break;
		hit_columns(q, a, h);
	}
	return rows_end(q, rc, a, e);
}

enum rc hit_page_read_state(struct db *db, struct slice state, int64_t decision_id, int64_t id,
			    unsigned limit, struct arena *a, hit_views *out, bool *more,
			    struct err *e)
{
	struct query *q =
		db_query(db, "SELECT " HIT_COLUMNS HIT_TABLES
			     "WHERE h.state = $1 AND (coalesce(h.decision_id, 0), h.id) < ($2, $3) "
			     "ORDER BY coalesce(h.decision_id, 0) DESC, h.id DESC LIMIT $4");
	db_bind_text(q, 1, state);
	db_bind_i64(q, 2, decision_id);
	db_bind_i64(q, 3, id);
	db_bind_i64(q, 4, (int64_t)limit + 1);
	return read_hits(q, limit, a, out, more, e);
}

enum rc hit_views_of_traveller(struct db *db, int64_t traveller_id, struct arena *a, hit_views *out,
			       struct err *e)
{
	struct query *q = db_query(db, "SELECT " HIT_COLUMNS HIT_TABLES "WHERE h.traveller_id = $1 "
				       "ORDER BY h.severity DESC, h.score DESC, h.id");
	db_bind_i64(q, 1, traveller_id);
	bool more;
	return read_hits(q, UINT_MAX, a, out, &more, e);
}

enum rc hit_counts_read(struct db *db, int64_t today_at, int64_t *open, int64_t *decided_today,
			struct err *e)
{
	struct query *q = db_query(db, "SELECT (SELECT count(*) FROM hit WHERE state = 'open'), "
				       "(SELECT count(*) FROM decision WHERE decided_at >= $1)");
	db_bind_i64(q, 1, today_at);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		*open = db_i64(q, 0);
		*decided_today = db_i64(q, 1);
	}
	db_reset(q);
	return rc;
}

static enum rc no_hit(enum rc rc, struct err *e)
{
	if (rc == RC_END)
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such hit");
	return rc;
}

enum rc hit_view_read(struct db *db, int64_t id, struct arena *a, struct hit_view *out,
		      struct err *e)
{
	struct query *q = db_query(db, "SELECT " HIT_COLUMNS HIT_TABLES "WHERE h.id = $1");
	db_bind_i64(q, 1, id);
	*out = (struct hit_view){0};
	enum rc rc = no_hit(db_step(q, e), e);
	if (rc == RC_OK)
		hit_columns(q, a, out);
	return row_end(q, rc, a, e);
}

#define TIES_COLUMNS \
	"h.id, h.traveller_id, h.flight_id, h.list_id, h.entry_id, h.reference, h.outcome, h.state, " \
	"h.explanation, n.content_hash, w.source, h.severity, " \
	"lower(w.source) LIKE '%interpol%' OR EXISTS (SELECT 1 FROM watchlist_version v " \
	"WHERE v.list_id = h.list_id AND v.format LIKE 'interpol%'), " \
	"EXISTS (SELECT 1 FROM rule r WHERE r.id = h.list_id), h.decision_id, d.outcome " \
	"FROM hit h JOIN entry n ON n.id = h.entry_id " \
	"JOIN watchlist w ON w.id = h.list_id LEFT JOIN decision d ON d.id = h.decision_id "

static void ties_columns(const struct query *q, struct arena *a, struct hit_ties *out)
{
	out->id = db_i64(q, 0);
	out->traveller_id = db_i64(q, 1);
	out->flight_id = db_i64(q, 2);
	out->list_id = db_i64(q, 3);
	out->entry_id = db_i64(q, 4);
	out->reference = column_text(q, 5, a);
	out->outcome = column_text(q, 6, a);
	out->state = column_text(q, 7, a);
	out->explanation = column_text(q, 8, a);
	out->entry_hash = column_text(q, 9, a);
	out->list_source = column_text(q, 10, a);
	out->severity = db_i64(q, 11);
	out->interpol = db_i64(q, 12) != 0;
	out->on_rule = db_i64(q, 13) != 0;
	out->decision_id = db_i64(q, 14);
	out->decided_outcome = column_text(q, 15, a);
}

enum rc hit_ties_read(struct db *db, int64_t id, struct arena *a, struct hit_ties *out,
		      struct err *e)
{
	struct query *q = db_query(db, "SELECT " TIES_COLUMNS "WHERE h.id = $1");
	db_bind_i64(q, 1, id);
	*out = (struct hit_ties){0};
	enum rc rc = no_hit(db_step(q, e), e);
	if (rc == RC_OK)
		ties_columns(q, a, out);
	return row_end(q, rc, a, e);
}

enum rc hit_ties_alike(struct db *db, const struct hit_ties *like, struct arena *a,
		       hit_ties_list *out, struct err *e)
{
	struct query *q =
		db_query(db, "SELECT " TIES_COLUMNS "WHERE h.state = 'open' AND h.list_id = $1 "
			     "AND h.reference = $2 AND n.content_hash = $3 AND h.id <> $4 "
			     "ORDER BY h.id");
	db_bind_i64(q, 1, like->list_id);
	db_bind_text(q, 2, like->reference);
	db_bind_blob(q, 3, like->entry_hash);
	db_bind_i64(q, 4, like->id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct hit_ties *h = LIST_ADD(out, a, struct hit_ties);
		if (!h)
			break;
		ties_columns(q, a, h);
	}
	return rows_end(q, rc, a, e);
}

enum rc decision_insert(struct db *db, const struct decision_row *row, struct err *e)
{
	struct query *q =
		db_query(db, "INSERT INTO decision (id, hit_id, list_id, reference, entry_hash, "
			     "outcome, reason, account_id, decided_at) "
			     "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)");
	db_bind_i64(q, 1, row->id);
	db_bind_i64(q, 2, row->hit->id);
	db_bind_i64(q, 3, row->hit->list_id);
	db_bind_text(q, 4, row->hit->reference);
	db_bind_blob(q, 5, row->hit->entry_hash);
	db_bind_text(q, 6, row->outcome);
	db_bind_text(q, 7, row->reason);
	db_bind_i64(q, 8, row->account_id);
	db_bind_i64(q, 9, row->decided_at);
	return db_run(q, e);
}

enum rc decision_identity_insert(struct db *db, int64_t decision_id, const unsigned char hash[32],
				 struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO decision_identity (decision_id, identity_hash) "
				       "VALUES ($1,$2)");
	db_bind_i64(q, 1, decision_id);
	db_bind_blob(q, 2, (struct slice){(const char *)hash, 32});
	return db_run(q, e);
}

enum rc hit_set_decided(struct db *db, int64_t hit_id, int64_t decision_id, struct err *e)
{
	struct query *q = db_query(db, "UPDATE hit SET state = 'decided', decision_id = $2 "
				       "WHERE id = $1");
	db_bind_i64(q, 1, hit_id);
	db_bind_i64(q, 2, decision_id);
	return db_run(q, e);
}

enum rc hits_decide_anew(struct db *db, int64_t decision_id, int64_t new_id, struct err *e)
{
	struct query *q = db_query(db, "UPDATE hit SET decision_id = $2 WHERE decision_id = $1");
	db_bind_i64(q, 1, decision_id);
	db_bind_i64(q, 2, new_id);
	return db_run(q, e);
}

enum rc decision_views_of(struct db *db, int64_t list_id, struct slice reference,
			  const unsigned char hash[32], struct arena *a, struct hit_page *out,
			  struct err *e)
{
	struct query *q =
		db_query(db, "SELECT d.id, d.outcome, d.reason, u.name, d.decided_at "
			     "FROM decision_identity n JOIN decision d ON d.id = n.decision_id "
			     "JOIN account u ON u.id = d.account_id WHERE n.identity_hash = $1 "
			     "AND d.list_id = $2 AND d.reference = $3 ORDER BY d.id DESC");
	db_bind_blob(q, 1, (struct slice){(const char *)hash, 32});
	db_bind_i64(q, 2, list_id);
	db_bind_text(q, 3, reference);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct decision_view *d = LIST_ADD(&out->earlier, a, struct decision_view);
		if (!d)
			break;
		d->id = db_i64(q, 0);
		d->outcome = column_text(q, 1, a);
		d->reason = column_text(q, 2, a);
		d->by = column_text(q, 3, a);
		d->at = db_i64(q, 4);
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_scores(struct query *q, struct arena *a, decision_scores *out, struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct decision_score *s = LIST_ADD(out, a, struct decision_score);
		if (!s)
			break;
		s->score_permille = db_i64(q, 0);
		s->count = db_i64(q, 1);
		s->confirmed = db_i64(q, 2);
	}
	return rows_end(q, rc, a, e);
}

enum rc decision_scores_read(struct db *db, int64_t list_id, int64_t from_at, struct arena *a,
			     decision_scores *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT h.score, count(*), sum(d.outcome = 'confirmed') "
				       "FROM decision d JOIN hit h ON h.id = d.hit_id "
				       "WHERE d.list_id = $1 AND d.decided_at >= $2 "
				       "GROUP BY h.score ORDER BY h.score");
	db_bind_i64(q, 1, list_id);
	db_bind_i64(q, 2, from_at);
	return read_scores(q, a, out, e);
}

enum rc open_scores_read(struct db *db, int64_t list_id, struct arena *a, decision_scores *out,
			 struct err *e)
{
	struct query *q = db_query(db, "SELECT score, count(*), 0 FROM hit WHERE list_id = $1 AND "
				       "state = 'open' GROUP BY score ORDER BY score");
	db_bind_i64(q, 1, list_id);
	return read_scores(q, a, out, e);
}
