/* SPDX-License-Identifier: Apache-2.0
 *
 * model/booking.h - one booking of a PNRGOV push. Values as in
 * model/message.h, which says who owns them.
 */
#ifndef MODEL_BOOKING_H
#define MODEL_BOOKING_H

#include "model/traveller.h"

/* What a status code (PADIS 4405, AIRIMP) says of a flight or service: whether
 * the seats are held. */
enum hold_state {
	HOLD_NONE, /* no code */
	HOLD_CONFIRMED,
	HOLD_REQUESTED,
	HOLD_WAITLISTED,
	HOLD_CANCELLED, /* or refused: nobody holds it any more */
	HOLD_UNKNOWN,   /* a code that is not in the list; kept, with a finding */
};

struct locator {
	struct slice carrier, locator;
	struct locator *next;
};

struct segment { /* one flight of a booking's itinerary */
	struct slice carrier, number, suffix, from, to;
	struct local_time departs, arrives;
	struct slice booking_class, status;
	enum hold_state state;
	unsigned seats; /* 0 = not said */
	struct slice operating_carrier, operating_number, operating_class;
	struct slice aircraft, stops;
	struct slice kind; /* absent for air; "hotel", "car", "surface", "open" ... */
	struct slice name; /* of the hotel, the car hire company ... */
	struct place place;
	struct segment *next;
};

struct payment {
	struct slice form, amount, currency, card_vendor, card, expires, payer;
	struct slice approval; /* code of the card's issuer */
	struct slice details;  /* what stands behind it, as sent */
	struct slice ticket;   /* that it pays for */
	bool original;         /* of the ticket that this one was exchanged for */
	int traveller;
	struct place place;
	struct payment *next;
};

struct fare {
	struct slice amount, currency; /* total, or of the kind */
	struct slice kind;             /* 5025, where it is neither total nor base */
	struct slice base_amount, base_currency;
	struct slice word; /* AWARD, FREE, IT, BT in the place of an amount */
	struct slice ticket;
	int traveller;
	struct place place;
	struct fare *next;
};

struct tax {
	struct slice amount, currency, country, code;
	struct slice ticket;
	int traveller;
	struct place place;
	struct tax *next;
};

struct excess_bags {                 /* paid for */
	struct slice rate, currency; /* for each piece or unit of weight */
	unsigned pieces;             /* 0 = not said */
	int weight_tenths;           /* kg * 10; -1 = not said */
	struct slice to;             /* where the bags go */
	int traveller;
	struct place place;
	struct excess_bags *next;
};

struct service_request {
	struct slice code, text;
	struct slice carrier, status, from, to;
	enum hold_state state;
	struct slice quantity;
	struct slice characteristics; /* of a seat: 9825, blanks between */
	int traveller;
	struct place place;
	struct service_request *next;
};

struct remark {
	struct slice text;
	struct place place;
	struct remark *next;
};

struct history {
	struct slice at; /* instant text as in docs/decode.md */
	struct slice action, segment, text;
	struct agency by;
	struct place place;
	struct history *next;
};

struct booking {
	unsigned index;
	struct slice locator, carrier;
	struct slice locator_type; /* 9958: C = given at check-in, no booking was received */
	LIST(struct locator) other_locators;
	struct slice created_at, changed_at,
		ticketed_at; /* text: instants to the precision sent, or dates */
	bool cancelled;
	LIST(struct locator) split_from, split_to;
	unsigned split_travellers; /* how many went to the other booking; 0 = not said */
	int party_size;            /* -1 = not said */
	struct agency agency;
	LIST(struct segment) segments;
	LIST(struct payment) payments;
	LIST(struct fare) fares;
	LIST(struct tax) taxes;
	LIST(struct excess_bags) excess_bags;
	LIST(struct address) addresses;
	LIST(struct contact) contacts;
	LIST(struct service_request) service_requests;
	LIST(struct remark) remarks;
	LIST(struct history) history;
	struct place place;
	source_marks marks;
	struct booking *next;
};

/* Name for output. */
const char *hold_state_name(enum hold_state s); /* NULL for HOLD_NONE */
/* What a status code (4405) says; HOLD_NONE for an absent one. */
enum hold_state hold_state_of(struct slice status);

#endif
