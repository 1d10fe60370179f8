/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/evidence.h"

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

/* Words of a listed name and of the traveller's that have something in common. */
struct touch {
	uint16_t mine, theirs;
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
	struct touch *touches; /* by name */
	uint32_t *touched;     /* names, each once */
	uint32_t touched_count;
	LIST(struct lead) leads;
};

/* ---- names that have enough words in common ---- */

static void touch(struct search *s, const struct name_unit *mine, const struct index_unit *theirs)
{
	LIST_EACH(const struct index_posting, p, &theirs->postings)
	{
		struct touch *t = &s->touches[p->name];
		if (!t->mine)
			s->touched[s->touched_count++] = p->name;
		t->mine |= mine->words;
		t->theirs |= p->words;
	}
}

static void try_unit(struct search *s, const struct name_unit *mine,
		     const struct index_unit *theirs)
{
	enum name_relation relation;
	if (name_similarity(mine, theirs->unit, &relation))
		touch(s, mine, theirs);
}

static void look_through(struct search *s, const struct name_unit *mine, uint32_t from, uint32_t to)
{
	const struct screen_index *x = s->x;
	for (uint32_t i = from; i < to; i++)
		if (name_may_meet(&mine->sig, &x->signatures[i]))
			try_unit(s, mine, x->singles[i]);
}

/* Looks through a block whose letters differ little enough to be looked at; most
 * words of a list fall here. Written so that compilers do many at once. */
static void look_through_block(struct search *s, const struct name_unit *mine, uint32_t from)
{
	const uint32_t *letters = s->x->letters + from;
	uint32_t own = mine->sig.letters;
	uint32_t far[LETTERS_BLOCK]; /* 0 = near */
	uint32_t nearest = UINT32_MAX;
	for (unsigned i = 0; i < LETTERS_BLOCK; i++) {
		uint32_t more = own & ~letters[i];
		uint32_t less = letters[i] & ~own;
		more &= more - 1; /* without its two lowest bits: the most that may differ */
		more &= more - 1;
		less &= less - 1;
		less &= less - 1;
		far[i] = more | less;
	}
	for (unsigned i = 0; i < LETTERS_BLOCK; i++)
		nearest = far[i] < nearest ? far[i] : nearest;
	uint32_t left = s->x->single_count - from;
	for (unsigned i = 0; nearest == 0 && i < LETTERS_BLOCK && i < left; i++)
		if (far[i] == 0)
			look_through(s, mine, from + i, from + i + 1);
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
	if (sig->may_be_cut || sig->text_length == 1) {
		look_through(s, mine, 0, x->single_count);
		return;
	}
	look_through(s, mine, 0, x->initial_count);
	for (uint32_t i = x->initial_count; i < x->single_count; i += LETTERS_BLOCK)
		look_through_block(s, mine, i);
}

/* The most that the score of two names can be. */
static unsigned score_bound(const struct search *s, uint32_t name)
{
	const struct touch *t = &s->touches[name];
	const struct name_view *theirs = &s->x->names[name].view;
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
				    .birth = birth_compare(s->t, e->entry),
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

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static void search_names(struct search *s)
{
	const struct screen_index *x = s->x;
	s->touches = arena_alloc(s->arena, x->name_count * sizeof *s->touches + 1);
	s->touched = arena_alloc(s->arena, x->name_count * sizeof *s->touched + 1);
	if (!s->touches || !s->touched)
		return;
	for (unsigned i = 0; i < s->name.unit_count; i++)
		look_for(s, &s->name.units[i]);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < s->touched_count; i++)
		if (score_bound(s, s->touched[i]) >= NAME_LEAST_PERMILLE)
			s->touched[kept++] = s->touched[i];
	qsort(s->touched, kept, sizeof *s->touched, by_number); /* in the order of the lists */
	for (uint32_t i = 0; i < kept; i++)
		if (!has_document(s, x->names[s->touched[i]].entry))
			weigh_name(s, s->touched[i]);
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
