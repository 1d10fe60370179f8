/* SPDX-License-Identifier: Apache-2.0
 *
 * The language, by the rules of the CEL specification: expressions with what they are of one
 * traveller.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "screen/rules/test_subject.h"

#include <stdio.h>

#define MEMORY ((size_t)64 << 20)

struct row {
	const char *expression, *outcome;
};

/* `suffix` is set behind each: an expression has to name a field. */
static void check(const struct row *rows, size_t count, const char *suffix)
{
	struct arena *a = arena_new(MEMORY);
	const struct rule_subject *subject = test_subject(a);
	unsigned wrong = 0;
	for (size_t i = 0; i < count; i++) {
		const char *text =
			arena_cstr(a, arena_printf(a, "%s%s", rows[i].expression, suffix));
		const char *outcome = test_outcome(text, subject, a);
		if (strcmp(outcome, rows[i].outcome) != 0) {
			print_error("%s\n  is %s, not %s\n", text, outcome, rows[i].outcome);
			wrong++;
		}
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows), "")
/* Of constants: && true of the traveller, which passes on what the left side is. */
#define CHECK_CONSTANT(rows) check(rows, sizeof(rows) / sizeof *(rows), " && flight.to == 'LIS'")

static void numbers_are_as_the_specification_says(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"1 + 2 * 3 == 7", "true"},
		{"(1 + 2) * 3 == 9", "true"},
		{"7 / 2 == 3", "true"},
		{"-7 / 2 == -3", "true"},
		{"7 % 3 == 1", "true"},
		{"-7 % 3 == -1", "true"},
		{"5u - 3u == 2u", "true"},
		{"0x1F == 31", "true"},
		{"0xFFu == 255u", "true"},
		{"1.5 + 2.25 == 3.75", "true"},
		{"1e3 == 1000.0", "true"},
		{".5 == 0.5", "true"},
		{"1.0 / 0.0 > 1e300", "true"},
		{"0.0 / 0.0 == 0.0 / 0.0", "false"},
		{"0.0 / 0.0 != 0.0 / 0.0", "true"},
		{"0.0 / 0.0 < 1.0", "false"},
		{"-9223372036854775808 < 0", "true"},
		{"18446744073709551615u > 0u", "true"},
		{"1 < 2u", "true"},
		{"-1 < 0u", "true"},
		{"2.5 > 2", "true"},
		{"9007199254740993 > 9007199254740992.0", "true"},
		{"18446744073709551615u < 18446744073709551616.0", "true"},
		{"- -5 == 5", "true"},
		{"-(2 + 3) == -5", "true"},
	};
	CHECK_CONSTANT(rows);
}

static void what_has_no_value_is_told_of_constants(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"9223372036854775807 + 1 == 0", "fault: no-value"},
		{"-9223372036854775808 - 1 == 0", "fault: no-value"},
		{"9223372036854775807 * 2 == 0", "fault: no-value"},
		{"-(-9223372036854775808) == 0", "fault: no-value"},
		{"-9223372036854775808 / -1 == 0", "fault: no-value"},
		{"1 / 0 == 0", "fault: no-value"},
		{"1 % 0 == 0", "fault: no-value"},
		{"1u - 2u == 0u", "fault: no-value"},
		{"[1, 2][2] == 3", "fault: no-value"},
		{"[1, 2][-1] == 3", "fault: no-value"},
		{"int('x') == 3", "fault: no-value"},
		{"int(1e30) == 3", "fault: no-value"},
		{"uint(-1) == 3u", "fault: no-value"},
		{"timestamp('2026-02-30T00:00:00Z') > timestamp(0)", "fault: no-value"},
		{"duration('1x') > duration('1s')", "fault: no-value"},
		{"9223372036854775808 > 0", "fault: syntax"},
		{"18446744073709551616u > 0u", "fault: syntax"},
	};
	CHECK_CONSTANT(rows);
}

static void texts_are_as_the_specification_says(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"\"a\" + 'b' == 'ab'", "true"},
		{"'''it's\nso''' == \"it's\\nso\"", "true"},
		{"r'a\\n'.size() == 3", "true"},
		{"'\\x41\\101\\u0041\\U00000041' == 'AAAA'", "true"},
		{"'\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\\"\\'\\`'.size() == 12", "true"},
		{"size('caf\\u00e9') == 4", "true"},
		{"'caf\\u00e9'.endsWith('\\u00e9')", "true"},
		{"'abc'.startsWith('ab') && !'abc'.startsWith('bc')", "true"},
		{"'abc'.endsWith('abcd')", "false"},
		{"'abc'.contains('') && 'abc'.contains('b')", "true"},
		{"'abc'.contains('cb')", "false"},
		{"'B' < 'a' && 'a' < 'aa'", "true"},
		{"string(7) + string(1.5) + string(2u) + string(true) == '71.52true'", "true"},
		{"int('-12') == -12 && double('2.5') == 2.5 && uint('3') == 3u", "true"},
		{"int(2.9) == 2 && int(-2.9) == -2 && double(3) == 3.0", "true"},
		{"'\\q' == 'q'", "fault: syntax"},
		{"'open", "fault: syntax"},
		{"b'bytes' == b'bytes'", "fault: syntax"},
	};
	CHECK_CONSTANT(rows);
}

static void times_are_as_the_specification_says(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"timestamp('2026-03-01T12:00:00Z') == timestamp('2026-03-01T14:00:00+02:00')",
		 "true"},
		{"timestamp('2026-03-01T00:00:00Z') + duration('36h') == timestamp('2026-03-02T12:00:00Z')",
		 "true"},
		{"timestamp('2026-03-02T00:00:00Z') - timestamp('2026-03-01T00:00:00Z') == duration('24h')",
		 "true"},
		{"duration('1h30m') == duration('90m') && duration('1.5s') == duration('1500ms')",
		 "true"},
		{"duration('-1h') < duration('0s')", "true"},
		{"timestamp('2024-02-29T23:59:58.250Z').getFullYear() == 2024", "true"},
		{"timestamp('2024-02-29T23:59:58.250Z').getMonth() == 1", "true"},
		{"timestamp('2024-02-29T23:59:58.250Z').getDate() == 29", "true"},
		{"timestamp('2024-02-29T23:59:58.250Z').getDayOfMonth() == 28", "true"},
		{"timestamp('2024-02-29T23:59:58.250Z').getDayOfWeek() == 4", "true"},
		{"timestamp('2024-03-03T00:00:00Z').getDayOfWeek() == 0", "true"},
		{"timestamp('2024-12-31T00:00:00Z').getDayOfYear() == 365", "true"},
		{"timestamp('2024-02-29T23:59:58.250Z').getHours() == 23", "true"},
		{"timestamp('2024-02-29T23:59:58.250Z').getHours('+02:00') == 1", "true"},
		{"timestamp('2024-02-29T23:59:58.250Z').getDate('+02:00') == 1", "true"},
		{"timestamp('2024-02-29T23:59:58.250Z').getMilliseconds() == 250", "true"},
		{"timestamp('1969-12-31T23:00:00Z').getHours() == 23", "true"},
		{"int(timestamp('1970-01-01T00:01:00Z')) == 60", "true"},
		{"duration('90m').getHours() == 1 && duration('90m').getMinutes() == 90", "true"},
		{"string(duration('90m')) == '5400s'", "true"},
		{"string(timestamp('2026-03-01T12:00:00.5Z')) == '2026-03-01T12:00:00.500000Z'",
		 "true"},
		{"timestamp('9999-12-31T23:59:59Z') + duration('1s') > timestamp(0)",
		 "fault: no-value"},
		{"timestamp(0) == null", "false"},
		{"null == null", "true"},
	};
	CHECK_CONSTANT(rows);
}

static void lists_and_macros_are_as_the_specification_says(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"2 in [1, 2, 3] && !(4 in [1, 2, 3])", "true"},
		{"1 in []", "false"},
		{"[1, 2] + [3] == [1, 2, 3]", "true"},
		{"size([1, 2,]) == 2 && [4, 5][1] == 5", "true"},
		{"[1, 2, 3].all(x, x > 0) && ![1, 2, 3].all(x, x > 1)", "true"},
		{"[].all(x, false) && ![].exists(x, true)", "true"},
		{"[1, 2, 3].exists_one(x, x > 2) && ![1, 2, 3].exists_one(x, x > 1)", "true"},
		{"[1, 2, 3].filter(x, x % 2 == 1) == [1, 3]", "true"},
		{"[1, 2, 3].map(x, x * x) == [1, 4, 9]", "true"},
		{"[1, 2, 3].map(x, x > 1, x * 10) == [20, 30]", "true"},
		{"[1, 2].all(x, [3, 4].exists(y, y == x + 2))", "true"},
		{"[1, 2].exists(x, [3, 4].exists(x, x == 4))", "true"},
		{"[0, 1].exists(x, 1 / x == 1)", "true"},
		{"![0, 1].all(x, 1 / x == 2)", "true"},
		{"[0, 1].all(x, 1 / x == 1)", "unknown: division by zero"},
		{"[0, 1].exists(x, 1 / x == 5)", "unknown: division by zero"},
		{"[0, 1].exists_one(x, 1 / x == 1)", "unknown: division by zero"},
		{"size([0, 1].filter(x, 1 / x == 1)) == 1", "unknown: division by zero"},
		{"size([0, 1].map(x, 1 / x)) == 1", "unknown: division by zero"},
		{"[1, 'a'].size() == 2", "fault: type"},
		{"[[1]].size() == 1", "fault: type"},
		{"[1].exists(flight, true)", "fault: variable"},
		{"[1].exists(1, true)", "fault: syntax"},
	};
	CHECK_CONSTANT(rows);
}

/* Division by a field makes an error that no constant is. */
#define ERROR "1 / (traveller.bag_count - 2) == 1"

static void and_and_or_absorb_errors(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"false && " ERROR, "false"},
		{ERROR " && false", "false"},
		{"true && " ERROR, "unknown: division by zero"},
		{ERROR " && true", "unknown: division by zero"},
		{"true || " ERROR, "true"},
		{ERROR " || true", "true"},
		{"false || " ERROR, "unknown: division by zero"},
		{ERROR " || false", "unknown: division by zero"},
		{"!(" ERROR ")", "unknown: division by zero"},
		{ERROR " && traveller.residence == 'X'", "unknown: division by zero"},
		{ERROR " ? true : true", "unknown: division by zero"},
		{"traveller.bag_count == 2 ? true : " ERROR, "true"},
		{"traveller.bag_count == 2 ? " ERROR " : true", "unknown: division by zero"},
	};
	CHECK(rows);
}

static void an_absent_field_is_unknown_unless_it_is_asked_for(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"traveller.residence == 'UTO'", "unknown: no such field"},
		{"traveller.residence != 'UTO'", "unknown: no such field"},
		{"has(traveller.residence)", "false"},
		{"has(traveller.residence) && traveller.residence == 'UTO'", "false"},
		{"has(traveller.age) && traveller.age == 34", "true"},
		{"has(traveller.seats)", "false"}, /* an empty list is not there */
		{"size(traveller.seats) == 0", "true"},
		{"booking.segments.all(s, has(s.to))", "true"},
		{"booking.segments.exists(s, has(s.operating_carrier))", "false"},
		{"booking.payments[0].card_vendor == 'VI'", "unknown: no such field"},
		{"booking.payments[1].form == 'CA'",
		 "unknown: the list has no item of that number"},
	};
	CHECK(rows);
}

static void precedence_and_names_are_as_the_specification_says(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"true || false && false", "true"}, {"1 + 1 == 2 && 3 > 2", "true"},
		{"!false && true", "true"},         {"false ? false : true ? true : false", "true"},
		{"1 < 2 == true", "true"},          {"// remark\n 1 == 1 // more\n", "true"},
	};
	static const struct row wrong[] = {
		{"flight.to = 'LIS'", "fault: syntax"},
		{"flight.to == 'LIS' &&", "fault: syntax"},
		{"flight.to == 'LIS' flight", "fault: syntax"},
		{"(flight.to == 'LIS'", "fault: syntax"},
		{"flight.to == 'LIS' & true", "fault: syntax"},
		{"for == 1", "fault: syntax"},
		{"{'a': 1} == 1", "fault: not-offered"},
		{"flight{} == 1", "fault: syntax"},
		{"has(flight)", "fault: syntax"},
		{"flight.to.matches('L.*')", "fault: not-offered"},
		{"flight.to.trim() == 'LIS'", "fault: no-such-function"},
		{"size(1) == 1 && flight.to == 'LIS'", "fault: type"},
		{"flight.gate == '12'", "fault: no-such-field"},
		{"segment.to == 'LIS'", "fault: no-such-field"},
		{"plane.to == 'LIS'", "fault: no-such-field"},
		{"flight.to == 1", "fault: type"},
		{"flight.to", "fault: type"},
		{"traveller.age == 34.0", "fault: type"},
		{"traveller.age + 'x' == 'x'", "fault: type"},
		{"traveller.age && true", "fault: type"},
		{"flight.to in 'LIS'", "fault: type"},
		{"flight.to in [1]", "fault: type"},
		{"flight == flight", "fault: type"},
		{"flight.to[0] == 'L'", "fault: type"},
		{"flight.to == 'LIS' ? 1 : 'x'", "fault: type"},
		{"-flight.to == 'LIS'", "fault: type"},
		{"flight.to == null", "fault: type"},
		{"5.5 % 2.0 == 1.5", "fault: type"},
		{"true", "fault: no-field"},
		{"", "fault: empty"},
		{" \n", "fault: empty"},
		{"flight.to == '\xff'", "fault: not-utf8"},
	};
	CHECK_CONSTANT(rows);
	CHECK(wrong);
}

static void faults_say_where(void **state)
{
	(void)state;
	struct arena *a = arena_new(MEMORY);
	struct rule_checked checked;
	rule_faults faults = {0};
	struct err e;
	struct slice text =
		SLICE("flight.to == 'LIS' &&\n  'caf\xc3\xa9' == traveller.meal_code ||\n"
		      "traveller.age > 'x'");
	assert_int_equal(rule_expression_check(text, a, &checked, &faults, &e), RC_INVALID);
	assert_int_equal(faults.count, 2);
	const struct rule_fault *f = faults.first;
	assert_string_equal(f->code, "forbidden-field");
	assert_string_equal(f->rule, "R-016");
	assert_int_equal(f->line, 2);
	assert_int_equal(f->column, 23); /* characters, not bytes */
	f = f->next;
	assert_string_equal(f->code, "type");
	assert_int_equal(f->line, 3);
	assert_int_equal(f->column, 15);
	assert_true(slice_is(f->wrong, "int and string do not go together here"));
	assert_true(slice_present(f->expected));
	arena_free(a);
}

static const char *repeated(struct arena *a, const char *before, const char *part, unsigned times,
			    const char *after)
{
	struct buf b;
	buf_init(&b, MEMORY);
	buf_text(&b, before);
	for (unsigned i = 0; i < times; i++)
		buf_text(&b, part);
	buf_text(&b, after);
	const char *text = arena_cstr(a, buf_slice(&b));
	buf_release(&b);
	return text;
}

static void every_expression_has_bounds(void **state)
{
	(void)state;
	struct arena *a = arena_new(MEMORY);
	const struct rule_subject *s = test_subject(a);
	const char *close = repeated(a, "flight.to == 'LIS'", ")", 40, "");
	const struct row rows[] = {
		{repeated(a, "flight.to == '", "x", RULE_EXPRESSION_MAX, "'"), "fault: too-long"},
		{repeated(a, "", "(", 40, close), "fault: too-deep"},
		{repeated(a, "", "!", 40, "(flight.to == 'LIS')"), "fault: too-deep"},
		{repeated(a, "flight.to == 'LIS'", "&&true", 210, ""), "fault: too-many-parts"},
		{repeated(a, "1 in [", "1,", 65, "1] && flight.to == 'LIS'"),
		 "fault: too-many-parts"},
		{"booking.segments.exists(a, booking.segments.exists(b, a.to == b.to))", "true"},
		{"booking.segments.exists(a, booking.segments.exists(b, booking.segments.exists(c, "
		 "a.to == b.to && b.to == c.to)))",
		 "fault: too-costly"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(test_outcome(rows[i].expression, s, a), rows[i].outcome);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_as_the_specification_says),
		cmocka_unit_test(what_has_no_value_is_told_of_constants),
		cmocka_unit_test(texts_are_as_the_specification_says),
		cmocka_unit_test(times_are_as_the_specification_says),
		cmocka_unit_test(lists_and_macros_are_as_the_specification_says),
		cmocka_unit_test(and_and_or_absorb_errors),
		cmocka_unit_test(an_absent_field_is_unknown_unless_it_is_asked_for),
		cmocka_unit_test(precedence_and_names_are_as_the_specification_says),
		cmocka_unit_test(faults_say_where),
		cmocka_unit_test(every_expression_has_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
