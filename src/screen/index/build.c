/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/part.h"

#include "base/parallel.h"
#include "screen/index/deletions.h"
#include "screen/index/gather.h"
#include "screen/index/shelves.h"
#include "screen/names/keys.h"
#include "screen/names/tables.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A part under construction. */
struct build {
	struct part *part;
	struct gathered shares[PARALLEL_MAX];
	unsigned share_count;
	const struct gathered_word **words; /* each once, in order */
	uint32_t word_count;
	uint32_t *record_of; /* of each name: its first record, and the end */
	uint32_t *records;   /* of names, in their order */
	uint32_t *shelf_at;  /* place for the next record of a shelf */
	atomic_bool failed;
};

/* Sets an array of the part and its count; evaluates to memory for it, or NULL. */
#define NEW_ARRAY(b, half, type, name, n) \
	((b)->part->name##_count = (n), \
	 (b)->part->name = new_array((b), (half), (size_t)(n), sizeof(type)), \
	 (type *)(uintptr_t)(b)->part->name)

static void *new_array(struct build *b, unsigned half, size_t count, size_t each)
{
	void *p = arena_alloc(b->part->arenas[half], count * each + 64);
	if (!p) {
		b->failed = true;
		return NULL;
	}
	/* Records must not lie across two lines of the cache. */
	return (void *)(((uintptr_t)p + 31) & ~(uintptr_t)31);
}

static void gather_share(void *context, unsigned share)
{
	struct build *b = context;
	gather(&b->shares[share]);
	if (b->shares[share].failed)
		b->failed = true;
}

/* ---- words ---- */

/* Puts the sorted words of the shares together; equal ones get the same number. */
static bool number_words(struct build *b)
{
	uint32_t at[PARALLEL_MAX] = {0};
	size_t all = 0;
	for (unsigned s = 0; s < b->share_count; s++)
		all += b->shares[s].word_count;
	b->words = calloc(all + 1, sizeof *b->words);
	if (!b->words)
		return false;
	for (;;) {
		struct gathered_word *first = NULL;
		unsigned from = 0;
		for (unsigned s = 0; s < b->share_count; s++) {
			const struct gathered *g = &b->shares[s];
			if (at[s] == g->word_count)
				continue;
			struct gathered_word *w = &g->words[g->sorted[at[s]]];
			if (!first || gathered_words_compare(w, first) < 0) {
				first = w;
				from = s;
			}
		}
		if (!first)
			return true;
		at[from]++;
		if (!b->word_count ||
		    gathered_words_compare(b->words[b->word_count - 1], first) != 0)
			b->words[b->word_count++] = first;
		first->number = b->word_count - 1;
	}
}

static const struct name_unit *unit_at(const struct build *b, uint32_t i)
{
	assert(b->words[i]);
	return &b->words[i]->unit;
}

static void put_word_texts(struct build *b)
{
	size_t letters = 0;
	for (uint32_t i = 0; i < b->word_count; i++)
		letters += unit_at(b, i)->sig.text_length;
	char *text = NEW_ARRAY(b, 0, char, word_text, letters);
	uint32_t *at = NEW_ARRAY(b, 0, uint32_t, word_at, b->word_count + 1);
	uint16_t *family = NEW_ARRAY(b, 0, uint16_t, word_family, b->word_count);
	if (!text || !at || !family)
		return;
	for (uint32_t i = 0; i < b->word_count; i++) {
		const struct name_unit *u = unit_at(b, i);
		memcpy(text + at[i], u->text, u->sig.text_length);
		at[i + 1] = at[i] + u->sig.text_length;
		family[i] = name_spelling_family(u);
	}
}

struct keyed { /* a word by its spelling key */
	uint64_t hash;
	const struct name_unit *unit;
	uint32_t word;
};

static int by_hash(const void *a, const void *b)
{
	const struct keyed *x = a;
	const struct keyed *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	int order = strcmp(x->unit->sound, y->unit->sound);
	return order ? order : (x->word > y->word) - (x->word < y->word);
}

static bool begins_sound(const struct keyed *list, uint32_t i)
{
	return i == 0 || list[i].hash != list[i - 1].hash ||
	       strcmp(list[i].unit->sound, list[i - 1].unit->sound) != 0;
}

static void put_sound_places(struct build *b, const struct keyed *list, uint32_t count)
{
	unsigned bits = 0;
	while (((size_t)2 << bits) < count)
		bits++;
	size_t buckets = (size_t)1 << bits;
	uint32_t *from = NEW_ARRAY(b, 0, uint32_t, sound_from, buckets + 1);
	uint32_t n = 0;
	size_t bucket = 0;
	for (uint32_t i = 0; from && i < b->word_count; i++) {
		if (!begins_sound(list, i))
			continue;
		size_t mine = bits ? list[i].hash >> (64 - bits) : 0;
		while (bucket <= mine)
			from[bucket++] = n;
		n++;
	}
	while (from && bucket <= buckets)
		from[bucket++] = n;
}

static void put_sound_texts(struct build *b, const struct keyed *list, uint32_t count)
{
	struct sound *sounds = NEW_ARRAY(b, 0, struct sound, sounds, count);
	uint32_t *word_at = NEW_ARRAY(b, 0, uint32_t, sound_word_at, count + 1);
	uint32_t *words = NEW_ARRAY(b, 0, uint32_t, sound_words, b->word_count);
	uint32_t *sound_of = NEW_ARRAY(b, 0, uint32_t, word_sound, b->word_count);
	if (!sounds || !word_at || !words || !sound_of)
		return;
	uint32_t n = 0;
	for (uint32_t i = 0; i < b->word_count; i++) {
		const struct name_unit *u = list[i].unit;
		if (begins_sound(list, i)) {
			sounds[n].letters = u->sig.letters;
			sounds[n].length = u->sig.sound_length;
			memcpy(sounds[n].text, u->sound, u->sig.sound_length);
			word_at[n++] = i;
		}
		words[i] = list[i].word;
		sound_of[list[i].word] = n - 1;
	}
	word_at[n] = b->word_count;
}

static void put_sounds(struct build *b)
{
	struct keyed *list = malloc((b->word_count + 1) * sizeof *list);
	if (!list) {
		b->failed = true;
		return;
	}
	for (uint32_t i = 0; i < b->word_count; i++) {
		const struct name_unit *u = unit_at(b, i);
		list[i] = (struct keyed){bucket_hash(u->sound, u->sig.sound_length, LINK_SOUND), u,
					 i};
	}
	if (b->word_count > 1)
		qsort(list, b->word_count, sizeof *list, by_hash);
	uint32_t count = 0;
	for (uint32_t i = 0; i < b->word_count; i++)
		count += begins_sound(list, i);
	put_sound_places(b, list, count);
	put_sound_texts(b, list, count);
	free(list);
}

static void put_deletions(struct build *b)
{
	struct part *p = b->part;
	struct bucket_pairs pairs = {.count = 0};
	struct bucket_arrays out = {.starts = NULL};
	struct deletions d;
	for (uint32_t s = 0; s < p->sounds_count; s++) {
		deletions_of(part_sound_text(p, s), &d);
		for (unsigned k = 0; k < d.count; k++)
			bucket_pairs_add(&pairs, d.hashes[k], s);
	}
	if (!buckets_build(&out, &(struct bucket_set){.pairs = &pairs}, 1, p->arenas[1]))
		b->failed = true;
	p->deletion_starts = out.starts;
	p->deletion_starts_count = out.start_count;
	p->deletion_items = out.items;
	p->deletion_items_count = out.item_count;
	bucket_pairs_release(&pairs);
}

static void put_links(struct build *b)
{
	struct part *p = b->part;
	struct bucket_pairs pairs = {.count = 0};
	struct bucket_arrays out = {.starts = NULL};
	for (uint32_t i = 0; i < b->word_count; i++) {
		const struct name_unit *u = unit_at(b, i);
		const uint16_t *families = name_families(u);
		for (unsigned k = 0; k < VARIANT_FAMILIES && families[k]; k++)
			bucket_pairs_add(&pairs,
					 bucket_hash((const char *)&families[k], sizeof families[k],
						     LINK_FAMILY),
					 i);
		unsigned n = u->sig.consonant_length;
		if (n)
			bucket_pairs_add(&pairs, bucket_hash(u->consonants, n, LINK_CONSONANTS), i);
		if (n && u->sig.consonants_only)
			bucket_pairs_add(&pairs,
					 bucket_hash(u->consonants, n, LINK_CONSONANTS_ONLY), i);
	}
	if (!buckets_build(&out, &(struct bucket_set){.pairs = &pairs}, 1, p->arenas[1]))
		b->failed = true;
	p->link_starts = out.starts;
	p->link_starts_count = out.start_count;
	p->link_items = out.items;
	p->link_items_count = out.item_count;
	bucket_pairs_release(&pairs);
}

/* ---- entries and their names ---- */

static void put_entries(struct build *b)
{
	size_t bytes = 0;
	size_t entries = 0;
	size_t names = 0;
	for (unsigned s = 0; s < b->share_count; s++) {
		const struct gathered *g = &b->shares[s];
		bytes += g->bytes.n;
		entries += g->count;
		for (uint32_t i = 0; i < g->count; i++)
			names += g->entry_names.list[i];
	}
	unsigned char *all = NEW_ARRAY(b, 1, unsigned char, entry_bytes, bytes);
	uint32_t *at = NEW_ARRAY(b, 1, uint32_t, entry_at, entries + 1);
	uint32_t *first = NEW_ARRAY(b, 1, uint32_t, entry_names, entries + 1);
	uint32_t *entry_of = NEW_ARRAY(b, 1, uint32_t, name_entry, names);
	if (!all || !at || !first || !entry_of || bytes / ENTRY_STEP >= UINT32_MAX ||
	    names >= UINT32_MAX) {
		b->failed = true;
		return;
	}
	size_t copied = 0;
	uint32_t e = 0;
	for (unsigned s = 0; s < b->share_count; s++) {
		const struct gathered *g = &b->shares[s];
		if (g->bytes.n)
			memcpy(all + copied, g->bytes.p, g->bytes.n);
		for (uint32_t i = 0; i < g->count; i++, e++) {
			at[e] = g->entry_at.list[i] + (uint32_t)(copied / ENTRY_STEP);
			first[e + 1] = first[e] + g->entry_names.list[i];
			for (uint32_t n = first[e]; n < first[e + 1]; n++)
				entry_of[n] = e;
		}
		copied += g->bytes.n;
	}
	at[e] = (uint32_t)(copied / ENTRY_STEP);
}

/* Where the words and shelves of the names stand in the shares, from name to name. */
struct walk {
	const struct build *b;
	unsigned share;
	uint32_t entry; /* of the share */
	uint32_t left;  /* names of the entry that are still to come */
	const uint32_t *shelves, *names;
	const uint32_t *words; /* of the name */
	uint32_t word_count;
};

static struct walk walk_begin(const struct build *b)
{
	return (struct walk){
		.b = b, .shelves = b->shares[0].shelves.list, .names = b->shares[0].names.list};
}

/* The next name; false after the last. w->shelves[0] is the count of its shelves. */
static bool walk_next(struct walk *w)
{
	while (w->left == 0) {
		const struct gathered *g = &w->b->shares[w->share];
		if (w->entry > 0)
			w->shelves += 1 + w->shelves[0];
		if (w->entry < g->count) {
			w->left = g->entry_names.list[w->entry++];
			continue;
		}
		if (++w->share == w->b->share_count)
			return false;
		w->entry = 0;
		w->shelves = w->b->shares[w->share].shelves.list;
		w->names = w->b->shares[w->share].names.list;
	}
	w->left--;
	w->word_count = w->names[0];
	w->words = w->names + 1;
	w->names += 1 + w->word_count;
	return true;
}

/* ---- records ---- */

/* The words of a name by their numbers in the part. */
static uint32_t number_of(const struct walk *w, uint32_t word)
{
	return w->b->shares[w->share].words[word & ~LONG_BEGINS].number;
}

static void count_having(struct build *b, const struct walk *w, uint32_t *sounds,
			 uint32_t *families, uint8_t *shared)
{
	for (uint32_t i = 0; i < w->word_count; i++) {
		uint32_t word = number_of(w, w->words[i]);
		bool more = i + 1 < w->word_count && !(w->words[i + 1] & LONG_BEGINS);
		shared[word] |= more || !(w->words[i] & LONG_BEGINS);
		sounds[b->part->word_sound[word]]++;
		families[b->part->word_family[word]]++;
	}
}

static void count_records(struct build *b)
{
	struct part *p = b->part;
	size_t families = 1;
	for (uint32_t i = 0; i < b->word_count; i++)
		if (p->word_family[i] >= families)
			families = (size_t)p->word_family[i] + 1;
	uint32_t *sound_having = NEW_ARRAY(b, 0, uint32_t, sound_having, p->sounds_count);
	uint32_t *family_having = NEW_ARRAY(b, 0, uint32_t, family_having, families);
	uint8_t *shared = NEW_ARRAY(b, 0, uint8_t, word_shared, b->word_count);
	uint32_t *shelves = NEW_ARRAY(b, 0, uint32_t, shelves, SHELVES + 1);
	uint32_t *postings = NEW_ARRAY(b, 0, uint32_t, posting_at, b->word_count + 1);
	b->record_of = malloc((p->name_entry_count + 1) * sizeof *b->record_of);
	if (!b->record_of) {
		b->failed = true;
		return;
	}
	if (b->failed)
		return;
	struct walk w = walk_begin(b);
	size_t records = 0;
	size_t readings = 0;
	size_t longs = 0;
	for (uint32_t name = 0; walk_next(&w); name++) {
		count_having(b, &w, sound_having, family_having, shared);
		b->record_of[name] = (uint32_t)records;
		for (uint32_t s = 1; w.word_count && s <= w.shelves[0]; s++) {
			shelves[w.shelves[s] + 1]++;
			records++;
			readings += w.word_count;
			longs += w.word_count > RECORD_WORDS ? w.word_count : 0;
			for (uint32_t i = 0; i < w.word_count; i++)
				postings[number_of(&w, w.words[i]) + 1]++;
		}
	}
	family_having[0] = 0;
	b->record_of[p->name_entry_count] = (uint32_t)records;
	for (size_t i = 1; i <= SHELVES; i++)
		shelves[i] += shelves[i - 1];
	for (size_t i = 1; i <= b->word_count; i++)
		postings[i] += postings[i - 1];
	if (records >= UINT32_MAX || readings >= UINT32_MAX)
		b->failed = true;
	p->records_count = records;
	p->postings_count = readings;
	p->long_words_count = longs;
}

static void fill_record(const struct walk *w, struct record *r, uint32_t *longs, uint32_t *long_at)
{
	bool is_long = w->word_count > RECORD_WORDS;
	memset(r->words, 0xff, sizeof r->words);
	r->marks = is_long ? RECORD_LONG : RECORD_COUNT_MARK(w->word_count);
	if (is_long) {
		r->words[0] = *long_at;
		r->words[1] = w->word_count;
	}
	for (uint32_t i = 0; i < w->word_count; i++) {
		uint32_t begins = w->words[i] & LONG_BEGINS;
		uint32_t word = number_of(w, w->words[i]);
		if (is_long) {
			longs[(*long_at)++] = word | begins;
			continue;
		}
		r->words[i] = word;
		r->marks |= begins ? UINT32_C(1) << i : 0;
	}
}

static void put_records(struct build *b)
{
	struct part *p = b->part;
	struct record *records = NEW_ARRAY(b, 0, struct record, records, p->records_count);
	uint32_t *names = NEW_ARRAY(b, 0, uint32_t, record_name, p->records_count);
	uint32_t *longs = NEW_ARRAY(b, 0, uint32_t, long_words, p->long_words_count);
	b->records = malloc((p->records_count + 1) * sizeof *b->records);
	b->shelf_at = malloc(SHELVES * sizeof *b->shelf_at);
	if (!b->records || !b->shelf_at) {
		b->failed = true;
		return;
	}
	if (b->failed)
		return;
	memcpy(b->shelf_at, p->shelves, SHELVES * sizeof *b->shelf_at);
	struct walk w = walk_begin(b);
	uint32_t long_at = 0;
	for (uint32_t name = 0; walk_next(&w); name++)
		for (uint32_t s = 1; w.word_count && s <= w.shelves[0]; s++) {
			uint32_t r = b->shelf_at[w.shelves[s]]++;
			fill_record(&w, &records[r], longs, &long_at);
			names[r] = name;
			b->records[b->record_of[name] + s - 1] = r;
		}
}

static void put_postings(struct build *b)
{
	struct part *p = b->part;
	uint32_t *postings = NEW_ARRAY(b, 0, uint32_t, postings, p->postings_count);
	uint32_t *next = malloc((b->word_count + 1) * sizeof *next);
	if (!next) {
		b->failed = true;
		return;
	}
	if (b->failed) {
		free(next);
		return;
	}
	memcpy(next, p->posting_at, (b->word_count + 1) * sizeof *next);
	for (uint32_t r = 0; r < p->records_count; r++) {
		const struct record *record = &p->records[r];
		bool is_long = record->marks & RECORD_LONG;
		const uint32_t *words = is_long ? &p->long_words[record->words[0]] : record->words;
		uint32_t count = is_long ? record->words[1] : RECORD_COUNT(record->marks);
		for (uint32_t i = 0; i < count; i++)
			postings[next[words[i] & ~LONG_BEGINS]++] = r;
	}
	free(next);
}

/* To names in their order in the shares; now to each of their records. */
static void put_glues(struct build *b)
{
	struct bucket_set sets[PARALLEL_MAX];
	struct bucket_arrays out = {.starts = NULL};
	uint32_t before = 0;
	for (unsigned s = 0; s < b->share_count; s++) {
		const struct gathered *g = &b->shares[s];
		sets[s] = (struct bucket_set){&g->glues, before, b->record_of, b->records};
		for (uint32_t i = 0; i < g->count; i++)
			before += g->entry_names.list[i];
	}
	struct part *p = b->part;
	if (!buckets_build(&out, sets, b->share_count, p->arenas[0]))
		b->failed = true;
	p->glue_starts = out.starts;
	p->glue_starts_count = out.start_count;
	p->glue_items = out.items;
	p->glue_items_count = out.item_count;
}

static void put_numbers(struct build *b)
{
	struct bucket_set sets[PARALLEL_MAX];
	struct bucket_arrays out = {.starts = NULL};
	uint32_t before = 0;
	for (unsigned s = 0; s < b->share_count; s++) {
		sets[s] = (struct bucket_set){.pairs = &b->shares[s].numbers, .add = before};
		before += b->shares[s].count;
	}
	struct part *p = b->part;
	if (!buckets_build(&out, sets, b->share_count, p->arenas[1]))
		b->failed = true;
	p->number_starts = out.starts;
	p->number_starts_count = out.start_count;
	p->number_items = out.items;
	p->number_items_count = out.item_count;
}

/* ---- all ---- */

/* What is done by two that need nothing of each other: words, and entries. */
static void put_first(void *context, unsigned half)
{
	struct build *b = context;
	if (half) {
		put_entries(b);
		return;
	}
	if (!number_words(b))
		b->failed = true;
	if (!b->failed)
		put_word_texts(b);
	if (!b->failed)
		put_sounds(b);
}

/* And what is found by words, and by names. */
static void put_second(void *context, unsigned half)
{
	struct build *b = context;
	if (half) {
		put_deletions(b);
		put_links(b);
		put_numbers(b);
		return;
	}
	count_records(b);
	if (!b->failed)
		put_records(b);
	if (!b->failed)
		put_postings(b);
	if (!b->failed)
		put_glues(b);
}

static void run_both(struct build *b, unsigned cores, void (*job)(void *context, unsigned half))
{
	if (cores > 1)
		parallel_run(2, job, b);
	else
		for (unsigned half = 0; half < 2; half++)
			job(b, half);
}

static void put_all(struct build *b, const struct part_list *lists, uint32_t list_count,
		    unsigned cores)
{
	struct part_list *kept = NEW_ARRAY(b, 0, struct part_list, lists, list_count);
	if (kept && list_count)
		memcpy(kept, lists, list_count * sizeof *kept);
	run_both(b, cores, put_first);
	if (b->failed)
		return;
	run_both(b, cores, put_second);
	if (!part_finish(b->part))
		b->failed = true;
}

struct part *part_build(const struct part_list *lists, uint32_t list_count,
			const struct part_source *sources, uint32_t count, unsigned cores)
{
	struct build *b = calloc(1, sizeof *b);
	struct part *p = part_new();
	if (!b || !p) {
		free(b);
		part_drop(p);
		return NULL;
	}
	b->part = p;
	b->share_count = cores;
	for (unsigned s = 0; s < cores; s++) {
		uint32_t from = (uint32_t)((uint64_t)count * s / cores);
		uint32_t to = (uint32_t)((uint64_t)count * (s + 1) / cores);
		b->shares[s] = (struct gathered){
			.sources = sources + from, .lists = lists, .count = to - from};
	}
	parallel_run(cores, gather_share, b);
	if (!b->failed)
		put_all(b, lists, list_count, cores);
	for (unsigned s = 0; s < cores; s++)
		gathered_release(&b->shares[s]);
	free(b->words);
	free(b->record_of);
	free(b->records);
	free(b->shelf_at);
	bool failed = b->failed || arena_failed(p->arenas[0]) || arena_failed(p->arenas[1]);
	free(b);
	if (failed)
		part_drop(p);
	return failed ? NULL : p;
}
