/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/zone.h"
#include "model/airport.h"
#include "model/airport_table.h"

#include <string.h>

static void a_port_has_its_state_and_zone(void **state)
{
	(void)state;
	assert_true(slice_is(airport_country(SLICE("LIS")), "PRT"));
	assert_string_equal(airport_zone(SLICE("LIS")), "Europe/Lisbon");
	assert_true(slice_is(airport_country(SLICE("NBO")), "KEN"));
}

static void an_unknown_port_has_neither(void **state)
{
	(void)state;
	assert_false(slice_present(airport_country(SLICE("QQQ"))));
	assert_null(airport_zone(SLICE("lis")));
	assert_null(airport_zone(SLICE("USNYC")));
	assert_null(airport_zone((struct slice){0}));
}

static void the_table_is_sorted_and_its_zones_are_known(void **state)
{
	(void)state;
	struct local_time noon = {{2026, 7, 1}, 12, 0};
	for (size_t i = 1; i < airport_rows_count; i++)
		assert_true(strcmp(airport_rows[i - 1].code, airport_rows[i].code) < 0);
	for (size_t i = 0; i < airport_rows_count; i += 97) {
		int64_t at;
		assert_int_equal(zone_instant(airport_zones[airport_rows[i].zone], noon, &at),
				 RC_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_port_has_its_state_and_zone),
		cmocka_unit_test(an_unknown_port_has_neither),
		cmocka_unit_test(the_table_is_sorted_and_its_zones_are_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
