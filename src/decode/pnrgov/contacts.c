/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"
#include "decode/pnrgov/pnr.h"
#include "decode/ssr/ssr.h"

void contact_add(struct pnr *p, struct contact c)
{
	struct booking *b = p->b;
	LIST_EACH(struct contact, i, &b->contacts)
	{
		if (i->traveller != c.traveller || !slice_eq(i->type, c.type) ||
		    !slice_eq(i->value, c.value))
			continue;
		if (!slice_present(i->use))
			i->use = c.use;
		return;
	}
	if (!slice_present(c.value) || !pnr_room(p, b->contacts.count, PNR_RECORDS_MAX))
		return;
	struct contact *i = LIST_ADD(&b->contacts, p->r->arena, struct contact);
	if (!i)
		return;
	c.next = NULL;
	*i = c;
	i->value = card_mask_text(p->r->arena, c.value, CARD_AMONG_NUMBERS);
	mark_add(p->r->arena, &b->marks,
		 mark_path(p->r->arena, MARK_CONTACTS, b->contacts.count - 1), c.place);
}

void remark_add(struct pnr *p, struct slice text)
{
	struct booking *b = p->b;
	if (!slice_present(text) || !pnr_room(p, b->remarks.count, PNR_LIST_MAX))
		return;
	struct remark *r = LIST_ADD(&b->remarks, p->r->arena, struct remark);
	if (!r)
		return;
	r->text = text;
	r->place = pnr_place(p);
	pnr_mark_booking(p, MARK_REMARKS, b->remarks.count);
}

/* ---- ADD ---- */

static bool is_email(struct slice s)
{
	if (slice_find(s, '@', 0) != SIZE_MAX)
		return true;
	size_t slash = slice_find(s, '/', 0);
	return slash != SIZE_MAX && slash + 1 < s.n && s.p[slash + 1] == '/';
}

/* 4440 of an address: a telephone number or e-mail address, perhaps with words. */
static void contact_of_text(struct pnr *p, struct slice text)
{
	struct contact c = {.traveller = traveller_here(p), .place = pnr_place(p)};
	c.type = SLICE("email");
	if (is_email(text)) {
		c.value = email_from_ssr(p->r->arena, text);
		contact_add(p, c);
		return;
	}
	c.type = SLICE("telephone");
	c.value = ssr_telephone(text);
	if (c.value.n >= 5 && slice_digits(slice_range(c.value, c.value.n - 1, c.value.n)))
		contact_add(p, c);
	else
		remark_add(p, card_mask_text(p->r->arena, text, CARD_IN_FREE_TEXT));
}

/* 3299 purpose. The letters are of the first versions; they announce a text. */
static struct slice use_of(struct pnr *p, struct slice purpose)
{
	if (p->group == GROUP_PAYMENT)
		return SLICE("billing");
	if (slice_is(purpose, "702") || slice_is(purpose, "H"))
		return SLICE("home");
	if (slice_present(purpose) && !slice_is(purpose, "700") && purpose.n != 1)
		edi_finding(p->r, SEVERITY_INFO, "address-purpose-unknown",
			    "ADD: unknown purpose; taken as a contact address");
	return SLICE("contact");
}

static void address_add(struct pnr *p, struct address address)
{
	/* A traveller's own address stands with the traveller. */
	struct person *person = p->group == GROUP_PAYMENT ? NULL : person_here(p);
	unsigned count = person ? person->t->addresses.count : p->b->addresses.count;
	if (!pnr_room(p, count, PNR_RECORDS_MAX))
		return;
	struct address *a = person ? LIST_ADD(&person->t->addresses, p->r->arena, struct address)
				   : LIST_ADD(&p->b->addresses, p->r->arena, struct address);
	if (!a)
		return;
	*a = address;
	a->traveller = person ? -1 : traveller_here(p);
	a->place = pnr_place(p);
	if (person)
		pnr_mark_traveller(p, person->t, mark_path(p->r->arena, MARK_ADDRESSES, count),
				   a->place);
	else
		pnr_mark_booking(p, MARK_ADDRESSES, p->b->addresses.count);
}

/* One C032: 3299 purpose, 3042 street, 3164 city, 3229 and 3228 region,
 * 3207 country, 3251 postcode, 4440 text. */
static void address_read(struct pnr *p, unsigned e)
{
	struct slice purpose = pnr_text(p, e, 0);
	struct slice text = pnr_text(p, e, 7);
	if (slice_present(text))
		contact_of_text(p, text);
	/* E, M, H, O of the first versions: the text may stand in the street's place. */
	else if (purpose.n == 1 && !slice_present(pnr_text(p, e, 2)) &&
		 slice_present(pnr_text(p, e, 1))) {
		contact_of_text(p, pnr_text(p, e, 1));
		return;
	}
	struct address a = {.street = pnr_text(p, e, 1),
			    .city = pnr_text(p, e, 2),
			    .region = pnr_text(p, e, 4),
			    .postcode = pnr_text(p, e, 6)};
	if (!slice_present(a.region))
		a.region = pnr_text(p, e, 3);
	struct slice country = pnr_text(p, e, 5);
	if (!slice_present(a.street) && !slice_present(a.city) && !slice_present(a.region) &&
	    !slice_present(a.postcode) && !slice_present(country))
		return;
	a.country = pnr_country(p, country);
	a.use = use_of(p, purpose);
	address_add(p, a);
}

void booking_add(struct pnr *p)
{
	for (unsigned e = 1; e < p->r->segment.elements; e++)
		address_read(p, e);
}

/* ---- IFT and LTS ---- */

/* What the letter behind CTC in an OSI stands for. */
static struct slice use_of_osi(char kind)
{
	switch (kind) {
	case 'B':
		return SLICE("business");
	case 'H':
		return SLICE("home");
	case 'M':
		return SLICE("mobile");
	case 'T':
		return SLICE("agency");
	default:
		return (struct slice){NULL, 0};
	}
}

/* CTCA is an address in one line; CTCR says that none was given. */
static void contact_of_osi(struct pnr *p, struct slice text)
{
	char kind;
	struct slice value;
	if (!ssr_osi_contact(text, &kind, &value) || kind == 'R')
		return;
	if (kind == 'A') {
		address_add(p, (struct address){.use = SLICE("home"), .street = value});
		return;
	}
	struct contact c = {.traveller = traveller_here(p), .place = pnr_place(p)};
	struct ssr_contact read;
	if (!ssr_contact_read(value, &read))
		return;
	c.use = use_of_osi(kind);
	c.type = kind == 'F' ? SLICE("fax") : SLICE("telephone");
	c.value = ssr_telephone(read.value);
	if (kind == 'E' || is_email(read.value)) {
		c.type = SLICE("email");
		c.value = email_from_ssr(p->r->arena, read.value);
	}
	contact_add(p, c);
}

/* "AM CTCP MEX 1800": the airline at the beginning of the text. */
static void carrier_cut(const struct pnr *p, struct slice *carrier, struct slice *text)
{
	struct slice word = slice_range(*text, 0, 2);
	bool known = slice_eq(word, p->operating) || slice_eq(word, p->marketing) ||
		     slice_eq(word, p->b->carrier) || slice_is(word, "YY");
	if (slice_present(*carrier) || text->n < 4 || text->p[2] != ' ' || !known)
		return;
	*carrier = word;
	*text = slice_range(*text, 3, text->n);
}

static void osi_add(struct pnr *p, struct slice carrier, struct slice text)
{
	struct booking *b = p->b;
	carrier_cut(p, &carrier, &text);
	contact_of_osi(p, text);
	if (!slice_present(text) || !pnr_room(p, b->service_requests.count, PNR_LIST_MAX))
		return;
	struct service_request *r =
		LIST_ADD(&b->service_requests, p->r->arena, struct service_request);
	if (!r)
		return;
	r->code = SLICE("OSI");
	r->carrier = carrier;
	r->text = text;
	r->traveller = traveller_here(p);
	r->place = pnr_place(p);
	pnr_mark_booking(p, MARK_SERVICE_REQUESTS, b->service_requests.count);
}

/* C346: 4451, 9980 type, 4405, 9906 airline; then the text. */
void booking_ift(struct pnr *p)
{
	struct slice subject = pnr_text(p, 0, 0);
	if (subject.n > 3 && !slice_digits(subject)) { /* "IFT+CTCE ...": all in one */
		osi_add(p, (struct slice){NULL, 0}, pnr_free_text(p, 0, 0));
		return;
	}
	struct slice text = pnr_free_text(p, 1, 0);
	if (slice_is(pnr_text(p, 0, 1), "28"))
		osi_add(p, pnr_text(p, 0, 3), text);
	else
		remark_add(p, text);
}

/* IFT 4:43 of a payment: who pays, where they live, and their telephone. */
void payment_ift(struct pnr *p)
{
	if (!p->payment || !slice_is(pnr_text(p, 0, 1), "43")) {
		booking_ift(p);
		return;
	}
	p->payment->payer = pnr_element_text(p, 1, 0, CARD_IN_FREE_TEXT);
	pnr_mark_booking(p, MARK_PAYMENTS, p->b->payments.count);
	struct address a = {.use = SLICE("billing"),
			    .street = pnr_element_text(p, 2, 0, CARD_IN_FREE_TEXT)};
	if (slice_present(a.street))
		address_add(p, a);
	for (unsigned e = 3; e < p->r->segment.elements; e++) {
		struct slice text = pnr_element_text(p, e, 0, CARD_AMONG_NUMBERS);
		if (slice_present(text))
			contact_of_text(p, text);
	}
}

/* Unstructured history and remarks; contacts are read where they begin it. */
void booking_lts(struct pnr *p)
{
	struct slice text = pnr_free_text(p, 0, 0);
	contact_of_osi(p, text);
	remark_add(p, text);
}
