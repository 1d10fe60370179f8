/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/person_changes.h - what people's rights changed in a flight, put on its truth
 * (flow/person_rights.h). Private to flow/.
 */
#ifndef FLOW_PERSON_CHANGES_H
#define FLOW_PERSON_CHANGES_H

#include "store/rights.h"

struct unit;
struct truth;

/* What people's rights changed in a flight; memory of the arena it was read into. */
struct person_changes {
	struct unit *unit;
	int64_t flight_id;
	rights_changes all;
};
enum rc person_changes_read(struct unit *u, struct db *db, int64_t flight_id, struct arena *a,
			    struct person_changes *out, struct err *e) MUST_CHECK;
/* Puts them on the flight's truth. Any thread. Memory from `a`. */
enum rc person_changes_put(const struct person_changes *changes, struct truth *truth,
			   struct arena *a, struct err *e) MUST_CHECK;

/* Whether processing of a traveller is restricted. */
struct traveller_row;
bool person_changes_restrict(const struct person_changes *changes, const struct traveller_row *row);

#endif
