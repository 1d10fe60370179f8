/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/person_rights.h - what a person's rights change in what is held of him or her
 * erased, restricted, or put right.
 *
 * The truth of a flight is built anew from its messages whenever one more comes. So a
 * change is kept by the flight and by keyed hashes of who it is, and put on again each
 * time: a later push of the carrier brings back neither the person nor the mistake.
 */
#ifndef FLOW_PERSON_RIGHTS_H
#define FLOW_PERSON_RIGHTS_H

#include "base/arena.h"
#include "store/rights.h"

#include <stdint.h>

struct unit;
struct truth;

struct person_change {
	int64_t request_id, traveller_id;
	struct slice
		field; /* "erased", "restricted"; family given middle birth_date sex nationality */
	struct slice content; /* what the field is to be; absent for the first two */
};

/* Whether a field can be put right. */
bool person_field_known(struct slice field);

/* Records the change and brings the flight's rows and hits in line with it, inside a
 * write transaction. RC_NOT_FOUND where the traveller is not there any more. */
enum rc person_change(struct unit *u, struct db *db, const struct person_change *c, struct arena *a,
		      struct err *e) MUST_CHECK;

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

/* Whether processing of a traveller of the flight is restricted. */
struct traveller_view;
enum rc person_restricted(struct unit *u, struct db *db, int64_t flight_id,
			  const struct traveller_view *t, struct arena *a, bool *restricted,
			  struct err *e) MUST_CHECK;

#endif
