/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/find.h"

#include "screen/evidence.h"
#include "screen/index/meet.h"
#include "screen/index/shelves.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK 256
#define FEW 256 /* records of a word that are looked at one by one */
#define BLOCK 64
/* So few loose records are looked at one after the other. */
#define LOOSE_SCANNED_MAX 2048

/* Records from `from` up to before `to`. */
struct stretch {
	uint32_t from, to;
};

/* What names must score, and where they lie. */
struct level {
	unsigned least;
	struct stretch *stretches; /* in rising order, apart */
	unsigned count;
	uint64_t records; /* in all of them */
	/* Bit n: a stretch has some of the BLOCK records from n * BLOCK on. NULL: there is one
	 * stretch at most. */
	uint64_t *blocks;
};

/* Records that are on their way to the cache, to be looked at together. */
struct waiting {
	uint32_t records[CHUNK];
	unsigned count;
};

enum { LOOSE, NEAR, STRONG, LEVELS };

struct find {
	struct meeting met;
	unsigned part;
	const struct name_view *mine;
	struct level levels[LEVELS];
	struct waiting *waiting;
	struct arena *arena;
	struct found_names *out;
};

/* ---- where to look ---- */

/* Sets bits `from` to `last`. */
static void set_bits(uint64_t *bits, uint32_t from, uint32_t last)
{
	uint64_t first_mask = UINT64_MAX << (from % 64);
	uint64_t last_mask = UINT64_MAX >> (63 - last % 64);
	if (from / 64 == last / 64) {
		bits[from / 64] |= first_mask & last_mask;
		return;
	}
	bits[from / 64] |= first_mask;
	for (uint32_t i = from / 64 + 1; i < last / 64; i++)
		bits[i] = UINT64_MAX;
	bits[last / 64] |= last_mask;
}

static void add_stretch(struct level *l, uint32_t from, uint32_t to)
{
	if (from == to)
		return;
	l->records += to - from;
	if (l->count && l->stretches[l->count - 1].to == from)
		l->stretches[l->count - 1].to = to;
	else
		l->stretches[l->count++] = (struct stretch){from, to};
}

static bool mark_blocks(struct level *l, size_t records, struct arena *a)
{
	if (l->count <= 1)
		return true;
	l->blocks = arena_alloc(a, (records / BLOCK / 64 + 1) * sizeof *l->blocks);
	for (unsigned i = 0; l->blocks && i < l->count; i++)
		set_bits(l->blocks, l->stretches[i].from / BLOCK, (l->stretches[i].to - 1) / BLOCK);
	return l->blocks != NULL;
}

static bool find_stretches(struct find *f, const struct shelf_range *ranges, unsigned count)
{
	static const unsigned least[] = {[LOOSE] = NAME_LEAST_PERMILLE,
					 [NEAR] = NAME_NEAR_PERMILLE,
					 [STRONG] = NAME_STRONG_PERMILLE};
	const uint32_t *shelves = f->met.part->shelves;
	for (unsigned k = 0; k < LEVELS; k++) {
		struct level *l = &f->levels[k];
		*l = (struct level){.least = least[k]};
		l->stretches = arena_alloc(f->arena, (count + 1) * sizeof *l->stretches);
		if (!l->stretches)
			return false;
		for (unsigned i = 0; i < count; i++)
			if (ranges[i].least == l->least)
				add_stretch(l, shelves[ranges[i].from], shelves[ranges[i].to]);
		if (!mark_blocks(l, f->met.part->records_count, f->arena))
			return false;
	}
	return true;
}

static bool level_holds(const struct level *l, uint32_t record)
{
	unsigned from = 0;
	unsigned to = l->count;
	while (from < to) {
		unsigned half = from + (to - from) / 2;
		if (l->stretches[half].to <= record)
			from = half + 1;
		else
			to = half;
	}
	return from < l->count && l->stretches[from].from <= record;
}

/* ---- names that have enough in common ---- */

/* The most that two names can score: each word times the best that it can be met with. */
struct most {
	uint16_t mine[NAME_WORDS_MAX], theirs[NAME_WORDS_MAX];
	uint16_t weights[NAME_WORDS_MAX]; /* of theirs */
	unsigned words;                   /* of theirs */
};

static void meet_mine(struct most *m, uint16_t words, uint16_t similarity)
{
	for (; words; words &= (uint16_t)(words - 1)) {
		uint16_t *best = &m->mine[__builtin_ctz(words)];
		*best = similarity > *best ? similarity : *best;
	}
}

static void meet_record(const struct find *f, const struct record *r, struct most *m)
{
	const struct part *p = f->met.part;
	bool is_long = r->marks & RECORD_LONG;
	const uint32_t *words = is_long ? &p->long_words[r->words[0]] : r->words;
	unsigned count = is_long ? r->words[1] : RECORD_COUNT(r->marks);
	for (unsigned i = 0; i < count; i++) {
		uint32_t word = words[i] & ~LONG_BEGINS;
		bool begins = is_long ? (words[i] & LONG_BEGINS) != 0 : r->marks >> i & 1;
		uint16_t weight = f->met.weights[word];
		if (begins)
			m->weights[m->words++] = weight;
		unsigned at = m->words - 1;
		m->weights[at] = weight < m->weights[at] ? weight : m->weights[at];
		struct met_word met = meeting_find(&f->met, word);
		if (!met.similarity)
			continue;
		m->theirs[at] = met.similarity > m->theirs[at] ? met.similarity : m->theirs[at];
		meet_mine(m, met.mine, met.similarity);
	}
}

static void meet_glue(const struct met_glue *g, struct most *m)
{
	for (unsigned i = g->from; i < (unsigned)g->from + g->count && i < m->words; i++)
		m->theirs[i] = g->similarity > m->theirs[i] ? g->similarity : m->theirs[i];
	meet_mine(m, g->mine, g->similarity);
}

/* Whether a record can score `least`, given `count` words that are written together. */
static bool may_score(const struct find *f, uint32_t record, unsigned least,
		      const struct met_glue *glues, uint32_t count)
{
	struct most m = {.words = 0};
	meet_record(f, &f->met.part->records[record], &m);
	for (uint32_t i = 0; i < count; i++)
		meet_glue(&glues[i], &m);
	unsigned sum = 0;
	unsigned all = f->mine->weight;
	unsigned words_mine = 0;
	unsigned words_theirs = 0;
	for (unsigned i = 0; i < NAME_WORDS_MAX; i++) {
		sum += m.mine[i] * (unsigned)f->mine->weights[i];
		words_mine += m.mine[i] > 0;
	}
	for (unsigned i = 0; i < m.words; i++) {
		sum += m.theirs[i] * (unsigned)m.weights[i];
		all += m.weights[i];
		words_theirs += m.theirs[i] > 0;
	}
	bool enough = least < NAME_NEAR_PERMILLE || (words_mine > 1 && words_theirs > 1);
	return enough && sum >= least * all;
}

static void keep(struct find *f, uint32_t record)
{
	struct found_names *out = f->out;
	if (out->count == out->room) {
		uint32_t room = out->room ? 4 * out->room : 64;
		struct found_name *list = arena_alloc(f->arena, room * sizeof *list);
		if (!list)
			return;
		if (out->count)
			memcpy(list, out->list, out->count * sizeof *list);
		out->list = list;
		out->room = room;
	}
	out->list[out->count++] = (struct found_name){f->part, f->met.part->record_name[record]};
}

/* Keeps those of the waiting records that can score what the level asks for. */
static void look_at_waiting(struct find *f, const struct level *l)
{
	__attribute__((uninitialized)) uint32_t passed[CHUNK];
	struct waiting *w = f->waiting;
	unsigned n = filter_records(&f->met.filter, f->met.part->records, w->records, w->count,
				    l->least < NAME_NEAR_PERMILLE ? 1 : 2, passed);
	w->count = 0;
	for (unsigned i = 0; i < n; i++)
		if (may_score(f, passed[i], l->least, NULL, 0))
			keep(f, passed[i]);
}

static void look_at(struct find *f, const struct level *l, uint32_t record)
{
	struct waiting *w = f->waiting;
	__builtin_prefetch(&f->met.part->records[record]);
	w->records[w->count++] = record;
	if (w->count == CHUNK)
		look_at_waiting(f, l);
}

/* ---- which records to look at ---- */

/* The first of rising numbers at or after `at` that is not less than `least`: steps that
 * double, then halves. */
static uint32_t skip_to(const uint32_t *list, uint32_t at, uint32_t count, uint32_t least)
{
	uint32_t step = 1;
	uint32_t end = at;
	while (end < count && list[end] < least) {
		at = end + 1;
		end = count - end > step ? end + step : count;
		step *= 2;
	}
	while (at < end) {
		uint32_t half = at + (end - at) / 2;
		if (list[half] < least)
			at = half + 1;
		else
			end = half;
	}
	return at;
}

/* Records wherever they are, of a level with several stretches. */
static void look_at_few(struct find *f, const struct level *l, const uint32_t *list, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t block = list[i] / BLOCK;
		if ((l->blocks[block / 64] >> (block % 64) & 1) && level_holds(l, list[i]))
			look_at(f, l, list[i]);
	}
}

static void look_at_word(struct find *f, const struct level *l, uint32_t word)
{
	const struct part *p = f->met.part;
	const uint32_t *list = p->postings + p->posting_at[word];
	uint32_t count = p->posting_at[word + 1] - p->posting_at[word];
	uint32_t at = 0;
	if (count <= FEW && l->count > 1) {
		look_at_few(f, l, list, count);
		return;
	}
	for (unsigned i = 0; i < l->count && at < count; i++) {
		const struct stretch *s = &l->stretches[i];
		if (list[at] >= s->to)
			continue;
		for (at = skip_to(list, at, count, s->from); at < count && list[at] < s->to; at++)
			look_at(f, l, list[at]);
	}
}

/* What the traveller's words can add, each met with a word that is like it, to what the
 * score of two names times all weights has more than `least` times those of the list. */
struct shares {
	unsigned least;
	int64_t most[NAME_WORDS_MAX];
	uint64_t records[NAME_WORDS_MAX];
	int64_t all, asked; /* of all words; what must be reached */
};

/* What pairing words of the traveller's with one of the list adds: similarity times both
 * weights, less `least` times the listed one's. A listed word may weigh less than one of
 * its readings. */
static int64_t share_of_word(unsigned least, const struct met_word *w)
{
	int64_t more = (int64_t)w->similarity - (int64_t)least;
	return (int64_t)w->similarity * w->weight_mine +
	       more * (more < 0 ? w->weight_least : w->weight);
}

static int64_t share_of_range(const struct find *f, unsigned least, const struct met_range *r)
{
	const struct met_word any = {.similarity = r->similarity,
				     .weight = WORD_WEIGHT_MAX,
				     .weight_least = WORD_WEIGHT_MIN,
				     .weight_mine = (uint16_t)name_view_weight(f->mine, r->mine)};
	return share_of_word(least, &any);
}

/* A share of several words counts for each of them: more than enough. */
static void add_share(struct shares *s, uint16_t mine, int64_t share, uint32_t records)
{
	for (; mine; mine &= (uint16_t)(mine - 1)) {
		unsigned i = (unsigned)__builtin_ctz(mine);
		s->most[i] = share > s->most[i] ? share : s->most[i];
		s->records[i] += records;
	}
}

static void find_shares(const struct find *f, unsigned least, struct shares *s)
{
	const struct meeting *m = &f->met;
	const uint32_t *at = m->part->posting_at;
	*s = (struct shares){.least = least, .asked = (int64_t)least * f->mine->weight};
	for (uint32_t i = 0; i < m->count; i++) {
		const struct met_word *w = &m->words[i];
		add_share(s, w->mine, share_of_word(least, w), w->records);
	}
	for (unsigned i = 0; i < m->range_count; i++) {
		const struct met_range *r = &m->ranges[i];
		add_share(s, r->mine, share_of_range(f, least, r), at[r->to] - at[r->from]);
	}
	for (unsigned i = 0; i < NAME_WORDS_MAX; i++)
		s->all += s->most[i];
}

/* The traveller's words of which one must be met for names to score `least`, so that the
 * records of the others need not be read: what the rest can add, when each is met as
 * well as it can be and nothing else is, is too little; or the rest is one word where two
 * are asked for. Words written together on the list are looked for apart. The words with
 * the fewest records are taken. */
static uint16_t telling_words(const struct find *f, const struct shares *s)
{
	int64_t rest = s->all;
	unsigned words = name_words(f->mine->ordinary);
	uint16_t told = 0;
	while (words > 0 && rest >= s->asked && (words > 1 || s->least < NAME_NEAR_PERMILLE)) {
		unsigned best = NAME_WORDS_MAX;
		for (unsigned i = 0; i < NAME_WORDS_MAX; i++)
			if ((f->mine->ordinary & ~told) >> i & 1 &&
			    (best == NAME_WORDS_MAX || s->records[i] < s->records[best]))
				best = i;
		told |= (uint16_t)(1U << best);
		rest -= s->most[best];
		words--;
	}
	return told;
}

/* Whether a word is worth reading records for: it may be met by a telling word, and with the
 * best of all other words the names can score enough. */
static bool is_worth_one(const struct shares *s, uint16_t told, uint16_t mine, int64_t share)
{
	return (mine & told) && s->all + share - s->most[__builtin_ctz(mine)] >= s->asked;
}

/* The same of one that may be met by several of the traveller's words, one at a time or,
 * written together, at once: `mine` are all of these, and `share` what they would add at
 * once. */
static bool is_worth(const struct find *f, const struct shares *s, uint16_t told, uint16_t mine,
		     unsigned similarity, int64_t share)
{
	if (mine && !(mine & (mine - 1)))
		return is_worth_one(s, told, mine, share);
	int64_t theirs = share - (int64_t)similarity * name_view_weight(f->mine, mine);
	int64_t gain = 0; /* over what these words add at best */
	int64_t best = INT64_MIN;
	for (uint16_t w = mine; w; w &= (uint16_t)(w - 1)) {
		unsigned i = (unsigned)__builtin_ctz(w);
		int64_t more = (int64_t)similarity * f->mine->weights[i] - s->most[i];
		gain += more > 0 ? more : 0;
		best = more > best ? more : best;
	}
	return (mine & told) && s->all + theirs + (best > 0 ? gain : best) >= s->asked;
}

static void look_at_words(struct find *f, const struct level *l)
{
	const struct meeting *m = &f->met;
	struct shares s;
	if (!l->count)
		return;
	find_shares(f, l->least, &s);
	uint16_t told = telling_words(f, &s);
	for (uint32_t i = 0; told && i < m->count; i++) {
		const struct met_word *w = &m->words[i];
		if (is_worth(f, &s, told, w->mine, w->similarity, share_of_word(l->least, w)))
			look_at_word(f, l, w->word);
	}
	for (unsigned i = 0; told && i < m->range_count; i++) {
		const struct met_range *r = &m->ranges[i];
		if (!is_worth(f, &s, told, r->mine, r->similarity, share_of_range(f, l->least, r)))
			continue;
		for (uint32_t w = r->from; w < r->to; w++)
			look_at_word(f, l, w);
	}
}

/* Every record of a level. */
static void look_at_all(struct find *f, const struct level *l)
{
	for (unsigned i = 0; i < l->count; i++)
		for (uint32_t r = l->stretches[i].from; r < l->stretches[i].to; r++)
			look_at(f, l, r);
}

static void look_at_glues(struct find *f)
{
	const struct met_glue *g = f->met.glues;
	for (uint32_t i = 0, n; i < f->met.glue_count; i += n) {
		n = 1;
		while (i + n < f->met.glue_count && g[i + n].record == g[i].record)
			n++;
		for (unsigned k = 0; k < LEVELS; k++)
			if (level_holds(&f->levels[k], g[i].record) &&
			    may_score(f, g[i].record, f->levels[k].least, g + i, n))
				keep(f, g[i].record);
	}
}

/* ---- all ---- */

static void find_in_part(struct find *f, const struct shelf_range *ranges, unsigned count)
{
	__attribute__((uninitialized)) struct waiting waiting;
	waiting.count = 0;
	meet(&f->met);
	if ((!f->met.count && !f->met.range_count && !f->met.glue_count) ||
	    !find_stretches(f, ranges, count))
		return;
	f->waiting = &waiting;
	look_at_glues(f);
	for (unsigned k = 0; k < LEVELS; k++) {
		const struct level *l = &f->levels[k];
		if (k == LOOSE && l->records <= LOOSE_SCANNED_MAX)
			look_at_all(f, l);
		else
			look_at_words(f, l);
		look_at_waiting(f, l);
	}
	f->waiting = NULL;
}

static int by_name(const void *a, const void *b)
{
	const struct found_name *x = a;
	const struct found_name *y = b;
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return x->name < y->name ? -1 : x->name > y->name;
}

void index_find(const struct screen_index *x, const struct name_view *mine,
		const struct screen_traveller *t, struct arena *a, struct found_names *out)
{
	__attribute__((uninitialized)) struct shelf_range ranges[SHELF_RANGES_MAX];
	unsigned count = shelves_for(t->birth_date, t->birth_date_last, ranges);
	*out = (struct found_names){0};
	for (unsigned p = 0; p < x->part_count && mine->unit_count; p++) {
		struct find f = {.met = {.part = x->parts[p],
					 .weights = x->weights[p],
					 .mine = mine,
					 .arena = a},
				 .part = p,
				 .mine = mine,
				 .arena = a,
				 .out = out};
		find_in_part(&f, ranges, count);
	}
	if (out->count > 1)
		qsort(out->list, out->count, sizeof *out->list, by_name);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < out->count; i++) {
		const struct found_name *n = &out->list[i];
		if (kept && by_name(n, &out->list[kept - 1]) == 0)
			continue;
		if (!index_is_gone(x, n->part, x->parts[n->part]->name_entry[n->name]))
			out->list[kept++] = *n;
	}
	out->count = kept;
}
