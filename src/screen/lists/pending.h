/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/lists/pending.h - entries of which several records of a file speak: each is
 * kept open until the file has ended.
 */
#ifndef SCREEN_LISTS_PENDING_H
#define SCREEN_LISTS_PENDING_H

#include "screen/lists/values.h"

struct pending {
	struct list_entry entry; /* with its id */
	unsigned line;           /* of the first record */
	struct pending *next;
};

struct pendings {
	struct list_import *im;
	LIST(struct pending) list;
	struct map by_id;
};

void pendings_init(struct pendings *p, struct list_import *im);
/* The entry of that id, or NULL. */
struct pending *pending_find(const struct pendings *p, struct slice id);
/* The same, made where there is none; NULL when the memory is full. */
struct pending *pending_get(struct pendings *p, struct slice id, unsigned line);
/* Adds all to the import, in the order in which they came up. One without a name or a
 * document is a finding and left out. RC_LIMIT. */
enum rc pendings_end(struct pendings *p, struct err *e) MUST_CHECK;

#endif
