/* SPDX-License-Identifier: Apache-2.0
 *
 * base/map.h - byte strings to pointers, in arena memory; grows, never shrinks.
 *
 * Hash keys come from a random seed of the process, so that no input can be
 * made to collide. Not thread-safe.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map_slot {
	uint64_t hash;
	struct slice key;
	void *value;
};

struct map {
	struct arena *arena;
	struct map_slot *slots;
	size_t room; /* power of two, or 0 */
	size_t count;
};

void map_init(struct map *m, struct arena *a);
/* The value of `key`, or NULL. */
void *map_find(const struct map *m, struct slice key);
/* Sets the value (not NULL) of `key`, whose bytes must live as long as the map. */
void map_put(struct map *m, struct slice key, void *value);

#endif
