/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/totp.h"

static const unsigned char secret[] = "12345678901234567890"; /* RFC 6238, appendix B */

static void codes_are_those_of_rfc_6238(void **state)
{
	static const struct {
		int64_t seconds;
		const char *code; /* the last six of the eight digits printed there */
	} cases[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
		     {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char code[TOTP_TEXT];
		totp_code(secret, totp_step(cases[i].seconds * SECOND_US), code);
		assert_string_equal(code, cases[i].code);
	}
}

static void a_code_is_good_one_step_before_and_after(void **state)
{
	(void)state;
	const int64_t at = 1111111111 * SECOND_US, step = totp_step(at);
	struct slice code = SLICE("050471");
	assert_int_equal(totp_match(secret, code, at, 0), step);
	assert_int_equal(totp_match(secret, code, at + TOTP_STEP_US, 0), step);
	assert_int_equal(totp_match(secret, code, at - TOTP_STEP_US, 0), step);
	assert_int_equal(totp_match(secret, code, at + 2 * TOTP_STEP_US, 0), -1);
	assert_int_equal(totp_match(secret, code, at - 2 * TOTP_STEP_US, 0), -1);
}

static void no_code_is_good_twice(void **state)
{
	(void)state;
	const int64_t at = 1111111111 * SECOND_US, step = totp_step(at);
	assert_int_equal(totp_match(secret, SLICE("050471"), at, step), -1);
	assert_int_equal(totp_match(secret, SLICE("050471"), at, step + 1), -1);
	assert_int_equal(totp_match(secret, SLICE("050471"), at, step - 1), step);
}

static void what_is_no_code_is_refused(void **state)
{
	static const char *const wrong[] = {"", "05047", "0504711", "050472", "abcdef", " 50471"};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(totp_match(secret, slice_of(wrong[i]), 1111111111 * SECOND_US, 0),
				 -1);
}

static void the_secret_is_told_in_base_32(void **state)
{
	(void)state;
	char text[TOTP_SECRET_TEXT];
	totp_secret_write(secret, text);
	assert_string_equal(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_those_of_rfc_6238),
		cmocka_unit_test(a_code_is_good_one_step_before_and_after),
		cmocka_unit_test(no_code_is_good_twice),
		cmocka_unit_test(what_is_no_code_is_refused),
		cmocka_unit_test(the_secret_is_told_in_base_32),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
