/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/values.h"

#include <string.h>

static int two(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

static int four(const char *p)
{
	return two(p) * 100 + two(p + 2);
}

static bool is_after(int year, int month, int day, struct date reference)
{
	struct date d = {(int16_t)year, (int8_t)month, (int8_t)day};
	return date_cmp(d, reference) > 0;
}

/* `year` is 0..99 for a two-digit year, else the full year. */
static int year_resolve(int year, int month, int day, enum century c, struct date reference)
{
	if (year > 99)
		return year;
	int full = reference.year / 100 * 100 + year;
	if (c == CENTURY_BIRTH) {
		if (is_after(full, month, day, reference))
			full -= 100;
		return full;
	}
	if (full - reference.year > 49)
		return full - 100;
	if (full - reference.year < -50)
		return full + 100;
	return full;
}

static enum date_result resolve(int year, int month, int day, enum century c, struct date reference,
				struct date *out)
{
	if (month > 12 || day > 31)
		return DATE_WRONG;
	if (month == 0 || day == 0)
		return DATE_PARTIAL;
	int full = year_resolve(year, month, day, c, reference);
	if (!date_valid(full, month, day))
		return DATE_WRONG;
	if (c == CENTURY_BIRTH && is_after(full, month, day, reference))
		return DATE_WRONG;
	*out = (struct date){(int16_t)full, (int8_t)month, (int8_t)day};
	bool close = c == CENTURY_BIRTH && year <= 99 && year == reference.year % 100;
	return close ? DATE_DOUBTFUL : DATE_READ;
}

/* Unknown parts of a date copied from a machine-readable zone: "87<<<<". */
static bool is_filled(struct slice s)
{
	return (s.n == 6 || s.n == 8) && s.p[s.n - 1] == '<';
}

enum date_result date_read_ymd(struct slice s, enum century c, struct date reference,
			       struct date *out)
{
	s = slice_trim(s);
	*out = (struct date){0};
	if (!slice_present(s))
		return DATE_EMPTY;
	if (is_filled(s))
		return DATE_PARTIAL;
	if (!slice_digits(s))
		return DATE_WRONG;
	switch (s.n) {
	case 6:
	case 10:
		return resolve(two(s.p), two(s.p + 2), two(s.p + 4), c, reference, out);
	case 8:
	case 12:
	case 14:
		if (four(s.p) < 100)
			return DATE_WRONG;
		return resolve(four(s.p), two(s.p + 4), two(s.p + 6), c, reference, out);
	default:
		return DATE_WRONG;
	}
}

enum date_result date_read_dmy(struct slice s, enum century c, struct date reference,
			       struct date *out)
{
	s = slice_trim(s);
	*out = (struct date){0};
	if (!slice_present(s))
		return DATE_EMPTY;
	if (!slice_digits(s))
		return DATE_WRONG;
	if (s.n == 6)
		return resolve(two(s.p + 4), two(s.p + 2), two(s.p), c, reference, out);
	if (s.n == 8 && four(s.p + 4) >= 100)
		return resolve(four(s.p + 4), two(s.p + 2), two(s.p), c, reference, out);
	return DATE_WRONG;
}

static int month_of(const char *p)
{
	static const char names[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
	char upper[3];
	for (int i = 0; i < 3; i++)
		upper[i] = ascii_to_upper(p[i]);
	const char *name = names;
	for (int month = 1; month <= 12; month++, name += 3) {
		if (memcmp(name, upper, 3) == 0)
			return month;
	}
	return 0;
}

enum date_result date_read_ssr(struct slice s, enum century c, struct date reference,
			       struct date *out)
{
	s = slice_trim(s);
	*out = (struct date){0};
	if (!slice_present(s))
		return DATE_EMPTY;
	char padded[9];
	if (s.n == 6 || s.n == 8) { /* D before MMM */
		padded[0] = '0';
		memcpy(padded + 1, s.p, s.n);
		s = (struct slice){padded, s.n + 1};
	}
	if (s.n != 7 && s.n != 9)
		return DATE_WRONG;
	int month = month_of(s.p + 2);
	struct slice year = slice_range(s, 5, s.n);
	if (month == 0 || !slice_digits(slice_range(s, 0, 2)) || !slice_digits(year))
		return DATE_WRONG;
	if (year.n == 4 && four(year.p) < 100)
		return DATE_WRONG;
	return resolve(year.n == 4 ? four(year.p) : two(year.p), month, two(s.p), c, reference,
		       out);
}

bool time_read(struct slice s, int8_t *hour, int8_t *minute, int8_t *second)
{
	s = slice_trim(s);
	if ((s.n != 4 && s.n != 6) || !slice_digits(s))
		return false;
	int h = two(s.p);
	int m = two(s.p + 2);
	int sec = s.n == 6 ? two(s.p + 4) : -1;
	if (h > 23 || m > 59 || sec > 59)
		return false;
	*hour = (int8_t)h;
	*minute = (int8_t)m;
	*second = (int8_t)sec;
	return true;
}

/* Digits of the date part of a DTM value; 0 when the value has no such form. */
static size_t date_digits(struct slice value, struct slice format)
{
	if (value.n == 12)
		return slice_is(format, "202") ? 6 : 8;
	if (value.n == 6 || value.n == 10)
		return 6;
	return value.n == 8 || value.n == 14 ? 8 : 0;
}

enum date_result local_time_read(struct slice value, struct slice format, struct date reference,
				 struct local_time *out)
{
	value = slice_trim(value);
	*out = (struct local_time){.hour = -1};
	if (!slice_present(value))
		return DATE_EMPTY;
	size_t split = date_digits(value, slice_trim(format));
	if (split == 0)
		return DATE_WRONG;
	struct date day;
	enum date_result result =
		date_read_ymd(slice_range(value, 0, split), CENTURY_NEAREST, reference, &day);
	if (result != DATE_READ)
		return result;
	struct slice time = slice_range(value, split, value.n);
	int8_t second;
	if (time.n > 0 && !time_read(time, &out->hour, &out->minute, &second))
		return DATE_WRONG;
	out->date = day;
	return DATE_READ;
}
