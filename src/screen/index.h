/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index.h - the inside of an index: a large part, a small one with what changed
 * since, and what both together say of how rare words are.
 */
#ifndef SCREEN_INDEX_H
#define SCREEN_INDEX_H

#include "screen/screen.h"

#include "screen/document.h"
#include "screen/index/part.h"
#include "screen/names/compare.h"
#include "screen/names/keys.h"

#define INDEX_PARTS_MAX 2

struct screen_index {
	struct arena *arena;
	struct key_rules rules;  /* names are read by */
	struct part_list *lists; /* as they are now; a part knows them as they were */
	uint32_t list_count;
	struct part *parts[INDEX_PARTS_MAX]; /* the second: entries added since */
	unsigned part_count;
	const uint64_t *gone;    /* bit n: entry n of the first part is no more; or NULL */
	uint64_t entries, names; /* that are there */
	/* Readings of all names with a spelling key of a part, or of a family. */
	const uint32_t *having[INDEX_PARTS_MAX];
	const uint32_t *families;
	size_t family_count;
	uint16_t *weights[INDEX_PARTS_MAX]; /* of the words of a part */
	/* Of the first part without what is gone; NULL: nothing has changed. */
	const uint32_t *left, *families_left;
	uint64_t first_entries, first_names;
};

/* An entry, unpacked. */
struct index_entry {
	int64_t list_id, list_version;
	enum list_kind kind;
	const struct list_entry *entry;
};

struct index_name {
	const struct list_name *published;
	struct name_view view;
};

struct index_document {
	struct document_key key;
	const struct list_document *published;
};

/* The weights of the words of a name, in `view`: of a word with several readings that of
 * the commonest. */
void index_weigh(const struct screen_index *x, struct name_view *view);
/* Fills `weights` by `having`, `families` and `names`; false when out of memory. */
bool index_weights_make(struct screen_index *x);
/* The weight of one reading of a word. */
unsigned index_weight(const struct screen_index *x, const struct name_unit *u);

static inline bool index_is_gone(const struct screen_index *x, unsigned part, uint32_t entry)
{
	return part == 0 && x->gone && (x->gone[entry / 64] >> (entry % 64) & 1);
}

/* An entry of a part in `a`; false when out of memory. */
bool index_entry_read(const struct screen_index *x, unsigned part, uint32_t entry, struct arena *a,
		      struct index_entry *out);

/* One traveller against one entry, which need not be in the index: its match, or false. */
bool screen_entry(const struct screen_index *x, const struct index_entry *entry,
		  const struct screen_traveller *t, struct arena *a, struct screen_match *out);

/* An index of one part, which it takes over; NULL (and the part dropped) when out of memory. */
struct screen_index *index_of_part(struct part *p);

#endif
