/* SPDX-License-Identifier: Apache-2.0
 *
 * The model as PNRGOV XML (IATA_PNRGOV_NotifRQ), the opposite of decode/xml/.
 */
#include "decode/write/xml_parts.h"

#include <inttypes.h>

/* ---- Elements ---- */

static void put_escaped(struct buf *out, struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '&')
			buf_text(out, "&amp;");
		else if (c == '<')
			buf_text(out, "&lt;");
		else if (c == '>')
			buf_text(out, "&gt;");
		else if (c == '"')
			buf_text(out, "&quot;");
		else
			buf_char(out, c < ' ' ? ' ' : s.p[i]); /* XML has no control characters */
	}
}

static void close_tag(struct xml_writer *x)
{
	if (x->open)
		buf_char(x->out, '>');
	x->open = false;
}

void xml_start(struct xml_writer *x, const char *name)
{
	close_tag(x);
	buf_printf(x->out, "<%s", name);
	x->open = true;
}

void xml_attribute(struct xml_writer *x, const char *name, struct slice value)
{
	if (!slice_present(value))
		return;
	buf_printf(x->out, " %s=\"", name);
	put_escaped(x->out, value);
	buf_char(x->out, '"');
}

void xml_end(struct xml_writer *x, const char *name)
{
	if (x->open)
		buf_text(x->out, "/>");
	else
		buf_printf(x->out, "</%s>", name);
	x->open = false;
}

void xml_element(struct xml_writer *x, const char *name, const char *key, struct slice value)
{
	if (!slice_present(value))
		return;
	xml_start(x, name);
	xml_attribute(x, key, value);
	xml_end(x, name);
}

static void text_element(struct xml_writer *x, const char *name, struct slice text)
{
	if (!slice_present(text))
		return;
	xml_start(x, name);
	close_tag(x);
	put_escaped(x->out, text);
	xml_end(x, name);
}

/* 2026-03-11T05:55:00 */
static struct slice stamp(struct xml_writer *x, struct local_time t)
{
	char text[LOCAL_TIME_TEXT];
	if (!local_time_present(t))
		return (struct slice){NULL, 0};
	local_time_write(t, text);
	return arena_printf(x->a, "%s%s", text, t.hour < 0 ? "" : ":00");
}

struct slice xml_number_text(struct xml_writer *x, int64_t number)
{
	return arena_printf(x->a, "%" PRId64, number);
}

/* ---- Head of the push ---- */

static void put_head(struct xml_writer *x)
{
	const struct message *m = x->m;
	const struct reporter *r = &m->reporter;
	size_t colon = slice_find(m->version, ':', 0);
	struct slice version = m->version;
	if (colon != SIZE_MAX)
		version = arena_printf(x->a, "%.*s.%.*s", (int)colon, version.p,
				       (int)(version.n - colon - 1), version.p + colon + 1);
	buf_text(x->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	xml_start(x, "IATA_PNRGOV_NotifRQ");
	xml_attribute(x, "xmlns", SLICE("http://www.iata.org/IATA/2007/00"));
	xml_attribute(x, "Version", version);
	xml_attribute(x, "TransactionIdentifier", m->interchange_ref);
	xml_attribute(x, "TimeStamp", stamp(x, m->prepared_at));
	xml_attribute(x, "Target", m->test ? SLICE("Test") : (struct slice){NULL, 0});
	xml_start(x, "Originator");
	xml_attribute(x, "AirlineCode", m->sender);
	xml_attribute(x, "SystemCode", m->originator.system);
	xml_attribute(x, "AirlineContactInfo", slice_present(r->email) ? r->email : r->telephone);
	xml_end(x, "Originator");
}

static void put_ports(struct xml_writer *x, struct slice from, struct slice to)
{
	xml_element(x, "DepartureAirport", "LocationCode", from);
	xml_element(x, "ArrivalAirport", "LocationCode", to);
}

static struct slice designator(struct xml_writer *x, struct slice carrier, struct slice number,
			       struct slice suffix)
{
	struct writer w = {.a = x->a};
	return put_flight_number(&w, carrier, number, suffix);
}

static void put_leg(struct xml_writer *x, const struct flight *f, const struct leg *leg)
{
	xml_start(x, "FlightLeg");
	xml_attribute(x, "CarrierCode", f->carrier);
	xml_attribute(x, "FlightNumber", designator(x, f->carrier, f->number, f->suffix));
	xml_attribute(x, "DepartureDateTime", stamp(x, leg->departs));
	xml_attribute(x, "ArrivalDateTime", stamp(x, leg->arrives));
	put_ports(x, leg->from, leg->to);
	xml_end(x, "FlightLeg");
}

/* ---- Service requests ---- */

static void put_request(struct xml_writer *x, const struct service_request *r)
{
	xml_start(x, "SSR");
	xml_attribute(x, "SSRCode", r->code);
	xml_attribute(x, "RPH", placing_request_reference(&x->placing, r));
	xml_attribute(x, "Status", r->status);
	xml_attribute(x, "ServiceQuantity", r->quantity);
	xml_attribute(x, "BoardPoint", r->from);
	xml_attribute(x, "OffPoint", r->to);
	xml_element(x, "Airline", "Code", r->carrier);
	text_element(x, "Text", r->text);
	xml_end(x, "SSR");
}

/* ---- Travellers ---- */

static void put_frequent_flyers(struct xml_writer *x, const struct traveller *t)
{
	LIST_EACH(const struct frequent_flyer, f, &t->frequent_flyer)
	{
		xml_start(x, "CustLoyalty");
		xml_attribute(x, "ProgramID", f->carrier);
		xml_attribute(x, "MembershipID", f->number);
		xml_attribute(x, "LoyalLevel", f->tier);
		xml_end(x, "CustLoyalty");
	}
}

static void put_traveller(struct xml_writer *x, const struct traveller *t)
{
	const struct service_request *r;
	bool infant = placing_has_infant(&x->placing, t);
	xml_start(x, "Passenger");
	xml_attribute(x, "RPH", t->reference);
	xml_attribute(x, "AccompaniedByInfantInd", infant ? SLICE("true") : SLICE(""));
	xml_attribute(x, "BoardingStatus", t->boarded == YES ? SLICE("B") : SLICE(""));
	text_element(x, "GivenName", t->given);
	text_element(x, "Surname", t->family);
	text_element(x, "NameTitle", t->title);
	put_frequent_flyers(x, t);
	xml_put_excess(x, "ExcessBaggage", (int)t->index);
	xml_put_fare_info(x, t);
	while ((r = placing_at_traveller(&x->placing, t)) != NULL)
		put_request(x, r);
	xml_put_tickets(x, t);
	xml_end(x, "Passenger");
}

/* ---- Itinerary ---- */

static const struct seat *seat_at(const struct xml_writer *x, const struct traveller *t,
				  const struct segment *s)
{
	LIST_EACH(const struct seat, seat, &t->seats)
	{
		if (slice_is(slice_of(seat->source), "boarded") &&
		    placing_segment_of_seat(&x->placing, seat) == s)
			return seat;
	}
	return NULL;
}

static void put_boarding(struct xml_writer *x, const struct traveller *t, const struct check_in *c,
			 const struct seat *seat)
{
	struct slice reference = placing_reference(&x->placing, t);
	xml_start(x, "BoardingNumber");
	xml_attribute(x, "Number", c->number);
	xml_attribute(x, "RPH", reference);
	if (!slice_present(reference)) {
		xml_start(x, "Passenger");
		text_element(x, "GivenName", t->given);
		text_element(x, "Surname", t->family);
		xml_end(x, "Passenger");
	}
	if (seat) {
		xml_start(x, "SeatNumber");
		xml_attribute(x, "CabinClass", seat->cabin);
		close_tag(x);
		put_escaped(x->out, seat->seat);
		xml_end(x, "SeatNumber");
	}
	xml_end(x, "BoardingNumber");
}

static void put_checkins(struct xml_writer *x, const struct segment *s)
{
	for (unsigned i = 0; i < x->placing.count; i++) {
		const struct traveller *t = x->placing.people[i];
		LIST_EACH(const struct check_in, c, &t->check_ins)
		{
			if (placing_segment_of_checkin(&x->placing, c) != s)
				continue;
			xml_start(x, "CheckInInfo");
			xml_attribute(x, "Time", c->at);
			put_boarding(x, t, c, seat_at(x, t, s));
			xml_end(x, "CheckInInfo");
		}
	}
}

static struct slice number_of(struct xml_writer *x, const struct segment *s)
{
	if (slice_is(s->kind, "surface"))
		return SLICE("ARNK");
	if (slice_is(s->kind, "open"))
		return SLICE("OPEN");
	return designator(x, s->carrier, s->number, s->suffix);
}

static bool holds_seats(const struct segment *s)
{
	return s->seats > 0 && s->state != HOLD_CANCELLED;
}

static void put_airlines(struct xml_writer *x, const struct segment *s)
{
	if (slice_present(s->operating_carrier) || slice_present(s->operating_number) ||
	    slice_present(s->operating_class)) {
		xml_start(x, "OperatingAirline");
		xml_attribute(x, "Code", s->operating_carrier);
		xml_attribute(x, "FlightNumber",
			      designator(x, s->operating_carrier, s->operating_number,
					 (struct slice){NULL, 0}));
		xml_attribute(x, "ResBookDesigCode", s->operating_class);
		xml_end(x, "OperatingAirline");
	}
	xml_element(x, "MarketingAirline", "Code", s->carrier);
}

/* Whose locator a reader takes for the booking's own. */
static unsigned rank(const struct xml_writer *x, struct slice carrier)
{
	const struct flight *f = x->m->flights.last;
	if (!slice_present(carrier))
		return 0;
	if (f && slice_eq(carrier, f->carrier))
		return 2;
	return slice_eq(carrier, x->m->sender) ? 1 : 0;
}

static void put_locators(struct xml_writer *x, bool apart)
{
	LIST_EACH(const struct locator, l, &x->b->other_locators)
	{
		if ((rank(x, l->carrier) > rank(x, x->b->carrier)) != apart)
			continue;
		xml_start(x, "BookingRefID");
		xml_attribute(x, "ID", l->locator);
		xml_element(x, "CompanyName", "Code", l->carrier);
		xml_end(x, "BookingRefID");
	}
}

static void put_segment(struct xml_writer *x, const struct segment *s)
{
	const struct service_request *r;
	xml_start(x, "Flight");
	xml_attribute(x, "FlightNumber", number_of(x, s));
	xml_attribute(x, "DepartureDateTime", stamp(x, s->departs));
	xml_attribute(x, "ArrivalDateTime", stamp(x, s->arrives));
	xml_attribute(x, "ResBookDesigCode", s->booking_class);
	xml_attribute(x, "Status", s->status);
	xml_attribute(x, "NumberInParty",
		      s->seats > 0 ? xml_number_text(x, s->seats) : (struct slice){NULL, 0});
	put_ports(x, s->from, s->to);
	put_airlines(x, s);
	xml_element(x, "Equipment", "AirEquipType", s->aircraft);
	while ((r = placing_at_segment(&x->placing, s)) != NULL)
		put_request(x, r);
	if (s == x->b->segments.first)
		put_locators(x, true);
	put_checkins(x, s);
	xml_end(x, "Flight");
}

/* ---- Bookings ---- */

static void put_originator(struct xml_writer *x)
{
	const struct agency *a = &x->b->agency;
	bool by = slice_present(a->iata) || slice_present(a->name);
	bool office = slice_present(a->office);
	if (!by && !slice_present(a->sign) && !office && !slice_present(a->currency) &&
	    !slice_present(a->city) && !slice_present(a->system) && !slice_present(a->agent) &&
	    !slice_present(a->country))
		return;
	xml_start(x, "POS");
	xml_start(x, "Source");
	xml_attribute(x, "AgentSine", a->sign);
	xml_attribute(x, "AirportCode", office ? a->city : (struct slice){NULL, 0});
	xml_attribute(x, "PseudoCityCode", office ? a->office : a->city);
	xml_attribute(x, "AirlineVendorID", a->system);
	xml_attribute(x, "AgentDutyCode", a->agent);
	xml_attribute(x, "ISOCountry", a->country);
	xml_attribute(x, "ISOCurrency", a->currency);
	if (by) {
		xml_start(x, "RequestorID");
		xml_attribute(x, "ID", a->iata);
		text_element(x, "CompanyName", a->name);
		xml_end(x, "RequestorID");
	}
	xml_end(x, "Source");
	xml_end(x, "POS");
}

static void put_contacts(struct xml_writer *x)
{
	LIST_EACH(const struct contact, c, &x->b->contacts)
	{
		bool email = slice_is(c->type, "email"), fax = slice_is(c->type, "fax");
		if (c->traveller >= 0 || placing_says_contact(&x->placing, x->a, c) ||
		    (!email && !fax && !slice_is(c->type, "telephone")))
			continue;
		xml_start(x, "ContactInfo");
		xml_attribute(x, email ? "EmailAddress" : "PhoneNumber", c->value);
		xml_attribute(x, "PhoneType",
			      fax                          ? SLICE("3")
			      : slice_is(c->use, "mobile") ? SLICE("5")
							   : SLICE(""));
		xml_end(x, "ContactInfo");
	}
	LIST_EACH(const struct address, a, &x->b->addresses)
	{
		if (!slice_is(a->use, "contact"))
			continue;
		xml_start(x, "ContactInfo");
		text_element(x, "AddressLine", a->street);
		text_element(x, "CityName", a->city);
		text_element(x, "PostalCode", a->postcode);
		text_element(x, "StateProv", a->region);
		xml_element(x, "CountryName", "Code", a->country);
		xml_end(x, "ContactInfo");
	}
}

/* How many travellers the booking claims: the party, where no flight says it. */
static struct slice claimed(struct xml_writer *x)
{
	bool said = false;
	LIST_EACH(const struct segment, s, &x->b->segments)
	said |= holds_seats(s);
	int64_t count = x->placing.count;
	if (!said && x->b->party_size > count)
		count = x->b->party_size;
	return count > 0 ? xml_number_text(x, count) : (struct slice){NULL, 0};
}

static void put_own_locator(struct xml_writer *x)
{
	if (!slice_present(x->b->locator))
		return;
	xml_start(x, "BookingRefID");
	xml_attribute(x, "ID", x->b->locator);
	xml_attribute(x, "Type", x->b->locator_type);
	xml_element(x, "CompanyName", "Code", x->b->carrier);
	xml_end(x, "BookingRefID");
}

static void put_booking(struct xml_writer *x, const struct booking *b)
{
	const struct service_request *r;
	x->b = b;
	x->fare = b->fares.first;
	x->tax = b->taxes.first;
	x->payment = b->payments.first;
	if (!placing_init(&x->placing, x->m, b, false, x->a))
		return;
	xml_start(x, "PNR");
	xml_attribute(x, "PNR_TransDate", b->changed_at);
	xml_attribute(x, "PNR_CreationDate", b->created_at);
	xml_attribute(x, "LastTktDate", b->ticketed_at);
	xml_attribute(x, "NumberOfPassengers", claimed(x));
	put_own_locator(x);
	put_locators(x, false);
	while ((r = placing_at_booking(&x->placing)) != NULL)
		put_request(x, r);
	put_originator(x);
	put_contacts(x);
	xml_put_excess(x, "PrepaidBag", -1);
	for (unsigned i = 0; i < x->placing.count; i++)
		put_traveller(x, x->placing.people[i]);
	LIST_EACH(const struct segment, s, &b->segments)
	put_segment(x, s);
	xml_end(x, "PNR");
}

void write_xml(const struct message *m, struct arena *a, struct buf *out)
{
	struct xml_writer x = {.m = m, .a = a, .out = out};
	put_head(&x);
	LIST_EACH(const struct flight, f, &m->flights)
	{
		LIST_EACH(const struct leg, leg, &f->legs)
		put_leg(&x, f, leg);
	}
	xml_start(&x, "PNRs");
	xml_attribute(&x, "NumberOfPnrs",
		      m->declared.bookings >= 0 ? xml_number_text(&x, m->declared.bookings)
						: (struct slice){NULL, 0});
	LIST_EACH(const struct booking, b, &m->bookings)
	put_booking(&x, b);
	xml_end(&x, "PNRs");
	xml_end(&x, "IATA_PNRGOV_NotifRQ");
}
