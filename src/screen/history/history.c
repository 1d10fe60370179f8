/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/document.h"
#include "screen/history/parts.h"

#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>

#define SCRATCH_MAX ((size_t)1 << 20)

struct screen_history *screen_history_new(void)
{
	struct screen_history *h = calloc(1, sizeof *h);
	if (h)
		key_rules_init(&h->rules);
	return h;
}

/* ---- blocks ---- */

static void block_free(struct screen_history *h, uint32_t number)
{
	struct block *b = h->blocks[number];
	if (!b)
		return;
	h->block_bytes -= sizeof *b + b->byte_room + b->hash_room * sizeof *b->hashes;
	wiped_free(b->bytes, b->byte_room);
	wiped_free(b->hashes, b->hash_room * sizeof *b->hashes);
	wiped_free(b, sizeof *b);
	h->blocks[number] = NULL;
}

void screen_history_free(struct screen_history *h)
{
	if (!h)
		return;
	for (uint32_t i = 0; i < h->block_count; i++)
		block_free(h, i);
	free(h->blocks);
	free(h->slots);
	words_release(&h->words);
	free(h);
}

/* The block that is being filled, with room for one name; NULL: out of memory. */
static struct block *open_block(struct screen_history *h)
{
	struct block *last = h->block_count ? h->blocks[h->block_count - 1] : NULL;
	if (last && last->count < BLOCK_NAMES)
		return last;
	if (h->block_count == h->block_room) {
		uint32_t room = h->block_room ? 2 * h->block_room : 64;
		struct block **blocks = realloc(h->blocks, room * sizeof(struct block *));
		if (!blocks)
			return NULL;
		h->blocks = blocks;
		h->block_room = room;
	}
	if (h->block_count >= (UINT32_MAX >> BLOCK_BITS))
		return NULL;
	struct block *b = calloc(1, sizeof *b);
	if (!b)
		return NULL;
	h->blocks[h->block_count++] = b;
	h->block_bytes += sizeof *b;
	return b;
}

/* ---- slots by key ---- */

static uint64_t key_of(int64_t id, unsigned name)
{
	return (uint64_t)id * 2 + name;
}

static size_t home_of(const struct screen_history *h, uint64_t key)
{
	uint64_t x = key * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(x ^ x >> 29) & (h->slot_count - 1);
}

static uint64_t key_at(const struct screen_history *h, uint32_t slot)
{
	return h->blocks[slot >> BLOCK_BITS]->keys[slot & (BLOCK_NAMES - 1)];
}

/* The place of a key in the table, or where it would be. */
static uint32_t *place_of(const struct screen_history *h, uint64_t key)
{
	size_t at = home_of(h, key);
	while (h->slots[at] && key_at(h, h->slots[at] - 1) != key)
		at = (at + 1) & (h->slot_count - 1);
	return &h->slots[at];
}

static bool grow_slots(struct screen_history *h)
{
	if ((h->slots_used + 1) * 4 <= h->slot_count * 3)
		return true;
	size_t before = h->slot_count;
	uint32_t *old = h->slots;
	size_t count = before ? 2 * before : 1024;
	uint32_t *slots = calloc(count, sizeof *slots);
	if (!slots)
		return false;
	h->slots = slots;
	h->slot_count = count;
	for (size_t i = 0; i < before; i++)
		if (old[i])
			*place_of(h, key_at(h, old[i] - 1)) = old[i];
	free(old);
	return true;
}

static void close_place(struct screen_history *h, uint32_t *place)
{
	size_t mask = h->slot_count - 1;
	size_t hole = (size_t)(place - h->slots);
	for (size_t at = (hole + 1) & mask; h->slots[at]; at = (at + 1) & mask) {
		size_t home = home_of(h, key_at(h, h->slots[at] - 1));
		if (((at - home) & mask) < ((at - hole) & mask))
			continue;
		h->slots[hole] = h->slots[at];
		hole = at;
	}
	h->slots[hole] = 0;
	h->slots_used--;
}

/* ---- a name in ---- */

struct putting {
	struct screen_history *h;
	struct name name;
	uint32_t words[NAME_UNITS_MAX];
	unsigned word_count;
	uint16_t *hashes;
	unsigned hash_count;
};

static bool number_words(struct putting *p)
{
	uint16_t word = 0;
	for (unsigned i = 0; i < p->name.unit_count; i++) {
		const struct name_unit *u = &p->name.units[i];
		if (u->sig.glued)
			continue;
		uint32_t n = words_number(&p->h->words, u);
		if (n == WORD_NONE || n >= BEGINS)
			return false;
		p->words[p->word_count++] = n | (u->words != word ? BEGINS : 0);
		word = u->words;
	}
	return true;
}

static void add_hash(struct putting *p, const char *text, size_t n, unsigned kind)
{
	if (n)
		p->hashes[p->hash_count++] = short_hash(text, n, kind);
}

static void hash_glued(struct putting *p)
{
	for (unsigned i = 0; i < p->name.unit_count; i++) {
		const struct name_unit *u = &p->name.units[i];
		if (!u->sig.glued)
			continue;
		if (u->sig.may_be_cut) {
			add_hash(p, u->text, u->sig.text_length, HASH_CUT);
			continue;
		}
		add_hash(p, u->sound, u->sig.sound_length, HASH_SOUND);
		add_hash(p, u->consonants, u->sig.consonant_length,
			 u->sig.consonants_only ? HASH_CONSONANTS_ONLY : HASH_CONSONANTS);
	}
}

static void hash_documents(struct putting *p, const struct screen_traveller *t)
{
	for (unsigned i = 0; i < t->document_count; i++) {
		const struct screen_document *d = &t->documents[i];
		struct document_key key;
		document_key_make(d->type, d->number, d->issuer, &key);
		add_hash(p, key.folded, key.length, HASH_DOCUMENT);
	}
}

/* Copies what was packed and hashed behind what the block has. */
static bool fill_block(struct putting *p, struct block *b, const struct screen_traveller *t)
{
	size_t before = b->byte_room + b->hash_room * sizeof *b->hashes;
	struct pack_buffer out = {b->bytes, b->at[b->count], b->byte_room};
	bool done = pack(&out, p->words, p->word_count, t);
	b->bytes = out.bytes;
	b->byte_room = out.room;
	uint16_t *hashes = wiped_room(b->hashes, b->hash_at[b->count], p->hash_count + 1,
				      &b->hash_room, sizeof *hashes);
	b->hashes = hashes ? hashes : b->hashes;
	p->h->block_bytes += b->byte_room + b->hash_room * sizeof *b->hashes - before;
	if (!done || !hashes || out.n > UINT32_MAX)
		return false;
	memcpy(b->hashes + b->hash_at[b->count], p->hashes, p->hash_count * sizeof *hashes);
	b->at[b->count + 1] = (uint32_t)out.n;
	b->hash_at[b->count + 1] = b->hash_at[b->count] + p->hash_count;
	return true;
}

static void unpost_words(struct screen_history *h, const uint32_t *words, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		words_unpost(&h->words, words[i] & ~BEGINS, h);
}

/* All words, or none. */
static bool post_words(struct putting *p, uint32_t slot)
{
	for (unsigned i = 0; i < p->word_count; i++) {
		if (words_post(&p->h->words, p->words[i] & ~BEGINS, slot))
			continue;
		unpost_words(p->h, p->words, i);
		return false;
	}
	return true;
}

/* Bytes and hashes of a full block without the room for more. */
static void shrink_block(struct screen_history *h, struct block *b)
{
	size_t bytes = b->at[BLOCK_NAMES];
	size_t hashes = b->hash_at[BLOCK_NAMES];
	size_t byte_room = 0;
	size_t hash_room = 0;
	unsigned char *p = wiped_room(NULL, 0, bytes + 1, &byte_room, 1);
	uint16_t *q = wiped_room(NULL, 0, hashes + 1, &hash_room, sizeof *q);
	if (!p || !q) {
		free(p);
		free(q);
		return;
	}
	memcpy(p, b->bytes, bytes);
	memcpy(q, b->hashes, hashes * sizeof *q);
	h->block_bytes -= b->byte_room - byte_room + (b->hash_room - hash_room) * sizeof *q;
	wiped_free(b->bytes, b->byte_room);
	wiped_free(b->hashes, b->hash_room * sizeof *q);
	b->bytes = p;
	b->byte_room = byte_room;
	b->hashes = q;
	b->hash_room = hash_room;
}

/* Reads the name and puts it at the end of the block. */
static bool add_to_block(struct putting *p, struct block *b, uint64_t key,
			 const struct screen_traveller *t)
{
	struct screen_history *h = p->h;
	name_read_traveller_by(&h->rules, t->family, t->given, t->middle, &p->name);
	hash_glued(p);
	hash_documents(p, t);
	uint32_t slot = (h->block_count - 1) << BLOCK_BITS | b->count;
	if (!number_words(p) || !fill_block(p, b, t) || !post_words(p, slot)) {
		for (unsigned i = 0; i < p->word_count; i++)
			words_forget_unused(&h->words, p->words[i] & ~BEGINS);
		return false;
	}
	b->keys[b->count] = key;
	b->births[b->count++] = birth_number(t);
	b->live++;
	*place_of(h, key) = slot + 1;
	h->slots_used++;
	h->names++;
	if (b->count == BLOCK_NAMES)
		shrink_block(h, b);
	return true;
}

static bool put_name(struct screen_history *h, uint64_t key, const struct screen_traveller *t)
{
	struct putting *p = calloc(1, sizeof *p);
	uint16_t *hashes = calloc(2 * NAME_UNITS_MAX + t->document_count, sizeof *hashes);
	struct block *b = p && hashes && grow_slots(h) ? open_block(h) : NULL;
	bool done = b != NULL;
	if (done) {
		p->h = h;
		p->hashes = hashes;
		done = add_to_block(p, b, key, t);
	}
	if (p)
		wipe_secret(p, sizeof *p);
	free(p);
	free(hashes);
	return done;
}

/* ---- a name out ---- */

static void remove_slot(struct screen_history *h, uint32_t slot)
{
	uint32_t words[NAME_UNITS_MAX];
	struct block *b = h->blocks[slot >> BLOCK_BITS];
	unsigned n = slot & (BLOCK_NAMES - 1);
	unsigned count = unpack_words(b->bytes + b->at[n], words);
	b->keys[n] = 0;
	b->births[n] = 0;
	wipe_secret(b->bytes + b->at[n], b->at[n + 1] - b->at[n]);
	memset(b->hashes + b->hash_at[n], 0,
	       (b->hash_at[n + 1] - b->hash_at[n]) * sizeof *b->hashes);
	unpost_words(h, words, count);
	h->names--;
	b->live--;
}

/* What is left of a block that is nearly empty goes to the end, and its memory is given
 * back. Without memory for that it stays. */
static void tidy(struct screen_history *h, uint32_t number)
{
	struct block *b = h->blocks[number];
	if (b->count < BLOCK_NAMES || b->live > BLOCK_NAMES / 4)
		return;
	struct arena *a = arena_new(SCRATCH_MAX);
	bool done = a != NULL;
	for (unsigned n = 0; done && b->live && n < BLOCK_NAMES; n++) {
		struct packed p;
		uint64_t key = b->keys[n];
		if (!key)
			continue;
		arena_reset(a);
		done = unpack(b->bytes + b->at[n], a, &p);
		uint32_t slot = number << BLOCK_BITS | n;
		uint32_t *place = place_of(h, key);
		/* Put first: a word that only this name has must not be forgotten between. */
		if (done)
			close_place(h, place);
		if (done && put_name(h, key, &p.traveller)) {
			remove_slot(h, slot);
			continue;
		}
		if (done) {
			*place_of(h, key) = slot + 1;
			h->slots_used++;
		}
		done = false;
	}
	arena_free(a);
	if (done && !b->live)
		block_free(h, number);
}

void screen_history_remove(struct screen_history *h, int64_t id)
{
	for (unsigned name = 0; h->slot_count && name < HISTORY_NAMES_MAX; name++) {
		uint32_t *place = place_of(h, key_of(id, name));
		if (!*place)
			continue;
		uint32_t slot = *place - 1;
		close_place(h, place);
		remove_slot(h, slot);
		tidy(h, slot >> BLOCK_BITS);
	}
}

bool screen_history_put(struct screen_history *h, int64_t id, const struct screen_traveller *names,
			unsigned count)
{
	screen_history_remove(h, id);
	for (unsigned i = 0; i < count && i < HISTORY_NAMES_MAX; i++)
		if (!put_name(h, key_of(id, i), &names[i])) {
			screen_history_remove(h, id);
			return false;
		}
	return true;
}

bool screen_history_has(const struct screen_history *h, int64_t id)
{
	return h->slot_count && *place_of(h, key_of(id, 0));
}

size_t screen_history_count(const struct screen_history *h)
{
	return h->names;
}

size_t screen_history_bytes(const struct screen_history *h)
{
	const struct words *w = &h->words;
	size_t each = sizeof *w->signatures + sizeof *w->units + sizeof *w->having +
		      sizeof *w->postings + sizeof *w->free;
	return sizeof *h + h->block_bytes + h->block_room * sizeof(struct block *) +
	       h->slot_count * sizeof *h->slots + w->room * each +
	       w->slot_count * sizeof *w->slots + w->posted_bytes;
}
