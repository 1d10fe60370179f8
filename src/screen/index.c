/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index.h"

#include "base/parallel.h"
#include "screen/index/entry.h"
#include "screen/index/near.h"
#include "screen/names/tables.h"

#include <stdlib.h>
#include <string.h>

#define ARENA_MAX ((size_t)16 << 30)
/* Fewer entries than this are gathered on one core. */
#define SHARE_ENTRIES_MIN 2000

/* ---- how rare words are ---- */

static unsigned weight_of(const struct screen_index *x, uint32_t having, uint16_t family)
{
	if (family && family < x->family_count && x->families[family] > having)
		having = x->families[family];
	return name_word_weight(having, x->names);
}

void index_weigh(const struct screen_index *x, struct name_view *view)
{
	uint32_t sounds[INDEX_PARTS_MAX][NAME_UNITS_MAX];
	memset(view->weights, 0, sizeof view->weights);
	view->weight = 0;
	for (unsigned p = 0; p < x->part_count; p++)
		part_sounds(x->parts[p], view->units, view->unit_count, sounds[p]);
	for (unsigned i = 0; i < view->unit_count; i++) {
		const struct name_unit *u = &view->units[i];
		uint32_t having = 0;
		if (u->sig.glued)
			continue;
		for (unsigned p = 0; p < x->part_count && !having; p++)
			having = sounds[p][i] == PART_NONE ? 0 : x->having[p][sounds[p][i]];
		unsigned weight = weight_of(x, having,
					    u->sig.family < VARIANT_OTHER_FORM ? u->sig.family : 0);
		uint16_t *known = &view->weights[__builtin_ctz(u->words)];
		if (*known && *known <= weight)
			continue;
		view->weight = view->weight - *known + weight;
		*known = (uint16_t)weight;
	}
}

bool index_weights_make(struct screen_index *x)
{
	for (unsigned p = 0; p < x->part_count; p++) {
		const struct part *part = x->parts[p];
		size_t count = part->word_sound_count;
		x->weights[p] = arena_alloc(x->arena, count * sizeof *x->weights[p] + 1);
		if (!x->weights[p])
			return false;
		for (size_t i = 0; i < count; i++)
			x->weights[p][i] = (uint16_t)weight_of(x, x->having[p][part->word_sound[i]],
							       part->word_family[i]);
	}
	return true;
}

/* ---- entries ---- */

bool index_entry_read(const struct screen_index *x, unsigned part, uint32_t entry, struct arena *a,
		      struct index_entry *out)
{
	uint32_t list = 0;
	out->entry = entry_unpack(x->parts[part], entry, a, &list);
	if (!out->entry || list >= x->list_count)
		return false;
	out->list_id = x->lists[list].id;
	out->list_version = x->lists[list].version;
	out->kind = (enum list_kind)x->lists[list].kind;
	return true;
}

/* ---- the index ---- */

struct screen_index *index_of_part(struct part *p)
{
	struct arena *a = p ? arena_new(ARENA_MAX) : NULL;
	struct screen_index *x = a ? ARENA_NEW(a, struct screen_index) : NULL;
	if (!x) {
		arena_free(a);
		part_drop(p);
		return NULL;
	}
	x->arena = a;
	key_rules_init(&x->rules);
	x->parts[0] = p;
	x->part_count = 1;
	x->list_count = (uint32_t)p->lists_count;
	x->lists = arena_alloc(a, p->lists_count * sizeof *x->lists + 1);
	x->having[0] = p->sound_having;
	x->families = p->family_having;
	x->family_count = p->family_having_count;
	x->entries = p->entry_at_count - 1;
	x->names = p->name_entry_count;
	x->first_entries = x->entries;
	x->first_names = x->names;
	if (!x->lists || !index_weights_make(x)) {
		screen_index_free(x);
		return NULL;
	}
	if (p->lists_count)
		memcpy(x->lists, p->lists, p->lists_count * sizeof *x->lists);
	return x;
}

struct screen_index *screen_index_new(const struct screen_list *lists, unsigned count)
{
	size_t entries = 0;
	for (unsigned i = 0; i < count; i++)
		entries += lists[i].entries->count;
	struct part_list *kept = calloc(count + 1, sizeof *kept);
	struct part_source *sources = calloc(entries + 1, sizeof *sources);
	struct part *p = NULL;
	size_t n = 0;
	for (unsigned i = 0; kept && sources && i < count; i++) {
		kept[i] = (struct part_list){
			.id = lists[i].id, .version = lists[i].version, .kind = lists[i].kind};
		LIST_EACH(const struct list_entry, entry, lists[i].entries)
		sources[n++] = (struct part_source){entry, i};
	}
	unsigned cores = entries < SHARE_ENTRIES_MIN ? 1 : parallel_cores();
	if (kept && sources && entries < UINT32_MAX)
		p = part_build(kept, count, sources, (uint32_t)entries, cores);
	if (p && cores > 1)
		near_words_prepare(p, cores);
	free(sources);
	free(kept);
	return index_of_part(p);
}

void screen_index_free(struct screen_index *x)
{
	if (!x)
		return;
	for (unsigned p = 0; p < x->part_count; p++)
		part_drop(x->parts[p]);
	arena_free(x->arena);
}

size_t screen_index_bytes(const struct screen_index *x)
{
	size_t sum = arena_used(x->arena);
	for (unsigned p = 0; p < x->part_count; p++)
		sum += part_bytes(x->parts[p]);
	return sum;
}
