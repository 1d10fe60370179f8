/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index/buckets.h - hashes to numbers, several of each, built once: items
 * lie next to each other by the first bits of their hash. Eight bytes an item.
 */
#ifndef SCREEN_INDEX_BUCKETS_H
#define SCREEN_INDEX_BUCKETS_H

#include "base/arena.h"

struct bucket_pair {
	uint64_t hash;
	uint32_t value;
};

struct bucket_chunk {
	struct bucket_chunk *next;
	uint32_t count, room;
	struct bucket_pair list[];
};

/* Pairs to build from, apart by the first bits of their hashes: what is put together at a
 * time then fits into the cache. */
#define BUCKET_SHEAF_BITS 7
struct bucket_pairs {
	struct bucket_sheaf {
		struct bucket_chunk *first, *last;
	} sheaves[1 << BUCKET_SHEAF_BITS];
	size_t count;
	bool failed; /* no memory for one */
};

/* Pairs, and what their values stand for: themselves and `add`, or, where `from` is not
 * NULL, each of `values` from from[that] up to before from[that + 1]. */
struct bucket_set {
	const struct bucket_pairs *pairs;
	uint32_t add;
	const uint32_t *from, *values;
};

struct bucket_item {
	uint32_t tag; /* the last 32 bits of the hash */
	uint32_t value;
};

struct buckets {
	const uint32_t *starts; /* of 2^bits buckets, and BUCKET_STARTS_MORE */
	const struct bucket_item *items;
	unsigned shift; /* 64 - bits */
};
#define BUCKET_STARTS_MORE 2

/* What buckets_build gives: the same, and how much of it there is. */
struct bucket_arrays {
	uint32_t *starts;
	struct bucket_item *items;
	size_t start_count, item_count;
};

/* Adds at the end. */
void bucket_pairs_add(struct bucket_pairs *p, uint64_t hash, uint32_t value);
void bucket_pairs_release(struct bucket_pairs *p);
/* From `count` sets, in `a`; false when out of memory. Equal hashes keep the order
 * of the sets and of the pairs. */
bool buckets_build(struct bucket_arrays *b, const struct bucket_set *sets, unsigned count,
		   struct arena *a);

static inline uint64_t bucket_mix(uint64_t x)
{
	x ^= x >> 32;
	x *= UINT64_C(0xd6e8feb86659fd93);
	x ^= x >> 32;
	x *= UINT64_C(0xd6e8feb86659fd93);
	return x ^ (x >> 32);
}

static inline uint64_t bucket_hash(const char *p, size_t n, uint64_t kind)
{
	uint64_t h = bucket_mix(kind * 0x100 + n);
	for (; n >= 8; p += 8, n -= 8) {
		uint64_t x;
		memcpy(&x, p, 8);
		h = (h ^ x) * UINT64_C(0x9fb21c651e98df25);
		h ^= h >> 29;
	}
	uint64_t x = 0;
	for (size_t i = 0; i < n; i++)
		x |= (uint64_t)(unsigned char)p[i] << (8 * i);
	return bucket_mix(h ^ x);
}

/* The items of one hash; other hashes with its tag are rare but there. */
struct bucket_run {
	const struct bucket_item *at, *end;
	uint32_t tag;
};

static inline struct bucket_run buckets_find(const struct buckets *b, uint64_t hash)
{
	const uint32_t *start = &b->starts[hash >> b->shift];
	return (struct bucket_run){&b->items[start[0]], &b->items[start[1]], (uint32_t)hash};
}

static inline bool bucket_next(struct bucket_run *r, uint32_t *value)
{
	while (r->at < r->end) {
		const struct bucket_item *item = r->at++;
		if (item->tag == r->tag) {
			*value = item->value;
			return true;
		}
	}
	return false;
}

#endif
