/* SPDX-License-Identifier: Apache-2.0
 *
 * collect/drop.h - the drop folder: carriers' files as SFTP or another program
 * puts them there.
 *
 * Only complete files are taken: regular, not named like a file on its way
 * (hidden, or ending in .part, .tmp, .filepart), open for writing to nobody,
 * unchanged since the last look, and ending like a message; one that does not
 * end like a message is taken when it has been unchanged for a minute. A
 * file is removed only after it was committed, and a receipt is put into
 * done/NAME.json; files that are ready at the same time are taken together: the file itself is not kept, because it holds what may not be
 * kept. A file that can never be taken goes to refused/. What
 * fails for another reason stays and is tried again.
 */
#ifndef COLLECT_DROP_H
#define COLLECT_DROP_H

#include "base/buf.h"
#include "base/err.h"

struct drop;

/* One of the files that are taken together. */
struct drop_file {
	const char *name;
	struct buf content; /* may be overwritten in memory */
	/* Filled in by `take`: what became of it, and a JSON object that says so. RC_INVALID,
	 * RC_LIMIT: refuse the file; any other failure: try again. */
	enum rc rc;
	struct err err;
	struct buf receipt;
};

struct drop_plan {
	const char *folder; /* holds done/ and refused/ */
	size_t file_max;    /* bytes; a larger file is refused */
	void *context;
	/* Walks and commits the files. One that fails keeps no other from being taken. */
	void (*take)(void *context, struct drop_file *files, unsigned count);
};

/* Starts a thread that looks every second. RC_NOT_FOUND, RC_IO, RC_NOMEM. Texts are copied. */
enum rc drop_start(const struct drop_plan *plan, struct drop **out, struct err *e) MUST_CHECK;
/* Takes no further file; those in hand go on. NULL is fine. */
void drop_stopping(struct drop *d);
/* Lets the files in hand finish. NULL is fine. */
void drop_stop(struct drop *d);

/* One look through the folder: what the thread does each second. For tests. */
struct drop_look {
	unsigned taken, refused, waiting;
};
enum rc drop_new(const struct drop_plan *plan, struct drop **out, struct err *e) MUST_CHECK;
enum rc drop_look(struct drop *d, struct drop_look *out, struct err *e) MUST_CHECK;

#endif
