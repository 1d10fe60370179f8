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
	struct map ids;           /* ids that `out` holds */
	struct date generated_on; /* what the file says of itself */
	unsigned others;          /* records that are not persons */
};

void import_init(struct list_import *im, struct arena *a, list_entries *out,
		 finding_list *findings);
/* Seals `entry` and adds it, unless its id is there already (a finding) or no
 * name of it can be compared (a finding; it is added all the same). RC_LIMIT. */
enum rc import_add(struct list_import *im, struct list_entry *entry, unsigned line,
		   struct err *e) MUST_CHECK;
/* Counts a record that is no person; import_finish says how many there were. */
void import_other(struct list_import *im);
void import_finish(struct list_import *im);
/* RC_NOMEM when the arena failed, else `rc`. */
enum rc import_end(const struct list_import *im, enum rc rc, struct err *e);

/* `s` in one line: trimmed, runs of blanks and line ends as one blank; a copy. */
struct slice value_one_line(struct arena *a, struct slice s);
/* What sources write for "not known": na, n/a, none, -, unknown. */
bool value_is_nothing(struct slice s);

/* The n-th of the values in `s`, separated by ";", or its only one. */
struct slice value_nth(struct slice s, unsigned n);

/* A copy in one line; absent where the source says nothing. */
struct slice import_text(struct list_import *im, struct slice s);
/* `text`, then `more` after `between`, whichever is there. A copy. */
struct slice import_join(struct list_import *im, struct slice text, const char *between,
			 struct slice more);
/* alpha-3 where the State is known, else the text and a finding. */
struct slice import_country(struct list_import *im, struct slice s, unsigned line);
/* Sets the sex; what is not understood is a finding. */
void import_sex(struct list_import *im, struct list_entry *entry, struct slice s, unsigned line);
/* Adds a document. A State that is not known becomes part of the status, as an issuer
 * must not rule out what it can not be compared with. */
void import_document(struct list_import *im, struct list_entry *entry,
		     const struct list_document *d, unsigned line);

/* Dates, by the first of `forms` (NULL at the end) that fits the whole: YYYY, MM and DD
 * (two digits), M and D (one or two), MON (English month); other characters are
 * themselves. With "~" or "circa" before, and "A..B" or "A to B". */
bool value_date_by_forms(struct slice s, const char *const *forms, struct list_birth_date *out);
extern const char *const value_iso_forms[]; /* YYYY-MM-DD, YYYY-MM, YYYY */
/* One date or span as in list_birth_date_write(); false if it is not one. */
bool value_birth_date(struct slice s, struct list_birth_date *out);
/* One day by forms, or with a time behind it (ISO 8601); else absent and false. */
bool value_day(struct slice s, const char *const *forms, struct date *out);
/* M, F or X from a letter or a word in a language of the United Nations; else absent. */
struct slice value_sex(struct slice s);
/* Whether a text is in another script than Latin: its first letter outside ASCII
 * punctuation is Greek or later in Unicode's order. */
bool value_is_other_script(struct slice s);
/* Whether `word` (in lower case) stands in `s`, whatever the case of its letters. */
bool value_has_word(struct slice s, const char *word);

/* These add a copy, unless the same is there or LISTS_VALUES_MAX is reached. */
void entry_add_name(struct list_entry *entry, struct arena *a, struct slice name,
		    enum name_quality quality);
/* A name in parts, the whole in the order given, patronymic, family. */
struct name_parts {
	struct slice given, patronymic, family;
};
void entry_add_parts(struct list_entry *entry, struct arena *a, const struct name_parts *parts,
		     enum name_quality quality);
void entry_add_birth_date(struct list_entry *entry, struct arena *a,
			  const struct list_birth_date *b);
void entry_add_nationality(struct list_entry *entry, struct arena *a, struct slice value);
void entry_add_place(struct list_entry *entry, struct arena *a, struct slice value);
void entry_add_address(struct list_entry *entry, struct arena *a, struct slice value);
/* As it stands; see import_document. */
void entry_add_document(struct list_entry *entry, struct arena *a, const struct list_document *d);

#endif
