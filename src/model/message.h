/* SPDX-License-Identifier: Apache-2.0
 *
 * model/message.h - a carrier's message as read: the words of travel.
 *
 * Values only. All memory belongs to the arena that the message was decoded
 * into; slices are UTF-8 and live as long as it does. Absent values are
 * {NULL,0}, zero counts, a date with year 0, or the enum's NONE.
 * Field meanings follow docs/decode.md (the output of `piu decode`).
 *
 * Every record says where it was read (`struct place`), so that a reviewer
 * can see the message text beside it.
 */
#ifndef MODEL_MESSAGE_H
#define MODEL_MESSAGE_H

#include "base/clock.h"
#include "model/finding.h"

/* Where something was read. Segment 1 is UNH; 0 = unknown. `offset` counts
 * bytes from the start of the input given to the decoder, of which there are
 * fewer than 4 GB. Small, because every record has one. */
struct place {
	uint32_t segment;
	uint32_t offset;
	uint32_t length; /* with its terminator */
};

static inline struct place place_make(unsigned segment, size_t offset, size_t length)
{
	return (struct place){segment, (uint32_t)offset, (uint32_t)length};
}

enum message_type {
	MESSAGE_UNKNOWN,
	MESSAGE_PAXLST,
	MESSAGE_CUSRES,
	MESSAGE_PNRGOV,
	MESSAGE_ACKRES,
	MESSAGE_GOVREQ,
	MESSAGE_CONTRL,
	MESSAGE_PNRGOV_XML,
};

/* PAXLST functions by BGM 1001/1004 (standards: WCO/IATA/ICAO PAXLST guide,
 * BGM); PNRGOV by MSG 1225. Names for output come from message_function_name. */
enum message_function {
	FUNCTION_NONE,
	FUNCTION_PASSENGERS,         /* 745 */
	FUNCTION_CREW,               /* 250 */
	FUNCTION_CHANGE,             /* 745+CP */
	FUNCTION_CANCEL,             /* 745+XR */
	FUNCTION_REDUCE,             /* 745+RP */
	FUNCTION_CLOSE,              /* 266+CL */
	FUNCTION_CLOSE_NOT_ON_BOARD, /* 266+CLNB */
	FUNCTION_CLOSE_ON_BOARD,     /* 266+CLOB */
	FUNCTION_CANCEL_FLIGHT,      /* 266+XF */
	FUNCTION_CHANGE_FLIGHT,      /* 266+CF */
	FUNCTION_CREW_CHANGE,        /* 250+CC, BC, EC, FC */
	FUNCTION_MASTER_CREW,        /* 336 */
	FUNCTION_GATE_PASS,          /* 655 */
	FUNCTION_FULL,               /* PNRGOV 22 */
	FUNCTION_UPDATE,             /* PNRGOV 141 */
	FUNCTION_OTHER,              /* kept, with a finding */
};

enum traveller_kind {
	KIND_PASSENGER,
	KIND_CREW,
	KIND_TRANSIT,
	KIND_TRANSIT_CREW,
	KIND_NOT_ON_BOARD,
	KIND_OTHER,
};

enum traveller_role { ROLE_NONE, ROLE_ADULT, ROLE_CHILD, ROLE_INFANT, ROLE_UNACCOMPANIED_MINOR };

enum tristate { UNKNOWN = 0, YES = 1, NO = 2 };

/* Which part of a traveller or booking a segment filled, for highlighting. */
struct source_mark {
	const char *path; /* static or arena; "family", "birth_date", "documents.0", "seats.1" ... */
	struct source_mark *next;
	uint32_t segment; /* as in struct place */
};
typedef LIST(struct source_mark) source_marks;

struct leg {
	struct slice from, to; /* IATA 3 letters or UN/LOCODE 5 letters, as sent */
	struct local_time departs, arrives;
	bool border; /* the leg that crosses the border (LOC 125 to 87, or the PNRGOV level-0 TVL) */
	struct place place;
	struct leg *next;
};

struct flight {
	struct slice carrier, number, suffix; /* number without leading zeros */
	struct slice operating_carrier, operating_number;
	struct slice vessel; /* ship's name, by sea */
	LIST(struct leg) legs;
	struct place place;
	struct flight *next;
};

struct document {
	struct slice type, number, issuer; /* issuer alpha-3 or ICAO 9303 code */
	struct date expires, issued;
	struct slice issued_at;
	struct slice holder_family,
		holder_given; /* only where they disagree with the traveller's */
	struct place place;
	struct document *next;
};

struct address {
	struct slice use; /* destination, residence, contact, home, birth, billing, emergency */
	struct slice street, city, region, postcode, country;
	int traveller; /* index in the message's travellers, -1 = whole booking */
	struct place place;
	struct address *next;
};

struct contact {
	struct slice type, value; /* telephone, email, fax */
	int traveller;            /* as above */
	struct place place;
	struct contact *next;
};

struct seat {
	struct slice seat, from, to;
	const char *source; /* booked, boarded, api */
	struct place place;
	struct seat *next;
};

struct bag_tag {
	struct slice tag;
	struct place place;
	struct bag_tag *next;
};

struct frequent_flyer {
	struct slice carrier, number, tier;
	struct place place;
	struct frequent_flyer *next;
};

struct ticket {
	struct slice number, type;
	struct place place;
	struct ticket *next;
};

struct traveller {
	unsigned index; /* in the message's list, from 0 */
	enum traveller_kind kind;
	enum traveller_role role;
	struct slice family, given, middle, title;
	struct slice sex; /* M F U X as sent */
	struct date birth_date;
	struct slice birth_country, birth_city, birth_region;
	struct slice nationality, residence;
	struct slice embark, disembark, first_port;
	struct slice reference, locator;
	struct slice crew_status; /* EMP 9005: CR1 .. CR5 */
	enum tristate verified;   /* GEI 173 yes, 174 no */
	enum tristate boarded;    /* a boarding record says so (PNRGOV check-in, CLOB) */
	LIST(struct address) addresses;
	LIST(struct contact) contacts;
	LIST(struct document) documents;
	LIST(struct seat) seats;
	int bag_count;         /* -1 = not said */
	int bag_weight_tenths; /* kg * 10; -1 = not said */
	LIST(struct bag_tag) bag_tags;
	LIST(struct frequent_flyer) frequent_flyer;
	LIST(struct ticket) tickets;
	int infant_of;      /* index of the adult, -1 = not an accompanied infant */
	int booking;        /* index in bookings, -1 = PAXLST */
	struct place place; /* from the first to the last segment that speaks of this traveller */
	source_marks marks;
	struct traveller *next;
};

struct locator {
	struct slice carrier, locator;
	struct locator *next;
};

struct agency {
	struct slice name, iata, city, country;
	struct slice agent;        /* 9972 type of originator: A airline, T travel agent */
	struct slice system, sign; /* reservation system or airline; the agent's own sign */
};

struct segment { /* one flight of a booking's itinerary */
	struct slice carrier, number, suffix, from, to;
	struct local_time departs, arrives;
	struct slice booking_class, status;
	struct slice operating_carrier, operating_number;
	struct slice kind; /* absent for air; "hotel", "car", "surface", "open" ... */
	struct slice name; /* of the hotel, the car hire company ... */
	struct place place;
	struct segment *next;
};

struct payment {
	struct slice form, amount, currency, card_vendor, card, expires, payer;
	int traveller;
	struct place place;
	struct payment *next;
};

struct fare {
	struct slice amount, currency;
	int traveller;
	struct place place;
	struct fare *next;
};

struct service_request {
	struct slice code, text;
	struct slice carrier, status, from, to;
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
	struct place place;
	struct history *next;
};

struct booking {
	unsigned index;
	struct slice locator, carrier;
	LIST(struct locator) other_locators;
	struct slice created_at, changed_at,
		ticketed_at; /* text: instants to the precision sent, or dates */
	bool cancelled;
	LIST(struct locator) split_from, split_to;
	int party_size; /* -1 = not said */
	struct agency agency;
	LIST(struct segment) segments;
	LIST(struct payment) payments;
	LIST(struct fare) fares;
	LIST(struct address) addresses;
	LIST(struct contact) contacts;
	LIST(struct service_request) service_requests;
	LIST(struct remark) remarks;
	LIST(struct history) history;
	struct place place;
	source_marks marks;
	struct booking *next;
};

struct removed {
	struct slice code; /* what was erased, by code: "AVML", "card-number" */
	unsigned count;
	const char *why; /* "sensitive", "card-number" */
	struct removed *next;
};

struct reporter {
	struct slice name, telephone, fax, email;
};

struct declared { /* -1 = not claimed */
	int64_t passengers, crew, bookings, segments;
};

struct message {
	enum message_type type;
	struct slice version; /* "D:05B", "13:1" */
	enum message_function function;
	struct slice function_code; /* as sent, for FUNCTION_OTHER */
	struct slice sender, recipient;
	struct local_time prepared_at; /* UNB, as sent, no zone */
	struct slice interchange_ref, message_ref, business_ref;
	int part; /* 0 = S010 absent */
	bool last_part;
	bool test; /* UNB 0035: never mixed with live data */
	struct reporter reporter;
	LIST(struct flight) flights;
	LIST(struct traveller) travellers;
	LIST(struct booking) bookings;
	struct declared declared;
	LIST(struct removed) removed;
	finding_list findings;
	bool unreadable;       /* nothing could be read: quarantine; there is an error finding */
	struct place place;    /* UNH..UNT (or what is there of it) in the input */
	struct place envelope; /* its UNB in the input; length 0 where there is none */
	struct slice una;      /* "UNA:+.? '" as in force, 9 bytes */
};

const char *message_type_name(enum message_type t);
const char *message_function_name(enum message_function f);
const char *traveller_kind_name(enum traveller_kind k);
const char *traveller_role_name(enum traveller_role r); /* NULL for ROLE_NONE */

/* The leg that makes the flight reportable (border leg, else the first), or NULL. */
const struct leg *message_border_leg(const struct message *m, const struct flight **flight);

/* Counts one erased item by code; text of `code` must outlive the message. */
void message_removed(struct message *m, struct arena *a, struct slice code, const char *why);

#endif
