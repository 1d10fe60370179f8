/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"

static void characters_of_each_width_are_written_and_read_back(void **state)
{
	static const uint32_t points[] = {0x41,  0x7f,   0x80,    0x7ff,
					  0x800, 0xfffd, 0x10000, 0x10ffff};
	(void)state;
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		char text[4];
		size_t n = utf8_write(points[i], text), width = 0;
		assert_true(utf8_valid((struct slice){text, n}));
		assert_int_equal(utf8_read((struct slice){text, n}, &width), points[i]);
		assert_int_equal(width, n);
	}
}

static void what_rfc_3629_forbids_is_not_utf8(void **state)
{
	static const char *const wrong[] = {
		"\x80",
		"\xc0\x80",
		"\xc1\xbf",
		"\xc3",
		"\xe0\x80\x80",
		"\xed\xa0\x80",
		"\xe2\x82",
		"\xf0\x80\x80\x80",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xff",
	};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		size_t width = 0;
		assert_false(utf8_valid(slice_of(wrong[i])));
		assert_int_equal(utf8_width(slice_of(wrong[i])), 0);
		assert_int_equal(utf8_read(slice_of(wrong[i]), &width), 0xfffd);
		assert_int_equal(width, 1);
	}
}

static void words_are_letters_digits_and_marks_in_any_script(void **state)
{
	static const uint32_t same[][2] = {{'A', 'a'},     {0xc9, 0xe9}, {0x416, 0x436},
					   {0x3a9, 0x3c9}, {'7', '7'},   {0x301, 0x301}};
	static const uint32_t none[] = {' ', '-', '\'', '.', 0, 0xa0, 0x2019, 0xfffd};
	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		assert_int_not_equal(utf8_fold_word(same[i][0]), 0);
		assert_int_equal(utf8_fold_word(same[i][0]), utf8_fold_word(same[i][1]));
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_int_equal(utf8_fold_word(none[i]), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_of_each_width_are_written_and_read_back),
		cmocka_unit_test(what_rfc_3629_forbids_is_not_utf8),
		cmocka_unit_test(words_are_letters_digits_and_marks_in_any_script),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
