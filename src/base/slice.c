/* SPDX-License-Identifier: Apache-2.0 */
#include "base/slice.h"

#include <string.h>

struct slice slice_of(const char *text)
{
	return (struct slice){text, text ? strlen(text) : 0};
}

struct slice slice_range(struct slice s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct slice){s.p ? s.p + from : NULL, to - from};
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct slice slice_trim(struct slice s)
{
	while (s.n > 0 && blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool slice_is(struct slice s, const char *text)
{
	return slice_eq(s, slice_of(text));
}

bool slice_is_nocase(struct slice s, const char *text)
{
	if (strlen(text) != s.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_to_upper(s.p[i]) != ascii_to_upper(text[i]))
			return false;
	}
	return true;
}

bool slice_starts(struct slice s, const char *prefix)
{
	size_t n = strlen(prefix);
	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool slice_ends(struct slice s, const char *suffix)
{
	size_t n = strlen(suffix);
	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

int slice_cmp(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	if (c != 0)
		return c < 0 ? -1 : 1;
	return a.n < b.n ? -1 : a.n > b.n;
}

bool slice_digits(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]))
			return false;
	}
	return s.n > 0;
}

size_t slice_find(struct slice s, char c, size_t from)
{
	if (from >= s.n)
		return SIZE_MAX;
	const char *hit = memchr(s.p + from, c, s.n - from);
	return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

bool slice_cut(struct slice *rest, char sep, struct slice *part)
{
	if (!rest->p)
		return false;
	size_t at = slice_find(*rest, sep, 0);
	if (at == SIZE_MAX) {
		*part = *rest;
		*rest = (struct slice){NULL, 0};
		return true;
	}
	*part = (struct slice){rest->p, at};
	rest->p += at + 1;
	rest->n -= at + 1;
	return true;
}

bool slice_u64(struct slice s, uint64_t *out)
{
	if (!slice_digits(s))
		return false;
	uint64_t value = 0;
	for (size_t i = 0; i < s.n; i++) {
		uint64_t digit = (uint64_t)(s.p[i] - '0');
		if (value > (UINT64_MAX - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*out = value;
	return true;
}
