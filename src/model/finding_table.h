/* SPDX-License-Identifier: Apache-2.0
 *
 * model/finding_table.h - every finding that there is: a row a code, and its
 * explanation for the person who has to mend the message. docs/findings.md is
 * made of it (tools/findings_page.c). A test proves that the code gives exactly
 * these codes, with these severities.
 */
#ifndef MODEL_FINDING_TABLE_H
#define MODEL_FINDING_TABLE_H

#include "model/finding.h"

/* A set of severities. */
#define SEVERITY_BIT(s) (1U << (s))

/* Which of the project's inputs a finding is about; the sections of docs/findings.md. */
enum finding_kind {
	FINDING_TRANSPORT, /* Type B frames, EDIFACT syntax, envelopes, XML as such */
	FINDING_CONTENT,   /* flights, travellers, bookings */
	FINDING_RECEIPT,   /* only the unit that takes a message in can know it */
	FINDING_PROGRAMME, /* what a profile of `piu validate` asks for */
	FINDING_WATCHLIST, /* rows of lists */
	FINDING_KINDS,
};

struct finding_row {
	const char *code;
	enum finding_kind kind;
	unsigned severities;  /* the severities it is given with */
	const char *messages; /* in which messages: "PAXLST, PNRGOV", "EDIFACT", "Type B" ... */
	const char *wrong;    /* one sentence each */
	const char *expected;
	const char *remedy;
	const char *clause; /* where the standard says so */
};

/* By code, in byte order. */
extern const struct finding_row finding_table[];
extern const size_t finding_table_count;

/* The row of a code that some finding has; never NULL. */
const struct finding_row *finding_row_find(const char *code);

#endif
