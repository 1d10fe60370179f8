/* SPDX-License-Identifier: Apache-2.0
 *
 * base/slice.h - borrowed bytes: a pointer and a length, not terminated.
 *
 * A slice never owns memory; each header says how long what it points at
 * lives. An absent value is {NULL, 0}; an empty one has a pointer.
 */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slice {
	const char *p;
	size_t n;
};

/* A slice of a string literal. */
#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})

/* For printf's "%.*s". */
#define SLICE_ARG(s) (int)(s).n, (s).p ? (s).p : ""

struct slice slice_of(const char *text); /* whole C string; NULL gives absent */
struct slice slice_range(struct slice s, size_t from, size_t to); /* clamped */
struct slice slice_trim(struct slice s); /* without ASCII blanks at both ends */
bool slice_eq(struct slice a, struct slice b);
bool slice_is(struct slice s, const char *text);
bool slice_is_nocase(struct slice s, const char *text); /* ASCII letters only */
bool slice_starts(struct slice s, const char *prefix);
bool slice_ends(struct slice s, const char *suffix);
int slice_cmp(struct slice a, struct slice b); /* bytewise, absent first */
bool slice_digits(struct slice s);             /* at least one, and only, ASCII digits */
/* First occurrence of `c` at or after `from`, or SIZE_MAX. */
size_t slice_find(struct slice s, char c, size_t from);
/* Cuts the part before the next `sep` off `*rest` into `*part`; false when
 * nothing is left. "a;;b" gives "a", "", "b". */
bool slice_cut(struct slice *rest, char sep, struct slice *part);
/* A whole non-negative decimal number; false if it is anything else or does not fit. */
bool slice_u64(struct slice s, uint64_t *out);

static inline bool slice_present(struct slice s)
{
	return s.n > 0;
}

static inline bool ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool ascii_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool ascii_alpha(char c)
{
	return ascii_upper(c) || ascii_lower(c);
}

static inline char ascii_to_upper(char c)
{
	return ascii_lower(c) ? (char)(c - 'a' + 'A') : c;
}

static inline char ascii_to_lower(char c)
{
	return ascii_upper(c) ? (char)(c - 'A' + 'a') : c;
}

#endif
