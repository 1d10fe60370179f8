/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"

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
		struct local_time same_day = pnr_local(p, departs, arrives_at);
		if (same_day.hour >= 0 && local_time_cmp(same_day, s->departs) > 0)
			s->arrives = same_day;
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

static void operating_flight_set(struct pnr *p, struct slice carrier, struct slice designator)
{
	struct segment *s = p->segment;
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
	reader_extend(p->r, &s->place);
}

static struct segment *segment_add(struct pnr *p)
{
	checkin_settle(p);
	p->segment = NULL;
	p->checked = NULL;
	if (!pnr_room(p, p->b->segments.count, PNR_LIST_MAX))
		return NULL;
	p->segment = LIST_ADD(&p->b->segments, p->r->arena, struct segment);
	if (p->segment)
		pnr_mark_booking(p, MARK_SEGMENTS, p->b->segments.count);
	return p->segment;
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
		operating_flight_set(p, pnr_text(p, 3, 0), pnr_text(p, 4, 0));
		return;
	}
	struct segment *s = segment_add(p);
	if (!s)
		return;
	segment_read(p, s);
	check_segment(p, s);
}

/* From 14.1: C306 operating carrier, C308 its flight. */
void itinerary_tra(struct pnr *p)
{
	operating_flight_set(p, pnr_text(p, 0, 0), pnr_text(p, 1, 0));
}

/* Seats that nobody holds any more do not count for the size of the party. */
static bool holds_seats(struct slice status)
{
	static const char *const gone[] = {"HX", "UN", "UC", "NO", "UU", "US", "XX", "XL", "XK"};
	for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++) {
		if (slice_is(status, gone[i]))
			return false;
	}
	return true;
}

/* 6350 seats, 4405 status. */
void itinerary_rpi(struct pnr *p)
{
	if (!p->segment)
		return;
	struct slice status = pnr_text(p, 1, 0);
	p->segment->status = status;
	reader_extend(p->r, &p->segment->place);
	uint64_t seats;
	bool air = !slice_present(p->segment->kind);
	if (air && slice_u64(pnr_text(p, 0, 0), &seats) && seats <= PNR_LIST_MAX &&
	    (int)seats > p->seats_held && holds_seats(status))
		p->seats_held = (int)seats;
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
