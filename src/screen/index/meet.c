/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/meet.h"

#include "screen/index/near.h"
#include "screen/names/tables.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A range of fewer words is met word by word. */
#define RANGE_WORDS_MIN 48
static uint32_t *slot_of(const struct meeting *m, uint32_t word)
{
	uint32_t mask = 2 * m->room - 1;
	uint32_t at = MET_HASH(word) & mask;
	while (m->slots[at] && m->words[m->slots[at] - 1].word != word)
		at = (at + 1) & mask;
	return &m->slots[at];
}

static bool make_room(struct meeting *m)
{
	const struct met_word *before = m->words;
	m->room = m->room ? 4 * m->room : 128;
	m->words = arena_alloc(m->arena, m->room * sizeof *m->words);
	m->slots = arena_alloc(m->arena, 2 * (size_t)m->room * sizeof *m->slots);
	if (!m->words || !m->slots) {
		m->room = 0;
		m->count = 0;
		return false;
	}
	for (uint32_t i = 0; i < m->count; i++) {
		m->words[i] = before[i];
		*slot_of(m, before[i].word) = i + 1;
	}
	return true;
}

static void add_word(struct meeting *m, const struct name_unit *u, uint32_t word,
		     unsigned similarity)
{
	if (m->count == m->room && !make_room(m))
		return;
	uint32_t *slot = slot_of(m, word);
	if (!*slot) {
		__builtin_prefetch(&m->weights[word]);
		__builtin_prefetch(&m->part->posting_at[word]);
		m->words[m->count++] = (struct met_word){.word = word};
		*slot = m->count;
		filter_add(&m->filter, word);
	}
	struct met_word *w = &m->words[*slot - 1];
	w->mine |= u->words & m->mine->ordinary;
	if (similarity > w->similarity)
		w->similarity = (uint16_t)similarity;
}

static void add_range(struct meeting *m, const struct name_unit *u, uint32_t from, uint32_t to,
		      unsigned similarity)
{
	if (to - from >= RANGE_WORDS_MIN && m->range_count < FILTER_RANGES_MAX) {
		m->ranges[m->range_count++] =
			(struct met_range){from, to, u->words, (uint16_t)similarity};
		filter_add_range(&m->filter, from, to);
		return;
	}
	for (uint32_t w = from; w < to; w++)
		add_word(m, u, w, similarity);
}

/* ---- spelling keys ---- */

static void meet_sound(struct meeting *m, const struct name_unit *u, uint32_t sound)
{
	const struct part *p = m->part;
	for (uint32_t i = p->sound_word_at[sound]; i < p->sound_word_at[sound + 1]; i++) {
		struct slice text = part_word_text(p, p->sound_words[i]);
		bool same = text.n == u->sig.text_length && memcmp(text.p, u->text, text.n) == 0;
		if (same || u->sig.sound_length >= 2)
			add_word(m, u, p->sound_words[i], same ? SAME_PERMILLE : SPELLING_PERMILLE);
	}
}

static void meet_sounds(struct meeting *m, const struct name_unit *u, uint32_t sound)
{
	if (sound != PART_NONE)
		meet_sound(m, u, sound);
	const struct near_words *near =
		near_words_find(m->part, sound, name_unit_sound(u), m->arena);
	for (uint32_t i = 0; near && i < near->count; i++)
		add_word(m, u, near->list[i].word, near->list[i].similarity);
}

/* ---- families, consonants, and words written together on the list ---- */

/* Whatever is to be looked up in `links` and `glues` is gathered first and then looked up
 * together, as it lies far apart. */
struct question {
	const struct name_unit *unit;
	const struct buckets *in;
	uint64_t hash;
	unsigned similarity;
};

struct questions {
	struct question list[5 * NAME_UNITS_MAX];
	unsigned count;
};

static void ask(struct questions *q, const struct name_unit *u, const struct buckets *in,
		uint64_t hash, unsigned similarity)
{
	assert(q->count < sizeof q->list / sizeof q->list[0]);
	__builtin_prefetch(&in->starts[hash >> in->shift]);
	q->list[q->count++] = (struct question){u, in, hash, similarity};
}

static void add_glue(struct meeting *m, const struct name_unit *u, const struct bucket_item *item,
		     unsigned similarity)
{
	if (m->glue_count == m->glue_room) {
		uint32_t room = m->glue_room ? 4 * m->glue_room : 32;
		struct met_glue *list = arena_alloc(m->arena, room * sizeof *list);
		if (!list)
			return;
		if (m->glue_count)
			memcpy(list, m->glues, m->glue_count * sizeof *list);
		m->glues = list;
		m->glue_room = room;
	}
	m->glues[m->glue_count++] = (struct met_glue){.record = item->value,
						      .mine = u->words,
						      .similarity = (uint16_t)similarity,
						      .from = (uint8_t)GLUE_FROM(item->tag),
						      .count = (uint8_t)GLUE_COUNT(item->tag)};
}

static void answer(struct meeting *m, const struct question *q)
{
	struct bucket_run run = buckets_find(q->in, q->hash);
	if (q->in == &m->part->links) {
		for (uint32_t word; bucket_next(&run, &word);)
			add_word(m, q->unit, word, q->similarity);
		return;
	}
	for (; run.at < run.end; run.at++)
		if ((run.at->tag & GLUE_TAG_MASK) == ((uint32_t)q->hash & GLUE_TAG_MASK))
			add_glue(m, q->unit, run.at, q->similarity);
}

static void answer_all(struct meeting *m, const struct questions *q)
{
	for (unsigned i = 0; i < q->count; i++) {
		const struct buckets *in = q->list[i].in;
		__builtin_prefetch(&in->items[in->starts[q->list[i].hash >> in->shift]]);
	}
	for (unsigned i = 0; i < q->count; i++)
		answer(m, &q->list[i]);
}

static int by_record(const void *a, const void *b)
{
	const struct met_glue *x = a;
	const struct met_glue *y = b;
	return x->record < y->record ? -1 : x->record > y->record;
}

/* ---- words that begin alike ---- */

/* The first word from `from` up to `to`, which begin with the first letters of `text`, that does
 * not come before it, or that comes after all that begin with it. */
static uint32_t word_from(const struct part *p, struct slice text, uint32_t from, uint32_t to,
			  bool after)
{
	while (from < to) {
		uint32_t half = from + (to - from) / 2;
		struct slice word = part_word_text(p, half);
		int order = memcmp(word.p, text.p, word.n < text.n ? word.n : text.n);
		if (order == 0 && word.n < text.n)
			order = -1;
		if (order < 0 || (after && order == 0))
			from = half + 1;
		else
			to = half;
	}
	return from;
}

/* Words that may be the whole of one that was cut off. */
static void meet_cut(struct meeting *m, const struct name_unit *u)
{
	const struct part *p = m->part;
	struct slice text = {u->text, u->sig.text_length};
	const uint32_t *beginning = &p->beginning_from[part_beginning(text)];
	uint32_t from = word_from(p, text, beginning[0], beginning[1], false);
	uint32_t to = word_from(p, text, from, beginning[1], true);
	while (from < to && part_word_text(p, from).n == text.n)
		from++;
	add_range(m, u, from, to, CUT_PERMILLE);
}

/* Words that may be the whole of an initial or of a word that was cut off, and initials
 * of a word. */
static void meet_beginnings(struct meeting *m, const struct name_unit *u)
{
	const struct part *p = m->part;
	unsigned letter = part_beginning((struct slice){u->text, 1});
	uint32_t longer = p->beginning_from[letter + 1];
	if (u->sig.text_length == 1) {
		add_range(m, u, longer, p->beginning_from[letter + 27 * 27], INITIAL_PERMILLE);
		return;
	}
	for (uint32_t w = p->beginning_from[letter]; w < longer; w++)
		add_word(m, u, w, INITIAL_PERMILLE);
	if (u->sig.may_be_cut && u->sig.text_length >= CUT_MIN)
		meet_cut(m, u);
}

/* ---- all ---- */

static void ask_family(const struct part *p, const struct name_unit *u, struct questions *q)
{
	uint16_t family = u->sig.family;
	if (family)
		ask(q, u, &p->links, bucket_hash((const char *)&family, sizeof family, LINK_FAMILY),
		    family < VARIANT_OTHER_FORM ? FAMILY_PERMILLE : OTHER_FORM_PERMILLE);
}

static void ask_consonants(const struct part *p, const struct name_unit *u, struct questions *q)
{
	unsigned n = u->sig.consonant_length;
	enum link_kind kind = u->sig.consonants_only ? LINK_CONSONANTS : LINK_CONSONANTS_ONLY;
	uint64_t hash = bucket_hash(u->consonants, n, kind);
	if (!n || (u->sig.glued && u->sig.may_be_cut))
		return;
	ask(q, u, &p->links, hash, CONSONANTS_PERMILLE);
	if (!u->sig.glued)
		ask(q, u, &p->glues, hash, CONSONANTS_PERMILLE);
}

static void ask_about(const struct part *p, const struct name_unit *u, struct questions *q)
{
	ask_consonants(p, u, q);
	if (u->sig.glued)
		return;
	ask(q, u, &p->glues, bucket_hash(u->sound, u->sig.sound_length, LINK_SOUND), SAME_PERMILLE);
	ask(q, u, &p->glues, bucket_hash(u->text, u->sig.text_length, LINK_CUT), CUT_PERMILLE);
}

static void meet_unit(struct meeting *m, const struct name_unit *u, uint32_t sound)
{
	if (u->sig.glued) {
		if (sound != PART_NONE)
			meet_sound(m, u, sound);
		return;
	}
	meet_sounds(m, u, sound);
	meet_beginnings(m, u);
}

static void weigh_words(struct meeting *m)
{
	const uint32_t *at = m->part->posting_at;
	for (uint32_t i = 0; i < m->count; i++) {
		struct met_word *w = &m->words[i];
		w->weight = m->weights[w->word];
		w->weight_least = m->part->word_shared[w->word] ? WORD_WEIGHT_MIN : w->weight;
		w->weight_mine = (uint16_t)name_view_weight(m->mine, w->mine);
		w->records = at[w->word + 1] - at[w->word];
	}
}

void meet(struct meeting *m)
{
	__attribute__((uninitialized)) struct questions questions;
	const struct name_unit *units = m->mine->units;
	unsigned count = m->mine->unit_count;
	uint32_t sounds[NAME_UNITS_MAX];
	filter_init(&m->filter);
	questions.count = 0;
	part_sounds(m->part, units, count, sounds);
	for (unsigned i = 0; i < count; i++) {
		if (sounds[i] != PART_NONE) {
			__builtin_prefetch(&m->part->near[sounds[i]]);
			__builtin_prefetch(&m->part->sound_word_at[sounds[i]]);
		}
		if (!name_unit_again(units, i))
			ask_about(m->part, &units[i], &questions);
		ask_family(m->part, &units[i], &questions);
	}
	for (unsigned i = 0; i < count; i++)
		if (!name_unit_again(units, i))
			meet_unit(m, &units[i], sounds[i]);
	answer_all(m, &questions);
	weigh_words(m);
	if (m->glue_count > 1)
		qsort(m->glues, m->glue_count, sizeof *m->glues, by_record);
}
