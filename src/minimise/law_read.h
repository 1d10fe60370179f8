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

/* Takes one `key = value` of the section. */
void law_take(struct law_reading *r, struct slice key, struct slice value);
/* Keys that were not given. */
void law_missing(struct law_reading *r);
/* What does not fit together, and what is weaker than icao-base. */
void law_check(struct law_reading *r);

#endif
