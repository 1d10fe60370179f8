/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/part.h"

#include <stdlib.h>
#include <string.h>

#define ARENA_MAX ((size_t)256 << 30)

struct part *part_new(void)
{
	struct part *p = calloc(1, sizeof *p);
	if (!p)
		return NULL;
	p->users = 1;
	p->arenas[0] = arena_new(ARENA_MAX);
	p->arenas[1] = arena_new(ARENA_MAX);
	if (p->arenas[0] && p->arenas[1])
		return p;
	part_drop(p);
	return NULL;
}

void part_arrays(struct part *p, struct part_array out[PART_ARRAY_COUNT])
{
	unsigned n = 0;
#define X(type, name) \
	out[n++] = (struct part_array){(const void **)&p->name, &p->name##_count, sizeof(type)};
	PART_ARRAYS(X)
#undef X
}

static struct buckets buckets_of(const uint32_t *starts, size_t count,
				 const struct bucket_item *items)
{
	unsigned bits = 0;
	while (((size_t)2 << bits) + BUCKET_STARTS_MORE <= count)
		bits++;
	return (struct buckets){.starts = starts, .items = items, .shift = 64 - bits};
}

static bool find_beginnings(struct part *p)
{
	p->beginning_from = malloc((BEGINNINGS + 1) * sizeof *p->beginning_from);
	if (!p->beginning_from)
		return false;
	unsigned next = 0;
	for (uint32_t w = 0; w < p->word_sound_count; w++)
		for (unsigned begins = part_beginning(part_word_text(p, w)); next <= begins; next++)
			p->beginning_from[next] = w;
	for (; next <= BEGINNINGS; next++)
		p->beginning_from[next] = (uint32_t)p->word_sound_count;
	return true;
}

bool part_finish(struct part *p)
{
	while (((size_t)2 << p->sound_bits) < p->sound_from_count)
		p->sound_bits++;
	p->deletions = buckets_of(p->deletion_starts, p->deletion_starts_count, p->deletion_items);
	p->links = buckets_of(p->link_starts, p->link_starts_count, p->link_items);
	p->glues = buckets_of(p->glue_starts, p->glue_starts_count, p->glue_items);
	p->numbers = buckets_of(p->number_starts, p->number_starts_count, p->number_items);
	p->near = calloc(p->sounds_count + 1, sizeof *p->near);
	return p->near && find_beginnings(p);
}

void part_use(struct part *p)
{
	atomic_fetch_add(&p->users, 1);
}

void part_drop(struct part *p)
{
	if (!p || atomic_fetch_sub(&p->users, 1) > 1)
		return;
	for (size_t i = 0; p->near && i < p->sounds_count; i++)
		free(p->near[i]);
	free(p->near);
	free(p->beginning_from);
	arena_free(p->arenas[0]);
	arena_free(p->arenas[1]);
	free(p);
}

size_t part_bytes(const struct part *p)
{
	size_t sum = sizeof *p + (BEGINNINGS + 1) * sizeof *p->beginning_from;
	sum += p->sounds_count * sizeof *p->near + p->near_bytes;
#define X(type, name) sum += p->name##_count * sizeof(type);
	PART_ARRAYS(X)
#undef X
	return sum;
}

static uint32_t sound_bucket(const struct part *p, struct slice sound)
{
	uint64_t hash = bucket_hash(sound.p, sound.n, LINK_SOUND);
	return p->sound_bits ? (uint32_t)(hash >> (64 - p->sound_bits)) : 0;
}

static uint32_t sound_among(const struct part *p, struct slice sound, uint32_t bucket)
{
	for (uint32_t s = p->sound_from[bucket]; s < p->sound_from[bucket + 1]; s++)
		if (slice_eq(part_sound_text(p, s), sound))
			return s;
	return PART_NONE;
}

uint32_t part_sound(const struct part *p, struct slice sound)
{
	return sound_among(p, sound, sound_bucket(p, sound));
}

/* One step for all units, then the next, so that memory is waited for once. */
void part_sounds(const struct part *p, const struct name_unit *units, unsigned count, uint32_t *out)
{
	for (unsigned i = 0; i < count; i++) {
		out[i] = sound_bucket(p, name_unit_sound(&units[i]));
		__builtin_prefetch(&p->sound_from[out[i]]);
	}
	for (unsigned i = 0; i < count; i++)
		__builtin_prefetch(&p->sounds[p->sound_from[out[i]]]);
	for (unsigned i = 0; i < count; i++)
		out[i] = sound_among(p, name_unit_sound(&units[i]), out[i]);
}
