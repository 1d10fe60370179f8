/* SPDX-License-Identifier: Apache-2.0
 *
 * The model as PNRGOV (IATA PADIS PNRGOV implementation guide 13.1, and what
 * later ones add), the opposite of decode/pnrgov/.
 */
#include "decode/write/pnr.h"

/* ---- Level 0 ---- */

static struct slice function_of(const struct message *m)
{
	if (slice_present(m->function_code))
		return m->function_code;
	return m->function == FUNCTION_UPDATE ? SLICE("141") : SLICE("22");
}

static void put_flight(struct writer *w, const struct flight *f)
{
	LIST_EACH(const struct leg, leg, &f->legs)
	{
		const struct segment s = {.carrier = f->carrier,
					  .number = f->number,
					  .suffix = f->suffix,
					  .operating_carrier = f->operating_carrier,
					  .from = leg->from,
					  .to = leg->to,
					  .departs = leg->departs,
					  .arrives = leg->arrives};
		pnr_put_tvl(w, &s);
	}
	put_if(w, "TVL+++++%", f->operating_number);
}

static void put_push(struct writer *w)
{
	const struct message *m = w->m;
	const struct flight *f = m->flights.first;
	PUT(w, "MSG+:%", function_of(m));
	if (pnr_says_agency(&m->originator))
		pnr_put_agency(w, &m->originator);
	for (; f; f = f->next)
		put_flight(w, f);
	if (m->declared.bookings >= 0)
		PUT(w, "EQN+%", put_number(w, m->declared.bookings));
}

/* ---- GR.1 ---- */

static bool is_own(const struct flight *f, struct slice carrier)
{
	return f && slice_present(carrier) &&
	       (slice_eq(carrier, f->carrier) || slice_eq(carrier, f->operating_carrier));
}

/* A locator that a reader would take for the booking's own stands with a flight. */
static bool is_apart(const struct pnr_writer *p, const struct locator *l)
{
	const struct flight *f = p->w->m->flights.last;
	return is_own(f, l->carrier) && !slice_eq(l->carrier, p->b->carrier);
}

static void put_locators(struct pnr_writer *p)
{
	const struct booking *b = p->b;
	struct pnr_moment at = pnr_moment_of(p->w, b->created_at);
	if (!slice_present(b->locator))
		return;
	PUT(p->w, "RCI+%:%:%:%:%", b->carrier, b->locator, b->locator_type, at.date, at.time);
	LIST_EACH(const struct locator, l, &b->other_locators)
	{
		if (is_apart(p, l))
			continue;
		emit_element(&p->w->w, l->carrier);
		emit_component(&p->w->w, l->locator);
	}
}

static void put_locators_apart(struct pnr_writer *p)
{
	LIST_EACH(const struct locator, l, &p->b->other_locators)
	{
		if (is_apart(p, l))
			PUT(p->w, "RCI+%:%", l->carrier, l->locator);
	}
}

static void put_dates(struct pnr_writer *p)
{
	struct pnr_moment changed = pnr_moment_of(p->w, p->b->changed_at);
	struct pnr_moment ticketed = pnr_moment_of(p->w, p->b->ticketed_at);
	struct slice none = {NULL, 0};
	bool is_changed = slice_present(changed.date);
	bool is_ticketed = slice_present(ticketed.date);
	if (is_changed || is_ticketed)
		PUT(p->w, "DAT+%:%:%+%:%:%", is_changed ? SLICE("700") : none, changed.date,
		    changed.time, is_ticketed ? SLICE("710") : none, ticketed.date, ticketed.time);
}

/* An empty one is that of a booking which was withdrawn. */
static void put_originator(struct pnr_writer *p)
{
	if (pnr_says_agency(&p->b->agency) || p->b->cancelled)
		pnr_put_agency(p->w, &p->b->agency);
}

/* Contacts of the booking that no service request says: before those where
 * one of them says a contact that is behind it in the list. */
static void put_contacts(struct pnr_writer *p, bool early)
{
	LIST_EACH(const struct contact, c, &p->b->contacts)
	{
		bool before = false;
		if (c->traveller >= 0 || placing_says_contact(&p->placing, p->w->a, c))
			continue;
		for (const struct contact *i = c->next; i; i = i->next)
			before |= i->traveller < 0 && placing_says_contact(&p->placing, p->w->a, i);
		if (before == early)
			pnr_put_contact(p->w, c);
	}
}

static void put_addresses(struct pnr_writer *p)
{
	LIST_EACH(const struct address, a, &p->b->addresses)
	{
		if (slice_is(a->use, "contact"))
			pnr_put_address(p->w, "700", a);
		else if (slice_is(a->use, "home") && !placing_osi_says_address(&p->placing, a))
			pnr_put_address(p->w, "702", a);
	}
}

static void put_remarks(struct pnr_writer *p)
{
	LIST_EACH(const struct remark, r, &p->b->remarks)
	{
		PUT(p->w, "IFT+%", SLICE("3"));
		pnr_put_parts(p->w, r->text, emit_element);
	}
}

/* Payments of the whole booking stand where the standard has none. */
static void put_payments(struct pnr_writer *p)
{
	for (; p->payment && p->payment->traveller < 0; p->payment = p->payment->next)
		pnr_put_payment(p, p->payment);
}

static void put_booking(struct writer *w, const struct booking *b)
{
	struct pnr_writer p = {.w = w,
			       .b = b,
			       .fare = b->fares.first,
			       .payment = b->payments.first,
			       .tax = b->taxes.first};
	const struct service_request *r;
	if (!placing_init(&p.placing, w->m, b, true, w->a))
		return;
	PUT(w, "SRC+%", (struct slice){NULL, 0});
	put_locators(&p);
	put_contacts(&p, true);
	while ((r = placing_at_booking(&p.placing)) != NULL)
		pnr_put_request(&p, r);
	put_dates(&p);
	put_remarks(&p);
	put_originator(&p);
	put_contacts(&p, false);
	put_addresses(&p);
	pnr_put_excess(&p, -1);
	put_payments(&p);
	for (unsigned i = 0; i < p.placing.count; i++)
		pnr_put_traveller(&p, p.placing.people[i]);
	LIST_EACH(const struct segment, s, &b->segments)
	{
		pnr_put_segment(&p, s);
		if (s == b->segments.first)
			put_locators_apart(&p);
	}
	pnr_put_split(&p);
	pnr_put_history(w, b);
}

void write_pnrgov(struct writer *w)
{
	emit_message(&w->w, w->m, w->m->business_ref);
	put_push(w);
	LIST_EACH(const struct booking, b, &w->m->bookings)
	put_booking(w, b);
	emit_message_end(&w->w);
}
