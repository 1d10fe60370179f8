/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/evidence.h"

/* ---- birth dates ---- */

static bool one_digit_off(struct date a, struct date b)
{
	char x[DATE_TEXT];
	char y[DATE_TEXT];
	date_write(a, x);
	date_write(b, y);
	unsigned different = 0;
	for (size_t i = 0; i < DATE_TEXT - 1; i++)
		different += x[i] != y[i];
	return different == 1;
}

static bool day_and_month_exchanged(struct date a, struct date b)
{
	return a.year == b.year && a.month == b.day && a.day == b.month && a.day != a.month;
}

static bool is_new_year(struct date d)
{
	return d.month == 1 && d.day == 1;
}

static struct birth_evidence slip(struct date d, const struct list_birth_date *b)
{
	struct birth_evidence out = {.relation = BIRTH_SLIP, .date = b};
	if (day_and_month_exchanged(d, b->from))
		out.note = "day and month exchanged";
	else if (one_digit_off(d, b->from))
		out.note = "one digit differs";
	else if (d.year == b->from.year && (is_new_year(d) || is_new_year(b->from)))
		out.note = "same year; 1 January often stands for a day that is not known";
	else
		out.relation = BIRTH_DIFFERS;
	return out;
}

static bool within(struct date d, struct date from, struct date to)
{
	return date_cmp(from, d) <= 0 && date_cmp(d, to) <= 0;
}

struct date birth_last(const struct screen_traveller *t)
{
	return date_present(t->birth_date_last) ? t->birth_date_last : t->birth_date;
}

/* A traveller's date that is not known to the day. */
static struct birth_evidence compare_span(const struct screen_traveller *t,
					  const struct list_birth_date *b)
{
	struct date from = b->from;
	struct date to = b->to;
	if (b->approximate) {
		from.year = (int16_t)(from.year - CIRCA_YEARS);
		to.year = (int16_t)(to.year + CIRCA_YEARS);
	}
	bool meet = date_cmp(t->birth_date, to) <= 0 && date_cmp(from, birth_last(t)) <= 0;
	return (struct birth_evidence){
		.relation = meet ? BIRTH_SPAN : BIRTH_DIFFERS,
		.date = b,
		.note = meet ? "the traveller's is not known to the day, and can be the listed one"
			     : NULL};
}

static struct birth_evidence compare_day(struct date d, const struct list_birth_date *b)
{
	struct birth_evidence out = {.relation = BIRTH_SPAN, .date = b};
	bool one_day = date_cmp(b->from, b->to) == 0;
	struct date from = b->from;
	struct date to = b->to;
	if (one_day && !b->approximate)
		return date_cmp(d, from) == 0
			       ? (struct birth_evidence){.relation = BIRTH_AGREES, .date = b}
			       : slip(d, b);
	out.note = "within the span on the list";
	if (within(d, from, to))
		return out;
	out.note = "within two years of an approximate date";
	from.year = (int16_t)(from.year - CIRCA_YEARS);
	to.year = (int16_t)(to.year + CIRCA_YEARS);
	if (b->approximate && within(d, from, to))
		return out;
	return (struct birth_evidence){.relation = BIRTH_DIFFERS, .date = b};
}

static struct birth_evidence compare_one(const struct screen_traveller *t,
					 const struct list_birth_date *b)
{
	bool day = date_cmp(birth_last(t), t->birth_date) == 0;
	return day ? compare_day(t->birth_date, b) : compare_span(t, b);
}

struct birth_evidence birth_compare(const struct screen_traveller *t,
				    const struct list_entry *entry)
{
	struct birth_evidence best = {.relation = BIRTH_ABSENT};
	if (!date_present(t->birth_date) || !entry->birth_dates.first)
		return best;
	best = compare_one(t, entry->birth_dates.first);
	LIST_EACH(const struct list_birth_date, b, &entry->birth_dates)
	{
		struct birth_evidence other = compare_one(t, b);
		if (other.relation > best.relation)
			best = other;
	}
	return best;
}

/* ---- names ---- */

enum name_strength name_strength(const struct name_score *s, enum name_quality quality)
{
	unsigned words = s->words_a < s->words_b ? s->words_a : s->words_b;
	if (s->permille < NAME_LEAST_PERMILLE || words == 0)
		return NAME_NONE;
	if (words == 1) /* one word is a name that many share */
		return s->permille >= NAME_STRONG_PERMILLE ? NAME_LOOSE : NAME_NONE;
	if (quality == NAME_LOW)
		return NAME_LOOSE;
	if (s->permille >= NAME_STRONG_PERMILLE)
		return NAME_STRONG;
	return s->permille >= NAME_NEAR_PERMILLE ? NAME_NEAR : NAME_LOOSE;
}

/* ---- outcomes ---- */

/* Outcomes by strength of the name and relation of the birth dates. */
#define NO_ALERT (-1)

static int name_outcome(const struct evidence *e)
{
	static const int table[][BIRTH_AGREES + 1] = {
		/* in the order of enum birth_relation: differs absent slip span agrees */
		[NAME_NONE] = {NO_ALERT, NO_ALERT, NO_ALERT, NO_ALERT, NO_ALERT},
		[NAME_LOOSE] = {NO_ALERT, NO_ALERT, NO_ALERT, NO_ALERT, OUTCOME_POSSIBLE},
		[NAME_NEAR] = {NO_ALERT, NO_ALERT, NO_ALERT, OUTCOME_POSSIBLE, OUTCOME_POSSIBLE},
		[NAME_STRONG] = {NO_ALERT, OUTCOME_UNDETERMINED, OUTCOME_POSSIBLE, OUTCOME_POSSIBLE,
				 OUTCOME_MATCH},
	};
	if (!e->name)
		return NO_ALERT;
	enum name_strength strength = name_strength(&e->score, e->name->published->quality);
	int outcome = table[strength][e->birth.relation];
	return outcome == OUTCOME_MATCH && e->sex_differs ? OUTCOME_POSSIBLE : outcome;
}

static int name_points(const struct evidence *e)
{
	static const int birth_points[] = {[BIRTH_DIFFERS] = 0,
					   [BIRTH_ABSENT] = 120,
					   [BIRTH_SLIP] = 240,
					   [BIRTH_SPAN] = 280,
					   [BIRTH_AGREES] = 400};
	int name = (int)e->score.permille;
	if (e->name->published->quality == NAME_LOW)
		name = name * 9 / 10;
	int points = name * 6 / 10 + birth_points[e->birth.relation] - (e->sex_differs ? 100 : 0);
	return points < 0 ? 0 : points;
}

/* What the document says, with what name and birth date add to it. */
static enum document_agreement document_agreement(const struct evidence *e)
{
	const struct document_comparison *c = &e->comparison;
	enum name_strength strength =
		e->name ? name_strength(&e->score, e->name->published->quality) : NAME_NONE;
	if (!e->document)
		return DOCUMENT_NOTHING;
	if (c->issuer == ISSUER_DIFFERS)
		return c->type_agrees && strength >= NAME_NEAR ? DOCUMENT_POSSIBLE
							       : DOCUMENT_NOTHING;
	bool person = strength >= NAME_LOOSE || e->birth.relation == BIRTH_AGREES;
	if (c->agreement == DOCUMENT_NOTHING || c->agreement == DOCUMENT_SAME || !person)
		return c->agreement;
	return (enum document_agreement)(c->agreement + 1);
}

bool decision_better(const struct decision *a, const struct decision *b)
{
	if (a->alerts != b->alerts)
		return a->alerts;
	if (a->outcome != b->outcome)
		return a->outcome < b->outcome;
	return a->score_permille > b->score_permille;
}

struct decision evidence_decide(const struct evidence *e)
{
	static const int document_points[] = {[DOCUMENT_NOTHING] = 0,
					      [DOCUMENT_POSSIBLE] = 700,
					      [DOCUMENT_NEARLY] = 850,
					      [DOCUMENT_SAME] = 1000};
	struct decision by_name = {.method = "name"};
	int outcome = name_outcome(e);
	if (outcome != NO_ALERT)
		by_name = (struct decision){true, (enum screen_outcome)outcome, "name",
					    name_points(e)};
	enum document_agreement agreement = document_agreement(e);
	if (agreement == DOCUMENT_NOTHING)
		return by_name;
	struct decision by_document = {
		true, agreement == DOCUMENT_SAME ? OUTCOME_MATCH : OUTCOME_POSSIBLE, "document",
		document_points[agreement]};
	return decision_better(&by_name, &by_document) ? by_name : by_document;
}
