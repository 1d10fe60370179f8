/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/travellers.h"

#define PARTS_MAX 3

/* The numbers and words of a date: 1970-01-02, 02JAN1970. */
struct date_parts {
	struct slice part[PARTS_MAX];
	unsigned count;
};

static bool is_separator(char c)
{
	return c == '-' || c == '/' || c == '.' || c == ' ';
}

/* Parts end at a separator, and between digits and letters. */
static bool split(struct slice s, struct date_parts *out)
{
	size_t at = 0;
	out->count = 0;
	while (at < s.n) {
		size_t from = at;
		bool digits = ascii_digit(s.p[at]);
		while (at < s.n && (digits ? ascii_digit(s.p[at]) : ascii_alpha(s.p[at])))
			at++;
		if (at == from || out->count == PARTS_MAX)
			return false;
		out->part[out->count++] = slice_range(s, from, at);
		at += at + 1 < s.n && is_separator(s.p[at]);
	}
	return out->count > 0;
}

/* -1 when it is not a number of `digits` digits, or fewer where `or_fewer`. */
static int number(struct slice s, size_t digits, bool or_fewer)
{
	uint64_t v;
	if (s.n > digits || (s.n < digits && !or_fewer) || !slice_u64(s, &v))
		return -1;
	return (int)v;
}

static int month_of_word(struct slice s)
{
	static const char *const names[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
					    "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
	for (int i = 0; i < 12; i++)
		if (slice_is_nocase(s, names[i]))
			return i + 1;
	return -1;
}

static enum birth_reading one_day(int year, int month, int day, struct date *from,
				  struct date *last)
{
	if (!date_valid(year, month, day))
		return BIRTH_UNREADABLE;
	*from = *last = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
	return BIRTH_READ;
}

static enum birth_reading days_of(int year, int month, struct date *from, struct date *last)
{
	int first_month = month ? month : 1;
	if (!date_valid(year, first_month, 1))
		return BIRTH_UNREADABLE;
	*from = (struct date){(int16_t)year, (int8_t)first_month, 1};
	*last = (struct date){(int16_t)year, 12, 31};
	if (month && month < 12)
		*last = date_from_days(
			date_days((struct date){(int16_t)year, (int8_t)(month + 1), 1}) - 1);
	return BIRTH_READ;
}

/* Two numbers that are day and month, in this order or the other. */
static enum birth_reading day_first_or_month_first(int a, int b, int year, struct date *from,
						   struct date *last)
{
	bool day_first = date_valid(year, b, a);
	bool month_first = date_valid(year, a, b);
	if (day_first && month_first && a != b) {
		days_of(year, 0, from, last);
		return BIRTH_EITHER_WAY;
	}
	return day_first ? one_day(year, b, a, from, last) : one_day(year, a, b, from, last);
}

static enum birth_reading three_parts(const struct date_parts *d, struct date *from,
				      struct date *last)
{
	int year = number(d->part[0], 4, false);
	if (year > 0)
		return one_day(year, number(d->part[1], 2, true), number(d->part[2], 2, true), from,
			       last);
	int first = number(d->part[0], 2, true);
	year = number(d->part[2], 4, false);
	int month = month_of_word(d->part[1]);
	if (month > 0)
		return one_day(year, month, first, from, last);
	return day_first_or_month_first(first, number(d->part[1], 2, true), year, from, last);
}

enum birth_reading traveller_birth_date(struct slice s, struct date *from, struct date *last)
{
	struct date_parts d;
	*from = *last = (struct date){0};
	s = slice_trim(s);
	if (!split(s, &d))
		return BIRTH_UNREADABLE;
	if (d.count == 3)
		return three_parts(&d, from, last);
	if (d.count == 1 && s.n == 8)
		return one_day(number(slice_range(s, 0, 4), 4, false),
			       number(slice_range(s, 4, 6), 2, false),
			       number(slice_range(s, 6, 8), 2, false), from, last);
	int year = number(d.part[0], 4, false);
	int month = d.count == 2 ? number(d.part[1], 2, true) : 0;
	if (year < 1 || month < 0 || (d.count == 2 && month == 0))
		return BIRTH_UNREADABLE;
	return days_of(year, month, from, last);
}
