/* SPDX-License-Identifier: Apache-2.0
 *
 * store/watchlist_desk.h - rows of which desks see the hits of a watchlist.
 * protect/scope.h says for whom that counts.
 */
#ifndef STORE_WATCHLIST_DESK_H
#define STORE_WATCHLIST_DESK_H

#include "base/arena.h"
#include "store/db.h"

/* The desks of a list, in order, separated by blanks; absent where it has none. */
enum rc watchlist_desks_read(struct db *db, int64_t list_id, struct arena *a, struct slice *out,
			     struct err *e) MUST_CHECK;
enum rc watchlist_desks_delete(struct db *db, int64_t list_id, struct err *e) MUST_CHECK;
enum rc watchlist_desk_insert(struct db *db, int64_t list_id, struct slice desk,
			      struct err *e) MUST_CHECK;

/* Whether there are lists that are not seen at `desk`; `list_id` 0: any, else that one. */
enum rc watchlist_hidden(struct db *db, struct slice desk, int64_t list_id, bool *hidden,
			 struct err *e) MUST_CHECK;

/* Hits on lists that are not seen at `desk`, by state; of one flight, or of one traveller,
 * or (both 0) of all. */
struct hidden_hits {
	int64_t open, all; /* all: without withdrawn ones */
};
enum rc hidden_hits_count(struct db *db, struct slice desk, int64_t flight_id, int64_t traveller_id,
			  struct hidden_hits *out, struct err *e) MUST_CHECK;
/* Decisions on such lists since then. */
enum rc hidden_decisions_count(struct db *db, struct slice desk, int64_t since_at, int64_t *out,
			       struct err *e) MUST_CHECK;

#endif
