/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/evidence.h"
#include "screen/index/find.h"

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

/* One entry that may alert. */
struct lead {
	uint32_t part, entry;
	struct index_entry unpacked;
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
	LIST(struct lead) leads;
	unsigned document_leads; /* the first of them */
};

/* ---- evidence ---- */

/* The lead of an entry, made when there is none; NULL when out of memory. Names come in
 * the order of entries, so that only the last one, or one by a document, can be it. */
static struct lead *lead_of(struct search *s, uint32_t part, uint32_t entry)
{
	struct lead *last = s->leads.last;
	if (last && last->entry == entry && last->part == part)
		return last;
	struct lead *l = s->leads.first;
	for (unsigned i = 0; i < s->document_leads; i++, l = l->next)
		if (l->entry == entry && l->part == part)
			return l;
	struct index_entry unpacked;
	if (!index_entry_read(s->x, part, entry, s->arena, &unpacked))
		return NULL;
	l = LIST_ADD(&s->leads, s->arena, struct lead);
	if (!l)
		return NULL;
	l->part = part;
	l->entry = entry;
	l->unpacked = unpacked;
	l->best = evidence_begin(&l->unpacked, s->t);
	return l;
}

/* Keeps evidence that decides better; before any, a higher score of the name. */
static bool weigh(struct lead *l, const struct evidence *e)
{
	struct decision d = evidence_decide(e);
	bool better = decision_better(&d, &l->decision);
	bool equal = !decision_better(&l->decision, &d);
	if (!better && !(equal && e->score.permille > l->best.score.permille) && l->best.name)
		return false;
	l->best = *e;
	l->decision = d;
	return true;
}

/* The evidence that was kept outlives the name that was read: its units are copied, and
 * the pairs of its score with them. */
static void settle(struct search *s, struct lead *l, const struct name_unit *read)
{
	struct index_name *name = ARENA_NEW(s->arena, struct index_name);
	unsigned count = l->best.name->view.unit_count;
	struct name_unit *units = arena_alloc(s->arena, (count + 1) * sizeof *units);
	if (!name || !units) {
		l->best.name = NULL;
		l->decision = (struct decision){.alerts = false};
		return;
	}
	memcpy(units, read, count * sizeof *units);
	*name = *l->best.name;
	name->view.units = units;
	l->best.name = name;
	for (unsigned i = 0; i < l->best.score.pair_count; i++)
		l->best.score.pairs[i].b = units + (l->best.score.pairs[i].b - read);
}

/* Compares one name of a lead's entry; loose ones at least, unless `any`. */
static void weigh_name(struct search *s, struct lead *l, const struct list_name *published,
		       bool any)
{
	struct name read;
	struct evidence e = l->best;
	name_read_by(&s->x->rules, published->name, &read);
	struct index_name name = {.published = published, .view = name_view(&read)};
	index_weigh(s->x, &name.view);
	name_view_compare(&s->view, &name.view, &e.score);
	if (!any && name_strength(&e.score, published->quality) == NAME_NONE)
		return;
	e.name = &name;
	if (weigh(l, &e))
		settle(s, l, read.units);
}

static void weigh_found(struct search *s, const struct found_name *found)
{
	const struct part *p = s->x->parts[found->part];
	uint32_t entry = p->name_entry[found->name];
	struct lead *l = lead_of(s, found->part, entry);
	if (!l || l->best.document)
		return;
	const struct list_name *n = l->unpacked.entry->names.first;
	for (uint32_t i = p->entry_names[entry]; n && i < found->name; i++)
		n = n->next;
	if (n)
		weigh_name(s, l, n, false);
}

/* ---- documents ---- */

/* A document met: all names of its entry are compared, for the explanation. */
static void weigh_document(struct search *s, struct lead *l, const struct index_document *d,
			   const struct screen_document *shown, const struct document_key *key)
{
	struct document_comparison c = document_compare(key, &d->key);
	if (l->best.document && l->best.comparison.agreement >= c.agreement)
		return;
	struct index_document *kept = ARENA_NEW(s->arena, struct index_document);
	if (!kept)
		return;
	*kept = *d;
	l->best.name = NULL;
	l->best.score = (struct name_score){0};
	l->best.document = kept;
	l->best.shown = shown;
	l->best.comparison = c;
	l->decision = evidence_decide(&l->best);
	if (l->unpacked.kind == LIST_PERSONS)
		LIST_EACH(const struct list_name, n, &l->unpacked.entry->names)
		{
			if (screen_can_compare(n->name))
				weigh_name(s, l, n, true);
		}
}

/* Whether a listed document has the number. */
static bool has_number(const struct list_document *published, const struct document_key *key,
		       struct index_document *out)
{
	*out = (struct index_document){.published = published};
	document_key_make(published->type, published->number, published->issuer, &out->key);
	return out->key.length == key->length &&
	       memcmp(out->key.folded, key->folded, key->length) == 0;
}

/* A document against those of a lead's entry. */
static void weigh_listed(struct search *s, struct lead *l, const struct screen_document *shown,
			 const struct document_key *key)
{
	LIST_EACH(const struct list_document, published, &l->unpacked.entry->documents)
	{
		struct index_document d;
		if (has_number(published, key, &d))
			weigh_document(s, l, &d, shown, key);
	}
}

static void weigh_documents(struct search *s, uint32_t part, uint32_t entry,
			    const struct screen_document *shown, const struct document_key *key)
{
	struct index_entry unpacked;
	struct index_document d;
	bool any = false;
	if (index_is_gone(s->x, part, entry) ||
	    !index_entry_read(s->x, part, entry, s->arena, &unpacked))
		return;
	LIST_EACH(const struct list_document, published, &unpacked.entry->documents)
	{
		any |= has_number(published, key, &d);
	}
	struct lead *l = any ? lead_of(s, part, entry) : NULL;
	s->document_leads = s->leads.count;
	if (l)
		weigh_listed(s, l, shown, key);
}

static void search_documents(struct search *s)
{
	for (unsigned i = 0; i < s->t->document_count; i++) {
		const struct screen_document *shown = &s->t->documents[i];
		struct document_key key;
		document_key_make(shown->type, shown->number, shown->issuer, &key);
		uint64_t hash = bucket_hash(key.folded, key.length, LINK_NUMBER);
		for (unsigned p = 0; p < s->x->part_count && key.length; p++) {
			struct bucket_run run = buckets_find(&s->x->parts[p]->numbers, hash);
			for (uint32_t entry; bucket_next(&run, &entry);)
				weigh_documents(s, p, entry, shown, &key);
		}
	}
}

/* ---- matches ---- */

static int by_place(const struct lead *x, const struct lead *y)
{
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

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
	return order ? order : by_place(x, y);
}

static void fill_match(struct search *s, const struct lead *l, struct screen_match *m)
{
	m->list_id = l->best.entry->list_id;
	m->list_version = l->best.entry->list_version;
	m->entry_id = arena_copy(s->arena, l->best.entry->entry->id);
	m->outcome = l->decision.outcome;
	m->method = l->decision.method;
	m->score_permille = l->decision.score_permille;
	evidence_explain(&l->best, s->t, &s->view, s->arena, m);
}

static void add_match(struct search *s, const struct lead *l, screen_matches *out)
{
	struct screen_match *m = LIST_ADD(out, s->arena, struct screen_match);
	if (m)
		fill_match(s, l, m);
}

void screen_traveller(const struct screen_index *x, const struct screen_traveller *t,
		      struct arena *a, screen_matches *out)
{
	struct search s = {.x = x, .t = t, .arena = a};
	struct found_names found;
	name_read_traveller_by(&x->rules, t->family, t->given, t->middle, &s.name);
	s.view = name_view(&s.name);
	index_weigh(x, &s.view);
	search_documents(&s);
	index_find(x, &s.view, t, a, &found);
	for (uint32_t i = 0; i < found.count; i++)
		weigh_found(&s, &found.list[i]);
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

bool screen_entry(const struct screen_index *x, const struct index_entry *entry,
		  const struct screen_traveller *t, struct arena *a, struct screen_match *out)
{
	struct search s = {.x = x, .t = t, .arena = a};
	struct lead l = {.unpacked = *entry};
	name_read_traveller_by(&x->rules, t->family, t->given, t->middle, &s.name);
	s.view = name_view(&s.name);
	index_weigh(x, &s.view);
	l.best = evidence_begin(&l.unpacked, t);
	for (unsigned i = 0; i < t->document_count; i++) {
		const struct screen_document *shown = &t->documents[i];
		struct document_key key;
		document_key_make(shown->type, shown->number, shown->issuer, &key);
		if (key.length)
			weigh_listed(&s, &l, shown, &key);
	}
	if (!l.best.document && entry->kind == LIST_PERSONS)
		LIST_EACH(const struct list_name, n, &entry->entry->names)
	weigh_name(&s, &l, n, false);
	if (l.decision.alerts)
		fill_match(&s, &l, out);
	return l.decision.alerts;
}
