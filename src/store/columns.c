/* SPDX-License-Identifier: Apache-2.0 */
#include "store/columns.h"

struct slice column_text(const struct query *q, int column, struct arena *a)
{
	return arena_copy(a, db_text(q, column));
}

struct date column_date(const struct query *q, int column)
{
	struct date d;
	return date_parse(db_text(q, column), &d) ? d : (struct date){0};
}

void bind_date(struct query *q, int n, struct date d)
{
	char text[DATE_TEXT];
	if (!date_present(d)) {
		db_bind_null(q, n);
		return;
	}
	date_write(d, text);
	db_bind_text(q, n, slice_of(text));
}

void bind_local_time(struct query *q, int n, struct local_time t)
{
	char text[LOCAL_TIME_TEXT];
	if (!local_time_present(t)) {
		db_bind_null(q, n);
		return;
	}
	local_time_write(t, text);
	db_bind_text(q, n, slice_of(text));
}

enum rc rows_end(struct query *q, enum rc rc, const struct arena *a, struct err *e)
{
	db_reset(q);
	if (arena_failed(a))
		return err_set(e, RC_NOMEM, "more rows than this work may hold in memory");
	return rc == RC_END ? RC_OK : rc;
}

enum rc row_end(struct query *q, enum rc rc, const struct arena *a, struct err *e)
{
	db_reset(q);
	if (arena_failed(a))
		return err_set(e, RC_NOMEM, "a row is larger than this work may hold in memory");
	return rc == RC_END ? RC_NOT_FOUND : rc;
}
