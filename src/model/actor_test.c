/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/actor.h"

static void every_role_of_people_is_read_back_by_its_name(void **state)
{
	(void)state;
	for (unsigned r = 0; r < ACTOR_SYSTEM; r++) {
		enum actor_role got = ACTOR_SYSTEM;
		assert_true(actor_role_parse(slice_of(actor_role_name((enum actor_role)r)), &got));
		assert_int_equal(got, r);
	}
}

static void no_account_can_have_the_role_of_the_system(void **state)
{
	(void)state;
	enum actor_role got = ACTOR_DPO;
	assert_string_equal(actor_role_name(ACTOR_SYSTEM), "system");
	assert_false(actor_role_parse(SLICE("system"), &got));
	assert_int_equal(got, ACTOR_DPO);
}

static void an_unknown_role_is_not_read(void **state)
{
	static const char *const wrong[] = {"", "Analyst", "analyst ", "admin", "root"};
	(void)state;
	enum actor_role got = ACTOR_DPO;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(actor_role_parse(slice_of(wrong[i]), &got));
	assert_false(actor_role_parse((struct slice){0}, &got));
	assert_int_equal(got, ACTOR_DPO);
}

static void the_system_has_no_account(void **state)
{
	(void)state;
	struct actor system = actor_system();
	assert_int_equal(system.account_id, 0);
	assert_int_equal(system.role, ACTOR_SYSTEM);
	assert_true(slice_is(system.login, "system"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_of_people_is_read_back_by_its_name),
		cmocka_unit_test(no_account_can_have_the_role_of_the_system),
		cmocka_unit_test(an_unknown_role_is_not_read),
		cmocka_unit_test(the_system_has_no_account),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
