/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/names/compare.h"
#include "screen/screen.h"
#include "screen/words.h"

const char *screen_case_name(enum screen_case_kind k)
{
	static const char *const names[] = {"same", "exchanged", "year", "absent", "different"};
	return names[k];
}

/* Cuts `name` at the first `sign`; false when it has none. */
static bool cut_at(struct slice name, const char *sign, struct screen_traveller *t)
{
	size_t length = strlen(sign);
	for (size_t i = 0; i + length <= name.n; i++) {
		if (memcmp(name.p + i, sign, length) != 0)
			continue;
		t->family = slice_trim(slice_range(name, 0, i));
		t->given = slice_trim(slice_range(name, i + length, name.n));
		return true;
	}
	return false;
}

void screen_whole_name(struct slice name, struct screen_traveller *t)
{
	if (cut_at(name, "/", t) || cut_at(name, "<<", t) || cut_at(name, ",", t))
		return;
	t->family = slice_trim(name);
	t->given = (struct slice){0};
}

bool screen_can_compare(struct slice name)
{
	struct name n;
	name_read(name, &n);
	return n.unit_count > 0;
}

/* The real screening of a list with one entry, born on 2 January 1970. */
static struct screen_index *index_of_one(struct slice listed, struct arena *a)
{
	struct list_entry *entry = ARENA_NEW(a, struct list_entry);
	struct list_name *name = entry ? LIST_ADD(&entry->names, a, struct list_name) : NULL;
	struct list_birth_date *born =
		name ? LIST_ADD(&entry->birth_dates, a, struct list_birth_date) : NULL;
	if (!born)
		return NULL;
	entry->id = SLICE("1");
	name->name = listed;
	born->from = born->to = (struct date){1970, 1, 2};
	list_entries entries = {.first = entry, .last = entry, .count = 1};
	return screen_index_new(
		&(struct screen_list){.id = 1, .kind = LIST_PERSONS, .entries = &entries}, 1);
}

static void try_case(const struct screen_index *x, struct screen_traveller *t, struct arena *a,
		     struct screen_case *out)
{
	screen_matches matches = {0};
	screen_traveller(x, t, a, &matches);
	if (!matches.first)
		return;
	out->alerts = true;
	out->outcome = matches.first->outcome;
	out->score_permille = matches.first->score_permille;
}

static enum rc try_cases(struct screen_traveller *t, struct slice listed, struct arena *a,
			 struct screen_comparison *out, struct err *e)
{
	static const struct {
		struct date from, last;
	} born[CASE_COUNT] = {[CASE_SAME] = {{1970, 1, 2}, {0}},
			      [CASE_EXCHANGED] = {{1970, 2, 1}, {0}},
			      [CASE_YEAR] = {{1970, 1, 1}, {1970, 12, 31}},
			      [CASE_ABSENT] = {{0}, {0}},
			      [CASE_DIFFERENT] = {{1985, 11, 23}, {0}}};
	struct screen_index *x = index_of_one(listed, a);
	if (!x)
		return err_set(e, RC_NOMEM, "no memory to compare two names");
	for (int k = 0; k < CASE_COUNT; k++) {
		t->birth_date = born[k].from;
		t->birth_date_last = born[k].last;
		try_case(x, t, a, &out->cases[k]);
	}
	screen_index_free(x);
	return arena_failed(a) ? err_set(e, RC_NOMEM, "no memory to compare two names") : RC_OK;
}

enum rc screen_compare_names(struct slice traveller, struct slice listed, struct arena *a,
			     struct screen_comparison *out, struct err *e)
{
	struct screen_traveller t = {0};
	struct name mine;
	struct name theirs;
	struct name_score score;
	*out = (struct screen_comparison){0};
	screen_whole_name(traveller, &t);
	name_read_traveller(t.family, t.given, t.middle, &mine);
	name_read(listed, &theirs);
	if (!mine.unit_count || !theirs.unit_count)
		return err_set(e, RC_INVALID,
			       "the %s name has no letter in a script that can be compared "
			       "(Latin, Cyrillic, Arabic)",
			       mine.unit_count ? "second" : "first");
	struct name_view x = name_view(&mine);
	struct name_view y = name_view(&theirs);
	name_view_compare(&x, &y, &score);
	out->score_permille = (int)score.permille;
	words_explain(&score, &x, &y, a, &out->words);
	return try_cases(&t, listed, a, out, e);
}
