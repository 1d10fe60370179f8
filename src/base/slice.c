/* SPDX-License-Identifier: Apache-2.0 */
#include "base/slice.h"

#include <string.h>

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

struct slice slice_trim_slow(struct slice s)
{
	while (s.n > 0 && blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool slice_nocase_eq(struct slice a, struct slice b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		if (ascii_to_upper(a.p[i]) != ascii_to_upper(b.p[i]))
			return false;
	}
	return true;
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
