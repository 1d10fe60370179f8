/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/refresh.h - brings the rows of flights in line with their messages, and
 * their hits in line with the lists. Private to flow/.
 *
 * Doing it twice changes nothing; rows that say the same already are left alone.
 * Of several flights at once, what is known of each is read by the caller's thread,
 * truth and matches are worked out on all cores, and the caller's thread writes.
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

/* A stored message that is in memory as it would be read again. */
struct fresh_message {
	int64_t id;
	const struct message *message;
	struct fresh_message *next;
};

struct flight_refresh {
	int64_t id;
	struct slice natural_key;
	LIST(struct fresh_message) fresh; /* may be empty */
	unsigned *hits;                   /* new ones are added here; or NULL */
	struct flight_refresh *next;
};
typedef LIST(struct flight_refresh) flight_refreshes;

/* Rows in the clear follow the messages in the clear; what is masked is left alone.
 * RC_NOMEM, RC_IO, RC_CORRUPT (a stored message can not be read again). */
enum rc refresh_flights(struct refresh *r, const flight_refreshes *flights,
			struct err *e) MUST_CHECK;

/* The same of one, on this thread. `a` is used up and may be reset afterwards. */
enum rc refresh_flight(struct refresh *r, int64_t flight_id, struct slice natural_key,
		       struct arena *a, struct err *e) MUST_CHECK;

#endif
