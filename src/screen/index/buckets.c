/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/buckets.h"

#include <stdlib.h>

#define SHEAVES (1U << BUCKET_SHEAF_BITS)
#define CHUNK_MIN 32
#define CHUNK_MAX 4096

static struct bucket_chunk *chunk_add(struct bucket_sheaf *s)
{
	uint32_t room = s->last ? 4 * s->last->room : CHUNK_MIN;
	room = room < CHUNK_MAX ? room : CHUNK_MAX;
	struct bucket_chunk *c = malloc(sizeof *c + room * sizeof c->list[0]);
	if (!c)
		return NULL;
	c->next = NULL;
	c->count = 0;
	c->room = room;
	*(s->last ? &s->last->next : &s->first) = c;
	s->last = c;
	return c;
}

void bucket_pairs_add(struct bucket_pairs *p, uint64_t hash, uint32_t value)
{
	struct bucket_sheaf *s = &p->sheaves[hash >> (64 - BUCKET_SHEAF_BITS)];
	struct bucket_chunk *c = s->last;
	if ((!c || c->count == c->room) && !(c = chunk_add(s))) {
		p->failed = true;
		return;
	}
	c->list[c->count++] = (struct bucket_pair){hash, value};
	p->count++;
}

void bucket_pairs_release(struct bucket_pairs *p)
{
	for (unsigned i = 0; i < SHEAVES; i++)
		for (struct bucket_chunk *c = p->sheaves[i].first, *next; c; c = next) {
			next = c->next;
			free(c);
		}
	*p = (struct bucket_pairs){0};
}

/* ---- building ---- */

struct build {
	struct bucket_arrays *out;
	const struct bucket_set *sets;
	unsigned set_count, shift;
};

/* What the value of a pair stands for, and how many. */
static const uint32_t *values_of(const struct bucket_set *s, uint32_t *value, uint32_t *count)
{
	*value += s->add;
	*count = s->from ? s->from[*value + 1] - s->from[*value] : 1;
	return s->from ? s->values + s->from[*value] : value;
}

static size_t count_values(const struct bucket_set *s)
{
	size_t all = 0;
	for (unsigned i = 0; s->from && i < SHEAVES; i++)
		for (const struct bucket_chunk *c = s->pairs->sheaves[i].first; c; c = c->next)
			for (uint32_t k = 0; k < c->count; k++) {
				const uint32_t *from = &s->from[c->list[k].value + s->add];
				all += from[1] - from[0];
			}
	return s->from ? all : s->pairs->count;
}

/* Counts the items of a chunk by their buckets, or puts them there. */
static void do_chunk(const struct build *b, const struct bucket_set *s,
		     const struct bucket_chunk *c, bool put)
{
	uint32_t *starts = b->out->starts;
	for (uint32_t k = 0; k < c->count; k++) {
		uint64_t hash = c->list[k].hash;
		uint32_t value = c->list[k].value;
		uint32_t count;
		const uint32_t *values = values_of(s, &value, &count);
		if (!put) {
			starts[(hash >> b->shift) + 2] += count;
			continue;
		}
		for (uint32_t v = 0; v < count; v++)
			b->out->items[starts[(hash >> b->shift) + 1]++] =
				(struct bucket_item){(uint32_t)hash, values[v]};
	}
}

static void do_sheaves(const struct build *b, unsigned from, unsigned to, bool put)
{
	for (unsigned i = from; i < to; i++)
		for (unsigned s = 0; s < b->set_count; s++)
			for (const struct bucket_chunk *c = b->sets[s].pairs->sheaves[i].first; c;
			     c = c->next)
				do_chunk(b, &b->sets[s], c, put);
}

/* starts[n + 2] counts bucket n; summed up and moved on while items are put, starts[n] is
 * where bucket n begins. The sheaves are done one by one, or together where a bucket has
 * items of several. */
static void build_buckets(const struct build *b, unsigned bits)
{
	unsigned groups = bits < BUCKET_SHEAF_BITS ? 1 : SHEAVES;
	size_t buckets = ((size_t)1 << bits) / groups;
	for (unsigned g = 0; g < groups; g++) {
		unsigned from = SHEAVES / groups * g;
		unsigned to = SHEAVES / groups * (g + 1);
		do_sheaves(b, from, to, false);
		for (size_t i = buckets * g + 2; i < buckets * (g + 1) + 2; i++)
			b->out->starts[i] += b->out->starts[i - 1];
		do_sheaves(b, from, to, true);
	}
}

bool buckets_build(struct bucket_arrays *out, const struct bucket_set *sets, unsigned count,
		   struct arena *a)
{
	size_t all = 0;
	bool failed = false;
	for (unsigned s = 0; s < count; s++) {
		all += count_values(&sets[s]);
		failed |= sets[s].pairs->failed;
	}
	unsigned bits = 1;
	while (bits < 31 && ((size_t)2 << bits) < all)
		bits++;
	out->start_count = ((size_t)1 << bits) + BUCKET_STARTS_MORE;
	out->item_count = all;
	out->starts = arena_alloc(a, out->start_count * sizeof *out->starts);
	out->items = arena_alloc(a, (all + 1) * sizeof *out->items);
	if (failed || !out->starts || !out->items || all >= UINT32_MAX)
		return false;
	build_buckets(&(struct build){out, sets, count, 64 - bits}, bits);
	return true;
}
