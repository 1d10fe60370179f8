/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/parts.h"

#include <string.h>

#define LISTED_DAYS_MOST 2000
#define EXPIRES_DAYS 800

/* Birth dates count back from here, so that lists stay true whenever the
 * flights of the same seed take place. */
static const struct date born_before = {2008, 1, 1};

static const struct culture *culture_of(const char *nationality)
{
	for (unsigned i = 0; i < culture_count; i++) {
		if (strcmp(cultures[i].nationality, nationality) == 0)
			return &cultures[i];
	}
	return &cultures[0];
}

/* A flight that takes place. */
static unsigned flight_near(const struct simulate_plan *plan, unsigned index)
{
	for (unsigned i = 0; i < plan->flights; i++) {
		unsigned at = (index + i) % plan->flights;
		if (!flight_make(plan, at).cancelled)
			return at;
	}
	return index;
}

static struct date day_plus(struct date d, int32_t days)
{
	return date_from_days(date_days(d) + days);
}

/* "QUIBBLEDORN" becomes "Quibbledorn", "VAN DONDERSTEEN" "Van Dondersteen". */
static const char *capitalised(struct arena *a, const char *s)
{
	struct slice copy = arena_copy(a, slice_of(s));
	char *p = copy.p ? arena_alloc(a, copy.n + 1) : NULL;
	if (!p)
		return "";
	for (size_t i = 0; i < copy.n; i++)
		p[i] = i > 0 && ascii_alpha(copy.p[i - 1]) ? ascii_to_lower(copy.p[i]) : copy.p[i];
	return p;
}

/* With a zero, so that WAY_DOCUMENT_LETTER has something to write as O. */
static const char *listed_document(struct arena *a, struct random *r, const struct culture *c)
{
	const char *prefix = strlen(c->prefix) ? c->prefix : "Q";
	return arena_cstr(
		a, arena_printf(a, "%s0%s1", prefix, text_number(a, random_below(r, 100000), 5)));
}

static const char *false_name(unsigned index)
{
	unsigned count = 0;
	while (false_names[count])
		count++;
	return false_names[index / WAY_COUNT % count];
}

/* Whom the index-th way concerns: one spelled otherwise for WAY_SPELLING. */
static const struct listed_name *name_for(const struct sim_interest *i, unsigned index)
{
	unsigned turn = index / WAY_COUNT;
	if (i->way == WAY_SPELLING)
		return &transliterated_names[turn % transliterated_name_count];
	unsigned way = i->way > WAY_SPELLING ? i->way - 1u : i->way;
	return &listed_names[(turn * (WAY_COUNT - 1) + way) % listed_name_count];
}

bool interest_make(const struct simulate_plan *plan, unsigned index, struct arena *a,
		   struct sim_interest *out)
{
	struct random r = random_for(plan->seed, STREAM_INTEREST, index);
	*out = (struct sim_interest){.way = (enum sim_way)(index % WAY_COUNT)};
	/* Spread over the flights, so that some come early and some late. */
	unsigned share = (unsigned)((uint64_t)plan->flights * (index * 5u % plan->interests) /
				    plan->interests);
	out->flight[0] = flight_near(plan, share + random_below(&r, 3));
	out->flight[1] = out->flight[0];
	if (out->way == WAY_TWICE)
		out->flight[1] = flight_near(plan, out->flight[0] + 1 + plan->flights / 3);
	const struct listed_name *name = name_for(out, index);
	const struct culture *c = culture_of(name->nationality);
	out->person = (struct sim_person){
		.family = name->family,
		.given = name->given,
		.title = name->sex[0] == 'M' ? "MR" : "MS",
		.sex = name->sex,
		.nationality = name->nationality,
	};
	out->person.birth = day_plus(born_before, -(int32_t)random_between(&r, 700, 17000));
	out->person.document = listed_document(a, &r, c);
	out->person.expires =
		day_plus(date_of_instant(plan->from_at), (int32_t)random_between(&r, 200, 3000));
	out->listed_birth = out->person.birth;
	if (out->way == WAY_OTHER_BIRTH || out->way == WAY_DOCUMENT_LETTER)
		out->listed_birth =
			day_plus(out->person.birth, -(int32_t)random_between(&r, 2000, 5000));
	out->listed_name = out->way == WAY_DOCUMENT_LETTER ? false_name(index) : name->listed;
	return !arena_failed(a);
}

/* ---- lists ---- */

struct lists {
	const struct simulate_plan *plan;
	struct arena *a;
	struct buf *persons, *documents;
	unsigned number;
};

static const char *with_letters(struct arena *a, const char *number)
{
	char *p = arena_alloc(a, strlen(number) + 1);
	if (!p)
		return "";
	for (size_t i = 0; number[i]; i++)
		p[i] = number[i] == '0' ? 'O' : number[i] == '1' ? 'I' : number[i];
	return p;
}

static const char *reason_of(unsigned number)
{
	static const char *const reasons[] = {
		"invented: trafficking in human beings",  "invented: terrorist financing",
		"invented: trafficking in unicorn ivory", "invented: fraud with magic carpets",
		"invented: sought as a witness",          "invented: smuggling of moonlight",
	};
	return reasons[number % (sizeof reasons / sizeof reasons[0])];
}

static const char *measure_of(unsigned number)
{
	static const char *const measures[] = {"arrest", "discreet check", "specific check",
					       "locate"};
	return measures[number % (sizeof measures / sizeof measures[0])];
}

static const char *date_text(struct arena *a, struct date d)
{
	char text[DATE_TEXT] = "";
	if (date_present(d))
		date_write(d, text);
	return arena_cstr(a, slice_of(text));
}

/* One row; `birth` and `document` "" for none. */
static void person_row(struct lists *l, const char *name, const char *birth, const char *sex,
		       const char *nationality, const char *document)
{
	struct date today = date_of_instant(l->plan->from_at);
	unsigned n = ++l->number;
	bool with = document[0] != '\0';
	buf_printf(l->persons, "UTO-%04u;%s;%s;%s;%s;%s;%s;%s;%s;%s;%s;%s;%s\n", n, name, birth,
		   sex, nationality, document, with ? "P" : "", with ? nationality : "",
		   measure_of(n), "inform the desk officer", reason_of(n),
		   date_text(l->a, day_plus(today, -(int32_t)(30 + n * 37 % LISTED_DAYS_MOST))),
		   date_text(l->a, day_plus(today, EXPIRES_DAYS)));
}

static const char *listed_name(struct arena *a, const struct sim_interest *i)
{
	if (i->listed_name)
		return i->listed_name;
	const char *family = capitalised(a, i->person.family);
	const char *given = capitalised(a, i->person.given);
	bool swapped = i->way == WAY_SWAPPED;
	return arena_cstr(
		a, arena_printf(a, "%s %s", swapped ? family : given, swapped ? given : family));
}

static void document_row(struct lists *l, const char *number, const char *issuer,
			 const char *status)
{
	struct date today = date_of_instant(l->plan->from_at);
	buf_printf(l->documents, "%s;P;%s;%s;invented;%s\n", number, issuer, status,
		   date_text(l->a, day_plus(today, -90)));
}

static void interest_row(struct lists *l, const struct sim_interest *i)
{
	const struct sim_person *p = &i->person;
	if (i->way == WAY_LOST_DOCUMENT) {
		document_row(l, p->document, p->nationality, "stolen");
		return;
	}
	const char *document = "";
	if (i->way == WAY_DOCUMENT)
		document = p->document;
	if (i->way == WAY_DOCUMENT_LETTER)
		document = with_letters(l->a, p->document);
	const char *birth = date_text(l->a, i->listed_birth);
	if (i->way == WAY_YEAR)
		birth = text_number(l->a, (uint64_t)i->listed_birth.year, 4);
	person_row(l, listed_name(l->a, i), birth, p->sex, p->nationality, document);
}

/* Entries and documents that no traveller has. */
static void bystander_row(struct lists *l, unsigned index)
{
	struct random r =
		random_for(l->plan->seed, STREAM_INTEREST, SIMULATE_INTERESTS_MAX + index);
	const struct culture *c = &cultures[random_below(&r, culture_count)];
	struct date born = day_plus(born_before, -(int32_t)random_between(&r, 700, 19000));
	const char *document = "";
	if (random_chance(&r, 400))
		document =
			arena_cstr(l->a, arena_printf(l->a, "NB%07u", index * 7919u % 10000000u));
	person_row(l, bystanders[index], random_chance(&r, 850) ? date_text(l->a, born) : "", "",
		   c->nationality, document);
	const char *lost =
		arena_cstr(l->a, arena_printf(l->a, "ND%07u", index * 6007u % 10000000u));
	document_row(l, lost, c->nationality, random_chance(&r, 500) ? "lost" : "revoked");
}

static bool rows_write(struct lists *l)
{
	unsigned bystander = 0;
	for (unsigned i = 0; i < l->plan->interests || bystanders[bystander]; i++) {
		struct sim_interest interest;
		if (bystanders[bystander])
			bystander_row(l, bystander++);
		if (i >= l->plan->interests)
			continue;
		if (!interest_make(l->plan, i, l->a, &interest))
			return false;
		interest_row(l, &interest);
	}
	return !arena_failed(l->a) && !buf_failed(l->persons) && !buf_failed(l->documents);
}

enum rc simulate_lists(const struct simulate_plan *plan, struct buf *persons, struct buf *documents,
		       struct err *e)
{
	struct arena *a = arena_new(4u << 20);
	struct lists l = {plan, a, persons, documents, 0};
	buf_text(persons, "id;name;birth_date;sex;nationality;document_number;document_type;"
			  "document_issuer;measure;handling;reason;listed_on;expires\n");
	buf_text(documents, "number;type;issuer;status;reason;listed_on\n");
	bool ok = a && rows_write(&l);
	arena_free(a);
	return ok ? RC_OK : err_set(e, RC_NOMEM, "out of memory for the simulated watchlists");
}
