/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index/filter.h - which of many records hold enough words of a set, at a glance: with
 * AVX2 where the processor has it, else word by word, with the same result.
 */
#ifndef SCREEN_INDEX_FILTER_H
#define SCREEN_INDEX_FILTER_H

#include "screen/index/part.h"

#define FILTER_BITS 13
#define FILTER_RANGES_MAX 8

/* Words, by a bit for each hash: those that are not in the set may be taken for some that
 * are. And ranges of words, from `from` up to before `to`. */
struct filter {
	uint32_t bits[1 << (FILTER_BITS - 5)];
	struct {
		uint32_t from, to;
	} ranges[FILTER_RANGES_MAX];
	unsigned range_count;
	bool everything; /* all records pass */
	bool portable;   /* do without AVX2 */
};

/* Sets `portable` by the processor, and empties the set. */
void filter_init(struct filter *f);
void filter_add(struct filter *f, uint32_t word);
/* Adds words from `from` up to before `to`. */
void filter_add_range(struct filter *f, uint32_t from, uint32_t to);

/* Copies those of `count` numbers of records that may hold `least` readings of the set, in
 * order, to `out`, which may be `numbers`; returns how many. Long records pass. */
unsigned filter_records(const struct filter *f, const struct record *records,
			const uint32_t *numbers, unsigned count, unsigned least, uint32_t *out);

#endif
