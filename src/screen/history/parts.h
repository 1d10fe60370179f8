/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/history/parts.h - what the files of screen/history/ share: words, and travellers
 * in blocks.
 */
#ifndef SCREEN_HISTORY_PARTS_H
#define SCREEN_HISTORY_PARTS_H

#include "screen/history.h"
#include "screen/names/keys.h"

/* ---- memory that is overwritten before it is given back ---- */

/* Room for `more` elements behind `count`; what was there before is overwritten when it
 * moves. NULL: out of memory, and `old` is as it was. */
void *wiped_room(void *old, size_t count, size_t more, size_t *room, size_t each);
void wiped_free(void *p, size_t bytes);

/* ---- words ---- */

/* Travellers who have a word, and maybe some who are gone; up to two without a list. */
struct postings {
	uint32_t count, room; /* room 0: in `few` */
	union {
		uint32_t few[2];
		uint32_t *list;
	};
};

/* A reading of a word is known by its letters, marks and class of variants. */
struct words {
	struct name_signature *signatures; /* text_length 0: the number is free */
	struct name_unit *units;
	uint32_t *having; /* readings of names that are in */
	struct postings *postings;
	uint32_t count, room;
	uint32_t *free;
	uint32_t free_count;
	uint32_t *slots; /* of a hash table: numbers and 1; a power of two */
	uint32_t slot_count;
	size_t posted_bytes;
};

#define WORD_NONE UINT32_MAX

void words_release(struct words *w);
/* The number of a reading, made when it is new; WORD_NONE: out of memory. */
uint32_t words_number(struct words *w, const struct name_unit *u);
/* `slot` has it once more; false: out of memory. */
bool words_post(struct words *w, uint32_t word, uint32_t slot);
static inline const uint32_t *words_postings(const struct words *w, uint32_t word)
{
	const struct postings *p = &w->postings[word];
	return p->room ? p->list : p->few;
}
/* Of a word that was numbered and not posted. */
void words_forget_unused(struct words *w, uint32_t word);
/* One name less has it; a word that nobody has is overwritten. */
void words_unpost(struct words *w, uint32_t word, const struct screen_history *h);

/* ---- travellers ---- */

/* So many names are a block, and so many bits of a slot are the place in it. */
#define BLOCK_BITS 12
#define BLOCK_NAMES (1U << BLOCK_BITS)

#define BIRTH_NONE 0
#define BIRTH_OTHER UINT16_MAX /* not one day of those that have a number */

#define BEGINS (UINT32_C(1) << 31) /* of a word's number: begins another word */

struct block {
	uint32_t count, live;
	uint64_t keys[BLOCK_NAMES];   /* id * 2 + number of the name; 0 = gone */
	uint16_t births[BLOCK_NAMES]; /* of the birth date, where it is one day */
	uint32_t at[BLOCK_NAMES + 1], hash_at[BLOCK_NAMES + 1];
	unsigned char *bytes; /* pack.c */
	uint16_t *hashes;     /* of words written together, and of documents */
	size_t byte_room, hash_room;
};

struct screen_history {
	struct key_rules rules;
	struct words words;
	struct block **blocks; /* NULL: all of it is gone */
	uint32_t block_count, block_room;
	uint32_t *slots; /* of a hash table by key: slots and 1; a power of two */
	size_t slot_count, slots_used;
	size_t names;
	size_t block_bytes;
};

static inline bool slot_lives(const struct screen_history *h, uint32_t slot)
{
	const struct block *b = h->blocks[slot >> BLOCK_BITS];
	return b && b->keys[slot & (BLOCK_NAMES - 1)] != 0;
}

/* What stands in a block of one name: numbers of words, then the traveller. */
struct packed {
	uint32_t words[NAME_UNITS_MAX];
	unsigned word_count;
	struct screen_traveller traveller; /* slices into the block */
};
struct pack_buffer {
	unsigned char *bytes;
	size_t n, room;
};
/* False: out of memory. */
bool pack(struct pack_buffer *out, const uint32_t *words, unsigned word_count,
	  const struct screen_traveller *t);
/* The numbers of words alone. */
unsigned unpack_words(const unsigned char *p, uint32_t words[NAME_UNITS_MAX]);
/* Documents in `a`; false: out of memory. */
bool unpack(const unsigned char *p, struct arena *a, struct packed *out);

/* The number of a birth date. */
uint16_t birth_number(const struct screen_traveller *t);
/* A traveller's birth date of a number that is neither BIRTH_NONE nor BIRTH_OTHER. */
struct date birth_of_number(uint16_t n);

/* Sixteen bits that say what a word may meet when it is written together, or a document. */
static inline uint16_t short_hash(const char *p, size_t n, unsigned kind)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ kind;
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)p[i]) * UINT64_C(0x100000001b3);
	return (uint16_t)((hash * UINT64_C(0x9e3779b97f4a7c15)) >> 48);
}
enum { HASH_SOUND, HASH_CUT, HASH_CONSONANTS, HASH_CONSONANTS_ONLY, HASH_DOCUMENT };

#endif
