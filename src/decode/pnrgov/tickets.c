/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"
#include "decode/pnrgov/pnr.h"

void ticket_add(struct pnr *p, struct traveller *t, struct ticket ticket)
{
	LIST_EACH(struct ticket, i, &t->tickets)
	{
		if (!slice_eq(i->number, ticket.number))
			continue;
		if (!slice_present(i->type))
			i->type = ticket.type;
		return;
	}
	if (!pnr_room(p, t->tickets.count, PNR_RECORDS_MAX))
		return;
	struct ticket *i = LIST_ADD(&t->tickets, p->r->arena, struct ticket);
	if (!i)
		return;
	ticket.next = NULL;
	*i = ticket;
	pnr_mark_traveller(p, t, mark_path(p->r->arena, MARK_TICKETS, t->tickets.count - 1),
			   ticket.place);
}

/* C667: 1004 number, 1001 type. "TKT+:1": travels without a ticket. */
void ticket_tkt(struct pnr *p)
{
	p->currency = (struct slice){NULL, 0};
	p->payment = NULL;
	for (unsigned e = 0; p->person && e < p->r->segment.elements; e++) {
		struct ticket t = {.number = pnr_number(p, e, 0),
				   .type = pnr_text(p, e, 1),
				   .place = pnr_place(p)};
		if (slice_present(t.number))
			ticket_add(p, p->person->t, t);
	}
}

/* C663, repeated: 5025 kind (T total, B base), amount or a word, currency. The
 * total is the fare; without one, the first amount that is a number. */
void ticket_mon(struct pnr *p)
{
	struct fare fare = {.traveller = p->person ? (int)p->person->t->index : -1,
			    .place = pnr_place(p)};
	bool total = false;
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		struct slice amount = pnr_money(p, pnr_text(p, e, 1));
		struct slice currency = pnr_text(p, e, 2);
		bool is_total = slice_is(pnr_text(p, e, 0), "T");
		if (slice_present(currency) && (is_total || !slice_present(p->currency)))
			p->currency = currency;
		if (!slice_present(amount) || total || (slice_present(fare.amount) && !is_total))
			continue;
		fare.amount = amount;
		fare.currency = currency;
		total = is_total;
	}
	if (!slice_present(fare.amount) || !pnr_room(p, p->b->fares.count, PNR_LIST_MAX))
		return;
	struct fare *f = LIST_ADD(&p->b->fares, p->r->arena, struct fare);
	if (!f)
		return;
	*f = fare;
	if (!slice_present(f->currency))
		f->currency = p->currency;
	pnr_mark_booking(p, MARK_FARES, p->b->fares.count);
}

/* 710, the day of issue; the booking's own DAT goes before it. */
void ticket_dat(struct pnr *p)
{
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		if (!slice_is(pnr_text(p, e, 0), "710") || slice_present(p->b->ticketed_at))
			continue;
		p->b->ticketed_at = pnr_instant(p, pnr_text(p, e, 1), pnr_text(p, e, 2));
		mark_booking(p->r, p->b, "ticketed_at");
	}
}

/* MMYY; anything else is not shown, because it may be a number of another kind. */
static struct slice card_expiry(struct slice s)
{
	return s.n == 4 && slice_digits(s) ? s : (struct slice){NULL, 0};
}

/* One C641: 9888 form, 9988 indicator, 5004 amount, vendor, account, expiry. */
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
	pay->traveller = p->person && p->group != GROUP_BOOKING ? (int)p->person->t->index : -1;
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
