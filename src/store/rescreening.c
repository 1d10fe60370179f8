/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rescreening.h"

#include "store/columns.h"

#define COLUMNS \
	"list_id, cause, way, version, at_version, at, total, done, hits, state, started_at, " \
	"ended_at"

static enum rc read_one(struct query *q, struct arena *a, struct rescreening *out, struct err *e)
{
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = (struct rescreening){.list_id = db_i64(q, 0),
					    .cause = column_text(q, 1, a),
					    .way = column_text(q, 2, a),
					    .version = db_i64(q, 3),
					    .at_version = db_i64(q, 4),
					    .at = column_text(q, 5, a),
					    .total = db_i64(q, 6),
					    .done = db_i64(q, 7),
					    .hits = db_i64(q, 8),
					    .state = column_text(q, 9, a),
					    .started_at = db_i64(q, 10),
					    .ended_at = db_i64(q, 11)};
	else if (rc == RC_END)
		rc = err_set(e, RC_NOT_FOUND, "there is no such re-screening");
	db_reset(q);
	return rc;
}

enum rc rescreening_read(struct db *db, int64_t list_id, struct arena *a, struct rescreening *out,
			 struct err *e)
{
	struct query *q = db_query(db, "SELECT " COLUMNS " FROM rescreening WHERE list_id = $1");
	db_bind_i64(q, 1, list_id);
	return read_one(q, a, out, e);
}

enum rc rescreening_next(struct db *db, struct arena *a, struct rescreening *out, struct err *e)
{
	return read_one(db_query(db, "SELECT " COLUMNS " FROM rescreening WHERE state = "
				     "'" RESCREEN_RUNNING "' ORDER BY list_id LIMIT 1"),
			a, out, e);
}

enum rc rescreening_put(struct db *db, const struct rescreening *r, struct err *e)
{
	struct query *q = db_query(
		db,
		"INSERT INTO rescreening (" COLUMNS
		") VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) "
		"ON CONFLICT (list_id) DO UPDATE SET cause = excluded.cause, way = excluded.way, "
		"version = excluded.version, at_version = excluded.at_version, "
		"at = excluded.at, total = excluded.total, done = excluded.done, "
		"hits = excluded.hits, state = excluded.state, "
		"started_at = excluded.started_at, ended_at = excluded.ended_at");
	db_bind_i64(q, 1, r->list_id);
	db_bind_text(q, 2, r->cause);
	db_bind_text(q, 3, r->way);
	db_bind_i64(q, 4, r->version);
	db_bind_i64(q, 5, r->at_version);
	db_bind_text(q, 6, slice_present(r->at) ? r->at : SLICE(""));
	db_bind_i64(q, 7, r->total);
	db_bind_i64(q, 8, r->done);
	db_bind_i64(q, 9, r->hits);
	db_bind_text(q, 10, r->state);
	db_bind_i64(q, 11, r->started_at);
	if (r->ended_at)
		db_bind_i64(q, 12, r->ended_at);
	return db_run(q, e);
}

static enum rc read_count(struct query *q, int64_t *out, struct err *e)
{
	enum rc rc = db_step(q, e);
	*out = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc rescreening_entries(struct db *db, int64_t list_id, int64_t version, int64_t *out,
			    struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM entry WHERE list_id = $1 AND "
				       "removed_version IS NULL AND added_version > $2");
	db_bind_i64(q, 1, list_id);
	db_bind_i64(q, 2, version);
	return read_count(q, out, e);
}

enum rc rescreening_flights(struct db *db, int64_t now_at, int64_t *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM flight WHERE deadline_at < $1");
	db_bind_i64(q, 1, now_at);
	return read_count(q, out, e);
}

/* Each once. */
static enum rc add_flights(struct query *q, struct arena *a, flight_names *out, struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		bool known = false;
		LIST_EACH(const struct flight_name, f, out)
		known |= f->id == db_i64(q, 0);
		if (known)
			continue;
		struct flight_name *f = LIST_ADD(out, a, struct flight_name);
		if (!f)
			break;
		f->id = db_i64(q, 0);
		f->natural_key = column_text(q, 1, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc passed_flights_read(struct db *db, int64_t now_at, int64_t after, unsigned limit,
			    struct arena *a, flight_names *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT id, natural_key FROM flight WHERE id > $1 AND "
				       "deadline_at < $2 ORDER BY id LIMIT $3");
	db_bind_i64(q, 1, after);
	db_bind_i64(q, 2, now_at);
	db_bind_i64(q, 3, limit);
	return add_flights(q, a, out, e);
}

enum rc flight_of_traveller(struct db *db, int64_t traveller_id, bool to_come, int64_t now_at,
			    struct arena *a, flight_names *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT f.id, f.natural_key FROM traveller t JOIN flight f "
				       "ON f.id = t.flight_id WHERE t.id = $1 AND "
				       "t.masked_at IS NULL AND (f.deadline_at >= $2) = $3");
	db_bind_i64(q, 1, traveller_id);
	db_bind_i64(q, 2, now_at);
	db_bind_i64(q, 3, to_come);
	return add_flights(q, a, out, e);
}

enum rc flights_of_hits(struct db *db, int64_t list_id, struct slice reference, int64_t now_at,
			struct arena *a, flight_names *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT f.id, f.natural_key FROM flight f JOIN hit h ON "
				       "h.flight_id = f.id WHERE f.deadline_at >= $3 AND "
				       "h.list_id = $1 AND h.reference = $2 ORDER BY f.id");
	db_bind_i64(q, 1, list_id);
	db_bind_text(q, 2, reference);
	db_bind_i64(q, 3, now_at);
	return add_flights(q, a, out, e);
}

enum rc passed_flights_of_gone(struct db *db, int64_t list_id, int64_t now_at, struct arena *a,
			       flight_names *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT DISTINCT f.id, f.natural_key FROM hit h JOIN entry n ON n.id = "
		    "h.entry_id JOIN traveller t ON t.id = h.traveller_id JOIN flight f ON f.id = "
		    "h.flight_id WHERE h.list_id = $1 AND h.state = 'open' AND "
		    "n.removed_version IS NOT NULL AND t.masked_at IS NULL AND f.deadline_at < $2 "
		    "ORDER BY f.id");
	db_bind_i64(q, 1, list_id);
	db_bind_i64(q, 2, now_at);
	return add_flights(q, a, out, e);
}
