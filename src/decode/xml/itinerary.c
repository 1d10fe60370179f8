/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/xml/tree.h"

/* Seats that nobody holds any more do not count for the size of the party. */
static void seats_count(struct xml_reading *x, struct slice seats, struct segment *s)
{
	uint64_t n;
	if (!slice_u64(seats, &n) || n > PNR_LIST_MAX)
		return;
	s->seats = (unsigned)n;
	if (s->state != HOLD_CANCELLED && (int)n > x->p.seats_held)
		x->p.seats_held = (int)n;
}

/* ---- who checked in ---- */

static struct person *checked_person(struct xml_reading *x, const struct xml_node *n)
{
	struct pnr *p = &x->p;
	struct person *person = person_by_reference(p, xml_number(x, n, "RPH"));
	const struct xml_node *who = xml_child(n, "Passenger");
	struct traveller read = {0};
	unsigned found = 0;
	if (who)
		name_set(&read, xml_texts(x, who, "Surname"), xml_texts(x, who, "GivenName"));
	bool named = slice_present(read.family);
	if (person && (!named || name_agrees(person->t, read.family, read.given, read.middle)))
		return person;
	const struct wanted_name name = {.family = read.family, .given = read.given};
	person = person_by_name(p, &name, NULL, &found);
	if (found == 1)
		return person;
	if (!named && p->people.count == 1)
		return p->people.first;
	if (!named || found > 1) {
		edi_finding(p->r, SEVERITY_WARNING, "traveller-unclear",
			    "a check-in: which traveller it belongs to is not said; left out");
		return NULL;
	}
	person = person_add(p, pnr_place(p));
	if (!person)
		return NULL;
	name_set(person->t, read.family, read.given);
	pnr_mark_traveller(p, person->t, "family", pnr_place(p));
	edi_finding(p->r, SEVERITY_WARNING, "traveller-not-booked",
		    "checked in, but not named in the booking; added");
	return person;
}

static void check_in_add(struct xml_reading *x, const struct xml_node *n, struct traveller *t)
{
	struct pnr *p = &x->p;
	if (!pnr_room(p, t->check_ins.count, PNR_RECORDS_MAX))
		return;
	struct check_in *c = LIST_ADD(&t->check_ins, p->r->arena, struct check_in);
	if (!c)
		return;
	*c = p->transaction;
	c->number = xml_value(x, n, "Number");
	c->place = pnr_place(p);
	if (p->segment) {
		c->from = p->segment->from;
		c->to = p->segment->to;
	}
	pnr_mark_traveller(p, t, mark_path(p->r->arena, MARK_CHECK_INS, t->check_ins.count - 1),
			   c->place);
}

static void boarding_read(struct xml_reading *x, const struct xml_node *n)
{
	struct pnr *p = &x->p;
	struct person *person = checked_person(x, n);
	if (!person)
		return;
	struct seat seat = {.seat = xml_child_value(x, n, "SeatNumber", NULL),
			    .source = "boarded",
			    .place = pnr_place(p)};
	if (p->segment) {
		seat.from = p->segment->from;
		seat.to = p->segment->to;
	}
	const struct xml_node *number = xml_child(n, "SeatNumber");
	if (number)
		seat.cabin = xml_value(x, number, "CabinClass");
	check_in_add(x, n, person->t);
	person->t->boarded = YES;
	pnr_mark_traveller(p, person->t, "boarded", pnr_place(p));
	seat_add(p, person->t, seat);
}

static void checkin_read(struct xml_reading *x, const struct xml_node *n)
{
	static const struct xml_reader parts[] = {{"BoardingNumber", boarding_read}, {NULL, NULL}};
	x->p.transaction = (struct check_in){.at = xml_instant(x, xml_value(x, n, "Time"))};
	xml_children(x, n, parts);
}

/* ---- the flight ---- */

static void number_read(struct segment *s, struct slice designator, struct slice carrier)
{
	s->carrier = carrier;
	if (slice_is(designator, "ARNK") || slice_is(designator, "OPEN")) {
		s->kind = slice_is(designator, "ARNK") ? SLICE("surface") : SLICE("open");
		return;
	}
	if (!slice_present(designator))
		return;
	struct flight_code code = flight_split(designator, carrier);
	s->carrier = code.carrier;
	s->number = code.number;
	s->suffix = code.suffix;
}

static void segment_fill(struct xml_reading *x, const struct xml_node *n, struct segment *s)
{
	struct slice marketing = xml_child_value(x, n, "MarketingAirline", "Code");
	struct slice operating = xml_child_value(x, n, "OperatingAirline", "Code");
	struct slice flown = xml_child_value(x, n, "OperatingAirline", "FlightNumber");
	s->place = pnr_place(&x->p);
	s->from = xml_child_value(x, n, "DepartureAirport", "LocationCode");
	s->to = xml_child_value(x, n, "ArrivalAirport", "LocationCode");
	s->departs = xml_local_time(x, xml_value(x, n, "DepartureDateTime"));
	s->arrives = xml_local_time(x, xml_value(x, n, "ArrivalDateTime"));
	s->booking_class = xml_value(x, n, "ResBookDesigCode");
	s->status = xml_value(x, n, "Status");
	s->state = pnr_state(&x->p, s->status);
	s->aircraft = xml_child_value(x, n, "Equipment", "AirEquipType");
	number_read(s, xml_value(x, n, "FlightNumber"),
		    slice_present(marketing) ? marketing : operating);
	s->operating_carrier = operating;
	s->operating_class = xml_child_value(x, n, "OperatingAirline", "ResBookDesigCode");
	if (slice_present(flown))
		s->operating_number = flight_split(flown, operating).number;
}

static void locator_read(struct xml_reading *x, const struct xml_node *n)
{
	struct booking *b = x->p.b;
	struct slice locator = xml_number(x, n, "ID");
	if (!slice_present(locator) || slice_eq(locator, b->locator) ||
	    !pnr_room(&x->p, b->other_locators.count, PNR_RECORDS_MAX))
		return;
	struct locator *l = LIST_ADD(&b->other_locators, x->p.r->arena, struct locator);
	if (!l)
		return;
	l->carrier = xml_child_value(x, n, "CompanyName", "Code");
	l->locator = locator;
	pnr_mark_booking(&x->p, MARK_OTHER_LOCATORS, b->other_locators.count);
}

void xml_flight(struct xml_reading *x, const struct xml_node *n)
{
	static const struct xml_reader parts[] = {{"DepartureAirport", NULL},
						  {"ArrivalAirport", NULL},
						  {"OperatingAirline", NULL},
						  {"MarketingAirline", NULL},
						  {"Equipment", NULL},
						  {"SSR", xml_ssr},
						  {"BookingRefID", locator_read},
						  {"CheckInInfo", checkin_read},
						  {NULL, NULL}};
	struct pnr *p = &x->p;
	if (!pnr_room(p, p->b->segments.count, PNR_LIST_MAX))
		return;
	struct segment *s = LIST_ADD(&p->b->segments, p->r->arena, struct segment);
	if (!s)
		return;
	pnr_mark_booking(p, MARK_SEGMENTS, p->b->segments.count);
	p->segment = s;
	segment_fill(x, n, s);
	seats_count(x, xml_value(x, n, "NumberInParty"), s);
	if (!slice_present(s->kind) &&
	    (!slice_present(s->from) || !slice_present(s->to) || !slice_present(s->number)))
		edi_finding(p->r, SEVERITY_WARNING, "segment-incomplete",
			    "a flight needs two ports and a number");
	xml_children(x, n, parts);
	p->segment = NULL;
}
