/* SPDX-License-Identifier: Apache-2.0
 *
 * CUSRES as the WCO/IATA/ICAO guide has it: BGM, RFF+TN, a group 3 for each
 * leg (both DTM, then both LOC), a group 4 for each response.
 */
#include "decode/write/answers_parts.h"

#include <stdio.h>

static void put_rff(struct emit *w, struct slice kind, struct slice value)
{
	emit_segment(w, "RFF");
	emit_element(w, kind);
	emit_component(w, value);
}

static void put_references(struct emit *w, const struct answer_reference *first)
{
	for (const struct answer_reference *r = first; r; r = r->next)
		put_rff(w, r->kind, r->value);
}

static void put_texts(struct emit *w, const struct answer_text *first)
{
	for (const struct answer_text *t = first; t; t = t->next) {
		emit_segment(w, "FTX");
		emit_element(w, t->subject);
		emit_element(w, (struct slice){0});
		emit_element(w, t->code);
		emit_element(w, t->text);
	}
}

static void put_bgm(struct emit *w, const struct message *m)
{
	const struct answer *a = m->answer;
	emit_segment(w, "BGM");
	emit_element(w, function_code(m));
	emit_element(w, a->document_number);
	emit_element(w, a->purpose_code);
	emit_element(w, a->status_code);
}

/* ---- Group 3 ---- */

/* 2379: 201 YYMMDDHHMM, 203 the same with the century, 101 and 102 without the time. */
static void put_dtm(struct emit *w, const struct message *m, const char *kind, struct local_time t)
{
	char text[24];
	char time[8] = "";
	struct date d = t.date;
	if (!local_time_present(t))
		return;
	bool brief = two_digit_year(m, d);
	if (t.hour >= 0)
		(void)snprintf(time, sizeof time, "%02u%02u", (unsigned)t.hour % 100u,
			       (unsigned)t.minute % 100u);
	(void)snprintf(text, sizeof text, "%0*u%02u%02u%s", brief ? 2 : 4,
		       (unsigned)d.year % (brief ? 100u : 10000u), (unsigned)d.month % 100u,
		       (unsigned)d.day % 100u, time);
	emit_segment(w, "DTM");
	emit_element(w, slice_of(kind));
	emit_component(w, slice_of(text));
	emit_component(w, t.hour >= 0 ? slice_of(brief ? "201" : "203")
				      : slice_of(brief ? "101" : "102"));
}

static void put_loc(struct emit *w, const char *kind, struct slice port)
{
	if (!slice_present(port))
		return;
	emit_segment(w, "LOC");
	emit_element(w, slice_of(kind));
	emit_element(w, port);
}

static void put_flight(struct emit *w, const struct flight *f)
{
	struct buf designator;
	buf_init(&designator, f->carrier.n + f->number.n + f->suffix.n + 1);
	buf_add(&designator, f->carrier);
	buf_add(&designator, f->number);
	buf_add(&designator, f->suffix);
	w->out->failed |= buf_failed(&designator);
	put_rff(w, SLICE("AF"), buf_slice(&designator));
	buf_release(&designator);
}

static void put_leg(struct emit *w, const struct message *m, const struct leg *l)
{
	put_dtm(w, m, "189", l->departs);
	put_dtm(w, m, "232", l->arrives);
	put_loc(w, l->border ? "125" : "92", l->from);
	put_loc(w, l->border ? "87" : "130", l->to);
}

static void put_flights(struct emit *w, const struct message *m)
{
	LIST_EACH(const struct flight, f, &m->flights)
	{
		if (!f->legs.first)
			put_flight(w, f);
		LIST_EACH(const struct leg, l, &f->legs)
		{
			put_flight(w, f);
			put_leg(w, m, l);
		}
	}
}

/* ---- Group 4 ---- */

static struct slice scope_code(const struct answer_point *p)
{
	if (slice_present(p->scope_code))
		return p->scope_code;
	return p->scope == SCOPE_MESSAGE     ? SLICE("1")
	       : p->scope == SCOPE_TRAVELLER ? SLICE("2")
					     : (struct slice){0};
}

static void put_name(struct emit *w, const struct answer_point *p)
{
	if (!slice_present(p->family) && !slice_present(p->given))
		return;
	emit_segment(w, "NAD");
	emit_element(w, SLICE("FL"));
	emit_element(w, (struct slice){0});
	emit_element(w, (struct slice){0});
	emit_element(w, p->family);
	emit_component(w, p->given);
}

static void put_point(struct emit *w, const struct answer_point *p)
{
	emit_segment(w, "ERP");
	emit_element(w, scope_code(p));
	if (slice_present(p->locator))
		put_rff(w, SLICE("AVF"), p->locator);
	if (slice_present(p->reference))
		put_rff(w, SLICE("ABO"), p->reference);
	put_references(w, p->references.first);
	put_name(w, p);
	LIST_EACH(const struct answer_code, c, &p->codes)
	{
		emit_segment(w, "ERC");
		emit_element(w, c->code);
		emit_component(w, c->list);
		emit_component(w, c->agency);
	}
	put_texts(w, p->texts.first);
}

void cusres_write(struct emit *w, const struct message *m)
{
	const struct answer *a = m->answer;
	put_bgm(w, m);
	if (slice_present(a->transaction_ref))
		put_rff(w, SLICE("TN"), a->transaction_ref);
	put_references(w, a->references.first);
	put_texts(w, a->texts.first);
	put_flights(w, m);
	LIST_EACH(const struct answer_point, p, &a->points)
	{
		put_point(w, p);
	}
}
