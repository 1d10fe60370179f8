/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/screen.h - who needs a look: travellers against immutable indexes of
 * watchlists. Pure: no database, no clock, no globals. An index is built once,
 * then read by any number of threads.
 */
#ifndef SCREEN_SCREEN_H
#define SCREEN_SCREEN_H

#include "base/buf.h"
#include "model/watchlist.h"

struct screen_index;

/* One list as it goes into an index. `entries` are copied. */
struct screen_list {
	int64_t id; /* the unit's id of the list */
	int64_t version;
	enum list_kind kind;
	const list_entries *entries;
};

/* NULL when out of memory. */
struct screen_index *screen_index_new(const struct screen_list *lists, unsigned count);
void screen_index_free(struct screen_index *x);
size_t screen_index_bytes(const struct screen_index *x); /* of memory that it takes */

/* ---- changes ---- */

/* What is different in one list, that the index has. A changed entry is removed and added. */
struct screen_change {
	int64_t list_id, version;    /* that it has now */
	const struct slice *removed; /* ids; those that are not there do not matter */
	unsigned removed_count;
	const list_entries *added; /* copied; may be NULL */
};

#define SCREEN_CHANGES_MAX 4096 /* entries added since the index was built whole */

/* The index after a change: it finds what one built whole of the same entries finds, with the
 * same scores. It shares what has not changed with `x`; either may be freed first. NULL
 * when the list is not in it, when too much has changed (SCREEN_CHANGES_MAX), or when out
 * of memory: then build it whole. */
struct screen_index *screen_index_changed(const struct screen_index *before,
					  const struct screen_change *what);

/* ---- an index as bytes, to be loaded instead of built ---- */

/* How many; 0 when the index has changed since it was built whole. */
size_t screen_index_image_bytes(const struct screen_index *x);
/* Writes that many to `out`. `about` says what the index is of: entries, versions, day.
 * `key` seals it (HASH_BYTES). */
void screen_index_image_write(const struct screen_index *x, struct slice about,
			      const unsigned char key[32], unsigned char *out);
/* An index of an image that stays as it is, and in place, until after the index and all
 * changed from it are freed; it begins at a multiple of 64. NULL when it is not sealed with `key`
 * over the same `about`, is damaged or cut, was written by a program that reads names
 * otherwise, or when out of memory: then build the index. */
struct screen_index *screen_index_image_load(struct slice image, struct slice about,
					     const unsigned char key[32]);

struct screen_document {
	struct slice type, number, issuer;
};

/* What screening may look at; all slices UTF-8. A whole name in an order that is
 * not known stands in `family` alone (screen_whole_name). */
struct screen_traveller {
	struct slice family, given, middle;
	struct date birth_date;      /* year 0 = not known */
	struct date birth_date_last; /* of the days that it may be; year 0 = birth_date is the day */
	struct slice sex, nationality;
	const struct screen_document *documents;
	unsigned document_count;
	struct slice place_of_birth; /* town, province, State, set apart by commas */
};

enum screen_outcome {
	OUTCOME_MATCH,        /* identifying fields agree */
	OUTCOME_POSSIBLE,     /* near */
	OUTCOME_UNDETERMINED, /* a good name, but no birth date or document to tell by */
};

enum screen_verdict { VERDICT_AGREED, VERDICT_PARTIAL, VERDICT_DIFFERED, VERDICT_ABSENT };

/* Words of two names that met, as they were compared (A to Z), or one that met
 * none: then the other, and the rule, are absent. */
struct screen_word {
	struct slice traveller, entry;
	const char *rule; /* docs/screen.md lists them; NULL = met none */
	bool together;    /* words written together on one of the sides */
	int similarity_permille, weight_permille;
	struct screen_word *next;
};

typedef LIST(struct screen_word) screen_words;

/* One line of the explanation. */
struct screen_field {
	const char *field; /* name, birth_date, sex, nationality, document, place_of_birth */
	enum screen_verdict verdict;
	struct slice traveller, entry; /* the values compared; absent where there is none */
	struct slice note;
	screen_words words; /* of the field name */
	bool may_change;    /* what follows differs from the match as it is */
	enum screen_outcome
		agreed_outcome; /* if this field agreed, and all others were as they are */
	int agreed_permille;
	struct screen_field *next;
};

struct screen_match {
	int64_t list_id, list_version;
	struct slice entry_id;
	enum screen_outcome outcome;
	const char *method; /* "document", "name" */
	int score_permille; /* 0 to 1000 */
	LIST(struct screen_field) fields;
	struct screen_match *next;
};

typedef LIST(struct screen_match) screen_matches;

/* All matches of one traveller, at most one an entry, best first, ties by
 * list id and entry id. Same input, same output. Memory from `a`. */
void screen_traveller(const struct screen_index *x, const struct screen_traveller *t,
		      struct arena *a, screen_matches *out);

/* Family and given name out of a whole name: QUIBBLE/ZELDA, QUIBBLE<<ZELDA and
 * "Quibble, Zelda" say which is which, else all of it becomes the family name. */
void screen_whole_name(struct slice name, struct screen_traveller *t);
/* Whether a name has letters in a script that can be compared. */
bool screen_can_compare(struct slice name);

/* ---- one pair of names ---- */

enum screen_case_kind {
	CASE_SAME,      /* both birth dates are the same day */
	CASE_EXCHANGED, /* day and month exchanged */
	CASE_YEAR,      /* of one only the year is known, which agrees */
	CASE_ABSENT,
	CASE_DIFFERENT,
	CASE_COUNT,
};

/* What a pair of names would lead to. */
struct screen_case {
	bool alerts; /* false: no match, and no more is known */
	enum screen_outcome outcome;
	int score_permille;
};

struct screen_comparison {
	screen_words words;
	int score_permille; /* of the names alone */
	struct screen_case cases[CASE_COUNT];
};

/* Compares a traveller's whole name with a listed one and says how they met.
 * Memory from `a`. RC_INVALID when one has no letter that can be compared; RC_NOMEM. */
enum rc screen_compare_names(struct slice traveller, struct slice listed, struct arena *a,
			     struct screen_comparison *out, struct err *e) MUST_CHECK;

/* ---- writing ---- */

/* The fields of a match, items of an array that the caller begins and ends, as docs/screen.md describes `reasons`: the
 * explanation as it is printed, kept with a hit, and shown. */
void screen_write_fields(struct json *j, const struct screen_match *m);
/* The member "words". */
void screen_write_words(struct json *j, const screen_words *words);
/* A member that is a number of thousandths: 0.957. */
void screen_write_permille(struct json *j, const char *key, int permille);

const char *screen_case_name(enum screen_case_kind k);  /* same exchanged year absent different */
const char *screen_outcome_name(enum screen_outcome o); /* match possible undetermined */
const char *screen_verdict_name(enum screen_verdict v); /* agreed partial differed absent */

#endif
