/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/finding_table.h"

static void codes_stand_in_order_and_once(void **state)
{
	(void)state;
	for (size_t i = 1; i < finding_table_count; i++) {
		if (strcmp(finding_table[i - 1].code, finding_table[i].code) >= 0)
			fail_msg("%s stands before %s", finding_table[i - 1].code,
				 finding_table[i].code);
	}
}

static void every_code_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < finding_table_count; i++)
		assert_ptr_equal(finding_row_find(finding_table[i].code), &finding_table[i]);
}

static void is_sentence(const char *code, const char *text)
{
	size_t n = strlen(text);
	if (n < 4 || ascii_lower(text[0]) || (text[n - 1] != '.' && text[n - 1] != '\''))
		fail_msg("%s: \"%s\" is no sentence", code, text);
}

static void every_code_says_what_is_wrong_what_is_expected_and_what_to_do(void **state)
{
	(void)state;
	for (size_t i = 0; i < finding_table_count; i++) {
		const struct finding_row *row = &finding_table[i];
		is_sentence(row->code, row->wrong);
		is_sentence(row->code, row->expected);
		is_sentence(row->code, row->remedy);
		assert_true(row->severities != 0 && row->severities < SEVERITY_BIT(3));
		assert_true(row->clause[0] && row->messages[0]);
		assert_in_range(row->kind, 0, FINDING_KINDS - 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_stand_in_order_and_once),
		cmocka_unit_test(every_code_is_found),
		cmocka_unit_test(every_code_says_what_is_wrong_what_is_expected_and_what_to_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
