/* SPDX-License-Identifier: Apache-2.0
 *
 * How fast an entry of a list is compared with the travellers that are stored, on one core:
 * rescreen_bench TRAVELLERS [ENTRIES].
 *
 *   put         travellers taken into memory, as it is done when a unit starts
 *   remove      one in a hundred taken out and put in again
 *   entry       each entry against all of them
 *   exhaustive  the same entries against a sample of travellers, one after the other, by the
 *               same rules; and whether both find the same of the sample
 *
 * List and travellers are invented (screen_world.h). Times are those of the thread.
 */
#include "base/crypto.h"
#include "screen/history.h"
#include "screen/index.h"
#include "screen_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MEMORY_MAX ((size_t)64 << 30)
#define LIST_NAMES 100000
#define CHUNK 50000
#define SAMPLE 50000
#define SAMPLE_ENTRIES 20

struct bench {
	struct screen_world world;
	struct arena *arena, *chunk, *scratch;
	list_entries entries;
	struct screen_index *index;
	struct screen_history *history;
	struct screen_traveller *sample;
	uint32_t travellers, tried, missed, extra, other;
};

static int64_t thread_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static int by_time(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static void make_list(struct bench *b)
{
	screen_world_list(&b->world, LIST_NAMES, b->arena, &b->entries);
	const struct screen_list list = {
		.id = 1, .version = 1, .kind = LIST_PERSONS, .entries = &b->entries};
	b->index = screen_index_new(&list, 1);
	b->history = screen_history_new();
	if (!b->index || !b->history)
		abort();
}

static void put_all(struct bench *b)
{
	int64_t took = 0;
	for (uint32_t done = 0; done < b->travellers;) {
		struct arena *a = done ? b->chunk : b->arena; /* the first are the sample */
		uint32_t n = b->travellers - done < CHUNK ? b->travellers - done : CHUNK;
		arena_reset(b->chunk);
		struct screen_traveller *t =
			screen_world_travellers(&b->world, &b->entries, n, 10, a);
		b->sample = done ? b->sample : t;
		int64_t from = thread_ns();
		for (uint32_t i = 0; i < n; i++)
			if (!screen_history_put(b->history, done + i + 1, &t[i], 1))
				abort();
		took += thread_ns() - from;
		done += n;
	}
	printf("put        %9.0f travellers/s  %.0f bytes each\n",
	       b->travellers / ((double)took / 1e9),
	       (double)screen_history_bytes(b->history) / b->travellers);
	fflush(stdout);
}

static void remove_some(struct bench *b)
{
	uint32_t n = b->travellers / 100 < CHUNK ? b->travellers / 100 : CHUNK;
	int64_t from = thread_ns();
	for (uint32_t i = 0; i < n; i++)
		screen_history_remove(b->history, i + 1);
	int64_t took = thread_ns() - from;
	for (uint32_t i = 0; i < n; i++)
		if (!screen_history_put(b->history, i + 1, &b->sample[i], 1))
			abort();
	printf("remove     %9.0f travellers/s\n", n / ((double)took / 1e9));
}

static double find_all(struct bench *b)
{
	int64_t *took = calloc(b->tried, sizeof *took);
	uint64_t matches = 0;
	int64_t sum = 0;
	const struct list_entry *e = b->entries.first;
	for (uint32_t i = 0; took && i < b->tried; i++, e = e->next) {
		history_matches out;
		arena_reset(b->scratch);
		int64_t from = thread_ns();
		if (!screen_history_find(b->history, b->index, LIST_PERSONS, e, b->scratch, &out))
			abort();
		took[i] = thread_ns() - from;
		sum += took[i];
		matches += out.count;
	}
	if (!took)
		abort();
	qsort(took, b->tried, sizeof *took, by_time);
	printf("entry      %9.1f ms on average  p50 %.1f ms  p99 %.1f ms  longest %.1f ms  "
	       "%.1f matches/entry\n",
	       (double)sum / b->tried / 1e6, (double)took[b->tried / 2] / 1e6,
	       (double)took[(size_t)(b->tried - 1) * 99 / 100] / 1e6,
	       (double)took[b->tried - 1] / 1e6, (double)matches / b->tried);
	fflush(stdout);
	free(took);
	return (double)sum / b->tried;
}

static const struct history_match *among(const history_matches *all, int64_t id)
{
	LIST_EACH(const struct history_match, m, all)
	{
		if (m->id == id)
			return m;
	}
	return NULL;
}

static void compare(struct bench *b, const struct screen_match *m, const struct history_match *h)
{
	b->missed += m && !h;
	b->extra += h && !m;
	b->other += m && h && (h->score_permille != m->score_permille || h->outcome != m->outcome);
}

static double exhaustive(struct bench *b)
{
	uint32_t n = b->travellers < SAMPLE ? b->travellers : SAMPLE;
	uint32_t entries = b->tried < SAMPLE_ENTRIES ? b->tried : SAMPLE_ENTRIES;
	int64_t took = 0;
	uint32_t matches = 0;
	const struct list_entry *e = b->entries.first;
	uint32_t done = 0;
	for (uint32_t i = 0; e && done < entries; i++, e = e->next) {
		struct index_entry entry = {.list_id = 1, .kind = LIST_PERSONS, .entry = e};
		history_matches out;
		arena_reset(b->scratch);
		if (!screen_history_find(b->history, b->index, LIST_PERSONS, e, b->scratch, &out))
			abort();
		if (i < b->tried && !(out.first && out.first->id <= n))
			continue; /* rather those who are met by somebody of the sample */
		done++;
		for (uint32_t k = 0; k < n; k++) {
			struct screen_match m;
			int64_t from = thread_ns();
			bool met = screen_entry(b->index, &entry, &b->sample[k], b->scratch, &m);
			took += thread_ns() - from;
			matches += met;
			compare(b, met ? &m : NULL, among(&out, k + 1));
		}
	}
	double each = (double)took / n / entries;
	printf("exhaustive %9.1f ms for an entry, as %.0f ns a traveller  of %u pairs %u are "
	       "matches: missed %u, extra %u, other scores %u\n",
	       each * b->travellers / 1e6, each, n * entries, matches, b->missed, b->extra,
	       b->other);
	return each * b->travellers;
}

static uint32_t number(int argc, char **argv, int at, uint32_t otherwise)
{
	uint64_t n = otherwise;
	if (argc > at && !slice_u64(slice_of(argv[at]), &n))
		exit(2);
	return (uint32_t)n;
}

int main(int argc, char **argv)
{
	struct bench b = {.travellers = number(argc, argv, 1, 1000000),
			  .tried = number(argc, argv, 2, 200)};
	crypto_start();
	b.arena = arena_new(MEMORY_MAX);
	b.chunk = arena_new(MEMORY_MAX);
	b.scratch = arena_new(MEMORY_MAX);
	if (!b.arena || !b.chunk || !b.scratch || !b.travellers)
		return 2;
	screen_world_init(&b.world, 7, b.arena);
	make_list(&b);
	if (!b.tried || b.tried > b.entries.count)
		return 2;
	put_all(&b);
	remove_some(&b);
	double found = find_all(&b);
	printf("ratio      %9.0f\n", exhaustive(&b) / found);
	screen_history_free(b.history);
	screen_index_free(b.index);
	arena_free(b.scratch);
	arena_free(b.chunk);
	arena_free(b.arena);
	return b.missed + b.extra + b.other > 0;
}
