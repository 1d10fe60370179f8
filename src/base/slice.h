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
#include <string.h>

struct slice {
	const char *p;
	size_t n;
};

/* A slice of a string literal. */
#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})

/* For printf's "%.*s". */
#define SLICE_ARG(s) (int)(s).n, (s).p ? (s).p : ""

struct slice slice_range(struct slice s, size_t from, size_t to); /* clamped */
int slice_cmp(struct slice a, struct slice b);                    /* bytewise, absent first */
bool slice_digits(struct slice s); /* at least one, and only, ASCII digits */
/* First occurrence of `c` at or after `from`, or SIZE_MAX. */
size_t slice_find(struct slice s, char c, size_t from);
/* Cuts the part before the next `sep` off `*rest` into `*part`; false when
 * nothing is left. "a;;b" gives "a", "", "b". */
bool slice_cut(struct slice *rest, char sep, struct slice *part);
/* A whole non-negative decimal number; false if it is anything else or does not fit. */
bool slice_u64(struct slice s, uint64_t *out);

/* In the header, so that the length of a literal is known to the compiler. */

/* Whole C string; NULL gives absent. */
static inline struct slice slice_of(const char *text)
{
	return (struct slice){text, text ? strlen(text) : 0};
}

/* Always inline: called with a literal they are a few instructions, and else a
 * call of strlen and one of memcmp. */
#define ALWAYS_INLINE inline __attribute__((always_inline))

static ALWAYS_INLINE bool slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (b.n == 0 || memcmp(a.p, b.p, b.n) == 0);
}

static ALWAYS_INLINE bool slice_is(struct slice s, const char *text)
{
	return slice_eq(s, slice_of(text));
}

static ALWAYS_INLINE bool slice_starts(struct slice s, const char *prefix)
{
	size_t n = strlen(prefix);
	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

static ALWAYS_INLINE bool slice_ends(struct slice s, const char *suffix)
{
	size_t n = strlen(suffix);
	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

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

/* ASCII letters only. */
bool slice_nocase_eq(struct slice a, struct slice b);

/* Most texts differ in their length or first letter. */
static ALWAYS_INLINE bool slice_is_nocase(struct slice s, const char *text)
{
	struct slice t = slice_of(text);
	return s.n == t.n && (t.n == 0 || (ascii_to_upper(s.p[0]) == ascii_to_upper(t.p[0]) &&
					   (t.n == 1 || slice_nocase_eq(s, t))));
}

/* What slice_trim does where there is something to trim. */
struct slice slice_trim_slow(struct slice s);

/* Without ASCII blanks at both ends. */
static inline struct slice slice_trim(struct slice s)
{
	bool full = s.n > 0 && (unsigned char)s.p[0] > ' ' && (unsigned char)s.p[s.n - 1] > ' ';
	return full ? s : slice_trim_slow(s);
}

#endif
