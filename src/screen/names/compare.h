/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/names/compare.h - how alike two names are, 0 to 1000, and why.
 *
 * Words are paired best first, whatever their order; ties go to the pair of more
 * words, then to the earlier unit of the first name, then of the second. The
 * score is the similarity of the pairs, each weighed by the ordinary words it
 * covers on both sides, over all ordinary words of both names. Symmetric but for
 * ties. docs/watchlists.md describes it for users.
 */
#ifndef SCREEN_NAMES_COMPARE_H
#define SCREEN_NAMES_COMPARE_H

#include "screen/names/name.h"

enum name_relation {
	NAME_UNLIKE,
	NAME_SAME,       /* same letters */
	NAME_SPELLING,   /* same spelling key */
	NAME_FAMILY,     /* known spellings of one name */
	NAME_CONSONANTS, /* same consonants, one in Arabic script */
	NAME_CUT,        /* the beginning of the other */
	NAME_LETTERS,    /* one or two letters differ */
	NAME_INITIAL,    /* its first letter */
};

/* Restricted Damerau-Levenshtein distance (optimal string alignment): letters
 * inserted, left out, replaced, or two neighbours exchanged; `limit` + 1 when it
 * is more than `limit` (at most WORD_LETTERS_MAX letters each). */
unsigned name_distance(struct slice a, struct slice b, unsigned limit);

/* How many letters of words may differ: none below 4 letters in the longer, 1
 * up to 6, 2 from 7. */
unsigned name_distance_limit(unsigned longer);

unsigned name_similarity(const struct name_unit *a, const struct name_unit *b,
			 enum name_relation *relation);

/* False only when name_similarity() is 0; cheap. */
bool name_may_meet(const struct name_signature *a, const struct name_signature *b);

struct name_view {
	const struct name_unit *units;
	unsigned unit_count;
	uint16_t ordinary;
	unsigned ordinary_count;
};

struct name_pair {
	const struct name_unit *a, *b;
	unsigned similarity;
	enum name_relation relation;
};

struct name_score {
	unsigned permille;
	unsigned words_a, words_b; /* ordinary words paired */
	struct name_pair pairs[NAME_WORDS_MAX];
	unsigned pair_count;
};

struct name_view name_view(const struct name *n); /* valid as long as `n` */
void name_compare(const struct name_view *a, const struct name_view *b, struct name_score *out);

#endif
