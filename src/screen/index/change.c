/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index.h"

#include "screen/index/entry.h"
#include "screen/names/keys.h"

#include <stdlib.h>
#include <string.h>

#define ARENA_MAX ((size_t)16 << 30)

/* An index under way from the one before. */
struct change {
	const struct screen_index *before;
	const struct screen_change *what;
	struct screen_index *x;
	uint32_t list; /* number of the list that changes */
	uint64_t *gone;
	uint32_t *left, *families_left; /* having of the first part without what is gone */
	struct arena *temporary;
	struct part_source *sources; /* of the second part */
	uint32_t count, room;
};

static bool list_number(const struct screen_index *x, int64_t id, uint32_t *out)
{
	for (*out = 0; *out < x->list_count; (*out)++)
		if (x->lists[*out].id == id)
			return true;
	return false;
}

static bool is_removed(const struct change *c, uint32_t list, struct slice id)
{
	for (unsigned i = 0; list == c->list && i < c->what->removed_count; i++)
		if (slice_eq(c->what->removed[i], id))
			return true;
	return false;
}

/* ---- what is gone of the first part ---- */

static void uncount_names(struct change *c, const struct list_entry *e)
{
	const struct part *p = c->x->parts[0];
	LIST_EACH(const struct list_name, published, &e->names)
	{
		struct name n;
		name_read(published->name, &n);
		for (unsigned i = 0; i < n.unit_count; i++) {
			const struct name_unit *u = &n.units[i];
			uint32_t s = part_sound(p, name_unit_sound(u));
			if (u->sig.glued || s == PART_NONE || name_unit_again(n.units, i))
				continue;
			c->left[s]--;
			uint16_t family = name_spelling_family(u);
			if (family)
				c->families_left[family]--;
		}
	}
}

static void remove_entry(struct change *c, struct slice id)
{
	const struct part *p = c->x->parts[0];
	struct bucket_run run = buckets_find(&p->numbers, bucket_hash(id.p, id.n, LINK_ID));
	for (uint32_t entry; bucket_next(&run, &entry);) {
		uint32_t list;
		const struct list_entry *e = entry_unpack(p, entry, c->temporary, &list);
		bool gone = c->gone[entry / 64] >> (entry % 64) & 1;
		if (!e || gone || list != c->list || !slice_eq(e->id, id))
			continue;
		c->gone[entry / 64] |= UINT64_C(1) << (entry % 64);
		c->x->entries--;
		c->x->names -= p->entry_names[entry + 1] - p->entry_names[entry];
		if (p->lists[list].kind == LIST_PERSONS)
			uncount_names(c, e);
	}
}

static void *copy_of(struct arena *a, const void *from, size_t bytes, size_t room)
{
	void *p = arena_alloc(a, room + 1);
	if (p && from && bytes)
		memcpy(p, from, bytes);
	return p;
}

static bool remove_entries(struct change *c)
{
	struct screen_index *x = c->x;
	const struct part *p = x->parts[0];
	size_t gone = (p->entry_at_count + 63) / 64 * sizeof *c->gone;
	size_t sounds = p->sounds_count * sizeof *c->left;
	size_t families = p->family_having_count * sizeof *c->families_left;
	const uint32_t *left = c->before->left ? c->before->left : p->sound_having;
	const uint32_t *families_left = c->before->left ? c->before->families_left
							: p->family_having;
	c->gone = copy_of(x->arena, c->before->gone, gone, gone);
	c->left = copy_of(x->arena, left, sounds, sounds);
	c->families_left = copy_of(x->arena, families_left, families, families);
	if (!c->gone || !c->left || !c->families_left)
		return false;
	x->entries = c->before->first_entries;
	x->names = c->before->first_names;
	for (unsigned i = 0; i < c->what->removed_count; i++)
		remove_entry(c, c->what->removed[i]);
	x->first_entries = x->entries;
	x->first_names = x->names;
	x->gone = c->gone;
	x->left = c->left;
	x->families_left = c->families_left;
	return true;
}

/* ---- the second part ---- */

static void add_source(struct change *c, const struct list_entry *e, uint32_t list)
{
	if (c->count < c->room)
		c->sources[c->count++] = (struct part_source){e, list};
}

/* What was added before and stays, and what is added now. */
static bool gather_sources(struct change *c)
{
	const struct part *before = c->before->part_count > 1 ? c->before->parts[1] : NULL;
	size_t old = before ? before->entry_at_count - 1 : 0;
	size_t more = c->what->added ? c->what->added->count : 0;
	if (old + more > SCREEN_CHANGES_MAX)
		return false;
	c->room = (uint32_t)(old + more);
	c->sources = arena_alloc(c->temporary, (c->room + 1) * sizeof *c->sources);
	if (!c->sources)
		return false;
	for (uint32_t i = 0; i < old; i++) {
		uint32_t list;
		const struct list_entry *e = entry_unpack(before, i, c->temporary, &list);
		if (!e)
			return false;
		if (!is_removed(c, list, e->id))
			add_source(c, e, list);
	}
	if (more)
		LIST_EACH(const struct list_entry, e, c->what->added)
	add_source(c, e, c->list);
	return true;
}

/* What both parts together have of each key and family. */
static bool count_together(struct change *c)
{
	struct screen_index *x = c->x;
	const struct part *p = x->parts[0];
	const struct part *q = x->parts[1];
	size_t families = p->family_having_count > q->family_having_count ? p->family_having_count
									  : q->family_having_count;
	size_t bytes = p->sounds_count * sizeof(uint32_t);
	uint32_t *first = copy_of(x->arena, c->left, bytes, bytes);
	uint32_t *second = arena_alloc(x->arena, (q->sounds_count + 1) * sizeof *second);
	uint32_t *both = copy_of(x->arena, c->families_left, p->family_having_count * sizeof *both,
				 families * sizeof *both);
	if (!first || !second || !both)
		return false;
	for (uint32_t s = 0; s < q->sounds_count; s++) {
		uint32_t other = part_sound(p, part_sound_text(q, s));
		second[s] = q->sound_having[s];
		if (other == PART_NONE)
			continue;
		first[other] += q->sound_having[s];
		second[s] = first[other];
	}
	for (size_t f = 0; f < q->family_having_count; f++)
		both[f] += q->family_having[f];
	x->having[0] = first;
	x->having[1] = second;
	x->families = both;
	x->family_count = families;
	x->entries += q->entry_at_count - 1;
	x->names += q->name_entry_count;
	return true;
}

static bool add_second(struct change *c)
{
	struct screen_index *x = c->x;
	x->having[0] = c->left;
	x->families = c->families_left;
	x->family_count = x->parts[0]->family_having_count;
	if (!gather_sources(c))
		return false;
	if (!c->count)
		return true;
	x->parts[1] = part_build(x->lists, x->list_count, c->sources, c->count, 1);
	if (!x->parts[1])
		return false;
	x->part_count = 2;
	return count_together(c);
}

/* ---- all ---- */

static bool change(struct change *c)
{
	struct screen_index *x = c->x;
	x->lists = copy_of(x->arena, c->before->lists, x->list_count * sizeof *x->lists,
			   x->list_count * sizeof *x->lists);
	if (!x->lists)
		return false;
	x->lists[c->list].version = c->what->version;
	return remove_entries(c) && add_second(c) && index_weights_make(x);
}

struct screen_index *screen_index_changed(const struct screen_index *before,
					  const struct screen_change *what)
{
	struct change c = {.before = before, .what = what};
	struct arena *a = list_number(before, what->list_id, &c.list) ? arena_new(ARENA_MAX) : NULL;
	c.temporary = a ? arena_new(ARENA_MAX) : NULL;
	c.x = c.temporary ? ARENA_NEW(a, struct screen_index) : NULL;
	if (!c.x) {
		arena_free(c.temporary);
		arena_free(a);
		return NULL;
	}
	c.x->arena = a;
	c.x->rules = before->rules;
	c.x->list_count = before->list_count;
	c.x->parts[0] = before->parts[0];
	c.x->part_count = 1;
	part_use(c.x->parts[0]);
	bool done = change(&c);
	arena_free(c.temporary);
	if (done && !arena_failed(a))
		return c.x;
	screen_index_free(c.x);
	return NULL;
}
