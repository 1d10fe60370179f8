/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/country.h"
#include "model/country_table.h"

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

static void every_code_is_three_capitals_and_its_own(void **state)
{
	(void)state;
	unsigned codes = 0;
	for (int key = 0; key < COUNTRY_KEYS; key++) {
		struct slice code = slice_of(country_codes[key]);
		if (!slice_present(code))
			continue;
		codes++;
		assert_int_equal(code.n, 3);
		is(country_read(code), country_codes[key]);
	}
	assert_int_equal(codes, 533);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(countries_become_alpha_three),
		cmocka_unit_test(every_code_is_three_capitals_and_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
