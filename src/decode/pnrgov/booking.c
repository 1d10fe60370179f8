/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"

void booking_start(struct pnr *p)
{
	struct pnr fresh = {.r = p->r,
			    .m = p->m,
			    .date = p->date,
			    .sequenced = p->sequenced,
			    .operating = p->operating,
			    .marketing = p->marketing,
			    .pusher = p->pusher};
	*p = fresh;
	map_init(&p->by_reference, p->r->arena);
	map_init(&p->by_family, p->r->arena);
	struct booking *b = LIST_ADD(&p->m->bookings, p->r->arena, struct booking);
	if (!b)
		return;
	b->index = p->m->bookings.count - 1;
	b->party_size = -1;
	b->place = pnr_place(p);
	p->b = b;
}

/* One C330: 9906 company, 9956 locator, 9958 type, date, time. */
struct control {
	struct slice carrier, locator, type, created_at;
};

static bool control_read(struct pnr *p, unsigned element, struct control *c)
{
	c->carrier = pnr_text(p, element, 0);
	c->locator = pnr_text(p, element, 1);
	c->type = pnr_text(p, element, 2);
	/* Many senders put the date where the type should be. */
	if (c->type.n == 6 && slice_digits(c->type)) {
		c->created_at = pnr_instant(p, c->type, pnr_text(p, element, 3));
		c->type = (struct slice){NULL, 0};
	} else {
		c->created_at = pnr_instant(p, pnr_text(p, element, 3), pnr_text(p, element, 4));
	}
	return slice_present(c->locator);
}

/* Whose locator is the booking's own: the operating carrier's, else the
 * marketing carrier's, else that of who sends. */
static unsigned rank(const struct pnr *p, struct slice carrier)
{
	if (!slice_present(carrier))
		return 0;
	if (slice_eq(carrier, p->operating))
		return 3;
	if (slice_eq(carrier, p->marketing))
		return 2;
	return slice_eq(carrier, p->pusher) ? 1 : 0;
}

static void locator_add_other(struct pnr *p, struct slice carrier, struct slice locator)
{
	struct booking *b = p->b;
	if (slice_eq(locator, b->locator) && slice_eq(carrier, b->carrier))
		return;
	LIST_EACH(const struct locator, l, &b->other_locators)
	{
		if (slice_eq(l->locator, locator) && slice_eq(l->carrier, carrier))
			return;
	}
	if (!pnr_room(p, b->other_locators.count, PNR_RECORDS_MAX))
		return;
	struct locator *l = LIST_ADD(&b->other_locators, p->r->arena, struct locator);
	if (!l)
		return;
	l->carrier = carrier;
	l->locator = locator;
	pnr_mark_booking(p, MARK_OTHER_LOCATORS, b->other_locators.count);
}

static void locator_set(struct pnr *p, const struct control *c)
{
	struct booking *b = p->b;
	struct slice carrier = b->carrier;
	struct slice locator = b->locator;
	b->carrier = c->carrier;
	b->locator = c->locator;
	b->locator_type = c->type;
	if (slice_present(c->created_at) || slice_present(locator))
		b->created_at = c->created_at;
	if (slice_present(locator))
		locator_add_other(p, carrier, locator);
	mark_booking(p->r, b, "locator");
}

void booking_rci(struct pnr *p)
{
	struct booking *b = p->b;
	struct slice created_at = {NULL, 0};
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		struct control c;
		if (!control_read(p, e, &c))
			continue;
		if (!slice_present(created_at))
			created_at = c.created_at;
		if (!slice_present(b->locator) || rank(p, c.carrier) > rank(p, b->carrier))
			locator_set(p, &c);
		else
			locator_add_other(p, c.carrier, c.locator);
	}
	if (!slice_present(b->created_at))
		b->created_at = created_at;
}

void booking_segment_rci(struct pnr *p)
{
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		struct control c;
		if (control_read(p, e, &c))
			locator_add_other(p, c.carrier, c.locator);
	}
}

void booking_eqn(struct pnr *p)
{
	uint64_t n;
	if (slice_u64(pnr_text(p, 0, 0), &n) && n <= PNR_LIST_MAX)
		p->b->split_travellers += (unsigned)n;
	else
		edi_finding(p->r, SEVERITY_WARNING, "count-wrong",
			    "EQN: the number of travellers split off is not a number");
}

/* The other part of a split booking. An older one is what this was split from;
 * where no date tells, travellers went from here to there. */
void booking_split_rci(struct pnr *p)
{
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		struct control c;
		if (!control_read(p, e, &c))
			continue;
		struct booking *b = p->b;
		bool older = slice_present(c.created_at) && slice_present(b->created_at) &&
			     slice_cmp(c.created_at, b->created_at) < 0;
		if (!pnr_room(p, b->split_from.count + b->split_to.count, PNR_RECORDS_MAX))
			return;
		struct locator *l = older ? LIST_ADD(&b->split_from, p->r->arena, struct locator)
					  : LIST_ADD(&b->split_to, p->r->arena, struct locator);
		if (!l)
			return;
		l->carrier = c.carrier;
		l->locator = c.locator;
		if (older)
			pnr_mark_booking(p, MARK_SPLIT_FROM, b->split_from.count);
		else
			pnr_mark_booking(p, MARK_SPLIT_TO, b->split_to.count);
	}
}

/* C688, repeated: 2005 qualifier, date, time: 700 last change, 710 ticket issue. */
void booking_dat(struct pnr *p)
{
	struct booking *b = p->b;
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		struct slice code = pnr_text(p, e, 0);
		bool changed = slice_is(code, "700");
		if (!changed && !slice_is(code, "710"))
			continue;
		struct slice at = pnr_instant(p, pnr_text(p, e, 1), pnr_text(p, e, 2));
		if (!slice_present(at))
			continue;
		if (changed)
			b->changed_at = at;
		else
			b->ticketed_at = at;
		mark_booking(p->r, b, changed ? "changed_at" : "ticketed_at");
	}
}

static bool says_nothing(const struct edi_segment *s)
{
	for (unsigned e = 0; e < s->elements; e++) {
		for (unsigned c = 0; c < edi_components(s, e); c++) {
			if (slice_present(slice_trim(edi_raw(s, e, c))))
				return false;
		}
	}
	return true;
}

/* Three letters in the place of an office are its city: "70379193:LON". */
static struct slice agency_city(struct pnr *p)
{
	struct slice city = pnr_text(p, 2, 0);
	if (!slice_present(city))
		city = pnr_text(p, 1, 1);
	if (city.n == 3 && ascii_alpha(city.p[0]) && ascii_alpha(city.p[1]) &&
	    ascii_alpha(city.p[2]))
		return city;
	return pnr_text(p, 0, 1);
}

/* 9906 system, 9900 agency, 9902 office, 3225 place, 9972 type, 3207 country,
 * 6345 currency, 3453 language, 9904 sign, 3039 party. */
void agency_read(struct pnr *p, struct agency *a)
{
	a->system = pnr_text(p, 0, 0);
	a->iata = pnr_text(p, 1, 0);
	a->city = agency_city(p);
	struct slice office = pnr_text(p, 1, 1);
	if (!slice_eq(office, a->city))
		a->office = office;
	a->agent = pnr_text(p, 4, 0);
	a->sign = pnr_text(p, 6, 0);
	struct slice party = pnr_text(p, 8, 0);
	if (party.n > 3) /* fewer are a code of the system */
		a->name = party;
	a->country = pnr_country(p, pnr_text(p, 5, 0));
	a->currency = pnr_text(p, 5, 1);
	a->language = pnr_text(p, 5, 2);
}

/* Who made the booking. Only the first ORG that says something. */
void booking_org(struct pnr *p)
{
	p->originator_seen = true;
	if (p->originator_said || says_nothing(&p->r->segment))
		return;
	p->originator_said = true;
	agency_read(p, &p->b->agency);
	mark_booking(p->r, p->b, "agency");
}

/* Of an update: the locator stands there, and the originator says nothing. */
static bool is_withdrawn(const struct pnr *p)
{
	return p->m->function == FUNCTION_UPDATE && p->originator_seen && !p->originator_said &&
	       p->people.count == 0 && p->groups_of_travellers == 0 && slice_present(p->b->locator);
}

static void check_content(struct pnr *p)
{
	const struct booking *b = p->b;
	if (!slice_present(b->locator))
		pnr_finding_at(p, b->place, SEVERITY_WARNING, "locator-missing",
			       "the booking has no record locator");
	if (p->people.count == 0 && p->groups_of_travellers == 0 && !b->cancelled)
		pnr_finding_at(p, b->place, SEVERITY_WARNING, "booking-without-travellers",
			       "the booking names no traveller, and is not said to be cancelled");
}

void booking_end(struct pnr *p)
{
	struct booking *b = p->b;
	if (!b)
		return;
	checkin_settle(p);
	people_link_by_reference(p);
	services_join(p);
	people_link_infants(p);
	b->cancelled = b->cancelled || is_withdrawn(p);
	int party = (int)(p->people.count + p->groups_of_travellers);
	if (party < p->seats_held)
		party = p->seats_held;
	b->party_size = party > 0 ? party : -1;
	check_content(p);
}
