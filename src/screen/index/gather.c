/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/gather.h"

#include "screen/document.h"
#include "screen/index/entry.h"
#include "screen/index/shelves.h"
#include "screen/names/keys.h"

#include <stdlib.h>
#include <string.h>

#define BYTES_MAX ((size_t)UINT32_MAX * ENTRY_STEP)

void numbers_add(struct numbers *n, uint32_t value)
{
	if (n->count == n->room) {
		size_t room = n->room ? 2 * n->room : 256;
		uint32_t *list = realloc(n->list, room * sizeof *list);
		if (!list) {
			n->failed = true;
			return;
		}
		n->list = list;
		n->room = room;
	}
	n->list[n->count++] = value;
}

/* ---- words ---- */

static uint64_t word_hash(const struct name_unit *u)
{
	return bucket_hash(u->text, u->sig.text_length, u->sig.consonants_only);
}

static bool same_word(const struct name_unit *a, const struct name_unit *b)
{
	return a->sig.text_length == b->sig.text_length &&
	       a->sig.consonants_only == b->sig.consonants_only &&
	       memcmp(a->text, b->text, a->sig.text_length) == 0;
}

static uint32_t *slot_of(const struct gathered *g, const struct name_unit *u)
{
	uint32_t mask = 2 * g->word_room - 1;
	uint32_t at = (uint32_t)word_hash(u) & mask;
	while (g->slots[at] && !same_word(&g->words[g->slots[at] - 1].unit, u))
		at = (at + 1) & mask;
	return &g->slots[at];
}

static bool make_room(struct gathered *g)
{
	uint32_t room = g->word_room ? 2 * g->word_room : 512;
	struct gathered_word *words = realloc(g->words, room * sizeof *words);
	uint32_t *slots = calloc(2 * (size_t)room, sizeof *slots);
	if (words)
		g->words = words;
	if (!words || !slots) {
		free(slots);
		g->failed = true;
		return false;
	}
	free(g->slots);
	g->slots = slots;
	g->word_room = room;
	for (uint32_t i = 0; i < g->word_count; i++)
		*slot_of(g, &g->words[i].unit) = i + 1;
	return true;
}

static uint64_t order_of(const char *text)
{
	uint64_t order = 0;
	for (size_t i = 0; i < 8; i++)
		order = order << 8 | (unsigned char)text[i];
	return order;
}

static uint32_t word_of(struct gathered *g, const struct name_unit *u)
{
	if (g->word_count == g->word_room && !make_room(g))
		return 0;
	uint32_t *slot = slot_of(g, u);
	if (!*slot) {
		g->words[g->word_count] =
			(struct gathered_word){.unit = *u, .order = order_of(u->text)};
		*slot = ++g->word_count;
	}
	return *slot - 1;
}

int gathered_words_compare(const struct gathered_word *x, const struct gathered_word *y)
{
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	int order = memcmp(x->unit.text, y->unit.text, sizeof x->unit.text);
	return order ? order : x->unit.sig.consonants_only - y->unit.sig.consonants_only;
}

static int by_text(const void *a, const void *b, void *words)
{
	const struct gathered_word *w = words;
	return gathered_words_compare(&w[*(const uint32_t *)a], &w[*(const uint32_t *)b]);
}

static void sort_words(struct gathered *g)
{
	g->sorted = malloc((g->word_count + 1) * sizeof *g->sorted);
	g->failed |= !g->sorted;
	for (uint32_t i = 0; g->sorted && i < g->word_count; i++)
		g->sorted[i] = i;
	if (g->sorted && g->word_count > 1)
		qsort_r(g->sorted, g->word_count, sizeof *g->sorted, by_text, g->words);
}

/* ---- names ---- */

/* Of the words that count: the number of the first in a mask, and how many there are. */
static uint32_t glue_of(const struct name *n, uint16_t words)
{
	unsigned from = 0;
	for (unsigned w = 0; !(words >> w & 1 && n->ordinary >> w & 1); w++)
		from += n->ordinary >> w & 1;
	return from << 4 | name_words(words & n->ordinary);
}

static void add_glue(struct gathered *g, uint64_t hash, uint32_t glue, uint32_t name)
{
	bucket_pairs_add(&g->glues, (hash & ~UINT64_C(0xff)) | glue, name);
}

static void add_glued(struct gathered *g, const struct name *n, const struct name_unit *u,
		      uint32_t name)
{
	const struct name_signature *sig = &u->sig;
	uint32_t glue = glue_of(n, u->words);
	if (sig->may_be_cut) {
		add_glue(g, bucket_hash(u->text, sig->text_length, LINK_CUT), glue, name);
		return;
	}
	add_glue(g, bucket_hash(u->sound, sig->sound_length, LINK_SOUND), glue, name);
	if (!sig->consonant_length)
		return;
	add_glue(g, bucket_hash(u->consonants, sig->consonant_length, LINK_CONSONANTS), glue, name);
	if (sig->consonants_only)
		add_glue(g, bucket_hash(u->consonants, sig->consonant_length, LINK_CONSONANTS_ONLY),
			 glue, name);
}

static void add_name(struct gathered *g, const struct key_rules *rules, struct slice published,
		     uint32_t number)
{
	struct name n;
	name_read_by(rules, published, &n);
	size_t head = g->names.count;
	numbers_add(&g->names, 0);
	uint16_t word = 0; /* of the reading before */
	uint32_t count = 0;
	for (unsigned i = 0; i < n.unit_count; i++) {
		const struct name_unit *u = &n.units[i];
		if (u->sig.glued)
			add_glued(g, &n, u, number);
		if (u->sig.glued || name_unit_again(n.units, i))
			continue;
		numbers_add(&g->names, word_of(g, u) | (u->words != word ? LONG_BEGINS : 0));
		word = u->words;
		count++;
	}
	if (!g->names.failed)
		g->names.list[head] = count;
}

/* ---- entries ---- */

static void add_shelves(struct gathered *g, const struct list_entry *e)
{
	numbers_add(&g->shelves, e->birth_dates.count ? e->birth_dates.count : 1);
	if (!e->birth_dates.count)
		numbers_add(&g->shelves, shelf_of(NULL));
	LIST_EACH(const struct list_birth_date, b, &e->birth_dates)
	numbers_add(&g->shelves, shelf_of(b));
}

static void add_numbers(struct gathered *g, const struct list_entry *e, uint32_t entry)
{
	bucket_pairs_add(&g->numbers, bucket_hash(e->id.p, e->id.n, LINK_ID), entry);
	LIST_EACH(const struct list_document, d, &e->documents)
	{
		struct document_key key;
		document_key_make(d->type, d->number, d->issuer, &key);
		if (key.length)
			bucket_pairs_add(&g->numbers,
					 bucket_hash(key.folded, key.length, LINK_NUMBER), entry);
	}
}

void gather(struct gathered *g)
{
	uint32_t names = 0;
	struct key_rules rules;
	key_rules_init(&rules);
	buf_init(&g->bytes, BYTES_MAX);
	for (uint32_t i = 0; i < g->count; i++) {
		const struct part_source *s = &g->sources[i];
		bool screened = g->lists[s->list].kind == LIST_PERSONS;
		numbers_add(&g->entry_at, (uint32_t)(g->bytes.n / ENTRY_STEP));
		numbers_add(&g->entry_names, screened ? s->entry->names.count : 0);
		entry_pack(s->entry, s->list, &g->bytes);
		add_shelves(g, s->entry);
		add_numbers(g, s->entry, i);
		if (screened)
			LIST_EACH(const struct list_name, n, &s->entry->names)
		add_name(g, &rules, n->name, names++);
	}
	sort_words(g);
	g->failed |= g->bytes.failed || g->entry_at.failed || g->entry_names.failed ||
		     g->shelves.failed || g->names.failed || g->glues.failed || g->numbers.failed;
}

void gathered_release(struct gathered *g)
{
	buf_release(&g->bytes);
	free(g->entry_at.list);
	free(g->entry_names.list);
	free(g->shelves.list);
	free(g->names.list);
	bucket_pairs_release(&g->glues);
	bucket_pairs_release(&g->numbers);
	free(g->words);
	free(g->slots);
	free(g->sorted);
}
