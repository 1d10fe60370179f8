/* SPDX-License-Identifier: Apache-2.0
 *
 * simulate/parts.h - private: from a plan to flights, to who is on them, to messages.
 *
 * A flight and its people depend on nothing but the seed and the flight's
 * index; they are made anew for each message, so that memory does not grow
 * with the number of flights.
 *
 * Messages are written line by line, and not from the model by decode/write: a
 * carrier's habits and mistakes (wrong counts, groups, broken lines, what may not be
 * kept) have no place in the model, and a mistake that reader and writer share would
 * not be seen where the simulated world is compared with what was read of it.
 */
#ifndef SIMULATE_PARTS_H
#define SIMULATE_PARTS_H

#include "base/arena.h"
#include "simulate/random.h"
#include "simulate/simulate.h"
#include "simulate/world.h"

/* Streams of random numbers. */
enum { STREAM_FLIGHT = 1, STREAM_ROSTER, STREAM_CREW, STREAM_INTEREST, STREAM_MESSAGE };

/* ---- flights (flight.c) ---- */

struct sim_flight {
	unsigned index;
	const char *carrier; /* code */
	const struct carrier *habits;
	char number[8];                          /* without leading zeros */
	const struct airport *from, *to, *other; /* other: the one that is not Utopia's */
	int64_t departs_at, arrives_at;
	struct local_time departs, arrives; /* local at the airports */
	bool cancelled;
};

/* The same plan and index give the same flight. */
struct sim_flight flight_make(const struct simulate_plan *plan, unsigned index);
struct local_time airport_local(const struct airport *airport, int64_t at);
struct local_time utc_time(int64_t at);

/* ---- messages of a flight (simulate.c) ---- */

enum sim_kind {
	KIND_PNR_48H,
	KIND_PNR_24H,
	KIND_PNR_UPDATE,
	KIND_CREW_LIST,
	KIND_PASSENGERS,
	KIND_PNR_CLOSURE,
	KIND_CLOSE_OUT,
	KIND_CANCEL,
	KIND_COUNT,
};

struct sim_event {
	int64_t send_at;
	unsigned flight;
	unsigned char kind;
	unsigned char part;  /* 0 = whole, 1, 2 */
	unsigned char again; /* 1 = the same bytes once more */
	int64_t prepared_at; /* of the first sending */
};

/* ---- people (roster.c) ---- */

/* From which push on a booking is there, and from which on no longer. */
enum sim_stage { STAGE_48H, STAGE_24H, STAGE_UPDATE, STAGE_CLOSURE, STAGE_NEVER };

struct sim_person {
	const char *family, *given, *middle; /* as sent; middle may be NULL */
	const char *title;
	const char *sex; /* "M", "F" */
	struct date birth;
	const char *nationality;
	const char *document; /* number of the passport */
	struct date expires;
};

enum sim_role { SIM_ADULT, SIM_CHILD, SIM_INFANT };

struct sim_traveller {
	struct sim_person person;
	enum sim_role role;
	unsigned booking;
	unsigned adult;     /* of an infant: index of whom it travels with */
	unsigned reference; /* within the booking, from 1; an infant has its adult's */
	unsigned unique;    /* within the flight, from 1 */
	const char *seat;   /* NULL for infants */
	unsigned bags, bag_weight;
	uint64_t bag_tag;
	const char *frequent_flyer; /* number or NULL */
	const char *request;        /* sensitive service code or NULL */
	const char *ticket;         /* 13 digits */
	bool birth_unknown;
	bool title_apart;
	bool checked_in, boarded;
};

struct sim_booking {
	const char *locator;
	int64_t created_at;
	unsigned first, count; /* travellers */
	enum sim_stage from, until;
	const struct sim_agency *agency; /* NULL: the carrier itself */
	const char *telephone, *email;
	const char *card, *card_vendor; /* as sent; NULL: cash */
	bool documents;                 /* SSR DOCS are there */
	bool changed;                   /* in the update: it has another seat and a history */
	bool minor;                     /* one unaccompanied child */
	bool onward;                    /* a second segment within the itinerary */
	const char *remark;             /* OSI text or NULL */
};

struct sim_crew {
	struct sim_person person;
	const char *status; /* EMP 9005 */
};

struct sim_roster {
	struct sim_traveller *travellers;
	unsigned count;
	struct sim_booking *bookings;
	unsigned booking_count;
	struct sim_crew crew[6];
	unsigned crew_count;
};

/* All memory from `a`. False when it is full. */
bool roster_make(const struct simulate_plan *plan, const struct sim_flight *f, struct arena *a,
		 struct sim_roster *out);
bool booking_is_in(const struct sim_booking *b, enum sim_stage stage);
const char *document_number(struct arena *a, struct random *r, const struct culture *c);

/* ---- persons of interest (interest.c) ---- */

enum sim_way {
	WAY_DOCUMENT,        /* the listed document */
	WAY_DOCUMENT_LETTER, /* the list has O for 0, I for 1, another name and birth date */
	WAY_SPELLING,        /* another spelling of the name, same birth date */
	WAY_OTHER_BIRTH,     /* name alone in the booking; then another birth date */
	WAY_SAME_BIRTH,      /* name alone in the booking; then the same birth date */
	WAY_SWAPPED,         /* family and given name exchanged, same birth date */
	WAY_TWICE,           /* same name and birth date, on two flights */
	WAY_LOST_DOCUMENT,   /* a passport on the list of documents */
	WAY_YEAR,            /* same name, of the birth date the list knows the year */
	WAY_COUNT,
};

struct sim_interest {
	enum sim_way way;
	unsigned flight[2]; /* the second one only for WAY_TWICE, else the same */
	struct sim_person person;
	struct date listed_birth;
	const char *listed_name;
};

/* False: no memory. */
bool interest_make(const struct simulate_plan *plan, unsigned index, struct arena *a,
		   struct sim_interest *out);

/* ---- writing (line.c) ---- */

struct sim_out {
	struct buf *b;
	struct arena *a;
	const struct sim_flight *flight;
	unsigned segments; /* of the message, UNH included */
	unsigned travellers, bookings;
};

/* One segment of all texts given, and its terminator. */
#define LINE(o, ...) line_write((o), (const char *const[]){__VA_ARGS__, NULL})
void line_write(struct sim_out *o, const char *const *texts);

const char *text_number(struct arena *a, uint64_t n, unsigned width); /* leading zeros */
const char *text_yymmdd(struct arena *a, struct date d);
const char *text_ddmmyy(struct arena *a, struct date d);
const char *text_ddmonyy(struct arena *a, struct date d); /* 14JUN87; "" when absent */
const char *text_hhmm(struct arena *a, struct local_time t);
const char *text_escaped(struct arena *a, const char *s); /* with release characters */

/* UNA, UNB, UNG, UNH; and UNT, UNE, UNZ. */
struct envelope {
	const char *type; /* "PAXLST" */
	const char *sender, *group_sender;
	const char *version;       /* ":D:12B:UN:IATA" */
	const char *group_version; /* "UN+D:12B" */
	const char *syntax;        /* "UNOA:4" */
	const char *qualifier;     /* ":ZZ" or "" */
	const char *application;   /* "++APIS" or "" */
	const char *reference, *business;
	int64_t prepared_at;
	unsigned part;   /* 0: 01:F is left out */
	int wrong_count; /* added to UNT's */
};
void envelope_open(struct sim_out *o, const struct envelope *e);
void envelope_close(struct sim_out *o, const struct envelope *e);

/* What a message is made from. */
struct sim_making {
	const struct simulate_plan *plan;
	const struct sim_event *event;
	const struct sim_roster *roster;
	const char *reference; /* of the interchange */
	int wrong_unt, wrong_cnt;
};

void paxlst_write(struct sim_out *o, const struct sim_making *m); /* API (paxlst.c) */
void pnrgov_write(struct sim_out *o, const struct sim_making *m); /* PNR (pnrgov.c) */

/* Damages one segment of the body so that it can not be read as sent (damage.c). */
void damage_apply(struct buf *b, struct random *r);

#endif
