/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/evidence.h"

#include "screen/country.h"

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

/* ---- sex and nationality ---- */

static enum field_evidence compare_sex(struct slice a, struct slice b)
{
	bool known = (slice_is(a, "M") || slice_is(a, "F")) &&
		     (slice_is(b, "M") || slice_is(b, "F"));
	if (!known)
		return FIELD_ABSENT;
	return slice_eq(a, b) ? FIELD_AGREES : FIELD_DIFFERS;
}

static struct slice state(struct slice s)
{
	struct slice code = country_code(s);
	return slice_present(code) ? code : s;
}

static enum field_evidence compare_nationality(struct slice mine, const struct list_entry *entry)
{
	if (!slice_present(mine) || !entry->nationalities.first)
		return FIELD_ABSENT;
	LIST_EACH(const struct list_value, v, &entry->nationalities)
	{
		if (slice_eq(state(v->value), state(mine)))
			return FIELD_AGREES;
	}
	return FIELD_DIFFERS;
}

struct evidence evidence_begin(const struct index_entry *entry, const struct screen_traveller *t)
{
	return (struct evidence){
		.entry = entry,
		.birth = birth_compare(t, entry->entry),
		.sex = compare_sex(t->sex, entry->entry->sex),
		.nationality = compare_nationality(t->nationality, entry->entry),
		.place = place_compare(t->place_of_birth, entry->entry->places_of_birth.first)};
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
	return outcome == OUTCOME_MATCH && e->sex == FIELD_DIFFERS ? OUTCOME_POSSIBLE : outcome;
}

/* ---- the score ---- */

/* What each piece of evidence is worth, in tenths of powers of ten: how much more often
 * it is seen of a listed person than of somebody else (docs/evaluation.md). */
static int between(int x, int from, int to, int low, int high)
{
	return low + (high - low) * (x - from) / (to - from);
}

static int name_points(const struct evidence *e)
{
	int s = (int)e->score.permille;
	unsigned strength = e->name ? name_strength(&e->score, e->name->published->quality)
				    : NAME_NONE;
	if (strength == NAME_NONE)
		return 0;
	int points = s >= NAME_STRONG_PERMILLE ? between(s, NAME_STRONG_PERMILLE, 1000, 37, 43)
		     : s >= NAME_NEAR_PERMILLE
			     ? between(s, NAME_NEAR_PERMILLE, NAME_STRONG_PERMILLE, 27, 37)
			     : between(s, NAME_LEAST_PERMILLE, NAME_NEAR_PERMILLE, 20, 27);
	/* One word, or a name that the list is not sure of. */
	return s >= NAME_NEAR_PERMILLE && strength == NAME_LOOSE ? points - 12 : points;
}

static int document_points(const struct evidence *e, enum document_agreement agreement)
{
	static const int points[] = {[DOCUMENT_NOTHING] = 0,
				     [DOCUMENT_POSSIBLE] = 50,
				     [DOCUMENT_NEARLY] = 65,
				     [DOCUMENT_SAME] = 90};
	return e->document && e->comparison.issuer == ISSUER_DIFFERS && agreement
		       ? 30
		       : points[agreement];
}

/* Halved, so that scores spread: 1000 / (1 + 10 ^ ((55 - points) / 20)), each ten points. */
static int score_of(int points)
{
	static const int table[] = {2,   6,   17,  53,  151, 360,  640, 849,
				    947, 983, 994, 998, 999, 1000, 1000};
	const int last = (int)(sizeof table / sizeof table[0]) - 1;
	if (points <= 0)
		return table[0];
	int step = points / 10;
	return step >= last
		       ? table[last]
		       : between(points, step * 10, step * 10 + 10, table[step], table[step + 1]);
}

static int evidence_score(const struct evidence *e, enum document_agreement agreement)
{
	static const int birth_points[] = {[BIRTH_DIFFERS] = -25,
					   [BIRTH_ABSENT] = 0,
					   [BIRTH_SLIP] = 12,
					   [BIRTH_SPAN] = 15,
					   [BIRTH_AGREES] = 43};
	static const int sex_points[] = {
		[FIELD_ABSENT] = 0, [FIELD_DIFFERS] = -12, [FIELD_AGREES] = 2};
	static const int nationality_points[] = {
		[FIELD_ABSENT] = 0, [FIELD_DIFFERS] = -6, [FIELD_AGREES] = 6};
	static const int place_points[] = {
		[PLACE_DIFFERS] = -4, [PLACE_ABSENT] = 0, [PLACE_STATE] = 2, [PLACE_AGREES] = 10};
	int person = birth_points[e->birth.relation] + sex_points[e->sex] +
		     nationality_points[e->nationality] + place_points[e->place.relation];
	if (agreement == DOCUMENT_SAME && person < 0)
		person = 0; /* who uses another's document says another's birth date, or the own */
	return score_of(name_points(e) + document_points(e, agreement) + person);
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
	enum document_agreement agreement = document_agreement(e);
	int score = evidence_score(e, agreement);
	struct decision by_name = {.method = "name"};
	int outcome = name_outcome(e);
	if (outcome != NO_ALERT)
		by_name = (struct decision){true, (enum screen_outcome)outcome, "name", score};
	if (agreement == DOCUMENT_NOTHING)
		return by_name;
	struct decision by_document = {
		true, agreement == DOCUMENT_SAME ? OUTCOME_MATCH : OUTCOME_POSSIBLE, "document",
		score};
	return by_name.alerts && by_name.outcome < by_document.outcome ? by_name : by_document;
}
