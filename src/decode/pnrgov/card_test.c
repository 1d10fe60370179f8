/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decode/pnrgov/card.h"

#include <stdlib.h>
#include <string.h>

/* The numbers are those that card companies publish for tests. */

static void masks(struct slice (*mask)(struct arena *, struct slice), const char *text,
		  const char *wanted)
{
	struct arena *a = arena_new(1 << 20);
	assert_non_null(a);
	struct slice got = mask(a, slice_of(text));
	if (!slice_is(got, wanted))
		fail_msg("\"%s\": expected \"%s\", got \"%.*s\"", text, wanted, SLICE_ARG(got));
	arena_free(a);
}

static struct slice free_text(struct arena *a, struct slice s)
{
	return card_mask_text(a, s, 13);
}

static struct slice among_numbers(struct arena *a, struct slice s)
{
	return card_mask_text(a, s, 15);
}

static void a_card_number_keeps_six_and_four_digits(void **state)
{
	(void)state;
	masks(card_mask_number, "4111111111111111", "411111XXXXXX1111");
	masks(card_mask_number, "378282246310005", "378282XXXXX0005");
	masks(card_mask_number, "4111 1111 1111 1111", "4111 11XX XXXX 1111");
	masks(card_mask_number, "5555-5555-5555-4444", "5555-55XX-XXXX-4444");
	/* It is said to be a card's: no check digit is asked for. */
	masks(card_mask_number, "1234567890123", "123456XXX0123");
}

static void what_the_sender_masked_stays(void **state)
{
	(void)state;
	masks(card_mask_number, "372395XXXXX9581", "372395XXXXX9581");
	masks(card_mask_number, "XXXXXXXXXXXX4417", "XXXXXXXXXXXX4417");
	masks(card_mask_number, "************4417", "************4417");
	masks(card_mask_number, "4417", "4417");
	masks(card_mask_number, "", "");
}

static void a_number_that_is_masked_badly_is_masked_well(void **state)
{
	(void)state;
	masks(card_mask_number, "4111111111XX1111", "411111XXXXXX1111");
}

static void numbers_within_texts_are_found(void **state)
{
	(void)state;
	masks(free_text, "BY CC VI4111111111111111/0928", "BY CC VI411111XXXXXX1111/0928");
	masks(free_text, "4111 1111 1111 1111 EXP 0928", "4111 11XX XXXX 1111 EXP 0928");
	masks(free_text, "AX3782-822463-10005", "AX3782-82XXXX-X0005");
	masks(free_text, "A 4111111111111111 B 5555555555554444 C",
	      "A 411111XXXXXX1111 B 555555XXXXXX4444 C");
	masks(free_text, "41111111111111110928", "411111XXXXXX11110928");
	masks(free_text, "REF0104111111111111111", "REF010411111XXXXXX1111");
}

static void other_numbers_stay(void **state)
{
	(void)state;
	masks(free_text, "4111111111111112", "4111111111111112"); /* no valid check digit */
	masks(free_text, "CTCT NBO 254 20 0000009", "CTCT NBO 254 20 0000009");
	masks(free_text, "TKT 2203456789013", "TKT 2203456789013");
	masks(free_text, "2203456789016C1", "2203456789016C1");
	masks(free_text, "411111XXXXXX1111", "411111XXXXXX1111");
	masks(free_text, "", "");
}

static void short_numbers_stay_where_numbers_have_their_place(void **state)
{
	(void)state;
	masks(free_text, "4222222222222", "422222XXX2222");
	masks(among_numbers, "4222222222222", "4222222222222");
	masks(among_numbers, "4111111111111111", "411111XXXXXX1111");
}

/* Whatever stands around it: sixteen digits of the number never come out. */
static void no_surroundings_save_a_number(void **state)
{
	(void)state;
	static const char around[] = "0123456789 -/.:X'A";
	struct arena *a = arena_new(1 << 20);
	assert_non_null(a);
	for (size_t i = 0; i < sizeof around - 1; i++) {
		if (ascii_digit(around[i])) /* then it is another, longer number */
			continue;
		for (size_t k = 0; k < sizeof around - 1; k++) {
			char text[32] = "";
			text[0] = around[i];
			memcpy(text + 1, "4111111111111111", 16);
			text[17] = around[k];
			struct slice got = free_text(a, slice_of(text));
			if (memmem(got.p, got.n, "4111111111111111", 16))
				fail_msg("\"%s\" came out", text);
		}
		arena_reset(a);
	}
	arena_free(a);
}

static void a_full_arena_gives_nothing_rather_than_the_number(void **state)
{
	(void)state;
	struct arena *a = arena_new(1);
	assert_non_null(a);
	assert_int_equal(card_mask_number(a, SLICE("4111111111111111")).n, 0);
	assert_int_equal(card_mask_text(a, SLICE("4111111111111111"), 13).n, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_number_keeps_six_and_four_digits),
		cmocka_unit_test(what_the_sender_masked_stays),
		cmocka_unit_test(a_number_that_is_masked_badly_is_masked_well),
		cmocka_unit_test(numbers_within_texts_are_found),
		cmocka_unit_test(other_numbers_stay),
		cmocka_unit_test(short_numbers_stay_where_numbers_have_their_place),
		cmocka_unit_test(no_surroundings_save_a_number),
		cmocka_unit_test(a_full_arena_gives_nothing_rather_than_the_number),
	};
	return cmocka_run_group_tests_name("decode/card", tests, NULL, NULL);
}
