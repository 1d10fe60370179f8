/* SPDX-License-Identifier: Apache-2.0 */
#include "store/minimised.h"

#include "store/columns.h"

enum rc minimised_add(struct db *db, const struct minimised_key *key, int64_t count, struct err *e)
{
	struct query *q = db_query(
		db,
		"INSERT INTO minimised (day, carrier, code, why, count) VALUES ($1,$2,$3,$4,$5) "
		"ON CONFLICT (day, carrier, code) DO UPDATE SET count = minimised.count + "
		"excluded.count");
	db_bind_text(q, 1, key->day);
	db_bind_text(q, 2, slice_present(key->carrier) ? key->carrier : SLICE("?"));
	db_bind_text(q, 3, key->code);
	db_bind_text(q, 4, key->why);
	db_bind_i64(q, 5, count);
	return db_run(q, e);
}

enum rc minimised_views_read(struct db *db, struct slice from, struct slice to, struct arena *a,
			     minimised_views *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT carrier, code, min(why), sum(count) FROM minimised WHERE day >= $1 AND "
		    "day <= $2 GROUP BY carrier, code ORDER BY sum(count) DESC, carrier, code "
		    "LIMIT 1000");
	db_bind_text(q, 1, from);
	db_bind_text(q, 2, to);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct minimised_view *v = LIST_ADD(out, a, struct minimised_view);
		if (!v)
			break;
		v->carrier = column_text(q, 0, a);
		v->code = column_text(q, 1, a);
		v->why = column_text(q, 2, a);
		v->count = db_i64(q, 3);
	}
	return rows_end(q, rc, a, e);
}
