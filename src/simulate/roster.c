/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/parts.h"

#include <stdio.h>
#include <string.h>

#define DAYS_A_YEAR 365
#define INFANT_YEARS 2
#define CHILD_YEARS 12
#define LOAD_LEAST 70 /* percent of the seats that are sold */
#define LOAD_MOST 98
#define PARTY_MOST 9
#define BOOKINGS_MAX 512 /* of a flight; also the width of its index in a locator */
#define SEATS_A_ROW 6
#define LETTERS "ABCDEFGHJKLMNPQRSTUVWXYZ23456789" /* of locators: no look-alikes */

/* What a roster is made with. */
struct making {
	const struct simulate_plan *plan;
	const struct sim_flight *flight;
	struct arena *a;
	struct random *r;
	struct sim_roster *roster;
	unsigned room; /* for travellers */
	unsigned next_seat;
};

static unsigned list_length(const char *const *list)
{
	unsigned n = 0;
	while (list[n])
		n++;
	return n;
}

static const char *one_of(struct random *r, const char *const *list)
{
	return list[random_below(r, list_length(list))];
}

const char *document_number(struct arena *a, struct random *r, const struct culture *c)
{
	unsigned digits = random_below(r, 10000000);
	const char *text = text_number(a, digits, strlen(c->prefix) > 1 ? 6 : 8);
	return arena_cstr(a, arena_printf(a, "%s%s", c->prefix, text));
}

/* Dates of people count from the year's beginning, so that the same seed
 * gives the same people on flights of other days. */
static struct date day_from(const struct sim_flight *f, int32_t days)
{
	struct date year = {date_of_instant(f->departs_at).year, 1, 1};
	return date_from_days(date_days(year) + days);
}

/* Days before the year began; an infant is one until the year's end. */
static unsigned age_in_days(struct random *r, enum sim_role role)
{
	switch (role) {
	case SIM_INFANT:
		return random_between(r, 10, (INFANT_YEARS - 1) * DAYS_A_YEAR - 15);
	case SIM_CHILD:
		return random_between(r, INFANT_YEARS * DAYS_A_YEAR + 10,
				      (CHILD_YEARS - 1) * DAYS_A_YEAR - 15);
	case SIM_ADULT:
		break;
	}
	return random_between(r, 18 * DAYS_A_YEAR + 30, 85 * DAYS_A_YEAR);
}

static const char *title_of(struct random *r, const char *sex, enum sim_role role)
{
	if (role != SIM_ADULT)
		return sex[0] == 'M' ? "MSTR" : "MISS";
	if (sex[0] == 'M')
		return random_chance(r, 30) ? "DR" : "MR";
	return random_chance(r, 600) ? "MRS" : "MS";
}

static void person_make(struct making *m, const struct culture *c, const char *family,
			enum sim_role role, struct sim_person *p)
{
	struct random *r = m->r;
	bool male = random_chance(r, 500);
	const char *const *given = male ? c->male : c->female;
	*p = (struct sim_person){.sex = male ? "M" : "F", .nationality = c->nationality};
	p->family = family ? family
			   : one_of(r, !male && c->families_f ? c->families_f : c->families);
	p->given = one_of(r, given);
	if (random_chance(r, 250))
		p->middle = one_of(r, given);
	if (p->middle == p->given)
		p->middle = NULL;
	p->title = title_of(r, p->sex, role);
	p->birth = day_from(m->flight, -(int32_t)age_in_days(r, role));
	p->document = document_number(m->a, r, c);
	p->expires = day_from(m->flight, (int32_t)random_between(r, 400, 3900));
	if (c->mononyms && random_chance(r, 300)) {
		p->given = "";
		p->middle = NULL;
	}
}

static const struct culture *culture_for(struct making *m)
{
	unsigned which = random_below(m->r, 100);
	if (which < 35)
		return &cultures[0];
	return which < 70 ? &cultures[m->flight->other->culture]
			  : &cultures[random_below(m->r, culture_count)];
}

static const char *next_seat(struct making *m)
{
	unsigned n = m->next_seat++;
	return arena_cstr(
		m->a, arena_printf(m->a, "%u%c", n / SEATS_A_ROW + 1, "ABCDEF"[n % SEATS_A_ROW]));
}

static const char *sensitive_request(struct random *r)
{
	static const char *const codes[] = {"VGML", "KSML", "MOML", "HNML", "AVML", "DBML", "GFML",
					    "WCHR", "WCHR", "WCHS", "WCHC", "BLND", "DEAF", "MEDA"};
	return codes[random_below(r, sizeof codes / sizeof codes[0])];
}

/* A new traveller of booking `b`; NULL when there is no room. */
static struct sim_traveller *traveller_add(struct making *m, unsigned booking, enum sim_role role)
{
	struct sim_roster *roster = m->roster;
	struct random *r = m->r;
	if (roster->count == m->room)
		return NULL;
	struct sim_booking *b = &roster->bookings[booking];
	struct sim_traveller *t = &roster->travellers[roster->count++];
	t->role = role;
	t->booking = booking;
	t->reference = ++b->count;
	t->unique = roster->count;
	t->ticket = arena_cstr(m->a, arena_printf(m->a, "%s%010u", m->flight->habits->digits,
						  m->flight->index * 1000u + t->unique));
	t->checked_in = !random_chance(r, m->plan->rates.no_show / 2);
	t->boarded = t->checked_in && !random_chance(r, (m->plan->rates.no_show + 1) / 2);
	t->birth_unknown = random_chance(r, m->plan->rates.missing_birth_date);
	t->title_apart = random_chance(r, m->plan->rates.title_apart);
	if (role == SIM_INFANT)
		return t;
	t->seat = next_seat(m);
	t->bags = random_below(r, 3);
	t->bag_weight = t->bags * random_between(r, 9, 23);
	t->bag_tag = (uint64_t)(m->flight->index % 10000u) * 100000u + t->unique * 4u;
	if (role == SIM_ADULT && random_chance(r, 200))
		t->frequent_flyer = text_number(m->a, 100000000u + random_below(r, 800000000u), 9);
	if (random_chance(r, m->plan->rates.sensitive_request))
		t->request = sensitive_request(r);
	return t;
}

/* Unique within a simulation: the factor is odd. */
static const char *locator_of(struct making *m, unsigned booking)
{
	uint64_t n = (uint64_t)m->flight->index * BOOKINGS_MAX + booking;
	uint64_t spread = (n * UINT64_C(0x2545f491) + m->plan->seed * UINT64_C(0x9e3779b1)) &
			  0x3fffffff;
	char text[7] = "";
	for (int i = 0; i < 6; i++, spread >>= 5)
		text[i] = LETTERS[spread & 31];
	return arena_cstr(m->a, slice_of(text));
}

static const char *card_for(struct making *m, const char **vendor)
{
	/* Numbers that payment processors publish for tests. */
	static const char *const cards[][3] = {
		{"VI", "4111111111111111", "411111XXXXXX1111"},
		{"VI", "4012888888881881", "401288XXXXXX1881"},
		{"CA", "5555555555554444", "555555XXXXXX4444"},
		{"AX", "378282246310005", "378282XXXXX0005"},
	};
	const char *const *card = cards[random_below(m->r, sizeof cards / sizeof cards[0])];
	*vendor = card[0];
	return card[random_chance(m->r, m->plan->rates.open_card) ? 1 : 2];
}

static enum sim_stage stage_from(struct random *r)
{
	unsigned which = random_below(r, 100);
	if (which < 84)
		return STAGE_48H;
	return which < 94 ? STAGE_24H : which < 98 ? STAGE_UPDATE : STAGE_CLOSURE;
}

static enum sim_stage stage_until(struct making *m, enum sim_stage from)
{
	if (from >= STAGE_UPDATE || !random_chance(m->r, m->plan->rates.cancelled_booking))
		return STAGE_NEVER;
	return (enum sim_stage)random_between(m->r, from + 1u, STAGE_UPDATE);
}

/* Bookings are older than the push in which they first are. */
static int64_t created_before(struct making *m, enum sim_stage from)
{
	static const unsigned hours[] = {49, 26, 12, 2};
	static const unsigned span[] = {24u * 150, 20, 11, 1};
	unsigned hour = hours[from] + random_below(m->r, span[from]);
	unsigned minute = random_below(m->r, 50);
	return m->flight->departs_at - (int64_t)(hour * 60 + minute) * MINUTE_US;
}

static void contacts_make(struct making *m, struct sim_booking *b, const struct culture *c,
			  const struct sim_person *p)
{
	if (random_chance(m->r, 800))
		b->telephone = arena_cstr(m->a, arena_printf(m->a, "%s700%06u", c->telephone,
							     random_below(m->r, 1000000)));
	if (!random_chance(m->r, 500))
		return;
	char user[40];
	size_t n = 0;
	for (const char *s = p->family; *s && n < sizeof user - 1; s++) {
		if (ascii_alpha(*s))
			user[n++] = *s;
	}
	b->email = arena_cstr(m->a, arena_printf(m->a, "%.*s.%u//MAIL.EXAMPLE", (int)n, user,
						 random_below(m->r, 100)));
}

static struct sim_booking *booking_add(struct making *m)
{
	struct sim_roster *roster = m->roster;
	if (roster->booking_count == BOOKINGS_MAX)
		return NULL;
	struct sim_booking *b = &roster->bookings[roster->booking_count];
	b->locator = locator_of(m, roster->booking_count++);
	b->first = roster->count;
	b->from = stage_from(m->r);
	b->until = stage_until(m, b->from);
	b->created_at = created_before(m, b->from);
	if (random_chance(m->r, 450))
		b->agency = &agencies[random_below(m->r, agency_count)];
	if (random_chance(m->r, 800))
		b->card = card_for(m, &b->card_vendor);
	b->documents = !random_chance(m->r, m->plan->rates.no_documents);
	b->changed = b->from < STAGE_UPDATE && b->until == STAGE_NEVER && random_chance(m->r, 30);
	b->onward = random_chance(m->r, 150);
	if (random_chance(m->r, 40))
		b->remark = "PAX CELEBRATES UNBIRTHDAY";
	return b;
}

static unsigned party_size(struct random *r)
{
	unsigned which = random_below(r, 100);
	if (which < 48)
		return 1;
	if (which < 78)
		return 2;
	return which < 94 ? random_between(r, 3, 5) : random_between(r, 6, PARTY_MOST);
}

/* A family or friends; infants come beside the seats that are sold. */
static void party_add(struct making *m, unsigned seats_left)
{
	unsigned size = party_size(m->r);
	size = size < seats_left ? size : seats_left;
	const struct culture *c = culture_for(m);
	struct sim_booking *b = booking_add(m);
	if (!b)
		return;
	unsigned booking = m->roster->booking_count - 1;
	const char *family = NULL;
	b->minor = size == 1 && random_chance(m->r, 8);
	for (unsigned i = 0; i < size; i++) {
		bool child = b->minor || (i >= 2 && size <= 5);
		enum sim_role role = child ? SIM_CHILD : SIM_ADULT;
		struct sim_traveller *t = traveller_add(m, booking, role);
		if (!t)
			return;
		person_make(m, c, size <= 5 && !c->families_f ? family : NULL, role, &t->person);
		family = t->person.family;
		if (i == 0)
			contacts_make(m, b, c, &t->person);
	}
	if (size < 2 || !random_chance(m->r, 60))
		return;
	struct sim_traveller *t = traveller_add(m, booking, SIM_INFANT);
	if (!t)
		return;
	person_make(m, c, family, SIM_INFANT, &t->person);
	struct sim_traveller *adult = &m->roster->travellers[b->first];
	t->adult = b->first;
	t->reference = adult->reference;
	t->checked_in = adult->checked_in;
	t->boarded = adult->boarded;
}

/* Persons of interest travel alone, and they do travel. */
static void interest_add(struct making *m, const struct sim_interest *i)
{
	struct sim_booking *b = booking_add(m);
	struct sim_traveller *t = b ? traveller_add(m, m->roster->booking_count - 1, SIM_ADULT)
				    : NULL;
	if (!t)
		return;
	b->from = STAGE_48H;
	b->until = STAGE_NEVER;
	b->created_at = created_before(m, STAGE_48H);
	b->documents = i->way != WAY_OTHER_BIRTH && i->way != WAY_SAME_BIRTH;
	t->person = i->person;
	t->birth_unknown = false;
	t->checked_in = true;
	t->boarded = true;
}

static bool interests_add(struct making *m)
{
	for (unsigned i = 0; i < m->plan->interests; i++) {
		struct sim_interest interest;
		if (!interest_make(m->plan, i, m->a, &interest))
			return false;
		if (interest.flight[0] == m->flight->index ||
		    interest.flight[1] == m->flight->index)
			interest_add(m, &interest);
	}
	return true;
}

static void crew_make(struct making *m)
{
	struct random r = random_for(m->plan->seed, STREAM_CREW, m->flight->index);
	static const char *const status[] = {"CR1", "CR1", "CR2", "CR2", "CR2", "CR5"};
	m->r = &r;
	m->roster->crew_count = random_chance(&r, 100) ? 6 : 5;
	for (unsigned i = 0; i < m->roster->crew_count; i++) {
		const struct culture *c = random_chance(&r, 600) ? &cultures[0] : culture_for(m);
		person_make(m, c, NULL, SIM_ADULT, &m->roster->crew[i].person);
		m->roster->crew[i].status = status[i];
	}
}

bool roster_make(const struct simulate_plan *plan, const struct sim_flight *f, struct arena *a,
		 struct sim_roster *out)
{
	struct random r = random_for(plan->seed, STREAM_ROSTER, f->index);
	unsigned seats = random_between(&r, plan->seats_least, plan->seats_most);
	unsigned sold = seats * random_between(&r, LOAD_LEAST, LOAD_MOST) / 100;
	struct making m = {plan, f, a, &r, out, 2 * sold + plan->interests + 8, 0};
	*out = (struct sim_roster){0};
	out->travellers = arena_alloc(a, m.room * sizeof *out->travellers);
	out->bookings = arena_alloc(a, BOOKINGS_MAX * sizeof *out->bookings);
	if (!out->travellers || !out->bookings)
		return false;
	while (m.next_seat < sold)
		party_add(&m, sold - m.next_seat);
	if (!interests_add(&m))
		return false;
	crew_make(&m);
	return !arena_failed(a);
}

bool booking_is_in(const struct sim_booking *b, enum sim_stage stage)
{
	return b->from <= stage && stage < b->until;
}
