/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/scope.h - need to know: a watchlist that was given to desks is there
 * for the accounts of those desks only (docs/roles.md, Desks).
 */
#ifndef PROTECT_SCOPE_H
#define PROTECT_SCOPE_H

#include "base/arena.h"
#include "model/view.h"

struct db;
struct store;

/* What somebody sees; read it beside what is to be shown. */
struct scope {
	struct slice desk;
	bool narrow; /* there are lists that the actor does not see */
};

/* The data protection officer, the supervisory authority and the system see every list. */
enum rc scope_read(struct db *db, const struct actor *who, struct scope *out,
		   struct err *e) MUST_CHECK;

/* RC_NOT_FOUND, code "not-found", for a list that the actor does not see. */
enum rc scope_require_list(struct db *db, const struct actor *who, int64_t list_id,
			   struct err *e) MUST_CHECK;

/* Takes out what the actor does not see: hits, and their counts. */
enum rc scope_hits(struct db *db, const struct scope *s, hit_views *hits, struct err *e) MUST_CHECK;
enum rc scope_flight(struct db *db, const struct scope *s, struct flight_view *f,
		     struct err *e) MUST_CHECK;
enum rc scope_traveller(struct db *db, const struct scope *s, struct traveller_view *t,
			struct err *e) MUST_CHECK;
enum rc scope_counts(struct db *db, const struct scope *s, int64_t today_at, int64_t *open,
		     int64_t *decided_today, struct err *e) MUST_CHECK;

/* Gives a list to desks (words of `desks`; none: it is for every desk). Needs
 * MAY_LISTS_ASSIGN. RC_NOT_FOUND; RC_INVALID "bad-desk". Audited "watchlist.desks-set". */
enum rc scope_assign(struct store *s, const struct actor *by, struct slice list, struct slice desks,
		     int64_t now_at, struct err *e) MUST_CHECK;

#endif
