/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/lists/csv_mapping.h - the columns of CSV lists, and how those of a file
 * that has others are said to be these.
 *
 * A mapping is text, one statement a line; it may stand before the first row of a
 * list, each of its lines beginning with "#:". docs/watchlists.md has the statements.
 */
#ifndef SCREEN_LISTS_CSV_MAPPING_H
#define SCREEN_LISTS_CSV_MAPPING_H

#include "base/arena.h"
#include "model/watchlist.h"

enum column {
	COLUMN_ID,
	COLUMN_NAME,
	COLUMN_FAMILY,
	COLUMN_GIVEN,
	COLUMN_PATRONYMIC,
	COLUMN_ALIASES,
	COLUMN_FORMER_NAMES,
	COLUMN_LOW_ALIASES,
	COLUMN_BIRTH_DATE,
	COLUMN_SEX,
	COLUMN_NATIONALITY,
	COLUMN_NUMBER,
	COLUMN_TYPE,
	COLUMN_ISSUER,
	COLUMN_STATUS,
	COLUMN_PLACE_OF_BIRTH,
	COLUMN_ADDRESS,
	COLUMN_MEASURE,
	COLUMN_HANDLING,
	COLUMN_REASON,
	COLUMN_LISTED_ON,
	COLUMN_VALID_FROM,
	COLUMN_EXPIRES,
	COLUMN_COUNT,
};

/* NULL where lists of that kind do not have the column. */
const char *csv_column_name(enum column c, enum list_kind kind);
/* The column of that name, or -1. */
int csv_column_of(struct slice name, enum list_kind kind);

#define CSV_FORMS_MAX 8

struct csv_mapping {
	bool given;                           /* false: columns have the names above */
	bool header;                          /* the first row names columns */
	char separator;                       /* of fields; 0: found out */
	char values;                          /* between several values of one field */
	const char *forms[CSV_FORMS_MAX + 1]; /* of dates */
	struct {
		struct slice from;     /* name or number of the column in the file */
		struct slice constant; /* where there is nothing there */
	} columns[COLUMN_COUNT];
	struct slice filter; /* the column that says which rows are entries */
	const char *filter_value;
};

/* RC_INVALID names the line and what is wrong. Texts are copied to the arena. */
enum rc csv_mapping_read(struct slice text, enum list_kind kind, struct arena *a,
			 struct csv_mapping *out, struct err *e) MUST_CHECK;
/* The mapping before the first row of a list, if any, cut off `*bytes`. RC_INVALID. */
enum rc csv_mapping_cut(struct slice *bytes, enum list_kind kind, struct arena *a,
			struct csv_mapping *out, struct err *e) MUST_CHECK;

#endif
