/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"
#include "decode/xml/tree.h"

/* Requests may stand before the travellers, and name them otherwise than RPH does. */
static void surnames_index(struct xml_reading *x)
{
	map_init(&x->by_surname, x->work);
	x->surnames_known = true;
	for (const struct xml_node *i = x->booking->first; i; i = i->next) {
		if (!slice_is(i->name, "Passenger"))
			continue;
		struct slice surname = xml_number(x, i, "SurnameRefNumber");
		struct slice rph = xml_number(x, i, "RPH");
		if (slice_present(surname) && slice_present(rph) &&
		    !map_find(&x->by_surname, surname))
			map_put(&x->by_surname, surname, (void *)(uintptr_t)i);
	}
}

/* RPH of the traveller of whom SurnameRefNumber speaks, or that number itself. */
static struct slice surname_reference(struct xml_reading *x, const struct xml_node *n)
{
	struct slice surname = xml_number(x, n, "SurnameRefNumber");
	if (!slice_present(surname) || !x->booking)
		return surname;
	if (!x->surnames_known)
		surnames_index(x);
	const struct xml_node *who = map_find(&x->by_surname, surname);
	return who ? xml_number(x, who, "RPH") : surname;
}

static void request_add(struct xml_reading *x, const struct xml_node *n,
			const struct service_request *read)
{
	struct pnr *p = &x->p;
	if (!pnr_room(p, p->b->service_requests.count, PNR_LIST_MAX))
		return;
	struct service_request *r =
		LIST_ADD(&p->b->service_requests, p->r->arena, struct service_request);
	struct service *s = r ? LIST_ADD(&p->services, p->r->arena, struct service) : NULL;
	if (!s)
		return;
	*r = *read;
	r->traveller = -1;
	r->place = s->place = pnr_place(p);
	s->request = r;
	s->from = r->from;
	s->to = r->to;
	s->scope = p->person;
	s->reference = xml_number(x, n, "RPH");
	if (!p->person && !slice_present(s->reference))
		s->reference = surname_reference(x, n);
	/* Within a traveller it is that one's; RPH may count the requests. */
	if (p->person)
		s->reference = (struct slice){NULL, 0};
	if (p->segment && !slice_present(s->from) && !slice_present(s->to)) {
		s->from = p->segment->from;
		s->to = p->segment->to;
	}
	pnr_mark_booking(p, MARK_SERVICE_REQUESTS, p->b->service_requests.count);
}

static struct service_request request_read(struct xml_reading *x, const struct xml_node *n)
{
	struct service_request r = {.code = xml_number(x, n, "SSRCode")};
	if (!slice_present(r.code))
		r.code = xml_number(x, n, "SSR_Code");
	r.status = xml_value(x, n, "Status");
	r.state = pnr_state(&x->p, r.status);
	r.quantity = xml_value(x, n, "ServiceQuantity");
	r.from = xml_value(x, n, "BoardPoint");
	r.to = xml_value(x, n, "OffPoint");
	r.carrier = xml_child_value(x, n, "Airline", "Code");
	if (!slice_present(r.carrier))
		r.carrier = xml_child_value(x, n, "FlightInfo", "Code");
	return r;
}

static struct slice text_read(struct xml_reading *x, const struct xml_node *n, struct slice code)
{
	const struct xml_node *text = xml_child(n, "Text");
	struct slice s = slice_trim(text ? text->text : n->text);
	if (!slice_present(s) || xml_erased(s))
		return (struct slice){NULL, 0};
	return service_text_mask(&x->p, code, arena_copy(x->p.r->arena, s));
}

void xml_ssr(struct xml_reading *x, const struct xml_node *n)
{
	struct service_request r = request_read(x, n);
	if (xml_erased(r.code))
		return;
	if (!slice_present(r.code)) {
		edi_finding(x->p.r, SEVERITY_WARNING, "service-code-missing",
			    "SSR has no code; left out");
		return;
	}
	r.text = text_read(x, n, r.code);
	request_add(x, n, &r);
}

/* ---- DOCS, DOCA, DOCO: their fields as the text that they have in EDIFACT ---- */

struct field {
	const char *attribute; /* NULL: nothing stands there */
	bool date;
};

static const struct field docs[] = {
	{"TravelDocType", false},   {"IssuingLoc", false}, {"TravelDocNbr", false},
	{"PaxNationality", false},  {"DateOfBirth", true}, {"Gender", false},
	{"ExpiryDate", true},       {"Surname", false},    {"FirstGivenName", false},
	{"SecondGivenName", false}, {NULL, false},
};
static const struct field doca[] = {
	{"AddressType", false},     {"Country", false},    {"Address", false}, {"CityName", false},
	{"StateProvCounty", false}, {"PostalCode", false}, {NULL, false},
};
static const struct field doco[] = {
	{"BirthLocation", false},
	{"TravelDocType", false},
	{"TravelDocNbr", false},
	{"PlaceOfIssue", false},
	{"DateOfIssue", true},
	{"CountryState", false},
	{NULL, false},
};

/* A slash would be the end of a field. */
static struct slice without_slashes(struct xml_reading *x, struct slice s)
{
	if (slice_find(s, '/', 0) == SIZE_MAX)
		return s;
	char *copy = arena_alloc(x->p.r->arena, s.n + 1);
	for (size_t i = 0; copy && i < s.n; i++)
		copy[i] = s.p[i] == '/' ? ' ' : s.p[i];
	return (struct slice){copy, copy ? s.n : 0};
}

static struct slice fields_join(struct xml_reading *x, const struct xml_node *n,
				const struct field *fields)
{
	struct slice text = {NULL, 0};
	for (; fields->attribute; fields++) {
		struct slice s = without_slashes(x, xml_number(x, n, fields->attribute));
		if (fields->date)
			s = xml_ssr_date(x, s);
		text = arena_printf(x->p.r->arena, "%.*s/%.*s", SLICE_ARG(text), SLICE_ARG(s));
	}
	while (text.n > 0 && text.p[text.n - 1] == '/')
		text.n--;
	return text;
}

static void fields_add(struct xml_reading *x, const struct xml_node *request,
		       const struct xml_node *n, const char *code, const struct field *fields)
{
	struct service_request r = request_read(x, request);
	r.code = slice_of(code);
	r.text = service_text_mask(&x->p, r.code, fields_join(x, n, fields));
	if (slice_present(r.text))
		request_add(x, request, &r);
}

void xml_document(struct xml_reading *x, const struct xml_node *n)
{
	bool any = false;
	if (xml_erased(request_read(x, n).code))
		return;
	for (const struct xml_node *i = n->first; i; i = i->next) {
		bool known = true;
		if (slice_is(i->name, "DOCS"))
			fields_add(x, n, i, "DOCS", docs);
		else if (slice_is(i->name, "DOCA"))
			fields_add(x, n, i, "DOCA", doca);
		else if (slice_is(i->name, "DOCO"))
			fields_add(x, n, i, "DOCO", doco);
		else
			known = false;
		any |= known;
		if (!known && !slice_is(i->name, "FlightInfo") && !slice_is(i->name, "Airline") &&
		    !slice_is(i->name, "Text"))
			xml_pass_over(x, i);
	}
	xml_at(x, n);
	if (!any)
		xml_ssr(x, n);
}
