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

/* Words of a record's name and of the traveller's that have something in common. */
struct touch {
	uint32_t record;
	uint16_t mine, theirs;
	unsigned least; /* what the name must score */
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
	struct touch *touches;
	uint32_t touch_count, touch_room;
	uint32_t *slots; /* of a hash table: places in `touches`, from 1; twice their room */
	LIST(struct lead) leads;
};

/* ---- names that have enough words in common ---- */

static uint32_t *slot_of(const struct search *s, uint32_t record)
{
	uint32_t mask = 2 * s->touch_room - 1;
	uint32_t at = (record * UINT32_C(0x9e3779b1) >> 7) & mask;
	while (s->slots[at] && s->touches[s->slots[at] - 1].record != record)
		at = (at + 1) & mask;
	return &s->slots[at];
}

static bool make_room(struct search *s)
{
	const struct touch *before = s->touches;
	s->touch_room = s->touch_room ? 4 * s->touch_room : 1024;
	s->touches = arena_alloc(s->arena, s->touch_room * sizeof *s->touches);
	s->slots = arena_alloc(s->arena, 2 * (size_t)s->touch_room * sizeof *s->slots);
	if (!s->touches || !s->slots) {
		s->touch_room = 0;
		s->touch_count = 0;
		return false;
	}
	for (uint32_t i = 0; i < s->touch_count; i++) {
		s->touches[i] = before[i];
		*slot_of(s, before[i].record) = i + 1;
	}
	return true;
}

static void touch(struct search *s, const struct name_unit *mine, const struct index_posting *p,
		  unsigned least)
{
	if (s->touch_count == s->touch_room && !make_room(s))
		return;
	uint32_t *slot = slot_of(s, p->record);
	if (!*slot) {
		s->touches[s->touch_count++] = (struct touch){.record = p->record, .least = least};
		*slot = s->touch_count;
	}
	struct touch *t = &s->touches[*slot - 1];
	t->mine |= mine->words;
	t->theirs |= p->words;
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

/* Touches the records of a unit that lie where they can alert. */
static void touch_all(struct search *s, const struct name_unit *mine, const struct index_unit *u)
{
	uint32_t at = 0;
	unsigned i = 0;
	while (at < u->posting_count) {
		i = stretch_from(s, i, u->postings[at].record);
		if (i == s->stretch_count)
			return;
		at = skip_to(u, at, s->stretches[i].from);
		for (; at < u->posting_count && u->postings[at].record < s->stretches[i].to; at++)
			touch(s, mine, &u->postings[at], s->stretches[i].least);
	}
}

static void try_unit(struct search *s, const struct name_unit *mine,
		     const struct index_unit *theirs)
{
	enum name_relation relation;
	if (name_similarity(mine, theirs->unit, &relation))
		touch_all(s, mine, theirs);
}

static void look_through(struct search *s, const struct name_unit *mine, uint32_t from, uint32_t to)
{
	const struct screen_index *x = s->x;
	for (uint32_t i = from; i < to; i++)
		if (name_may_meet(&mine->sig, &x->singles[i]->unit->sig))
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

/* Touches every unit of the index that is like `mine`. Units with an equal key are
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

/* The most that the score of two names can be. */
static unsigned score_bound(const struct search *s, const struct touch *t)
{
	const struct name_view *theirs = &s->x->names[s->x->records[t->record]].view;
	unsigned words =
		name_words(t->mine & s->view.ordinary) + name_words(t->theirs & theirs->ordinary);
	return 1000 * words / (s->view.ordinary_count + theirs->ordinary_count);
}

/* ---- evidence ---- */

static bool sex_differs(struct slice a, struct slice b)
{
	bool known = (slice_is(a, "M") || slice_is(a, "F")) &&
		     (slice_is(b, "M") || slice_is(b, "F"));
	return known && !slice_eq(a, b);
}

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
	l->best = (struct evidence){.entry = e,
				    .birth = birth_compare(s->t->birth_date, e->entry),
				    .sex_differs = sex_differs(s->t->sex, e->entry->sex)};
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
	l->best = (struct evidence){.entry = l->best.entry,
				    .birth = l->best.birth,
				    .sex_differs = l->best.sex_differs,
				    .document = d,
				    .shown = shown,
				    .comparison = c};
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
	unsigned count = shelves_for(s->t->birth_date, ranges);
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
	uint32_t *names = arena_alloc(s->arena, s->touch_count * sizeof *names + 1);
	uint32_t kept = 0;
	for (uint32_t i = 0; names && i < s->touch_count; i++)
		if (score_bound(s, &s->touches[i]) >= s->touches[i].least)
			names[kept++] = x->records[s->touches[i].record];
	if (kept > 1)
		qsort(names, kept, sizeof *names, by_number); /* in the order of the lists */
	for (uint32_t i = 0; i < kept; i++)
		if ((i == 0 || names[i] != names[i - 1]) &&
		    !has_document(s, x->names[names[i]].entry))
			weigh_name(s, names[i]);
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
	evidence_explain(&l->best, s->t, s->arena, m);
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
