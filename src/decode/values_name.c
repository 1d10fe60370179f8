/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/values.h"

#include <string.h>

/* Longest first, so that "MSTR" is not taken for a name and "TR". */
static const char *const titles[] = {"MSTR", "MISS", "MRS", "CHD", "INF", "MR", "MS", "DR"};
#define TITLES (sizeof titles / sizeof titles[0])

/* Given names that end like a title and are whole. */
static const char *const whole_names[] = {
	"ABRAMS",   "ADAMS",    "AHMR",   "ALEKSANDR", "ALEXANDR", "ALIAKSANDR", "ALYAKSANDR",
	"AMR",      "ARTEMISS", "BADR",   "BAHADR",    "CHANDR",   "EVANDR",     "HAIDR",
	"HAYDR",    "ISKANDR",  "LEANDR", "LYSANDR",   "NADR",     "NIMR",       "OLEKSANDR",
	"OLEXANDR", "OMR",      "QADR",   "SADR",      "SAMR",     "SANDR",      "SHAMS",
	"SIKANDR",  "SIMS",     "TAMR",   "UMR",       "VLADIMR",  "WILLIAMS",
};
#define WHOLE_NAMES (sizeof whole_names / sizeof whole_names[0])

/* Titles and the whole names that look like them end with R, S, D or F; most
 * given names do not, and need no further look. */
static bool ends_like_title(struct slice word)
{
	char last = word.n > 0 ? ascii_to_upper(word.p[word.n - 1]) : '\0';
	return last == 'R' || last == 'S' || last == 'D' || last == 'F';
}

static bool is_title(struct slice word)
{
	if (word.n > 4 || !ends_like_title(word))
		return false;
	for (size_t i = 0; i < TITLES; i++) {
		if (slice_is_nocase(word, titles[i]))
			return true;
	}
	return false;
}

static bool is_whole_name(struct slice word)
{
	char first = word.n > 0 ? ascii_to_upper(word.p[0]) : '\0';
	for (size_t i = 0; i < WHOLE_NAMES; i++) {
		if (first == whole_names[i][0] && slice_is_nocase(word, whole_names[i]))
			return true;
	}
	return false;
}

/* At least two letters, one of them a vowel or not ASCII. */
static bool is_name(struct slice s)
{
	unsigned letters = 0;
	bool vowel = false;
	for (size_t i = 0; i < s.n; i++) {
		char c = ascii_to_upper(s.p[i]);
		bool other = (unsigned char)c >= 0x80;
		letters += ascii_upper(c) || other;
		vowel |= other || c == 'A' || c == 'E' || c == 'I' || c == 'O' || c == 'U' ||
			 c == 'Y';
	}
	return letters >= 2 && vowel;
}

static size_t last_blank(struct slice s)
{
	const char *blank = s.n > 0 ? memrchr(s.p, ' ', s.n) : NULL;
	return blank ? (size_t)(blank - s.p) : SIZE_MAX;
}

/* "NINA MS", "MR JOHN" */
static bool split_at_blank(struct slice given, struct slice *name, struct slice *title)
{
	size_t last = last_blank(given);
	if (last == SIZE_MAX)
		return false;
	struct slice word = slice_range(given, last + 1, given.n);
	struct slice rest = slice_trim(slice_range(given, 0, last));
	if (!is_title(word)) {
		size_t first = slice_find(given, ' ', 0);
		word = slice_range(given, 0, first);
		rest = slice_trim(slice_range(given, first, given.n));
	}
	/* A rest that is only another title-like word is no name: "MR DR". */
	if (!is_title(word) || is_title(rest) || !slice_present(rest))
		return false;
	*name = rest;
	*title = word;
	return true;
}

/* "JOOSTMR" */
static bool split_glued(struct slice given, struct slice *name, struct slice *title)
{
	size_t blank = last_blank(given);
	size_t start = blank == SIZE_MAX ? 0 : blank + 1;
	struct slice word = slice_range(given, start, given.n);
	if (!ends_like_title(word) || is_whole_name(word))
		return false;
	for (size_t i = 0; i < TITLES; i++) {
		if (!slice_ends(word, titles[i]))
			continue;
		size_t cut = word.n - slice_of(titles[i]).n;
		if (!is_name(slice_range(word, 0, cut)))
			continue;
		*name = slice_range(given, 0, start + cut);
		*title = slice_range(word, cut, word.n);
		return true;
	}
	return false;
}

void title_split(struct slice given, struct slice *name, struct slice *title)
{
	given = slice_trim(given);
	*name = given;
	*title = (struct slice){NULL, 0};
	if (is_title(given))
		return;
	if (!split_at_blank(given, name, title))
		split_glued(given, name, title);
}
