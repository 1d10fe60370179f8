/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/buckets.h"

#include <stdlib.h>

void bucket_pairs_add(struct bucket_pairs *p, uint64_t hash, uint32_t value)
{
	if (p->count == p->room) {
		size_t room = p->room ? 2 * p->room : 256;
		struct bucket_pair *list = realloc(p->list, room * sizeof *list);
		if (!list) {
			p->failed = true;
			return;
		}
		p->list = list;
		p->room = room;
	}
	p->list[p->count++] = (struct bucket_pair){hash, value};
}

void bucket_pairs_release(struct bucket_pairs *p)
{
	free(p->list);
	*p = (struct bucket_pairs){0};
}

bool buckets_build(struct bucket_arrays *b, const struct bucket_pairs *sets, unsigned count,
		   struct arena *a)
{
	size_t all = 0;
	bool failed = false;
	for (unsigned s = 0; s < count; s++) {
		all += sets[s].count;
		failed |= sets[s].failed;
	}
	unsigned bits = 1;
	while (bits < 31 && ((size_t)2 << bits) < all)
		bits++;
	unsigned shift = 64 - bits;
	b->start_count = ((size_t)1 << bits) + BUCKET_STARTS_MORE;
	b->item_count = all;
	b->starts = arena_alloc(a, b->start_count * sizeof *b->starts);
	b->items = arena_alloc(a, (all + 1) * sizeof *b->items);
	if (failed || !b->starts || !b->items || all >= UINT32_MAX)
		return false;
	/* starts[n + 2] counts bucket n; summed up and moved on while items are put,
	 * starts[n] is where bucket n begins. */
	for (unsigned s = 0; s < count; s++)
		for (size_t i = 0; i < sets[s].count; i++)
			b->starts[(sets[s].list[i].hash >> shift) + 2]++;
	for (size_t i = 2; i < b->start_count; i++)
		b->starts[i] += b->starts[i - 1];
	for (unsigned s = 0; s < count; s++)
		for (size_t i = 0; i < sets[s].count; i++) {
			const struct bucket_pair *p = &sets[s].list[i];
			b->items[b->starts[(p->hash >> shift) + 1]++] =
				(struct bucket_item){(uint32_t)p->hash, p->value};
		}
	return true;
}
