/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"

#define DAYS_LATER_MAX 9

static void flight_read(struct pnr *p, struct segment *s)
{
	struct slice carrier = pnr_text(p, 3, 0);
	struct slice designator = pnr_text(p, 4, 0);
	s->carrier = carrier;
	s->operating_carrier = pnr_text(p, 3, 1);
	s->booking_class = pnr_text(p, 4, 1);
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
	struct slice suffix = pnr_text(p, 4, 2);
	if (!slice_present(s->suffix) && suffix.n == 1 && ascii_alpha(suffix.p[0]))
		s->suffix = suffix;
}

/* Arrival without a date of its own: 9954 says how many days later; else it is
 * the same day, where the time is later than the departure's. */
static struct local_time arrival_near(struct pnr *p, const struct segment *s, struct slice date,
				      struct slice time)
{
	uint64_t days = 0;
	bool said = slice_u64(pnr_text(p, 0, 4), &days) && days <= DAYS_LATER_MAX;
	struct local_time arrives = pnr_local(p, date, time);
	if (arrives.hour >= 0 && said)
		arrives.date = date_from_days(date_days(arrives.date) + (int32_t)days);
	if (arrives.hour < 0 || local_time_cmp(arrives, s->departs) <= 0)
		return (struct local_time){0};
	return arrives;
}

/* C310 date and time of departure and arrival, local; C328 ports; C306
 * marketing and operating carrier; C308 number, class, suffix. */
void segment_read(struct pnr *p, struct segment *s)
{
	s->place = pnr_place(p);
	struct slice departs = pnr_text(p, 0, 0);
	struct slice arrives = pnr_text(p, 0, 2);
	struct slice arrives_at = pnr_text(p, 0, 3);
	/* "311219:1710:1955": the time of arrival in the place of its date. */
	if (arrives.n == 4 && !slice_present(arrives_at)) {
		arrives_at = arrives;
		arrives = (struct slice){NULL, 0};
	}
	s->departs = pnr_local(p, departs, pnr_text(p, 0, 1));
	if (slice_present(arrives)) {
		s->arrives = pnr_local(p, arrives, arrives_at);
	} else if (slice_present(arrives_at) && s->departs.hour >= 0) {
		s->arrives = arrival_near(p, s, departs, arrives_at);
	}
	s->from = pnr_text(p, 1, 0);
	s->to = pnr_text(p, 2, 0);
	flight_read(p, s);
}

/* A second TVL, "TVL+++++419:Y", up to version 13.1: who flies the segment. */
static bool is_operating_flight(struct pnr *p)
{
	struct slice number = pnr_text(p, 4, 0);
	return p->segment && !slice_present(pnr_text(p, 0, 0)) &&
	       !slice_present(pnr_text(p, 1, 0)) && !slice_present(pnr_text(p, 2, 0)) &&
	       slice_present(number) && ascii_digit(number.p[0]);
}

/* The first TVL had the number of the push's own flight, which the operating
 * carrier flies: then the second one has the marketing carrier's number. */
static bool is_reversed(const struct pnr *p, const struct segment *s, struct slice number)
{
	const struct flight *f = p->m->flights.first;
	return f && slice_present(number) && slice_present(s->carrier) &&
	       !slice_eq(s->carrier, f->carrier) && slice_eq(s->operating_carrier, f->carrier) &&
	       slice_eq(s->number, f->number) && !slice_eq(number, f->number);
}

static struct segment *segment_add(struct pnr *p)
{
	checkin_settle(p);
	p->segment = NULL;
	p->checked = NULL;
	p->transaction = (struct check_in){0};
	if (!pnr_room(p, p->b->segments.count, PNR_LIST_MAX))
		return NULL;
	p->segment = LIST_ADD(&p->b->segments, p->r->arena, struct segment);
	if (p->segment)
		pnr_mark_booking(p, MARK_SEGMENTS, p->b->segments.count);
	return p->segment;
}

/* The flight that a segment behind TVL speaks of. Where another group is open
 * already, or it says otherwise what is known (`taken`), its TVL was lost: what
 * it says must not change the flight before. */
static struct segment *segment_here(struct pnr *p, bool taken)
{
	if (p->segment && p->group == GROUP_SEGMENT && !taken)
		return p->segment;
	edi_finding(p->r, SEVERITY_ERROR, "segment-damaged",
		    "%s: no TVL stands before it; it is kept with a flight of its own",
		    p->r->segment.tag);
	struct segment *s = segment_add(p);
	if (s)
		s->place = pnr_place(p);
	return s;
}

static bool differs(struct slice known, struct slice said)
{
	return slice_present(known) && slice_present(said) && !slice_eq(known, said);
}

static void operating_flight_set(struct pnr *p, struct slice carrier, struct slice designator,
				 struct slice operating_class)
{
	struct segment *s = segment_here(p, false);
	if (!s)
		return;
	if (!slice_present(carrier))
		carrier = s->operating_carrier;
	struct flight_code code = flight_split(designator, carrier);
	if (slice_present(code.carrier))
		s->operating_carrier = code.carrier;
	if (is_reversed(p, s, code.number)) {
		s->operating_number = s->number;
		s->number = code.number;
	} else if (slice_present(designator)) {
		s->operating_number = code.number;
	}
	if (slice_present(operating_class))
		s->operating_class = operating_class;
	reader_extend(p->r, &s->place);
}

static void check_segment(struct pnr *p, const struct segment *s)
{
	if (slice_present(s->kind))
		return;
	if (!slice_present(s->from) || !slice_present(s->to) || !slice_present(s->number))
		edi_finding(p->r, SEVERITY_WARNING, "segment-incomplete",
			    "TVL: a flight needs two ports and a number");
}

void itinerary_tvl(struct pnr *p)
{
	if (is_operating_flight(p)) {
		operating_flight_set(p, pnr_text(p, 3, 0), pnr_text(p, 4, 0), pnr_text(p, 4, 1));
		return;
	}
	struct segment *s = segment_add(p);
	if (!s)
		return;
	segment_read(p, s);
	check_segment(p, s);
	struct slice name = pnr_text(p, 1, 1);
	if (!slice_present(s->kind) && !slice_present(s->to) && slice_present(name)) {
		s->kind = SLICE("other"); /* a hotel or car whose MSG was lost */
		s->name = name;
	}
}

/* From 14.1: C306 operating carrier, C308 its flight. */
void itinerary_tra(struct pnr *p)
{
	operating_flight_set(p, pnr_text(p, 0, 0), pnr_text(p, 1, 0), pnr_text(p, 1, 1));
}

/* 6350 seats, 4405 status: what is cancelled or refused does not look booked. */
void itinerary_rpi(struct pnr *p)
{
	struct slice status = pnr_text(p, 1, 0);
	struct segment *s = segment_here(p, p->segment && differs(p->segment->status, status));
	if (!s)
		return;
	s->status = status;
	s->state = pnr_state(p, s->status);
	reader_extend(p->r, &s->place);
	uint64_t seats;
	if (!slice_u64(pnr_text(p, 0, 0), &seats) || seats > PNR_LIST_MAX)
		return;
	s->seats = (unsigned)seats;
	/* Seats that nobody holds any more do not count for the size of the party. */
	if (!slice_present(s->kind) && (int)seats > p->seats_held && s->state != HOLD_CANCELLED)
		p->seats_held = (int)seats;
}

/* C314: type of aircraft, number of stops. */
void itinerary_apd(struct pnr *p)
{
	struct slice aircraft = pnr_text(p, 0, 0);
	struct slice stops = pnr_text(p, 0, 1);
	struct segment *s = segment_here(p, p->segment && differs(p->segment->aircraft, aircraft));
	if (!s)
		return;
	s->aircraft = aircraft;
	if (stops.n <= 2 && slice_digits(stops))
		s->stops = stops;
	reader_extend(p->r, &s->place);
}

/* C302: 4025, what the TVL behind it is. */
void itinerary_msg(struct pnr *p)
{
	static const struct {
		const char *code, *kind;
	} kinds[] = {{"1", ""}, {"2", "car"}, {"3", "hotel"}, {"4", "rail"}, {"8", "hotel"}};
	struct slice code = pnr_text(p, 0, 0);
	p->segment = NULL;
	p->service_kind = SLICE("other");
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (slice_is(code, kinds[i].code)) {
			p->service_kind = slice_of(kinds[i].kind);
			return;
		}
	}
	edi_finding(p->r, SEVERITY_INFO, "service-kind-unknown",
		    "MSG: unknown kind of service; its segment is kept as \"other\"");
}

void itinerary_service(struct pnr *p)
{
	struct segment *s = segment_add(p);
	if (!s)
		return;
	segment_read(p, s);
	if (!slice_present(s->kind))
		s->kind = p->service_kind;
	s->name = pnr_text(p, 1, 1);
}
