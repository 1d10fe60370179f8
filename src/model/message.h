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

#include "model/booking.h"
#include "model/finding.h"

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
	struct slice vessel;        /* ship's name, by sea */
	struct slice vessel_number; /* IMO number */
	struct slice vessel_flag;   /* alpha-3 */
	struct slice mode;          /* "air", "sea", "rail", "road", where the message says so */
	bool overflight;            /* passes over the country */
	LIST(struct leg) legs;
	struct place place;
	struct flight *next;
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
	struct slice function_code; /* as sent */
	struct slice sender, recipient;
	struct local_time prepared_at; /* UNB, as sent, no zone */
	struct slice interchange_ref, message_ref, business_ref;
	int part; /* 0 = S010 absent */
	bool last_part;
	bool test; /* UNB 0035: never mixed with live data */
	struct reporter reporter;
	struct agency originator;   /* PNRGOV: who sends the push */
	struct local_time filed_at; /* of a master crew list */
	struct slice filing_port;   /* where it is filed, or a gate pass is asked for */
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

/* Names for output; NULL for FUNCTION_NONE. */
const char *message_type_name(enum message_type t);
const char *message_function_name(enum message_function f);

/* The leg that makes the flight reportable (border leg, else the first), or NULL. */
const struct leg *message_border_leg(const struct message *m, const struct flight **flight);

/* Counts one erased item by code; text of `code` must outlive the message. */
void message_removed(struct message *m, struct arena *a, struct slice code, const char *why);

#endif
