/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/evidence.h"
#include "screen/history/parts.h"

#include <stdlib.h>
#include <string.h>

#define SCRATCH_MAX ((size_t)64 << 20)

/* Marks of a short hash that the entry has. */
#define MAY_MEET_NAME 1
#define MAY_MEET_DOCUMENT 2

/* A word of the travellers' that a unit of a listed name is like. */
struct meeting {
	uint32_t word;
	uint32_t similarity;
	struct meeting *next;
};

/* A unit of the listed names, each different one once. */
struct unit {
	const struct name_unit *unit;
	LIST(struct meeting) met;
	struct unit *next;
};

/* What a word of the travellers' is met with by one listed name. */
struct met {
	uint16_t similarity, mine;
};

struct find {
	const struct screen_history *h;
	const struct screen_index *x;
	struct index_entry entry;
	struct arena *arena, *scratch;
	struct name *names; /* of the entry */
	unsigned name_count;
	LIST(struct unit) units;
	uint8_t *levels; /* by number of a birth date: 1 and birth_least() / 10; 0 = not known yet */
	unsigned least;  /* of all of them */
	uint8_t *marks;  /* of short hashes */
	uint16_t *weights; /* of words, 0 = not known yet */
	struct met *met;   /* of words */
	uint64_t *seen;    /* bit n: slot n was looked at, for the name at hand */
	uint64_t *weighed; /* bit n: slot n was compared whole */
	history_matches *out;
};

/* ---- what to look for ---- */

static bool same_unit(const struct name_unit *a, const struct name_unit *b)
{
	return a->sig.text_length == b->sig.text_length && a->sig.family == b->sig.family &&
	       a->sig.consonants_only == b->sig.consonants_only && a->sig.glued == b->sig.glued &&
	       a->sig.may_be_cut == b->sig.may_be_cut &&
	       memcmp(a->text, b->text, a->sig.text_length) == 0;
}

static struct unit *unit_of(const struct find *f, const struct name_unit *u)
{
	LIST_EACH(struct unit, known, &f->units)
	{
		if (same_unit(known->unit, u))
			return known;
	}
	return NULL;
}

static void mark(struct find *f, const char *text, size_t n, unsigned kind, unsigned what)
{
	if (n)
		f->marks[short_hash(text, n, kind)] |= (uint8_t)what;
}

/* What words written together of a traveller meet: a single word of a listed name. */
static void mark_glued(struct find *f, const struct name_unit *u)
{
	if (u->sig.glued)
		return;
	mark(f, u->text, u->sig.text_length, HASH_CUT, MAY_MEET_NAME);
	mark(f, u->sound, u->sig.sound_length, HASH_SOUND, MAY_MEET_NAME);
	mark(f, u->consonants, u->sig.consonant_length, HASH_CONSONANTS_ONLY, MAY_MEET_NAME);
	if (u->sig.consonants_only)
		mark(f, u->consonants, u->sig.consonant_length, HASH_CONSONANTS, MAY_MEET_NAME);
}

static void read_names(struct find *f)
{
	const struct list_entry *e = f->entry.entry;
	if (f->entry.kind != LIST_PERSONS)
		return;
	f->names = arena_alloc(f->arena, (e->names.count + 1) * sizeof *f->names);
	if (!f->names)
		return;
	LIST_EACH(const struct list_name, published, &e->names)
	{
		struct name *n = &f->names[f->name_count++];
		name_read_by(&f->x->rules, published->name, n);
		for (unsigned i = 0; i < n->unit_count; i++) {
			if (unit_of(f, &n->units[i]))
				continue;
			struct unit *u = LIST_ADD(&f->units, f->arena, struct unit);
			if (!u)
				return;
			u->unit = &n->units[i];
			mark_glued(f, u->unit);
		}
	}
}

static void read_documents(struct find *f)
{
	LIST_EACH(const struct list_document, d, &f->entry.entry->documents)
	{
		struct document_key key;
		document_key_make(d->type, d->number, d->issuer, &key);
		mark(f, key.folded, key.length, HASH_DOCUMENT, MAY_MEET_DOCUMENT);
	}
}

/* Every pair of a traveller's word and a listed one that are alike. */
static void meet_words(struct find *f)
{
	const struct words *w = &f->h->words;
	LIST_EACH(struct unit, u, &f->units)
	{
		const struct name_signature sig = u->unit->sig;
		for (uint32_t i = 0; i < w->count; i++) {
			enum name_relation r;
			if (!name_may_meet(&w->signatures[i], &sig) || !w->having[i])
				continue;
			unsigned s = name_similarity(&w->units[i], u->unit, &r);
			struct meeting *m = s ? LIST_ADD(&u->met, f->arena, struct meeting) : NULL;
			if (m) {
				m->word = i;
				m->similarity = s;
			}
		}
	}
}

/* ---- birth dates ---- */

static unsigned level_of(struct find *f, uint16_t birth)
{
	if (birth == BIRTH_OTHER) /* compared whole if the name could be enough on any day */
		return birth_least(f->entry.entry->birth_dates.first ? BIRTH_AGREES : BIRTH_ABSENT);
	if (!f->levels[birth]) {
		struct screen_traveller t = {.birth_date = birth == BIRTH_NONE
								   ? (struct date){.year = 0}
								   : birth_of_number(birth)};
		unsigned least = birth_least(birth_compare(&t, f->entry.entry).relation);
		f->levels[birth] = (uint8_t)(1 + least / 10);
	}
	return (f->levels[birth] - 1U) * 10;
}

/* ---- one traveller ---- */

static bool is_set(uint64_t *bits, uint32_t n)
{
	bool was = bits[n / 64] >> (n % 64) & 1;
	bits[n / 64] |= UINT64_C(1) << (n % 64);
	return was;
}

static void keep(struct find *f, int64_t id, const struct screen_match *m)
{
	struct history_match *k = LIST_ADD(f->out, f->arena, struct history_match);
	if (!k)
		return;
	k->id = id;
	k->outcome = m->outcome;
	k->method = m->method;
	k->score_permille = m->score_permille;
}

/* The whole comparison. */
static void weigh(struct find *f, uint32_t slot)
{
	const struct block *b = f->h->blocks[slot >> BLOCK_BITS];
	unsigned n = slot & (BLOCK_NAMES - 1);
	struct packed p;
	struct screen_match m;
	if (is_set(f->weighed, slot))
		return;
	arena_reset(f->scratch);
	memset(&m, 0, sizeof m);
	if (unpack(b->bytes + b->at[n], f->scratch, &p) &&
	    screen_entry(f->x, &f->entry, &p.traveller, f->scratch, &m))
		keep(f, (int64_t)(b->keys[n] / 2), &m);
}

static unsigned weight_of(struct find *f, uint32_t word)
{
	if (!f->weights[word])
		f->weights[word] = (uint16_t)index_weight(f->x, &f->h->words.units[word]);
	return f->weights[word];
}

/* One word of a traveller's name: the weight of its commonest reading and the best that any
 * of them is met with. */
struct reading {
	unsigned weight, similarity;
};

/* Whether what is met can add up to `least`: each word, of both names, counted with the best
 * that it is met with. */
static bool may_score(struct find *f, const struct name_view *mine, uint32_t slot, unsigned least)
{
	const struct block *b = f->h->blocks[slot >> BLOCK_BITS];
	uint32_t words[NAME_UNITS_MAX];
	unsigned count = unpack_words(b->bytes + b->at[slot & (BLOCK_NAMES - 1)], words);
	uint16_t best[NAME_WORDS_MAX] = {0};
	unsigned all = mine->weight;
	unsigned sum = 0;
	struct reading r = {0, 0};
	for (unsigned i = 0; i <= count; i++) {
		if (i == count || words[i] & BEGINS) {
			all += r.weight;
			sum += r.weight * r.similarity;
			r = (struct reading){0, 0};
		}
		if (i == count)
			break;
		uint32_t word = words[i] & ~BEGINS;
		struct met met = f->met[word];
		unsigned weight = weight_of(f, word);
		r.weight = r.weight && r.weight < weight ? r.weight : weight;
		r.similarity = met.similarity > r.similarity ? met.similarity : r.similarity;
		for (uint16_t m = met.mine; m; m &= (uint16_t)(m - 1)) {
			uint16_t *at = &best[__builtin_ctz(m)];
			*at = met.similarity > *at ? met.similarity : *at;
		}
	}
	for (unsigned i = 0; i < NAME_WORDS_MAX; i++)
		sum += (unsigned)best[i] * mine->weights[i];
	return sum >= least * all;
}

static void look_at(struct find *f, const struct name_view *mine, uint32_t slot)
{
	if (!slot_lives(f->h, slot) || is_set(f->seen, slot))
		return;
	const struct block *b = f->h->blocks[slot >> BLOCK_BITS];
	unsigned least = level_of(f, b->births[slot & (BLOCK_NAMES - 1)]);
	if (least && may_score(f, mine, slot, least))
		weigh(f, slot);
}

/* ---- one listed name ---- */

/* What each word of the listed name can add, met as well as it is by any word, to what the
 * score of two names times all weights has more than `least` times the weights of the
 * traveller's; and how many postings say whom it is met by. */
struct shares {
	int64_t most[NAME_WORDS_MAX];
	uint64_t postings[NAME_WORDS_MAX];
};

static void add_share(struct find *f, const struct name_view *mine, uint16_t words,
		      const struct meeting *m, struct shares *s)
{
	int64_t more = (int64_t)m->similarity - (int64_t)f->least;
	/* A word with several readings may weigh less than this one. */
	int64_t theirs = more * (more > 0 ? (int64_t)weight_of(f, m->word) : WORD_WEIGHT_MIN);
	int64_t share = (int64_t)m->similarity * name_view_weight(mine, words) + theirs;
	for (; words; words &= (uint16_t)(words - 1)) {
		unsigned i = (unsigned)__builtin_ctz(words);
		s->most[i] = share > s->most[i] ? share : s->most[i];
		s->postings[i] += f->h->words.postings[m->word].count;
	}
}

/* The words of which a traveller must have met one: the others together can not reach
 * enough, and are those with the most travellers. */
static uint16_t telling_words(const struct find *f, const struct name_view *mine,
			      const struct shares *s)
{
	int64_t rest = 0;
	int64_t asked = (int64_t)f->least * mine->weight;
	uint16_t left = mine->ordinary;
	while (left) {
		unsigned most = NAME_WORDS_MAX;
		for (unsigned i = 0; i < NAME_WORDS_MAX; i++)
			if ((left >> i & 1) &&
			    (most == NAME_WORDS_MAX || s->postings[i] > s->postings[most]))
				most = i;
		rest += s->most[most] > 0 ? s->most[most] : 0;
		if (rest >= asked)
			break;
		left &= (uint16_t) ~(1U << most);
	}
	return left;
}

static void meet_name(struct find *f, const struct name *n, const struct name_view *mine,
		      struct shares *s)
{
	for (unsigned i = 0; i < n->unit_count; i++) {
		uint16_t words = n->units[i].words & n->ordinary;
		const struct unit *u = unit_of(f, &n->units[i]);
		if (!u)
			continue;
		LIST_EACH(const struct meeting, m, &u->met)
		{
			struct met *met = &f->met[m->word];
			met->mine |= words;
			met->similarity = m->similarity > met->similarity ? (uint16_t)m->similarity
									  : met->similarity;
			add_share(f, mine, words, m, s);
		}
	}
}

static void unmeet_name(struct find *f, const struct name *n)
{
	for (unsigned i = 0; i < n->unit_count; i++) {
		const struct unit *u = unit_of(f, &n->units[i]);
		if (u)
			LIST_EACH(const struct meeting, m, &u->met)
		f->met[m->word] = (struct met){0, 0};
	}
}

static void look_for(struct find *f, const struct name *n)
{
	struct shares s = {{0}, {0}};
	struct name_view mine = name_view(n);
	index_weigh(f->x, &mine);
	meet_name(f, n, &mine, &s);
	uint16_t told = telling_words(f, &mine, &s);
	memset(f->seen, 0, ((size_t)f->h->block_count * BLOCK_NAMES / 64 + 1) * sizeof *f->seen);
	for (unsigned i = 0; i < n->unit_count; i++) {
		const struct unit *u = unit_of(f, &n->units[i]);
		if (!u || !(n->units[i].words & told))
			continue;
		LIST_EACH(const struct meeting, m, &u->met)
		{
			const uint32_t *slots = words_postings(&f->h->words, m->word);
			for (uint32_t k = 0; k < f->h->words.postings[m->word].count; k++)
				look_at(f, &mine, slots[k]);
		}
	}
	unmeet_name(f, n);
}

/* ---- words written together, and documents ---- */

static void look_by_hash(struct find *f)
{
	for (uint32_t k = 0; k < f->h->block_count; k++) {
		const struct block *b = f->h->blocks[k];
		for (unsigned n = 0; b && n < b->count; n++) {
			unsigned found = 0;
			for (uint32_t i = b->hash_at[n]; i < b->hash_at[n + 1]; i++)
				found |= f->marks[b->hashes[i]];
			if (!found || !b->keys[n])
				continue;
			if ((found & MAY_MEET_DOCUMENT) || level_of(f, b->births[n]))
				weigh(f, k << BLOCK_BITS | n);
		}
	}
}

/* ---- all ---- */

static int by_id(const void *a, const void *b)
{
	const struct history_match *x = *(const struct history_match *const *)a;
	const struct history_match *y = *(const struct history_match *const *)b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return y->score_permille - x->score_permille;
}

/* By id, of each traveller the best. */
static bool order(struct find *f)
{
	struct history_match **all = arena_alloc(f->arena, (f->out->count + 1) * sizeof *all);
	unsigned count = 0;
	if (!all)
		return false;
	LIST_EACH(struct history_match, m, f->out)
	all[count++] = m;
	if (count > 1)
		qsort(all, count, sizeof(struct history_match *), by_id);
	*f->out = (history_matches){0};
	struct history_match **tail = &f->out->first;
	for (unsigned i = 0; i < count; i++) {
		if (f->out->last && f->out->last->id == all[i]->id)
			continue;
		*tail = f->out->last = all[i];
		all[i]->next = NULL;
		tail = &all[i]->next;
		f->out->count++;
	}
	return true;
}

static bool make_room(struct find *f)
{
	size_t slots = (size_t)f->h->block_count * BLOCK_NAMES / 64 + 1;
	size_t words = f->h->words.count + (size_t)1;
	f->levels = calloc(BIRTH_OTHER + 1, 1);
	f->marks = calloc(UINT16_MAX + 1, 1);
	f->weights = calloc(words, sizeof *f->weights);
	f->met = calloc(words, sizeof *f->met);
	f->seen = calloc(slots, sizeof *f->seen);
	f->weighed = calloc(slots, sizeof *f->weighed);
	f->scratch = arena_new(SCRATCH_MAX);
	return f->levels && f->marks && f->weights && f->met && f->seen && f->weighed && f->scratch;
}

bool screen_history_find(const struct screen_history *h, const struct screen_index *x,
			 enum list_kind kind, const struct list_entry *entry, struct arena *a,
			 history_matches *out)
{
	struct find f = {
		.h = h, .x = x, .entry = {.kind = kind, .entry = entry}, .arena = a, .out = out};
	*out = (history_matches){0};
	bool done = make_room(&f);
	if (done) {
		f.least = birth_least(entry->birth_dates.first ? BIRTH_AGREES : BIRTH_ABSENT);
		read_names(&f);
		read_documents(&f);
		meet_words(&f);
		for (unsigned i = 0; i < f.name_count && !arena_failed(a); i++)
			look_for(&f, &f.names[i]);
		look_by_hash(&f);
		done = !arena_failed(a) && order(&f);
	}
	free(f.levels);
	free(f.marks);
	free(f.weights);
	free(f.met);
	free(f.seen);
	free(f.weighed);
	arena_free(f.scratch);
	return done;
}
