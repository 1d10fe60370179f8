/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/sealed.h - screening of people whose names are sealed.
 *
 * Before sealing, names and documents are taken apart into marks: texts that the caller
 * hashes under a key and keeps instead of the name. A mark of a word is the word, its
 * spelling key with up to two letters taken out, its family of spellings, its consonants;
 * two words that differ by a letter or two have a mark in common. The shape says which
 * words stand together, without a letter. From the marks that a traveller and an entry have
 * in common the score of their names follows, never less than that of the names themselves
 * by the same rules, but for an initial on the list, which does not meet a sealed word. Pure.
 */
#ifndef SCREEN_SEALED_H
#define SCREEN_SEALED_H

#include "screen/screen.h"

enum sealed_kind {
	SEALED_TEXT,       /* all letters of a word, or of words written together */
	SEALED_SOUND,      /* what is left of its spelling key */
	SEALED_FAMILY,     /* names of the classes of variants it is in */
	SEALED_CONSONANTS, /* what Arabic script writes of it */
	SEALED_DOCUMENT,   /* number, issuer and type of a document */
	SEALED_ISSUED,     /* its number with O as 0 and I as 1, and issuer */
	SEALED_NUMBER,     /* the number alone */
};

struct sealed_mark {
	enum sealed_kind kind;
	unsigned name;    /* number of the name, from 0 */
	unsigned unit;    /* of the name; of a document its number, from 0 */
	unsigned deleted; /* letters taken out */
	unsigned length;  /* letters of the spelling key, or of the consonants */
	bool consonants_only, glued, may_be_cut;
	bool beginning;  /* of an entry's word: `text` are its first letters only */
	bool has_issuer; /* of a document */
	struct slice text;
};

/* Called for each mark; `text` is valid during the call. */
typedef void sealed_mark_fn(void *context, const struct sealed_mark *m);

/* A mark without its text and kind in 24 bits, and back; `kind` comes with it. */
int64_t sealed_mark_pack(const struct sealed_mark *m);
struct sealed_mark sealed_mark_unpack(int64_t packed);

#define SEALED_NAMES_MAX 2     /* of one traveller: of API and of PNR */
#define SEALED_LISTED_NAMES 64 /* of one entry; further ones are not looked at */
#define SEALED_SHAPE_MAX 128

/* Marks of a traveller's name, as number `name`, and the name's shape; gives its length. */
size_t sealed_name_marks(const struct screen_traveller *t, unsigned name, sealed_mark_fn *fn,
			 void *context, unsigned char shape[SEALED_SHAPE_MAX]);
void sealed_document_marks(const struct screen_document *documents, unsigned count,
			   sealed_mark_fn *fn, void *context);
/* Marks of all names and documents of an entry. */
void sealed_entry_marks(const struct list_entry *entry, sealed_mark_fn *fn, void *context);

/* What a birth date is compared by: the day, or the year alone. */
struct sealed_birth {
	bool year;
	char text[DATE_TEXT];
	int worth; /* of meeting it; the more the better */
};
typedef void sealed_birth_fn(void *context, const struct sealed_birth *b);
/* What a traveller's birth date has to be to agree with one of the entry's. */
void sealed_entry_births(const struct list_entry *entry, sealed_birth_fn *fn, void *context);

/* A mark in common. */
struct sealed_meeting {
	struct sealed_mark mine, theirs; /* of the traveller, of the entry */
	struct sealed_meeting *next;
};

struct sealed_subject {
	struct slice shapes[SEALED_NAMES_MAX]; /* of the traveller's names */
	unsigned shape_count;
	bool born;       /* the traveller's birth date is known */
	int birth_worth; /* best sealed_birth.worth met; 0 = none */
	LIST(struct sealed_meeting) meetings;
};

struct sealed_verdict {
	enum screen_outcome outcome;
	const char *method; /* "document", "name" */
	int score_permille;
};

/* Whether the traveller may be the entry's, and what it is worth. */
bool sealed_weigh(const struct list_entry *entry, const struct sealed_subject *s,
		  struct sealed_verdict *out);

#endif
