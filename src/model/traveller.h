/* SPDX-License-Identifier: Apache-2.0
 *
 * model/traveller.h - one traveller of a message, with all that is said of one.
 * Values as in model/message.h, which says who owns them.
 */
#ifndef MODEL_TRAVELLER_H
#define MODEL_TRAVELLER_H

#include "base/clock.h"
#include "model/list.h"

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
	struct slice use;         /* home, business, mobile, agency, emergency; absent = not said */
	int traveller;            /* as above */
	struct place place;
	struct contact *next;
};

struct seat {
	struct slice seat, from, to;
	struct slice cabin;           /* as the carrier names it */
	struct slice characteristics; /* 9825, blanks between: W window, A aisle ... */
	const char *source;           /* booked, boarded, api */
	struct place place;
	struct seat *next;
};

struct bag_tag {
	struct slice tag;
	struct place place;
	struct bag_tag *next;
};

struct bag_entry { /* tags in sequence that go to one place */
	struct slice carrier, tag, to;
	unsigned count;
	struct slice carrier_number;            /* 9996 */
	struct slice indicator, characteristic; /* 7365, 7081 */
	struct slice request;                   /* a special service request about it */
	struct slice measure, unit, text;       /* as sent */
	struct place place;
	struct bag_entry *next;
};

struct frequent_flyer {
	struct slice carrier, number, tier;
	struct place place;
	struct frequent_flyer *next;
};

struct ticket {
	struct slice number, type; /* without number: travels without a ticket */
	struct slice coupon;
	struct slice issued_at;      /* instant or date */
	struct slice restriction;    /* PTK C664: NR not refundable ... */
	struct slice deadline;       /* by when it must be issued: instant or date */
	struct slice carrier;        /* that validates it */
	struct slice carrier_number; /* its number in ticket numbers */
	struct slice sold_in;
	struct place place;
	struct ticket *next;
};

struct agency {
	struct slice name, iata, city, country;
	struct slice agent;        /* 9972 type of originator: A airline, T travel agent */
	struct slice system, sign; /* reservation system or airline; the agent's own sign */
	struct slice office;       /* 9902 the agency within that system */
	struct slice currency, language;
};

struct check_in {
	struct slice at;     /* instant or date */
	struct slice number; /* boarding or sequence number */
	struct slice from, to;
	struct slice text;
	struct agency by;
	struct place place;
	struct check_in *next;
};

struct fare_basis {
	struct slice code;
	struct fare_basis *next;
};

struct fare_info { /* PNRGOV FAR */
	struct slice type, age;
	struct slice discount_type, discount_percent, discount_class;
	struct slice country, designator;
	LIST(struct fare_basis) basis;
	struct place place;
	struct fare_info *next;
};

struct reference {
	struct slice type, value; /* 1153 as sent */
	struct place place;
	struct reference *next;
};

struct other_value { /* what the standard has and the model no name for */
	struct slice segment, code, value;
	struct place place;
	struct other_value *next;
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
	struct slice rank;        /* EMP 9009: of a ship's crew */
	enum tristate verified;   /* GEI 173 yes, 174 no */
	enum tristate boarded;    /* a boarding record says so (PNRGOV check-in, CLOB) */
	LIST(struct address) addresses;
	LIST(struct contact) contacts;
	LIST(struct document) documents;
	LIST(struct seat) seats;
	int bag_count;         /* -1 = not said */
	int bag_weight_tenths; /* kg * 10; -1 = not said */
	LIST(struct bag_tag) bag_tags;
	LIST(struct bag_entry) bag_entries;
	struct slice bag_pool;        /* "head" or "member" of bags checked in together */
	struct slice bag_pool_ticket; /* of the head */
	LIST(struct frequent_flyer) frequent_flyer;
	LIST(struct ticket) tickets;
	LIST(struct fare_info) fare_info;
	LIST(struct check_in) check_ins;
	LIST(struct reference) references;
	LIST(struct other_value) others;
	int infant_of;      /* index of the adult, -1 = not an accompanied infant */
	int booking;        /* index in bookings, -1 = PAXLST */
	struct place place; /* from the first to the last segment that speaks of this traveller */
	source_marks marks;
	struct traveller *next;
};

/* Names for output. */
const char *traveller_kind_name(enum traveller_kind k);
const char *traveller_role_name(enum traveller_role r); /* NULL for ROLE_NONE */

#endif
