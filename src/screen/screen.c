/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/evidence.h"
#include "screen/index/deletions.h"
#include "screen/index/shelves.h"

#include <stdlib.h>
#include <string.h>

const char *screen_outcome_name(enum screen_outcome o)
{
	static const char *const names[] = {"match", "possible", "undetermined"};
	return names[o];
}

const char *screen_verdict_name(enum screen_verdict v)
{
	static const char *const names[] = {"agreed", "partial", "differed", "absent"};
	return names[v];
}

/* A unit of the index that is like words of the traveller's name. */
struct met {
	const struct index_unit *theirs;
	uint16_t mine;
};

/* Records `from` up to before `to`, whose names must score `least`. */
struct stretch {
	uint32_t from, to;
	unsigned least;
};

/* One entry that may alert. */
struct lead {
	uint32_t entry;
	struct evidence best;
	struct decision decision;
	struct lead *next;
};

struct search {
	const struct screen_index *x;
	const struct screen_traveller *t;
	struct arena *arena;
	struct name name;
	struct name_view view;
	struct stretch *stretches; /* in rising order */
	unsigned stretch_count;
	struct met *met;
	uint32_t met_count, met_room;
	uint32_t *slots; /* of a hash table: places in `met`, from 1; twice their room */
	uint32_t *found; /* names that may score enough, some more than once */
	uint32_t found_count, found_room;
	LIST(struct lead) leads;
};

/* ---- words that are alike ---- */

static uint32_t *slot_of(const struct search *s, const struct index_unit *theirs)
{
	uint32_t mask = 2 * s->met_room - 1;
	uint32_t at = (uint32_t)(bucket_mix((uintptr_t)theirs) & mask);
	while (s->slots[at] && s->met[s->slots[at] - 1].theirs != theirs)
		at = (at + 1) & mask;
	return &s->slots[at];
}

static bool make_room(struct search *s)
{
	const struct met *before = s->met;
	s->met_room = s->met_room ? 4 * s->met_room : 256;
	s->met = arena_alloc(s->arena, s->met_room * sizeof *s->met);
	s->slots = arena_alloc(s->arena, 2 * (size_t)s->met_room * sizeof *s->slots);
	if (!s->met || !s->slots) {
		s->met_room = 0;
		s->met_count = 0;
		return false;
	}
	for (uint32_t i = 0; i < s->met_count; i++) {
		s->met[i] = before[i];
		*slot_of(s, before[i].theirs) = i + 1;
	}
	return true;
}

static void meet(struct search *s, const struct name_unit *mine, const struct index_unit *theirs)
{
	if (s->met_count == s->met_room && !make_room(s))
		return;
	uint32_t *slot = slot_of(s, theirs);
	if (!*slot) {
		s->met[s->met_count++] = (struct met){.theirs = theirs};
		*slot = s->met_count;
	}
	s->met[*slot - 1].mine |= mine->words & s->view.ordinary;
}

static void try_unit(struct search *s, const struct name_unit *mine,
		     const struct index_unit *theirs)
{
	enum name_relation relation;
	if (name_similarity(mine, theirs->unit, &relation))
		meet(s, mine, theirs);
}

static void look_through(struct search *s, const struct name_unit *mine, uint32_t from, uint32_t to)
{
	const struct screen_index *x = s->x;
	for (uint32_t i = from; i < to; i++)
		if (name_may_meet(&mine->sig, &x->signatures[i]))
			try_unit(s, mine, x->singles[i]);
}

/* The first unit of more than one letter that does not come before `text`, or that
 * comes after all that begin with it. */
static uint32_t single_from(const struct screen_index *x, const char *text, size_t n, bool after)
{
	uint32_t from = x->initial_count;
	uint32_t to = x->single_count;
	while (from < to) {
		uint32_t half = from + (to - from) / 2;
		int order = strncmp(x->singles[half]->unit->text, text, n);
		if (order < 0 || (after && order == 0))
			from = half + 1;
		else
			to = half;
	}
	return from;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

/* Units whose keys differ by a letter or two. */
static void look_for_letters(struct search *s, const struct name_unit *mine)
{
	const struct screen_index *x = s->x;
	struct deletions d;
	deletions_of(mine, &d);
	uint32_t *near = NULL;
	for (unsigned pass = 0, count = 0; pass < 2; pass++) {
		count = 0;
		for (unsigned i = 0; i < d.count; i++) {
			struct bucket_run run = buckets_find(&x->by_deletion, d.hashes[i]);
			for (uint32_t single; bucket_next(&run, &single); count++)
				if (near)
					near[count] = single;
		}
		if (near)
			qsort(near, count, sizeof *near, by_number);
		for (unsigned i = 0; near && i < count; i++)
			if (i == 0 || near[i] != near[i - 1])
				look_through(s, mine, near[i], near[i] + 1);
		if (!count || (!near && !(near = arena_alloc(s->arena, count * sizeof *near))))
			return;
	}
}

static void look_up(struct search *s, const struct name_unit *mine)
{
	const struct screen_index *x = s->x;
	struct slice sound = {mine->sound, mine->sig.sound_length};
	struct slice consonants = {mine->consonants, mine->sig.consonant_length};
	struct slice family = {(const char *)&mine->sig.family, sizeof mine->sig.family};
	const struct index_unit *u;
	for (u = map_find(&x->by_sound, sound); u; u = u->same_sound)
		try_unit(s, mine, u);
	for (u = map_find(&x->by_consonants, consonants); u; u = u->same_consonants)
		try_unit(s, mine, u);
	for (u = mine->sig.family ? map_find(&x->by_family, family) : NULL; u; u = u->same_family)
		try_unit(s, mine, u);
}

/* Meets every unit of the index that is like `mine`. Units with an equal key are
 * looked up; those that differ in letters, or begin alike, are looked through. */
static void look_for(struct search *s, const struct name_unit *mine)
{
	const struct screen_index *x = s->x;
	const struct name_signature *sig = &mine->sig;
	if (sig->consonants_only) { /* may meet anything with its consonants */
		LIST_EACH(const struct index_unit, u, &x->units)
		if (name_may_meet(sig, &u->unit->sig))
			try_unit(s, mine, u);
		return;
	}
	look_up(s, mine);
	if (sig->glued)
		return;
	look_through(s, mine, 0, x->initial_count);
	look_for_letters(s, mine);
	if (sig->may_be_cut || sig->text_length == 1) {
		uint32_t from = single_from(x, mine->text, sig->text_length, false);
		look_through(s, mine, from, single_from(x, mine->text, sig->text_length, true));
	}
}

/* ---- names that have enough words in common ---- */

/* Whether the score of two names can be `least` and, unless one word may do, whether two
 * words of each can be paired. */
static bool may_score(const struct search *s, const struct index_name *n, unsigned least)
{
	unsigned mine = 0;
	unsigned theirs = 0;
	for (unsigned i = 0; s->met_count && i < n->view.unit_count; i++) {
		uint32_t slot = *slot_of(s, n->units[i]);
		if (!slot)
			continue;
		mine |= s->met[slot - 1].mine;
		theirs |= n->view.units[i].words;
	}
	unsigned words_a = name_words((uint16_t)mine);
	unsigned words_b = name_words((uint16_t)theirs & n->view.ordinary);
	bool enough = least < NAME_NEAR_PERMILLE || (words_a > 1 && words_b > 1);
	return enough && 1000 * (words_a + words_b) >=
				 least * (s->view.ordinary_count + n->view.ordinary_count);
}

static void look_at(struct search *s, uint32_t record, unsigned least)
{
	uint32_t name = s->x->records[record];
	if (!may_score(s, &s->x->names[name], least))
		return;
	if (s->found_count == s->found_room) {
		uint32_t room = s->found_room ? 4 * s->found_room : 64;
		uint32_t *found = arena_alloc(s->arena, room * sizeof *found);
		if (!found)
			return;
		if (s->found_count)
			memcpy(found, s->found, s->found_count * sizeof *found);
		s->found = found;
		s->found_room = room;
	}
	s->found[s->found_count++] = name;
}

/* The first posting at or after `at` of a record not before `record`: steps that
 * double, then halves. */
static uint32_t skip_to(const struct index_unit *u, uint32_t at, uint32_t record)
{
	uint32_t step = 1;
	uint32_t end = at;
	while (end < u->posting_count && u->postings[end].record < record) {
		at = end + 1;
		end = u->posting_count - end > step ? end + step : u->posting_count;
		step *= 2;
	}
	while (at < end) {
		uint32_t half = at + (end - at) / 2;
		if (u->postings[half].record < record)
			at = half + 1;
		else
			end = half;
	}
	return at;
}

/* The first stretch, from number `i` on, that ends after a record. */
static unsigned stretch_from(const struct search *s, unsigned i, uint32_t record)
{
	unsigned end = s->stretch_count;
	while (i < end) {
		unsigned half = i + (end - i) / 2;
		if (s->stretches[half].to <= record)
			i = half + 1;
		else
			end = half;
	}
	return i;
}

/* Looks at the records of a unit in stretches where names must be near or, if `strong`
 * ones are wanted as well, strong. */
static void look_at_unit(struct search *s, const struct index_unit *u, bool strong)
{
	uint32_t at = 0;
	unsigned i = 0;
	while (at < u->posting_count) {
		i = stretch_from(s, i, u->postings[at].record);
		if (i == s->stretch_count)
			return;
		const struct stretch *p = &s->stretches[i];
		at = skip_to(u, at, p->from);
		bool wanted = p->least == NAME_NEAR_PERMILLE ||
			      (strong && p->least == NAME_STRONG_PERMILLE);
		if (!wanted)
			at = skip_to(u, at, p->to);
		for (; at < u->posting_count && u->postings[at].record < p->to; at++)
			look_at(s, u->postings[at].record, p->least);
	}
}

/* The traveller's words of which one must be met for names to score `least`, so that the
 * records of the others need not be read: the rest, `r` words that each meet one word
 * at most, has fewer than two, or 2r words of the sum of both names are too few.
 * Those with the fewest records are taken. A unit of several listed words meets more
 * than one, and is therefore always read. */
static uint16_t telling_words(const struct search *s, unsigned least)
{
	uint64_t cost[NAME_WORDS_MAX] = {0};
	for (uint32_t i = 0; i < s->met_count; i++)
		for (unsigned w = 0; w < NAME_WORDS_MAX; w++)
			if (s->met[i].mine >> w & 1)
				cost[w] += s->met[i].theirs->posting_count;
	unsigned all = s->view.ordinary_count;
	uint16_t told = 0;
	for (unsigned rest = all; rest >= 2 && 2000 * rest >= least * (all + rest); rest--) {
		unsigned best = NAME_WORDS_MAX;
		for (unsigned w = 0; w < NAME_WORDS_MAX; w++)
			if ((s->view.ordinary & ~told) >> w & 1 &&
			    (best == NAME_WORDS_MAX || cost[w] < cost[best]))
				best = w;
		told |= (uint16_t)(1U << best);
	}
	return told;
}

static void look_at_all(struct search *s)
{
	uint16_t near = telling_words(s, NAME_NEAR_PERMILLE);
	uint16_t strong = telling_words(s, NAME_STRONG_PERMILLE);
	for (uint32_t i = 0; i < s->met_count; i++) {
		const struct met *m = &s->met[i];
		if ((m->mine & (near | strong)) || m->theirs->unit->sig.glued)
			look_at_unit(s, m->theirs,
				     (m->mine & strong) || m->theirs->unit->sig.glued);
	}
	for (unsigned i = 0; i < s->stretch_count; i++)
		for (uint32_t r = s->stretches[i].from;
		     s->stretches[i].least < NAME_NEAR_PERMILLE && r < s->stretches[i].to; r++)
			look_at(s, r, s->stretches[i].least);
}

/* ---- evidence ---- */

/* The lead of an entry, made when there is none; NULL when out of memory. */
static struct lead *lead_of(struct search *s, uint32_t entry)
{
	LIST_EACH(struct lead, l, &s->leads)
	{
		if (l->entry == entry)
			return l;
	}
	struct lead *l = LIST_ADD(&s->leads, s->arena, struct lead);
	if (!l)
		return NULL;
	l->entry = entry;
	const struct index_entry *e = &s->x->entries[entry];
	l->best = evidence_begin(e, s->t);
	return l;
}

/* Keeps evidence that decides better; before any, a higher score of the name. */
static void weigh(struct lead *l, const struct evidence *e)
{
	struct decision d = evidence_decide(e);
	bool better = decision_better(&d, &l->decision);
	bool equal = !decision_better(&l->decision, &d);
	if (!better && !(equal && e->score.permille > l->best.score.permille) && l->best.name)
		return;
	l->best = *e;
	l->decision = d;
}

static void weigh_name(struct search *s, uint32_t name)
{
	const struct index_name *n = &s->x->names[name];
	struct name_score score;
	name_view_compare(&s->view, &n->view, &score);
	enum name_strength strength = name_strength(&score, n->published->quality);
	if (strength == NAME_NONE)
		return;
	struct lead *l = lead_of(s, n->entry);
	if (!l)
		return;
	struct evidence e = l->best;
	e.name = n;
	e.score = score;
	weigh(l, &e);
}

/* A document met: all names of its entry are compared, for the explanation. */
static void weigh_document(struct search *s, const struct index_document *d,
			   const struct screen_document *shown, const struct document_key *key)
{
	struct document_comparison c = document_compare(key, &d->key);
	struct lead *l = lead_of(s, d->entry);
	if (!l || (l->best.document && l->best.comparison.agreement >= c.agreement))
		return;
	l->best.name = NULL;
	l->best.score = (struct name_score){0};
	l->best.document = d;
	l->best.shown = shown;
	l->best.comparison = c;
	struct evidence e = l->best;
	l->decision = evidence_decide(&e);
	for (uint32_t i = l->best.entry->names_from; i < l->best.entry->names_to; i++) {
		e.name = &s->x->names[i];
		name_view_compare(&s->view, &e.name->view, &e.score);
		weigh(l, &e);
	}
}

static void search_documents(struct search *s)
{
	for (unsigned i = 0; i < s->t->document_count; i++) {
		const struct screen_document *shown = &s->t->documents[i];
		struct document_key key;
		document_key_make(shown->type, shown->number, shown->issuer, &key);
		struct slice number = {key.folded, key.length};
		const struct index_document *d = number.n ? map_find(&s->x->by_number, number)
							  : NULL;
		for (; d; d = d->same_number)
			weigh_document(s, d, shown, &key);
	}
}

static bool has_document(const struct search *s, uint32_t entry)
{
	LIST_EACH(const struct lead, l, &s->leads)
	{
		if (l->entry == entry)
			return l->best.document != NULL;
	}
	return false;
}

static void find_stretches(struct search *s)
{
	const uint32_t *shelves = s->x->shelves;
	struct shelf_range ranges[SHELF_RANGES_MAX];
	unsigned count = shelves_for(s->t->birth_date, s->t->birth_date_last, ranges);
	s->stretches = arena_alloc(s->arena, count * sizeof *s->stretches);
	for (unsigned i = 0; s->stretches && i < count; i++)
		if (shelves[ranges[i].from] < shelves[ranges[i].to])
			s->stretches[s->stretch_count++] = (struct stretch){
				shelves[ranges[i].from], shelves[ranges[i].to], ranges[i].least};
}

static void search_names(struct search *s)
{
	const struct screen_index *x = s->x;
	find_stretches(s);
	for (unsigned i = 0; i < s->name.unit_count; i++)
		look_for(s, &s->name.units[i]);
	look_at_all(s);
	if (s->found_count > 1) /* in the order of the lists */
		qsort(s->found, s->found_count, sizeof *s->found, by_number);
	for (uint32_t i = 0; i < s->found_count; i++)
		if ((i == 0 || s->found[i] != s->found[i - 1]) &&
		    !has_document(s, x->names[s->found[i]].entry))
			weigh_name(s, s->found[i]);
}

/* ---- matches ---- */

static int by_rank(const void *a, const void *b)
{
	const struct lead *x = *(const struct lead *const *)a;
	const struct lead *y = *(const struct lead *const *)b;
	if (decision_better(&x->decision, &y->decision))
		return -1;
	if (decision_better(&y->decision, &x->decision))
		return 1;
	const struct index_entry *p = x->best.entry;
	const struct index_entry *q = y->best.entry;
	if (p->list_id != q->list_id)
		return p->list_id < q->list_id ? -1 : 1;
	int order = slice_cmp(p->entry->id, q->entry->id);
	return order ? order : by_number(&x->entry, &y->entry);
}

static void add_match(struct search *s, const struct lead *l, screen_matches *out)
{
	struct screen_match *m = LIST_ADD(out, s->arena, struct screen_match);
	if (!m)
		return;
	m->list_id = l->best.entry->list_id;
	m->list_version = l->best.entry->list_version;
	m->entry_id = arena_copy(s->arena, l->best.entry->entry->id);
	m->outcome = l->decision.outcome;
	m->method = l->decision.method;
	m->score_permille = l->decision.score_permille;
	evidence_explain(&l->best, s->t, &s->view, s->arena, m);
}

void screen_traveller(const struct screen_index *x, const struct screen_traveller *t,
		      struct arena *a, screen_matches *out)
{
	struct search s = {.x = x, .t = t, .arena = a};
	name_read_traveller(t->family, t->given, t->middle, &s.name);
	s.view = name_view(&s.name);
	search_documents(&s);
	search_names(&s);
	const struct lead **ranked = arena_alloc(a, s.leads.count * sizeof(struct lead *) + 1);
	unsigned count = 0;
	LIST_EACH(const struct lead, l, &s.leads)
	{
		if (ranked && l->decision.alerts)
			ranked[count++] = l;
	}
	if (count > 1)
		qsort(ranked, count, sizeof(struct lead *), by_rank);
	for (unsigned i = 0; i < count; i++)
		add_match(&s, ranked[i], out);
}
