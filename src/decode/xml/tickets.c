/* SPDX-License-Identifier: Apache-2.0
 *
 * PNRGOV XML: fares and bags of a traveller, tickets and what was paid for them.
 */
#include "decode/pnrgov/card.h"
#include "decode/xml/tree.h"

#define WORD_MAX 18 /* in the place of an amount, as in EDIFACT */

static int traveller_index(const struct pnr *p)
{
	return p->person ? (int)p->person->t->index : -1;
}

static struct slice ticket_number(const struct pnr *p)
{
	return p->ticket ? p->ticket->number : (struct slice){NULL, 0};
}

/* ---- FareInfo ---- */

static enum traveller_role role_of(struct slice code)
{
	static const struct {
		const char *code;
		enum traveller_role role;
	} roles[] = {{"ADT", ROLE_ADULT},  {"CHD", ROLE_CHILD},  {"CNN", ROLE_CHILD},
		     {"INF", ROLE_INFANT}, {"INS", ROLE_INFANT}, {"UNN", ROLE_UNACCOMPANIED_MINOR}};
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		if (slice_is(code, roles[i].code))
			return roles[i].role;
	}
	return ROLE_NONE;
}

static void basis_read(struct xml_reading *x, const struct xml_node *n, struct fare_info *f)
{
	struct slice rest = xml_value(x, n, "FareBasis"), code;
	while (slice_cut(&rest, ' ', &code)) {
		if (!slice_present(code) || !pnr_room(&x->p, f->basis.count, PNR_RECORDS_MAX))
			continue;
		struct fare_basis *b = LIST_ADD(&f->basis, x->p.r->arena, struct fare_basis);
		if (b)
			b->code = code;
	}
}

/* A type of passenger alone is the role and nothing more. */
static bool says_fare(const struct fare_info *f)
{
	return f->basis.count > 0 || slice_present(f->discount_type) ||
	       slice_present(f->discount_percent) || slice_present(f->discount_class) ||
	       slice_present(f->country) ||
	       (slice_present(f->type) && role_of(f->type) == ROLE_NONE);
}

void xml_fare_info(struct xml_reading *x, const struct xml_node *n)
{
	struct pnr *p = &x->p;
	struct traveller *t = p->person->t;
	struct slice country = xml_value(x, n, "CountryCode");
	struct fare_info f = {.type = xml_value(x, n, "PTC_Code"),
			      .discount_type = xml_value(x, n, "DiscountedFareType"),
			      .discount_percent = xml_value(x, n, "DiscountPercent"),
			      .discount_class = xml_value(x, n, "DiscountedFareClassType"),
			      .country = slice_present(country) ? pnr_country(p, country)
								: (struct slice){NULL, 0},
			      .place = pnr_place(p)};
	basis_read(x, n, &f);
	if (t->role == ROLE_NONE && role_of(f.type) != ROLE_NONE) {
		t->role = role_of(f.type);
		pnr_mark_traveller(p, t, "role", f.place);
	}
	if (!says_fare(&f) || !pnr_room(p, t->fare_info.count, PNR_RECORDS_MAX))
		return;
	struct fare_info *added = LIST_ADD(&t->fare_info, p->r->arena, struct fare_info);
	if (!added)
		return;
	*added = f;
	pnr_mark_traveller(p, t, mark_path(p->r->arena, MARK_FARE_INFO, t->fare_info.count - 1),
			   f.place);
}

/* ---- PrepaidBag, ExcessBaggage ---- */

/* UnitOfMeasureCode: K or KG, L or LB; anything else counts pieces. */
void xml_excess_bags(struct xml_reading *x, const struct xml_node *n)
{
	struct pnr *p = &x->p;
	struct slice quantity = xml_value(x, n, "UnitOfMeasureQuantity");
	struct slice unit = xml_value(x, n, "UnitOfMeasureCode");
	struct excess_bags bags = {.rate = pnr_money(p, xml_value(x, n, "Amount")),
				   .currency = xml_value(x, n, "CurrencyCode"),
				   .weight_tenths = -1,
				   .to = xml_value(x, n, "BagDestination"),
				   .traveller = traveller_index(p),
				   .place = pnr_place(p)};
	bool pounds = slice_starts(unit, "L");
	uint64_t pieces;
	if (pounds || slice_starts(unit, "K"))
		bags.weight_tenths = weight_tenths(quantity, pounds);
	else if (slice_u64(quantity, &pieces) && pieces <= PNR_BAG_TAGS_MAX)
		bags.pieces = (unsigned)pieces;
	bool says = slice_present(bags.rate) || slice_present(bags.to) || bags.pieces > 0 ||
		    bags.weight_tenths >= 0;
	if (!says || !pnr_room(p, p->b->excess_bags.count, PNR_RECORDS_MAX))
		return;
	struct excess_bags *added = LIST_ADD(&p->b->excess_bags, p->r->arena, struct excess_bags);
	if (!added)
		return;
	*added = bags;
	pnr_mark_booking(p, MARK_EXCESS_BAGS, p->b->excess_bags.count);
}

/* ---- TicketDocument ---- */

static void total_read(struct xml_reading *x, const struct xml_node *n)
{
	struct pnr *p = &x->p;
	struct slice sent = xml_value(x, n, "Amount");
	struct slice amount = pnr_money(p, sent);
	struct slice word = slice_present(amount) || sent.n > WORD_MAX ? (struct slice){NULL, 0}
								       : sent;
	p->currency = xml_value(x, n, "CurrencyCode");
	if ((!slice_present(amount) && !slice_present(word)) ||
	    !pnr_room(p, p->b->fares.count, PNR_LIST_MAX))
		return;
	struct fare *f = LIST_ADD(&p->b->fares, p->r->arena, struct fare);
	if (!f)
		return;
	*f = (struct fare){.amount = amount,
			   .word = word,
			   .currency = p->currency,
			   .ticket = ticket_number(p),
			   .traveller = traveller_index(p),
			   .place = pnr_place(p)};
	pnr_mark_booking(p, MARK_FARES, p->b->fares.count);
}

static void tax_read(struct xml_reading *x, const struct xml_node *n)
{
	struct pnr *p = &x->p;
	struct slice country = xml_value(x, n, "ISOCountry");
	struct tax tax = {.amount = pnr_money(p, xml_value(x, n, "Amount")),
			  .currency = xml_value(x, n, "CurrencyCode"),
			  .country = slice_present(country) ? pnr_country(p, country)
							    : (struct slice){NULL, 0},
			  .code = xml_value(x, n, "TaxType"),
			  .ticket = ticket_number(p),
			  .traveller = traveller_index(p),
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

static void taxes_read(struct xml_reading *x, const struct xml_node *n)
{
	static const struct xml_reader parts[] = {{"Tax", tax_read}, {NULL, NULL}};
	xml_children(x, n, parts);
}

static void payment_read(struct xml_reading *x, const struct xml_node *n)
{
	struct pnr *p = &x->p;
	struct slice expires = xml_value(x, n, "ExpiryDate");
	if (!pnr_room(p, p->b->payments.count, PNR_LIST_MAX))
		return;
	struct payment *pay = LIST_ADD(&p->b->payments, p->r->arena, struct payment);
	if (!pay)
		return;
	*pay = (struct payment){
		.form = xml_value(x, n, "PaymentType"),
		.amount = pnr_money(p, xml_value(x, n, "PaymentAmount")),
		.card_vendor = xml_value(x, n, "VendorCode"),
		.card = card_mask_number(p->r->arena, xml_number(x, n, "AccountNbr")),
		.payer = xml_value(x, n, "CardHolderName"),
		.original = slice_is(xml_value(x, n, "PaymentUse"), "2"), /* as FOP 9988 */
		.ticket = ticket_number(p),
		.traveller = traveller_index(p),
		.place = pnr_place(p)};
	if (expires.n == 4 && slice_digits(expires)) /* MMYY */
		pay->expires = expires;
	if (slice_present(pay->amount))
		pay->currency = p->currency;
	pnr_mark_booking(p, MARK_PAYMENTS, p->b->payments.count);
}

static void pricing_add(struct xml_reading *x, const struct xml_node *n, struct slice name,
			struct slice value)
{
	struct pnr *p = &x->p;
	struct traveller *t = p->person->t;
	if (!slice_present(value) || !pnr_room(p, t->others.count, PNR_RECORDS_MAX))
		return;
	struct other_value *o = LIST_ADD(&t->others, p->r->arena, struct other_value);
	if (!o)
		return;
	*o = (struct other_value){.segment = arena_copy(p->r->arena, n->name),
				  .code = arena_copy(p->r->arena, name),
				  .value = value,
				  .place = pnr_place(p)};
	pnr_mark_traveller(p, t, mark_path(p->r->arena, MARK_OTHERS, t->others.count - 1),
			   o->place);
}

/* Fare calculation, restrictions ...: which names it has is not published; all are kept. */
static void pricing_read(struct xml_reading *x, const struct xml_node *n)
{
	LIST_EACH(const struct xml_value, v, &n->attributes)
	pricing_add(x, n, v->name, xml_value(x, n, arena_cstr(x->work, v->name)));
	for (const struct xml_node *i = n->first; i; i = i->next) {
		pricing_add(x, n, i->name, xml_value(x, i, NULL));
		if (i->first || i->attributes.count > 0)
			xml_pass_over(x, i);
	}
}

void xml_ticket(struct xml_reading *x, const struct xml_node *n)
{
	static const struct xml_reader parts[] = {{"TotalFare", total_read},
						  {"PricingInfo", pricing_read},
						  {"Taxes", taxes_read},
						  {"PaymentInfo", payment_read},
						  {NULL, NULL}};
	struct pnr *p = &x->p;
	struct ticket t = {.number = xml_number(x, n, "TicketDocumentNbr"),
			   .type = xml_value(x, n, "Type"),
			   .issued_at = xml_instant(x, xml_value(x, n, "DateOfIssue")),
			   .sold_in = xml_value(x, n, "TicketLocation"),
			   .place = pnr_place(p)};
	t.number = card_mask_text(p->r->arena, t.number, CARD_AMONG_NUMBERS);
	p->ticket = slice_present(t.number) && !xml_erased(t.number)
			    ? ticket_add(p, p->person->t, t)
			    : NULL;
	if (!slice_present(p->b->ticketed_at) && slice_present(t.issued_at)) {
		p->b->ticketed_at = t.issued_at;
		mark_booking(p->r, p->b, "ticketed_at");
	}
	p->currency = (struct slice){NULL, 0};
	xml_children(x, n, parts);
	p->ticket = NULL;
}
