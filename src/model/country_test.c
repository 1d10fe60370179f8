/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/country.h"
#include "model/country_table.h"

#include <string.h>

static void is(struct slice got, const char *wanted)
{
	assert_true(*wanted ? slice_is(got, wanted) : !slice_present(got));
}

static void countries_become_alpha_three(void **state)
{
	(void)state;
	is(country_read(SLICE("KEN")), "KEN");
	is(country_read(SLICE("ke")), "KEN");
	is(country_read(SLICE("D")), "DEU");
	is(country_read(SLICE("GBD")), "GBD");
	is(country_read(SLICE("XXA")), "XXA");
	is(country_read(SLICE("UTO")), "UTO");
	is(country_read(SLICE(" PRT ")), "PRT");
	is(country_read(SLICE("QQQ")), "");
	is(country_read(SLICE("KENY")), "");
	is(country_read(SLICE("")), "");
}

static void the_country_table_is_sorted_for_searching(void **state)
{
	(void)state;
	for (size_t i = 1; i < country_codes_count; i++)
		assert_true(memcmp(country_codes[i - 1].sent, country_codes[i].sent, 4) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(countries_become_alpha_three),
		cmocka_unit_test(the_country_table_is_sorted_for_searching),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
