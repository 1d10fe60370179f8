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

static void find_letters(struct part *p)
{
	uint32_t word = 0;
	for (unsigned letter = 0; letter <= 26; letter++) {
		uint32_t to = (uint32_t)p->word_sound_count;
		while (word < to) {
			uint32_t half = word + (to - word) / 2;
			if ((unsigned)(part_word_text(p, half).p[0] - 'A') < letter)
				word = half + 1;
			else
				to = half;
		}
		p->letter_from[letter] = word;
	}
}

bool part_finish(struct part *p)
{
	find_letters(p);
	p->deletions = buckets_of(p->deletion_starts, p->deletion_starts_count, p->deletion_items);
	p->links = buckets_of(p->link_starts, p->link_starts_count, p->link_items);
	p->glues = buckets_of(p->glue_starts, p->glue_starts_count, p->glue_items);
	p->numbers = buckets_of(p->number_starts, p->number_starts_count, p->number_items);
	p->near = calloc(p->sounds_count + 1, sizeof *p->near);
	return p->near != NULL;
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
	arena_free(p->arenas[0]);
	arena_free(p->arenas[1]);
	free(p);
}

size_t part_bytes(const struct part *p)
{
	size_t sum = sizeof *p + p->sounds_count * sizeof *p->near + p->near_bytes;
#define X(type, name) sum += p->name##_count * sizeof(type);
	PART_ARRAYS(X)
#undef X
	return sum;
}

uint32_t part_sound(const struct part *p, const char *sound, size_t n)
{
	unsigned bits = 0;
	while (((size_t)2 << bits) < p->sound_from_count)
		bits++;
	size_t bucket = bits ? bucket_hash(sound, n, LINK_SOUND) >> (64 - bits) : 0;
	for (uint32_t s = p->sound_from[bucket]; s < p->sound_from[bucket + 1]; s++) {
		struct slice other = part_sound_text(p, s);
		if (other.n == n && memcmp(other.p, sound, n) == 0)
			return s;
	}
	return PART_NONE;
}
