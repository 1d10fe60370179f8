/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/history/parts.h"

#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>

#define FEW 2
/* Postings of travellers who are gone are kept until they are so many. */
#define STALE_MIN 64

void wiped_free(void *p, size_t bytes)
{
	if (p)
		wipe_secret(p, bytes);
	free(p);
}

void *wiped_room(void *old, size_t count, size_t more, size_t *room, size_t each)
{
	if (old && count + more <= *room)
		return old;
	size_t next = *room + *room / 8 + more;
	void *p = malloc(next * each);
	if (!p)
		return NULL;
	if (old)
		memcpy(p, old, count * each);
	wiped_free(old, *room * each);
	*room = next;
	return p;
}

/* ---- numbers ---- */

static uint64_t unit_hash(const struct name_unit *u)
{
	uint64_t kind = (uint64_t)u->sig.family << 2 | (unsigned)u->sig.consonants_only << 1 |
			u->sig.may_be_cut;
	return hash_short((struct slice){u->text, u->sig.text_length}) ^
	       kind * UINT64_C(0x9e3779b97f4a7c15);
}

static bool same_unit(const struct name_unit *a, const struct name_unit *b)
{
	return a->sig.text_length == b->sig.text_length && a->sig.family == b->sig.family &&
	       a->sig.consonants_only == b->sig.consonants_only &&
	       a->sig.may_be_cut == b->sig.may_be_cut &&
	       memcmp(a->text, b->text, a->sig.text_length) == 0;
}

static uint32_t *slot_of(const struct words *w, const struct name_unit *u)
{
	uint32_t mask = w->slot_count - 1;
	uint32_t at = (uint32_t)unit_hash(u) & mask;
	while (w->slots[at] && !same_unit(&w->units[w->slots[at] - 1], u))
		at = (at + 1) & mask;
	return &w->slots[at];
}

static bool grow_slots(struct words *w)
{
	if (2 * (size_t)(w->count + 1) <= w->slot_count)
		return true;
	uint32_t count = w->slot_count ? 2 * w->slot_count : 1024;
	uint32_t *slots = calloc(count, sizeof *slots);
	if (!slots)
		return false;
	free(w->slots);
	w->slots = slots;
	w->slot_count = count;
	for (uint32_t i = 0; i < w->count; i++)
		if (w->signatures[i].text_length)
			*slot_of(w, &w->units[i]) = i + 1;
	return true;
}

static bool grow(struct words *w)
{
	if (w->count < w->room)
		return true;
	size_t room = w->room ? w->room + w->room / 8 : 512;
	struct name_signature *signatures = realloc(w->signatures, room * sizeof *signatures);
	w->signatures = signatures ? signatures : w->signatures;
	uint32_t *having = realloc(w->having, room * sizeof *having);
	w->having = having ? having : w->having;
	struct postings *postings = realloc(w->postings, room * sizeof *postings);
	w->postings = postings ? postings : w->postings;
	uint32_t *unused = realloc(w->free, room * sizeof *unused);
	w->free = unused ? unused : w->free;
	size_t unit_room = w->room;
	struct name_unit *units =
		wiped_room(w->units, w->count, room - w->count, &unit_room, sizeof *units);
	w->units = units ? units : w->units;
	if (!signatures || !having || !postings || !unused || !units)
		return false;
	w->room = (uint32_t)room;
	return true;
}

uint32_t words_number(struct words *w, const struct name_unit *u)
{
	if (!grow_slots(w))
		return WORD_NONE;
	uint32_t *slot = slot_of(w, u);
	if (*slot)
		return *slot - 1;
	if (!w->free_count && !grow(w))
		return WORD_NONE;
	uint32_t word = w->free_count ? w->free[--w->free_count] : w->count++;
	w->units[word] = *u;
	w->units[word].words = 0;
	w->signatures[word] = u->sig;
	w->having[word] = 0;
	w->postings[word] = (struct postings){.count = 0};
	*slot = word + 1;
	return word;
}

/* ---- postings ---- */

bool words_post(struct words *w, uint32_t word, uint32_t slot)
{
	struct postings *p = &w->postings[word];
	if (p->count < FEW && !p->room) {
		p->few[p->count++] = slot;
	} else {
		if (p->count >= p->room) {
			uint32_t room = p->room ? p->room + p->room / 8 + 2 : 4;
			uint32_t *list = realloc(p->room ? p->list : NULL, room * sizeof *list);
			if (!list)
				return false;
			if (!p->room)
				memcpy(list, p->few, sizeof p->few);
			w->posted_bytes += (room - p->room) * sizeof *list;
			p->list = list;
			p->room = room;
		}
		p->list[p->count++] = slot;
	}
	w->having[word]++;
	return true;
}

/* Fills the hole that a word leaves in the hash table. */
static void close_slot(struct words *w, uint32_t *slot)
{
	uint32_t mask = w->slot_count - 1;
	uint32_t hole = (uint32_t)(slot - w->slots);
	for (uint32_t at = (hole + 1) & mask; w->slots[at]; at = (at + 1) & mask) {
		uint32_t home = (uint32_t)unit_hash(&w->units[w->slots[at] - 1]) & mask;
		if (((at - home) & mask) < ((at - hole) & mask))
			continue;
		w->slots[hole] = w->slots[at];
		hole = at;
	}
	w->slots[hole] = 0;
}

static void forget(struct words *w, uint32_t word)
{
	struct postings *p = &w->postings[word];
	close_slot(w, slot_of(w, &w->units[word]));
	if (p->room) {
		w->posted_bytes -= p->room * sizeof *p->list;
		free(p->list);
	}
	*p = (struct postings){.count = 0};
	wipe_secret(&w->units[word], sizeof w->units[word]);
	wipe_secret(&w->signatures[word], sizeof w->signatures[word]);
	w->free[w->free_count++] = word;
}

void words_forget_unused(struct words *w, uint32_t word)
{
	if (w->signatures[word].text_length && !w->having[word])
		forget(w, word);
}

void words_unpost(struct words *w, uint32_t word, const struct screen_history *h)
{
	struct postings *p = &w->postings[word];
	if (--w->having[word] == 0) {
		forget(w, word);
		return;
	}
	uint32_t *list = p->room ? p->list : p->few;
	bool is_few = !p->room;
	if (!is_few && p->count < 2 * (size_t)w->having[word] + STALE_MIN)
		return;
	uint32_t kept = 0;
	for (uint32_t i = 0; i < p->count; i++)
		if (slot_lives(h, list[i]))
			list[kept++] = list[i];
	p->count = kept;
}

void words_release(struct words *w)
{
	for (uint32_t i = 0; i < w->count; i++)
		if (w->postings[i].room)
			free(w->postings[i].list);
	wiped_free(w->units, w->room * sizeof *w->units);
	free(w->signatures);
	free(w->having);
	free(w->postings);
	free(w->free);
	free(w->slots);
	*w = (struct words){.count = 0};
}
