/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/buckets.h"

void bucket_pairs_add(struct bucket_pairs *p, struct arena *a, uint64_t hash, uint32_t value)
{
	if (p->count == p->room) {
		size_t room = p->room ? 2 * p->room : 256;
		struct bucket_pair *list = arena_alloc(a, room * sizeof *list);
		if (!list) {
			p->failed = true;
			return;
		}
		if (p->count)
			memcpy(list, p->list, p->count * sizeof *list);
		p->list = list;
		p->room = room;
	}
	p->list[p->count++] = (struct bucket_pair){hash, value};
}

bool buckets_build(struct buckets *b, const struct bucket_pairs *sets, unsigned count,
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
	b->shift = 64 - bits;
	b->starts = arena_alloc(a, (((size_t)1 << bits) + 2) * sizeof *b->starts);
	b->items = arena_alloc(a, (all + 1) * sizeof *b->items);
	if (failed || !b->starts || !b->items || all >= UINT32_MAX)
		return false;
	/* starts[n + 2] counts bucket n; summed up and moved on while items are put,
	 * starts[n] is where bucket n begins. */
	for (unsigned s = 0; s < count; s++)
		for (size_t i = 0; i < sets[s].count; i++)
			b->starts[(sets[s].list[i].hash >> b->shift) + 2]++;
	for (size_t i = 2; i < ((size_t)1 << bits) + 2; i++)
		b->starts[i] += b->starts[i - 1];
	for (unsigned s = 0; s < count; s++)
		for (size_t i = 0; i < sets[s].count; i++) {
			const struct bucket_pair *p = &sets[s].list[i];
			b->items[b->starts[(p->hash >> b->shift) + 1]++] =
				(struct bucket_item){(uint32_t)p->hash, p->value};
		}
	return true;
}
