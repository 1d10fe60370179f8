/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index/gather.h - the first half of building a part: entries of one share of the
 * lists packed, their names read, their words counted. Shares are gathered on
 * different cores.
 */
#ifndef SCREEN_INDEX_GATHER_H
#define SCREEN_INDEX_GATHER_H

#include "base/buf.h"
#include "screen/index/part.h"
#include "screen/names/name.h"

/* A word met in a share. */
struct gathered_word {
	struct name_unit unit;
	uint64_t order;  /* first letters, in byte order */
	uint32_t number; /* in the part */
};

/* Numbers that grow. */
struct numbers {
	uint32_t *list;
	size_t count, room;
	bool failed;
};
void numbers_add(struct numbers *n, uint32_t value);

struct gathered {
	const struct part_source *sources;
	const struct part_list *lists;
	uint32_t count;

	struct buf bytes;
	struct numbers entry_at;     /* in `bytes`, in steps */
	struct numbers entry_names;  /* how many of each entry are screened */
	struct numbers shelves;      /* of each entry: how many, and which */
	struct numbers names;        /* of each name: how many words, and those, with LONG_BEGINS */
	struct bucket_pairs glues;   /* to names of the share */
	struct bucket_pairs numbers; /* of documents, and ids, to entries of the share */

	struct gathered_word *words;
	uint32_t word_count, word_room;
	uint32_t *slots; /* of a hash table of words, from 1; twice word_room */
	uint32_t *sorted;
	bool failed;
};

/* Gathers `count` sources; `failed` when out of memory. */
void gather(struct gathered *g);
void gathered_release(struct gathered *g);
/* In byte order, words that are nothing but consonants after others. */
int gathered_words_compare(const struct gathered_word *x, const struct gathered_word *y);

#endif
