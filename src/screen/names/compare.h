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
	NAME_OTHER_FORM, /* may be one name in another writing */
	NAME_SHORT,      /* a name and its short form, or two of them */
	NAME_CONSONANTS, /* same consonants, one in Arabic script */
	NAME_CUT,        /* the beginning of the other */
	NAME_LETTERS,    /* one or two letters differ */
	NAME_INITIAL,    /* its first letter */
};

/* Restricted Damerau-Levenshtein distance (optimal string alignment): letters
 * inserted, left out, replaced, or two neighbours exchanged; `limit` + 1 when it
 * is more than `limit` (A to Z only, at most WORD_LETTERS_MAX letters each). */
unsigned name_distance(struct slice a, struct slice b, unsigned limit);

/* How many letters of two spelling keys may differ: none when the longer has
 * fewer than 4, 1 up to 6, 2 from 7. */
static inline unsigned name_distance_limit(unsigned longer)
{
	return longer < 4 ? 0 : longer < 7 ? 1 : 2;
}

/* 0 to 1000 for two words, and why. */
unsigned name_similarity(const struct name_unit *a, const struct name_unit *b,
			 enum name_relation *relation);

/* Whether more than `limit` (at most 2) bits are set. */
static inline bool more_bits_than(uint32_t bits, unsigned limit)
{
	for (unsigned i = 0; i < limit; i++)
		bits &= bits - 1; /* takes the lowest one away */
	return bits != 0;
}

/* Whether so few letters may differ: each kind of letter that only one of the words
 * has needs an edit of its own. */
static inline bool letters_may_meet(const struct name_signature *a, const struct name_signature *b)
{
	unsigned longer = a->sound_length > b->sound_length ? a->sound_length : b->sound_length;
	unsigned shorter = a->sound_length < b->sound_length ? a->sound_length : b->sound_length;
	unsigned limit = name_distance_limit(longer);
	return longer - shorter <= limit && !more_bits_than(a->letters & ~b->letters, limit) &&
	       !more_bits_than(b->letters & ~a->letters, limit);
}

/* False only when name_similarity() is 0; cheap. */
static inline bool name_may_meet(const struct name_signature *a, const struct name_signature *b)
{
	if (!(a->glued || b->glued)) {
		if (letters_may_meet(a, b) || (a->family && a->family == b->family))
			return true;
		if (a->first == b->first &&
		    (a->text_length == 1 || b->text_length == 1 || a->may_be_cut || b->may_be_cut))
			return true;
	} else if (a->letters == b->letters && a->sound_length == b->sound_length) {
		return true;
	}
	return (a->consonants_only || b->consonants_only) &&
	       a->consonant_length == b->consonant_length;
}

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
void name_view_compare(const struct name_view *a, const struct name_view *b,
		       struct name_score *out);

#endif
