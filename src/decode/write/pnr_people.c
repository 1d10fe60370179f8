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
	PUT(p->w, "FOP+%::%:%:%:%", pay->form, pay->amount, pay->card_vendor, pay->card,
	    pay->expires);
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

/* What is paid and priced for one traveller, behind its tickets. */
struct money {
	const struct traveller *t;
	const struct ticket *ticket; /* the last one that was written */
	bool tkt;                    /* a TKT stands here */
	bool billed;                 /* billing addresses are written */
	struct slice currency;       /* of the last MON behind it */
};

static void put_tkt(struct pnr_writer *p, struct money *m)
{
	struct writer *w = p->w;
	if (m->ticket)
		PUT(w, "TKT+%:%", m->ticket->number, m->ticket->type);
	else
		PUT(w, "TKT+%:1", (struct slice){NULL, 0}); /* without a ticket */
	m->tkt = true;
	m->currency = (struct slice){NULL, 0};
}

static bool is_of(int traveller, const struct money *m)
{
	return traveller == (int)m->t->index;
}

static void put_fare(struct pnr_writer *p, struct money *m)
{
	const struct fare *f = p->fare;
	if (!m->tkt || (!slice_present(f->currency) && slice_present(m->currency)))
		put_tkt(p, m);
	PUT(p->w, "MON+T:%:%", f->amount, f->currency);
	m->currency = f->currency;
	p->fare = f->next;
}

static void put_fop(struct pnr_writer *p, struct money *m)
{
	const struct payment *pay = p->payment;
	bool told = !slice_present(pay->amount) || slice_eq(pay->currency, m->currency);
	if (!m->tkt || (!told && slice_present(m->currency)))
		put_tkt(p, m);
	if (!told) {
		put_if(p->w, "MON+T::%", pay->currency);
		m->currency = pay->currency;
	}
	pnr_put_payment(p, pay);
	if (!m->billed)
		put_billing(p, m->t);
	m->billed = true;
	p->payment = pay->next;
}

/* One of each for each ticket, the rest behind the last one. */
static void put_money(struct pnr_writer *p, struct money *m, bool all)
{
	do {
		bool fare = p->fare && is_of(p->fare->traveller, m);
		bool payment = p->payment && is_of(p->payment->traveller, m);
		if (fare)
			put_fare(p, m);
		if (payment)
			put_fop(p, m);
		if (!fare && !payment)
			return;
	} while (all);
}

static void put_tickets(struct pnr_writer *p, const struct traveller *t)
{
	struct money m = {.t = t};
	LIST_EACH(const struct ticket, k, &t->tickets)
	{
		m.ticket = k;
		put_tkt(p, &m);
		put_money(p, &m, k->next == NULL);
	}
	put_money(p, &m, true);
}

void pnr_put_traveller(struct pnr_writer *p, const struct traveller *t)
{
	const struct service_request *r;
	pnr_put_tif(p, t);
	put_frequent_flyers(p->w, t);
	while ((r = placing_at_traveller(&p->placing, t)) != NULL)
		pnr_put_request(p, r);
	put_addresses(p, t);
	put_tickets(p, t);
}
