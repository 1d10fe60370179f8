/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/crypto.h"
#include "base/map.h"

#include <stdio.h>

static void what_was_put_is_found_and_nothing_else(void **state)
{
	(void)state;
	struct arena *a = arena_new((size_t)64 << 20);
	struct map m;
	map_init(&m, a);
	assert_null(map_find(&m, SLICE("nothing")));
	for (int i = 0; i < 20000; i++) {
		int *value = ARENA_NEW(a, int);
		*value = i;
		map_put(&m, arena_printf(a, "key-%d", i), value);
	}
	assert_int_equal(m.count, 20000);
	for (int i = 0; i < 20000; i++) {
		char key[20];
		snprintf(key, sizeof key, "key-%d", i);
		int *value = map_find(&m, slice_of(key));
		assert_non_null(value);
		assert_int_equal(*value, i);
	}
	assert_null(map_find(&m, SLICE("key-20000")));
	assert_null(map_find(&m, SLICE("key-1 ")));
	arena_free(a);
}

static void a_key_put_again_gets_the_new_value(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct map m;
	int x, y;
	map_init(&m, a);
	map_put(&m, SLICE("k"), &x);
	map_put(&m, SLICE("k"), &y);
	assert_ptr_equal(map_find(&m, SLICE("k")), &y);
	assert_int_equal(m.count, 1);
	arena_free(a);
}

static void keys_are_bytes(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct map m;
	int x, y;
	map_init(&m, a);
	map_put(&m, (struct slice){"a\0b", 3}, &x);
	map_put(&m, (struct slice){"a\0c", 3}, &y);
	assert_ptr_equal(map_find(&m, (struct slice){"a\0b", 3}), &x);
	assert_ptr_equal(map_find(&m, (struct slice){"a\0c", 3}), &y);
	assert_null(map_find(&m, SLICE("a")));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_put_is_found_and_nothing_else),
		cmocka_unit_test(a_key_put_again_gets_the_new_value),
		cmocka_unit_test(keys_are_bytes),
	};
	crypto_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
