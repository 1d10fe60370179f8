/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/write/test_draw.h - for tests: reproducible random numbers
 * (SplitMix64 by Sebastiano Vigna, public domain), and texts that are hard to
 * write. Draw once in a statement: C does not fix the order of operands.
 */
#ifndef DECODE_WRITE_TEST_DRAW_H
#define DECODE_WRITE_TEST_DRAW_H

#include "base/arena.h"

#include <stdlib.h>

struct draw {
	uint64_t state;
};

static inline uint64_t draw_next(struct draw *d)
{
	uint64_t z = d->state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* 0 to `count` - 1; `count` is not 0. */
static inline unsigned draw_below(struct draw *d, unsigned count)
{
	return (unsigned)(((draw_next(d) >> 32) * count) >> 32);
}

/* True once in `count` times. */
static inline bool draw_once_in(struct draw *d, unsigned count)
{
	return draw_below(d, count) == 0;
}

/* What a text is made of: separators, release characters, letters of many
 * alphabets, and what looks like the start of a segment. Nothing that
 * consists of the letter X alone: a reader takes that for erased. */
static const char *const draw_pieces[] = {
	"A",
	"K",
	"Z9",
	"7",
	"0",
	"x",
	"q",
	" ",
	"  ",
	"-",
	".",
	"/",
	"+",
	":",
	"'",
	"?",
	"*",
	"$",
	"@",
	"#",
	"\"",
	"??",
	"?'",
	"'RFF",
	"' UNT",
	"\xe2\x80\x99"
	"NAD",
	"\xd0\x92"
	"DTM",
	"\xe2\x80\x99",
	"\xc3\x89",
	"\xc3\xa9",
	"\xc3\x83\xc2\xa9",
	"\xc2\xa3",
	"\xc5\x82",
	"\xce\xa9",
	"\xd0\x96",
	"\xd8\xb4",
	"\xe6\x9d\x8e",
	"\xf0\x9f\x9b\xab",
	"UNH+1+PAXLST",
	"UNZ",
	"LOC",
	"ERC",
	"XZ",
	"DO NOT BOARD",
};

/* A text as a reader gives it: not empty, no blanks around it. */
static inline struct slice draw_text(struct draw *d, struct arena *a)
{
	enum { PIECES = sizeof draw_pieces / sizeof draw_pieces[0], WIDEST = 16 };
	unsigned pieces = 1 + draw_below(d, 6);
	unsigned easy = draw_below(d, 2);
	char *p = arena_alloc(a, (size_t)pieces * WIDEST + 1);
	size_t n = 0;
	for (unsigned i = 0; p && i < pieces; i++) {
		struct slice piece = slice_of(draw_pieces[draw_below(d, easy ? 5 : PIECES)]);
		memcpy(p + n, piece.p, piece.n);
		n += piece.n;
	}
	struct slice text = p ? slice_trim((struct slice){p, n}) : (struct slice){0};
	return text.n ? text : SLICE("A");
}

/* Separators as UNA may name them. */
static const char *const draw_unas[] = {
	"UNA:+.? '", "UNA:*.? $", "UNA:+.\\ '", "UNA:+.?*'", "UNA;|,! \"", "UNA\x1f\x1d.? \x1c",
};

static inline struct slice draw_una(struct draw *d)
{
	bool usual = draw_below(d, 3) > 0;
	unsigned which = draw_below(d, sizeof draw_unas / sizeof draw_unas[0]);
	return slice_of(draw_unas[usual ? 0 : which]);
}

/* How many random cases a test tries: as the environment says, else `usual`. */
static inline unsigned long draw_cases(unsigned long usual)
{
	const char *asked = getenv("RANDOM_CASES");
	return asked ? strtoul(asked, NULL, 10) : usual;
}

#endif
