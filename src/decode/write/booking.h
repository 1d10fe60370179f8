/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/write/booking.h - private: one booking while it is written, as
 * EDIFACT or as XML.
 *
 * The model has the service requests of a booking in one list; in a message
 * they stand with the booking, with a traveller or with a flight. Where each
 * goes keeps the list's order, and lets a reader find whom it speaks of.
 */
#ifndef DECODE_WRITE_BOOKING_H
#define DECODE_WRITE_BOOKING_H

#include "decode/write/put.h"

struct placing {
	const struct message *m;
	const struct booking *b;
	const struct traveller **people; /* of the booking */
	unsigned count;
	bool *written;  /* of the service requests */
	bool osi_apart; /* OSI has no reference: IFT */
};

/* Memory from `a`; false where there is none. */
bool placing_init(struct placing *p, const struct message *m, const struct booking *b,
		  bool osi_apart, struct arena *a);

/* What refers to the traveller in this booking; absent where nothing does. */
struct slice placing_reference(const struct placing *p, const struct traveller *t);
/* The same of a service request's traveller. */
struct slice placing_request_reference(const struct placing *p, const struct service_request *r);

/* The next service request that may stand with the booking, with a traveller,
 * with a segment of its itinerary; NULL: no more. */
const struct service_request *placing_at_booking(struct placing *p);
const struct service_request *placing_at_traveller(struct placing *p, const struct traveller *t);
const struct service_request *placing_at_segment(struct placing *p, const struct segment *s);

/* Whether some service request says it already. */
bool placing_says_contact(const struct placing *p, struct arena *a, const struct contact *c);
bool placing_says_address(const struct placing *p, const struct traveller *t,
			  const struct address *a);

/* The same of OSI CTCA, for the booking. */
bool placing_osi_says_address(const struct placing *p, const struct address *a);

/* The segment of a seat; NULL where none has its ports. */
const struct segment *placing_segment_of_seat(const struct placing *p, const struct seat *s);
/* The same of a check-in. */
const struct segment *placing_segment_of_checkin(const struct placing *p, const struct check_in *c);
/* Where the traveller's check-in stands first; NULL where there is none. */
const struct segment *placing_checkin(const struct placing *p, const struct traveller *t);
bool placing_has_infant(const struct placing *p, const struct traveller *t);

#endif
