/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/sealed.h"

#include "screen/document.h"
#include "screen/evidence.h"
#include "screen/names/keys.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define BIRTH_YEARS_MAX 10 /* of one span */

/* ---- packing ---- */

int64_t sealed_mark_pack(const struct sealed_mark *m)
{
	return (int64_t)((unsigned)m->kind | m->name << 3 | m->unit << 4 | m->deleted << 10 |
			 m->length << 12 | (unsigned)m->consonants_only << 17 |
			 (unsigned)m->glued << 18 | (unsigned)m->has_issuer << 19 |
			 (unsigned)m->may_be_cut << 20);
}

struct sealed_mark sealed_mark_unpack(int64_t packed)
{
	unsigned p = (unsigned)packed;
	return (struct sealed_mark){.kind = (enum sealed_kind)(p & 7),
				    .name = p >> 3 & 1,
				    .unit = p >> 4 & 63,
				    .deleted = p >> 10 & 3,
				    .length = p >> 12 & 31,
				    .consonants_only = p >> 17 & 1,
				    .glued = p >> 18 & 1,
				    .has_issuer = p >> 19 & 1,
				    .may_be_cut = p >> 20 & 1};
}

/* ---- marks of names ---- */

struct marking {
	sealed_mark_fn *fn;
	void *context;
	struct sealed_mark mark;
};

static void mark(struct marking *m, enum sealed_kind kind, unsigned length, struct slice text)
{
	m->mark.kind = kind;
	m->mark.length = length;
	m->mark.text = text;
	m->fn(m->context, &m->mark);
}

/* `s` and what is left when `deeper` more letters, from place `from` on, go: as
 * screen/index/deletions.h. */
static void mark_sounds(struct marking *m, struct slice s, unsigned length, unsigned from,
			unsigned deeper)
{
	mark(m, SEALED_SOUND, length, s);
	for (unsigned i = from; deeper > 0 && i < s.n; i++) {
		char rest[WORD_LETTERS_MAX];
		memcpy(rest, s.p, i);
		memcpy(rest + i, s.p + i + 1, s.n - i - 1);
		m->mark.deleted++;
		mark_sounds(m, (struct slice){rest, s.n - 1}, length, i, deeper - 1);
		m->mark.deleted--;
	}
}

static void mark_unit(struct marking *m, const struct name_unit *u)
{
	const struct name_signature *sig = &u->sig;
	m->mark.consonants_only = sig->consonants_only;
	m->mark.glued = sig->glued;
	m->mark.may_be_cut = sig->may_be_cut;
	m->mark.deleted = 0;
	mark(m, SEALED_TEXT, sig->sound_length, (struct slice){u->text, sig->text_length});
	mark_sounds(m, (struct slice){u->sound, sig->sound_length}, sig->sound_length, 0,
		    sig->glued ? 0 : name_distance_limit(sig->sound_length));
	if (sig->family)
		mark(m, SEALED_FAMILY, sig->sound_length, slice_of(name_family_name(sig->family)));
	if (sig->consonant_length)
		mark(m, SEALED_CONSONANTS, sig->consonant_length,
		     (struct slice){u->consonants, sig->consonant_length});
}

static void mark_name(struct marking *m, const struct name *n)
{
	for (unsigned i = 0; i < n->unit_count; i++) {
		m->mark.unit = i;
		mark_unit(m, &n->units[i]);
	}
}

/* Which words count, then which words each unit stands for; two bytes each. */
static size_t write_shape(const struct name *n, unsigned char out[SEALED_SHAPE_MAX])
{
	size_t at = 0;
	out[at++] = (unsigned char)(n->ordinary & 0xff);
	out[at++] = (unsigned char)(n->ordinary >> 8);
	for (unsigned i = 0; i < n->unit_count; i++) {
		out[at++] = (unsigned char)(n->units[i].words & 0xff);
		out[at++] = (unsigned char)(n->units[i].words >> 8);
	}
	return at;
}

static_assert(2 + 2 * NAME_UNITS_MAX <= SEALED_SHAPE_MAX && NAME_UNITS_MAX <= 64,
	      "room for a name's shape");

size_t sealed_name_marks(const struct screen_traveller *t, unsigned name, sealed_mark_fn *fn,
			 void *context, unsigned char shape[SEALED_SHAPE_MAX])
{
	struct marking m = {.fn = fn, .context = context, .mark.name = name};
	struct name n;
	name_read_traveller(t->family, t->given, t->middle, &n);
	mark_name(&m, &n);
	return write_shape(&n, shape);
}

/* ---- marks of documents ---- */

static struct slice join(char *out, size_t room, const struct document_key *k, const char *number,
			 bool typed)
{
	int n = snprintf(out, room, "%.*s|%.*s|%c", (int)k->length, number, SLICE_ARG(k->issuer),
			 typed && k->type ? k->type : '-');
	return (struct slice){out, n > 0 && (size_t)n < room ? (size_t)n : 0};
}

static void mark_document(struct marking *m, struct slice type, struct slice number,
			  struct slice issuer)
{
	char text[2 * DOCUMENT_NUMBER_MAX];
	struct document_key k;
	document_key_make(type, number, issuer, &k);
	if (k.length == 0)
		return;
	m->mark.has_issuer = slice_present(k.issuer);
	if (m->mark.has_issuer) {
		mark(m, SEALED_DOCUMENT, 0, join(text, sizeof text, &k, k.strict, true));
		mark(m, SEALED_ISSUED, 0, join(text, sizeof text, &k, k.folded, false));
	}
	unsigned length = k.length < 31 ? k.length : 31;
	mark(m, SEALED_NUMBER, length, (struct slice){k.folded, k.length});
}

void sealed_document_marks(const struct screen_document *documents, unsigned count,
			   sealed_mark_fn *fn, void *context)
{
	struct marking m = {.fn = fn, .context = context};
	for (unsigned i = 0; i < count; i++) {
		m.mark.unit = i & 63;
		mark_document(&m, documents[i].type, documents[i].number, documents[i].issuer);
	}
}

/* What a word cut off, or an initial, would be. */
static void mark_beginnings(struct marking *m, const struct name *n)
{
	m->mark.beginning = true;
	m->mark.consonants_only = m->mark.glued = m->mark.may_be_cut = false;
	for (unsigned i = 0; i < n->unit_count; i++) {
		m->mark.unit = i;
		for (unsigned k = 1; k < n->units[i].sig.text_length && !n->units[i].sig.glued; k++)
			mark(m, SEALED_TEXT, k, (struct slice){n->units[i].text, k});
	}
	m->mark.beginning = false;
}

void sealed_entry_marks(const struct list_entry *entry, sealed_mark_fn *fn, void *context)
{
	struct marking m = {.fn = fn, .context = context};
	LIST_EACH(const struct list_name, published, &entry->names)
	{
		struct name n;
		if (m.mark.name == SEALED_LISTED_NAMES)
			break;
		name_read(published->name, &n);
		mark_name(&m, &n);
		mark_beginnings(&m, &n);
		m.mark.name++;
	}
	m = (struct marking){.fn = fn, .context = context};
	LIST_EACH(const struct list_document, d, &entry->documents)
	{
		mark_document(&m, d->type, d->number, d->issuer);
	}
}

/* ---- birth dates ---- */

static void offer_day(sealed_birth_fn *fn, void *context, struct date d, int worth)
{
	struct sealed_birth b = {.worth = worth};
	if (!date_valid(d.year, d.month, d.day))
		return;
	date_write(d, b.text);
	fn(context, &b);
}

static void offer_years(sealed_birth_fn *fn, void *context, int from, int to)
{
	for (int year = from; year <= to && year < from + BIRTH_YEARS_MAX; year++) {
		struct sealed_birth b = {.year = true, .worth = BIRTH_SPAN};
		snprintf(b.text, sizeof b.text, "%04d", year);
		fn(context, &b);
	}
}

void sealed_entry_births(const struct list_entry *entry, sealed_birth_fn *fn, void *context)
{
	LIST_EACH(const struct list_birth_date, b, &entry->birth_dates)
	{
		int widened = b->approximate ? CIRCA_YEARS : 0;
		if (date_cmp(b->from, b->to) == 0 && !b->approximate) {
			struct date exchanged = {b->from.year, b->from.day, b->from.month};
			offer_day(fn, context, b->from, BIRTH_AGREES);
			offer_day(fn, context, exchanged, BIRTH_SLIP);
		} else {
			offer_years(fn, context, b->from.year - widened, b->to.year + widened);
		}
	}
}

/* ---- weighing ---- */

static unsigned beginning_similarity(const struct sealed_mark *mine, unsigned letters)
{
	if (mine->glued)
		return 0;
	if (letters == 1)
		return 700;
	return mine->may_be_cut && letters >= 3 ? 850 : 0;
}

/* As name_similarity, from marks in common: at least what it gives. */
static unsigned meeting_similarity(const struct sealed_meeting *m)
{
	const struct sealed_mark *a = &m->mine, *b = &m->theirs;
	unsigned longer = a->length > b->length ? a->length : b->length;
	unsigned d = a->deleted > b->deleted ? a->deleted : b->deleted;
	switch (a->kind) {
	case SEALED_TEXT:
		if (b->beginning)
			return beginning_similarity(a, b->length);
		return a->glued && b->glued ? 0 : 1000;
	case SEALED_FAMILY:
		return a->glued && b->glued ? 0 : 950;
	case SEALED_CONSONANTS:
		if (!a->consonants_only && !b->consonants_only)
			return 0;
		return a->length < 3 ? 750 : 900;
	case SEALED_SOUND:
		if (d == 0)
			return a->length == b->length && a->length >= 2 && !(a->glued && b->glued)
				       ? 950
				       : 0;
		return d > name_distance_limit(longer) ? 0 : 1000 - 1000 * d / longer;
	case SEALED_DOCUMENT:
	case SEALED_ISSUED:
	case SEALED_NUMBER:
	default:
		return 0;
	}
}

struct words { /* a name by its shape */
	uint16_t ordinary, units[NAME_UNITS_MAX];
	unsigned unit_count;
};

static struct words shape_words(struct slice shape)
{
	struct words w = {0};
	const unsigned char *p = (const unsigned char *)shape.p;
	if (shape.n < 2)
		return w;
	w.ordinary = (uint16_t)(p[0] | p[1] << 8);
	for (size_t at = 2; at + 1 < shape.n && w.unit_count < NAME_UNITS_MAX; at += 2)
		w.units[w.unit_count++] = (uint16_t)(p[at] | p[at + 1] << 8);
	return w;
}

static struct words name_shape(const struct list_name *published)
{
	unsigned char shape[SEALED_SHAPE_MAX];
	struct name n;
	name_read(published->name, &n);
	size_t bytes = write_shape(&n, shape);
	return shape_words((struct slice){(const char *)shape, bytes});
}

struct grid {
	struct words a, b;
	uint16_t cells[NAME_UNITS_MAX][NAME_UNITS_MAX];
};

static void fill(struct grid *g, const struct sealed_subject *s, unsigned mine, unsigned theirs)
{
	memset(g->cells, 0, sizeof g->cells);
	LIST_EACH(const struct sealed_meeting, m, &s->meetings)
	{
		if (m->mine.name != mine || m->theirs.name != theirs ||
		    m->mine.unit >= g->a.unit_count || m->theirs.unit >= g->b.unit_count)
			continue;
		uint16_t *cell = &g->cells[m->mine.unit][m->theirs.unit];
		unsigned similarity = meeting_similarity(m);
		if (similarity > *cell)
			*cell = (uint16_t)similarity;
	}
}

static bool best_pair(const struct grid *g, uint16_t used_a, uint16_t used_b, unsigned *x,
		      unsigned *y)
{
	unsigned best = 0;
	for (unsigned i = 0; i < g->a.unit_count; i++) {
		for (unsigned j = 0; j < g->b.unit_count && !(g->a.units[i] & used_a); j++) {
			unsigned rank = g->cells[i][j] * 16U + name_words(g->a.units[i]) +
					name_words(g->b.units[j]);
			if (!g->cells[i][j] || (g->b.units[j] & used_b) || rank <= best)
				continue;
			best = rank;
			*x = i;
			*y = j;
		}
	}
	return best > 0;
}

/* Pairs words best first, as name_view_compare does. */
static void score(const struct grid *g, struct name_score *out)
{
	uint16_t used_a = 0, used_b = 0;
	unsigned sum = 0, x = 0, y = 0;
	*out = (struct name_score){0};
	for (unsigned n = 0; n < NAME_WORDS_MAX && best_pair(g, used_a, used_b, &x, &y); n++) {
		unsigned words_a = name_words(g->a.units[x] & g->a.ordinary);
		unsigned words_b = name_words(g->b.units[y] & g->b.ordinary);
		sum += g->cells[x][y] * (words_a + words_b);
		out->words_a += words_a;
		out->words_b += words_b;
		used_a |= g->a.units[x];
		used_b |= g->b.units[y];
	}
	unsigned all = name_words(g->a.ordinary) + name_words(g->b.ordinary);
	out->permille = all ? sum / all : 0;
}

/* What documents in common are worth; the strongest. */
static struct document_comparison compare_documents(const struct sealed_subject *s)
{
	struct document_comparison best = {.agreement = DOCUMENT_NOTHING};
	LIST_EACH(const struct sealed_meeting, m, &s->meetings)
	{
		struct document_comparison c = {.agreement = DOCUMENT_NOTHING};
		bool issuers = m->mine.has_issuer && m->theirs.has_issuer;
		if (m->mine.kind == SEALED_DOCUMENT)
			c = (struct document_comparison){.agreement = DOCUMENT_SAME,
							 .issuer = ISSUER_AGREES,
							 .type_agrees = true};
		else if (m->mine.kind == SEALED_ISSUED)
			c = (struct document_comparison){.agreement = DOCUMENT_NEARLY,
							 .folded = true,
							 .issuer = ISSUER_AGREES};
		else if (m->mine.kind == SEALED_NUMBER && !issuers && m->mine.length >= 5)
			c = (struct document_comparison){.agreement = DOCUMENT_POSSIBLE,
							 .folded = true};
		if (c.agreement > best.agreement)
			best = c;
	}
	return best;
}

static enum birth_relation birth_of(const struct list_entry *entry, const struct sealed_subject *s)
{
	if (!s->born || !entry->birth_dates.first)
		return BIRTH_ABSENT;
	return s->birth_worth ? (enum birth_relation)s->birth_worth : BIRTH_DIFFERS;
}

static void weigh_name(const struct sealed_subject *s, const struct list_name *published,
		       unsigned number, struct evidence *e, struct decision *best)
{
	const struct index_name name = {.published = published};
	struct grid g = {.b = name_shape(published)};
	for (unsigned mine = 0; mine < s->shape_count; mine++) {
		g.a = shape_words(s->shapes[mine]);
		fill(&g, s, mine, number);
		score(&g, &e->score);
		e->name = &name;
		struct decision d = evidence_decide(e);
		if (decision_better(&d, best))
			*best = d;
	}
	e->name = NULL;
}

bool sealed_weigh(const struct list_entry *entry, const struct sealed_subject *s,
		  struct sealed_verdict *out)
{
	static const struct index_document some_document;
	struct evidence e = {.birth.relation = birth_of(entry, s), .place.relation = PLACE_ABSENT};
	unsigned number = 0;
	e.comparison = compare_documents(s);
	e.document = e.comparison.agreement > DOCUMENT_NOTHING ? &some_document : NULL;
	struct decision best = evidence_decide(&e);
	LIST_EACH(const struct list_name, published, &entry->names)
	{
		if (number == SEALED_LISTED_NAMES)
			break;
		weigh_name(s, published, number++, &e, &best);
	}
	*out = (struct sealed_verdict){best.outcome, best.method, best.score_permille};
	return best.alerts;
}
