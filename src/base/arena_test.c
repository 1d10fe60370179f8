/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"

#include <string.h>

static void memory_is_zeroed_and_aligned(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	for (size_t n = 1; n < 200; n++) {
		unsigned char *p = arena_alloc(a, n);
		assert_non_null(p);
		assert_int_equal((uintptr_t)p % ARENA_ALIGN, 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
	arena_free(a);
}

static void memory_is_zeroed_again_after_a_reset(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	unsigned char *p = arena_alloc(a, 64);
	memset(p, 0xff, 64);
	arena_reset(a);
	assert_int_equal(arena_used(a), 0);
	unsigned char *q = arena_alloc(a, 64);
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(q[i], 0);
	arena_free(a);
}

static void a_reset_leaves_nothing_behind_in_any_block(void **state)
{
	(void)state;
	struct arena *a = arena_new((size_t)64 << 20);
	for (size_t round = 0; round < 4; round++) {
		for (size_t given = 0; given < (size_t)200000 << round; given += 1000) {
			unsigned char *p = arena_alloc(a, 1000);
			assert_int_equal(p[0] | p[500] | p[999], 0);
			memset(p, 0xff, 1000);
		}
		arena_reset(a);
	}
	arena_free(a);
}

static void what_is_used_is_counted_over_all_blocks(void **state)
{
	(void)state;
	struct arena *a = arena_new((size_t)64 << 20);
	for (size_t i = 0; i < 1000; i++)
		arena_alloc(a, 795);
	assert_int_equal(arena_used(a), 1000 * 800);
	arena_free(a);
}

static void over_the_limit_it_fails_and_stays_failed_until_reset(void **state)
{
	(void)state;
	struct arena *a = arena_new(4096);
	assert_null(arena_alloc(a, 8192));
	assert_true(arena_failed(a));
	arena_reset(a);
	assert_false(arena_failed(a));
	assert_non_null(arena_alloc(a, 1024));
	arena_free(a);
}

static void it_never_gives_more_than_its_limit_in_small_pieces(void **state)
{
	(void)state;
	struct arena *a = arena_new(100000);
	size_t given = 0;
	while (arena_alloc(a, 100))
		given += 100;
	assert_true(given <= 100000);
	assert_true(given >= 40000);
	assert_true(arena_failed(a));
	arena_free(a);
}

static void pieces_larger_than_a_block_are_whole(void **state)
{
	(void)state;
	struct arena *a = arena_new((size_t)64 << 20);
	char *small = arena_alloc(a, 10);
	char *large = arena_alloc(a, (size_t)9 << 20);
	assert_non_null(large);
	memset(large, 1, (size_t)9 << 20);
	strcpy(small, "still");
	assert_string_equal(small, "still");
	arena_free(a);
}

static void copies_end_with_a_nul_outside_their_length(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct slice copy = arena_copy(a, slice_range(SLICE("LISBOA"), 0, 3));
	assert_int_equal(copy.n, 3);
	assert_string_equal(copy.p, "LIS");
	assert_false(slice_present(arena_copy(a, (struct slice){0})));
	assert_string_equal(arena_cstr(a, (struct slice){0}), "");
	assert_string_equal(arena_cstr(a, SLICE("x")), "x");
	arena_free(a);
}

static void printing_makes_room_for_what_is_long(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct slice s = arena_printf(a, "%05000d|%s", 7, "end");
	assert_int_equal(s.n, 5004);
	assert_true(slice_ends(s, "7|end"));
	arena_free(a);
}

static void nothing_is_freed_twice(void **state)
{
	(void)state;
	arena_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_and_aligned),
		cmocka_unit_test(memory_is_zeroed_again_after_a_reset),
		cmocka_unit_test(a_reset_leaves_nothing_behind_in_any_block),
		cmocka_unit_test(what_is_used_is_counted_over_all_blocks),
		cmocka_unit_test(over_the_limit_it_fails_and_stays_failed_until_reset),
		cmocka_unit_test(it_never_gives_more_than_its_limit_in_small_pieces),
		cmocka_unit_test(pieces_larger_than_a_block_are_whole),
		cmocka_unit_test(copies_end_with_a_nul_outside_their_length),
		cmocka_unit_test(printing_makes_room_for_what_is_long),
		cmocka_unit_test(nothing_is_freed_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
