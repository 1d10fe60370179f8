/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"

#include "base/crypto.h"

#include <assert.h>

#define FIRST_ROOM 64

void map_init(struct map *m, struct arena *a)
{
	*m = (struct map){.arena = a};
}

static struct map_slot *slot_for(const struct map *m, uint64_t hash, struct slice key)
{
	size_t i = hash & (m->room - 1);
	while (m->slots[i].value && !(m->slots[i].hash == hash && slice_eq(m->slots[i].key, key)))
		i = (i + 1) & (m->room - 1);
	return &m->slots[i];
}

void *map_find(const struct map *m, struct slice key)
{
	return m->room ? slot_for(m, hash_short(key), key)->value : NULL;
}

static bool grow(struct map *m)
{
	struct map bigger = {.arena = m->arena, .room = m->room ? m->room * 2 : FIRST_ROOM};
	bigger.slots = arena_alloc(m->arena, bigger.room * sizeof *bigger.slots);
	if (!bigger.slots)
		return false;
	for (size_t i = 0; i < m->room; i++) {
		if (m->slots[i].value)
			*slot_for(&bigger, m->slots[i].hash, m->slots[i].key) = m->slots[i];
	}
	bigger.count = m->count;
	*m = bigger;
	return true;
}

void map_put(struct map *m, struct slice key, void *value)
{
	assert(value);
	if (m->count * 2 >= m->room && !grow(m))
		return;
	uint64_t hash = hash_short(key);
	struct map_slot *s = slot_for(m, hash, key);
	if (!s->value)
		m->count++;
	*s = (struct map_slot){hash, key, value};
}
