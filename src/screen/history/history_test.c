/* SPDX-License-Identifier: Apache-2.0
 *
 * Stored travellers met by an entry, against screening each of them on the whole list.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "screen/history.h"
#include "screen/random_people.h"

#include "base/crypto.h"
#include "screen/history/parts.h"

#include <stdlib.h>
#include <string.h>

#define PEOPLE 300
#define ENTRIES 60

/* People who are stored, each with a name or two. */
struct world {
	struct arena *a;
	uint32_t seed;
	list_entries entries;
	struct screen_index *x;
	struct screen_history *h;
	struct screen_traveller people[PEOPLE][HISTORY_NAMES_MAX];
	struct screen_document documents[PEOPLE];
	unsigned names[PEOPLE]; /* 0 = not stored */
};

static void put_somebody(struct world *w, unsigned i)
{
	struct screen_document other;
	random_traveller(&w->seed, w->a, &w->entries, &w->people[i][0], &w->documents[i]);
	random_traveller(&w->seed, w->a, &w->entries, &w->people[i][1], &other);
	w->people[i][1].documents = NULL;
	w->people[i][1].document_count = 0;
	w->names[i] = 1 + (draw(&w->seed, 5) == 0);
	assert_true(screen_history_put(w->h, 1000 + i, w->people[i], w->names[i]));
}

static struct world *world_new(uint32_t seed)
{
	struct world *w = calloc(1, sizeof *w);
	assert_non_null(w);
	w->seed = seed;
	w->a = arena_new(1 << 28);
	for (unsigned i = 0; i < ENTRIES; i++) {
		struct list_entry *e = LIST_ADD(&w->entries, w->a, struct list_entry);
		e->id = arena_printf(w->a, "E%u", i);
		random_entry(&w->seed, w->a, e);
	}
	const struct screen_list list = {
		.id = 1, .version = 1, .kind = LIST_PERSONS, .entries = &w->entries};
	w->x = screen_index_new(&list, 1);
	w->h = screen_history_new();
	assert_non_null(w->x);
	assert_non_null(w->h);
	for (unsigned i = 0; i < PEOPLE; i++)
		put_somebody(w, i);
	return w;
}

static void world_free(struct world *w)
{
	screen_history_free(w->h);
	screen_index_free(w->x);
	arena_free(w->a);
	free(w);
}

/* What screening one traveller on the whole list says of an entry; NULL: nothing. */
static const struct screen_match *screened(const struct world *w, unsigned i,
					   const struct list_entry *e, struct arena *a)
{
	const struct screen_match *best = NULL;
	for (unsigned name = 0; name < w->names[i]; name++) {
		screen_matches all = {0};
		screen_traveller(w->x, &w->people[i][name], a, &all);
		LIST_EACH(const struct screen_match, m, &all)
		{
			if (slice_eq(m->entry_id, e->id) &&
			    (!best || m->score_permille > best->score_permille))
				best = m;
		}
	}
	return best;
}

static unsigned check_entry(const struct world *w, const struct list_entry *e, unsigned alerts[3])
{
	struct arena *a = arena_new(1 << 28);
	history_matches found = {0};
	assert_true(screen_history_find(w->h, w->x, LIST_PERSONS, e, a, &found));
	const struct history_match *next = found.first;
	for (unsigned i = 0; i < PEOPLE; i++) {
		const struct screen_match *m = screened(w, i, e, a);
		bool is_next = next && next->id == 1000 + (int64_t)i;
		if (is_next != (m != NULL))
			fail_msg("%.*s / %.*s, %.*s: %s", SLICE_ARG(w->people[i][0].family),
				 SLICE_ARG(w->people[i][0].given), SLICE_ARG(e->id),
				 m ? "missed" : "found and should not be");
		if (!m)
			continue;
		assert_int_equal(next->score_permille, m->score_permille);
		assert_int_equal(next->outcome, m->outcome);
		assert_string_equal(next->method, m->method);
		alerts[m->outcome]++;
		next = next->next;
	}
	assert_null(next);
	arena_free(a);
	return found.count;
}

static void an_entry_finds_whom_screening_everybody_finds(void **state)
{
	(void)state;
	const char *more = getenv("HISTORY_ORACLE_ROUNDS"); /* 36,000 pairs each */
	uint64_t rounds = 6;
	unsigned alerts[3] = {0};
	if (more)
		assert_true(slice_u64(slice_of(more), &rounds));
	for (uint32_t round = 1; round <= rounds; round++) {
		struct world *w = world_new(round * 104729);
		for (unsigned i = 0; i < PEOPLE; i++) {
			uint32_t what = draw(&w->seed, 4);
			if (what == 0)
				put_somebody(w, i);
			if (what != 1)
				continue;
			screen_history_remove(w->h, 1000 + i);
			w->names[i] = 0;
		}
		LIST_EACH(const struct list_entry, e, &w->entries)
		check_entry(w, e, alerts);
		world_free(w);
	}
	for (unsigned i = 0; i < 3; i++) /* every outcome was there to be compared */
		assert_true(alerts[i] >= 10);
}

/* ---- nothing is left of who is taken out ---- */

static bool holds(const void *bytes, size_t n, const char *what)
{
	return bytes && memmem(bytes, n, what, strlen(what));
}

/* Whether a text is anywhere in what the history keeps. */
static bool history_holds(const struct screen_history *h, const char *text)
{
	bool found = holds(h->words.units, h->words.room * sizeof *h->words.units, text);
	for (uint32_t i = 0; i < h->block_count; i++)
		found |= h->blocks[i] && holds(h->blocks[i]->bytes, h->blocks[i]->byte_room, text);
	return found;
}

static const struct screen_document uncommon = {
	.type = {"P", 1}, .number = {"ZQ7654321", 9}, .issuer = {"UTO", 3}};

static void put(struct screen_history *h, int64_t id, const char *family, const char *given)
{
	const struct screen_traveller t = {.family = slice_of(family),
					   .given = slice_of(given),
					   .birth_date = {1970, 1, 2},
					   .documents = &uncommon,
					   .document_count = family[0] == 'Q'};
	assert_true(screen_history_put(h, id, &t, 1));
}

static void nothing_is_left_of_a_traveller_who_is_taken_out_R_118(void **state)
{
	(void)state;
	struct screen_history *h = screen_history_new();
	assert_non_null(h);
	put(h, 1, "FROSTWOOD", "ZORA");
	put(h, 2, "QUIBBLEBY", "ZORA");
	assert_true(history_holds(h, "QUIBBLEBY"));
	assert_true(history_holds(h, "ZQ7654321"));
	screen_history_remove(h, 2);
	assert_false(screen_history_has(h, 2));
	assert_false(history_holds(h, "QUIBBLEBY"));
	assert_false(history_holds(h, "ZQ7654321"));
	assert_true(history_holds(h, "ZORA")); /* the other traveller's */
	screen_history_remove(h, 1);
	assert_false(history_holds(h, "ZORA"));
	assert_int_equal(screen_history_count(h), 0);
	screen_history_free(h);
}

/* Blocks that are nearly empty are given back, and who is left is still found. */
static void memory_is_given_back_when_many_go(void **state)
{
	(void)state;
	struct screen_history *h = screen_history_new();
	struct arena *a = arena_new(1 << 24);
	assert_non_null(h);
	for (int64_t i = 1; i <= 20000; i++) {
		const struct screen_traveller t = {
			.family = arena_printf(a, "QUI%lldB", (long long)i),
			.given = SLICE("ZELDA")};
		assert_true(screen_history_put(h, i, &t, 1));
	}
	size_t before = screen_history_bytes(h);
	for (int64_t i = 1; i <= 20000; i++)
		if (i % 1000)
			screen_history_remove(h, i);
	assert_true(screen_history_bytes(h) < before / 2);
	assert_int_equal(screen_history_count(h), 20);
	for (int64_t i = 1; i <= 20000; i++)
		assert_int_equal(screen_history_has(h, i), i % 1000 == 0);
	arena_free(a);
	screen_history_free(h);
}

int main(void)
{
	crypto_start();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_finds_whom_screening_everybody_finds),
		cmocka_unit_test(nothing_is_left_of_a_traveller_who_is_taken_out_R_118),
		cmocka_unit_test(memory_is_given_back_when_many_go),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
