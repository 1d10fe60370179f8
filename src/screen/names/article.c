/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/names/article.h"

#include <string.h>

#define REST_MIN 3 /* letters of the name that is served, or that has the faith */

static bool is_vowel(char c)
{
	return c != 0 && strchr("AEIOU", c) != NULL;
}

/* ABDUL and the like with two neighbouring letters exchanged: where the article begins
 * can only be told by its L. */
static size_t exchanged_servant(struct slice s)
{
	static const char *const beginnings[] = {"BADUL", "BADAL", "BADEL", "ADBUL", "ADBAL",
						 "ADBEL", "ABUDL", "ABADL", "ABEDL"};
	if (!s.n || (s.p[0] != 'A' && s.p[0] != 'B'))
		return 0;
	for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++)
		if (slice_starts(s, beginnings[i]))
			return strlen(beginnings[i]);
	return 0;
}

/* The letters of "servant of" and its article, which may be assimilated; or 0. */
static size_t servant(struct slice s)
{
	if (!slice_starts(s, "ABD"))
		return exchanged_servant(s);
	size_t at = 3;
	while (at < 5 && at < s.n && is_vowel(s.p[at]))
		at++;
	bool doubled = at + 1 < s.n && s.p[at] == s.p[at + 1] && !is_vowel(s.p[at]);
	return at < s.n && (s.p[at] == 'L' || doubled) ? at + 1 : 0;
}

/* Where "the faith" with its article begins at the end of a word, or s.n. */
static size_t faith(struct slice s)
{
	static const char *const ends[] = {"DINE", "DEEN", "DIEN", "DIN", "DYN"};
	if (!s.n || (s.p[s.n - 1] != 'E' && s.p[s.n - 1] != 'N'))
		return s.n;
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		if (!slice_ends(s, ends[i]) || s.n < strlen(ends[i]) + REST_MIN + 1)
			continue;
		size_t at = s.n - strlen(ends[i]);
		if (s.p[at - 1] == 'D' || s.p[at - 1] == 'L')
			at--; /* the article's L, or what it was assimilated to */
		else if (s.p[at - 1] != 'E' && s.p[at - 1] != 'U')
			continue;
		while (at > REST_MIN && is_vowel(s.p[at - 1]))
			at--;
		return at;
	}
	return s.n;
}

bool name_find_article(struct slice word, struct article *out)
{
	size_t from = servant(word);
	if (from && word.n - from >= REST_MIN) {
		*out = (struct article){slice_range(word, from, word.n), "ABD", ""};
		return true;
	}
	size_t to = faith(word);
	*out = (struct article){slice_range(word, 0, to), "", "DIN"};
	return to < word.n;
}
