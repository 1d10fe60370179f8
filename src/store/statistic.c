/* SPDX-License-Identifier: Apache-2.0 */
#include "store/statistic.h"

#include "store/columns.h"

enum rc statistic_add(struct db *db, const char *name, int64_t amount, int64_t at, struct err *e)
{
	if (amount == 0)
		return RC_OK;
	struct query *q = db_query(db, "INSERT INTO statistic (year, name, amount) "
				       "VALUES ($1,$2,$3) ON CONFLICT (year, name) DO UPDATE SET "
				       "amount = statistic.amount + excluded.amount");
	db_bind_i64(q, 1, date_of_instant(at).year);
	db_bind_text(q, 2, slice_of(name));
	db_bind_i64(q, 3, amount);
	return db_run(q, e);
}

enum rc statistics_read(struct db *db, struct arena *a, statistic_views *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT year, name, amount FROM statistic "
				       "ORDER BY year DESC, name");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct statistic_view *v = LIST_ADD(out, a, struct statistic_view);
		if (!v)
			break;
		v->year = db_i64(q, 0);
		v->name = column_text(q, 1, a);
		v->amount = db_i64(q, 2);
	}
	return rows_end(q, rc, a, e);
}
