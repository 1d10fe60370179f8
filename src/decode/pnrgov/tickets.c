/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"
#include "decode/pnrgov/pnr.h"

/* What one segment says of a ticket and another one does not. */
static void ticket_fill(struct ticket *to, const struct ticket *from)
{
	if (!slice_present(to->type))
		to->type = from->type;
	if (!slice_present(to->coupon))
		to->coupon = from->coupon;
}

struct ticket *ticket_add(struct pnr *p, struct traveller *t, struct ticket ticket)
{
	LIST_EACH(struct ticket, i, &t->tickets)
	{
		if (!slice_eq(i->number, ticket.number))
			continue;
		ticket_fill(i, &ticket);
		return i;
	}
	if (!pnr_room(p, t->tickets.count, PNR_RECORDS_MAX))
		return NULL;
	struct ticket *i = LIST_ADD(&t->tickets, p->r->arena, struct ticket);
	if (!i)
		return NULL;
	ticket.next = NULL;
	*i = ticket;
	pnr_mark_traveller(p, t, mark_path(p->r->arena, MARK_TICKETS, t->tickets.count - 1),
			   ticket.place);
	return i;
}

/* C667: 1004 number, 1001 type. "TKT+:1": travels without a ticket. */
void ticket_tkt(struct pnr *p)
{
	p->currency = (struct slice){NULL, 0};
	p->payment = NULL;
	p->ticket = NULL;
	if (!p->person)
		edi_finding(p->r, SEVERITY_WARNING, "traveller-unclear",
			    "TKT: which traveller it belongs to is not said; left out");
	for (unsigned e = 0; p->person && e < p->r->segment.elements; e++) {
		struct ticket t = {.number = pnr_number(p, e, 0),
				   .type = pnr_text(p, e, 1),
				   .place = pnr_place(p)};
		if (!slice_present(t.number) && !slice_present(t.type))
			continue;
		struct ticket *added = ticket_add(p, p->person->t, t);
		if (!p->ticket)
			p->ticket = added;
	}
}

/* The ticket that a segment behind TKT speaks of; where TKT was lost, one
 * without a number. */
static struct ticket *ticket_here(struct pnr *p)
{
	if (!p->ticket && p->person)
		p->ticket = ticket_add(p, p->person->t, (struct ticket){.place = pnr_place(p)});
	return p->ticket;
}

/* C664 restriction, 5379, C310 latest ticketing, C306 validating carrier, C665
 * its number, C666 place of sale. */
void ticket_ptk(struct pnr *p)
{
	struct ticket *t = ticket_here(p);
	if (!t)
		return;
	t->restriction = pnr_text(p, 0, 0);
	t->deadline = pnr_instant(p, pnr_text(p, 2, 0), pnr_text(p, 2, 1));
	t->carrier = pnr_text(p, 3, 0);
	t->carrier_number = pnr_text(p, 4, 0);
	t->sold_in = pnr_text(p, 5, 0);
	reader_extend(p->r, &t->place);
}

/* 710, the day of issue; the booking's own DAT goes before it. */
void ticket_dat(struct pnr *p)
{
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		if (!slice_is(pnr_text(p, e, 0), "710"))
			continue;
		struct slice at = pnr_instant(p, pnr_text(p, e, 1), pnr_text(p, e, 2));
		if (p->ticket)
			p->ticket->issued_at = at;
		if (slice_present(p->b->ticketed_at) || !slice_present(at))
			continue;
		p->b->ticketed_at = at;
		mark_booking(p->r, p->b, "ticketed_at");
	}
}

/* MMYY; anything else is not shown, because it may be a number of another kind. */
static struct slice card_expiry(struct slice s)
{
	return s.n == 4 && slice_digits(s) ? s : (struct slice){NULL, 0};
}

/* One C641: 9888 form, 9988 indicator (2: the original one of an exchange), 5004
 * amount, vendor, account, expiry, approval, and what may follow. */
static void payment_read(struct pnr *p, unsigned e)
{
	struct booking *b = p->b;
	struct slice form = pnr_text(p, e, 0);
	struct slice amount = pnr_text(p, e, 2);
	struct slice account = pnr_raw(p, e, 4);
	if (!slice_present(form) && !slice_present(amount) && !slice_present(account))
		return;
	if (!pnr_room(p, b->payments.count, PNR_LIST_MAX))
		return;
	struct payment *pay = LIST_ADD(&b->payments, p->r->arena, struct payment);
	if (!pay)
		return;
	pay->form = form;
	pay->amount = pnr_money(p, amount);
	if (slice_present(pay->amount))
		pay->currency = p->currency;
	pay->card_vendor = pnr_text(p, e, 3);
	pay->card = card_mask_number(p->r->arena, account);
	pay->expires = card_expiry(pnr_text(p, e, 5));
	pay->approval = pnr_text(p, e, 6);
	pay->details = pnr_element_text(p, e, 7, CARD_IN_FREE_TEXT);
	pay->original = slice_is(pnr_text(p, e, 1), "2");
	pay->ticket = p->ticket ? p->ticket->number : (struct slice){NULL, 0};
	pay->traveller = traveller_here(p);
	pay->place = pnr_place(p);
	if (!p->payment)
		p->payment = pay;
	pnr_mark_booking(p, MARK_PAYMENTS, b->payments.count);
}

void ticket_fop(struct pnr *p)
{
	p->payment = NULL;
	for (unsigned e = 0; e < p->r->segment.elements; e++)
		payment_read(p, e);
}
