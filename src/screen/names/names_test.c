/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "screen/names/compare.h"
#include "screen/names/tables.h"

#include <stdlib.h>
#include <string.h>

/* Not inlined: names are large, and this is called often in one function. */
static __attribute__((noinline)) unsigned score(const char *traveller, const char *listed)
{
	struct name a;
	struct name b;
	name_read_traveller(slice_of(traveller), (struct slice){0}, (struct slice){0}, &a);
	name_read(slice_of(listed), &b);
	struct name_view x = name_view(&a);
	struct name_view y = name_view(&b);
	struct name_score s;
	name_view_compare(&x, &y, &s);
	return s.permille;
}

static void expect_between(const char *traveller, const char *listed, unsigned from, unsigned to)
{
	unsigned s = score(traveller, listed);
	if (s < from || s > to)
		fail_msg("%s / %s scores %u", traveller, listed, s);
}

static void tables_are_sorted_for_searching(void **state)
{
	(void)state;
	for (size_t i = 1; i < fold_table_count; i++)
		assert_true(fold_table[i - 1].code < fold_table[i].code);
	for (size_t i = 1; i < word_table_count; i++)
		assert_true(strcmp(word_table[i - 1].word, word_table[i].word) < 0);
	for (size_t i = 1; i < variant_table_count; i++)
		assert_true(strcmp(variant_table[i - 1].sound, variant_table[i].sound) < 0);
	assert_true(variant_table_count > 1000);
}

static void tables_write_only_letters(void **state)
{
	(void)state;
	for (size_t i = 0; i < fold_table_count; i++)
		for (const char *c = fold_table[i].first; *c; c++)
			assert_true(ascii_upper(*c));
	for (size_t i = 0; i < sound_table_count; i++)
		for (const char *c = sound_table[i].to; *c; c++)
			assert_true(ascii_upper(*c));
}

static void letters_are_folded_as_in_the_machine_readable_zone(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{"Čapek", "CAPEK"},       {"Łukasz", "LUKASZ"},      {"Straße", "STRASSE"},
		{"Þórr", "THORR"},        {"O'Quibble", "OQUIBBLE"}, {"D’Artagnan", "DARTAGNAN"},
		{"Шапка", "SHAPKA"},      {"Щука", "SHCHUKA"},       {"Nguyễn", "NGUYEN"},
		{"Jose\xCC\x81", "JOSE"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct name n;
		name_read(slice_of(rows[i][0]), &n);
		assert_true(n.unit_count >= 1);
		assert_string_equal(n.units[0].text, rows[i][1]);
	}
}

static void letters_with_two_forms_meet_both(void **state)
{
	(void)state;
	assert_int_equal(score("MUELLER ZED", "Zed Müller"), 1000);
	assert_int_equal(score("MULLER ZED", "Zed Müller"), 1000);
	expect_between("MUXXLLER ZED", "Zed Müller", 950, 999);
	assert_int_equal(score("AASGAARD ZED", "Zed Åsgård"), 1000);
	assert_int_equal(score("ASGARD ZED", "Zed Åsgård"), 1000);
	expect_between("NUNXXEZ ZED", "Zed Nuñez", 950, 999);
}

static void words_meet_in_any_order(void **state)
{
	(void)state;
	assert_int_equal(score("QUIBBLE ZELDA MAY", "Zelda May QUIBBLE"), 1000);
	assert_int_equal(score("QUIBBLE-FROST ZELDA", "Zelda Quibble Frost"), 1000);
}

static void words_written_together_meet_their_parts(void **state)
{
	(void)state;
	assert_int_equal(score("ZOD QUELPIM", "Zod Quel Pim"), 1000);
	assert_int_equal(score("ZOD QUEL PIM", "Zod Quelpim"), 1000);
	assert_int_equal(score("DELAQUIBBLE ZED", "Zed de la Quibble"), 1000);
	expect_between("ABDURRAHMAN QUIBBLE", "Abd al-Rahman Quibble", 950, 1000);
	expect_between("ABDELRAHMAN QUIBBLE", "Abdul Rahman Quibble", 950, 1000);
	expect_between("ABDUL RAHMAN QUIBBLE", "Abd al-Rahman Quibble", 950, 1000);
}

static void spellings_of_one_name_meet(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{"DMITRI HOROSHEV", "Dmitry KHOROSHEV"},
		{"OUALID ZED", "Walid Zed"},
		{"JUSUF ZED", "Yusuf Zed"},
		{"TCHERNOV ZED", "Chernov Zed"},
		{"KHASSAN ZED", "Hassan Zed"},
		{"QADHAFI ZED", "Gaddafi Zed"},
		{"MOHD ZEDMAN", "Mohammad Zedman"},
		{"SHCHUKOFF ZED", "Щуков Zed"},
		{"IURII ZEDMAN", "Юрий Zedman"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		expect_between(rows[i][0], rows[i][1], 880, 1000);
	expect_between("LUKASHENKA ZED", "Lukashenko Zed", 880, 999);
}

static void names_in_arabic_script_meet_their_latin_spellings(void **state)
{
	(void)state;
	expect_between("MOHAMMED KHALID", "محمد خالد", 850, 1000);
	expect_between("MXHMD XKHALD", "Mohammed Khalid", 850, 1000);
	expect_between("MXHMD XKHALD", "محمد خالد", 850, 1000);
	expect_between("QASIM ALJABIRI", "قاسم الجابري", 700, 1000);
	assert_true(score("QUIBBLE ZELDA", "محمد خالد") < 300);
}

static void titles_and_placeholders_do_not_count(void **state)
{
	(void)state;
	assert_int_equal(score("QUIBBLE ZELDAMRS", "Zelda Quibble"), 1000);
	assert_int_equal(score("KUMARMR", "Kumar"), 1000);
	assert_int_equal(score("SAMIR AMR", "Samir Amr"), 1000);
	assert_int_equal(score("OMR EMIR", "Omr Emir"), 1000);
	assert_int_equal(score("QUIBBLE FNU", "Quibble"), 1000);
	assert_int_equal(score("SUHARTINI SUHARTINI", "Suhartini"), 1000);
	assert_int_equal(score("DR ZED VAN QUIBBLE", "Zed Quibble"), 1000);
}

static void initials_and_cut_names_meet_in_part(void **state)
{
	(void)state;
	expect_between("QUIBBLE Z", "Zelda Quibble", 800, 879);
	struct name a;
	struct name b;
	name_read_traveller(SLICE("JOHNSONGREYQUIBBLES"), SLICE("WIL"), (struct slice){0}, &a);
	name_read(SLICE("Wilfred Johnsongreyquibbles"), &b);
	struct name_view x = name_view(&a);
	struct name_view y = name_view(&b);
	struct name_score s;
	name_view_compare(&x, &y, &s);
	assert_int_equal(s.permille, 925);
	expect_between("QUIB ZELDA", "Zelda Quibble", 0, 600); /* short: not cut */
}

static void other_names_stay_apart(void **state)
{
	(void)state;
	assert_true(score("QUIBBLE ZELDA", "Zelda Frost") <= 500);
	assert_true(score("SMITH JOHN", "Jane Smyth") < 750);
	assert_int_equal(score("", "Zelda Quibble"), 0);
	assert_int_equal(score("QUIBBLE ZELDA", "…"), 0);
}

/* The table of distances as textbooks write it. */
static unsigned plain_distance(struct slice a, struct slice b)
{
	unsigned d[40][40];
	for (size_t i = 0; i <= a.n; i++)
		for (size_t j = 0; j <= b.n; j++) {
			if (!i || !j) {
				d[i][j] = (unsigned)(i + j);
				continue;
			}
			unsigned best = d[i - 1][j - 1] + (a.p[i - 1] != b.p[j - 1]);
			best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
			best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1] && d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	return d[a.n][b.n];
}

static void the_distance_is_that_of_the_table(void **state)
{
	(void)state;
	uint32_t seed = 7;
	for (int round = 0; round < 200000; round++) {
		char text[2][32];
		struct slice s[2];
		for (int k = 0; k < 2; k++) {
			seed = seed * 1103515245 + 12345;
			s[k] = (struct slice){text[k], (seed >> 16) % (round % 50 ? 8 : 32)};
			for (size_t i = 0; i < s[k].n; i++) {
				seed = seed * 1103515245 + 12345;
				text[k][i] = (char)('A' + (seed >> 16) % 4);
			}
		}
		unsigned right = plain_distance(s[0], s[1]);
		for (unsigned limit = 0; limit <= 2; limit++)
			assert_int_equal(name_distance(s[0], s[1], limit),
					 right > limit ? limit + 1 : right);
	}
}

static void names_of_any_bytes_are_read_within_bounds(void **state)
{
	(void)state;
	uint32_t seed = 11;
	for (int round = 0; round < 20000; round++) {
		char text[300];
		seed = seed * 1103515245 + 12345;
		size_t n = (seed >> 16) % sizeof text;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245 + 12345;
			text[i] = (char)((seed >> 16) % (round % 2 ? 256 : 96) +
					 (round % 2 ? 0 : 32));
		}
		struct name name;
		name_read((struct slice){text, n}, &name);
		assert_true(name.unit_count <= NAME_UNITS_MAX && name.word_count <= NAME_WORDS_MAX);
		name_read_traveller((struct slice){text, n}, (struct slice){text, n / 2},
				    (struct slice){text, n / 3}, &name);
		assert_true(name.unit_count <= NAME_UNITS_MAX && name.word_count <= NAME_WORDS_MAX);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_sorted_for_searching),
		cmocka_unit_test(tables_write_only_letters),
		cmocka_unit_test(letters_are_folded_as_in_the_machine_readable_zone),
		cmocka_unit_test(letters_with_two_forms_meet_both),
		cmocka_unit_test(words_meet_in_any_order),
		cmocka_unit_test(words_written_together_meet_their_parts),
		cmocka_unit_test(spellings_of_one_name_meet),
		cmocka_unit_test(names_in_arabic_script_meet_their_latin_spellings),
		cmocka_unit_test(titles_and_placeholders_do_not_count),
		cmocka_unit_test(initials_and_cut_names_meet_in_part),
		cmocka_unit_test(other_names_stay_apart),
		cmocka_unit_test(the_distance_is_that_of_the_table),
		cmocka_unit_test(names_of_any_bytes_are_read_within_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
