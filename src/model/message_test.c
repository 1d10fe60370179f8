/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/message.h"

static void each_name_is_the_one_of_the_output(void **state)
{
	(void)state;
	assert_string_equal(message_type_name(MESSAGE_PNRGOV_XML), "PNRGOV-XML");
	assert_string_equal(message_function_name(FUNCTION_CLOSE_NOT_ON_BOARD),
			    "close-not-on-board");
	assert_null(message_function_name(FUNCTION_NONE));
	assert_string_equal(traveller_kind_name(KIND_TRANSIT_CREW), "transit-crew");
	assert_null(traveller_role_name(ROLE_NONE));
	assert_string_equal(severity_name(SEVERITY_ERROR), "error");
	for (int f = FUNCTION_PASSENGERS; f <= FUNCTION_OTHER; f++)
		assert_non_null(message_function_name((enum message_function)f));
}

static void a_status_code_says_whether_seats_are_held(void **state)
{
	static const struct {
		const char *code;
		enum hold_state wanted;
	} cases[] = {
		{"", HOLD_NONE},         {"HK", HOLD_CONFIRMED},  {"hk", HOLD_CONFIRMED},
		{"HK2", HOLD_CONFIRMED}, {"HX", HOLD_CANCELLED},  {"UN", HOLD_CANCELLED},
		{"UC", HOLD_CANCELLED},  {"NO", HOLD_CANCELLED},  {"HL", HOLD_WAITLISTED},
		{"WL", HOLD_WAITLISTED}, {"US", HOLD_WAITLISTED}, {"TK", HOLD_CONFIRMED},
		{"GK", HOLD_CONFIRMED},  {"NN", HOLD_REQUESTED},  {"ZZ", HOLD_UNKNOWN},
		{"H", HOLD_UNKNOWN},     {"HKX", HOLD_UNKNOWN},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(hold_state_of(slice_of(cases[i].code)), cases[i].wanted);
	assert_null(hold_state_name(HOLD_NONE));
	assert_string_equal(hold_state_name(HOLD_CANCELLED), "cancelled");
	assert_string_equal(hold_state_name(HOLD_UNKNOWN), "unknown");
}

static void the_leg_that_crosses_the_border_makes_the_flight(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct message m = {0};
	const struct flight *found = NULL;
	assert_null(message_border_leg(&m, &found));
	struct flight *f = LIST_ADD(&m.flights, a, struct flight);
	struct leg *domestic = LIST_ADD(&f->legs, a, struct leg);
	struct leg *border = LIST_ADD(&f->legs, a, struct leg);
	assert_ptr_equal(message_border_leg(&m, &found), domestic);
	border->border = true;
	assert_ptr_equal(message_border_leg(&m, &found), border);
	assert_ptr_equal(found, f);
	arena_free(a);
}

static void what_was_removed_is_counted_by_code_and_reason(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct message m = {0};
	message_removed(&m, a, SLICE("KSML"), "sensitive");
	message_removed(&m, a, SLICE("WCHR"), "sensitive");
	message_removed(&m, a, SLICE("KSML"), "sensitive");
	assert_int_equal(m.removed.count, 2);
	assert_int_equal(m.removed.first->count, 2);
	arena_free(a);
}

static void lists_keep_their_order(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	LIST(struct seat) seats = {0};
	for (unsigned i = 0; i < 5; i++)
		LIST_ADD(&seats, a, struct seat)->place.segment = i;
	unsigned i = 0;
	LIST_EACH(const struct seat, s, &seats)
	{
		assert_int_equal(s->place.segment, i++);
	}
	assert_int_equal(seats.count, 5);
	arena_free(a);
}

static void findings_have_a_limit_and_say_so(void **state)
{
	(void)state;
	struct arena *a = arena_new(16 << 20);
	finding_list list = {0};
	for (unsigned i = 0; i < FINDINGS_MAX + 50; i++)
		finding_add(&list, a, SEVERITY_WARNING, "some-code", i, i, "number %u", i);
	assert_int_equal(list.count, FINDINGS_MAX + 1);
	assert_string_equal(list.last->code, "findings-limit");
	assert_true(slice_is(list.first->text, "number 0"));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_name_is_the_one_of_the_output),
		cmocka_unit_test(a_status_code_says_whether_seats_are_held),
		cmocka_unit_test(the_leg_that_crosses_the_border_makes_the_flight),
		cmocka_unit_test(what_was_removed_is_counted_by_code_and_reason),
		cmocka_unit_test(lists_keep_their_order),
		cmocka_unit_test(findings_have_a_limit_and_say_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
