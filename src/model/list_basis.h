/* SPDX-License-Identifier: Apache-2.0
 *
 * model/list_basis.h - on what a watchlist rests, how long it is fresh and used
 * and when it ends. Values only.
 */
#ifndef MODEL_LIST_BASIS_H
#define MODEL_LIST_BASIS_H

#include "base/clock.h"

struct list_basis {
	struct slice legal_basis; /* the law under which the list is kept */
	struct slice owner;       /* the authority that keeps it */
	struct slice purposes;    /* of the legal profile, with blanks between */
	/* persons-sought, persons-under-alert, objects-sought, objects-under-alert */
	struct slice subject;
	struct slice quality; /* A: verified by the owner; B: reliable; C: not verified */
	struct date dated_on; /* of the data, in UTC; absent: not on record */
	struct date ends_on;  /* from this day on it is not used any more; or absent */
	int64_t fresh_days;   /* from `dated_on`: older is marked; 0 = not told */
	int64_t used_days;    /* older is not used; 0 = not told */
};

enum list_age {
	LIST_FRESH,
	LIST_STALE,   /* older than fresh_days: each hit says so */
	LIST_OVER,    /* older than used_days, or at its end: not compared with any more */
	LIST_UNKNOWN, /* no date is on record: marked until it is imported again */
};
enum list_age list_basis_age(const struct list_basis *b, int64_t now_at);
const char *list_age_name(enum list_age a); /* "fresh", "stale", "over", "unknown" */

#endif
