/* SPDX-License-Identifier: Apache-2.0
 *
 * The index against exhaustive comparison. The oracle below follows
 * docs/watchlists.md as plainly as it can be written: every entry, every name,
 * every pair of words, no filters, its own counts and weights of words, distance,
 * pairing, dates and table of outcomes. Only the reading of names into words and keys, and of document numbers
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

/* ---- how rare words are ---- */

/* Readings of all names of a list. */
struct readings {
	const struct name *names;
	unsigned names_count;
};

/* How many readings have the spelling key of `u`, or its class of spellings if those are
 * more. A unit that is there again, in another class, is the same reading. */
static uint64_t having(const struct readings *all, const struct name_unit *u)
{
	uint64_t same = 0;
	uint64_t family = 0;
	for (unsigned i = 0; i < all->names_count; i++)
		for (unsigned k = 0; k < all->names[i].unit_count; k++) {
			const struct name_unit *x = &all->names[i].units[k];
			bool again = k > 0 && x->words == x[-1].words &&
				     !strcmp(x->text, x[-1].text);
			bool spelling = u->sig.family > 0 && u->sig.family < 16384;
			same += !x->sig.glued && !again && strcmp(x->sound, u->sound) == 0;
			family += !x->sig.glued && spelling && x->sig.family == u->sig.family;
		}
	return same > family ? same : family;
}

/* 1000 where fewer than one of 4,096 have it, 80 less with each doubling. */
static int weight(const struct readings *all, const struct name_unit *u)
{
	uint64_t n = having(all, u);
	int w = 1000;
	for (int step = 12; step >= 4; step--)
		if (n << step >= all->names_count + 65536)
			w -= 80;
	return w;
}

/* A name, and for each of its words the weight of its commonest reading. */
struct weighed {
	const struct name *name;
	int weights[NAME_WORDS_MAX];
	int all;
};

static struct weighed weigh(const struct readings *all, const struct name *n)
{
	struct weighed w = {.name = n};
	for (unsigned word = 0; word < NAME_WORDS_MAX; word++) {
		int least = 0;
		for (unsigned i = 0; i < n->unit_count; i++) {
			if (n->units[i].sig.glued || n->units[i].words != 1U << word)
				continue;
			int mine = weight(all, &n->units[i]);
			least = least == 0 || mine < least ? mine : least;
		}
		w.weights[word] = least;
		w.all += least;
	}
	return w;
}

static int weight_of(const struct weighed *w, unsigned words)
{
	int sum = 0;
	for (unsigned i = 0; i < NAME_WORDS_MAX; i++)
		sum += words >> i & 1 ? w->weights[i] : 0;
	return sum;
}

/* The best pair again and again; larger covers first among equals. */
static struct named compare_names(const struct weighed *wa, const struct weighed *wb)
{
	const struct name *a = wa->name;
	const struct name *b = wb->name;
	unsigned used_a = 0;
	unsigned used_b = 0;
	int sum = 0;
	int words_a = 0;
	int words_b = 0;
	static int pairs[NAME_UNITS_MAX][NAME_UNITS_MAX];
	for (unsigned i = 0; i < a->unit_count; i++)
		for (unsigned j = 0; j < b->unit_count; j++)
			pairs[i][j] = alike(&a->units[i], &b->units[j]);
	for (;;) {
		int best = 0;
		const struct name_unit *p = NULL;
		const struct name_unit *q = NULL;
		for (unsigned i = 0; i < a->unit_count; i++)
			for (unsigned j = 0; j < b->unit_count; j++) {
				const struct name_unit *x = &a->units[i];
				const struct name_unit *y = &b->units[j];
				int s = pairs[i][j];
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
		sum += best / 100 * (weight_of(wa, p->words) + weight_of(wb, q->words));
		words_a += bits(p->words & a->ordinary);
		words_b += bits(q->words & b->ordinary);
		used_a |= p->words;
		used_b |= q->words;
	}
	int all = wa->all + wb->all;
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

/* ---- the score, in tenths of powers of ten ---- */

static double line(double x, double from, double to, double low, double high)
{
	return (int)(low + (high - low) * (x - from) / (to - from));
}

static int name_worth(struct named n, enum name_quality quality)
{
	enum strength s = strength_of(n, quality);
	if (s == NONE)
		return 0;
	if (n.score < 750)
		return (int)line(n.score, 650, 750, 20, 27);
	double worth = n.score < 880 ? line(n.score, 750, 880, 27, 37)
				     : line(n.score, 880, 1000, 37, 43);
	return (int)worth - (s == LOOSE ? 12 : 0);
}

static int score_of(int worth)
{
	static const int at[] = {2,   6,   17,  53,  151, 360,  640, 849,
				 947, 983, 994, 998, 999, 1000, 1000};
	if (worth <= 0)
		return 2;
	if (worth >= 140)
		return 1000;
	return at[worth / 10] + (at[worth / 10 + 1] - at[worth / 10]) * (worth % 10) / 10;
}

static struct verdict by_name(struct named n, enum name_quality quality, enum birth birth,
			      bool sex_differs)
{
	enum strength s = strength_of(n, quality);
	struct verdict v = {.outcome = -1};
	if (s == STRONG && birth == SAME_DAY && !sex_differs)
		v.outcome = OUTCOME_MATCH;
	else if ((s != NONE && birth == SAME_DAY) || (s >= NEAR && birth == SPAN) ||
		 (s == STRONG && birth == SLIP))
		v.outcome = OUTCOME_POSSIBLE;
	else if (s == STRONG && birth == UNKNOWN_DATE)
		v.outcome = OUTCOME_UNDETERMINED;
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
				  enum birth birth, int *worth)
{
	static const int worths[] = {90, 65, 50};
	*worth = 0;
	if (elsewhere && (!same_type || s < NEAR))
		return (struct verdict){.outcome = -1};
	if (elsewhere) {
		*worth = 30;
		return (struct verdict){.outcome = OUTCOME_POSSIBLE, .document = true};
	}
	if (doubts > 2)
		return (struct verdict){.outcome = -1};
	if (doubts > 0 && (s >= LOOSE || birth == SAME_DAY))
		doubts--;
	*worth = worths[doubts];
	return (struct verdict){.outcome = doubts == 0 ? OUTCOME_MATCH : OUTCOME_POSSIBLE,
				.document = true};
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

/* Places here are a town, a State by its code, or both with a comma between them. */
static int place_worth(const struct list_entry *e, struct slice mine)
{
	int best = -4;
	if (!mine.n || !e->places_of_birth.count)
		return 0;
	LIST_EACH(const struct list_value, v, &e->places_of_birth)
	{
		bool same_town = false;
		bool towns = !ascii_upper(mine.p[1]) && !ascii_upper(v->value.p[1]);
		bool states = ascii_upper(mine.p[mine.n - 1]) &&
			      ascii_upper(v->value.p[v->value.n - 1]);
		bool same_state = states && mine.p[mine.n - 1] == v->value.p[v->value.n - 1];
		if (towns) /* they begin with different letters */
			same_town = mine.p[0] == v->value.p[0];
		int worth = states && !same_state ? -4
			    : same_town           ? 10
			    : same_state          ? 2
			    : towns               ? -4
						  : 0;
		best = worth > best ? worth : best;
	}
	return best;
}

/* Birth date, sex, nationality and place of birth. */
static int other_worth(const struct list_entry *e, const struct screen_traveller *t,
		       enum birth birth)
{
	static const int births[] = {-25, 0, 12, 15, 43};
	int worth = births[birth];
	if (sex_known(t->sex) && sex_known(e->sex))
		worth += slice_eq(t->sex, e->sex) ? 2 : -12;
	worth += place_worth(e, t->place_of_birth);
	if (!t->nationality.n || !e->nationalities.count)
		return worth;
	bool same = false;
	LIST_EACH(const struct list_value, v, &e->nationalities)
	{
		same |= slice_eq(v->value, t->nationality); /* all are alpha-3 here */
	}
	return worth + (same ? 6 : -6);
}

/* `names` are those of the entry, read. */
static struct verdict judge(const struct list_entry *e, const struct weighed *names,
			    const struct screen_traveller *t, const struct weighed *mine)
{
	bool elsewhere = false;
	bool same_type = false;
	int doubts = best_document(e, t, &elsewhere, &same_type);
	enum birth birth = compare_birth(t, e);
	bool sex = sex_known(t->sex) && sex_known(e->sex) && !slice_eq(t->sex, e->sex);
	int others = other_worth(e, t, birth);
	int worth = 0;
	struct verdict best = {.outcome = -1};
	if (doubts >= 0) {
		best = by_document(doubts, elsewhere, same_type, NONE, birth, &worth);
		best.score = score_of((worth == 90 && others < 0 ? 0 : others) + worth);
	}
	LIST_EACH(const struct list_name, n, &e->names)
	{
		const struct weighed *theirs = names++;
		if (!theirs->name->unit_count)
			continue;
		struct named score = compare_names(mine, theirs);
		struct verdict v = by_name(score, n->quality, birth, sex);
		if (doubts >= 0) {
			struct verdict d = by_document(doubts, elsewhere, same_type,
						       strength_of(score, n->quality), birth,
						       &worth);
			if (d.outcome >= 0 && (v.outcome < 0 || d.outcome <= v.outcome))
				v = d;
		}
		v.score = score_of((worth == 90 && others < 0 ? 0 : others) + worth +
				   name_worth(score, n->quality));
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

static struct slice random_place(uint32_t *seed)
{
	static const char *const places[] = {"Quibbleton, UTO",
					     "Zorraville, KEN",
					     "Mudford, UTO",
					     "Quibbleton",
					     "Zorraville",
					     "KEN",
					     "UTO",
					     "Zorraville, UTO"};
	return slice_of(places[draw(seed, sizeof places / sizeof places[0])]);
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
	for (uint32_t n = draw(seed, 3); n > 0; n--) {
		struct list_value *state = LIST_ADD(&e->nationalities, a, struct list_value);
		state->value = draw(seed, 2) ? SLICE("KEN") : SLICE("UTO");
	}
	for (uint32_t n = draw(seed, 3); n > 0; n--) {
		struct list_value *place = LIST_ADD(&e->places_of_birth, a, struct list_value);
		place->value = random_place(seed);
	}
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
	t->nationality = draw(seed, 2) ? SLICE("UTO") : (struct slice){0};
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
	if (draw(seed, 2))
		t->place_of_birth = random_place(seed);
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

/* A list, read. */
struct listed {
	list_entries entries;
	struct readings readings;
	struct weighed *names; /* of all entries, in their order */
};

static void check(const struct listed *list, const struct screen_traveller *t,
		  const screen_matches *found, struct arena *a, unsigned alerts[4])
{
	const list_entries *entries = &list->entries;
	const struct weighed *names = list->names;
	struct name *read = ARENA_NEW(a, struct name);
	name_read_traveller(t->family, t->given, t->middle, read);
	const struct weighed mine = weigh(&list->readings, read);
	unsigned expected = 0;
	LIST_EACH(const struct list_entry, e, entries)
	{
		struct verdict v = judge(e, names, t, &mine);
		names += e->names.count;
		const struct screen_match *m = match_of(found, e->id);
		if ((v.outcome >= 0) != (m != NULL))
			fail_msg("%.*s / %.*s (%.*s): oracle %d, index %s", SLICE_ARG(t->family),
				 SLICE_ARG(t->given), SLICE_ARG(e->id), v.outcome,
				 m ? "finds it" : "misses it");
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

static void read_names(struct listed *list, struct arena *a)
{
	size_t count = 0;
	LIST_EACH(const struct list_entry, e, &list->entries)
	count += e->names.count;
	struct name *names = arena_alloc(a, (count + 1) * sizeof *names);
	list->names = arena_alloc(a, (count + 1) * sizeof *list->names);
	assert_non_null(names);
	assert_non_null(list->names);
	unsigned n = 0;
	LIST_EACH(const struct list_entry, e, &list->entries)
	LIST_EACH(const struct list_name, name, &e->names)
	name_read(name->name, &names[n++]);
	list->readings = (struct readings){names, n};
	for (unsigned i = 0; i < n; i++)
		list->names[i] = weigh(&list->readings, &names[i]);
}

/* ---- an index in each of the ways that it comes about ---- */

enum way { BUILT, CHANGED, LOADED, WAYS };

static void add_copy(list_entries *to, struct arena *a, const struct list_entry *e)
{
	struct list_entry *copy = LIST_ADD(to, a, struct list_entry);
	*copy = *e;
	copy->next = NULL;
}

static struct screen_index *build(const list_entries *entries)
{
	struct screen_list list = {.id = 1, .version = 1, .kind = LIST_PERSONS, .entries = entries};
	struct screen_index *x = screen_index_new(&list, 1);
	assert_non_null(x);
	return x;
}

/* Some entries are there from the beginning; others come in two changes, and what had their
 * ids before, or is no more, goes. */
static struct screen_index *build_by_changes(uint32_t *seed, const list_entries *all,
					     struct arena *a)
{
	list_entries parts[3] = {{0}};
	struct slice removed[2][40];
	unsigned counts[2] = {0};
	LIST_EACH(const struct list_entry, e, all)
	{
		uint32_t part = draw(seed, 6);
		add_copy(&parts[part < 3 ? part : 0], a, e);
		for (unsigned k = 0; k < 2; k++) {
			if (draw(seed, 8) || counts[k] == 40 || part >= 3 || part <= k)
				continue;
			struct list_entry *other = LIST_ADD(&parts[k], a, struct list_entry);
			random_entry(seed, a, other);
			other->id = draw(seed, 2) ? e->id : arena_printf(a, "G%u", counts[k]);
			removed[k][counts[k]++] = other->id;
		}
	}
	struct screen_index *x = build(&parts[0]);
	for (unsigned k = 0; k < 2; k++) {
		struct screen_change c = {.list_id = 1,
					  .version = 2 + k,
					  .removed = removed[k],
					  .removed_count = counts[k],
					  .added = &parts[k + 1]};
		struct screen_index *next = screen_index_changed(x, &c);
		assert_non_null(next);
		screen_index_free(x);
		x = next;
	}
	return x;
}

static const unsigned char image_key[32] = {7, 1, 4};

static unsigned char *image_of(const struct screen_index *x, size_t *size)
{
	*size = screen_index_image_bytes(x);
	unsigned char *image = aligned_alloc(64, *size);
	assert_non_null(image);
	screen_index_image_write(x, SLICE("version 1"), image_key, image);
	return image;
}

static struct screen_index *load(const unsigned char *image, size_t size, const char *about)
{
	return screen_index_image_load((struct slice){(const char *)image, size}, slice_of(about),
				       image_key);
}

/* `image` holds what the index is made of, or is NULL. */
static struct screen_index *index_in_way(enum way way, uint32_t *seed, const list_entries *all,
					 struct arena *a, unsigned char **image)
{
	*image = NULL;
	if (way == CHANGED)
		return build_by_changes(seed, all, a);
	struct screen_index *x = build(all);
	if (way == BUILT)
		return x;
	size_t size;
	*image = image_of(x, &size);
	screen_index_free(x);
	x = load(*image, size, "version 1");
	assert_non_null(x);
	return x;
}

static void the_index_finds_what_exhaustive_comparison_finds(void **state)
{
	(void)state;
	unsigned alerts[4] = {0};
	const char *more = getenv("SCREEN_ORACLE_ROUNDS"); /* 9,000 pairs each */
	const char *from = getenv("SCREEN_ORACLE_FROM");   /* the first round */
	uint64_t rounds = 21;
	uint64_t first = 1;
	if (more)
		assert_true(slice_u64(slice_of(more), &rounds));
	if (from)
		assert_true(slice_u64(slice_of(from), &first));
	for (uint32_t round = (uint32_t)first; round < first + rounds; round++) {
		uint32_t seed = round * 7919;
		struct arena *a = arena_new(1 << 26);
		struct listed all = {.names = NULL};
		unsigned char *image;
		for (unsigned i = 0; i < 150; i++) {
			struct list_entry *e = LIST_ADD(&all.entries, a, struct list_entry);
			e->id = arena_printf(a, "E%u", i);
			random_entry(&seed, a, e);
		}
		struct screen_index *x =
			index_in_way((enum way)(round % WAYS), &seed, &all.entries, a, &image);
		read_names(&all, a);
		for (unsigned i = 0; i < 60; i++) {
			struct screen_traveller t;
			struct screen_document d;
			random_traveller(&seed, a, &all.entries, &t, &d);
			screen_matches found = {0};
			screen_traveller(x, &t, a, &found);
			check(&all, &t, &found, a, alerts);
		}
		assert_false(arena_failed(a));
		screen_index_free(x);
		free(image);
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
