/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/place.h"

#include "screen/country.h"
#include "screen/names/compare.h"

#define PARTS_MAX 4 /* further parts of a place are not looked at */
/* Words of towns are less alike than this when they are others. */
#define TOWN_PERMILLE 900

/* A place, read. */
struct place_read {
	struct slice state; /* its code; absent where it does not say */
	struct slice towns[PARTS_MAX];
	unsigned town_count;
};

static void read_place(struct slice s, struct place_read *out)
{
	struct slice part;
	*out = (struct place_read){.town_count = 0};
	while (slice_cut(&s, ',', &part)) {
		part = slice_trim(part);
		struct slice code = country_code(part);
		if (slice_present(code))
			out->state = code;
		else if (part.n && out->town_count < PARTS_MAX)
			out->towns[out->town_count++] = part;
	}
}

/* Whether each word of one of two towns is met by a word of the other. */
static bool same_town(struct slice a, struct slice b)
{
	struct name x;
	struct name y;
	struct name_score score;
	name_read(a, &x);
	name_read(b, &y);
	const struct name_view mine = name_view(&x);
	const struct name_view theirs = name_view(&y);
	name_view_compare(&mine, &theirs, &score);
	for (unsigned i = 0; i < score.pair_count; i++)
		if (score.pairs[i].similarity < TOWN_PERMILLE)
			return false;
	return score.pair_count &&
	       (score.words_a == mine.ordinary_count || score.words_b == theirs.ordinary_count);
}

static bool town_in_common(const struct place_read *a, const struct place_read *b)
{
	for (unsigned i = 0; i < a->town_count; i++)
		for (unsigned k = 0; k < b->town_count; k++)
			if (same_town(a->towns[i], b->towns[k]))
				return true;
	return false;
}

static enum place_relation compare(const struct place_read *a, const struct place_read *b)
{
	bool states = slice_present(a->state) && slice_present(b->state);
	if (states && !slice_eq(a->state, b->state))
		return PLACE_DIFFERS;
	if (town_in_common(a, b))
		return PLACE_AGREES;
	if (states)
		return PLACE_STATE;
	return a->town_count && b->town_count ? PLACE_DIFFERS : PLACE_ABSENT;
}

struct place_evidence place_compare(struct slice mine, const struct list_value *listed)
{
	struct place_evidence best = {.relation = PLACE_ABSENT};
	struct place_read own;
	if (!slice_present(mine) || !listed)
		return best;
	read_place(mine, &own);
	best.relation = PLACE_DIFFERS;
	for (const struct list_value *v = listed; v; v = v->next) {
		struct place_read theirs;
		read_place(v->value, &theirs);
		enum place_relation relation = compare(&own, &theirs);
		if (relation <= best.relation)
			continue;
		best.relation = relation;
		best.place = relation > PLACE_ABSENT ? v : NULL;
	}
	return best;
}
