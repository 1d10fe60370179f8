/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/words.h"

static const char *rule(enum name_relation r)
{
	static const char *const names[] = {
		[NAME_UNLIKE] = NULL,
		[NAME_SAME] = "same-letters",
		[NAME_SPELLING] = "another-spelling",
		[NAME_FAMILY] = "known-variant",
		[NAME_OTHER_FORM] = "other-form",
		[NAME_SHORT] = "short-form",
		[NAME_CONSONANTS] = "same-consonants",
		[NAME_CUT] = "cut",
		[NAME_LETTERS] = "letters-differ",
		[NAME_INITIAL] = "initial",
	};
	return names[r];
}

/* The share of `words` in all words that count. */
static int weight(unsigned words, unsigned all)
{
	return all ? (int)((1000 * words + all / 2) / all) : 0;
}

/* The words of `view` that are not in `met`, in their first reading. */
static void add_rest(const struct name_view *view, uint16_t met, bool mine, int each,
		     struct arena *a, screen_words *out)
{
	for (unsigned i = 0; i < view->unit_count; i++) {
		const struct name_unit *u = &view->units[i];
		if (u->sig.glued || (u->words & met))
			continue;
		met |= u->words;
		struct screen_word *w = LIST_ADD(out, a, struct screen_word);
		if (!w)
			return;
		*(mine ? &w->traveller : &w->entry) = arena_copy(a, slice_of(u->text));
		w->weight_permille = each;
	}
}

void words_explain(const struct name_score *score, const struct name_view *mine,
		   const struct name_view *theirs, struct arena *a, screen_words *out)
{
	unsigned all = mine->ordinary_count + theirs->ordinary_count;
	uint16_t met_mine = 0;
	uint16_t met_theirs = 0;
	for (unsigned i = 0; i < score->pair_count; i++) {
		const struct name_pair *p = &score->pairs[i];
		struct screen_word *w = LIST_ADD(out, a, struct screen_word);
		if (!w)
			return;
		w->traveller = arena_copy(a, slice_of(p->a->text));
		w->entry = arena_copy(a, slice_of(p->b->text));
		w->rule = rule(p->relation);
		w->together = p->a->sig.glued || p->b->sig.glued;
		w->similarity_permille = (int)p->similarity;
		w->weight_permille = weight(name_words(p->a->words & mine->ordinary) +
						    name_words(p->b->words & theirs->ordinary),
					    all);
		met_mine |= p->a->words;
		met_theirs |= p->b->words;
	}
	add_rest(mine, met_mine, true, weight(1, all), a, out);
	add_rest(theirs, met_theirs, false, weight(1, all), a, out);
}
