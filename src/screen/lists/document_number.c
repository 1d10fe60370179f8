/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/document_number.h"

#include "base/clock.h"

static bool is_plain_number(struct slice s)
{
	bool digit = false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		digit |= ascii_digit(c);
		if (!ascii_upper(c) && !ascii_digit(c) && c != ' ' && c != '-' && c != '/' &&
		    c != '.')
			return false;
	}
	return digit && s.n <= 32;
}

static bool is_number_byte(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '/' || c == '-' || c == '.';
}

static unsigned count_digits(struct slice s)
{
	unsigned n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ascii_digit(s.p[i]);
	return n;
}

/* A series such as "AB" that stands before the number. */
static bool is_prefix(struct slice s)
{
	if (s.n < 1 || s.n > 3 || slice_is(s, "NO") || slice_is(s, "SSN"))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_upper(s.p[i]))
			return false;
	return true;
}

/* The next run of letters, digits and joining signs, without such signs at its ends. */
static bool next_word(struct slice text, size_t *at, struct slice *word)
{
	while (*at < text.n && !is_number_byte(text.p[*at]))
		(*at)++;
	size_t from = *at;
	while (*at < text.n && is_number_byte(text.p[*at]))
		(*at)++;
	size_t to = *at;
	while (from < to && !ascii_alpha(text.p[from]) && !ascii_digit(text.p[from]))
		from++;
	while (to > from && !ascii_alpha(text.p[to - 1]) && !ascii_digit(text.p[to - 1]))
		to--;
	if (to - from > 2 && slice_is_nocase(slice_range(text, from, from + 2), "no") &&
	    ascii_digit(text.p[from + 2]))
		from += 2; /* "No123" */
	*word = slice_range(text, from, to);
	return from < text.n;
}

struct slice document_number_find(struct slice text, unsigned digits)
{
	struct slice best = {0};
	struct slice before = {0};
	struct slice word;
	struct date date;
	unsigned most = digits - 1;
	for (size_t at = 0; next_word(text, &at, &word); before = word) {
		unsigned n = count_digits(word);
		if (n <= most || date_parse(word, &date))
			continue;
		most = n;
		best = word;
		bool adjacent = before.n && before.p + before.n + 1 == word.p && word.p[-1] == ' ';
		if (adjacent && is_prefix(before))
			best = slice_range(text, (size_t)(before.p - text.p),
					   (size_t)(word.p - text.p) + word.n);
	}
	return best;
}

struct slice document_number_read(struct slice text)
{
	return is_plain_number(text) ? text : document_number_find(text, 3);
}
