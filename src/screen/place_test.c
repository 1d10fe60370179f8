/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static enum place_relation compare(const char *mine, const char *first, const char *second)
{
	struct list_value two = {.value = slice_of(second)};
	struct list_value one = {.value = slice_of(first), .next = second ? &two : NULL};
	struct place_evidence e = place_compare(slice_of(mine), first ? &one : NULL);
	/* What agrees is shown. */
	assert_int_equal(e.place != NULL, e.relation > PLACE_ABSENT);
	return e.relation;
}

static void a_town_agrees_in_another_spelling_and_with_more_words(void **state)
{
	(void)state;
	assert_int_equal(compare("KISUMU, NYANZA, KEN", "Kisumu, Kenya", NULL), PLACE_AGREES);
	assert_int_equal(compare("KHORKOV", "Horkov", NULL), PLACE_AGREES);
	assert_int_equal(compare("QUIBBLETON", "Quibbleton District, Utopia", NULL), PLACE_AGREES);
	assert_int_equal(compare("NYANZA, KEN", "Kisumu, Nyanza", NULL), PLACE_AGREES);
	assert_int_equal(compare("КИСУМУ", "Kisumu", NULL), PLACE_AGREES);
}

static void a_town_of_the_same_name_in_another_state_differs(void **state)
{
	(void)state;
	assert_int_equal(compare("GEORGETOWN, GUY", "Georgetown, Malaysia", NULL), PLACE_DIFFERS);
	assert_int_equal(compare("KISUMU, KEN", "Uganda", NULL), PLACE_DIFFERS);
	assert_int_equal(compare("KISUMU", "Zorraville", NULL), PLACE_DIFFERS);
	assert_int_equal(compare("KISUMU, KEN", "Zorraville", NULL), PLACE_DIFFERS);
}

static void the_same_state_is_less_than_the_same_town(void **state)
{
	(void)state;
	assert_int_equal(compare("KISUMU, KEN", "Zorraville, Kenya", NULL), PLACE_STATE);
	assert_int_equal(compare("KEN", "Kenya", NULL), PLACE_STATE);
}

static void what_says_different_things_can_not_be_compared(void **state)
{
	(void)state;
	assert_int_equal(compare("KISUMU", "Kenya", NULL), PLACE_ABSENT);
	assert_int_equal(compare("KISUMU", NULL, NULL), PLACE_ABSENT);
	assert_int_equal(compare("", "Kisumu", NULL), PLACE_ABSENT);
	assert_int_equal(compare(NULL, "Kisumu", NULL), PLACE_ABSENT);
	assert_int_equal(compare(",,", "Kisumu", NULL), PLACE_ABSENT);
}

static void the_listed_place_that_agrees_best_counts(void **state)
{
	(void)state;
	assert_int_equal(compare("KISUMU, KEN", "Zorraville, Kenya", "Kisumu"), PLACE_AGREES);
	assert_int_equal(compare("KISUMU, KEN", "Kisumu", "Zorraville, Uganda"), PLACE_AGREES);
	assert_int_equal(compare("KISUMU, KEN", "Uganda", "Kenya"), PLACE_STATE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_town_agrees_in_another_spelling_and_with_more_words),
		cmocka_unit_test(a_town_of_the_same_name_in_another_state_differs),
		cmocka_unit_test(the_same_state_is_less_than_the_same_town),
		cmocka_unit_test(what_says_different_things_can_not_be_compared),
		cmocka_unit_test(the_listed_place_that_agrees_best_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
