/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"

#include <inttypes.h>

/* MSG, C302: 1225 message function. */
void push_msg(struct pnr *p)
{
	struct slice code = pnr_text(p, 0, 1);
	if (!slice_present(code)) /* "MSG+22" */
		code = pnr_text(p, 0, 0);
	p->m->function_code = code;
	if (slice_is(code, "22")) {
		p->m->function = FUNCTION_FULL;
	} else if (slice_is(code, "141")) {
		p->m->function = FUNCTION_UPDATE;
	} else {
		p->m->function = FUNCTION_OTHER;
		edi_finding(p->r, SEVERITY_WARNING, "function-unknown",
			    "MSG: the message function is neither 22 (full) nor 141 (update)");
	}
}

void push_org(struct pnr *p)
{
	p->pusher = pnr_text(p, 0, 0);
	agency_read(p, &p->m->originator);
}

/* A second TVL of the flight: its number with the operating carrier. */
static bool flight_operated(struct pnr *p, const struct segment *s)
{
	struct flight *f = p->m->flights.last;
	bool second = f && local_time_present(s->departs) == false && !slice_present(s->from) &&
		      !slice_present(s->to) && slice_present(s->number);
	if (!second)
		return false;
	f->operating_number = s->number;
	if (slice_present(s->carrier))
		f->operating_carrier = s->carrier;
	return true;
}

void push_tvl(struct pnr *p)
{
	struct segment s = {0};
	segment_read(p, &s);
	if (flight_operated(p, &s))
		return;
	struct flight *f = LIST_ADD(&p->m->flights, p->r->arena, struct flight);
	struct leg *leg = f ? LIST_ADD(&f->legs, p->r->arena, struct leg) : NULL;
	if (!leg)
		return;
	f->carrier = s.carrier;
	f->number = s.number;
	f->suffix = s.suffix;
	f->operating_carrier = s.operating_carrier;
	f->place = leg->place = pnr_place(p);
	leg->from = s.from;
	leg->to = s.to;
	leg->departs = s.departs;
	leg->arrives = s.arrives;
	leg->border = true;
	p->marketing = s.carrier;
	p->operating = slice_present(s.operating_carrier) ? s.operating_carrier : s.carrier;
}

/* EQN, C523: 6350 number of bookings in the whole push. */
void push_eqn(struct pnr *p)
{
	uint64_t n;
	if (slice_u64(pnr_text(p, 0, 0), &n) && n <= UINT32_MAX)
		p->m->declared.bookings = (int64_t)n;
	else
		edi_finding(p->r, SEVERITY_WARNING, "count-wrong",
			    "EQN: the number of bookings is not a number");
}

/* A push in several parts counts them all together: then nothing is compared. */
static void check_bookings(struct pnr *p)
{
	const struct message *m = p->m;
	bool whole = m->part == 0 || (m->part == 1 && m->last_part);
	if (!whole || m->declared.bookings < 0 || m->declared.bookings == m->bookings.count)
		return;
	edi_finding(p->r, SEVERITY_WARNING, "booking-count-mismatch",
		    "EQN says that the push has %" PRId64 " bookings, this message has %u",
		    m->declared.bookings, m->bookings.count);
}

void push_end(struct pnr *p)
{
	if (p->m->function == FUNCTION_NONE) {
		p->m->function = FUNCTION_FULL;
		edi_finding(p->r, SEVERITY_WARNING, "function-missing",
			    "MSG is missing; taken as a full push");
	}
	if (p->m->flights.count == 0)
		edi_finding(p->r, SEVERITY_ERROR, "flight-missing",
			    "the TVL of the push is missing: no flight is known");
	check_bookings(p);
}
