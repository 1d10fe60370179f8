/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/evidence.h - what a traveller and an entry have in common, and what
 * follows from it. The thresholds and the table of outcomes stand in evidence.c
 * and in docs/watchlists.md.
 */
#ifndef SCREEN_EVIDENCE_H
#define SCREEN_EVIDENCE_H

#include "screen/index.h"
#include "screen/place.h"

/* The scores from which a name is loose, near, strong. Names scored lower are never
 * looked at. */
#define NAME_LEAST_PERMILLE 650
#define NAME_NEAR_PERMILLE 750
#define NAME_STRONG_PERMILLE 880

/* How far an approximate date ("circa") may be off. */
#define CIRCA_YEARS 2

/* In rising order of what they are worth. */
enum birth_relation {
	BIRTH_DIFFERS,
	BIRTH_ABSENT, /* of the traveller or of the entry */
	BIRTH_SLIP,   /* day and month exchanged, one digit, 1 January of that year */
	BIRTH_SPAN,   /* within a span of days, or near an approximate date */
	BIRTH_AGREES, /* the same day */
};

struct birth_evidence {
	enum birth_relation relation;
	const struct list_birth_date *date; /* of the entry; NULL when absent */
	const char *note;                   /* or NULL */
};

/* The listed birth date that agrees best. */
struct birth_evidence birth_compare(const struct screen_traveller *t,
				    const struct list_entry *entry);
/* The last of the days that the traveller's birth date may be. */
struct date birth_last(const struct screen_traveller *t);

enum name_strength { NAME_NONE, NAME_LOOSE, NAME_NEAR, NAME_STRONG };

/* How much a score is worth, given how sure the listed spelling is. */
enum name_strength name_strength(const struct name_score *s, enum name_quality quality);

enum field_evidence { FIELD_ABSENT, FIELD_DIFFERS, FIELD_AGREES };

/* Everything about one pair of traveller and entry. */
struct evidence {
	const struct index_entry *entry;
	const struct index_name *name; /* the entry's best, or NULL */
	struct name_score score;       /* of `name` */
	struct birth_evidence birth;
	enum field_evidence sex, nationality;
	struct place_evidence place; /* of birth */
	const struct index_document *document; /* the entry's, or NULL */
	const struct screen_document *shown;   /* the traveller's that met it */
	struct document_comparison comparison;
};

/* What needs neither names nor documents. */
struct evidence evidence_begin(const struct index_entry *entry, const struct screen_traveller *t);

struct decision {
	bool alerts;
	enum screen_outcome outcome;
	const char *method;
	int score_permille;
};

struct decision evidence_decide(const struct evidence *e);
/* Whether the first decision is the better one. */
bool decision_better(const struct decision *a, const struct decision *b);

/* The explanation of a match, in the arena; `mine` is the traveller's name. */
void evidence_explain(const struct evidence *e, const struct screen_traveller *t,
		      const struct name_view *mine, struct arena *a, struct screen_match *out);

#endif
