/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index/part.h - entries packed for screening: each different word once, names as
 * numbers of words, everything in flat arrays, which a cache file holds as they are.
 *
 * A part never changes once it is built. Parts are shared by count among indexes.
 */
#ifndef SCREEN_INDEX_PART_H
#define SCREEN_INDEX_PART_H

#include "screen/index/buckets.h"
#include "screen/names/name.h"
#include "screen/screen.h"

#include <stdatomic.h>

/* A word here: a reading of a word of a name. `words` of a name are numbered by those
 * that count, from 0. */
#define RECORD_WORDS 7

/* A name under one of its birth dates. One with more readings than fit is `long`: its first
 * two numbers are the place and count of its words in long_words. */
struct record {
	uint32_t words[RECORD_WORDS]; /* UINT32_MAX = none */
	uint32_t marks;               /* bit n: reading n begins another word; and: */
};
#define RECORD_COUNT(marks) ((marks) >> 8 & 7)
#define RECORD_COUNT_MARK(n) ((uint32_t)(n) << 8)
#define RECORD_LONG (UINT32_C(1) << 15)
#define LONG_BEGINS (UINT32_C(1) << 31) /* in long_words: begins another word */

/* What a hash in `links` and `glues` is of. */
enum link_kind {
	LINK_LETTERS,         /* deletions: of a spelling key */
	LINK_FAMILY,          /* links: words of a family of spellings */
	LINK_CONSONANTS,      /* links, glues: consonants of a word */
	LINK_CONSONANTS_ONLY, /* links, glues: of one that is nothing but consonants */
	LINK_SOUND,           /* glues: spelling key; sounds */
	LINK_CUT,             /* glues: letters of words that were cut together */
	LINK_NUMBER,          /* numbers: of a document, folded */
	LINK_ID,              /* numbers: the id of an entry */
};

/* In the tag of an item of `glues`: the words that are written together, by number. */
#define GLUE_TAG_MASK UINT32_C(0xffffff00)
#define GLUE_FROM(tag) ((tag) >> 4 & 15)
#define GLUE_COUNT(tag) ((tag)&15)

/* A spelling key. */
struct sound {
	uint32_t letters; /* bit 0 = A */
	uint8_t length;
	char text[WORD_LETTERS_MAX];
};

/* A word that is like another one. */
struct near_word {
	uint32_t word;
	uint32_t similarity;
};

/* Words whose spelling keys are like one key, but not the same. */
struct near_words {
	uint32_t count;
	struct near_word list[];
};

struct part_list {
	int64_t id, version;
	uint32_t kind, reserved;
};

/* In the order of the cache file. */
#define PART_ARRAYS(X) \
	X(struct part_list, lists) /* that the entries are of */ \
	X(char, word_text)         /* words in byte order, one behind the other */ \
	X(uint32_t, word_at)       /* and the end of the last one */ \
	X(uint32_t, word_sound)    /* number of its spelling key */ \
	X(uint16_t, word_family)   /* class of spellings */ \
	X(uint8_t, word_shared)    /* 1: it is one of several readings of a word of some name */ \
	X(uint32_t, posting_at)    /* of a word in postings, and the end */ \
	X(uint32_t, postings)      /* records that hold a word, rising */ \
	X(struct sound, sounds)    /* spelling keys in the order of their hashes */ \
	X(uint32_t, sound_from)    /* first key by the first bits of the hash, and the end */ \
	X(uint32_t, sound_word_at) /* of a key in sound_words, and the end */ \
	X(uint32_t, sound_words)   /* words with a key */ \
	X(uint32_t, sound_having)  /* readings of all names with a key */ \
	X(uint32_t, family_having) /* readings of all names of a family */ \
	X(uint32_t, deletion_starts) \
	X(struct bucket_item, deletion_items) /* to keys */ \
	X(uint32_t, link_starts) \
	X(struct bucket_item, link_items) /* to words */ \
	X(uint32_t, glue_starts) \
	X(struct bucket_item, glue_items) /* to records */ \
	X(uint32_t, number_starts) \
	X(struct bucket_item, number_items) /* to entries */ \
	X(struct record, records)           /* by shelf, then in the order of the lists */ \
	X(uint32_t, record_name) \
	X(uint32_t, long_words) \
	X(uint32_t, shelves) /* first record of each, and the end */ \
	X(uint32_t, name_entry) \
	X(uint32_t, entry_names)      /* first name of each entry, and the end */ \
	X(uint32_t, entry_at)         /* in entry_bytes, in steps of ENTRY_STEP */ \
	X(unsigned char, entry_bytes) /* entry.h */

#define ENTRY_STEP 4

struct part {
	atomic_uint users;
	struct arena *arenas[2]; /* NULL: the arrays are somebody else's */
#define X(type, name) \
	const type *name; \
	size_t name##_count;
	PART_ARRAYS(X)
#undef X
	struct buckets deletions, links, glues, numbers; /* of the arrays above */
	unsigned sound_bits;                             /* of a hash, in sound_from */
	uint32_t *beginning_from; /* first word by its first letters (part_beginning), and the end */
	/* What is like each spelling key, made when it is first asked for; never what a
	 * traveller's word is like that no name here has, as nothing of travellers is kept. */
	_Atomic(struct near_words *) *near;
	atomic_size_t near_bytes;
};

/* One array of a part. */
struct part_array {
	const void **at;
	size_t *count;
	size_t each; /* bytes of an element */
};
#define X(type, name) +1
enum { PART_ARRAY_COUNT = 0 PART_ARRAYS(X) };
#undef X
void part_arrays(struct part *p, struct part_array out[PART_ARRAY_COUNT]);

/* An entry to be built in, and the number of its list. */
struct part_source {
	const struct list_entry *entry;
	uint32_t list;
};

/* One part of all entries, on up to `cores` cores; the same on any number. NULL: out of memory.
 * The caller is its one user. */
struct part *part_build(const struct part_list *lists, uint32_t list_count,
			const struct part_source *sources, uint32_t count, unsigned cores);
/* Without arrays; NULL: out of memory. */
struct part *part_new(void);
/* Makes what is not an array; false when out of memory. */
bool part_finish(struct part *p);
void part_use(struct part *p);
void part_drop(struct part *p); /* NULL is fine */
size_t part_bytes(const struct part *p);

/* What words begin with, in their order: the first three letters, none before A. */
#define BEGINNINGS (27 * 27 * 27)
static inline unsigned part_beginning(struct slice text)
{
	unsigned n = 0;
	for (size_t i = 0; i < 3; i++)
		n = 27 * n + (i < text.n ? (unsigned)(text.p[i] - 'A' + 1) : 0);
	return n;
}

#define PART_NONE UINT32_MAX
/* The number of a spelling key, or PART_NONE. */
uint32_t part_sound(const struct part *p, struct slice sound);
/* Those of the units of a name. */
void part_sounds(const struct part *p, const struct name_unit *units, unsigned count,
		 uint32_t *out);

static inline struct slice part_word_text(const struct part *p, uint32_t word)
{
	return (struct slice){p->word_text + p->word_at[word],
			      p->word_at[word + 1] - p->word_at[word]};
}

static inline struct slice part_sound_text(const struct part *p, uint32_t sound)
{
	return (struct slice){p->sounds[sound].text, p->sounds[sound].length};
}

#endif
