/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/pnr_records.h - the bookings of a flight, push by push. Private to flow/.
 *
 * A full push (PNRGOV MSG 22) that is complete replaces: bookings missing from
 * it are withdrawn, their data kept. A push may come in several messages, its
 * numbered parts in any order; it is complete when as many bookings came as its
 * EQN says, or all parts up to the last. An update (MSG 141) amends the
 * bookings it holds; an empty ORG cancels one, and so does a status by which
 * nobody holds its seats on the flight any more.
 */
#ifndef FLOW_PNR_RECORDS_H
#define FLOW_PNR_RECORDS_H

#include "base/map.h"
#include "flow/truth.h"

struct pnr_records {
	struct arena *arena;
	struct truth *truth; /* its bookings list is filled */
	struct map by_key;
	unsigned push; /* number of the full push being read; 0 = none yet */
	struct slice push_sender, push_prepared;
	int64_t push_declared; /* EQN: bookings of the whole push; -1 = not said */
	int64_t push_seen;
	struct slice push_reference;  /* 0068, which all its parts share */
	unsigned char part_seen[128]; /* its parts, a bit each */
	unsigned parts,
		parts_last; /* how many different ones; the number of the last, 0 = not here */
};

/* Starts without any booking; then one message after the other, in the order they were made. */
void pnr_records_init(struct pnr_records *r, struct truth *truth, struct arena *a);
void pnr_records_apply(struct pnr_records *r, const struct truth_message *from);

/* One key a traveller of a booking, stable from push to push: the booking's
 * key, the name, and which of several of that name. */
struct slice pnr_traveller_key(struct arena *a, struct map *seen, const struct truth_booking *b,
			       const struct traveller *t);

#endif
