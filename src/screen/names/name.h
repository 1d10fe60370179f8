/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/names/name.h - names brought to a form in which they can be compared:
 * words in the letters A to Z, each with its spelling keys.
 *
 * Letters are folded by ICAO Doc 9303 part 3 section 6. Blanks, hyphens, full
 * stops, commas and "<" end a word; apostrophes and marks join. Pure; fixed size.
 */
#ifndef SCREEN_NAMES_NAME_H
#define SCREEN_NAMES_NAME_H

#include "base/slice.h"

#include <string.h>

#define NAME_WORDS_MAX 10 /* further words of a name are not looked at */
#define NAME_UNITS_MAX 48
#define WORD_LETTERS_MAX 31 /* further letters of a word are not looked at */

/* What a unit can be passed over by without reading its letters. */
struct name_signature {
	uint32_t letters; /* bit 0 = A: the letters of `sound` */
	uint16_t family;  /* number in the table of spellings, 0 = none */
	uint8_t text_length, sound_length, consonant_length;
	char first;           /* of `text` */
	bool glued;           /* of more than one word */
	bool consonants_only; /* from Arabic script or its machine readable form */
	bool may_be_cut;      /* the end may be missing */
};

/* Something that is compared as one: a word, another reading of a word, or two or
 * three neighbouring words written together. */
struct name_unit {
	struct name_signature sig;
	uint16_t words; /* bit n: stands for word n of the name */
	char text[WORD_LETTERS_MAX + 1];
	char sound[WORD_LETTERS_MAX + 1];      /* equal for spellings of one name */
	char consonants[WORD_LETTERS_MAX + 1]; /* what Arabic script writes */
};

struct name {
	struct name_unit units[NAME_UNITS_MAX];
	unsigned unit_count;
	unsigned word_count;
	uint16_t ordinary; /* words that count: no articles, titles or particles */
	unsigned ordinary_count;
};

/* A name as a list publishes it. A name without any letter that can be read has
 * unit_count 0. */
void name_read(struct slice published, struct name *out);

/* A traveller's name as carriers send it: titles glued to the last word are also
 * read without (KUMARMR), a long name's last words may be cut. Parts may be absent. */
void name_read_traveller(struct slice family, struct slice given, struct slice middle,
			 struct name *out);

/* The same two with rules that were made ready once for many names. */
struct key_rules;
void name_read_by(const struct key_rules *rules, struct slice published, struct name *out);
void name_read_traveller_by(const struct key_rules *rules, struct slice family, struct slice given,
			    struct slice middle, struct name *out);

static inline struct slice name_unit_sound(const struct name_unit *u)
{
	return (struct slice){u->sound, u->sig.sound_length};
}

/* Whether a unit is the one before it once more, in another class of variants. */
static inline bool name_unit_again(const struct name_unit *units, unsigned i)
{
	return i > 0 && units[i].words == units[i - 1].words &&
	       strcmp(units[i].text, units[i - 1].text) == 0;
}

/* Number of set bits: words in a mask of words. */
unsigned name_words(uint16_t mask);

/* The keys of `text` (A to Z, at most WORD_LETTERS_MAX), for tests and tables. */
void name_keys(struct slice text, bool consonants_only, struct name_unit *out);

#endif
