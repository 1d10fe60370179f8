/* SPDX-License-Identifier: Apache-2.0
 *
 * model/answer.h - what CUSRES, ACKRES and CONTRL answer, and what GOVREQ asks.
 *
 * Codes are kept as sent; beside them stands what is known of them. The flights
 * that a message names are in its `flights`.
 */
#ifndef MODEL_ANSWER_H
#define MODEL_ANSWER_H

#include "model/message.h"

/* 4343 of MSG (PADIS) or BGM: what became of the whole message that is answered. */
enum answer_status {
	ANSWER_NONE,
	ANSWER_ACCEPTED,             /* 3, AP */
	ANSWER_ACCEPTED_WITH_ERRORS, /* 6, CA */
	ANSWER_REJECTED,             /* 7, RE */
	ANSWER_OTHER,
};

/* CUSRES 9321: what a government says of one traveller, or of all. Only
 * RESPONSE_OK_TO_BOARD lets anybody board. */
enum response_status {
	RESPONSE_NONE,
	RESPONSE_ACCEPTED,          /* 0 */
	RESPONSE_EXCEPTION,         /* 1 */
	RESPONSE_OK_TO_BOARD,       /* 0Z */
	RESPONSE_DO_NOT_BOARD,      /* 1Z */
	RESPONSE_ADVISORY,          /* 2Z: only after a further check */
	RESPONSE_NOT_IDENTIFIED,    /* 3Z */
	RESPONSE_INSUFFICIENT_DATA, /* 4Z: to be completed and sent again */
	RESPONSE_OTHER,
};

/* ERP 1049. ACKRES has no ERP: its points are of the message. */
enum answer_scope {
	SCOPE_UNKNOWN,   /* the ERP was lost, or its code is not known */
	SCOPE_MESSAGE,   /* 1: the whole message; where it is alone, all its travellers */
	SCOPE_TRAVELLER, /* 2 */
};

struct answer_reference {         /* RFF */
	struct slice kind, value; /* 1153, 1154 */
	struct answer_reference *next;
};

struct answer_text {                      /* a line of FTX or IFT */
	struct slice subject, code, text; /* 4451, 4441, 4440 */
	struct place place;
	struct answer_text *next;
};

struct answer_code {                     /* ERC */
	struct slice code, list, agency; /* 9321, 1131, 3055 */
	enum response_status status;     /* CUSRES */
	struct slice
		authorisation; /* second character of a CUSRES code: ESTA, visa ...; Z: does not apply */
	struct place place;
	struct answer_code *next;
};

/* One point of an answer: a traveller's response (CUSRES group 4), an error (ACKRES). */
struct answer_point {
	enum answer_scope scope;
	struct slice scope_code;
	enum response_status
		status; /* of its codes the first that does not let board, else the first */
	struct slice locator, reference; /* of the traveller: RFF+AVF, RFF+ABO */
	struct slice family, given;
	LIST(struct answer_reference) references; /* all others */
	LIST(struct answer_code) codes;
	LIST(struct answer_text) texts;
	struct place place;
	struct answer_point *next;
};

enum syntax_level { LEVEL_INTERCHANGE, LEVEL_GROUP, LEVEL_MESSAGE, LEVEL_SEGMENT, LEVEL_ELEMENT };

/* CONTRL 0083 */
enum syntax_action {
	ACTION_NONE,
	ACTION_REJECTED,     /* 4: this level and all below it */
	ACTION_ACKNOWLEDGED, /* 7: below it all that is not reported */
	ACTION_RECEIVED,     /* 8 */
	ACTION_OTHER,
};

struct syntax_party { /* S002, S003, S006, S007 */
	struct slice id, qualifier;
};

/* CONTRL: UCI, UCF, UCM, UCS or UCD. Each is about what stands above it. */
struct syntax_report {
	enum syntax_level level;
	struct slice reference; /* 0020, 0048, 0062 of what is reported */
	struct syntax_party sender, recipient;
	struct slice type, version; /* UCM S009: "PNRGOV", "13:1:IA" */
	enum syntax_action action;
	struct slice action_code;
	struct slice error_code;      /* 0085 */
	struct slice service_segment; /* 0135: the service segment with the error */
	/* Positions count from 1; 0 = not said. The tag is the first element. */
	unsigned segment, element, component, repetition;
	struct place place;
	struct syntax_report *next;
};

struct asked_locator { /* GOVREQ RCI */
	struct slice carrier, locator, kind;
	struct local_time created; /* UTC */
	struct asked_locator *next;
};

struct asked_time {           /* GOVREQ DAT */
	struct slice kind;    /* 2005 */
	struct local_time at; /* UTC */
	struct asked_time *next;
};

struct asked_person {               /* GOVREQ TIF */
	struct slice family, given; /* the title is left with the name */
	struct asked_person *next;
};

struct answer {
	struct slice transaction_ref; /* RFF+TN: of the request; of an unsolicited message its own */
	struct slice access_ref;      /* UNH 0068, as in the request */
	struct slice document_number, purpose_code; /* BGM 1004, 1225 */
	enum answer_status status;
	struct slice status_code;
	struct slice originator;                  /* GOVREQ ORG: who asks */
	LIST(struct answer_reference) references; /* of the message */
	LIST(struct answer_text) texts;           /* that belong to no point */
	LIST(struct answer_point) points;
	LIST(struct syntax_report) reports;
	LIST(struct asked_locator) locators;
	LIST(struct asked_time) times;
	LIST(struct asked_person) persons;
};

/* What codes mean. The _OTHER of each for codes that are none of the guides'. */
enum answer_status answer_status_of(struct slice code);
enum response_status response_status_of(struct slice code);
enum syntax_action syntax_action_of(struct slice code);

/* Names for output; NULL for NONE and UNKNOWN. */
const char *answer_status_name(enum answer_status s);
const char *response_status_name(enum response_status s);
const char *answer_scope_name(enum answer_scope s);
const char *syntax_level_name(enum syntax_level l);
const char *syntax_action_name(enum syntax_action a);
/* The meaning of an application error (PADIS 9321), of a syntax error (0085);
 * static; NULL where it is not known here. */
const char *application_error_name(struct slice code);
const char *syntax_error_name(struct slice code);

/* The status that a point has by its codes. */
enum response_status answer_point_status(const struct answer_point *p);

#endif
