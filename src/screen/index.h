/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index.h - the inside of an index: entries copied, their names read, each
 * different word once with the names that hold it, and documents by number.
 */
#ifndef SCREEN_INDEX_H
#define SCREEN_INDEX_H

#include "screen/screen.h"

#include "base/map.h"
#include "screen/document.h"
#include "screen/index/buckets.h"
#include "screen/names/compare.h"

struct index_entry {
	int64_t list_id, list_version;
	enum list_kind kind;
	const struct list_entry *entry;
	uint32_t names_from, names_to; /* of screen_index.names */
};

struct index_name {
	uint32_t entry;
	const struct list_name *published;
	struct name_view view;
	struct index_unit **units; /* in the order of the view's */
};

/* One name that holds a unit, and as which of its words. */
struct index_posting {
	uint32_t record;
	uint16_t words;
};

struct index_unit {
	const struct name_unit *unit;   /* one of the equal ones */
	struct index_posting *postings; /* in the order of records */
	uint32_t posting_count;
	struct index_unit *same_sound;      /* next with the same key `sound` */
	struct index_unit *same_consonants; /* next of consonants alone with the same key */
	struct index_unit *same_family;     /* next of the same family of spellings */
	struct index_unit *next;
};

struct index_document {
	uint32_t entry;
	struct document_key key;
	const struct list_document *published;
	struct index_document *same_number; /* next with the same folded number */
};

struct screen_index {
	struct arena *arena;
	struct index_entry *entries;
	struct index_name *names;
	uint32_t entry_count, name_count;
	/* Names once for each birth date of their entry, by shelf; where each shelf begins. */
	uint32_t *records;
	uint32_t *shelves;
	/* Units of one word in the order of their letters, those of one letter first, and
	 * what is left of their spelling keys when letters are taken out (deletions.h). */
	struct index_unit **singles;
	struct name_signature *signatures; /* of each of them */
	uint32_t single_count, initial_count;
	struct buckets by_deletion;
	LIST(struct index_unit) units;
	struct map by_content, by_sound, by_consonants, by_family; /* to struct index_unit */
	struct map by_number;                                      /* to struct index_document */
};

#endif
