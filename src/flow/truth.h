/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/truth.h - many pushes, one truth.
 *
 * The truth of a flight is a pure function of the set of its messages: they
 * are taken in the order in which they were prepared, whatever the order in
 * which they came. Full pushes replace, updates amend, cancellations
 * withdraw; API and PNR records of one traveller are joined with a reason.
 * Because nothing but the messages decides, every join can be undone and
 * every crash repeated.
 */
#ifndef FLOW_TRUTH_H
#define FLOW_TRUTH_H

#include "model/message.h"

struct truth_message {
	const struct message *message;
	int64_t id;        /* of its row */
	struct slice hash; /* content hash of its row */
};

enum truth_status { STATUS_LISTED, STATUS_BOARDED, STATUS_NOT_ON_BOARD, STATUS_WITHDRAWN };

enum booking_state { BOOKING_ACTIVE, BOOKING_CANCELLED, BOOKING_WITHDRAWN };

struct truth_booking {
	struct slice natural_key; /* "Z9|QX7M2P" */
	const struct booking *booking;
	const struct truth_message *from;
	enum booking_state state;
	unsigned push;       /* the last push that held it */
	unsigned travellers; /* of it on this flight */
	int64_t row_id;      /* for the writer */
	bool erased;         /* for who erases people (flow/person_rights.h) */
	struct truth_booking *next;
};

struct truth_traveller {
	const struct traveller *api, *pnr; /* at least one */
	const struct truth_message *api_from, *pnr_from;
	struct slice api_key, pnr_key;
	struct truth_booking *booking; /* of the PNR record, or NULL */
	enum truth_status status;
	const char *join_reason; /* why api and pnr are one person; NULL if not joined */
	struct truth_traveller *next;
};

struct truth {
	const struct flight *flight; /* as the latest message says */
	const struct leg *border;
	bool cancelled, closed;
	bool has_api, has_pnr;
	LIST(struct truth_booking) bookings;
	LIST(struct truth_traveller) travellers;
};

/* `messages` in order of preparation, all of one flight. Memory from `a`; the
 * messages must live as long. RC_NOMEM. */
enum rc truth_build(const struct truth_message *messages, unsigned count, struct arena *a,
		    struct truth *out, struct err *e) MUST_CHECK;

/* As they are stored and shown. */
const char *truth_status_name(enum truth_status s);
const char *booking_state_name(enum booking_state s);

#endif
