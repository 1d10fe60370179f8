/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"
#include "decode/xml/tree.h"

static void mark(struct xml_reading *x, const char *path)
{
	pnr_mark_traveller(&x->p, x->p.person->t, path, pnr_place(&x->p));
}

static void loyalty_read(struct xml_reading *x, const struct xml_node *n)
{
	struct frequent_flyer f = {.carrier = xml_value(x, n, "ProgramID"),
				   .number = xml_number(x, n, "MembershipID"),
				   .tier = xml_value(x, n, "LoyalLevel"),
				   .place = pnr_place(&x->p)};
	if (slice_present(f.number) && !xml_erased(f.number))
		frequent_flyer_add(&x->p, x->p.person, f);
}

static void fare_info_read(struct xml_reading *x, const struct xml_node *n)
{
	static const struct {
		const char *code;
		enum traveller_role role;
	} roles[] = {{"ADT", ROLE_ADULT},  {"CHD", ROLE_CHILD},  {"CNN", ROLE_CHILD},
		     {"INF", ROLE_INFANT}, {"INS", ROLE_INFANT}, {"UNN", ROLE_UNACCOMPANIED_MINOR}};
	struct slice code = xml_value(x, n, "PTC_Code");
	struct traveller *t = x->p.person->t;
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		if (t->role == ROLE_NONE && slice_is(code, roles[i].code)) {
			t->role = roles[i].role;
			mark(x, "role");
		}
	}
}

/* ---- tickets, fares, payments ---- */

static void total_read(struct xml_reading *x, const struct xml_node *n)
{
	struct pnr *p = &x->p;
	struct slice amount = pnr_money(p, xml_value(x, n, "Amount"));
	p->currency = xml_value(x, n, "CurrencyCode");
	if (!slice_present(amount) || !pnr_room(p, p->b->fares.count, PNR_LIST_MAX))
		return;
	struct fare *f = LIST_ADD(&p->b->fares, p->r->arena, struct fare);
	if (!f)
		return;
	*f = (struct fare){.amount = amount,
			   .currency = p->currency,
			   .traveller = p->person ? (int)p->person->t->index : -1,
			   .place = pnr_place(p)};
	pnr_mark_booking(p, MARK_FARES, p->b->fares.count);
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
		.traveller = p->person ? (int)p->person->t->index : -1,
		.place = pnr_place(p)};
	if (expires.n == 4 && slice_digits(expires)) /* MMYY */
		pay->expires = expires;
	if (slice_present(pay->amount))
		pay->currency = p->currency;
	pnr_mark_booking(p, MARK_PAYMENTS, p->b->payments.count);
}

static void ticket_read(struct xml_reading *x, const struct xml_node *n)
{
	static const struct xml_reader parts[] = {{"TotalFare", total_read},
						  {"PricingInfo", NULL},
						  {"Taxes", NULL},
						  {"PaymentInfo", payment_read},
						  {NULL, NULL}};
	struct pnr *p = &x->p;
	struct ticket t = {.number = xml_number(x, n, "TicketDocumentNbr"),
			   .type = xml_value(x, n, "Type"),
			   .place = pnr_place(p)};
	struct slice issued = xml_value(x, n, "DateOfIssue");
	t.number = card_mask_text(p->r->arena, t.number, CARD_AMONG_NUMBERS);
	if (slice_present(t.number) && !xml_erased(t.number) && p->person)
		ticket_add(p, p->person->t, t);
	if (!slice_present(p->b->ticketed_at) && slice_present(issued)) {
		p->b->ticketed_at = xml_instant(x, issued);
		mark_booking(p->r, p->b, "ticketed_at");
	}
	p->currency = (struct slice){NULL, 0};
	xml_children(x, n, parts);
}

/* ---- the traveller ---- */

static void name_read(struct xml_reading *x, const struct xml_node *n)
{
	struct traveller *t = x->p.person->t;
	struct slice title = xml_texts(x, n, "NameTitle");
	name_set(t, xml_texts(x, n, "Surname"), xml_texts(x, n, "GivenName"));
	if (!slice_present(t->title))
		t->title = slice_present(title) ? title : xml_texts(x, n, "NamePrefix");
	if (slice_present(t->family))
		mark(x, "family");
	if (slice_present(t->given))
		mark(x, "given");
	if (!slice_present(t->family) && !slice_present(t->given))
		edi_finding(x->p.r, SEVERITY_WARNING, "name-missing",
			    "the traveller has no name and is kept without one");
}

static void reference_read(struct xml_reading *x, const struct xml_node *n)
{
	struct person *person = x->p.person;
	person->reference = xml_number(x, n, "RPH");
	if (!slice_present(person->reference))
		person->reference = xml_number(x, n, "SurnameRefNumber");
	person->t->reference = person->reference;
	if (slice_present(person->reference))
		mark(x, "reference");
	struct slice infant = xml_value(x, n, "AccompaniedByInfantInd");
	person->with_infant = slice_is_nocase(infant, "true") || slice_is(infant, "1");
	if (slice_is(xml_value(x, n, "BoardingStatus"), "B"))
		person->t->boarded = YES;
}

void xml_passenger(struct xml_reading *x, const struct xml_node *n)
{
	static const struct xml_reader parts[] = {{"GivenName", NULL},
						  {"Surname", NULL},
						  {"NameTitle", NULL},
						  {"NamePrefix", NULL},
						  {"CustLoyalty", loyalty_read},
						  {"ExcessBaggage", NULL},
						  {"FareInfo", fare_info_read},
						  {"SSR", xml_ssr},
						  {"TicketDocument", ticket_read},
						  {"DOC_SSR", xml_document},
						  {NULL, NULL}};
	struct place whole = pnr_place(&x->p);
	struct person *person = person_add(&x->p, whole);
	if (!person)
		return;
	x->p.person = person;
	name_read(x, n);
	reference_read(x, n);
	xml_children(x, n, parts);
	x->p.person = NULL;
}
