/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/transfers.h - what carriers send, judged by the profile: format and protocol
 * pushes by the clock; and what is missing, late or defective,
 * told to them.
 *
 * The unit never logs in to a carrier's system: there is no code that opens a
 * connection to one, and no place where a carrier's password could be kept. A notice waits
 * for the carrier to fetch it.
 */
#ifndef FLOW_TRANSFERS_H
#define FLOW_TRANSFERS_H

#include "flow/unit.h"
#include "model/law.h"
#include "model/message.h"

struct db;

/* ---- R-011 ---- */

struct arrival_way {
	const char *channel; /* of struct ingest_source */
	bool framed;         /* in Type B frames */
};
/* Adds a finding for a format, version or protocol that the law does not list; true when the
 * law refuses such a message. What is no PAXLST or PNRGOV is answered, not judged. */
bool transfers_format(struct unit *u, struct message *m, const struct arrival_way *way,
		      struct arena *a);

/* ---- R-012, R-013 ---- */

struct pushed {
	int64_t flight_id;
	struct message *message;
	struct arena *arena; /* of its findings */
	/* Out: */
	const char *push; /* "first" ... "unknown" (0015_collection.sql); NULL: not PNR */
};
/* Says what the push is by the clock, with a finding where it is late or not scheduled.
 * Before its row is inserted, in the transaction. RC_NOMEM, RC_IO. */
enum rc transfers_judge(struct unit *u, struct db *db, struct pushed *p, struct err *e) MUST_CHECK;

/* ---- R-211 ---- */

struct told {
	int64_t message_id, flight_id; /* flight 0 = none */
	struct slice carrier;          /* whose key was used; absent: the message says */
	const struct message *message;
	const char *push;
	const char *channel; /* of struct ingest_source */
};
/* Puts a notice for the carrier about a message that is late or defective. */
enum rc transfers_tell(struct unit *u, struct db *db, const struct told *t,
		       struct err *e) MUST_CHECK;
/* The timer: notices for what did not come. `*made`: how many. RC_NOMEM, RC_IO. */
enum rc transfers_overdue(struct unit *u, unsigned *made, struct err *e) MUST_CHECK;

#endif
