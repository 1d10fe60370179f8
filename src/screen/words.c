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

/* The share of a weight in that of all words. */
static int share(unsigned weight, unsigned all)
{
	return all ? (int)((1000 * weight + all / 2) / all) : 0;
}

/* The words of `view` that are not in `met`, in their first reading. */
static void add_rest(const struct name_view *view, uint16_t met, bool mine, unsigned all,
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
		w->weight_permille = share(name_view_weight(view, u->words), all);
	}
}

void words_explain(const struct name_score *score, const struct name_view *mine,
		   const struct name_view *theirs, struct arena *a, screen_words *out)
{
	unsigned all = mine->weight + theirs->weight;
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
		w->weight_permille = share(name_view_weight(mine, p->a->words) +
						   name_view_weight(theirs, p->b->words),
					   all);
		met_mine |= p->a->words;
		met_theirs |= p->b->words;
	}
	add_rest(mine, met_mine, true, all, a, out);
	add_rest(theirs, met_theirs, false, all, a, out);
}
