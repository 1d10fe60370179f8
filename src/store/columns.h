/* SPDX-License-Identifier: Apache-2.0
 *
 * store/columns.h - the model's values in and out of rows.
 */
#ifndef STORE_COLUMNS_H
#define STORE_COLUMNS_H

#include "base/arena.h"
#include "base/clock.h"
#include "store/db.h"

struct slice column_text(const struct query *q, int column, struct arena *a); /* a copy in `a` */
struct date column_date(const struct query *q, int column); /* YYYY-MM-DD; else absent */
void bind_date(struct query *q, int n, struct date d);      /* absent becomes NULL */
void bind_local_time(struct query *q, int n, struct local_time t);

/* Ends a loop over rows that stopped with `rc`: resets the query and gives
 * RC_OK at the natural end, RC_NOMEM when the arena filled up, else the failure. */
enum rc rows_end(struct query *q, enum rc rc, const struct arena *a, struct err *e) MUST_CHECK;
/* The same for one row: RC_NOT_FOUND where there was none. */
enum rc row_end(struct query *q, enum rc rc, const struct arena *a, struct err *e) MUST_CHECK;

#endif
