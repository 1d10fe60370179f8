/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/lists.h - reading watchlists as published, and comparing two states of
 * one. Pure: bytes in, entries and findings out. docs/watchlists.md describes the
 * formats for those who write such files.
 *
 * Entries, findings and their texts live in the arena. A row or record that can
 * not be read becomes a finding (its `segment` is the line, from 1) and does not
 * stop the rest; findings hold no personal data. Entries come sealed
 * (list_entry_seal), in the order of the file, with no id twice.
 */
#ifndef SCREEN_LISTS_H
#define SCREEN_LISTS_H

#include "model/finding.h"
#include "model/watchlist.h"

#define LISTS_BYTES_MAX ((size_t)512 << 20)
#define LISTS_ENTRIES_MAX 2000000
#define LISTS_FIELD_MAX 16384 /* bytes of one CSV field or XML text */
#define LISTS_VALUES_MAX 256  /* names, dates, documents ... of one entry, each */
#define LISTS_COLUMNS_MAX 64
#define LISTS_XML_DEPTH_MAX 16 /* of JSON too */

enum list_format {
	LIST_FORMAT_UNKNOWN,
	LIST_FORMAT_CSV,
	LIST_FORMAT_UN_XML,
	LIST_FORMAT_OPENSANCTIONS_CSV,
	LIST_FORMAT_FTM_JSON,
	LIST_FORMAT_INTERPOL_JSON,
	LIST_FORMAT_OFAC_XML,
	LIST_FORMAT_OFAC_CSV,
	LIST_FORMAT_EU_XML,
	LIST_FORMAT_OFAC_ADVANCED_XML,
	LIST_FORMAT_COUNT,
};

/* By the first bytes: the root of XML, names of JSON members, columns of CSV. */
enum list_format lists_detect_format(struct slice bytes);
/* By the columns that the first row of a CSV file names: "number" is one of documents. */
enum list_kind lists_detect_kind(struct slice bytes);
/* "csv", "un-xml", "opensanctions-csv", "ftm-json", "interpol-json", "ofac-xml",
 * "ofac-csv", "eu-xml", "ofac-advanced-xml"; NULL for LIST_FORMAT_UNKNOWN. */
const char *list_format_name(enum list_format f);
/* The format of that name, or LIST_FORMAT_UNKNOWN. */
enum list_format list_format_named(struct slice name);

/* A file as it was published. */
struct list_file {
	struct slice bytes;
	enum list_format format; /* LIST_FORMAT_UNKNOWN: by the first bytes */
	enum list_kind kind;     /* lists of documents are CSV */
};

struct list_reading {
	list_entries entries;
	finding_list findings;
	enum list_format format;  /* the one that was read */
	struct date generated_on; /* what the file says of itself; or absent */
};

/* Reads a list of any format. RC_INVALID: it is of none, or not what `format` says, or
 * can not be read as a whole; RC_LIMIT, RC_NOMEM. `out` counts only with RC_OK. */
enum rc lists_read(const struct list_file *file, struct arena *a, struct list_reading *out,
		   struct err *e) MUST_CHECK;

/* CSV (RFC 4180) in UTF-8, with or without byte order mark, separated by "," or
 * ";", the first row naming the columns; or with a mapping before the first row
 * (screen/lists/csv_mapping.h). RC_INVALID when it is not that,
 * RC_LIMIT, RC_NOMEM. */
enum rc lists_read_csv(struct slice bytes, enum list_kind kind, struct arena *a, list_entries *out,
		       finding_list *findings, struct err *e) MUST_CHECK;

/* The individuals of the United Nations Security Council Consolidated List
 * (https://scsanctions.un.org, consolidated.xml). RC_INVALID when it is not well
 * formed, has a document type declaration, or is another document; RC_LIMIT, RC_NOMEM. */
enum rc lists_read_un_xml(struct slice bytes, struct arena *a, list_entries *out,
			  finding_list *findings, struct err *e) MUST_CHECK;

/* ---- comparing ---- */

enum list_change_kind { LIST_ADDED, LIST_CHANGED, LIST_REMOVED };

/* Bits of list_change.fields. */
enum list_field {
	LIST_FIELD_NAMES,
	LIST_FIELD_BIRTH_DATES,
	LIST_FIELD_DOCUMENTS,
	LIST_FIELD_NATIONALITIES,
	LIST_FIELD_PLACES_OF_BIRTH,
	LIST_FIELD_ADDRESSES,
	LIST_FIELD_SEX,
	LIST_FIELD_MEASURE,
	LIST_FIELD_HANDLING,
	LIST_FIELD_REASON,
	LIST_FIELD_LISTED_ON,
	LIST_FIELD_VALID_FROM,
	LIST_FIELD_EXPIRES,
	LIST_FIELD_COUNT,
};

struct list_change {
	enum list_change_kind kind;
	const struct list_entry *before, *after; /* NULL where there is none */
	unsigned fields;                         /* of a changed entry */
	struct list_change *next;
};

struct list_changes {
	LIST(struct list_change)
	list; /* added and changed in the order of the new state,
					* then removed in the order of the old one */
	unsigned added, changed, removed, unchanged;
};

/* Both states must be sealed. Memory from `a`; the entries must outlive `out`. */
void lists_compare(const list_entries *before, const list_entries *after, struct arena *a,
		   struct list_changes *out);

const char *list_change_name(enum list_change_kind k); /* added changed removed */
const char *list_field_name(enum list_field f);        /* as in the JSON of an entry */

#endif
