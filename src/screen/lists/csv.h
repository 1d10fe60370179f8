/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/lists/csv.h - rows and fields of CSV text (RFC 4180; line ends LF, CRLF
 * or CR).
 */
#ifndef SCREEN_LISTS_CSV_H
#define SCREEN_LISTS_CSV_H

#include "screen/lists.h"

struct csv {
	struct slice text;
	size_t at;
	unsigned line; /* of the byte at `at`, from 1 */
	char separator;
};

struct csv_row {
	struct slice cells[LISTS_COLUMNS_MAX];
	unsigned count;
	unsigned line;       /* where it begins */
	const char *problem; /* NULL, or what is wrong with the row, in words */
};

void csv_init(struct csv *c, struct slice text, char separator);
/* False at the end. A row with a problem is passed over to the end of the line it
 * began on, so that one open quote does not swallow the file. Empty lines are no
 * rows. Cells point into the text, or the arena where quotes had to be undone. */
bool csv_next(struct csv *c, struct arena *a, struct csv_row *row);
/* The separator that the first line uses more often outside quotes; 0 if none. */
char csv_separator(struct slice text);

#endif
