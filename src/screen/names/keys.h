/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/names/keys.h - how the keys of words are made, Arabic names as the machine readable
 * zone may write them, and the classes of words that are one name.
 */
#ifndef SCREEN_NAMES_KEYS_H
#define SCREEN_NAMES_KEYS_H

#include "screen/names/name.h"

struct rewrite_row;

/* A row of a table of rules, ready to be tried. */
struct rule {
	char from[6], to[4]; /* the second letter of `from` is 0 where there is none */
	uint8_t length;      /* of `from` */
	uint8_t place;       /* enum rule_place */
};

#define RULES_MAX 64

struct rules {
	struct rule rows[RULES_MAX];
	/* By a letter and the one behind it, 0 where it is the last: the first rule that may fit,
	 * and where the rules of the letter end. */
	uint8_t first[26][27], end[26];
};

/* `count` rows in the order of first letters. */
void rules_init(struct rules *r, const struct rewrite_row *table, size_t count);

struct key_rules {
	struct rules sound, consonants;
};

/* Once for many names. */
void key_rules_init(struct key_rules *r);
/* name_keys() with rules that are ready, and without the family. */
void name_keys_by(const struct key_rules *rules, struct slice text, bool consonants_only,
		  struct name_unit *out);

/* Whether a word looks like the reversible transliteration of ICAO Doc 9303
 * part 3 section 6 C: X pairs and next to no vowels (MXHMD). */
bool name_is_mrz_arabic(struct slice text);
/* Such a word in the usual letters (MHMD), in `room`. */
struct slice name_from_mrz_arabic(struct slice text, char room[WORD_LETTERS_MAX + 1]);

/* The classes of variants that a unit's spelling key is in (tables.h): VARIANT_FAMILIES
 * numbers, 0 where there are fewer. */
const uint16_t *name_families(const struct name_unit *u);
/* The class of spellings, of which there is one at most; 0 = none. */
uint16_t name_spelling_family(const struct name_unit *u);
/* What a class is known by when others are added: its sign and the keys of its first two
 * words. */
const char *name_family_name(uint16_t family);

#endif
