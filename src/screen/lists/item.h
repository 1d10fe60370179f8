/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/lists/item.h - one record of an XML or JSON list as a tree, so that what a
 * format means is written without knowing who reads its syntax.
 *
 * An element, attribute or member is an item; the attribute x is the child "@x"; an
 * array is as many children of one name. A record's items live until its handler
 * returns: what is kept must be copied.
 */
#ifndef SCREEN_LISTS_ITEM_H
#define SCREEN_LISTS_ITEM_H

#include "screen/lists/values.h"

struct item {
	struct slice name; /* without namespace prefix */
	struct slice text; /* trimmed, in one line; absent when empty */
	unsigned line;     /* of a record */
	LIST(struct item) children;
	struct item *next;
};

/* The first child of that name, or NULL; `in` may be NULL. */
const struct item *item_child(const struct item *in, const char *name);
/* The next sibling of the same name, or NULL. */
const struct item *item_again(const struct item *of);
/* The text of the first child of that name, or absent. */
struct slice item_text(const struct item *in, const char *name);

#define ITEM_EACH(child, in, called) \
	for (const struct item *child = item_child((in), (called)); child; \
	     child = item_again(child))

/* Any failure ends the reading. */
typedef enum rc record_handler(void *context, const struct item *record, struct err *e);

#define RECORD_BYTES_MAX ((size_t)16 << 20) /* as items; a larger record is a finding */

struct record_source {
	struct list_import *im;
	record_handler *handle;
	void *context;
	const char *root;           /* XML: its root; it comes first, with attributes only */
	const char *const *records; /* XML: names of the elements that are records; NULL at the end */
	const char *title;          /* XML: what the list is called where it is refused */
};

/* XML in any encoding that expat knows. RC_INVALID when it is not well formed, has
 * another root or a document type declaration; RC_LIMIT, RC_NOMEM. */
enum rc records_read_xml(struct slice bytes, const struct record_source *source,
			 struct err *e) MUST_CHECK;

/* JSON in UTF-8: one value a line when the first line is a whole object, else one
 * document. An array counts as as many records. A line that can not be read is a
 * finding (`list-record`). RC_INVALID when the document can not be read; RC_NOMEM. */
enum rc records_read_json(struct slice bytes, const struct record_source *source,
			  struct err *e) MUST_CHECK;

#endif
