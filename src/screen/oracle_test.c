/* SPDX-License-Identifier: Apache-2.0
 *
 * The index against exhaustive comparison. The oracle below follows
 * docs/watchlists.md as plainly as it can be written: every entry, every name,
 * every pair of words, no filters, its own distance, pairing, dates and table of
 * outcomes. Only the reading of names into words and keys, and of document numbers
 * into keys, is shared. It must find exactly what the index finds, with the same
 * outcome, method and score.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "screen/screen.h"

#include "base/crypto.h"
#include "screen/document.h"
#include "screen/names/name.h"

#include <stdlib.h>
#include <string.h>

/* ---- the oracle ---- */

static int distance(const char *a, const char *b)
{
	int d[40][40];
	int n = (int)strlen(a);
	int m = (int)strlen(b);
	if (n - m > 2 || m - n > 2) /* each more letter is an edit; more than 2 never count */
		return 3;
	for (int i = 0; i <= n; i++)
		for (int j = 0; j <= m; j++) {
			int best = i + j;
			if (i && d[i - 1][j] + 1 < best)
				best = d[i - 1][j] + 1;
			if (j && d[i][j - 1] + 1 < best)
				best = d[i][j - 1] + 1;
			if (i && j && d[i - 1][j - 1] + (a[i - 1] != b[j - 1]) < best)
				best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	return d[n][m];
}

static int alike(const struct name_unit *a, const struct name_unit *b)
{
	int n = (int)strlen(a->sound);
	int m = (int)strlen(b->sound);
	int longer = n > m ? n : m;
	bool arabic = a->sig.consonants_only || b->sig.consonants_only;
	bool glued = a->sig.glued || b->sig.glued;
	if (a->sig.glued && b->sig.glued)
		return 0;
	if ((a->sig.glued && a->sig.may_be_cut) || (b->sig.glued && b->sig.may_be_cut))
		return strcmp(a->text, b->text) == 0 ? 850 : 0;
	if (strcmp(a->text, b->text) == 0)
		return 1000;
	if (n > 1 && strcmp(a->sound, b->sound) == 0)
		return 950;
	if (a->sig.family && a->sig.family == b->sig.family)
		return a->sig.family < 16384 ? 950 : 850;
	if (arabic && *a->consonants && strcmp(a->consonants, b->consonants) == 0)
		return strlen(a->consonants) < 3 ? 750 : 900;
	if (glued)
		return 0;
	if (a->sig.may_be_cut && strlen(a->text) >= 3 && strlen(b->text) > strlen(a->text) &&
	    strncmp(a->text, b->text, strlen(a->text)) == 0)
		return 850;
	if ((strlen(a->text) == 1) != (strlen(b->text) == 1) && a->text[0] == b->text[0])
		return 700;
	int d = distance(a->sound, b->sound);
	int allowed = longer < 4 ? 0 : longer < 7 ? 1 : 2;
	return d <= allowed && d > 0 ? 1000 - 1000 * d / longer : 0;
}

struct named {
	int score, words; /* words: the fewer of both sides */
};

static int bits(unsigned mask)
{
	int n = 0;
	for (; mask; mask >>= 1)
		n += mask % 2 ? 1 : 0;
	return n;
}

/* The best pair again and again; larger covers first among equals. */
static struct named compare_names(const struct name *a, const struct name *b)
{
	unsigned used_a = 0;
	unsigned used_b = 0;
	int sum = 0;
	int words_a = 0;
	int words_b = 0;
	for (;;) {
		int best = 0;
		const struct name_unit *p = NULL;
		const struct name_unit *q = NULL;
		for (unsigned i = 0; i < a->unit_count; i++)
			for (unsigned j = 0; j < b->unit_count; j++) {
				const struct name_unit *x = &a->units[i];
				const struct name_unit *y = &b->units[j];
				int s = alike(x, y);
				int rank = s * 100 + bits(x->words) + bits(y->words);
				if (s == 0 || (x->words & used_a) || (y->words & used_b) ||
				    rank <= best)
					continue;
				best = rank;
				p = x;
				q = y;
			}
		if (!p || !q)
			break;
		int wa = bits(p->words & a->ordinary);
		int wb = bits(q->words & b->ordinary);
		sum += best / 100 * (wa + wb);
		words_a += wa;
		words_b += wb;
		used_a |= p->words;
		used_b |= q->words;
	}
	int all = (int)(a->ordinary_count + b->ordinary_count);
	return (struct named){all ? sum / all : 0, words_a < words_b ? words_a : words_b};
}

enum birth { DIFFERS, UNKNOWN_DATE, SLIP, SPAN, SAME_DAY };

static enum birth compare_one(struct date d, const struct list_birth_date *b)
{
	char x[DATE_TEXT];
	char y[DATE_TEXT];
	date_write(d, x);
	date_write(b->from, y);
	int different = 0;
	for (int i = 0; i < 10; i++)
		different += x[i] != y[i];
	if (date_days(b->from) == date_days(b->to) && !b->approximate) {
		bool new_year = strcmp(x + 4, "-01-01") == 0 || strcmp(y + 4, "-01-01") == 0;
		if (different == 0)
			return SAME_DAY;
		bool exchanged = d.month == b->from.day && d.day == b->from.month;
		if (different == 1 || (d.year == b->from.year && (new_year || exchanged)))
			return SLIP;
		return DIFFERS;
	}
	int wider = b->approximate ? 2 : 0;
	struct date from = {(int16_t)(b->from.year - wider), b->from.month, b->from.day};
	struct date to = {(int16_t)(b->to.year + wider), b->to.month, b->to.day};
	return date_cmp(from, d) <= 0 && date_cmp(d, to) <= 0 ? SPAN : DIFFERS;
}

/* Any of the days of one with any of the other. */
static enum birth compare_spans(const struct screen_traveller *t, const struct list_birth_date *b)
{
	for (int32_t day = date_days(t->birth_date); day <= date_days(t->birth_date_last); day++) {
		struct date d = date_from_days(day);
		struct date from = b->from;
		struct date to = b->to;
		from.year = (int16_t)(from.year - (b->approximate ? 2 : 0));
		to.year = (int16_t)(to.year + (b->approximate ? 2 : 0));
		if (date_cmp(from, d) <= 0 && date_cmp(d, to) <= 0)
			return SPAN;
	}
	return DIFFERS;
}

static enum birth compare_birth(const struct screen_traveller *t, const struct list_entry *e)
{
	enum birth best = DIFFERS;
	bool day = !t->birth_date_last.year ||
		   date_days(t->birth_date) == date_days(t->birth_date_last);
	if (!t->birth_date.year || !e->birth_dates.count)
		return UNKNOWN_DATE;
	LIST_EACH(const struct list_birth_date, b, &e->birth_dates)
	{
		enum birth r = day ? compare_one(t->birth_date, b) : compare_spans(t, b);
		best = r > best ? r : best;
	}
	return best;
}

struct verdict {
	int outcome; /* -1 = none */
	int score;
	bool document;
};

static bool is_better(struct verdict a, struct verdict b)
{
	if (a.outcome < 0 || b.outcome < 0)
		return a.outcome >= 0 && b.outcome < 0;
	return a.outcome != b.outcome ? a.outcome < b.outcome : a.score > b.score;
}

enum strength { NONE, LOOSE, NEAR, STRONG };

static enum strength strength_of(struct named n, enum name_quality quality)
{
	if (n.words >= 2 && n.score >= 880 && quality != NAME_LOW)
		return STRONG;
	if (n.words >= 2 && n.score >= 750 && quality != NAME_LOW)
		return NEAR;
	if ((n.words >= 2 && n.score >= 650) || (n.words == 1 && n.score >= 880))
		return LOOSE;
	return NONE;
}

static struct verdict by_name(struct named n, enum name_quality quality, enum birth birth,
			      bool sex_differs)
{
	static const int points[] = {0, 120, 240, 280, 400};
	enum strength s = strength_of(n, quality);
	struct verdict v = {.outcome = -1};
	if (s == STRONG && birth == SAME_DAY && !sex_differs)
		v.outcome = OUTCOME_MATCH;
	else if ((s != NONE && birth == SAME_DAY) || (s >= NEAR && birth == SPAN) ||
		 (s == STRONG && birth == SLIP))
		v.outcome = OUTCOME_POSSIBLE;
	else if (s == STRONG && birth == UNKNOWN_DATE)
		v.outcome = OUTCOME_UNDETERMINED;
	int score = quality == NAME_LOW ? n.score * 9 / 10 : n.score;
	v.score = score * 6 / 10 + points[birth] - (sex_differs ? 100 : 0);
	v.score = v.score < 0 ? 0 : v.score;
	return v;
}

/* Doubts about a document: -1 when it is another one. */
static int doubts_of(const struct document_key *a, const struct document_key *b, bool *elsewhere,
		     bool *same_type)
{
	if (a->length == 0 || memcmp(a->folded, b->folded, sizeof a->folded) != 0)
		return -1;
	bool issuers = a->issuer.n && b->issuer.n;
	bool agrees = issuers && slice_eq(a->issuer, b->issuer);
	*elsewhere = issuers && !agrees;
	*same_type = a->type && a->type == b->type;
	if (a->length < 5 && !*elsewhere && !(agrees && *same_type))
		return 3;
	return (memcmp(a->strict, b->strict, sizeof a->strict) != 0) + !issuers +
	       (a->type && b->type && a->type != b->type);
}

static struct verdict by_document(int doubts, bool elsewhere, bool same_type, enum strength s,
				  enum birth birth)
{
	static const int points[] = {1000, 850, 700};
	if (elsewhere)
		return same_type && s >= NEAR ? (struct verdict){OUTCOME_POSSIBLE, 700, true}
					      : (struct verdict){.outcome = -1};
	if (doubts > 2)
		return (struct verdict){.outcome = -1};
	if (doubts > 0 && (s >= LOOSE || birth == SAME_DAY))
		doubts--;
	return (struct verdict){doubts == 0 ? OUTCOME_MATCH : OUTCOME_POSSIBLE, points[doubts],
				true};
}

static bool sex_known(struct slice s)
{
	return slice_is(s, "M") || slice_is(s, "F");
}

/* The first of the entry's documents that meets one of the traveller's with the
 * fewest doubts; documents elsewhere count last. */
static int best_document(const struct list_entry *e, const struct screen_traveller *t,
			 bool *elsewhere, bool *same_type)
{
	int best = -1;
	for (unsigned i = 0; i < t->document_count; i++)
		LIST_EACH(const struct list_document, d, &e->documents)
		{
			struct document_key a;
			struct document_key b;
			bool other = false;
			bool type = false;
			document_key_make(t->documents[i].type, t->documents[i].number,
					  t->documents[i].issuer, &a);
			document_key_make(d->type, d->number, d->issuer, &b);
			int doubts = doubts_of(&a, &b, &other, &type);
			doubts = other || doubts > 3 ? 3 : doubts;
			if (doubts < 0 || (best >= 0 && doubts >= best))
				continue;
			best = doubts;
			*elsewhere = other;
			*same_type = type;
		}
	return best;
}

/* `names` are those of the entry, read. */
static struct verdict judge(const struct list_entry *e, const struct name *names,
			    const struct screen_traveller *t, const struct name *mine)
{
	bool elsewhere = false;
	bool same_type = false;
	int doubts = best_document(e, t, &elsewhere, &same_type);
	enum birth birth = compare_birth(t, e);
	bool sex = sex_known(t->sex) && sex_known(e->sex) && !slice_eq(t->sex, e->sex);
	struct verdict best = {.outcome = -1};
	if (doubts >= 0)
		best = by_document(doubts, elsewhere, same_type, NONE, birth);
	LIST_EACH(const struct list_name, n, &e->names)
	{
		const struct name *theirs = names++;
		if (!theirs->unit_count)
			continue;
		struct named score = compare_names(mine, theirs);
		struct verdict v = by_name(score, n->quality, birth, sex);
		if (doubts >= 0) {
			struct verdict d = by_document(doubts, elsewhere, same_type,
						       strength_of(score, n->quality), birth);
			v = is_better(v, d) ? v : d;
		}
		if (is_better(v, best))
			best = v;
	}
	return best;
}

/* ---- random lists and travellers, invented from syllables ---- */

static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 9) % below;
}

static struct slice random_word(uint32_t *seed, struct arena *a)
{
	static const char *const parts[] = {"ZEL", "QUI", "BAL", "TCH", "KHO", "MUE", "NOU", "YA",
					    "JU",  "SAD", "RI",  "OFF", "AH",  "DA",  "GHO", "W"};
	static const char *const whole[] = {
		"Mohammed", "MOHD",    "al",     "van",         "Z.",      "Abdul",
		"Rahman",   "Müller",  "محمد",   "خالد",        "الزرقون", "Щуков",
		"MXHMD",    "Dr",      "FNU",    "Abdurrahman", "K",       "MULLER",
		"Qadhafi",  "Gaddafi", "Hocine", "Hussain",     "Bert",    "Chris",
		"Alex",     "Albert",  "Robert", "Herbert",     "Chang",   "Zhang"};
	if (draw(seed, 4) == 0)
		return slice_of(whole[draw(seed, sizeof whole / sizeof whole[0])]);
	struct slice s = {0};
	for (uint32_t n = 1 + draw(seed, 4); n > 0; n--)
		s = arena_printf(a, "%.*s%s", SLICE_ARG(s),
				 parts[draw(seed, sizeof parts / sizeof parts[0])]);
	return s;
}

static struct slice random_name(uint32_t *seed, struct arena *a, uint32_t words)
{
	struct slice s = {0};
	for (; words > 0; words--) {
		struct slice w = random_word(seed, a);
		s = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(s),
				 s.n ? draw(seed, 6) ? " " : "-" : "", SLICE_ARG(w));
	}
	return s;
}

static struct date random_date(uint32_t *seed)
{
	static const int16_t years[] = {1960, 1961, 1962, 1963, 1960, 1961, 1962, 1963,
					1970, 1860, 2060, 1849, 1850, 2149, 2150, 1799};
	static const int8_t months[] = {1, 1, 2, 3, 10, 12};
	static const int8_t days[] = {1, 1, 2, 3, 10, 12, 21, 28};
	return (struct date){years[draw(seed, 16)], months[draw(seed, 6)], days[draw(seed, 8)]};
}

static void random_document(uint32_t *seed, struct arena *a, struct slice *type,
			    struct slice *number, struct slice *issuer)
{
	static const char *const types[] = {"P", "passport", "V", ""};
	static const char *const issuers[] = {"UTO", "KEN", "Kenya", ""};
	static const char *const marks[] = {"O1", "01", "OI", "X7"};
	*type = slice_of(types[draw(seed, 4)]);
	*issuer = slice_of(issuers[draw(seed, 4)]);
	*number = arena_printf(a, "%s%s%u", marks[draw(seed, 4)], draw(seed, 8) ? "55" : "",
			       draw(seed, 30) + 10);
}

static void random_entry(uint32_t *seed, struct arena *a, struct list_entry *e)
{
	for (uint32_t n = draw(seed, 4); n > 0; n--) {
		struct list_name *name = LIST_ADD(&e->names, a, struct list_name);
		name->name = random_name(seed, a, 1 + draw(seed, 4));
		if (draw(seed, 5) == 0)
			name->name = arena_printf(a, "%s %.*s", draw(seed, 2) ? "Z." : "K",
						  SLICE_ARG(random_word(seed, a)));
		name->quality = (enum name_quality)draw(seed, 3);
	}
	for (uint32_t n = draw(seed, 3); n > 0; n--) {
		struct list_birth_date *b = LIST_ADD(&e->birth_dates, a, struct list_birth_date);
		b->from = b->to = random_date(seed);
		if (draw(seed, 3) == 0) {
			b->from = (struct date){b->from.year, 1, 1};
			b->to = (struct date){b->to.year, 12, 31};
			b->to.year = (int16_t)(b->to.year + (int)(draw(seed, 3) * draw(seed, 5)));
		}
		b->approximate = draw(seed, 4) == 0;
	}
	if (draw(seed, 3) == 0) {
		struct list_document *d = LIST_ADD(&e->documents, a, struct list_document);
		random_document(seed, a, &d->type, &d->number, &d->issuer);
	}
	static const char *const sexes[] = {"M", "F", "X", ""};
	e->sex = slice_of(sexes[draw(seed, 4)]);
}

/* Known spellings of one name, each followed by another. */
static struct slice other_spelling(struct slice s, struct arena *a)
{
	static const char *const pairs[][2] = {{"Mohammed", "MAMADOU"}, {"MOHD", "MAHOMED"},
					       {"Qadhafi", "GADDAFI"},  {"Gaddafi", "KADHAFI"},
					       {"Hocine", "HUSSEIN"},   {"Hussain", "HOCINE"}};
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (slice_starts(s, pairs[i][0]))
			return arena_printf(a, "%s%.*s", pairs[i][1],
					    SLICE_ARG(slice_range(s, strlen(pairs[i][0]), s.n)));
	return s;
}

static struct slice with_other_letters(uint32_t *seed, struct slice s, struct arena *a)
{
	s = arena_copy(a, s);
	for (uint32_t n = draw(seed, 2) * draw(seed, 4); n > 0 && s.n > 0; n--) {
		size_t at = draw(seed, (uint32_t)s.n);
		if (ascii_upper(s.p[at]))
			s = arena_printf(a, "%.*s%c%.*s", (int)at, s.p, 'A' + (char)draw(seed, 26),
					 SLICE_ARG(slice_range(s, at + 1, s.n)));
	}
	return s;
}

/* Its first word as an initial or the other way round, its first two words written
 * together, or its end cut off. */
static struct slice shortened(uint32_t *seed, struct slice s, struct arena *a)
{
	size_t first = slice_find(s, ' ', 0);
	if (first == 1 || slice_starts(s, "Z. "))
		return arena_printf(a, "%cUQUO%.*s", s.p[0], SLICE_ARG(slice_range(s, first, s.n)));
	if (first != SIZE_MAX && draw(seed, 4) == 0)
		return arena_printf(a, "%.*s%.*s", (int)first, s.p,
				    SLICE_ARG(slice_range(s, first + 1, s.n)));
	if (first != SIZE_MAX && draw(seed, 8) == 0)
		return arena_printf(a, "%c%.*s", s.p[0], SLICE_ARG(slice_range(s, first, s.n)));
	if (s.n > 26 && draw(seed, 2))
		return slice_range(s, 0, s.n - 3 - draw(seed, 4));
	return s;
}

/* A listed name, changed a little, or another one. */
static void random_traveller(uint32_t *seed, struct arena *a, const list_entries *entries,
			     struct screen_traveller *t, struct screen_document *d)
{
	const struct list_entry *e = entries->first;
	for (uint32_t n = draw(seed, entries->count); n > 0; n--)
		e = e->next;
	*t = (struct screen_traveller){.family = random_name(seed, a, 1 + draw(seed, 2)),
				       .given = random_name(seed, a, draw(seed, 3))};
	if (e->names.first && draw(seed, 4)) {
		t->family = shortened(seed, other_spelling(e->names.last->name, a), a);
		t->family = with_other_letters(seed, t->family, a);
		t->given = draw(seed, 3) ? (struct slice){0} : t->given;
	}
	static const char *const sexes[] = {"M", "F", "X", ""};
	t->sex = slice_of(sexes[draw(seed, 4)]);
	if (draw(seed, 5))
		t->birth_date = random_date(seed);
	if (e->birth_dates.first && draw(seed, 2))
		t->birth_date = e->birth_dates.first->from;
	if (t->birth_date.year && draw(seed, 6) == 0) { /* known to the month, or the year */
		bool year = draw(seed, 2);
		t->birth_date.day = 1;
		t->birth_date.month = year ? 1 : t->birth_date.month;
		t->birth_date_last = date_from_days(date_days(t->birth_date) + (year ? 364 : 27));
	}
	t->documents = d;
	t->document_count = draw(seed, 2);
	random_document(seed, a, &d->type, &d->number, &d->issuer);
}

static const struct screen_match *match_of(const screen_matches *m, struct slice id)
{
	LIST_EACH(const struct screen_match, x, m)
	{
		if (slice_eq(x->entry_id, id))
			return x;
	}
	return NULL;
}

static void check(const list_entries *entries, const struct name *names,
		  const struct screen_traveller *t, const screen_matches *found, struct arena *a,
		  unsigned alerts[4])
{
	struct name *mine = ARENA_NEW(a, struct name);
	name_read_traveller(t->family, t->given, t->middle, mine);
	unsigned expected = 0;
	LIST_EACH(const struct list_entry, e, entries)
	{
		struct verdict v = judge(e, names, t, mine);
		names += e->names.count;
		const struct screen_match *m = match_of(found, e->id);
		if ((v.outcome >= 0) != (m != NULL))
			fail_msg("%.*s / %.*s: oracle %d, index %s", SLICE_ARG(t->family),
				 SLICE_ARG(t->given), v.outcome, m ? "finds it" : "misses it");
		if (!m)
			continue;
		expected++;
		alerts[v.outcome]++;
		alerts[3] += v.document;
		if ((int)m->outcome != v.outcome || m->score_permille != v.score ||
		    (strcmp(m->method, "document") == 0) != v.document)
			fail_msg("%.*s / %.*s: oracle %d %d, index %d %d", SLICE_ARG(t->family),
				 SLICE_ARG(t->given), v.outcome, v.score, (int)m->outcome,
				 m->score_permille);
	}
	assert_int_equal(found->count, expected);
}

/* All names of all entries, in their order. */
static const struct name *read_names(const list_entries *entries, struct arena *a)
{
	size_t count = 0;
	LIST_EACH(const struct list_entry, e, entries)
	count += e->names.count;
	struct name *names = arena_alloc(a, (count + 1) * sizeof *names);
	struct name *next = names;
	assert_non_null(names);
	LIST_EACH(const struct list_entry, e, entries)
	LIST_EACH(const struct list_name, n, &e->names)
	name_read(n->name, next++);
	return names;
}

static void the_index_finds_what_exhaustive_comparison_finds(void **state)
{
	(void)state;
	unsigned alerts[4] = {0};
	const char *more = getenv("SCREEN_ORACLE_ROUNDS"); /* 9,000 pairs each */
	uint64_t rounds = 20;
	if (more)
		assert_true(slice_u64(slice_of(more), &rounds));
	for (uint32_t round = 1; round <= rounds; round++) {
		uint32_t seed = round * 7919;
		struct arena *a = arena_new(1 << 26);
		list_entries entries = {0};
		for (unsigned i = 0; i < 150; i++) {
			struct list_entry *e = LIST_ADD(&entries, a, struct list_entry);
			e->id = arena_printf(a, "E%u", i);
			random_entry(&seed, a, e);
		}
		struct screen_list list = {
			.id = 1, .version = 1, .kind = LIST_PERSONS, .entries = &entries};
		struct screen_index *x = screen_index_new(&list, 1);
		assert_non_null(x);
		const struct name *names = read_names(&entries, a);
		for (unsigned i = 0; i < 60; i++) {
			struct screen_traveller t;
			struct screen_document d;
			random_traveller(&seed, a, &entries, &t, &d);
			screen_matches found = {0};
			screen_traveller(x, &t, a, &found);
			check(&entries, names, &t, &found, a, alerts);
		}
		assert_false(arena_failed(a));
		screen_index_free(x);
		arena_free(a);
	}
	for (unsigned i = 0; i < 4; i++) /* every outcome was there to be compared */
		assert_true(alerts[i] >= 10);
}

int main(void)
{
	crypto_start();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_index_finds_what_exhaustive_comparison_finds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
