/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/slice.h"

static void absent_and_empty_are_told_apart_by_their_pointer(void **state)
{
	(void)state;
	assert_null(slice_of(NULL).p);
	assert_non_null(slice_of("").p);
	assert_false(slice_present(slice_of("")));
	assert_true(slice_present(SLICE("x")));
}

static void ranges_are_clamped(void **state)
{
	(void)state;
	assert_true(slice_is(slice_range(SLICE("abcdef"), 2, 4), "cd"));
	assert_true(slice_is(slice_range(SLICE("abc"), 1, 99), "bc"));
	assert_int_equal(slice_range(SLICE("abc"), 5, 9).n, 0);
	assert_int_equal(slice_range(SLICE("abc"), 2, 1).n, 0);
}

static void blanks_at_both_ends_go(void **state)
{
	(void)state;
	assert_true(slice_is(slice_trim(SLICE(" \t a b \r\n")), "a b"));
	assert_int_equal(slice_trim(SLICE("   ")).n, 0);
}

static void beginnings_and_ends_are_compared(void **state)
{
	(void)state;
	assert_true(slice_starts(SLICE("PAXLST"), "PAX"));
	assert_false(slice_starts(SLICE("PA"), "PAX"));
	assert_true(slice_ends(SLICE("PAXLST"), "LST"));
	assert_false(slice_ends(SLICE("ST"), "LST"));
	assert_true(slice_is_nocase(SLICE("PaX"), "pAx"));
	assert_false(slice_is_nocase(SLICE("PaXx"), "pAx"));
}

static void slices_sort_bytewise_and_absent_first(void **state)
{
	(void)state;
	assert_true(slice_cmp((struct slice){0}, SLICE("")) <= 0);
	assert_true(slice_cmp(SLICE("a"), SLICE("b")) < 0);
	assert_true(slice_cmp(SLICE("a"), SLICE("aa")) < 0);
	assert_true(slice_cmp(SLICE("\xff"), SLICE("a")) > 0);
	assert_int_equal(slice_cmp(SLICE("a"), SLICE("a")), 0);
}

static void cutting_gives_every_part_once(void **state)
{
	(void)state;
	struct slice rest = SLICE("a;;b"), part;
	assert_true(slice_cut(&rest, ';', &part) && slice_is(part, "a"));
	assert_true(slice_cut(&rest, ';', &part) && part.n == 0);
	assert_true(slice_cut(&rest, ';', &part) && slice_is(part, "b"));
	assert_false(slice_cut(&rest, ';', &part));
}

static void bytes_are_found_from_a_place_on(void **state)
{
	(void)state;
	assert_int_equal(slice_find(SLICE("a+b+c"), '+', 0), 1);
	assert_int_equal(slice_find(SLICE("a+b+c"), '+', 2), 3);
	assert_true(slice_find(SLICE("a+b"), '+', 2) == SIZE_MAX);
	assert_true(slice_find((struct slice){0}, '+', 0) == SIZE_MAX);
}

static void numbers_are_whole_and_fit(void **state)
{
	(void)state;
	uint64_t v;
	assert_true(slice_u64(SLICE("18446744073709551615"), &v) && v == UINT64_MAX);
	assert_true(slice_u64(SLICE("007"), &v) && v == 7);
	assert_false(slice_u64(SLICE("18446744073709551616"), &v));
	assert_false(slice_u64(SLICE("-1"), &v));
	assert_false(slice_u64(SLICE("1x"), &v));
	assert_false(slice_u64(SLICE(""), &v));
	assert_true(slice_digits(SLICE("0123")));
	assert_false(slice_digits(SLICE("")));
	assert_false(slice_digits(SLICE("12 ")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(absent_and_empty_are_told_apart_by_their_pointer),
		cmocka_unit_test(ranges_are_clamped),
		cmocka_unit_test(blanks_at_both_ends_go),
		cmocka_unit_test(beginnings_and_ends_are_compared),
		cmocka_unit_test(slices_sort_bytewise_and_absent_first),
		cmocka_unit_test(cutting_gives_every_part_once),
		cmocka_unit_test(bytes_are_found_from_a_place_on),
		cmocka_unit_test(numbers_are_whole_and_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
