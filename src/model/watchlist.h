/* SPDX-License-Identifier: Apache-2.0
 *
 * model/watchlist.h - entries of watchlists of persons and of documents, as
 * published, in one form whatever the source.
 *
 * Values only; memory belongs to the arena they were read into.
 */
#ifndef MODEL_WATCHLIST_H
#define MODEL_WATCHLIST_H

#include "base/clock.h"
#include "model/list.h"

enum list_kind { LIST_PERSONS, LIST_DOCUMENTS };
enum list_severity { LIST_LOW, LIST_MEDIUM, LIST_HIGH };

enum name_quality {
	NAME_PRIMARY,
	NAME_GOOD,
	NAME_LOW,    /* a weak alias: never enough on its own */
	NAME_FORMER, /* borne earlier (birth name, before marriage); as strong as a good one */
};

struct list_name {
	struct slice name;                      /* the whole, as published */
	struct slice family, given, patronymic; /* its parts, where the source tells them */
	enum name_quality quality;
	bool original_script; /* in another script than Latin */
	struct list_name *next;
};

/* A span of days; one day when exact. A year only is 1 January to 31 December. */
struct list_birth_date {
	struct date from, to;
	bool approximate; /* "circa": the matcher widens it */
	struct list_birth_date *next;
};

struct list_document {
	struct slice type, number, issuer; /* issuer alpha-3 where known */
	/* On a list of documents: lost, stolen, revoked, blank ... On a list of persons:
	 * what the source says beside the number ("expired 3 March 2015"). */
	struct slice status;
	struct list_document *next;
};

struct list_value {
	struct slice value;
	struct list_value *next;
};

struct list_entry {
	struct slice id; /* the source's own: "QDi.001" */
	LIST(struct list_name) names;
	LIST(struct list_birth_date) birth_dates;
	LIST(struct list_document) documents;
	LIST(struct list_value) nationalities; /* alpha-3 where known, else as published */
	LIST(struct list_value) places_of_birth;
	LIST(struct list_value) addresses; /* shown, never compared */
	struct slice sex;                  /* M F X */
	struct slice measure, handling, reason;
	struct date listed_on;           /* by the source */
	struct date valid_from, expires; /* first and last day on which it counts; absent = open */
	unsigned char hash[32]; /* BLAKE2b-256 over all of the above: equal means unchanged */
	struct list_entry *next;
};

typedef LIST(struct list_entry) list_entries;

/* Whether it counts on a day: not before valid_from, nor after it expires. */
bool list_entry_counts(const struct list_entry *entry, struct date day);
/* Fills entry->hash. */
void list_entry_seal(struct list_entry *entry);

/* One JSON object (docs/api.md, ENTRY without "list" and "source"). */
struct buf;
void list_entry_write_json(const struct list_entry *entry, struct buf *out);

/* "1970-01-02", "1970-01", "1970", "1968..1972" (any of the former at both ends),
 * with a leading "~" where approximate: what a CSV list says too. */
#define BIRTH_DATE_TEXT 32
void list_birth_date_write(const struct list_birth_date *b, char out[BIRTH_DATE_TEXT]);

const char *list_kind_name(enum list_kind k);         /* "persons", "documents" */
const char *list_severity_name(enum list_severity s); /* "low", "medium", "high" */
const char *name_quality_name(enum name_quality q);   /* "primary", "good", "low", "former" */

#endif
