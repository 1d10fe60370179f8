/* SPDX-License-Identifier: Apache-2.0
 *
 * PNRGOV XML: fares and bags of a traveller, tickets and what was paid for
 * them; the opposite of decode/xml/tickets.c.
 */
#include "decode/write/xml_parts.h"

/* ---- Tickets, fares, payments ---- */

static void put_total(struct xml_writer *x, struct slice amount, struct slice currency)
{
	xml_start(x, "TotalFare");
	xml_attribute(x, "Amount", amount);
	xml_attribute(x, "CurrencyCode", currency);
	xml_end(x, "TotalFare");
	x->currency = currency;
}

static void put_payment(struct xml_writer *x, const struct payment *p)
{
	if (slice_present(p->amount) && !slice_eq(p->currency, x->currency))
		put_total(x, (struct slice){NULL, 0}, p->currency);
	xml_start(x, "PaymentInfo");
	xml_attribute(x, "PaymentType", p->form);
	xml_attribute(x, "PaymentUse", p->original ? SLICE("2") : SLICE(""));
	xml_attribute(x, "PaymentAmount", p->amount);
	xml_attribute(x, "VendorCode", p->card_vendor);
	xml_attribute(x, "AccountNbr", p->card);
	xml_attribute(x, "ExpiryDate", p->expires);
	xml_attribute(x, "CardHolderName", p->payer);
	xml_end(x, "PaymentInfo");
}

static void put_tax(struct xml_writer *x, const struct tax *tax)
{
	xml_start(x, "Tax");
	xml_attribute(x, "Amount", tax->amount);
	xml_attribute(x, "CurrencyCode", tax->currency);
	xml_attribute(x, "ISOCountry", tax->country);
	xml_attribute(x, "TaxType", tax->code);
	xml_end(x, "Tax");
}

static bool is_of(const struct traveller *t, struct slice number, int traveller,
		  struct slice ticket)
{
	return traveller == (int)t->index && slice_eq(ticket, number);
}

/* What is paid and priced for one traveller and ticket. */
static void put_money(struct xml_writer *x, const struct traveller *t, struct slice number)
{
	for (; x->fare && is_of(t, number, x->fare->traveller, x->fare->ticket);
	     x->fare = x->fare->next)
		put_total(x, slice_present(x->fare->amount) ? x->fare->amount : x->fare->word,
			  x->fare->currency);
	bool taxed = x->tax && is_of(t, number, x->tax->traveller, x->tax->ticket);
	if (taxed)
		xml_start(x, "Taxes");
	for (; x->tax && is_of(t, number, x->tax->traveller, x->tax->ticket); x->tax = x->tax->next)
		put_tax(x, x->tax);
	if (taxed)
		xml_end(x, "Taxes");
	for (; x->payment && is_of(t, number, x->payment->traveller, x->payment->ticket);
	     x->payment = x->payment->next)
		put_payment(x, x->payment);
}

static bool is_pricing(const struct other_value *o)
{
	return slice_is(o->segment, "PricingInfo") && slice_present(o->code);
}

/* One element a value, as an element has each attribute once. */
static void put_pricing(struct xml_writer *x, const struct traveller *t)
{
	LIST_EACH(const struct other_value, o, &t->others)
	{
		if (is_pricing(o))
			xml_element(x, "PricingInfo", arena_cstr(x->a, o->code), o->value);
	}
}

static bool has_loose_money(const struct xml_writer *x, const struct traveller *t)
{
	const struct slice none = {NULL, 0};
	return (x->fare && is_of(t, none, x->fare->traveller, x->fare->ticket)) ||
	       (x->tax && is_of(t, none, x->tax->traveller, x->tax->ticket)) ||
	       (x->payment && is_of(t, none, x->payment->traveller, x->payment->ticket));
}

/* What is of no ticket stands in an element without a number. */
static void put_loose(struct xml_writer *x, const struct traveller *t)
{
	bool pricing = false;
	LIST_EACH(const struct other_value, o, &t->others)
	pricing |= is_pricing(o);
	if (!pricing && !has_loose_money(x, t))
		return;
	xml_start(x, "TicketDocument");
	x->currency = (struct slice){NULL, 0};
	put_pricing(x, t);
	put_money(x, t, (struct slice){NULL, 0});
	xml_end(x, "TicketDocument");
}

void xml_put_tickets(struct xml_writer *x, const struct traveller *t)
{
	put_loose(x, t);
	LIST_EACH(const struct ticket, k, &t->tickets)
	{
		xml_start(x, "TicketDocument");
		xml_attribute(x, "TicketDocumentNbr", k->number);
		xml_attribute(x, "Type", k->type);
		xml_attribute(x, "DateOfIssue", k->issued_at);
		xml_attribute(x, "TicketLocation", k->sold_in);
		x->currency = (struct slice){NULL, 0};
		put_money(x, t, k->number);
		xml_end(x, "TicketDocument");
	}
}

/* ---- Fares, bags ---- */

/* PTC_Code of FareInfo. */
static const char *passenger_type(enum traveller_role role)
{
	switch (role) {
	case ROLE_ADULT:
		return "ADT";
	case ROLE_CHILD:
		return "CHD";
	case ROLE_INFANT:
		return "INF";
	case ROLE_UNACCOMPANIED_MINOR:
		return "UNN";
	case ROLE_NONE:
		break;
	}
	return "";
}

/* A type that says the role as well needs no element of its own. */
void xml_put_fare_info(struct xml_writer *x, const struct traveller *t)
{
	struct slice role = slice_of(passenger_type(t->role));
	const struct fare_info *first = t->fare_info.first;
	if (!first || !slice_eq(first->type, role))
		xml_element(x, "FareInfo", "PTC_Code", role);
	LIST_EACH(const struct fare_info, f, &t->fare_info)
	{
		struct slice basis = {NULL, 0};
		LIST_EACH(const struct fare_basis, b, &f->basis)
		basis = arena_printf(x->a, "%.*s %.*s", SLICE_ARG(basis), SLICE_ARG(b->code));
		xml_start(x, "FareInfo");
		xml_attribute(x, "PTC_Code", f->type);
		xml_attribute(x, "FareBasis", slice_trim(basis));
		xml_attribute(x, "DiscountedFareType", f->discount_type);
		xml_attribute(x, "DiscountPercent", f->discount_percent);
		xml_attribute(x, "CountryCode", f->country);
		xml_attribute(x, "DiscountedFareClassType", f->discount_class);
		xml_end(x, "FareInfo");
	}
}

void xml_put_excess(struct xml_writer *x, const char *name, int traveller)
{
	LIST_EACH(const struct excess_bags, b, &x->b->excess_bags)
	{
		struct writer w = {.a = x->a};
		bool weighed = b->weight_tenths >= 0;
		struct slice pieces = b->pieces > 0 ? xml_number_text(x, b->pieces) : SLICE("");
		if (b->traveller != traveller)
			continue;
		xml_start(x, name);
		xml_attribute(x, "UnitOfMeasureQuantity",
			      weighed ? put_weight(&w, b->weight_tenths) : pieces);
		xml_attribute(x, "UnitOfMeasureCode", weighed ? SLICE("KG") : SLICE("PC"));
		xml_attribute(x, "Amount", b->rate);
		xml_attribute(x, "CurrencyCode", b->currency);
		xml_attribute(x, "BagDestination", b->to);
		xml_end(x, name);
	}
}
