/* SPDX-License-Identifier: Apache-2.0
 *
 * GOVREQ, a State's request to a carrier for bookings (IATA PADIS): MSG, ORG,
 * TVL, RCI, DAT, TIF. Segments are those of PNRGOV, and read alike.
 */
#include "decode/answer/answer.h"
#include "decode/pnrgov/pnr.h"

static void read_msg(struct answering *s)
{
	struct slice code = answer_value(s, 0, 1);
	struct message *m = s->m;
	if (!slice_present(code))
		code = answer_value(s, 0, 0);
	m->function_code = code;
	if (slice_is(code, "22"))
		m->function = FUNCTION_FULL;
	else if (slice_is(code, "141"))
		m->function = FUNCTION_UPDATE;
	else
		m->function = slice_present(code) ? FUNCTION_OTHER : FUNCTION_NONE;
	if (m->function == FUNCTION_OTHER)
		edi_finding(s->r, SEVERITY_WARNING, "function-unknown",
			    "MSG asks neither for a full push (22) nor for an update (141)");
}

static void read_org(struct answering *s)
{
	if (!slice_present(s->a->originator))
		s->a->originator = answer_value(s, 0, 0);
}

static void read_tvl(struct answering *s)
{
	struct pnr p = {.r = s->r, .m = s->m, .date = s->date, .group = GROUP_MESSAGE};
	push_tvl(&p);
}

/* DDMMYY, HHMM; absent, with a finding, where it is no date. */
static struct local_time time_of(struct answering *s, struct slice date, struct slice time)
{
	struct local_time t = {.hour = -1};
	int8_t second;
	enum date_result result = date_read_dmy(date, CENTURY_NEAREST, s->date, &t.date);
	if (result != DATE_READ && result != DATE_EMPTY)
		edi_finding(s->r, SEVERITY_WARNING, "date-wrong",
			    "%s: not a date of the form DDMMYY; left out", s->r->segment.tag);
	if (slice_present(time) && !time_read(time, &t.hour, &t.minute, &second))
		edi_finding(s->r, SEVERITY_WARNING, "time-wrong",
			    "%s: not a time of the form HHMM; left out", s->r->segment.tag);
	return date_present(t.date) ? t : (struct local_time){0};
}

/* C330: 9906 carrier, 9956 locator, 9958 kind, date and time of creation. */
static void read_rci(struct answering *s)
{
	for (unsigned e = 0; e < s->r->segment.elements; e++) {
		struct slice locator = answer_value(s, e, 1);
		struct asked_locator *l =
			slice_present(locator)
				? LIST_ADD(&s->a->locators, s->r->arena, struct asked_locator)
				: NULL;
		if (!l)
			continue;
		l->carrier = answer_value(s, e, 0);
		l->locator = locator;
		l->kind = answer_value(s, e, 2);
		l->created = time_of(s, answer_value(s, e, 3), answer_value(s, e, 4));
	}
}

/* C688: 2005 what happens, date, time. */
static void read_dat(struct answering *s)
{
	for (unsigned e = 0; e < s->r->segment.elements; e++) {
		struct local_time at = time_of(s, answer_value(s, e, 1), answer_value(s, e, 2));
		struct asked_time *t = local_time_present(at) ? LIST_ADD(&s->a->times, s->r->arena,
									 struct asked_time)
							      : NULL;
		if (!t)
			continue;
		t->kind = answer_value(s, e, 0);
		t->at = at;
	}
}

static void read_tif(struct answering *s)
{
	struct slice family = answer_value(s, 0, 0);
	struct slice given = answer_value(s, 1, 0);
	struct asked_person *p =
		slice_present(family) || slice_present(given)
			? LIST_ADD(&s->a->persons, s->r->arena, struct asked_person)
			: NULL;
	if (!p)
		return;
	p->family = family;
	p->given = given;
}

static void read_ift(struct answering *s)
{
	struct slice subject = answer_value(s, 0, 0);
	for (unsigned e = 1; e < s->r->segment.elements; e++)
		answer_texts(s, subject, (struct slice){0}, e, 0);
}

static const struct answer_step steps[] = {
	ANSWER_STEP('R', 'C', 'I', read_rci), ANSWER_STEP('T', 'V', 'L', read_tvl),
	ANSWER_STEP('D', 'A', 'T', read_dat), ANSWER_STEP('T', 'I', 'F', read_tif),
	ANSWER_STEP('I', 'F', 'T', read_ift), ANSWER_STEP('O', 'R', 'G', read_org),
	ANSWER_STEP('M', 'S', 'G', read_msg), {0, NULL},
};

void govreq_read(struct edi_reader *r, struct message *m, const struct message_context *ctx)
{
	struct answering s;
	answer_read(&s, r, m, ctx, steps);
	if (m->function == FUNCTION_NONE)
		edi_finding(r, SEVERITY_WARNING, "function-missing",
			    "no MSG says which push is asked for");
	if (!m->flights.first && !s.a->locators.first)
		edi_finding(r, SEVERITY_ERROR, "request-empty",
			    "the message names neither a flight (TVL) nor a booking (RCI) to send");
}
