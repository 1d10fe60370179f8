/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/refresh.h - brings the rows of one flight in line with its messages, and
 * its hits in line with the lists. Private to flow/.
 *
 * Doing it twice changes nothing; rows that say the same already are left alone.
 */
#ifndef FLOW_REFRESH_H
#define FLOW_REFRESH_H

#include "flow/screening.h"
#include "store/travel.h"

struct refresh {
	struct unit *unit;
	struct db *db;           /* inside a write transaction; when `dry`, a reader will do */
	struct screening *lists; /* NULL: rows only */
	bool rescreen;           /* also travellers that did not change: the lists did */
	bool dry;                /* count what would be written; write nothing */
	unsigned written;        /* rows written, merged or deleted (dry: would be) */
};

/* The truth of what a flight has in the clear. `*last` is the last message in order of
 * preparation, NULL where there is none. Memory of `a`. Fails as below. */
enum rc refresh_truth(struct db *db, int64_t flight_id, struct arena *a, struct truth *out,
		      const struct message **last, unsigned *count, struct err *e) MUST_CHECK;

/* Rows in the clear follow the messages in the clear; what is masked is left alone.
 * `a` is used up and may be reset afterwards. RC_NOMEM, RC_IO, RC_CORRUPT (a
 * stored message can not be read again). */
enum rc refresh_flight(struct refresh *r, int64_t flight_id, struct slice natural_key,
		       struct arena *a, struct err *e) MUST_CHECK;

#endif
