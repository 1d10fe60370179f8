/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/names/tables.h - the data that names are read by. Each table stands in
 * its own file and is sorted by its first column.
 */
#ifndef SCREEN_NAMES_TABLES_H
#define SCREEN_NAMES_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A letter outside A to Z. */
struct fold_row {
	uint32_t code;
	const char *first;  /* "" = not written */
	const char *second; /* another form in use, or NULL */
	bool arabic;
};

enum word_kind { WORD_ORDINARY, WORD_LIGHT, WORD_PLACEHOLDER };

struct word_row {
	const char *word;
	enum word_kind kind;
};

/* A class of words, numbered by what its words are to each other: */
#define VARIANT_SPELLING 1 /* spellings of one name (MOHD, MUHAMMAD); a key is in one at most */
#define VARIANT_OTHER_FORM 16384 /* may be one name in another writing (CHANG, ZHANG) */
#define VARIANT_SHORT 32768      /* a name and its short forms (WILLIAM, BILL) */
#define VARIANT_FAMILIES 6       /* classes that a key may be in */

/* Made from variants/ by tools/name_variants.c. */
struct variant_row {
	const char *sound; /* spelling key */
	uint16_t families[VARIANT_FAMILIES];
};

/* Where a key stands in variant_slots, or in the next slots behind it that are not 0. */
#define VARIANT_SLOT_BITS 16
static inline uint32_t variant_slot(const char *sound)
{
	uint32_t hash = 0;
	for (; *sound; sound++)
		hash = 31 * hash + (unsigned char)*sound;
	return hash * UINT32_C(0x9e3779b1) >> (32 - VARIANT_SLOT_BITS);
}

struct variant_class {
	uint16_t family;
	const char *name; /* its sign and the keys of its first two words: "=MUHAMAD MOHAMED" */
};

/* A run of letters that is rewritten in a spelling key. */
enum rule_place { ANYWHERE, AT_START, AT_END, BEFORE_VOWEL, BEFORE_SOFT };

struct rewrite_row {
	const char *from;
	const char *to;
	enum rule_place place;
};

extern const struct fold_row fold_table[];
extern const size_t fold_table_count;
extern const struct word_row word_table[];
extern const size_t word_table_count;
extern const struct variant_row variant_table[];
extern const size_t variant_table_count;
extern const uint16_t variant_slots[1 << VARIANT_SLOT_BITS]; /* rows of variant_table, from 1 */
/* By number. A class keeps its name as long as its line begins with the same words. */
extern const struct variant_class variant_classes[];
extern const size_t variant_class_count;

/* In the order of first letters. Among those of a letter the first row that fits is taken,
 * so longer runs stand before shorter ones. */
extern const struct rewrite_row sound_table[];
extern const size_t sound_table_count;
extern const struct rewrite_row consonant_table[];
extern const size_t consonant_table_count;
extern const struct rewrite_row mrz_arabic_table[];
extern const size_t mrz_arabic_table_count;

#endif
