/* SPDX-License-Identifier: Apache-2.0
 *
 * Travellers of a booking, their tickets, fares and payments: GR.2 to GR.4.
 */
#include "decode/write/pnr.h"

#include <assert.h>

/* C324: 6353. Of an unaccompanied minor the service request tells. */
static const char *type_of(enum traveller_role role)
{
	switch (role) {
	case ROLE_ADULT:
		return "A";
	case ROLE_CHILD:
	case ROLE_UNACCOMPANIED_MINOR:
		return "C";
	case ROLE_INFANT:
		return "IN";
	case ROLE_NONE:
		break;
	}
	return "";
}

void pnr_put_tif(struct pnr_writer *p, const struct traveller *t)
{
	struct writer *w = p->w;
	bool infant = placing_has_infant(&p->placing, t);
	PUT(w, "TIF+%+%:%:%:%", t->family, put_titled(w, t->given, t->title),
	    slice_of(type_of(t->role)), t->reference, infant ? SLICE("1") : SLICE(""));
}

static void put_frequent_flyers(struct writer *w, const struct traveller *t)
{
	LIST_EACH(const struct frequent_flyer, f, &t->frequent_flyer)
	PUT(w, "FTI+%:%:::%", f->carrier, f->number, f->tier);
}

/* ---- ADD ---- */

static void put_addresses(struct pnr_writer *p, const struct traveller *t)
{
	LIST_EACH(const struct address, a, &t->addresses)
	{
		if (placing_says_address(&p->placing, t, a))
			continue;
		if (slice_is(a->use, "contact"))
			pnr_put_address(p->w, "700", a);
		else if (slice_is(a->use, "home"))
			pnr_put_address(p->w, "702", a);
	}
	LIST_EACH(const struct contact, c, &p->b->contacts)
	{
		if (c->traveller == (int)t->index && !placing_says_contact(&p->placing, p->w->a, c))
			pnr_put_contact(p->w, c);
	}
}

/* ---- MON, FOP ---- */

void pnr_put_payment(struct pnr_writer *p, const struct payment *pay)
{
	PUT(p->w, "FOP+%:%:%:%:%:%:%:%", pay->form, pay->original ? SLICE("2") : SLICE(""),
	    pay->amount, pay->card_vendor, pay->card, pay->expires, pay->approval, pay->details);
	if (pay->traveller >= 0)
		put_if(p->w, "IFT+4:43+%", pay->payer);
}

/* Behind the first payment of a traveller. */
static void put_billing(struct pnr_writer *p, const struct traveller *t)
{
	LIST_EACH(const struct address, a, &p->b->addresses)
	{
		if (slice_is(a->use, "billing") && a->traveller == (int)t->index)
			pnr_put_address(p->w, "700", a);
	}
}

/* What is paid and priced for one traveller and ticket. */
struct money {
	const struct traveller *t;
	const struct ticket *ticket; /* NULL: before the first one */
	bool billed;                 /* billing addresses are written */
	struct slice currency;       /* of the last MON behind TKT */
};

static void put_tkt(struct pnr_writer *p, struct money *m)
{
	PUT(p->w, "TKT+%:%", m->ticket->number, m->ticket->type);
	m->currency = (struct slice){NULL, 0};
}

static bool is_of(const struct money *m, int traveller, struct slice ticket)
{
	struct slice number = m->ticket ? m->ticket->number : (struct slice){NULL, 0};
	return traveller == (int)m->t->index && slice_eq(ticket, number);
}

/* An amount, or a word in its place. */
static void put_amount(struct writer *w, const char *kind, struct slice amount,
		       struct slice currency)
{
	emit_element(&w->w, slice_of(kind));
	emit_component(&w->w, amount);
	emit_component(&w->w, currency);
}

/* A fare, and those of other kinds behind it, which stand in the same MON. */
static void put_fare(struct pnr_writer *p, struct money *m)
{
	struct writer *w = p->w;
	const struct fare *f = p->fare;
	if (m->ticket && !slice_present(f->currency) && slice_present(m->currency))
		put_tkt(p, m);
	emit_segment(&w->w, "MON");
	if (slice_present(f->base_amount))
		put_amount(w, "B", f->base_amount, f->base_currency);
	put_amount(w, "T", slice_present(f->amount) ? f->amount : f->word, f->currency);
	if (slice_present(f->currency))
		m->currency = f->currency;
	for (f = f->next; f && slice_present(f->kind) && is_of(m, f->traveller, f->ticket);
	     f = f->next)
		put_amount(w, arena_cstr(w->a, f->kind),
			   slice_present(f->amount) ? f->amount : f->word, f->currency);
	p->fare = f;
}

static void put_tax(struct pnr_writer *p)
{
	const struct tax *x = p->tax;
	PUT(p->w, "TXD++%:%:%:%", x->amount, x->country, x->currency, x->code);
	p->tax = x->next;
}

static void put_fop(struct pnr_writer *p, struct money *m)
{
	const struct payment *pay = p->payment;
	bool said = slice_present(pay->amount) && slice_present(m->currency);
	if (said && m->ticket && !slice_present(pay->currency))
		put_tkt(p, m);
	pnr_put_payment(p, pay);
	if (!m->billed)
		put_billing(p, m->t);
	m->billed = true;
	p->payment = pay->next;
}

static void put_money(struct pnr_writer *p, struct money *m)
{
	while (p->fare && is_of(m, p->fare->traveller, p->fare->ticket))
		put_fare(p, m);
	while (p->tax && is_of(m, p->tax->traveller, p->tax->ticket))
		put_tax(p);
	while (p->payment && is_of(m, p->payment->traveller, p->payment->ticket))
		put_fop(p, m);
}

static void put_ptk(struct pnr_writer *p, const struct ticket *k)
{
	struct pnr_moment deadline = pnr_moment_of(p->w, k->deadline);
	struct pnr_moment issued = pnr_moment_of(p->w, k->issued_at);
	if (slice_present(k->restriction) || slice_present(deadline.date) ||
	    slice_present(k->carrier) || slice_present(k->carrier_number) ||
	    slice_present(k->sold_in))
		PUT(p->w, "PTK+%++%:%+%+%+%", k->restriction, deadline.date, deadline.time,
		    k->carrier, k->carrier_number, k->sold_in);
	if (slice_present(issued.date))
		PUT(p->w, "DAT+710:%:%", issued.date, issued.time);
}

static void put_tickets(struct pnr_writer *p, const struct traveller *t)
{
	struct money m = {.t = t};
	put_money(p, &m);
	LIST_EACH(const struct ticket, k, &t->tickets)
	{
		m.ticket = k;
		put_tkt(p, &m);
		put_ptk(p, k);
		put_money(p, &m);
	}
}

static void put_fare_info(struct writer *w, const struct traveller *t)
{
	LIST_EACH(const struct fare_info, f, &t->fare_info)
	{
		PUT(w, "FAR+%+%+%:%:%:%++%", f->type, f->age, f->discount_type, f->discount_percent,
		    f->country, f->discount_class, f->designator);
		LIST_EACH(const struct fare_basis, b, &f->basis)
		emit_element(&w->w, b->code);
	}
}

void pnr_put_excess(struct pnr_writer *p, int traveller)
{
	struct writer *w = p->w;
	LIST_EACH(const struct excess_bags, x, &p->b->excess_bags)
	{
		bool weighed = x->weight_tenths >= 0;
		struct slice pieces = x->pieces > 0 ? put_number(w, x->pieces) : SLICE("");
		if (x->traveller == traveller)
			PUT(w, "EBD+%:%+%:%:%", x->currency, x->rate, pieces,
			    put_weight(w, x->weight_tenths), weighed ? SLICE("700") : SLICE("N"));
	}
}

void pnr_put_traveller(struct pnr_writer *p, const struct traveller *t)
{
	const struct service_request *r;
	pnr_put_tif(p, t);
	put_frequent_flyers(p->w, t);
	pnr_put_excess(p, (int)t->index);
	put_fare_info(p->w, t);
	while ((r = placing_at_traveller(&p->placing, t)) != NULL)
		pnr_put_request(p, r);
	put_addresses(p, t);
	put_tickets(p, t);
}
