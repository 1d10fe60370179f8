/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"

/* The letters of several names, one after the other. */
struct letters {
	const struct slice *part;
	unsigned parts;
	size_t at;
};

static bool is_letter(char c)
{
	return ascii_alpha(c) || (unsigned char)c >= 0x80;
}

/* '\0' at the end. */
static char letter_next(struct letters *l)
{
	while (l->parts > 0) {
		while (l->at < l->part->n) {
			char c = l->part->p[l->at++];
			if (is_letter(c))
				return ascii_to_upper(c);
		}
		l->part++;
		l->parts--;
		l->at = 0;
	}
	return '\0';
}

static enum name_match compare(const struct slice *a, unsigned a_parts, const struct slice *b,
			       unsigned b_parts)
{
	struct letters left = {a, a_parts, 0};
	struct letters right = {b, b_parts, 0};
	for (;;) {
		char l = letter_next(&left);
		char r = letter_next(&right);
		if (l == '\0' && r == '\0')
			return NAME_EQUAL;
		if (l == '\0' || r == '\0')
			return NAME_BEGINS;
		if (l != r)
			return NAME_DIFFERS;
	}
}

enum name_match pnr_name_compare(struct slice a, struct slice b)
{
	return compare(&a, 1, &b, 1);
}

/* "Y" may stand as "YY": a family name has at least two letters (AIRIMP). */
static bool is_doubled(struct slice a, struct slice b)
{
	if (a.n > b.n)
		return is_doubled(b, a);
	return a.n == 1 && b.n == 2 && b.p[0] == b.p[1] &&
	       ascii_to_upper(a.p[0]) == ascii_to_upper(b.p[0]);
}

bool name_agrees(const struct traveller *t, struct slice family, struct slice given,
		 struct slice middle)
{
	if (slice_eq(t->family, family) && slice_eq(t->given, given)) /* as mostly */
		return true;
	struct slice mine[] = {t->family, t->given, t->middle};
	struct slice theirs[] = {family, given, middle};
	bool same_family = pnr_name_compare(t->family, family) == NAME_EQUAL ||
			   is_doubled(t->family, family);
	if (same_family && (compare(&mine[1], 1, &theirs[1], 1) != NAME_DIFFERS ||
			    compare(&mine[1], 1, &theirs[1], 2) != NAME_DIFFERS))
		return true;
	/* A family name of one letter may be joined with the given names; then what
	 * stands as the given name may be only the title (AIRIMP). */
	return compare(mine, 3, theirs, 3) == NAME_EQUAL ||
	       compare(mine, 2, theirs, 3) == NAME_EQUAL ||
	       compare(mine, 1, theirs, 3) == NAME_EQUAL;
}

void name_set(struct traveller *t, struct slice family, struct slice given)
{
	t->family = family;
	title_split(given, &t->given, &t->title);
}
