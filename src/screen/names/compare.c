/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/names/compare.h"

#include "screen/names/tables.h"

#include <string.h>

#define SAME_PERMILLE 1000
#define SPELLING_PERMILLE 950
#define FAMILY_PERMILLE 950
#define OTHER_FORM_PERMILLE 850
#define SHORT_PERMILLE 850
#define CONSONANTS_PERMILLE 900
#define FEW_CONSONANTS_PERMILLE 750 /* fewer than 3: many names share them */
#define CUT_PERMILLE 850
#define CUT_MIN 3
#define INITIAL_PERMILLE 700

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static unsigned most(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

/* One column of the table of distances at a time, as differences between its cells
 * in the bits of words: H. Hyyro, "A bit-vector algorithm for computing Levenshtein
 * and Damerau edit distances", Nordic Journal of Computing 10 (2003). */
unsigned name_distance(struct slice a, struct slice b, unsigned limit)
{
	if ((a.n > b.n ? a.n - b.n : b.n - a.n) > limit || !a.n || !b.n)
		return least((unsigned)most((unsigned)a.n, (unsigned)b.n), limit + 1);
	uint32_t places['Z' - 'A' + 1] = {0}; /* where each letter stands in `a` */
	for (size_t i = 0; i < a.n; i++)
		places[a.p[i] - 'A'] |= UINT32_C(1) << i;
	uint32_t last = UINT32_C(1) << (a.n - 1);
	uint32_t plus = UINT32_MAX; /* a cell is one more than the one above */
	uint32_t minus = 0;         /* one less */
	uint32_t diagonal = 0;      /* the same as the one above in the column before */
	uint32_t before = 0;
	unsigned distance = (unsigned)a.n;
	for (size_t j = 0; j < b.n; j++) {
		uint32_t here = places[b.p[j] - 'A'];
		uint32_t exchanged = ((~diagonal & here) << 1) & before;
		diagonal = (((here & plus) + plus) ^ plus) | here | minus | exchanged;
		uint32_t right_plus = minus | ~(diagonal | plus);
		uint32_t right_minus = diagonal & plus;
		distance += (right_plus & last) != 0;
		distance -= (right_minus & last) != 0;
		right_plus = (right_plus << 1) | 1;
		plus = (right_minus << 1) | ~(diagonal | right_plus);
		minus = right_plus & diagonal;
		before = here;
	}
	return least(distance, limit + 1);
}

static bool consonants_equal(const struct name_unit *a, const struct name_unit *b)
{
	return (a->sig.consonants_only || b->sig.consonants_only) && a->sig.consonant_length > 0 &&
	       strcmp(a->consonants, b->consonants) == 0;
}

static bool begins(const struct name_unit *cut, const struct name_unit *whole)
{
	return cut->sig.may_be_cut && cut->sig.text_length >= CUT_MIN &&
	       whole->sig.text_length > cut->sig.text_length &&
	       memcmp(cut->text, whole->text, cut->sig.text_length) == 0;
}

static bool is_initial(const struct name_unit *a, const struct name_unit *b)
{
	return (a->sig.text_length == 1) != (b->sig.text_length == 1) && a->text[0] == b->text[0];
}

static unsigned is(enum name_relation r, unsigned permille, enum name_relation *relation)
{
	*relation = r;
	return permille;
}

static unsigned same_family(unsigned family, enum name_relation *relation)
{
	if (family >= VARIANT_SHORT)
		return is(NAME_SHORT, SHORT_PERMILLE, relation);
	if (family >= VARIANT_OTHER_FORM)
		return is(NAME_OTHER_FORM, OTHER_FORM_PERMILLE, relation);
	return is(NAME_FAMILY, FAMILY_PERMILLE, relation);
}

/* One side's words written together and cut at the limit of a field. */
static unsigned cut_together(const struct name_unit *a, const struct name_unit *b,
			     enum name_relation *relation)
{
	bool same = a->sig.text_length == b->sig.text_length &&
		    memcmp(a->text, b->text, a->sig.text_length) == 0;
	return same ? is(NAME_CUT, CUT_PERMILLE, relation) : is(NAME_UNLIKE, 0, relation);
}

static unsigned letters_similarity(const struct name_unit *a, const struct name_unit *b,
				   enum name_relation *relation)
{
	unsigned longer = most(a->sig.sound_length, b->sig.sound_length);
	unsigned limit = name_distance_limit(longer);
	if (!limit)
		return is(NAME_UNLIKE, 0, relation);
	unsigned d = name_distance((struct slice){a->sound, a->sig.sound_length},
				   (struct slice){b->sound, b->sig.sound_length}, limit);
	if (d > limit)
		return is(NAME_UNLIKE, 0, relation);
	return is(NAME_LETTERS, 1000 - 1000 * d / longer, relation);
}

unsigned name_similarity(const struct name_unit *a, const struct name_unit *b,
			 enum name_relation *relation)
{
	if (a->sig.glued && b->sig.glued)
		return is(NAME_UNLIKE, 0, relation);
	if ((a->sig.glued && a->sig.may_be_cut) || (b->sig.glued && b->sig.may_be_cut))
		return cut_together(a, b, relation);
	if (a->sig.text_length == b->sig.text_length &&
	    memcmp(a->text, b->text, a->sig.text_length) == 0)
		return is(NAME_SAME, SAME_PERMILLE, relation);
	if (a->sig.sound_length >= 2 && a->sig.sound_length == b->sig.sound_length &&
	    memcmp(a->sound, b->sound, a->sig.sound_length) == 0)
		return is(NAME_SPELLING, SPELLING_PERMILLE, relation);
	if (a->sig.family && a->sig.family == b->sig.family)
		return same_family(a->sig.family, relation);
	if (consonants_equal(a, b))
		return is(NAME_CONSONANTS,
			  a->sig.consonant_length < 3 ? FEW_CONSONANTS_PERMILLE
						      : CONSONANTS_PERMILLE,
			  relation);
	if (a->sig.glued || b->sig.glued)
		return is(NAME_UNLIKE, 0, relation);
	if (begins(a, b) || begins(b, a))
		return is(NAME_CUT, CUT_PERMILLE, relation);
	if (is_initial(a, b))
		return is(NAME_INITIAL, INITIAL_PERMILLE, relation);
	return letters_similarity(a, b, relation);
}

struct name_view name_view(const struct name *n)
{
	return (struct name_view){.units = n->units,
				  .unit_count = n->unit_count,
				  .ordinary = n->ordinary,
				  .ordinary_count = n->ordinary_count};
}

struct cell {
	uint16_t similarity;
	uint8_t relation;
};

struct grid {
	const struct name_view *a, *b;
	struct cell cells[NAME_UNITS_MAX][NAME_UNITS_MAX];
};

static void fill(struct grid *g)
{
	for (unsigned i = 0; i < g->a->unit_count; i++)
		for (unsigned j = 0; j < g->b->unit_count; j++) {
			const struct name_unit *x = &g->a->units[i];
			const struct name_unit *y = &g->b->units[j];
			enum name_relation r = NAME_UNLIKE;
			unsigned s = name_may_meet(&x->sig, &y->sig) ? name_similarity(x, y, &r)
								     : 0;
			g->cells[i][j] = (struct cell){(uint16_t)s, (uint8_t)r};
		}
}

/* The best pair of words not yet `used`; false when none is left. */
static bool best_pair(const struct grid *g, uint16_t used_a, uint16_t used_b, struct name_pair *out)
{
	unsigned best = 0;
	for (unsigned i = 0; i < g->a->unit_count; i++) {
		const struct name_unit *x = &g->a->units[i];
		if (x->words & used_a)
			continue;
		for (unsigned j = 0; j < g->b->unit_count; j++) {
			const struct name_unit *y = &g->b->units[j];
			const struct cell *c = &g->cells[i][j];
			if (!c->similarity || (y->words & used_b))
				continue;
			unsigned words = name_words(x->words) + name_words(y->words);
			unsigned rank = c->similarity * 16U + words;
			if (rank <= best)
				continue;
			best = rank;
			*out = (struct name_pair){x, y, c->similarity,
						  (enum name_relation)c->relation};
		}
	}
	return best > 0;
}

void name_view_compare(const struct name_view *a, const struct name_view *b, struct name_score *out)
{
	*out = (struct name_score){0};
	struct grid g = {.a = a, .b = b};
	fill(&g);
	uint16_t used_a = 0;
	uint16_t used_b = 0;
	unsigned sum = 0;
	struct name_pair pair;
	while (out->pair_count < NAME_WORDS_MAX && best_pair(&g, used_a, used_b, &pair)) {
		unsigned words_a = name_words(pair.a->words & a->ordinary);
		unsigned words_b = name_words(pair.b->words & b->ordinary);
		sum += pair.similarity * (words_a + words_b);
		out->words_a += words_a;
		out->words_b += words_b;
		out->pairs[out->pair_count++] = pair;
		used_a |= pair.a->words;
		used_b |= pair.b->words;
	}
	unsigned all = a->ordinary_count + b->ordinary_count;
	out->permille = all ? sum / all : 0;
}
