/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"

#include <string.h>

#define DIGITS_MIN 13
#define CARD_USUAL 16
#define JOINS " -"

struct slice card_mask_number(struct arena *a, struct slice s)
{
	size_t places = 0;
	size_t digits = 0;
	for (size_t i = 0; i < s.n; i++) {
		places += s.p[i] != ' ' && s.p[i] != '-';
		digits += ascii_digit(s.p[i]);
	}
	if (places <= CARD_FIRST + CARD_LAST || digits <= CARD_FIRST + CARD_LAST)
		return s;
	struct slice copy = arena_copy(a, s);
	char *p = arena_alloc(a, s.n);
	if (!copy.p || !p)
		return (struct slice){NULL, 0};
	size_t place = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool counts = s.p[i] != ' ' && s.p[i] != '-';
		bool inside = place >= CARD_FIRST && place < places - CARD_LAST;
		bool hidden = ascii_digit(s.p[i]) && inside;
		p[i] = hidden ? 'X' : s.p[i];
		place += counts;
	}
	return (struct slice){p, s.n};
}

/* Digits in a row, perhaps in groups, from one place of a text. */
struct run {
	char digit[CARD_DIGITS_MAX + 1];
	size_t at[CARD_DIGITS_MAX + 1]; /* where each stands in the text */
	bool group_end[CARD_DIGITS_MAX + 1];
	size_t count;     /* at most CARD_DIGITS_MAX + 1 */
	size_t first_end; /* end of the first group in the text */
};

/* Digits with what may stand between groups of them: every card number lies in
 * one such stretch, and most texts have none that is long enough. Control
 * characters stand for separators (minimise/view.h). */
static bool in_stretch(char c)
{
	return ascii_digit(c) || c == ' ' || c == '-' || (unsigned char)c < ' ';
}

/* Where a card number may begin at the earliest, from `*from` on: a stretch with
 * at least `least` digits up to `*end`. False: nowhere. Looks no further than
 * to the last of these digits, so that each byte is looked at twice at most. */
static bool stretch_find(struct slice s, size_t least, size_t *from, size_t *end)
{
	size_t i = *from;
	while (i + least <= s.n) {
		size_t digits = 0;
		size_t begin = i;
		for (; i < s.n && digits < least && in_stretch(s.p[i]); i++)
			digits += ascii_digit(s.p[i]);
		if (digits == least) {
			*from = begin;
			*end = i;
			return true;
		}
		i++;
	}
	return false;
}

static void run_read(struct slice s, size_t from, const char *joiners, struct run *r)
{
	r->count = 0;
	r->first_end = 0;
	size_t group = 0;
	for (size_t i = from; i < s.n && r->count <= CARD_DIGITS_MAX; i++) {
		if (!ascii_digit(s.p[i])) {
			bool joins = s.p[i] && strchr(joiners, s.p[i]) && group >= 4 &&
				     i + 1 < s.n && ascii_digit(s.p[i + 1]);
			if (!joins)
				break;
			group = 0;
			continue;
		}
		bool ends = i + 1 >= s.n || !ascii_digit(s.p[i + 1]);
		if (ends && r->first_end == 0)
			r->first_end = i + 1;
		r->digit[r->count] = s.p[i];
		r->at[r->count] = i;
		r->group_end[r->count++] = ends;
		group++;
	}
	if (r->first_end == 0)
		r->first_end = r->count > 0 ? r->at[r->count - 1] + 1 : from + 1;
}

/* Luhn, ISO/IEC 7812-1 annex B. */
static bool check_digit_fits(const struct run *r, size_t count)
{
	unsigned sum = 0;
	for (size_t i = 0; i < count; i++) {
		unsigned d = (unsigned)(r->digit[count - 1 - i] - '0');
		if (i % 2 == 1)
			d = d > 4 ? 2 * d - 9 : 2 * d;
		sum += d;
	}
	return sum % 10 == 0;
}

static bool is_word_before(struct slice s, size_t at, const char *word)
{
	while (at > 0 && !ascii_alpha(s.p[at - 1]) && !ascii_digit(s.p[at - 1]))
		at--;
	size_t n = strlen(word);
	return at >= n && slice_is_nocase(slice_range(s, at - n, at), word);
}

static bool is_ticket(struct slice s, const struct run *r, size_t count)
{
	static const char *const words[] = {"TKT", "TKNE", "TKNA", "TKNM", "TICKET", "INF", "FA"};
	if (count > 14)
		return false;
	size_t end = r->at[count - 1] + 1;
	if (end + 1 < s.n && s.p[end] == 'C' && ascii_digit(s.p[end + 1]))
		return true;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (is_word_before(s, r->at[0], words[i]))
			return true;
	}
	return false;
}

/* Digits of the card number that the run begins with; 0 = none. */
static size_t card_length(struct slice s, const struct run *r, size_t digits_min)
{
	if (r->count < digits_min || r->digit[0] < '2' || r->digit[0] > '6')
		return 0;
	size_t most = r->count < CARD_DIGITS_MAX ? r->count : CARD_DIGITS_MAX;
	for (size_t n = most; n >= digits_min; n--) {
		/* Inside a group only the usual lengths: something is glued behind. */
		bool may_end = r->group_end[n - 1] || n == CARD_USUAL || n == 15;
		if (may_end && check_digit_fits(r, n) && !is_ticket(s, r, n))
			return n;
	}
	return 0;
}

/* How many of eight bytes are ASCII digits. */
static unsigned digits_of_eight(uint64_t eight)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	/* A digit is below 10 now, and any other byte is not, its top bit aside. */
	uint64_t x = eight ^ ones * '0';
	uint64_t others = (((x & ones * 0x7f) + ones * (0x80 - 10)) | x) & ones * 0x80;
	return 8 - (unsigned)((others >> 7) * ones >> 56);
}

static bool has_digits(struct slice s, size_t least)
{
	size_t digits = 0;
	size_t i = 0;
	for (uint64_t eight; i + 8 <= s.n; i += 8) {
		memcpy(&eight, s.p + i, 8);
		digits += digits_of_eight(eight);
	}
	for (; i < s.n; i++)
		digits += ascii_digit(s.p[i]);
	return digits >= least;
}

bool card_find(struct slice s, size_t from, const struct card_rule *rule, struct card *out)
{
	unsigned least = rule->digits_min < DIGITS_MIN ? DIGITS_MIN : rule->digits_min;
	size_t end = from; /* up to there a card number may begin */
	for (size_t i = from; i + least <= s.n;) {
		if (i >= end && !stretch_find(s, least, &i, &end))
			return false;
		if (!ascii_digit(s.p[i])) {
			i++;
			continue;
		}
		__attribute__((uninitialized)) struct run r;
		run_read(s, i, rule->joins, &r);
		/* In a longer row of digits it may begin further on. */
		size_t next = r.first_end - i > CARD_USUAL ? i + 1 : r.first_end;
		size_t n = card_length(s, &r, least);
		if (n == 0 && rule->across) {
			run_read(s, i, rule->across, &r);
			n = card_length(s, &r, least);
		}
		if (n > 0) {
			memcpy(out->at, r.at, n * sizeof out->at[0]);
			out->digits = n;
			return true;
		}
		i = next;
	}
	return false;
}

struct slice card_mask_text(struct arena *a, struct slice s, unsigned digits_min)
{
	const struct card_rule rule = {.digits_min = digits_min, .joins = JOINS};
	char *copy = NULL;
	if (s.n < DIGITS_MIN || !has_digits(s, DIGITS_MIN))
		return s; /* as most */
	struct card card;
	for (size_t i = 0; card_find(s, i, &rule, &card); i = card.at[card.digits - 1] + 1) {
		if (!copy) {
			copy = arena_alloc(a, s.n);
			if (!copy)
				return (struct slice){NULL, 0};
			memcpy(copy, s.p, s.n);
		}
		for (size_t k = CARD_FIRST; k < card.digits - CARD_LAST; k++)
			copy[card.at[k]] = 'X';
	}
	return copy ? (struct slice){copy, s.n} : s;
}
