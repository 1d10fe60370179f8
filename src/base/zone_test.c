/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/zone.h"

static int64_t instant(const char *zone, const char *local)
{
	struct local_time t;
	int64_t at = 0;
	assert_true(local_time_parse(slice_of(local), &t));
	assert_int_equal(zone_instant(zone, t, &at), RC_OK);
	return at;
}

static void is(const char *zone, const char *local, const char *wanted)
{
	char text[INSTANT_TEXT];
	instant_write(instant(zone, local), text);
	assert_string_equal(text, wanted);
}

static void local_times_become_instants(void **state)
{
	(void)state;
	is("Africa/Nairobi", "2031-03-01T05:55", "2031-03-01T02:55:00Z");
	is("Europe/Lisbon", "2026-01-15T12:00", "2026-01-15T12:00:00Z");
	is("Europe/Lisbon", "2026-07-15T12:00", "2026-07-15T11:00:00Z");
	is("Asia/Kathmandu", "2026-07-15T12:00", "2026-07-15T06:15:00Z");
	is("Pacific/Kiritimati", "2026-01-01T00:00", "2025-12-31T10:00:00Z");
}

static void a_day_without_a_time_is_its_midnight(void **state)
{
	(void)state;
	is("Africa/Nairobi", "2031-03-01", "2031-02-28T21:00:00Z");
}

static void a_time_that_a_clock_change_skips_is_taken_by_the_offset_before(void **state)
{
	(void)state;
	/* Lisbon, 29 March 2026: 01:00 becomes 02:00. */
	is("Europe/Lisbon", "2026-03-29T01:30", "2026-03-29T01:30:00Z");
}

static void an_unknown_zone_is_not_found(void **state)
{
	(void)state;
	int64_t at;
	struct local_time t = {{2026, 1, 1}, 0, 0};
	assert_int_equal(zone_instant("Nowhere/Utopia", t, &at), RC_NOT_FOUND);
	assert_int_equal(zone_instant("", t, &at), RC_NOT_FOUND);
	assert_int_equal(zone_instant("Europe/Lisbon", (struct local_time){0}, &at), RC_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(local_times_become_instants),
		cmocka_unit_test(a_day_without_a_time_is_its_midnight),
		cmocka_unit_test(a_time_that_a_clock_change_skips_is_taken_by_the_offset_before),
		cmocka_unit_test(an_unknown_zone_is_not_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
