/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/screening.h - travellers of the store against the index in force, and
 * the hits that follow. Private to flow/.
 */
#ifndef FLOW_SCREENING_H
#define FLOW_SCREENING_H

#include "flow/rules_in_force.h"
#include "flow/truth.h"
#include "flow/unit_parts.h"
#include "screen/screen.h"
#include "store/hit.h"
#include "store/travel.h"
#include "store/watchlist.h"

struct screening {
	struct unit *unit;
	struct db *db; /* inside a write transaction */
	struct index_ref *index;
	struct rules_ref *rules;
	watchlists lists;
	bool current;                      /* all flights to come met this index already */
	unsigned hits_new, hits_withdrawn; /* counted */
	unsigned hits_changed;             /* any change of any hit */
};

/* Borrows the index and the rules in force and reads the lists' names and severities; memory
 * from `a`, which must live as long. To be released also where this fails. */
enum rc screening_init(struct screening *s, struct unit *u, struct db *db, struct arena *a,
		       struct err *e) MUST_CHECK;
void screening_release(struct screening *s);

/* That all flights to come met the lists as they are on the day of `now_at`: whoever did
 * not change since need not meet them again. Written where they did (flow/lists.h). */
enum rc screening_note_day(struct db *db, int64_t now_at, struct err *e) MUST_CHECK;
/* The day that was noted last; absent where none was. */
enum rc screening_day(struct db *db, struct date *out, struct err *e) MUST_CHECK;

/* Compares one traveller (a row, and what API and PNR call him or her) with all lists.
 * Needs no database: any thread. Memory from `a`. */
void screening_match(const struct screening *s, const struct traveller_row *row,
		     const struct truth_traveller *t, struct arena *a, screen_matches *out);

/* What one traveller met. NULL: not met now; hits of that kind stay as they are. */
struct met {
	const screen_matches *lists;
	const rule_results *rules;
	bool is_new; /* the row was not there before, and has no hits */
};

/* What a traveller whose row is written met becomes hits: decided already where the same
 * person and state of the entry were, else open. A hit that no longer
 * holds is withdrawn, and one that a rejected or undecided reviewer saw with
 * weaker evidence opens again. */
enum rc screening_put(struct screening *s, const struct traveller_row *row, const struct met *met,
		      struct arena *a, struct err *e) MUST_CHECK;

#endif
