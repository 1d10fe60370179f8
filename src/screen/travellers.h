/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/travellers.h - travellers to be screened, out of a CSV file of any size
 * that is read row by row. docs/screen.md describes the columns and the findings.
 * Pure: bytes come from the caller.
 */
#ifndef SCREEN_TRAVELLERS_H
#define SCREEN_TRAVELLERS_H

#include "model/finding.h"
#include "screen/screen.h"

#define TRAVELLER_DOCUMENTS_MAX 8

/* Where the bytes of the file come from. */
struct travellers_input {
	/* Up to `room` more bytes to `to`; how many, 0 = the file ends. */
	size_t (*read)(void *context, char *to, size_t room);
	void *context;
};

struct travellers;

/* One row. Values live in the arena. */
struct screen_row {
	unsigned line;   /* where it begins, from 1 */
	struct slice id; /* of the column id; else the number of the row, from 1 below the header */
	/* The person by family and given name, and by the whole name, where the row has
	 * both; matches of either are the row's. */
	struct screen_traveller forms[2];
	unsigned form_count;
	struct screen_document documents[TRAVELLER_DOCUMENTS_MAX];
	struct screen_row *next;
};

typedef LIST(struct screen_row) screen_rows;

/* Reads the first row, which names the columns. RC_INVALID when the file is empty,
 * in UTF-16, or has no column with a name or a document number; RC_NOMEM.
 * travellers_free() also after a failure. */
enum rc travellers_open(struct travellers_input in, struct arena *a, finding_list *findings,
			struct travellers **out, struct err *e) MUST_CHECK;
void travellers_free(struct travellers *t); /* NULL is fine */

/* Adds the next row that can be screened; one that can not is a finding. RC_END, RC_NOMEM. */
enum rc travellers_next(struct travellers *t, struct arena *a, screen_rows *rows,
			finding_list *findings, struct err *e) MUST_CHECK;

enum birth_reading {
	BIRTH_UNREADABLE,
	BIRTH_READ,
	BIRTH_EITHER_WAY, /* 02/01/1970: day and month can not be told apart; only the year is */
};

/* YYYY-MM-DD, YYYY-MM, YYYY, YYYYMMDD, DD MMM YYYY, and DD/MM/YYYY or MM/DD/YYYY where
 * only one of both can be; "/", ".", "-" and blanks are the same. `last` is the last of
 * the days that it may be. */
enum birth_reading traveller_birth_date(struct slice s, struct date *from, struct date *last);

#endif
