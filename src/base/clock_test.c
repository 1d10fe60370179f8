/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"

#include <string.h>

static void days_and_dates_are_the_same_calendar(void **state)
{
	(void)state;
	assert_int_equal(date_days((struct date){1970, 1, 1}), 0);
	assert_int_equal(date_days((struct date){2000, 3, 1}), 11017);
	for (int32_t n = -700000; n < 2900000; n += 13) {
		struct date d = date_from_days(n);
		assert_true(date_valid(d.year, d.month, d.day));
		assert_int_equal(date_days(d), n);
	}
}

static void leap_years_are_those_of_the_gregorian_calendar(void **state)
{
	(void)state;
	assert_true(date_valid(2024, 2, 29));
	assert_true(date_valid(2000, 2, 29));
	assert_false(date_valid(1900, 2, 29));
	assert_false(date_valid(2023, 2, 29));
	assert_false(date_valid(2023, 4, 31));
	assert_false(date_valid(2023, 13, 1));
	assert_false(date_valid(0, 1, 1));
	assert_false(date_valid(2023, 1, 0));
}

static void dates_are_read_and_written(void **state)
{
	(void)state;
	struct date d;
	char text[DATE_TEXT];
	assert_true(date_parse(SLICE("1987-06-14"), &d));
	date_write(d, text);
	assert_string_equal(text, "1987-06-14");
	static const char *const wrong[] = {"1987-6-14", "1987-06-31", "87-06-14",   "1987/06/14",
					    "",          "1987-06-1x", "1987-06-145"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(date_parse(slice_of(wrong[i]), &d));
}

static void dates_sort(void **state)
{
	(void)state;
	assert_true(date_cmp((struct date){1987, 6, 14}, (struct date){1987, 6, 15}) < 0);
	assert_true(date_cmp((struct date){1987, 12, 1}, (struct date){1988, 1, 1}) < 0);
	assert_int_equal(date_cmp((struct date){1987, 6, 14}, (struct date){1987, 6, 14}), 0);
}

static void local_times_are_read_and_written(void **state)
{
	(void)state;
	struct local_time t;
	char text[LOCAL_TIME_TEXT];
	assert_true(local_time_parse(SLICE("2031-03-01T05:55"), &t));
	local_time_write(t, text);
	assert_string_equal(text, "2031-03-01T05:55");
	assert_true(local_time_parse(SLICE("2031-03-01"), &t));
	assert_int_equal(t.hour, -1);
	local_time_write(t, text);
	assert_string_equal(text, "2031-03-01");
	assert_false(local_time_parse(SLICE("2031-03-01T24:00"), &t));
	assert_false(local_time_parse(SLICE("2031-03-01T05:60"), &t));
	assert_false(local_time_parse(SLICE("2031-03-01 05:55"), &t));
}

static void a_day_without_a_time_sorts_before_its_times(void **state)
{
	(void)state;
	struct local_time day = {{2031, 3, 1}, -1, 0}, midnight = {{2031, 3, 1}, 0, 0};
	assert_true(local_time_cmp(day, midnight) < 0);
	assert_true(local_time_cmp(midnight, day) > 0);
}

static void instants_are_read_and_written(void **state)
{
	(void)state;
	static const char *const texts[] = {"1970-01-01T00:00:00Z", "2026-11-25T08:30:01Z",
					    "1969-12-31T23:59:59Z", "2000-02-29T12:00:00Z"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		int64_t at;
		char text[INSTANT_TEXT];
		assert_true(instant_parse(slice_of(texts[i]), &at));
		instant_write(at, text);
		assert_string_equal(text, texts[i]);
	}
	int64_t at;
	assert_true(instant_parse(SLICE("1970-01-01T00:01Z"), &at));
	assert_int_equal(at, MINUTE_US);
	assert_false(instant_parse(SLICE("1970-01-01T00:00:00"), &at));
	assert_false(instant_parse(SLICE("1970-01-01T00:00:60Z"), &at));
	assert_false(instant_parse(SLICE("1970-01-01Z"), &at));
}

static void an_instant_before_1970_lies_on_its_own_day(void **state)
{
	(void)state;
	struct date d = date_of_instant(-1);
	assert_int_equal(d.year, 1969);
	assert_int_equal(d.month, 12);
	assert_int_equal(d.day, 31);
}

static void a_clock_that_is_set_stands_still(void **state)
{
	(void)state;
	const struct clock set = {.fixed_at = 12345};
	assert_int_equal(clock_now(&set), 12345);
	assert_true(clock_now(&(struct clock){0}) > 1700000000 * SECOND_US);
	int64_t before = clock_monotonic();
	assert_true(clock_monotonic() >= before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_and_dates_are_the_same_calendar),
		cmocka_unit_test(leap_years_are_those_of_the_gregorian_calendar),
		cmocka_unit_test(dates_are_read_and_written),
		cmocka_unit_test(dates_sort),
		cmocka_unit_test(local_times_are_read_and_written),
		cmocka_unit_test(a_day_without_a_time_sorts_before_its_times),
		cmocka_unit_test(instants_are_read_and_written),
		cmocka_unit_test(an_instant_before_1970_lies_on_its_own_day),
		cmocka_unit_test(a_clock_that_is_set_stands_still),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
