/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/near.h"

#include "base/parallel.h"
#include "screen/index/deletions.h"
#include "screen/names/compare.h"

#include <stdlib.h>
#include <string.h>

/* What a part may keep, in bytes for each name. */
#define KEPT_PER_NAME 96
#define KEPT_MIN ((size_t)1 << 20)

/* Keys with a rest in common, each once: a power of two, filled by three quarters; further
 * ones are looked at as often as they are met. */
#define SEEN_ROOM 1024

struct keys {
	const struct part *part;
	struct slice text;
	uint32_t letters;
	struct near_words *out;
	uint32_t room;
	struct arena *arena;
	uint32_t seen[SEEN_ROOM]; /* numbers of keys and 1 */
	uint32_t list[SEEN_ROOM * 3 / 4];
	unsigned count;
};

static void keys_begin(struct keys *k, const struct part *p, struct slice text, struct arena *a)
{
	k->part = p;
	k->text = text;
	k->letters = 0;
	k->out = NULL;
	k->room = 0;
	k->arena = a;
	memset(k->seen, 0, sizeof k->seen);
	k->count = 0;
}

/* Whether a key is to be looked at now; else it is in the list, for later. */
static bool is_over(struct keys *k, uint32_t sound)
{
	unsigned at = sound * UINT32_C(0x9e3779b1) >> 22;
	while (k->seen[at] && k->seen[at] != sound + 1)
		at = (at + 1) % SEEN_ROOM;
	if (k->seen[at])
		return false;
	if (k->count == SEEN_ROOM * 3 / 4)
		return true;
	__builtin_prefetch(&k->part->sounds[sound]);
	k->seen[at] = sound + 1;
	k->list[k->count++] = sound;
	return false;
}

static void add_words(struct keys *k, uint32_t sound, unsigned similarity)
{
	const struct part *p = k->part;
	for (uint32_t i = p->sound_word_at[sound]; i < p->sound_word_at[sound + 1]; i++) {
		if (!k->out || k->out->count == k->room) {
			uint32_t room = k->room ? 4 * k->room : 64;
			struct near_words *more = arena_alloc(
				k->arena, sizeof *more + room * sizeof(struct near_word));
			if (!more)
				return;
			if (k->out)
				memcpy(more, k->out,
				       sizeof *more + k->room * sizeof(struct near_word));
			k->out = more;
			k->room = room;
		}
		k->out->list[k->out->count++] = (struct near_word){p->sound_words[i], similarity};
	}
}

static void look_at(struct keys *k, uint32_t sound)
{
	const struct sound *s = &k->part->sounds[sound];
	const struct name_signature mine = {.sound_length = (uint8_t)k->text.n,
					    .letters = k->letters};
	const struct name_signature theirs = {.sound_length = s->length, .letters = s->letters};
	if (!letters_may_meet(&mine, &theirs))
		return;
	unsigned longer = s->length > k->text.n ? s->length : (unsigned)k->text.n;
	unsigned limit = name_distance_limit(longer);
	unsigned d = name_distance(k->text, (struct slice){s->text, s->length}, limit);
	if (d > 0 && d <= limit)
		add_words(k, sound, 1000 - 1000 * d / longer);
}

static struct near_words *find(struct keys *k)
{
	const struct buckets *b = &k->part->deletions;
	__attribute__((uninitialized)) struct deletions d;
	deletions_of(k->text, &d);
	for (unsigned i = 0; i < d.count; i++)
		__builtin_prefetch(&b->starts[d.hashes[i] >> b->shift]);
	for (unsigned i = 0; i < d.count; i++)
		__builtin_prefetch(&b->items[b->starts[d.hashes[i] >> b->shift]]);
	for (unsigned i = 0; i < d.count; i++) {
		struct bucket_run run = buckets_find(b, d.hashes[i]);
		for (uint32_t sound; bucket_next(&run, &sound);)
			if (is_over(k, sound))
				look_at(k, sound);
	}
	for (unsigned i = 0; i < k->count; i++)
		look_at(k, k->list[i]);
	return k->out ? k->out : ARENA_NEW(k->arena, struct near_words);
}

/* Another thread may have been quicker. */
static void keep(const struct part *p, uint32_t sound, const struct near_words *w)
{
	struct part *mutable = (struct part *)(uintptr_t)p;
	size_t bytes = sizeof *w + w->count * sizeof(struct near_word);
	size_t most = KEPT_MIN + p->name_entry_count * KEPT_PER_NAME;
	if (atomic_load(&mutable->near_bytes) + bytes > most)
		return;
	struct near_words *copy = malloc(bytes);
	struct near_words *none = NULL;
	if (!copy)
		return;
	memcpy(copy, w, bytes);
	if (atomic_compare_exchange_strong(&mutable->near[sound], &none, copy))
		atomic_fetch_add(&mutable->near_bytes, bytes);
	else
		free(copy);
}

const struct near_words *near_words_find(const struct part *p, uint32_t sound, struct slice text,
					 struct arena *a)
{
	const struct near_words *known = sound == PART_NONE ? NULL : atomic_load(&p->near[sound]);
	if (known)
		return known;
	__attribute__((uninitialized)) struct keys k;
	keys_begin(&k, p, text, a);
	for (size_t i = 0; i < text.n; i++)
		k.letters |= UINT32_C(1) << (text.p[i] - 'A');
	struct near_words *w = find(&k);
	if (w && sound != PART_NONE)
		keep(p, sound, w);
	return w;
}

/* ---- in advance ---- */

#define OFTEN_SHARE 65536 /* one of so many names has a key that is prepared */
#define WORK_MAX ((size_t)64 << 20)

struct preparing {
	const struct part *part;
	unsigned cores;
};

static void prepare_share(void *context, unsigned share)
{
	const struct preparing *w = context;
	const struct part *p = w->part;
	struct arena *a = arena_new(WORK_MAX);
	for (uint32_t s = share; a && s < p->sounds_count; s += w->cores) {
		if (p->sound_having[s] <= p->name_entry_count / OFTEN_SHARE)
			continue;
		near_words_find(p, s, part_sound_text(p, s), a);
		arena_reset(a);
	}
	arena_free(a);
}

void near_words_prepare(const struct part *p, unsigned cores)
{
	struct preparing w = {p, cores};
	parallel_run(cores, prepare_share, &w);
}
