/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/xml/tree.h"

/* ---- BookingRefID ---- */

/* The booking's own locator is the carrier's of the flight, else the sender's, else the first. */
static unsigned rank(const struct pnr *p, struct slice carrier)
{
	if (!slice_present(carrier))
		return 0;
	if (slice_eq(carrier, p->operating))
		return 2;
	return slice_eq(carrier, p->pusher) ? 1 : 0;
}

static void other_add(struct pnr *p, struct slice carrier, struct slice locator)
{
	struct booking *b = p->b;
	if (!pnr_room(p, b->other_locators.count, PNR_RECORDS_MAX))
		return;
	struct locator *l = LIST_ADD(&b->other_locators, p->r->arena, struct locator);
	if (!l)
		return;
	l->carrier = carrier;
	l->locator = locator;
	pnr_mark_booking(p, MARK_OTHER_LOCATORS, b->other_locators.count);
}

static void locator_read(struct xml_reading *x, const struct xml_node *n)
{
	struct pnr *p = &x->p;
	struct booking *b = p->b;
	struct slice locator = xml_number(x, n, "ID");
	struct slice carrier = xml_child_value(x, n, "CompanyName", "Code");
	if (!slice_present(locator) || xml_erased(locator))
		return;
	if (slice_present(b->locator) && rank(p, carrier) <= rank(p, b->carrier)) {
		if (!slice_eq(locator, b->locator) || !slice_eq(carrier, b->carrier))
			other_add(p, carrier, locator);
		return;
	}
	struct slice was = b->locator;
	struct slice whose = b->carrier;
	b->locator = locator;
	b->carrier = carrier;
	b->locator_type = xml_value(x, n, "Type");
	mark_booking(p->r, b, "locator");
	if (slice_present(was))
		other_add(p, whose, was);
}

/* ---- POS ---- */

static void source_read(struct xml_reading *x, const struct xml_node *n)
{
	struct agency *a = &x->p.b->agency;
	const struct xml_node *by = xml_child(n, "RequestorID");
	struct slice country = xml_value(x, n, "ISOCountry");
	x->p.originator_said = true;
	a->sign = xml_value(x, n, "AgentSine");
	a->city = xml_value(x, n, "AirportCode");
	a->office = xml_value(x, n, "PseudoCityCode");
	if (!slice_present(a->city)) {
		a->city = a->office;
		a->office = (struct slice){NULL, 0};
	}
	a->system = xml_value(x, n, "AirlineVendorID");
	if (by && !slice_present(a->system))
		a->system = xml_child_value(x, by, "CompanyName", "Code");
	a->currency = xml_value(x, n, "ISOCurrency");
	a->agent = xml_value(x, n, "AgentDutyCode");
	a->iata = by ? xml_value(x, by, "ID") : (struct slice){NULL, 0};
	a->name = by ? xml_texts(x, by, "CompanyName") : (struct slice){NULL, 0};
	a->country = country_read(country);
	if (slice_present(country) && !slice_present(a->country))
		edi_finding(x->p.r, SEVERITY_INFO, "country-unknown",
			    "POS: the country code is unknown; left out");
	mark_booking(x->p.r, x->p.b, "agency");
}

static void pos_read(struct xml_reading *x, const struct xml_node *n)
{
	const struct xml_node *source = xml_child(n, "Source");
	x->p.originator_seen = true;
	if (source && (source->attributes.count > 0 || source->first)) {
		xml_at(x, n);
		source_read(x, source);
	}
}

/* ---- ContactInfo ---- */

static void contact_of(struct xml_reading *x, const char *type, const char *use, struct slice value)
{
	contact_add(&x->p, (struct contact){.type = slice_of(type),
					    .value = value,
					    .use = slice_of(use),
					    .traveller = -1,
					    .place = pnr_place(&x->p)});
}

static void address_read(struct xml_reading *x, const struct xml_node *n)
{
	struct booking *b = x->p.b;
	struct slice number = xml_texts(x, n, "StreetNmbr");
	struct slice lines = xml_texts(x, n, "AddressLine");
	struct slice country = xml_child_value(x, n, "CountryName", "Code");
	if (!slice_present(country))
		country = xml_texts(x, n, "CountryName");
	struct address a = {.use = SLICE("contact"),
			    .street = slice_present(number) ? number : lines,
			    .city = xml_texts(x, n, "CityName"),
			    .region = xml_child_value(x, n, "StateProv", "StateCode"),
			    .postcode = xml_texts(x, n, "PostalCode"),
			    .country = country_read(country),
			    .traveller = -1,
			    .place = pnr_place(&x->p)};
	if (slice_present(number) && slice_present(lines))
		a.street = arena_printf(x->p.r->arena, "%.*s %.*s", SLICE_ARG(number),
					SLICE_ARG(lines));
	if (!slice_present(a.region))
		a.region = xml_texts(x, n, "StateProv");
	if (slice_present(country) && !slice_present(a.country))
		edi_finding(x->p.r, SEVERITY_INFO, "country-unknown",
			    "ContactInfo: the country is unknown; left out");
	bool says = slice_present(a.street) || slice_present(a.city) || slice_present(a.postcode) ||
		    slice_present(a.region) || slice_present(a.country);
	if (!says || !pnr_room(&x->p, b->addresses.count, PNR_RECORDS_MAX))
		return;
	struct address *added = LIST_ADD(&b->addresses, x->p.r->arena, struct address);
	if (!added)
		return;
	*added = a;
	pnr_mark_booking(&x->p, MARK_ADDRESSES, b->addresses.count);
}

static void contact_read(struct xml_reading *x, const struct xml_node *n)
{
	struct slice number = xml_value(x, n, "PhoneNumber");
	struct slice email = xml_value(x, n, "EmailAddress");
	struct slice kind = xml_value(x, n, "PhoneType"); /* OTA code list PTT: 3 fax, 5 mobile */
	if (!slice_present(kind))
		kind = xml_value(x, n, "Type");
	/* Some senders give an e-mail address as a telephone number. */
	if (slice_find(number, '@', 0) != SIZE_MAX)
		contact_of(x, "email", NULL, number);
	else
		contact_of(x, slice_is(kind, "3") ? "fax" : "telephone",
			   slice_is(kind, "5") ? "mobile" : NULL, number);
	contact_of(x, "email", NULL, email);
	address_read(x, n);
}

/* ---- the booking ---- */

static void head_read(struct xml_reading *x, const struct xml_node *n)
{
	struct booking *b = x->p.b;
	uint64_t count;
	b->changed_at = xml_instant(x, xml_value(x, n, "PNR_TransDate"));
	b->created_at = xml_instant(x, xml_value(x, n, "PNR_CreationDate"));
	b->ticketed_at = xml_instant(x, xml_value(x, n, "LastTktDate"));
	if (slice_present(b->changed_at))
		mark_booking(x->p.r, b, "changed_at");
	if (slice_present(b->created_at))
		mark_booking(x->p.r, b, "created_at");
	if (slice_present(b->ticketed_at))
		mark_booking(x->p.r, b, "ticketed_at");
	struct slice claimed = xml_value(x, n, "NumberOfPassengers");
	x->claimed = slice_u64(claimed, &count) && count <= PNR_LIST_MAX ? (int64_t)count : -1;
	if (slice_present(claimed) && x->claimed < 0)
		edi_finding(x->p.r, SEVERITY_WARNING, "count-wrong",
			    "the number of travellers of the booking is not a number");
}

static void flights_read(struct xml_reading *x, const struct xml_node *n)
{
	for (const struct xml_node *i = n->first; i; i = i->next) {
		if (!slice_is(i->name, "Flight"))
			continue;
		xml_at(x, i);
		xml_flight(x, i);
	}
}

/* A locator and nothing else: what an empty ORG says in EDIFACT. */
static bool is_withdrawn(const struct xml_reading *x)
{
	const struct pnr *p = &x->p;
	return slice_present(p->b->locator) && !p->originator_said && p->people.count == 0 &&
	       p->b->segments.count == 0 && x->claimed <= 0;
}

static void check_count(struct xml_reading *x, unsigned named)
{
	if (x->claimed >= 0 && (uint64_t)x->claimed != named)
		edi_finding(x->p.r, SEVERITY_WARNING, "traveller-count-mismatch",
			    "the booking claims another number of travellers than it names");
	if (x->claimed > x->p.seats_held)
		x->p.seats_held = (int)x->claimed;
}

void xml_booking(struct xml_reading *x, const struct xml_node *n)
{
	static const struct xml_reader parts[] = {{"BookingRefID", locator_read},
						  {"SSR", xml_ssr},
						  {"POS", pos_read},
						  {"ContactInfo", contact_read},
						  {"PrepaidBag", xml_excess_bags},
						  {"Passenger", xml_passenger},
						  {"Flight", NULL},
						  {"DOC_SSR", xml_document},
						  {NULL, NULL}};
	xml_at(x, n);
	booking_start(&x->p);
	if (!x->p.b)
		return;
	x->booking = n;
	x->surnames_known = false;
	head_read(x, n);
	xml_children(x, n, parts);
	unsigned named = x->p.people.count;
	flights_read(x, n); /* they refer to travellers */
	xml_at(x, n);
	check_count(x, named);
	x->p.b->cancelled = is_withdrawn(x);
	booking_end(&x->p);
	x->p.b = NULL;
}
