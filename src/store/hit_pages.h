/* SPDX-License-Identifier: Apache-2.0
 *
 * store/hit_pages.h - hits and decisions as they are shown (model/view.h), and
 * the rows of deciding. Who may is review's to say. Memory from `a`.
 */
#ifndef STORE_HIT_PAGES_H
#define STORE_HIT_PAGES_H

#include "model/view.h"
#include "store/db.h"

/* Where a page of open hits goes on: the sort key of the hit before it. Flights
 * whose deadline is to come at `as_of_at` stand before those that passed. */
struct hit_place {
	int64_t as_of_at;
	int64_t passed;          /* 0, 1; -1 = from the first */
	int64_t distance;        /* deadline, or its negative where it passed */
	int64_t severity, score; /* negative: the highest first */
	int64_t id;
};

/* `*place` is where to begin, then where to go on if there are `*more`. */
enum rc hit_page_read_open(struct db *db, struct hit_place *place, unsigned limit, struct arena *a,
			   hit_views *out, bool *more, struct err *e) MUST_CHECK;
/* Decided (the latest decision first) or withdrawn ones, behind (decision_id, id);
 * both INT64_MAX = from the first. */
enum rc hit_page_read_state(struct db *db, struct slice state, int64_t decision_id, int64_t id,
			    unsigned limit, struct arena *a, hit_views *out, bool *more,
			    struct err *e) MUST_CHECK;
enum rc hit_views_of_traveller(struct db *db, int64_t traveller_id, struct arena *a, hit_views *out,
			       struct err *e) MUST_CHECK;
enum rc hit_counts_read(struct db *db, int64_t today_at, int64_t *open, int64_t *decided_today,
			struct err *e) MUST_CHECK;

/* Decisions on a list since `from_at`, by the score of their hit: how many, and how many of
 * them confirmed. Each score once, the lowest first. Hits that are kept no more do not count. */
enum rc decision_scores_read(struct db *db, int64_t list_id, int64_t from_at, struct arena *a,
			     decision_scores *out, struct err *e) MUST_CHECK;
/* Open hits of a list by score, in the same way (`confirmed` is 0). */
enum rc open_scores_read(struct db *db, int64_t list_id, struct arena *a, decision_scores *out,
			 struct err *e) MUST_CHECK;

/* What deciding a hit needs of it. */
struct hit_ties {
	int64_t id, traveller_id, flight_id, list_id, entry_id;
	struct slice reference, outcome, state, explanation;
	struct slice entry_hash; /* of the entry's state that the hit is on */
	struct slice list_source;
	int64_t decision_id; /* 0 = none */
	struct slice decided_outcome;
	int64_t severity; /* 1 low, 2 medium, 3 high */
	bool interpol;    /* the list is one of INTERPOL's, by its source or its format */
	bool on_rule;     /* it is a hit on a rule, not on a list (store/rule.h) */
	struct hit_ties *next;
};
typedef LIST(struct hit_ties) hit_ties_list;

/* RC_NOT_FOUND with code "not-found". */
enum rc hit_view_read(struct db *db, int64_t id, struct arena *a, struct hit_view *out,
		      struct err *e) MUST_CHECK;
enum rc hit_ties_read(struct db *db, int64_t id, struct arena *a, struct hit_ties *out,
		      struct err *e) MUST_CHECK;
/* Other open hits on the same state of the same entry. */
enum rc hit_ties_alike(struct db *db, const struct hit_ties *like, struct arena *a,
		       hit_ties_list *out, struct err *e) MUST_CHECK;

struct decision_row {
	int64_t id, account_id, decided_at;
	const struct hit_ties *hit;
	struct slice outcome, reason;
};
enum rc decision_insert(struct db *db, const struct decision_row *row, struct err *e) MUST_CHECK;
enum rc decision_identity_insert(struct db *db, int64_t decision_id, const unsigned char hash[32],
				 struct err *e) MUST_CHECK;
enum rc hit_set_decided(struct db *db, int64_t hit_id, int64_t decision_id,
			struct err *e) MUST_CHECK;
/* Every hit that rests on a decision rests on another one instead. */
enum rc hits_decide_anew(struct db *db, int64_t decision_id, int64_t new_id,
			 struct err *e) MUST_CHECK;
/* Decisions on any state of an entry for a person known by `hash`, the newest first. */
enum rc decision_views_of(struct db *db, int64_t list_id, struct slice reference,
			  const unsigned char hash[32], struct arena *a, struct hit_page *out,
			  struct err *e) MUST_CHECK;

#endif
