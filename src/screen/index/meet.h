/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index/meet.h - the words of a part that are like those of a traveller's name: every
 * pair for which name_similarity() is not 0, and how alike they are at most.
 */
#ifndef SCREEN_INDEX_MEET_H
#define SCREEN_INDEX_MEET_H

#include "screen/index.h"
#include "screen/index/filter.h"

#define MET_HASH(word) ((uint32_t)(word)*UINT32_C(0x9e3779b1) >> 8)

struct met_word {
	uint32_t word;
	uint16_t mine; /* words of the traveller's name that it is like */
	uint16_t similarity;
	/* Known when all words are met: its weight, the least that a word may weigh of which it
	 * is a reading, the weight of `mine`, and how many records hold it. */
	uint16_t weight, weight_least, weight_mine;
	uint32_t records;
};

/* Words from `from` up to before `to`, which all begin alike. */
struct met_range {
	uint32_t from, to;
	uint16_t mine, similarity;
};

/* Words of a listed name that are like one of the traveller's when written together. */
struct met_glue {
	uint32_t record;
	uint16_t mine, similarity;
	uint8_t from, count; /* words of the record */
};

struct meeting {
	const struct part *part;
	const uint16_t *weights; /* of the part's words */
	const struct name_view *mine;
	struct arena *arena;
	struct met_word *words;
	uint32_t count, room;
	uint32_t *slots; /* of a hash table: places in `words`, from 1; twice its room */
	struct met_range ranges[FILTER_RANGES_MAX];
	unsigned range_count;
	struct met_glue *glues; /* by record */
	uint32_t glue_count, glue_room;
	struct filter filter; /* words and ranges */
};

/* Fills the rest of a meeting whose part, weights, traveller and arena are set. */
void meet(struct meeting *m);

/* What was met of a word of the part; similarity 0: nothing. */
static inline struct met_word meeting_find(const struct meeting *m, uint32_t word)
{
	struct met_word out = {.word = word};
	uint32_t mask = 2 * m->room - 1;
	for (uint32_t at = MET_HASH(word) & mask; m->room && m->slots[at]; at = (at + 1) & mask)
		if (m->words[m->slots[at] - 1].word == word) {
			out = m->words[m->slots[at] - 1];
			break;
		}
	for (unsigned i = 0; i < m->range_count; i++) {
		const struct met_range *r = &m->ranges[i];
		if (word < r->from || word >= r->to)
			continue;
		out.mine |= r->mine;
		if (r->similarity > out.similarity)
			out.similarity = r->similarity;
	}
	return out;
}

#endif
