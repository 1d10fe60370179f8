/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/values.h"

#include <string.h>

const char *const value_iso_forms[] = {"YYYY-MM-DD", "YYYY-MM", "YYYY", NULL};

static const char *const months[] = {"january",   "february", "march",    "april",
				     "may",       "june",     "july",     "august",
				     "september", "october",  "november", "december"};

/* The days that a day, a month or a year covers: absent parts are 0. */
static bool span_of(int year, int month, int day, struct date *from, struct date *to)
{
	if (month == 0 && day != 0)
		return false;
	if (!date_valid(year, month ? month : 1, day ? day : 1))
		return false;
	*from = (struct date){(int16_t)year, (int8_t)(month ? month : 1), (int8_t)(day ? day : 1)};
	*to = *from;
	if (month == 0) {
		*to = (struct date){(int16_t)year, 12, 31};
	} else if (day == 0) {
		int32_t next = date_days(*from) + 31;
		*to = date_from_days(next - date_from_days(next).day);
	}
	return true;
}

/* `least` to `most` digits at `*at`. */
static bool digits(struct slice s, size_t *at, size_t least, size_t most, int *out)
{
	size_t n = 0;
	int value = 0;
	for (; n < most && *at + n < s.n && ascii_digit(s.p[*at + n]); n++)
		value = value * 10 + (s.p[*at + n] - '0');
	*at += n;
	*out = value;
	return n >= least;
}

/* An English month, in full or its first three letters or more. */
static bool month_name(struct slice s, size_t *at, int *out)
{
	size_t n = 0;
	while (*at + n < s.n && ascii_alpha(s.p[*at + n]))
		n++;
	struct slice word = slice_range(s, *at, *at + n);
	for (int m = 0; n >= 3 && m < 12; m++) {
		if (!slice_nocase_eq(slice_range(slice_of(months[m]), 0, n), word))
			continue;
		*at += n;
		*out = m + 1;
		return true;
	}
	return false;
}

static bool fits(struct slice s, const char *form, struct date *from, struct date *to)
{
	int year = 0, month = 0, day = 0;
	size_t at = 0;
	while (*form) {
		struct slice rest = slice_of(form);
		size_t used = 1; /* letters of the form */
		bool ok;
		if (slice_starts(rest, "YYYY")) {
			used = 4;
			ok = digits(s, &at, 4, 4, &year);
		} else if (slice_starts(rest, "MON")) {
			used = 3;
			ok = month_name(s, &at, &month);
		} else if (*form == 'M' || *form == 'D') {
			used = form[1] == *form ? 2 : 1;
			ok = digits(s, &at, used, 2, *form == 'M' ? &month : &day);
		} else {
			ok = at < s.n && s.p[at++] == *form;
		}
		if (!ok)
			return false;
		form += used;
	}
	return at == s.n && span_of(year, month, day, from, to);
}

static bool span(struct slice s, const char *const *forms, struct date *from, struct date *to)
{
	s = slice_trim(s);
	for (; *forms; forms++)
		if (fits(s, *forms, from, to))
			return true;
	return false;
}

static bool cut_word(struct slice *s, const char *word)
{
	size_t n = strlen(word);
	if (s->n <= n || !slice_nocase_eq(slice_range(*s, 0, n), slice_of(word)))
		return false;
	*s = slice_trim(slice_range(*s, n, s->n));
	return true;
}

static size_t find_text(struct slice s, const char *text)
{
	size_t n = strlen(text);
	for (size_t i = 0; i + n <= s.n; i++)
		if (slice_nocase_eq(slice_range(s, i, i + n), slice_of(text)))
			return i;
	return SIZE_MAX;
}

/* "A..B", "A to B". */
static bool two_spans(struct slice s, const char *const *forms, struct list_birth_date *out)
{
	static const char *const between[] = {"..", " to "};
	struct date unused;
	for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
		size_t at = find_text(s, between[i]);
		if (at == SIZE_MAX)
			continue;
		struct slice last = slice_trim(slice_range(s, at + strlen(between[i]), s.n));
		out->approximate |= cut_word(&last, "circa ");
		return span(slice_range(s, 0, at), forms, &out->from, &unused) &&
		       span(last, forms, &unused, &out->to) && date_cmp(out->from, out->to) <= 0;
	}
	return false;
}

bool value_date_by_forms(struct slice s, const char *const *forms, struct list_birth_date *out)
{
	static const char *const about[] = {"~", "circa ", "ca. ", "about ", "approximately "};
	*out = (struct list_birth_date){0};
	s = slice_trim(s);
	for (size_t i = 0; i < sizeof about / sizeof about[0]; i++)
		out->approximate |= cut_word(&s, about[i]);
	return span(s, forms, &out->from, &out->to) || two_spans(s, forms, out);
}

bool value_birth_date(struct slice s, struct list_birth_date *out)
{
	return value_date_by_forms(s, value_iso_forms, out);
}

bool value_day(struct slice s, const char *const *forms, struct date *out)
{
	struct list_birth_date b;
	size_t time = slice_find(s, 'T', 0); /* of day: not read */
	if (time == 10 && date_parse(slice_range(s, 0, 10), out))
		return true;
	*out = (struct date){0};
	if (!value_date_by_forms(s, forms, &b) || b.approximate || date_cmp(b.from, b.to) != 0)
		return false;
	*out = b.from;
	return true;
}
