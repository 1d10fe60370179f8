/* SPDX-License-Identifier: Apache-2.0
 *
 * minimise/law_read.h - private: a profile while it is read.
 */
#ifndef MINIMISE_LAW_READ_H
#define MINIMISE_LAW_READ_H

#include "minimise/law.h"

#define LAW_LOG_MONTHS 60 /* five years: R-150; where the profile does not say */

enum law_section {
	LAW_TOP,
	LAW_PURPOSE,
	LAW_OFFENCES,
	LAW_AUTHORITIES,
	LAW_ELEMENTS,
	LAW_SENSITIVE,
	LAW_AGES,
	LAW_COLLECTION,
	LAW_LISTS,
	LAW_APPROVALS,
	LAW_FLIGHTS,
	LAW_DIFFERENCES,
	LAW_SECTION_COUNT,
};

struct law_reading {
	struct arena *a;
	struct law *out;
	law_faults *faults;
	enum law_section section;
	unsigned section_line[LAW_SECTION_COUNT]; /* 0 = was not there */
	struct law_purpose *purpose;              /* of the section [purpose NAME] */
	unsigned purpose_line;
	unsigned line;          /* of what is being read */
	uint64_t seen;          /* keys that were given, by their row */
	const struct law *base; /* icao-base; NULL while it is read itself */
};

/* Adds a fault on `line`. */
void law_fault_add(struct law_reading *r, unsigned line, const char *rule, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* ---- law_keys.c: values ---- */
bool law_next_word(struct slice *rest, struct slice *word);
void law_wrong(struct law_reading *r, struct slice value, const char *expected);
bool law_choose(struct law_reading *r, struct slice value, const char *yes, const char *no);
unsigned law_number(struct law_reading *r, struct slice value, const char *expected);
/* "6 months", or "never": 0. */
unsigned law_count_of(struct law_reading *r, struct slice value, const char *unit);
void law_add_word(struct law_reading *r, law_words *to, struct slice word);

/* ---- law_collection.c: the sections [collection] and [lists] ---- */
typedef void law_setter(struct law_reading *r, struct slice value);
law_setter law_set_formats, law_set_other_formats, law_set_protocols, law_set_first_transfer;
law_setter law_set_closing_transfer, law_set_closing_content, law_set_further_transfers;
law_setter law_set_notice_after, law_set_mandatory, law_set_fresh, law_set_used, law_set_ends;
/* What holds where a profile does not say: the Directive's own rules. */
void law_defaults(struct law_reading *r);
void law_defaults_after(struct law_reading *r);
void law_check_collection(struct law_reading *r);

/* ---- law_sheet.c: parts of the explanation ---- */
void law_say_collection(const struct law *law, struct buf *out);
void law_say_lists(const struct law *law, struct buf *out);

/* Takes one `key = value` of the section. */
void law_take(struct law_reading *r, struct slice key, struct slice value);
/* Keys that were not given. */
void law_missing(struct law_reading *r);
/* What does not fit together, and what is weaker than icao-base. */
void law_check(struct law_reading *r);

#endif
