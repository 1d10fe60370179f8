/* SPDX-License-Identifier: Apache-2.0
 *
 * Images of an index, changes of one, and the two ways to filter records. That an index
 * finds everything in each of these ways is tested by oracle_test.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/crypto.h"
#include "screen/index.h"
#include "screen/index/filter.h"

#include <stdlib.h>
#include <string.h>

static const unsigned char key[32] = {3, 2, 1};

static void add_person(list_entries *to, struct arena *a, const char *id, const char *name)
{
	struct list_entry *e = LIST_ADD(to, a, struct list_entry);
	e->id = slice_of(id);
	LIST_ADD(&e->names, a, struct list_name)->name = slice_of(name);
	struct list_birth_date *b = LIST_ADD(&e->birth_dates, a, struct list_birth_date);
	b->from = b->to = (struct date){1970, 1, 2};
}

static struct screen_index *index_of(const list_entries *entries)
{
	struct screen_list list = {.id = 5, .version = 1, .kind = LIST_PERSONS, .entries = entries};
	struct screen_index *x = screen_index_new(&list, 1);
	assert_non_null(x);
	return x;
}

static struct screen_index *small_index(struct arena *a)
{
	list_entries entries = {0};
	add_person(&entries, a, "U1", "Zelda May Quibble");
	add_person(&entries, a, "U2", "Zora Frostwood");
	return index_of(&entries);
}

static const struct screen_match *match_of(const struct screen_index *x, const char *name,
					   struct arena *a)
{
	screen_matches found = {0};
	struct screen_traveller t = {.family = slice_of(name),
				     .birth_date = (struct date){1970, 1, 2}};
	screen_traveller(x, &t, a, &found);
	return found.first;
}

static unsigned char *image_of(const struct screen_index *x, size_t *size)
{
	*size = screen_index_image_bytes(x);
	unsigned char *image = aligned_alloc(64, *size);
	assert_non_null(image);
	screen_index_image_write(x, SLICE("state 1"), key, image);
	return image;
}

static struct screen_index *load(const unsigned char *image, size_t size, const char *about)
{
	return screen_index_image_load((struct slice){(const char *)image, size}, slice_of(about),
				       key);
}

static void an_image_of_anything_else_is_not_loaded(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 24);
	struct screen_index *x = small_index(a);
	size_t size;
	unsigned char *image = image_of(x, &size);
	const unsigned char other_key[32] = {3, 2, 2};
	struct slice all = {(const char *)image, size};
	struct screen_index *loaded = load(image, size, "state 1");
	assert_non_null(loaded);
	assert_non_null(match_of(loaded, "QUIBBLE/ZELDA MAY", a));
	screen_index_free(loaded);
	assert_null(load(image, size, "state 2"));
	assert_null(screen_index_image_load(all, SLICE("state 1"), other_key));
	assert_null(load(image, size - 64, "state 1"));
	assert_null(load(image, 0, "state 1"));
	screen_index_free(x);
	free(image);
	arena_free(a);
}

static void a_damaged_image_is_not_loaded(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 24);
	struct screen_index *x = small_index(a);
	size_t size;
	unsigned char *image = image_of(x, &size);
	for (size_t at = 0; at < size; at += at < 2000 ? 1 : 4999) {
		image[at] ^= 0x10;
		assert_null(load(image, size, "state 1"));
		image[at] ^= 0x10;
	}
	struct screen_index *loaded = load(image, size, "state 1");
	assert_non_null(loaded);
	screen_index_free(loaded);
	screen_index_free(x);
	free(image);
	arena_free(a);
}

static void an_index_is_the_same_on_any_number_of_cores(void **state)
{
	(void)state;
	struct arena *a = arena_new((size_t)1 << 28);
	struct part_source sources[200];
	struct part_list list = {.id = 1, .version = 1, .kind = LIST_PERSONS};
	list_entries entries = {0};
	for (unsigned i = 0; i < 200; i++)
		add_person(&entries, a, arena_cstr(a, arena_printf(a, "U%u", i)),
			   arena_cstr(a, arena_printf(a, "Z%cra Qu%cmbel M\xc3\xbcll%cr",
						      (int)('A' + i % 25), (int)('A' + i % 7),
						      (int)('A' + i % 11))));
	unsigned n = 0;
	LIST_EACH(const struct list_entry, e, &entries)
	sources[n++] = (struct part_source){e, 0};
	size_t size;
	struct screen_index *one = index_of_part(part_build(&list, 1, sources, n, 1));
	assert_non_null(one);
	unsigned char *image = image_of(one, &size);
	for (unsigned cores = 2; cores <= 5; cores++) {
		size_t other_size;
		struct screen_index *x = index_of_part(part_build(&list, 1, sources, n, cores));
		assert_non_null(x);
		unsigned char *other = image_of(x, &other_size);
		assert_int_equal(size, other_size);
		assert_memory_equal(image, other, size);
		free(other);
		screen_index_free(x);
	}
	free(image);
	screen_index_free(one);
	arena_free(a);
}

static void a_changed_entry_is_found_as_it_is_now(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 24);
	struct screen_index *x = small_index(a);
	list_entries added = {0};
	const struct slice removed[] = {SLICE("U1"), SLICE("not there")};
	add_person(&added, a, "U1", "Zelda May Frostwood");
	struct screen_change c = {
		.list_id = 5, .version = 2, .removed = removed, .removed_count = 2, .added = &added};
	struct screen_index *y = screen_index_changed(x, &c);
	assert_non_null(y);
	assert_non_null(match_of(x, "QUIBBLE/ZELDA MAY", a)); /* the one before stays as it is */
	screen_index_free(x);
	assert_null(match_of(y, "QUIBBLE/ZELDA", a));
	const struct screen_match *m = match_of(y, "FROSTWOOD/ZELDA MAY", a);
	assert_non_null(m);
	assert_int_equal(m->list_version, 2);
	assert_int_equal(match_of(y, "FROSTWOOD/ZORA", a)->list_version, 2);
	assert_int_equal(screen_index_image_bytes(y), 0);
	screen_index_free(y);
	arena_free(a);
}

static void a_change_of_another_list_or_a_large_one_is_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 26);
	struct screen_index *x = small_index(a);
	list_entries added = {0};
	assert_null(screen_index_changed(x, &(struct screen_change){.list_id = 6, .version = 2}));
	for (unsigned i = 0; i <= SCREEN_CHANGES_MAX; i++)
		add_person(&added, a, "U9", "Zod Quelpim");
	assert_null(screen_index_changed(
		x, &(struct screen_change){.list_id = 5, .version = 2, .added = &added}));
	screen_index_free(x);
	arena_free(a);
}

static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 9) % below;
}

static void records_are_filtered_alike_with_and_without_vectors(void **state)
{
	(void)state;
	static struct record records[512];
	uint32_t numbers[300];
	uint32_t with[300];
	uint32_t without[300];
	uint32_t seed = 3;
	unsigned passed = 0;
	for (unsigned round = 0; round < 300; round++) {
		struct filter f;
		filter_init(&f);
		for (unsigned i = 0; i < 512; i++) {
			memset(records[i].words, 0xff, sizeof records[i].words);
			unsigned count = draw(&seed, 8);
			records[i].marks = draw(&seed, 40) ? RECORD_COUNT_MARK(count) : RECORD_LONG;
			for (unsigned w = 0; w < count; w++)
				records[i].words[w] = draw(&seed, 4000);
		}
		for (unsigned i = draw(&seed, 600); i > 0; i--)
			filter_add(&f, draw(&seed, 4000));
		for (unsigned i = draw(&seed, 3); i > 0; i--) {
			uint32_t from = draw(&seed, 4000);
			filter_add_range(&f, from, from + draw(&seed, 500));
		}
		for (unsigned i = 0; i < 300; i++)
			numbers[i] = draw(&seed, 512);
		unsigned least = 1 + draw(&seed, 3);
		unsigned n = filter_records(&f, records, numbers, 300, least, with);
		f.portable = true;
		assert_int_equal(filter_records(&f, records, numbers, 300, least, without), n);
		assert_memory_equal(with, without, n * sizeof with[0]);
		passed += n;
	}
	assert_in_range(passed, 9000, 81000); /* neither none nor all */
}

int main(void)
{
	crypto_start();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_image_of_anything_else_is_not_loaded),
		cmocka_unit_test(a_damaged_image_is_not_loaded),
		cmocka_unit_test(an_index_is_the_same_on_any_number_of_cores),
		cmocka_unit_test(a_changed_entry_is_found_as_it_is_now),
		cmocka_unit_test(a_change_of_another_list_or_a_large_one_is_refused),
		cmocka_unit_test(records_are_filtered_alike_with_and_without_vectors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
