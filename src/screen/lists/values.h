/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/lists/values.h - single values of list files, and entries under way.
 */
#ifndef SCREEN_LISTS_VALUES_H
#define SCREEN_LISTS_VALUES_H

#include "screen/lists.h"

#include "base/map.h"

/* What an importer fills. */
struct list_import {
	struct arena *arena;
	list_entries *out;
	finding_list *findings;
	struct map ids; /* ids that `out` holds */
	unsigned entries;
};

void import_init(struct list_import *im, struct arena *a, list_entries *out,
		 finding_list *findings);
/* Seals `entry` and adds it, unless its id is there already (a finding) or no
 * name of it can be compared (a finding; it is added all the same). RC_LIMIT. */
enum rc import_add(struct list_import *im, struct list_entry *entry, unsigned line,
		   struct err *e) MUST_CHECK;
/* RC_NOMEM when the arena failed, else `rc`. */
enum rc import_end(const struct list_import *im, enum rc rc, struct err *e);

/* `s` in one line: trimmed, runs of blanks and line ends as one blank; a copy. */
struct slice value_one_line(struct arena *a, struct slice s);
/* What sources write for "not known": na, n/a, none, -, unknown. */
bool value_is_nothing(struct slice s);

/* The n-th of the values in `s`, separated by ";", or its only one. */
struct slice value_nth(struct slice s, unsigned n);

/* One date or span as in list_birth_date_write(); false if it is not one. */
bool value_birth_date(struct slice s, struct list_birth_date *out);
/* M, F or X from a letter or an English word; absent if it is neither. */
struct slice value_sex(struct slice s);

/* These add a copy, unless the same is there or LISTS_VALUES_MAX is reached. */
void entry_add_name(struct list_entry *entry, struct arena *a, struct slice name,
		    enum name_quality quality, bool original_script);
void entry_add_birth_date(struct list_entry *entry, struct arena *a,
			  const struct list_birth_date *b);
void entry_add_nationality(struct list_entry *entry, struct arena *a, struct slice value);
void entry_add_place(struct list_entry *entry, struct arena *a, struct slice value);
void entry_add_document(struct list_entry *entry, struct arena *a, const struct list_document *d);

#endif
