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

struct spelling_row {
	const char *word;
	uint16_t family;
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
extern const struct spelling_row spelling_table[];
extern const size_t spelling_table_count;

/* In the order of first letters. Among those of a letter the first row that fits is taken,
 * so longer runs stand before shorter ones. */
extern const struct rewrite_row sound_table[];
extern const size_t sound_table_count;
extern const struct rewrite_row consonant_table[];
extern const size_t consonant_table_count;
extern const struct rewrite_row mrz_arabic_table[];
extern const size_t mrz_arabic_table_count;

#endif
