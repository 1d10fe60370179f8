/* SPDX-License-Identifier: Apache-2.0 */
#include "store/watchlist_desk.h"

#include "store/columns.h"

/* Lists with desks, $1 not among them. */
#define HIDDEN \
	"(SELECT d.list_id FROM watchlist_desk d GROUP BY d.list_id " \
	"HAVING sum(CASE WHEN d.desk = $1 THEN 1 ELSE 0 END) = 0)"

static struct slice or_empty(struct slice desk)
{
	return desk.p ? desk : SLICE("");
}

enum rc watchlist_desks_read(struct db *db, int64_t list_id, struct arena *a, struct slice *out,
			     struct err *e)
{
	struct query *q =
		db_query(db, "SELECT desk FROM watchlist_desk WHERE list_id = $1 ORDER BY desk");
	db_bind_i64(q, 1, list_id);
	*out = (struct slice){0};
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK)
		*out = out->p ? arena_printf(a, "%.*s %.*s", SLICE_ARG(*out),
					     SLICE_ARG(db_text(q, 0)))
			      : column_text(q, 0, a);
	return rows_end(q, rc, a, e);
}

enum rc watchlist_desks_delete(struct db *db, int64_t list_id, struct err *e)
{
	struct query *q = db_query(db, "DELETE FROM watchlist_desk WHERE list_id = $1");
	db_bind_i64(q, 1, list_id);
	return db_run(q, e);
}

enum rc watchlist_desk_insert(struct db *db, int64_t list_id, struct slice desk, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO watchlist_desk (list_id, desk) VALUES ($1, $2) "
				       "ON CONFLICT (list_id, desk) DO NOTHING");
	db_bind_i64(q, 1, list_id);
	db_bind_text(q, 2, desk);
	return db_run(q, e);
}

enum rc watchlist_hidden(struct db *db, struct slice desk, int64_t list_id, bool *hidden,
			 struct err *e)
{
	struct query *q =
		db_query(db, "SELECT count(*) FROM " HIDDEN " h WHERE $2 = 0 OR h.list_id = $2");
	db_bind_text(q, 1, or_empty(desk));
	db_bind_i64(q, 2, list_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*hidden = db_i64(q, 0) > 0;
	db_reset(q);
	return rc;
}

enum rc hidden_hits_count(struct db *db, struct slice desk, int64_t flight_id, int64_t traveller_id,
			  struct hidden_hits *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT coalesce(sum(CASE WHEN h.state = 'open' THEN 1 ELSE 0 END), 0), "
		    "coalesce(sum(CASE WHEN h.state <> 'withdrawn' THEN 1 ELSE 0 END), 0) "
		    "FROM hit h WHERE h.list_id IN " HIDDEN
		    " AND ($2 = 0 OR h.flight_id = $2) AND ($3 = 0 OR h.traveller_id = $3)");
	db_bind_text(q, 1, or_empty(desk));
	db_bind_i64(q, 2, flight_id);
	db_bind_i64(q, 3, traveller_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = (struct hidden_hits){db_i64(q, 0), db_i64(q, 1)};
	db_reset(q);
	return rc;
}

enum rc hidden_decisions_count(struct db *db, struct slice desk, int64_t since_at, int64_t *out,
			       struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM decision x WHERE x.decided_at >= $2 "
				       "AND x.list_id IN " HIDDEN);
	db_bind_text(q, 1, or_empty(desk));
	db_bind_i64(q, 2, since_at);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = db_i64(q, 0);
	db_reset(q);
	return rc;
}
