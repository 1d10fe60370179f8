/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/screen_parts.h - the parts of `piu screen` and `piu compare`. Private to cli/.
 */
#ifndef CLI_SCREEN_PARTS_H
#define CLI_SCREEN_PARTS_H

#include "base/buf.h"
#include "cli/options.h"
#include "screen/travellers.h"

/* The lists of one run. */
struct screen_lists {
	struct slice names[OPTION_VALUES_MAX]; /* of list id 1, 2 ... */
	unsigned count;
	struct screen_index *index;
};

/* Takes the names out of what the command line says: NAME=FILE, or FILE, whose name is its
 * base name without extension. `paths` gets the files. RC_INVALID when two are the same. */
enum rc screen_lists_name(const char *const *lists, struct screen_lists *out, const char **paths,
			  struct err *e) MUST_CHECK;
/* Reads the files and builds the index; findings go to standard error. */
enum rc screen_lists_read(const char *const *paths, struct screen_lists *out,
			  struct err *e) MUST_CHECK;

/* Findings of a file, one a line, on standard error. */
void screen_say_findings(const char *path, const finding_list *findings);

struct screen_work {
	const struct screen_lists *lists;
	int threshold_permille; /* matches scored lower are not printed */
	const char *path;       /* of the travellers; "-" is standard input */
	uint64_t travellers, matches, findings;
};

/* Screens a whole file, on all cores; results in the order of the file, the same as on one. */
enum rc screen_run(struct screen_work *w, struct err *e) MUST_CHECK;

/* Screens one row and writes its matches, best first, one JSON object a line; gives how many.
 * `work` is memory for it. */
uint64_t screen_row_write(const struct screen_work *w, const struct screen_row *row,
			  struct arena *work, struct buf *out);

#endif
