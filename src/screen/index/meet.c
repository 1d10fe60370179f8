/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/meet.h"

#include "screen/index/near.h"
#include "screen/names/tables.h"

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

static void meet_sounds(struct meeting *m, const struct name_unit *u)
{
	struct slice text = {u->sound, u->sig.sound_length};
	uint32_t sound = part_sound(m->part, u->sound, u->sig.sound_length);
	if (sound != PART_NONE)
		meet_sound(m, u, sound);
	const struct near_words *near = near_words_find(m->part, sound, text, m->arena);
	for (uint32_t i = 0; near && i < near->count; i++)
		add_word(m, u, near->list[i].word, near->list[i].similarity);
}

/* ---- families and consonants ---- */

static void meet_links(struct meeting *m, const struct name_unit *u, const void *key, size_t n,
		       enum link_kind kind, unsigned similarity)
{
	struct bucket_run run = buckets_find(&m->part->links, bucket_hash(key, n, kind));
	for (uint32_t word; bucket_next(&run, &word);)
		add_word(m, u, word, similarity);
}

static enum link_kind consonants_of(const struct name_unit *u)
{
	return u->sig.consonants_only ? LINK_CONSONANTS : LINK_CONSONANTS_ONLY;
}

/* ---- words written together on the list ---- */

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

static void meet_glues(struct meeting *m, const struct name_unit *u, const char *key, size_t n,
		       enum link_kind kind, unsigned similarity)
{
	uint64_t hash = bucket_hash(key, n, kind);
	struct bucket_run run = buckets_find(&m->part->glues, hash);
	for (; run.at < run.end; run.at++)
		if ((run.at->tag & GLUE_TAG_MASK) == ((uint32_t)hash & GLUE_TAG_MASK))
			add_glue(m, u, run.at, similarity);
}

static int by_record(const void *a, const void *b)
{
	const struct met_glue *x = a;
	const struct met_glue *y = b;
	return x->record < y->record ? -1 : x->record > y->record;
}

/* ---- words that begin alike ---- */

/* The first word that does not come before `text`, or that comes after all that begin with
 * it. */
static uint32_t word_from(const struct part *p, const char *text, size_t n, bool after)
{
	uint32_t from = p->letter_from[text[0] - 'A'];
	uint32_t to = p->letter_from[text[0] - 'A' + 1];
	while (from < to) {
		uint32_t half = from + (to - from) / 2;
		struct slice word = part_word_text(p, half);
		int order = memcmp(word.p, text, word.n < n ? word.n : n);
		if (order == 0 && word.n < n)
			order = -1;
		if (order < 0 || (after && order == 0))
			from = half + 1;
		else
			to = half;
	}
	return from;
}

/* The end of words that are `text`, from `from` on. */
static uint32_t word_after(const struct part *p, const char *text, size_t n, uint32_t from)
{
	while (from < p->word_sound_count && part_word_text(p, from).n == n &&
	       memcmp(part_word_text(p, from).p, text, n) == 0)
		from++;
	return from;
}

/* Words that may be the whole of an initial or of a word that was cut off, and initials
 * of a word. */
static void meet_beginnings(struct meeting *m, const struct name_unit *u)
{
	const struct part *p = m->part;
	unsigned n = u->sig.text_length;
	uint32_t letter = p->letter_from[u->text[0] - 'A'];
	uint32_t longer = word_after(p, u->text, 1, letter);
	if (n == 1) {
		add_range(m, u, longer, p->letter_from[u->text[0] - 'A' + 1], INITIAL_PERMILLE);
		return;
	}
	for (uint32_t w = letter; w < longer; w++)
		add_word(m, u, w, INITIAL_PERMILLE);
	if (!u->sig.may_be_cut || n < CUT_MIN)
		return;
	uint32_t from = word_after(p, u->text, n, word_from(p, u->text, n, false));
	add_range(m, u, from, word_from(p, u->text, n, true), CUT_PERMILLE);
}

static void meet_family(struct meeting *m, const struct name_unit *u)
{
	uint16_t family = u->sig.family;
	if (family)
		meet_links(m, u, &family, sizeof family, LINK_FAMILY,
			   family < VARIANT_OTHER_FORM ? FAMILY_PERMILLE : OTHER_FORM_PERMILLE);
}

static void meet_single(struct meeting *m, const struct name_unit *u)
{
	unsigned consonants = u->sig.consonant_length;
	meet_sounds(m, u);
	if (consonants)
		meet_links(m, u, u->consonants, consonants, consonants_of(u), CONSONANTS_PERMILLE);
	meet_beginnings(m, u);
	meet_glues(m, u, u->sound, u->sig.sound_length, LINK_SOUND, SAME_PERMILLE);
	meet_glues(m, u, u->text, u->sig.text_length, LINK_CUT, CUT_PERMILLE);
	if (consonants)
		meet_glues(m, u, u->consonants, consonants, consonants_of(u), CONSONANTS_PERMILLE);
}

static void meet_glued(struct meeting *m, const struct name_unit *u)
{
	uint32_t sound = part_sound(m->part, u->sound, u->sig.sound_length);
	if (sound != PART_NONE)
		meet_sound(m, u, sound);
	if (u->sig.consonant_length && !u->sig.may_be_cut)
		meet_links(m, u, u->consonants, u->sig.consonant_length, consonants_of(u),
			   CONSONANTS_PERMILLE);
}

void meet(struct meeting *m)
{
	filter_init(&m->filter);
	for (unsigned i = 0; i < m->mine->unit_count; i++) {
		const struct name_unit *u = &m->mine->units[i];
		if (u->sig.glued)
			meet_glued(m, u);
		else if (!name_unit_again(m->mine->units, i))
			meet_single(m, u);
		meet_family(m, u);
	}
	if (m->glue_count > 1)
		qsort(m->glues, m->glue_count, sizeof *m->glues, by_record);
}
