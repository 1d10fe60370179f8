/* SPDX-License-Identifier: Apache-2.0
 *
 * simulate/simulate.h - invented carriers send invented messages about invented
 * people to the demonstration State of Utopia (country UTO).
 *
 * For each flight the passenger records are pushed at -48 h, -24 h and closure,
 * with an update between; then come the crew list, the passenger list and the
 * close-out. Messages are as good and as bad as the plan's rates say. The same
 * plan gives the same bytes on any machine. Pure: no I/O, no clock.
 * What is in the messages: docs/simulate.md.
 */
#ifndef SIMULATE_SIMULATE_H
#define SIMULATE_SIMULATE_H

#include "base/buf.h"
#include "base/clock.h"

#define SIMULATE_FLIGHTS_MAX 1000000
#define SIMULATE_SEATS_MAX 500
#define SIMULATE_INTERESTS_MAX 160

/* Each in thousandths of what it applies to. */
struct simulate_rates {
	unsigned missing_birth_date; /* travellers, in both kinds of message */
	unsigned no_documents;       /* bookings without SSR DOCS */
	unsigned title_apart;        /* travellers whose title is not glued to the given name */
	unsigned sensitive_request;  /* travellers with a meal or assistance code */
	unsigned open_card;          /* card payments with the whole (test) number */
	unsigned cancelled_booking;  /* bookings */
	unsigned no_show;            /* travellers */
	unsigned cancelled_flight;   /* flights */
	unsigned wrong_count;        /* messages whose UNT or CNT is wrong */
	unsigned damaged;            /* messages with a damaged segment */
	unsigned repeated;           /* messages sent twice */
	unsigned two_parts;          /* pushes and passenger lists in two messages */
};

struct simulate_plan {
	uint64_t seed;
	unsigned flights;                 /* 1 to SIMULATE_FLIGHTS_MAX */
	int64_t from_at;                  /* departures lie in [from_at, from_at + spread) */
	int64_t spread;                   /* microseconds, at least an hour */
	unsigned seats_least, seats_most; /* of an aircraft, 10 to SIMULATE_SEATS_MAX */
	unsigned interests;               /* persons of interest, at most SIMULATE_INTERESTS_MAX */
	struct simulate_rates rates;
};

/* A realistic plan: 20 to 180 seats, about 200 flights a day, usual errors. */
struct simulate_plan simulate_plan_default(uint64_t seed, unsigned flights, int64_t from_at);

struct simulate_message {
	const char *name;    /* file name, such as "Z90418-2026-11-25-pnr-48h.edi" */
	const char *carrier; /* two characters */
	int64_t send_at;     /* a whole minute; also the time in its UNB */
	struct slice bytes;
	unsigned travellers; /* in it (not the withdrawn ones) */
	unsigned bookings;
	bool damaged; /* a segment of it can not be read */
};

struct simulation;

/* RC_INVALID: the plan is outside its limits; RC_NOMEM. */
enum rc simulate_begin(const struct simulate_plan *plan, struct simulation **out,
		       struct err *e) MUST_CHECK;

/* The next message, in the order of sending. What `out` points at lives until
 * the next call. RC_END: no more. */
enum rc simulate_next(struct simulation *s, struct simulate_message *out, struct err *e) MUST_CHECK;

void simulate_end(struct simulation *s); /* NULL is fine */

/* Watchlists (CSV, docs/watchlists.md) whose entries some of the travellers
 * meet: of persons, and of lost and stolen documents. RC_NOMEM. */
enum rc simulate_lists(const struct simulate_plan *plan, struct buf *persons, struct buf *documents,
		       struct err *e) MUST_CHECK;

struct simulate_carrier {
	const char *code, *name;
};
/* The invented carriers; ends with a NULL code. */
const struct simulate_carrier *simulate_carriers(void);

/* The airports that stand for Utopia's, separated by blanks (real codes, so
 * that their time zone is known). */
extern const char simulate_home_airports[];

#endif
