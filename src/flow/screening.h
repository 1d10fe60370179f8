/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/screening.h - travellers of the store against the index in force, and
 * the hits that follow. Private to flow/.
 */
#ifndef FLOW_SCREENING_H
#define FLOW_SCREENING_H

#include "flow/truth.h"
#include "flow/unit_parts.h"
#include "store/hit.h"
#include "store/travel.h"
#include "store/watchlist.h"

struct screening {
	struct unit *unit;
	struct db *db; /* inside a write transaction */
	const struct screen_index *index;
	watchlists lists;
	unsigned hits_new, hits_withdrawn; /* counted */
	unsigned hits_changed;             /* any change of any hit */
};

/* Reads the lists' names and severities; memory from `a`, which must live as long. */
enum rc screening_init(struct screening *s, struct unit *u, struct db *db,
		       const struct screen_index *index, struct arena *a, struct err *e) MUST_CHECK;

/* Compares one traveller (row written, id set; what API and PNR call him or
 * her) with all lists. New matches become hits: decided already where the same
 * person and state of the entry were, else open. A hit that no longer
 * holds is withdrawn, and one that a rejected or undecided reviewer saw with
 * weaker evidence opens again. */
enum rc screening_traveller(struct screening *s, const struct traveller_row *row,
			    const struct truth_traveller *t, struct arena *a,
			    struct err *e) MUST_CHECK;

#endif
