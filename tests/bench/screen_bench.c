/* SPDX-License-Identifier: Apache-2.0
 *
 * How fast travellers are screened, on one core: screen_bench [NAMES [TRAVELLERS [DOCUMENTS
 * [NUMBERS]]]].
 *
 *   build       the index from entries in memory, on all cores
 *   image       the index loaded from bytes in memory, their seal checked
 *   change      one entry exchanged
 *   fresh       travellers with birth date, their words not seen before
 *   again       the same travellers once more
 *   name only   travellers without birth date
 *   documents   travellers with a document and no name, against a list of documents
 *   numbers     look-ups in the table of document numbers alone
 *   exhaustive  each traveller against each name, by the scoring function alone,
 *               on a sample of the names
 *
 * List and travellers are invented (screen_world.h). Times are those of the thread,
 * as other programs may run, where not said otherwise.
 */
#include "base/clock.h"
#include "base/crypto.h"
#include "screen/index.h"
#include "screen/index/near.h"
#include "screen_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MEMORY_MAX ((size_t)64 << 30)
#define SAMPLE_NAMES 4000
#define SAMPLE_TRAVELLERS 25

struct bench {
	struct screen_world world;
	struct arena *arena, *scratch;
	list_entries entries;
	struct screen_index *index;
	struct screen_traveller *travellers;
	uint32_t names, count;
	int64_t *took_ns;
	uint64_t matches;
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

static double us(const struct bench *b, double share)
{
	return (double)b->took_ns[(size_t)((double)(b->count - 1) * share)] / 1e3;
}

static double screen_all(struct bench *b, const char *name)
{
	int64_t sum = 0;
	b->matches = 0;
	for (uint32_t i = 0; i < b->count; i++) {
		screen_matches out = {0};
		int64_t from = thread_ns();
		screen_traveller(b->index, &b->travellers[i], b->scratch, &out);
		arena_reset(b->scratch);
		b->took_ns[i] = thread_ns() - from;
		sum += b->took_ns[i];
		b->matches += out.count;
	}
	qsort(b->took_ns, b->count, sizeof *b->took_ns, by_time);
	double rate = (double)b->count / ((double)sum / 1e9);
	printf("%-10s %9.0f travellers/s  p50 %.1f us  p99 %.1f us  p99.9 %.1f us  "
	       "%.2f matches/traveller\n",
	       name, rate, us(b, 0.5), us(b, 0.99), us(b, 0.999),
	       (double)b->matches / (double)b->count);
	fflush(stdout);
	return rate;
}

static int64_t wall_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static int64_t process_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

/* What the list is like: docs/bench.md says what real ones are. */
static void describe(struct bench *b)
{
	const struct part *p = b->index->parts[0];
	uint64_t letters = 0;
	uint64_t near = 0;
	uint32_t asked = 0;
	LIST_EACH(const struct list_entry, e, &b->entries)
	LIST_EACH(const struct list_name, n, &e->names)
	letters += n->name.n;
	for (uint32_t w = 0; w < p->word_sound_count; w += 16, asked++) {
		uint32_t sound = p->word_sound[w];
		const struct near_words *like =
			near_words_find(p, PART_NONE, part_sound_text(p, sound), b->scratch);
		near += like ? like->count : 0;
		near += p->sound_word_at[sound + 1] - p->sound_word_at[sound] - 1;
		arena_reset(b->scratch);
	}
	printf("%-10s %9zu words, %.2f in a name, %.1f letters in a name, %.1f others like a word\n",
	       "list", p->word_sound_count, (double)p->postings_count / (double)p->records_count,
	       (double)letters / (double)b->names, (double)near / (double)asked);
}

static void build(struct bench *b)
{
	const struct screen_list list = {
		.id = 1, .version = 1, .kind = LIST_PERSONS, .entries = &b->entries};
	int64_t from = wall_ns();
	int64_t used = process_ns();
	b->index = screen_index_new(&list, 1);
	double took = (double)(wall_ns() - from) / 1e9;
	double cores = (double)(process_ns() - used) / 1e9;
	if (!b->index)
		abort();
	printf("%-10s %9u names, %u entries  %.2f s by the clock, %.2f s of all cores  "
	       "%.0f bytes/name\n",
	       "build", b->names, b->entries.count, took, cores,
	       (double)screen_index_bytes(b->index) / (double)b->names);
	fflush(stdout);
}

/* ---- an image, and a change ---- */

static void image(struct bench *b)
{
	const unsigned char key[HASH_BYTES] = {1};
	size_t size = screen_index_image_bytes(b->index);
	unsigned char *bytes = aligned_alloc(64, size);
	if (!bytes)
		abort();
	screen_index_image_write(b->index, SLICE("bench"), key, bytes);
	int64_t from = wall_ns();
	int64_t used = process_ns();
	struct screen_index *x = screen_index_image_load((struct slice){(const char *)bytes, size},
							 SLICE("bench"), key);
	if (!x)
		abort();
	printf("%-10s %9zu bytes loaded in %.3f s by the clock, %.3f s of all cores\n", "image",
	       size, (double)(wall_ns() - from) / 1e9, (double)(process_ns() - used) / 1e9);
	screen_index_free(x);
	free(bytes);
}

/* One entry taken away and added again, RUNS times, each after the one before. */
#define RUNS 20
static void change(struct bench *b)
{
	struct list_entry one = *b->entries.first;
	const list_entries added = {.first = &one, .last = &one, .count = 1};
	struct screen_index *x = b->index;
	int64_t took = 0;
	int64_t longest = 0;
	one.next = NULL;
	for (unsigned i = 0; i < RUNS; i++) {
		struct screen_change c = {.list_id = 1,
					  .version = 2 + i,
					  .removed = &one.id,
					  .removed_count = 1,
					  .added = &added};
		int64_t from = thread_ns();
		struct screen_index *next = screen_index_changed(x, &c);
		int64_t this = thread_ns() - from;
		if (!next)
			abort();
		took += this;
		longest = this > longest ? this : longest;
		if (x != b->index)
			screen_index_free(x);
		x = next;
	}
	printf("%-10s of one entry: %.2f ms, the longest of %d %.2f ms\n", "change",
	       (double)took / RUNS / 1e6, RUNS, (double)longest / 1e6);
	screen_index_free(x);
}

/* ---- documents ---- */

/* The table of numbers alone: found, or not, by hash; sixteen asked for at a time. */
#define TOGETHER 16
static void numbers(uint32_t count)
{
	struct arena *a = arena_new(MEMORY_MAX);
	struct bucket_pairs pairs = {.count = 0};
	struct bucket_arrays t;
	for (uint32_t i = 0; i < count; i++)
		bucket_pairs_add(&pairs, bucket_mix(i), i);
	if (!a || !buckets_build(&t, &(struct bucket_set){.pairs = &pairs}, 1, a))
		abort();
	bucket_pairs_release(&pairs);
	unsigned bits = 0;
	while (((size_t)2 << bits) + BUCKET_STARTS_MORE <= t.start_count)
		bits++;
	const struct buckets b = {.starts = t.starts, .items = t.items, .shift = 64 - bits};
	uint32_t looks = 4000000;
	uint64_t found = 0;
	int64_t from = thread_ns();
	for (uint32_t i = 0; i < looks; i += TOGETHER) {
		uint64_t hashes[TOGETHER];
		for (uint32_t k = 0; k < TOGETHER; k++) { /* every second one is there */
			uint64_t n = bucket_mix(~(uint64_t)(i + k)) % count;
			hashes[k] = bucket_mix(k % 2 ? n : n + UINT32_MAX);
			__builtin_prefetch(&b.starts[hashes[k] >> b.shift]);
		}
		for (uint32_t k = 0; k < TOGETHER; k++)
			__builtin_prefetch(&b.items[b.starts[hashes[k] >> b.shift]]);
		for (uint32_t k = 0; k < TOGETHER; k++) {
			struct bucket_run run = buckets_find(&b, hashes[k]);
			for (uint32_t value; bucket_next(&run, &value);)
				found++;
		}
	}
	printf("%-10s %9.0f look-ups/s in a table of %u, %.1f bytes each, %.2f found of each\n",
	       "numbers", looks / ((double)(thread_ns() - from) / 1e9), count,
	       (double)(t.start_count * sizeof *t.starts + t.item_count * sizeof *t.items) / count,
	       (double)found / looks);
	fflush(stdout);
	arena_free(a);
}

static void documents(struct bench *b, uint32_t count)
{
	list_entries papers = {0};
	for (uint32_t i = 0; i < count; i++) {
		struct list_entry *e = LIST_ADD(&papers, b->arena, struct list_entry);
		struct list_document *d =
			e ? LIST_ADD(&e->documents, b->arena, struct list_document) : NULL;
		if (!d)
			abort();
		d->number =
			arena_printf(b->arena, "%c%08u", 'A' + (char)(i % 26), i * 37 % 100000007);
		d->type = SLICE("P");
		d->issuer = SLICE("UTO");
		e->id = d->number;
	}
	const struct screen_list list = {
		.id = 1, .version = 1, .kind = LIST_DOCUMENTS, .entries = &papers};
	struct screen_index *x = screen_index_new(&list, 1);
	if (!x)
		abort();
	uint32_t looks = 200000;
	uint64_t found = 0;
	int64_t took_ns = 0;
	for (uint32_t i = 0; i < looks; i++) {
		uint32_t n = screen_world_draw(&b->world, 100000007);
		char letter = (char)('A' + screen_world_draw(&b->world, 26));
		struct screen_document d = {
			SLICE("P"), arena_printf(b->scratch, "%c%08u", letter, n), SLICE("UTO")};
		struct screen_traveller t = {.documents = &d, .document_count = 1};
		screen_matches out = {0};
		int64_t from = thread_ns();
		screen_traveller(x, &t, b->scratch, &out);
		took_ns += thread_ns() - from;
		found += out.count;
		arena_reset(b->scratch);
	}
	double took = (double)took_ns / 1e9;
	printf("%-10s %9.0f look-ups/s among %u, %.0f bytes each, %llu found\n", "documents",
	       looks / took, count, (double)screen_index_bytes(x) / count,
	       (unsigned long long)found);
	fflush(stdout);
	screen_index_free(x);
}

/* ---- the yardstick ---- */

static double exhaustive(struct bench *b)
{
	struct name *names = arena_alloc(b->arena, SAMPLE_NAMES * sizeof *names);
	uint32_t count = 0;
	LIST_EACH(const struct list_entry, e, &b->entries)
	{
		if (names && count < SAMPLE_NAMES)
			name_read(e->names.first->name, &names[count++]);
	}
	uint64_t sum = 0;
	int64_t from = thread_ns();
	for (uint32_t i = 0; i < SAMPLE_TRAVELLERS && i < b->count; i++) {
		struct name mine;
		name_read_traveller(b->travellers[i].family, b->travellers[i].given,
				    b->travellers[i].middle, &mine);
		struct name_view view = name_view(&mine);
		for (uint32_t j = 0; j < count; j++) {
			struct name_view other = name_view(&names[j]);
			struct name_score score;
			name_view_compare(&view, &other, &score);
			sum += score.permille;
		}
	}
	double pair = (double)(thread_ns() - from) / (SAMPLE_TRAVELLERS * (double)count);
	double rate = 1e9 / (pair * b->names);
	printf("%-10s %9.2f travellers/s  %.0f ns/name (%llu)\n", "exhaustive", rate, pair,
	       (unsigned long long)(sum % 10));
	return rate;
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
	struct bench b = {.names = number(argc, argv, 1, 1000000),
			  .count = number(argc, argv, 2, 20000)};
	crypto_start();
	b.arena = arena_new(MEMORY_MAX);
	b.scratch = arena_new(MEMORY_MAX);
	if (!b.arena || !b.scratch)
		return 1;
	screen_world_init(&b.world, 7, b.arena);
	screen_world_list(&b.world, b.names, b.arena, &b.entries);
	b.travellers = screen_world_travellers(&b.world, &b.entries, b.count, 5, b.arena);
	b.took_ns = arena_alloc(b.arena, b.count * sizeof *b.took_ns + 1);
	if (!b.travellers || !b.took_ns || arena_failed(b.arena))
		return 1;
	build(&b);
	describe(&b);
	image(&b);
	change(&b);
	double fresh = screen_all(&b, "fresh");
	screen_all(&b, "again");
	for (uint32_t i = 0; i < b.count; i++)
		b.travellers[i].birth_date = (struct date){0};
	screen_all(&b, "name only");
	double bare = exhaustive(&b);
	printf("%-10s %9.0f times the exhaustive comparison\n", "ratio", fresh / bare);
	screen_index_free(b.index);
	documents(&b, number(argc, argv, 3, 1000000));
	numbers(number(argc, argv, 4, 10000000));
	arena_free(b.scratch);
	arena_free(b.arena);
	return 0;
}
