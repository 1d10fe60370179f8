/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/paxlst/list.h - private: one PAXLST message while it is read
 * (UN/EDIFACT D.94B to D.24A; the WCO/IATA/ICAO guides 3.0 to 6.0, batch,
 * interactive and crew lists; lists of ships).
 *
 * paxlst.c knows the groups and has a table of the segments of each; every
 * segment has one small function. Inside a traveller's group any order is
 * taken, as carriers differ.
 */
#ifndef DECODE_PAXLST_LIST_H
#define DECODE_PAXLST_LIST_H

#include "decode/reader.h"
#include "decode/values.h"

/* Of one traveller: what is beyond is left out with a finding. */
#define LIST_RECORDS_MAX 100
#define LIST_BAG_TAGS_MAX 1000
#define LIST_LEGS_MAX 100 /* of the whole message */

#define LIST_ORDER_DOCUMENT 11 /* DOC, and its DTM and LOC, in a traveller's group */

enum list_group {
	LIST_HEADER,   /* up to the first NAD or TDT */
	LIST_REPORTER, /* NAD+MS */
	LIST_FLIGHT,   /* TDT */
	LIST_PERSON,   /* any other NAD, its documents included */
};

/* A place on the way whose part is not yet clear: LOC+92 behind a whole leg is
 * the end of the next one, or the start of another. */
struct list_stop {
	bool open;
	struct slice port;
	struct place place;
};

/* What stands in the tables for a tag, found once and remembered. */
struct list_step;
struct list_memo {
	uint32_t key;
	const struct list_step *step;
};
#define LIST_MEMO 64

struct list {
	struct edi_reader *r;
	struct message *m;
	struct date date; /* the message's */
	enum list_group group;
	struct slice qualifier;  /* first component of the current segment */
	uint32_t qualifier_code; /* the same as a number, in capitals; 0: none, or longer */
	unsigned gaps;           /* unreadable segments when the last segment was read */
	bool gap;                /* some segment before this one could not be read */
	unsigned order;          /* of the traveller's last segment, in the standard's order */
	unsigned furthest;       /* the highest of the traveller's segments */
	unsigned now;            /* of the current one */

	/* The flight. */
	struct flight *flight;
	struct leg *leg; /* the last one of this TDT */
	bool leg_open;   /* its end is still to come */
	struct list_stop stop;
	bool at_arrival;                    /* the last LOC was where the leg ends */
	struct local_time onward;           /* departure that was said at a leg's end */
	struct local_time departs, arrives; /* said before any LOC */
	unsigned legs;

	/* The traveller. */
	struct traveller *t;
	struct document *document;
	unsigned documents;    /* index of `document` */
	unsigned bags_counted; /* tags that its FTX asked for */
	bool limit_reported;

	uint64_t passengers, crew; /* what CNT is compared with */

	struct list_memo memo[LIST_MEMO]; /* of find_step, by group and tag */
};

/* ---- paxlst.c ---- */
static inline struct slice list_text(struct list *l, unsigned element, unsigned component)
{
	return edi_text(l->r, element, component);
}
/* The text of the first of two components that says something. */
struct slice list_either(struct list *l, unsigned element, unsigned component,
			 unsigned other_element, unsigned other_component);
/* Up to four characters as a number, letters in capitals; 0 for more. */
static ALWAYS_INLINE uint32_t list_code(struct slice s)
{
	const uint32_t high = 0x80808080;
	if (s.n - 1 > 3)
		return 0;
	/* Without a branch on the length: some stand twice, and it is mixed in. */
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t code = (uint32_t)p[0] | (uint32_t)p[(s.n - 1) / 2] << 8 |
			(uint32_t)p[s.n / 2] << 16 | (uint32_t)p[s.n - 1] << 24;
	uint32_t low = code & ~high;
	uint32_t small = (low + 0x1f1f1f1f) & ~(low + 0x05050505) & ~code & high;
	return (code - (small >> 2)) ^ (uint32_t)s.n << 7;
}
/* Whether element 0 begins with this qualifier (one to four characters). */
static ALWAYS_INLINE bool list_qualifier(const struct list *l, const char *code)
{
	return l->qualifier_code == list_code(slice_of(code));
}
/* `count` is below LIST_RECORDS_MAX; else a finding, once a traveller. */
bool list_room(struct list *l, unsigned count);

/* ---- function.c: BGM ---- */
void list_bgm(struct list *l);
/* 1001 and 1004 of a function; false where it has none. */
bool list_function_codes(enum message_function f, struct slice *list, struct slice *code);

/* ---- flight.c ---- */
void flight_tdt(struct list *l);
void flight_loc(struct list *l);
void flight_dtm(struct list *l);
/* Outside of the TDT groups: when the list is filed. */
void header_dtm(struct list *l);
/* The group of the TDT ends: nothing more comes for its legs. */
void flight_end(struct list *l);

/* ---- person.c: segments of a traveller's group ---- */
/* A new traveller; NULL when the arena is full. */
struct traveller *person_start(struct list *l, enum traveller_kind kind);
void person_nad(struct list *l);
void person_att(struct list *l);
void person_dtm(struct list *l);
void person_gei(struct list *l);
void person_loc(struct list *l);
void person_emp(struct list *l);
void person_nat(struct list *l);
void person_gis(struct list *l);
/* What the value that a segment brings is to the traveller. */
enum taken { FREE, TAKEN, TAKEN_BY_ANOTHER };
/* The traveller that a segment of this order speaks of: where it can only be
 * another one's (a segment before it was lost, or it brings a second value and
 * goes back in the standard's order), a new one without a name. */
struct traveller *person_for(struct list *l, enum taken taken);
/* Whether the current segment stands in no other group than a traveller's. */
bool person_owns(const struct list *l);
/* Its NAD was lost: begins a traveller without a name. */
void person_without_nad(struct list *l);
/* A date as sent; absent, with a finding, where it is none. */
struct date person_date(struct list *l, struct slice sent, enum century century, const char *what);
/* Sets what a traveller has once: a member of type slice. A second, other value
 * is a finding. */
void person_set_once(struct list *l, size_t offset, struct slice value, const char *path);
#define SET_ONCE(list, member, value) \
	person_set_once((list), offsetof(struct traveller, member), (value), #member)
/* M, F, U, X; FI and MI are infants. */
void person_sex(struct list *l, struct slice sex);
/* Takes a title off the given or middle names. */
void person_set_title(struct traveller *t);
/* The country as alpha-3; absent, with a finding, where it is none. */
struct slice person_country(struct list *l, struct slice sent);

/* ---- references.c ---- */
void person_rff(struct list *l);
/* A segment that says what the model has no name for: kept with its code. */
void person_other(struct list *l);
/* The same where no guide knows the code: flagged. */
void person_unknown(struct list *l);

/* ---- us.c: the flavour of the United States before 2005 ---- */
void reporter_cta(struct list *l);
void person_pdt(struct list *l);

/* ---- belongings.c ---- */
void person_mea(struct list *l);
void person_ftx(struct list *l);
void person_com(struct list *l);
/* A new document of the traveller in l->document; NULL when there is no room. */
struct document *document_add(struct list *l);
void document_mark(struct list *l);
void document_doc(struct list *l);
void document_dtm(struct list *l);
void document_loc(struct list *l);

/* ---- reporter.c ---- */
void header_rff(struct list *l);
void reporter_nad(struct list *l);
void reporter_com(struct list *l);
void list_cnt(struct list *l);
/* Composites of contacts from `element` on. */
void reporter_contacts(struct list *l, unsigned element);
/* One COM composite: telephone, fax or email, and its value; false: empty. */
bool contact_read(struct list *l, unsigned element, struct slice *type, struct slice *value);

#endif
