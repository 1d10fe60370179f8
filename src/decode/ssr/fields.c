/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/ssr/fields.h"

#include "decode/ssr/ssr.h"

void ssr_fields_split(struct slice text, struct ssr_fields *out)
{
	out->count = 0;
	struct slice rest = text;
	struct slice part;
	while (out->count < SSR_FIELDS_MAX && slice_cut(&rest, '/', &part))
		out->field[out->count++] = slice_trim(part);
}

struct slice ssr_field(const struct ssr_fields *f, int index)
{
	return index >= 0 && index < f->count ? f->field[index] : (struct slice){NULL, 0};
}

bool ssr_looks_date(struct slice s)
{
	size_t day = 0;
	while (day < s.n && day < 2 && ascii_digit(s.p[day]))
		day++;
	if (day == 0 || s.n < day + 5)
		return false;
	for (size_t i = day; i < day + 3; i++) {
		if (!ascii_alpha(s.p[i]))
			return false;
	}
	struct slice year = slice_range(s, day + 3, s.n);
	return (year.n == 2 || year.n == 4) && slice_digits(year);
}

bool ssr_looks_sex(struct slice s)
{
	static const char *const sexes[] = {"M", "F", "U", "X", "MI", "FI"};
	for (size_t i = 0; i < sizeof sexes / sizeof sexes[0]; i++) {
		if (slice_is_nocase(s, sexes[i]))
			return true;
	}
	return false;
}

static bool letters_only(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_alpha(s.p[i]))
			return false;
	}
	return s.n > 0;
}

bool ssr_looks_country(struct slice s)
{
	return letters_only(s) && (s.n == 2 || s.n == 3 || slice_is_nocase(s, "D"));
}

bool ssr_has_digit(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_digit(s.p[i]))
			return true;
	}
	return false;
}

/* Letters, blanks, hyphens, apostrophes, full stops, and bytes beyond ASCII. */
static bool looks_name(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool fits = ascii_alpha(c) || c == ' ' || c == '\'' || c == '.' ||
			    (unsigned char)c >= 0x80;
		if (!fits)
			return false;
	}
	return s.n > 0;
}

static size_t last_of(struct slice s, char c)
{
	const char *last = s.n > 0 ? memrchr(s.p, c, s.n) : NULL;
	return last ? (size_t)(last - s.p) : SIZE_MAX;
}

bool ssr_cut_name(struct slice *text, struct ssr_name *name)
{
	size_t slash = last_of(*text, '/');
	if (slash == SIZE_MAX)
		return false;
	size_t hyphen = last_of(slice_range(*text, 0, slash), '-');
	if (hyphen == SIZE_MAX)
		return false;
	size_t start = hyphen + 1;
	while (start < slash && ascii_digit(text->p[start]))
		start++;
	if (text->p[start] == ' ') /* a house number: "RUA 5-3 NOVA/LISBOA" */
		return false;
	struct slice family = slice_trim(slice_range(*text, start, slash));
	struct slice given = slice_trim(slice_range(*text, slash + 1, text->n));
	if (start == hyphen + 1 || !looks_name(family) || !looks_name(given))
		return false;
	*name = (struct ssr_name){.family = family, .given = given};
	*text = slice_trim(slice_range(*text, 0, hyphen));
	return true;
}

bool ssr_cut_reference(struct slice *text, struct slice *reference)
{
	struct slice s = slice_trim(*text);
	size_t blank = last_of(s, ' ');
	if (blank == SIZE_MAX)
		return false;
	struct slice word = slice_range(s, blank + 1, s.n);
	size_t dot = slice_find(word, '.', 0);
	if (dot == SIZE_MAX || !slice_digits(slice_range(word, 0, dot)) ||
	    !slice_digits(slice_range(word, dot + 1, word.n)))
		return false;
	*reference = word;
	*text = slice_trim(slice_range(s, 0, blank));
	return true;
}
