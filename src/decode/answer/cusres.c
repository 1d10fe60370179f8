/* SPDX-License-Identifier: Apache-2.0
 *
 * CUSRES, a government's answer to PAXLST (WCO/IATA/ICAO CUSRES guide): BGM and
 * RFF; group 3, a leg for each RFF+AF; group 4, a response for each ERP.
 */
#include "decode/answer/answer.h"

/* ---- BGM, and RFF of the message ---- */

static enum message_function function_of(struct slice code)
{
	if (slice_is(code, "962"))
		return FUNCTION_RESPONSE;
	if (slice_is(code, "132"))
		return FUNCTION_UNSOLICITED;
	return slice_is(code, "312") ? FUNCTION_ACKNOWLEDGEMENT : FUNCTION_OTHER;
}

static void read_bgm(struct answering *s)
{
	struct message *m = s->m;
	m->function_code = answer_value(s, 0, 0);
	m->function = slice_present(m->function_code) ? function_of(m->function_code)
						      : FUNCTION_NONE;
	s->a->document_number = answer_value(s, 1, 0);
	s->a->purpose_code = answer_value(s, 2, 0);
	answer_set_status(s, answer_value(s, 3, 0));
	if (m->function == FUNCTION_OTHER)
		edi_finding(s->r, SEVERITY_WARNING, "function-unknown",
			    "BGM is none of 962 (response), 132 (unsolicited) and 312 "
			    "(acknowledgement)");
}

static void reference_add(struct answering *s, struct slice kind, struct slice value)
{
	struct answer_reference *to =
		s->point ? LIST_ADD(&s->point->references, s->r->arena, struct answer_reference)
			 : LIST_ADD(&s->a->references, s->r->arena, struct answer_reference);
	if (!to)
		return;
	to->kind = kind;
	to->value = value;
}

/* ---- Flights: RFF+AF (or TDT), DTM, LOC ---- */

static void flight_begin(struct answering *s, struct flight_code code)
{
	struct flight *last = s->m->flights.last;
	s->leg = NULL;
	if (last && slice_eq(last->carrier, code.carrier) && slice_eq(last->number, code.number) &&
	    slice_eq(last->suffix, code.suffix)) {
		s->flight = last;
		return;
	}
	s->flight = LIST_ADD(&s->m->flights, s->r->arena, struct flight);
	if (!s->flight)
		return;
	s->flight->carrier = code.carrier;
	s->flight->number = code.number;
	s->flight->suffix = code.suffix;
	s->flight->place = edi_place(&s->r->segment);
}

/* The leg that the current segment speaks of: a new one where what it says is
 * `taken` in the last one. It may be another flight's, whose RFF was lost. */
static struct leg *leg_for(struct answering *s, bool taken)
{
	if (taken && s->gap)
		s->flight = NULL;
	if (s->leg && !taken) {
		reader_extend(s->r, &s->leg->place);
		return s->leg;
	}
	if (!s->flight) {
		edi_finding(s->r, SEVERITY_ERROR, "flight-missing",
			    "%s stands before the flight that it speaks of (RFF+AF)",
			    s->r->segment.tag);
		flight_begin(s, (struct flight_code){0});
	}
	s->leg = s->flight ? LIST_ADD(&s->flight->legs, s->r->arena, struct leg) : NULL;
	if (s->leg)
		s->leg->place = edi_place(&s->r->segment);
	return s->leg;
}

static void read_dtm(struct answering *s)
{
	struct slice kind = answer_value(s, 0, 0);
	bool departs = slice_is(kind, "189");
	struct local_time at;
	if (!departs && !slice_is(kind, "232"))
		return;
	if (local_time_read(answer_value(s, 0, 1), answer_value(s, 0, 2), s->date, &at) !=
	    DATE_READ) {
		edi_finding(s->r, SEVERITY_ERROR, "time-wrong",
			    "DTM %s holds no date and time that exists",
			    departs ? "of a departure" : "of an arrival");
		return;
	}
	struct leg *leg = s->leg;
	leg = leg_for(s, leg && local_time_present(departs ? leg->departs : leg->arrives));
	if (!leg)
		return;
	*(departs ? &leg->departs : &leg->arrives) = at;
}

static void leg_from(struct answering *s, struct slice port, bool border)
{
	struct leg *leg = leg_for(s, s->leg && slice_present(s->leg->from));
	if (!leg)
		return;
	leg->from = port;
	leg->border |= border;
}

static void leg_to(struct answering *s, struct slice port, bool border)
{
	struct leg *leg = leg_for(s, s->leg && slice_present(s->leg->to));
	if (!leg)
		return;
	leg->to = port;
	leg->border |= border;
}

/* LOC+92 is either end of a leg inside the country. */
static void leg_stop(struct answering *s, struct slice port)
{
	bool started = s->leg && slice_present(s->leg->from) && !slice_present(s->leg->to);
	if (started)
		leg_to(s, port, false);
	else
		leg_from(s, port, false);
}

static void read_loc(struct answering *s)
{
	struct slice use = answer_value(s, 0, 0);
	struct slice port = answer_value(s, 1, 0);
	if (!slice_present(port)) {
		edi_finding(s->r, SEVERITY_WARNING, "port-missing", "LOC names no port");
		return;
	}
	if (slice_is(use, "125"))
		leg_from(s, port, true);
	else if (slice_is(use, "87"))
		leg_to(s, port, true);
	else if (slice_is(use, "92"))
		leg_stop(s, port);
	else if (slice_is(use, "130"))
		leg_to(s, port, false);
}

/* ---- Group 4: ERP, RFF, ERC, FTX ---- */

static bool is_named(const struct answer_point *p)
{
	return slice_present(p->locator) || slice_present(p->reference) || p->references.first ||
	       slice_present(p->family);
}

static void point_end(struct answering *s)
{
	struct answer_point *p = s->point;
	s->point = NULL;
	if (!p)
		return;
	p->status = answer_point_status(p);
	if (p->status == RESPONSE_NONE)
		finding_add(s->r->findings, s->r->arena, SEVERITY_ERROR, "response-status-missing",
			    p->place.segment, p->place.offset,
			    "the response has no code (ERC): it lets nobody board; ask again");
	if (!is_named(p) && p->scope != SCOPE_MESSAGE)
		finding_add(
			s->r->findings, s->r->arena, SEVERITY_ERROR, "response-for-nobody",
			p->place.segment, p->place.offset,
			"the response does not say for which traveller it is (RFF); it may not be "
			"taken for anybody's");
}

static void read_tdt(struct answering *s)
{
	point_end(s);
	flight_begin(s, flight_split(answer_value(s, 1, 0), answer_value(s, 4, 0)));
}

static enum answer_scope scope_of(struct slice code)
{
	if (slice_is(code, "1"))
		return SCOPE_MESSAGE;
	return slice_is(code, "2") ? SCOPE_TRAVELLER : SCOPE_UNKNOWN;
}

static void read_erp(struct answering *s)
{
	struct slice code = answer_value(s, 0, 0);
	point_end(s);
	struct answer_point *p = answer_point_add(s, scope_of(code));
	if (!p)
		return;
	p->scope_code = code;
	if (p->scope == SCOPE_UNKNOWN)
		edi_finding(s->r, SEVERITY_WARNING, "response-scope-unknown",
			    "ERP is neither 1 (the message) nor 2 (a traveller)");
}

/* The response of the current segment. Where an ERP before it was lost (it is
 * `another` traveller's), a new one: two travellers are never mixed. */
static struct answer_point *point_for(struct answering *s, bool another)
{
	if (s->point && !another)
		return s->point;
	edi_finding(s->r, SEVERITY_ERROR, "response-damaged",
		    "%s belongs to a response whose ERP was not read", s->r->segment.tag);
	point_end(s);
	return answer_point_add(s, SCOPE_UNKNOWN);
}

/* A reference that the response has already, or (behind its code) any. */
static bool is_of_another(const struct answering *s, struct slice now, struct slice value)
{
	const struct answer_point *p = s->point;
	if (slice_present(now) && !slice_eq(now, value))
		return true;
	return (p->codes.first || p->texts.first) && (is_named(p) || s->gap);
}

static void point_rff(struct answering *s, struct slice kind, struct slice value)
{
	bool locator = slice_is(kind, "AVF");
	bool reference = slice_is(kind, "ABO");
	struct slice now = {0};
	if (s->point)
		now = locator ? s->point->locator : reference ? s->point->reference : now;
	struct answer_point *p = point_for(s, s->point && is_of_another(s, now, value));
	if (!p)
		return;
	if (locator)
		p->locator = value;
	else if (reference)
		p->reference = value;
	else
		reference_add(s, kind, value);
}

static void read_rff(struct answering *s)
{
	struct slice kind = answer_value(s, 0, 0);
	struct slice value = answer_value(s, 0, 1);
	if (!slice_present(kind) && !slice_present(value))
		return;
	bool traveller = slice_is(kind, "AVF") || slice_is(kind, "ABO");
	if (slice_is(kind, "AF")) {
		point_end(s);
		flight_begin(s, flight_split(value, (struct slice){0}));
	} else if (s->point || (traveller && slice_present(value))) {
		point_rff(s, kind, value);
	} else if (slice_is(kind, "TN") && !slice_present(s->a->transaction_ref)) {
		s->a->transaction_ref = value;
		if (slice_present(value))
			s->m->business_ref = value;
	} else {
		reference_add(s, kind, value);
	}
}

/* A name is in no guide; where a government sends one, it is kept. */
static void read_nad(struct answering *s)
{
	struct answer_point *p = s->point;
	struct slice family = answer_value(s, 3, 0);
	if (!p) {
		edi_finding(s->r, SEVERITY_WARNING, "segment-unexpected",
			    "NAD does not belong here and was not read");
		return;
	}
	p = point_for(s, is_of_another(s, p->family, family));
	if (!p)
		return;
	p->family = family;
	p->given = answer_value(s, 3, 1);
}

static void check_code(struct answering *s, const struct answer_code *c)
{
	if (c->status == RESPONSE_OTHER)
		edi_finding(s->r, SEVERITY_WARNING, "response-code-unknown",
			    "ERC has a code that is none of the guides; it was kept, and does not "
			    "let the traveller board");
	if (slice_present(c->authorisation) && !slice_is_nocase(c->authorisation, "Z"))
		edi_finding(s->r, SEVERITY_INFO, "authorisation-code-unknown",
			    "ERC has a result of a travel authorisation (second character) that "
			    "each State defines; it was kept");
}

static void read_erc(struct answering *s)
{
	bool another = s->point && s->point->codes.first && s->gap;
	struct answer_code *c = answer_code_add(s, point_for(s, another));
	if (!c)
		return;
	c->status = response_status_of(c->code);
	if (c->code.n == 2 && c->status != RESPONSE_OTHER)
		c->authorisation = slice_range(c->code, 1, 2);
	check_code(s, c);
}

static void read_ftx(struct answering *s)
{
	answer_texts(s, answer_value(s, 0, 0), answer_value(s, 2, 0), 3, 0);
}

static const struct answer_step steps[] = {
	ANSWER_STEP('E', 'R', 'P', read_erp), ANSWER_STEP('R', 'F', 'F', read_rff),
	ANSWER_STEP('E', 'R', 'C', read_erc), ANSWER_STEP('F', 'T', 'X', read_ftx),
	ANSWER_STEP('N', 'A', 'D', read_nad), ANSWER_STEP('D', 'T', 'M', read_dtm),
	ANSWER_STEP('L', 'O', 'C', read_loc), ANSWER_STEP('T', 'D', 'T', read_tdt),
	ANSWER_STEP('B', 'G', 'M', read_bgm), {0, NULL},
};

void cusres_read(struct edi_reader *r, struct message *m, const struct message_context *ctx)
{
	struct answering s;
	answer_read(&s, r, m, ctx, steps);
	point_end(&s);
	if (m->function == FUNCTION_NONE)
		edi_finding(r, SEVERITY_ERROR, "function-missing",
			    "the message has no BGM that says what it answers");
	if (!s.a->points.first)
		edi_finding(r, SEVERITY_ERROR, "response-missing",
			    "the message brings no response (ERP, ERC): nobody may board by it");
}
