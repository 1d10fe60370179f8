/* SPDX-License-Identifier: Apache-2.0
 *
 * What was paid for a ticket: class and basis of the fare, amounts, taxes.
 */
#include "decode/pnrgov/pnr.h"

#define WORD_MAX 18 /* 1230 */

static struct slice ticket_number(const struct pnr *p)
{
	return p->ticket ? p->ticket->number : (struct slice){NULL, 0};
}

/* ---- FAR ---- */

/* 5242, from the sixth element on. */
static void basis_read(struct pnr *p, struct fare_info *f)
{
	for (unsigned e = 5; e < p->r->segment.elements; e++) {
		for (unsigned c = 0; c < edi_components(&p->r->segment, e); c++) {
			struct slice code = pnr_text(p, e, c);
			if (!slice_present(code) || !pnr_room(p, f->basis.count, PNR_RECORDS_MAX))
				continue;
			struct fare_basis *b = LIST_ADD(&f->basis, p->r->arena, struct fare_basis);
			if (b)
				b->code = code;
		}
	}
}

/* 6353 class of fare, 6060 age, C662 discount (kind, percent, country, class),
 * 7402, C644 designator, 5242 fare basis. Tells an infant or child where TIF
 * has no type. */
void fare_far(struct pnr *p)
{
	struct slice code = pnr_text(p, 0, 0);
	struct traveller *t = p->person ? p->person->t : NULL;
	if (!t || !pnr_room(p, t->fare_info.count, PNR_RECORDS_MAX))
		return;
	struct fare_info *f = LIST_ADD(&t->fare_info, p->r->arena, struct fare_info);
	if (!f)
		return;
	*f = (struct fare_info){.type = code,
				.age = pnr_text(p, 1, 0),
				.discount_type = pnr_text(p, 2, 0),
				.discount_percent = pnr_text(p, 2, 1),
				.country = pnr_country(p, pnr_text(p, 2, 2)),
				.discount_class = pnr_text(p, 2, 3),
				.designator = pnr_text(p, 4, 0),
				.place = pnr_place(p)};
	basis_read(p, f);
	pnr_mark_traveller(p, t, mark_path(p->r->arena, MARK_FARE_INFO, t->fare_info.count - 1),
			   f->place);
	if (t->role == ROLE_NONE && !slice_is(code, "N"))
		traveller_role(p, t, code);
}

/* ---- MON ---- */

static struct fare *fare_add(struct pnr *p)
{
	if (!pnr_room(p, p->b->fares.count, PNR_LIST_MAX))
		return NULL;
	struct fare *f = LIST_ADD(&p->b->fares, p->r->arena, struct fare);
	if (!f)
		return NULL;
	f->traveller = traveller_here(p);
	f->ticket = ticket_number(p);
	f->place = pnr_place(p);
	pnr_mark_booking(p, MARK_FARES, p->b->fares.count);
	return f;
}

/* One C663: 5025 kind, 1230 amount or a word, currency. */
struct amount {
	struct slice kind, amount, currency, word;
};

static bool amount_read(struct pnr *p, unsigned e, struct amount *a)
{
	struct slice sent = pnr_text(p, e, 1);
	a->kind = pnr_text(p, e, 0);
	a->amount = pnr_money(p, sent);
	a->currency = pnr_text(p, e, 2);
	a->word = slice_present(a->amount) ? (struct slice){NULL, 0} : sent;
	if (a->word.n > WORD_MAX)
		a->word = (struct slice){NULL, 0};
	return slice_present(a->amount) || slice_present(a->word);
}

static bool is_kind(const struct amount *a, const char *kind)
{
	return slice_is(a->kind, kind);
}

/* Amounts of another kind than total and base stand for themselves. */
static void amount_add_other(struct pnr *p, const struct amount *a)
{
	struct fare *f = fare_add(p);
	if (!f)
		return;
	f->kind = a->kind;
	f->amount = a->amount;
	f->word = a->word;
	f->currency = a->currency;
}

/* The total is the fare; without one, the first amount. */
void fare_mon(struct pnr *p)
{
	struct fare *f = NULL;
	bool total = false;
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		struct amount a;
		if (!amount_read(p, e, &a))
			continue;
		if (slice_present(a.currency) && (is_kind(&a, "T") || !slice_present(p->currency)))
			p->currency = a.currency;
		if (f && !is_kind(&a, "T") && !is_kind(&a, "B")) {
			amount_add_other(p, &a);
			continue;
		}
		f = f ? f : fare_add(p);
		if (!f)
			return;
		if (is_kind(&a, "B")) {
			f->base_amount = a.amount;
			f->base_currency = a.currency;
		}
		if (total || (slice_present(f->amount) && !is_kind(&a, "T")))
			continue;
		f->amount = a.amount;
		f->word = a.word;
		f->currency = a.currency;
		total = is_kind(&a, "T");
	}
	if (f && slice_present(f->amount) && !slice_present(f->currency))
		f->currency = p->currency;
}

/* ---- TXD ---- */

/* One C668: amount, country, currency, kind of tax. */
static void tax_read(struct pnr *p, unsigned e)
{
	struct tax tax = {.amount = pnr_money(p, pnr_text(p, e, 0)),
			  .country = pnr_country(p, pnr_text(p, e, 1)),
			  .currency = pnr_text(p, e, 2),
			  .code = pnr_text(p, e, 3),
			  .ticket = ticket_number(p),
			  .traveller = traveller_here(p),
			  .place = pnr_place(p)};
	bool says = slice_present(tax.amount) || slice_present(tax.code);
	if (!says || !pnr_room(p, p->b->taxes.count, PNR_LIST_MAX))
		return;
	if (slice_present(tax.amount) && !slice_present(tax.currency))
		tax.currency = p->currency;
	struct tax *t = LIST_ADD(&p->b->taxes, p->r->arena, struct tax);
	if (!t)
		return;
	*t = tax;
	pnr_mark_booking(p, MARK_TAXES, p->b->taxes.count);
}

void fare_txd(struct pnr *p)
{
	for (unsigned e = 1; e < p->r->segment.elements; e++)
		tax_read(p, e);
}
