/* SPDX-License-Identifier: Apache-2.0
 *
 * ACKRES and GOVREQ (IATA PADIS).
 */
#include "decode/write/answers_parts.h"

#include <stdio.h>

static void put_msg(struct emit *w, const struct message *m)
{
	emit_segment(w, "MSG");
	emit_element(w, (struct slice){0});
	emit_component(w, function_code(m));
	emit_element(w, m->answer->status_code);
}

static void put_texts(struct emit *w, const struct answer_text *first)
{
	for (const struct answer_text *t = first; t; t = t->next) {
		emit_segment(w, "IFT");
		emit_element(w, t->subject);
		emit_element(w, t->text);
	}
}

void ackres_write(struct emit *w, const struct message *m)
{
	put_msg(w, m);
	put_texts(w, m->answer->texts.first);
	LIST_EACH(const struct answer_point, p, &m->answer->points)
	{
		LIST_EACH(const struct answer_code, c, &p->codes)
		{
			emit_segment(w, "ERC");
			emit_element(w, c->code);
			emit_component(w, c->list);
			emit_component(w, c->agency);
		}
		put_texts(w, p->texts.first);
	}
}

/* ---- GOVREQ ---- */

struct written_time {
	char date[16], time[8];
};

/* DDMMYY or DDMMYYYY, and HHMM; empty where there is none. */
static struct written_time time_text(const struct message *m, struct local_time t)
{
	struct written_time out = {"", ""};
	bool brief = two_digit_year(m, t.date);
	if (!local_time_present(t))
		return out;
	(void)snprintf(out.date, sizeof out.date, "%02u%02u%0*u", (unsigned)t.date.day % 100u,
		       (unsigned)t.date.month % 100u, brief ? 2 : 4,
		       (unsigned)t.date.year % (brief ? 100u : 10000u));
	if (t.hour >= 0)
		(void)snprintf(out.time, sizeof out.time, "%02u%02u", (unsigned)t.hour % 100u,
			       (unsigned)t.minute % 100u);
	return out;
}

static void put_number(struct emit *w, struct slice carrier, struct slice operating,
		       struct slice number, struct slice suffix)
{
	emit_element(w, carrier);
	emit_component(w, operating);
	emit_element(w, number);
	emit_component(w, (struct slice){0});
	emit_component(w, suffix);
}

/* The flight as PNRGOV has it: a second TVL where the operating carrier has a
 * number of its own. */
static void put_flight(struct emit *w, const struct message *m, const struct flight *f)
{
	const struct leg none = {0};
	const struct leg *l = f->legs.first ? f->legs.first : &none;
	struct written_time departs = time_text(m, l->departs);
	struct written_time arrives = time_text(m, l->arrives);
	emit_segment(w, "TVL");
	emit_element(w, slice_of(departs.date));
	emit_component(w, slice_of(departs.time));
	emit_component(w, slice_of(arrives.date));
	emit_component(w, slice_of(arrives.time));
	emit_element(w, l->from);
	emit_element(w, l->to);
	put_number(w, f->carrier, f->operating_carrier, f->number, f->suffix);
	if (!slice_present(f->operating_number))
		return;
	emit_segment(w, "TVL");
	for (int i = 0; i < 3; i++)
		emit_element(w, (struct slice){0});
	put_number(w, f->operating_carrier, (struct slice){0}, f->operating_number,
		   (struct slice){0});
}

static void put_asked(struct emit *w, const struct message *m)
{
	LIST_EACH(const struct asked_locator, l, &m->answer->locators)
	{
		struct written_time created = time_text(m, l->created);
		emit_segment(w, "RCI");
		emit_element(w, l->carrier);
		emit_component(w, l->locator);
		emit_component(w, l->kind);
		emit_component(w, slice_of(created.date));
		emit_component(w, slice_of(created.time));
	}
	LIST_EACH(const struct asked_time, t, &m->answer->times)
	{
		struct written_time at = time_text(m, t->at);
		emit_segment(w, "DAT");
		emit_element(w, t->kind);
		emit_component(w, slice_of(at.date));
		emit_component(w, slice_of(at.time));
	}
	LIST_EACH(const struct asked_person, p, &m->answer->persons)
	{
		emit_segment(w, "TIF");
		emit_element(w, p->family);
		emit_element(w, p->given);
	}
}

void govreq_write(struct emit *w, const struct message *m)
{
	const struct answer *a = m->answer;
	put_msg(w, m);
	if (slice_present(a->originator)) {
		emit_segment(w, "ORG");
		emit_element(w, a->originator);
	}
	LIST_EACH(const struct flight, f, &m->flights)
	{
		put_flight(w, m, f);
	}
	put_asked(w, m);
	put_texts(w, a->texts.first);
}
