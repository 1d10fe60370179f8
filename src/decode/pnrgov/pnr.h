/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/pnrgov/pnr.h - private: one PNRGOV message while it is read
 * (IATA PADIS PNRGOV implementation guides 10.1 to 21.1, one grammar for all).
 *
 * pnrgov.c walks the segments and knows the groups; it calls one small
 * function for each segment. What needs the whole booking (who a special
 * service request speaks of, whose infant is whose) waits for its end.
 */
#ifndef DECODE_PNRGOV_PNR_H
#define DECODE_PNRGOV_PNR_H

#include "base/map.h"
#include "decode/reader.h"
#include "decode/values.h"

/* Of one traveller or booking: what is beyond is left out with a finding. */
#define PNR_RECORDS_MAX 200 /* lists that are searched when something is added */
#define PNR_LIST_MAX 9999   /* the longest repetition that the guides know (ABI) */
#define PNR_BAG_TAGS_MAX 1000
#define PNR_BAG_SEQUENCES_MAX 100000 /* tags of a message that are given by their number only */
#define PNR_NAMESAKES_MAX 100        /* travellers of one family name that are compared */
#define PNR_VALUE_MAX 300  /* bytes of a value that is no free text; the guides: 70 characters */
#define PNR_NUMBER_MAX 100 /* of a number or reference; the guides: 35 */
#define PNR_SHARING_MAX 99 /* travellers of one special service request with a text */

/* Fewest digits of a card number within a text: where long numbers of another
 * kind (tickets, telephones, documents) have their place it takes more. */
#define CARD_IN_FREE_TEXT 13
#define CARD_AMONG_NUMBERS 15
#define CARD_AMONG_DOCUMENTS 16
#define CARD_NEVER 20 /* frequent flyer numbers have the form of card numbers */

/* Where in the message: the innermost group that is open. */
enum group {
	GROUP_MESSAGE,   /* level 0 */
	GROUP_BOOKING,   /* GR.1 SRC */
	GROUP_TRAVELLER, /* GR.2 TIF */
	GROUP_TICKET,    /* GR.3 TKT */
	GROUP_PAYMENT,   /* GR.4 FOP */
	GROUP_SEGMENT,   /* GR.5 TVL */
	GROUP_CHECKIN,   /* GR.6 DAT */
	GROUP_BOARDING,  /* GR.7 TRI */
	GROUP_SPLIT,     /* GR.8 EQN */
	GROUP_SERVICE,   /* GR.9 MSG: not a flight */
	GROUP_HISTORY,   /* GR.10 ABI */
	GROUP_CHANGE,    /* GR.11 SAC */
	GROUP_CHANGED,   /* GR.12 TVL */
};

/* A traveller while the booking is read. */
struct person {
	struct traveller *t;
	struct slice reference;  /* TIF 9944: what SSR and TRI refer to */
	bool with_infant;        /* TIF 9946 */
	unsigned infants;        /* that were found to be this person's */
	struct person *infant;   /* the last of them */
	struct person *namesake; /* the next one of the same family name */
	struct person *next;
};

struct reading;

/* A special service request until the booking's end, when all travellers are known. */
struct service {
	struct service_request *request;
	const struct reading *reading; /* what its code is read by; NULL: nothing */
	struct slice reference;        /* 9944 */
	struct slice seat;             /* 9960 */
	struct slice from, to;         /* its own ports, else those of the segment it stands at */
	struct person *scope;          /* it stands in this traveller's group */
	struct person *person;         /* the answer */
	struct place place;
	bool reference_unknown; /* then `person` may be the adult of an infant "1.1" */
	struct service *next;
};

struct pnr {
	struct edi_reader *r;
	struct message *m;
	struct date date; /* the message's */
	enum group group;
	uint64_t sequenced; /* bag tags that were given by their number only */
	struct slice operating, marketing, pusher; /* carriers of the leg; who sends */

	/* The booking. */
	struct booking *b;
	LIST(struct person) people;
	LIST(struct service) services;
	struct map by_reference, by_family;
	struct person *indexed, *named; /* the last ones in them */
	unsigned groups_of_travellers;  /* group names instead of persons */
	int seats_held;                 /* the highest RPI quantity */
	bool originator_seen;           /* an ORG stands here */
	bool originator_said;           /* and says something */
	bool limit_reported;
	unsigned reported; /* the last segment of whose references one is unknown */

	/* What the current groups have opened. */
	struct person *person;       /* GR.2 */
	struct check_in transaction; /* GR.6: what its DAT, ORG and TRI say */
	struct person *checked;      /* GR.7 */
	bool checked_named;          /* a TIF said so */
	struct check_in *check_in;   /* of `checked`, once it is kept */
	struct segment *segment;     /* GR.5, GR.9 */
	struct ticket *ticket;       /* GR.3 */
	struct payment *payment;     /* GR.4: the first of the FOP */
	struct slice currency;       /* of the last MON */
	struct slice service_kind;   /* GR.9 */
	struct slice history_at;
	struct agency history_by;
	struct history *history;
	const char *change; /* add, cancel, change */
};

/* Which rule applies to a tag in a group, found once and remembered. */
struct rule;
#define RULE_MEMO 128
struct rule_memo {
	uint32_t key[RULE_MEMO];
	const struct rule *rule[RULE_MEMO];
};

/* ---- push.c: level 0 ---- */
void push_msg(struct pnr *p);
void push_org(struct pnr *p);
void push_tvl(struct pnr *p);
void push_eqn(struct pnr *p);
void push_end(struct pnr *p);

/* ---- text.c: values of the current segment ---- */
/* Component as text, cut where it is far too long; absent when it was erased
 * (only the letter X). */
struct slice pnr_text_of(struct pnr *p, struct slice s); /* of a text that may be so */
static inline struct slice pnr_text(struct pnr *p, unsigned element, unsigned component)
{
	struct slice s = edi_text(p->r, element, component);
	return s.n < CARD_AMONG_NUMBERS && (s.n < 3 || s.p[0] != 'X') ? s : pnr_text_of(p, s);
}
/* Component that others refer to, or that is masked elsewhere: as sent. */
struct slice pnr_raw(struct pnr *p, unsigned element, unsigned component);
/* Component that should be a number of another kind (ticket, reference, tag):
 * as sent, unless it has the length and check digit of a card's. */
struct slice pnr_number(struct pnr *p, unsigned element, unsigned component);
/* Components from `component` on, and the elements after it, as one text with
 * card numbers reduced; parts of full length (70) are continued without a blank. */
struct slice pnr_free_text(struct pnr *p, unsigned element, unsigned component);
/* The same of one element; `card_digits` is one of CARD_*. */
struct slice pnr_element_text(struct pnr *p, unsigned element, unsigned component,
			      unsigned card_digits);
/* Alpha-3; absent with a finding where it is no country. */
struct slice pnr_country(struct pnr *p, struct slice sent);
/* A DDMMYY date with HHMM or HHMMSS in UTC as the text of an instant, to the
 * precision sent; only the date where there is no time; absent with a finding. */
struct slice pnr_instant(struct pnr *p, struct slice date, struct slice time);
/* Local date and time of a TVL; `time` may be absent. */
struct local_time pnr_local(struct pnr *p, struct slice date, struct slice time);
/* What a status code says; a finding where it is in no list. */
enum hold_state pnr_state(struct pnr *p, struct slice status);
/* An amount of money: digits and at most one decimal mark, as a full stop; else absent. */
struct slice pnr_money(struct pnr *p, struct slice s);
struct place pnr_place(const struct pnr *p);
/* Whom a segment of the booking's or a traveller's group speaks of; NULL and -1
 * where it is the whole booking. */
struct person *person_here(const struct pnr *p);
int traveller_here(const struct pnr *p);
void pnr_mark_traveller(struct pnr *p, struct traveller *t, const char *path, struct place place);
void pnr_mark_booking(struct pnr *p, enum mark_list list, unsigned count);
/* True when `count` is below `most`; else a finding, once a booking. */
bool pnr_room(struct pnr *p, unsigned count, unsigned most);
void pnr_finding_at(struct pnr *p, struct place place, enum severity severity, const char *code,
		    const char *text);

/* ---- people.c ---- */
struct person *person_add(struct pnr *p, struct place place);
struct person *person_by_reference(struct pnr *p, struct slice reference);
/* The adult that the reference of an infant is made from ("1.1", "43578I"). */
struct person *person_of_infant_reference(struct pnr *p, struct slice reference);
struct wanted_name {
	struct slice family, given, middle;
};
/* The first of that name in the booking, and how many there are (at most 2).
 * With `adult` only infants that are the adult's or nobody's. */
struct person *person_by_name(struct pnr *p, const struct wanted_name *name,
			      const struct person *adult, unsigned *found);
/* NULL where there are none or several. */
struct person *person_only(struct pnr *p, const struct wanted_name *name);
void person_link_infant(struct person *adult, struct person *infant);
/* Infants whose reference says whose they are; then the others. */
void people_link_by_reference(struct pnr *p);
void people_link_infants(struct pnr *p);

/* The segments that speak of one traveller. */
void traveller_tif(struct pnr *p);
void traveller_tif_late(struct pnr *p);
/* Its TIF was lost: begins a traveller without a name. */
void traveller_without_tif(struct pnr *p);
void traveller_fti(struct pnr *p);
void traveller_ref(struct pnr *p);
/* 6353 type of traveller, or class of fare. */
void traveller_role(struct pnr *p, struct traveller *t, struct slice code);
void frequent_flyer_add(struct pnr *p, struct person *person, struct frequent_flyer f);
/* The ticket as it is kept: of the same number, or new; NULL where there is no room. */
struct ticket *ticket_add(struct pnr *p, struct traveller *t, struct ticket ticket);

/* ---- names.c ---- */
enum name_match { NAME_DIFFERS, NAME_BEGINS, NAME_EQUAL };
/* Letters only, case ignored; BEGINS: one is the beginning of the other. */
enum name_match pnr_name_compare(struct slice a, struct slice b);
/* Family names equal (a single letter may be doubled, AIRIMP), and given names
 * equal or one the beginning of the other; `middle` may be part of `given`. */
bool name_agrees(const struct traveller *t, struct slice family, struct slice given,
		 struct slice middle);
/* "SURNAME", "GIVENTITLE" as in TIF and INFT. */
void name_set(struct traveller *t, struct slice family, struct slice given);

/* ---- booking.c ---- */
/* An ORG of any group. */
void agency_read(struct pnr *p, struct agency *a);
void booking_start(struct pnr *p);
void booking_end(struct pnr *p);
void booking_rci(struct pnr *p);
void booking_dat(struct pnr *p);
void booking_org(struct pnr *p);
void booking_eqn(struct pnr *p);
void booking_split_rci(struct pnr *p);
void booking_segment_rci(struct pnr *p);

/* ---- contacts.c ---- */
void contact_add(struct pnr *p, struct contact c);
void remark_add(struct pnr *p, struct slice text);
void booking_add(struct pnr *p);
void booking_ift(struct pnr *p);
void payment_ift(struct pnr *p);
void booking_lts(struct pnr *p);

/* ---- tickets.c ---- */
void ticket_tkt(struct pnr *p);
void ticket_ptk(struct pnr *p);
void ticket_dat(struct pnr *p);
void ticket_fop(struct pnr *p);

/* ---- fares.c ---- */
void fare_far(struct pnr *p);
void fare_mon(struct pnr *p);
void fare_txd(struct pnr *p);

/* ---- itinerary.c ---- */
/* A TVL of any group. */
void segment_read(struct pnr *p, struct segment *s);
void itinerary_tvl(struct pnr *p);
void itinerary_tra(struct pnr *p);
void itinerary_rpi(struct pnr *p);
void itinerary_apd(struct pnr *p);
void itinerary_msg(struct pnr *p);
void itinerary_service(struct pnr *p);

/* ---- checkin.c ---- */
/* Nothing more follows that could say who checked in. */
void checkin_settle(struct pnr *p);
void checkin_dat(struct pnr *p);
void checkin_tri(struct pnr *p);
void checkin_tif(struct pnr *p);
void checkin_ssd(struct pnr *p);
void checkin_org(struct pnr *p);

/* ---- bags.c ---- */
void checkin_tbd(struct pnr *p);
void booking_ebd(struct pnr *p);
/* Whom SSD and TBD speak of; NULL with a finding. */
struct person *checkin_person(struct pnr *p);
void seat_add(struct pnr *p, struct traveller *t, struct seat seat);

/* ---- history.c ---- */
void history_abi(struct pnr *p);
/* Its ABI was lost: the history begins all the same. */
void history_without_abi(struct pnr *p);
void history_dat(struct pnr *p);
void history_sac(struct pnr *p);
void history_tif(struct pnr *p);
void history_ssr(struct pnr *p);
void history_ift(struct pnr *p);
void history_tbd(struct pnr *p);
void history_tvl(struct pnr *p);
void history_rpi(struct pnr *p);
void history_tra(struct pnr *p);

/* ---- services.c ---- */
void service_ssr(struct pnr *p);
/* Text of an SSR from its ninth component on. */
struct slice service_text(struct pnr *p, struct slice code);
/* The same of a text that was read elsewhere: card numbers in it reduced. */
struct slice service_text_mask(struct pnr *p, struct slice code, struct slice text);
/* At the booking's end: finds each request's traveller and reads what it says. */
void services_join(struct pnr *p);

/* ---- documents.c: each gets a request whose text is to be read ---- */
void join_docs(struct pnr *p, struct service *s);
void join_doco(struct pnr *p, struct service *s);
void join_doca(struct pnr *p, struct service *s);
void join_pspt(struct pnr *p, struct service *s);
void join_foid(struct pnr *p, struct service *s);
/* ---- infants.c ---- */
/* The infant that a request speaks of which names its adult: found, or (where
 * it has a name) added; `adult` may be NULL. */
struct person *infant_of_person(struct pnr *p, struct person *adult, const struct wanted_name *name,
				struct place place);
/* INFT, CHLD. */
void join_inft(struct pnr *p, struct service *s);
void join_chld(struct pnr *p, struct service *s);

#endif
