/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decode/values.h"

#include <stdio.h>
#include <string.h>

static const struct date march_2026 = {2026, 3, 11};

static void is(struct slice s, const char *text)
{
	if (!slice_is(s, text))
		fail_msg("expected \"%s\", got \"%.*s\"", text, SLICE_ARG(s));
}

typedef enum date_result date_reader(struct slice s, enum century c, struct date reference,
				     struct date *out);

/* `wanted` is YYYY-MM-DD, with a "?" behind where it is doubtful, or the word. */
static void date_is(date_reader *read, const char *text, enum century c, const char *wanted)
{
	struct date d;
	char day[DATE_TEXT] = "";
	char got[20];
	enum date_result result = read(slice_of(text), c, march_2026, &d);
	if (result == DATE_READ || result == DATE_DOUBTFUL)
		date_write(d, day);
	else
		assert_false(date_present(d));
	static const char *const words[] = {"", "?", "empty", "partial", "wrong"};
	snprintf(got, sizeof got, "%s%s", day, words[result]);
	if (strcmp(got, wanted) != 0)
		fail_msg("%s: expected %s, got %s", text, wanted, got);
}

static void births_are_never_after_the_message(void **state)
{
	(void)state;
	date_is(date_read_ymd, "870614", CENTURY_BIRTH, "1987-06-14");
	date_is(date_read_ymd, "251231", CENTURY_BIRTH, "2025-12-31");
	date_is(date_read_ymd, "270101", CENTURY_BIRTH, "1927-01-01");
	date_is(date_read_ymd, "260311", CENTURY_BIRTH, "2026-03-11?");
	date_is(date_read_ymd, "260312", CENTURY_BIRTH, "1926-03-12?");
	date_is(date_read_ymd, "000229", CENTURY_BIRTH, "2000-02-29");
	date_is(date_read_ymd, "20260312", CENTURY_BIRTH, "wrong");
	date_is(date_read_ymd, "19260312", CENTURY_BIRTH, "1926-03-12");
}

static void other_dates_are_nearest_to_the_message(void **state)
{
	(void)state;
	date_is(date_read_ymd, "310822", CENTURY_NEAREST, "2031-08-22");
	date_is(date_read_ymd, "750822", CENTURY_NEAREST, "2075-08-22");
	date_is(date_read_ymd, "760822", CENTURY_NEAREST, "1976-08-22");
	date_is(date_read_ymd, "000101", CENTURY_NEAREST, "2000-01-01");
	date_is(date_read_ymd, "991231", CENTURY_NEAREST, "1999-12-31");
	date_is(date_read_dmy, "110326", CENTURY_NEAREST, "2026-03-11");
	date_is(date_read_dmy, "11032026", CENTURY_NEAREST, "2026-03-11");
	date_is(date_read_ssr, "22AUG31", CENTURY_NEAREST, "2031-08-22");
	date_is(date_read_ssr, "2aug2031", CENTURY_NEAREST, "2031-08-02");
}

static void impossible_dates_are_wrong(void **state)
{
	(void)state;
	static const char *const texts[] = {"310230", "870631", "871301", "870132",   "230229",
					    "8706",   "87061",  "87O614", "00500614", "-70614"};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		date_is(date_read_ymd, texts[i], CENTURY_BIRTH, "wrong");
	date_is(date_read_dmy, "310226", CENTURY_NEAREST, "wrong");
	date_is(date_read_ssr, "31FEB26", CENTURY_NEAREST, "wrong");
	date_is(date_read_ssr, "22MAI31", CENTURY_NEAREST, "wrong");
	date_is(date_read_ssr, "22AUG", CENTURY_NEAREST, "wrong");
}

static void unknown_days_and_months_are_partial(void **state)
{
	(void)state;
	date_is(date_read_ymd, "870000", CENTURY_BIRTH, "partial");
	date_is(date_read_ymd, "870600", CENTURY_BIRTH, "partial");
	date_is(date_read_ymd, "87<<<<", CENTURY_BIRTH, "partial");
	date_is(date_read_ymd, " ", CENTURY_BIRTH, "empty");
	date_is(date_read_ymd, "", CENTURY_BIRTH, "empty");
}

static void local_time_is(const char *value, const char *format, const char *wanted)
{
	struct local_time t;
	char text[LOCAL_TIME_TEXT] = "wrong";
	if (local_time_read(slice_of(value), slice_of(format), march_2026, &t) == DATE_READ)
		local_time_write(t, text);
	assert_string_equal(text, wanted);
}

static void flight_times_follow_their_format(void **state)
{
	(void)state;
	local_time_is("2603110555", "201", "2026-03-11T05:55");
	local_time_is("202603110555", "203", "2026-03-11T05:55");
	local_time_is("2603110555", "", "2026-03-11T05:55");
	local_time_is("260311", "101", "2026-03-11");
	local_time_is("20260311", "102", "2026-03-11");
	local_time_is("260311055530", "202", "2026-03-11T05:55");
	local_time_is("2603112400", "201", "wrong");
	local_time_is("2602300555", "201", "wrong");
	local_time_is("0555", "201", "wrong");
}

static void times_of_day_end_before_midnight(void **state)
{
	(void)state;
	int8_t h;
	int8_t m;
	int8_t s;
	assert_true(time_read(SLICE("2359"), &h, &m, &s));
	assert_int_equal(s, -1);
	assert_true(time_read(SLICE("181348"), &h, &m, &s));
	assert_int_equal(s, 48);
	assert_false(time_read(SLICE("2400"), &h, &m, &s));
	assert_false(time_read(SLICE("2360"), &h, &m, &s));
	assert_false(time_read(SLICE("12:00"), &h, &m, &s));
	assert_false(time_read(SLICE(""), &h, &m, &s));
}

static void flight_is(const char *designator, const char *carrier, const char *wanted)
{
	struct flight_code f = flight_split(slice_of(designator), slice_of(carrier));
	char got[60];
	snprintf(got, sizeof got, "%.*s|%.*s|%.*s", SLICE_ARG(f.carrier), SLICE_ARG(f.number),
		 SLICE_ARG(f.suffix));
	assert_string_equal(got, wanted);
}

static void flights_have_carrier_number_and_suffix(void **state)
{
	(void)state;
	flight_is("Z90418A", "Z9", "Z9|418|A");
	flight_is("Z9418", "", "Z9|418|");
	flight_is("0827", "QQ", "QQ|827|");
	flight_is("ZED418", "", "ZED|418|");
	flight_is("Z9418", "ZED", "ZED|418|");
	flight_is("9W123", "", "9W|123|");
	flight_is("12345", "", "|12345|");
	flight_is("0000", "Z9", "Z9|0|");
	flight_is("V077", "ESTR", "ESTR|V077|");
	flight_is("", "Z9", "Z9||");
	flight_is("ccxxMCL", "Z9", "Z9|ccxxMCL|");
}

static void title_is(const char *given, const char *name, const char *title)
{
	struct slice n;
	struct slice t;
	title_split(slice_of(given), &n, &t);
	is(n, name);
	is(t, title);
}

static void titles_are_taken_off_where_a_name_is_left(void **state)
{
	(void)state;
	title_is("JOOSTMR", "JOOST", "MR");
	title_is("SASKIAMRS", "SASKIA", "MRS");
	title_is("BABUMSTR", "BABU", "MSTR");
	title_is("NINA MS", "NINA", "MS");
	title_is("MR JOHN", "JOHN", "MR");
	title_is("GRACE AKINYIMISS", "GRACE AKINYI", "MISS");
	title_is("GRACE", "GRACE", "");
}

static void names_that_end_like_titles_stay_whole(void **state)
{
	(void)state;
	static const char *const names[] = {"SRIDHAR", "MSALLEM", "DREW", "AMIR", "MS",    "MR",
					    "DR",      "AMR",     "OMR",  "BADR", "SANDR", ""};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		title_is(names[i], names[i], "");
}

static void seats_lose_leading_zeros(void **state)
{
	(void)state;
	is(seat_plain(SLICE("014C")), "14C");
	is(seat_plain(SLICE("14C")), "14C");
	is(seat_plain(SLICE("XXX")), "");
	is(seat_plain(SLICE("000")), "");
	is(seat_plain(SLICE(" ")), "");
}

static void bag_tags_are_counted_on(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct traveller t = {0};
	struct place p = {0};
	assert_true(bag_tags_add(a, &t, SLICE("Z9999998"), 3, p));
	assert_int_equal(t.bag_tags.count, 3);
	is(t.bag_tags.first->next->tag, "Z9999999");
	is(t.bag_tags.last->tag, "Z9000000");
	assert_true(bag_tags_add(a, &t, SLICE("Z9999999"), 2, p)); /* both are there */
	assert_int_equal(t.bag_tags.count, 3);
	assert_false(bag_tags_add(a, &t, SLICE("0777204411"), BAG_RANGE_MAX + 1, p));
	assert_false(bag_tags_add(a, &t, SLICE("NOTAG"), 2, p));
	assert_int_equal(t.bag_tags.count, 5);
	assert_true(bag_tags_add(a, &t, SLICE(" "), 2, p));
	assert_int_equal(t.bag_tags.count, 5);
	arena_free(a);
}

static void weights_are_tenths_of_a_kilogram(void **state)
{
	(void)state;
	assert_int_equal(weight_tenths(SLICE("41"), false), 410);
	assert_int_equal(weight_tenths(SLICE("41.5"), false), 415);
	assert_int_equal(weight_tenths(SLICE("41,55"), false), 416);
	assert_int_equal(weight_tenths(SLICE("50"), true), 227);
	assert_int_equal(weight_tenths(SLICE("0"), false), 0);
	assert_int_equal(weight_tenths(SLICE("-1"), false), -1);
	assert_int_equal(weight_tenths(SLICE(""), false), -1);
	assert_int_equal(weight_tenths(SLICE("."), false), -1);
	assert_int_equal(weight_tenths(SLICE("4.1.5"), false), -1);
	assert_int_equal(weight_tenths(SLICE("99999999999999999999"), false), -1);
}

static void emails_regain_their_signs(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	is(email_plain(a, SLICE("API.DESK.AT.ZEDAIR.EXAMPLE")), "API.DESK@ZEDAIR.EXAMPLE");
	is(email_plain(a, SLICE("a@b.example")), "a@b.example");
	is(email_plain(a, SLICE("NOBODY")), "NOBODY");
	is(email_from_ssr(a, SLICE("GRACE..ODH./X//MAIL.EXAMPLE")), "GRACE_ODH-X@MAIL.EXAMPLE");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(births_are_never_after_the_message),
		cmocka_unit_test(other_dates_are_nearest_to_the_message),
		cmocka_unit_test(impossible_dates_are_wrong),
		cmocka_unit_test(unknown_days_and_months_are_partial),
		cmocka_unit_test(flight_times_follow_their_format),
		cmocka_unit_test(times_of_day_end_before_midnight),
		cmocka_unit_test(flights_have_carrier_number_and_suffix),
		cmocka_unit_test(titles_are_taken_off_where_a_name_is_left),
		cmocka_unit_test(names_that_end_like_titles_stay_whole),
		cmocka_unit_test(seats_lose_leading_zeros),
		cmocka_unit_test(bag_tags_are_counted_on),
		cmocka_unit_test(weights_are_tenths_of_a_kilogram),
		cmocka_unit_test(emails_regain_their_signs),
	};
	return cmocka_run_group_tests_name("decode/values", tests, NULL, NULL);
}
