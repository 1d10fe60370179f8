/* SPDX-License-Identifier: Apache-2.0
 *
 * TDT, LOC and DTM of group 2: from ports and times to legs.
 *
 * LOC 125 is the last port before the border, 87 the first behind it, 130 the
 * last one of the flight. 92 is a port inside the country: a leg of its own
 * when it comes in pairs, else a stop where the flight goes on.
 */
#include "decode/paxlst/list.h"

/* ---- Flights ---- */

static bool same_flight(const struct flight *a, const struct flight_code *b, struct slice vessel)
{
	return a && slice_eq(a->carrier, b->carrier) && slice_eq(a->number, b->number) &&
	       slice_eq(a->suffix, b->suffix) && slice_eq(a->vessel, vessel);
}

static struct flight *flight_add(struct list *l)
{
	struct flight *f = LIST_ADD(&l->m->flights, l->r->arena, struct flight);
	if (f)
		f->place = edi_place(&l->r->segment);
	return f;
}

/* 8067, whose second digit tells more. */
static struct slice mode_of(struct slice code)
{
	static const char *const modes[] = {"sea", "rail", "road", "air"};
	if (code.n == 0 || code.p[0] < '1' || code.p[0] > '4')
		return (struct slice){NULL, 0};
	return slice_of(modes[code.p[0] - '1']);
}

/* 8051 (34: passes over the country), 8067, C222 (8213 number, 8212 name, 8453 flag). */
static void means_read(struct list *l, struct flight *f)
{
	f->overflight = list_qualifier(l, "34");
	f->mode = mode_of(list_text(l, 2, 0));
	if (slice_present(list_text(l, 7, 3)))
		f->vessel_number = list_text(l, 7, 0);
	struct slice flag = list_text(l, 7, 4);
	if (slice_present(flag))
		f->vessel_flag = person_country(l, flag);
}

void flight_tdt(struct list *l)
{
	l->group = LIST_FLIGHT;
	struct slice carrier = list_text(l, 4, 0);
	if (!slice_present(carrier) && !slice_present(l->qualifier))
		carrier = list_text(l, 3, 0); /* "TDT++Z9418+40+Z9" of the US flavour */
	struct flight_code code = flight_split(list_text(l, 1, 0), carrier);
	struct slice vessel = list_either(l, 7, 3, 7, 0); /* name, else its number */
	if (same_flight(l->m->flights.last, &code, vessel)) {
		l->flight = l->m->flights.last;
		return;
	}
	if (!slice_present(code.number) && !slice_present(vessel))
		edi_finding(l->r, SEVERITY_WARNING, "flight-number-missing",
			    "TDT has no flight or voyage number");
	l->flight = flight_add(l);
	if (!l->flight)
		return;
	l->flight->carrier = code.carrier;
	l->flight->number = code.number;
	l->flight->suffix = code.suffix;
	l->flight->vessel = vessel;
	means_read(l, l->flight);
}

/* ---- Legs ---- */

static void leg_start(struct list *l, struct slice from, struct place place)
{
	if (l->legs >= LIST_LEGS_MAX) {
		if (l->legs++ == LIST_LEGS_MAX)
			edi_finding(l->r, SEVERITY_ERROR, "leg-too-many",
				    "the message has more than the %d legs that are kept",
				    LIST_LEGS_MAX);
		l->leg_open = false;
		return;
	}
	if (!l->flight) {
		edi_finding(l->r, SEVERITY_ERROR, "flight-missing",
			    "the message names no flight or voyage (TDT)");
		l->flight = flight_add(l);
	}
	l->leg = l->flight ? LIST_ADD(&l->flight->legs, l->r->arena, struct leg) : NULL;
	l->leg_open = l->leg != NULL;
	if (!l->leg)
		return;
	*l->leg = (struct leg){.from = from, .place = place};
	l->legs++;
	l->at_arrival = false;
}

static void leg_finish(struct list *l, struct slice to, bool border)
{
	l->leg->to = to;
	l->leg->border = border;
	l->leg_open = false;
	l->at_arrival = true;
	reader_extend(l->r, &l->leg->place);
}

/* The flight goes on from where its last leg ended. */
static bool leg_continue(struct list *l)
{
	if (!l->leg || !slice_present(l->leg->to))
		return false;
	struct local_time departs = l->onward;
	l->onward = (struct local_time){0};
	leg_start(l, l->leg->to, edi_place(&l->r->segment));
	if (l->leg_open)
		l->leg->departs = departs;
	return l->leg_open;
}

/* The stop is where a leg ends (`arrives`), or where one starts. */
static void stop_settle(struct list *l, bool arrives)
{
	struct list_stop stop = l->stop;
	l->stop = (struct list_stop){0};
	if (!stop.open)
		return;
	if (arrives && leg_continue(l))
		leg_finish(l, stop.port, false);
	else
		leg_start(l, stop.port, stop.place);
}

/* Without a time that says more, a stop at another port is an arrival. */
static void stop_guess(struct list *l)
{
	if (l->stop.open)
		stop_settle(l, !slice_eq(l->stop.port, l->leg->to));
}

static void leg_incomplete(struct list *l)
{
	if (l->leg_open)
		edi_finding(l->r, SEVERITY_WARNING, "leg-incomplete",
			    "a leg has a port of departure and none of arrival");
	l->leg_open = false;
}

static void ends_at(struct list *l, struct slice port, bool border)
{
	stop_guess(l);
	if (!l->leg_open && !leg_continue(l)) {
		edi_finding(l->r, SEVERITY_WARNING, "leg-incomplete",
			    "a leg has a port of arrival and none of departure");
		leg_start(l, (struct slice){NULL, 0}, edi_place(&l->r->segment));
	}
	if (l->leg_open)
		leg_finish(l, port, border);
}

static void starts_at(struct list *l, struct slice port, bool border)
{
	stop_guess(l);
	leg_incomplete(l);
	leg_start(l, port, edi_place(&l->r->segment));
	if (l->leg_open)
		l->leg->border = border; /* until its end says otherwise */
}

/* LOC+92 */
static void stops_at(struct list *l, struct slice port)
{
	stop_guess(l);
	if (l->leg_open)
		leg_finish(l, port, false);
	else if (l->leg && slice_present(l->leg->to))
		l->stop = (struct list_stop){true, port, edi_place(&l->r->segment)};
	else
		leg_start(l, port, edi_place(&l->r->segment));
}

/* 172, 188, 91: where the list is filed, or the gate is; not where the flight goes. */
static void filed_at_port(struct list *l, struct slice use, struct slice port)
{
	if (slice_is(use, "172") || slice_is(use, "188") || slice_is(use, "91"))
		l->m->filing_port = port;
	else
		edi_finding(l->r, SEVERITY_INFO, "code-unknown",
			    "LOC: what this port is of the flight is not known; passed over");
}

void flight_loc(struct list *l)
{
	struct slice port = list_either(l, 1, 0, 1, 3);
	struct slice use = l->qualifier;
	while (use.n > 1 && use.p[0] == '0') /* "005" */
		use = slice_range(use, 1, use.n);
	if (!slice_present(port)) {
		edi_finding(l->r, SEVERITY_WARNING, "port-missing", "LOC names no port");
		return;
	}
	if (slice_is(use, "125"))
		starts_at(l, port, true);
	else if (slice_is(use, "87"))
		ends_at(l, port, true);
	else if (slice_is(use, "92") || slice_is(use, "PT"))
		stops_at(l, port);
	else if (slice_is(use, "130") || slice_is(use, "60") || slice_is(use, "8"))
		ends_at(l, port, false);
	else if (slice_is(use, "5"))
		starts_at(l, port, false);
	else {
		filed_at_port(l, use, port);
		return;
	}
	l->group = LIST_FLIGHT;
}

/* ---- Times ---- */

enum moment { MOMENT_OTHER, MOMENT_DEPARTURE, MOMENT_ARRIVAL };

/* DTM 2005; `*scheduled`: rather than estimated or actual. */
static enum moment moment_of(struct slice qualifier, bool *scheduled)
{
	*scheduled = slice_is(qualifier, "189") || slice_is(qualifier, "232");
	if (slice_is(qualifier, "189") || slice_is(qualifier, "133") ||
	    slice_is(qualifier, "136") || slice_is(qualifier, "186"))
		return MOMENT_DEPARTURE;
	if (slice_is(qualifier, "232") || slice_is(qualifier, "132") || slice_is(qualifier, "178"))
		return MOMENT_ARRIVAL;
	return MOMENT_OTHER;
}

static void set_time(struct local_time *to, struct local_time value, bool scheduled)
{
	if (scheduled || !local_time_present(*to))
		*to = value;
}

static void departs_at(struct list *l, struct local_time at, bool scheduled)
{
	stop_settle(l, false);
	if (!l->leg)
		set_time(&l->departs, at, scheduled);
	else if (l->at_arrival)
		set_time(&l->onward, at, scheduled);
	else
		set_time(&l->leg->departs, at, scheduled);
}

static void arrives_at(struct list *l, struct local_time at, bool scheduled)
{
	stop_settle(l, true);
	if (!l->leg)
		set_time(&l->arrives, at, scheduled);
	else
		set_time(&l->leg->arrives, at, scheduled);
}

/* C507; or date and time as elements of their own, in the US flavour. */
static enum date_result time_of_segment(struct list *l, struct local_time *at)
{
	struct slice value = list_text(l, 0, 1);
	struct slice format = list_text(l, 0, 2);
	if (!slice_present(value) && slice_present(list_text(l, 1, 0)))
		value = arena_printf(l->r->arena, "%.*s%.*s", SLICE_ARG(list_text(l, 1, 0)),
				     SLICE_ARG(list_text(l, 2, 0)));
	return local_time_read(value, format, l->date, at);
}

/* 554: of a master crew list. */
void header_dtm(struct list *l)
{
	struct local_time at;
	if (time_of_segment(l, &at) == DATE_READ)
		l->m->filed_at = at;
	else
		edi_finding(l->r, SEVERITY_WARNING, "time-wrong",
			    "DTM of the list holds no date and time that exists");
}

void flight_dtm(struct list *l)
{
	bool scheduled;
	enum moment moment = moment_of(l->qualifier, &scheduled);
	if (moment == MOMENT_OTHER) {
		if (list_qualifier(l, "554"))
			header_dtm(l);
		else
			edi_finding(l->r, SEVERITY_INFO, "code-unknown",
				    "DTM: what this time is of the flight is not known; passed "
				    "over");
		return;
	}
	struct local_time at;
	if (time_of_segment(l, &at) != DATE_READ) {
		edi_finding(l->r, SEVERITY_ERROR, "time-wrong",
			    "DTM %s holds no date and time that exists",
			    moment == MOMENT_DEPARTURE ? "of a departure" : "of an arrival");
		return;
	}
	if (moment == MOMENT_DEPARTURE)
		departs_at(l, at, scheduled);
	else
		arrives_at(l, at, scheduled);
	if (l->leg)
		reader_extend(l->r, &l->leg->place);
}

void flight_end(struct list *l)
{
	if (l->group != LIST_FLIGHT)
		return;
	stop_guess(l);
	leg_incomplete(l);
	if (l->leg && !local_time_present(l->leg->departs))
		l->leg->departs = l->departs;
	if (l->leg && !local_time_present(l->leg->arrives))
		l->leg->arrives = l->arrives;
	l->leg = NULL;
	l->at_arrival = false;
	l->onward = (struct local_time){0};
	l->departs = (struct local_time){0};
	l->arrives = (struct local_time){0};
}
