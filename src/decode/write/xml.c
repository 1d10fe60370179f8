/* SPDX-License-Identifier: Apache-2.0
 *
 * The model as PNRGOV XML (IATA_PNRGOV_NotifRQ), the opposite of decode/xml/.
 */
#include "decode/write/booking.h"

#include <inttypes.h>

struct xml_writer {
	const struct message *m;
	struct arena *a;
	struct buf *out;
	bool open; /* a start tag is not yet ended */
	struct placing placing;
	const struct booking *b;
	const struct fare *fare;       /* the next one to be written */
	const struct payment *payment; /* the same */
	struct slice currency;         /* of the last TotalFare of the ticket */
};

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

static void start(struct xml_writer *x, const char *name)
{
	close_tag(x);
	buf_printf(x->out, "<%s", name);
	x->open = true;
}

static void attribute(struct xml_writer *x, const char *name, struct slice value)
{
	if (!slice_present(value))
		return;
	buf_printf(x->out, " %s=\"", name);
	put_escaped(x->out, value);
	buf_char(x->out, '"');
}

static void end(struct xml_writer *x, const char *name)
{
	if (x->open)
		buf_text(x->out, "/>");
	else
		buf_printf(x->out, "</%s>", name);
	x->open = false;
}

/* An element with one attribute, or with text; nothing where the value is absent. */
static void element(struct xml_writer *x, const char *name, const char *key, struct slice value)
{
	if (!slice_present(value))
		return;
	start(x, name);
	attribute(x, key, value);
	end(x, name);
}

static void text_element(struct xml_writer *x, const char *name, struct slice text)
{
	if (!slice_present(text))
		return;
	start(x, name);
	close_tag(x);
	put_escaped(x->out, text);
	end(x, name);
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

static struct slice number_text(struct xml_writer *x, int64_t number)
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
	start(x, "IATA_PNRGOV_NotifRQ");
	attribute(x, "xmlns", SLICE("http://www.iata.org/IATA/2007/00"));
	attribute(x, "Version", version);
	attribute(x, "TransactionIdentifier", m->interchange_ref);
	attribute(x, "TimeStamp", stamp(x, m->prepared_at));
	attribute(x, "Target", m->test ? SLICE("Test") : (struct slice){NULL, 0});
	start(x, "Originator");
	attribute(x, "AirlineCode", m->sender);
	attribute(x, "AirlineContactInfo", slice_present(r->email) ? r->email : r->telephone);
	end(x, "Originator");
}

static void put_ports(struct xml_writer *x, struct slice from, struct slice to)
{
	element(x, "DepartureAirport", "LocationCode", from);
	element(x, "ArrivalAirport", "LocationCode", to);
}

static struct slice designator(struct xml_writer *x, struct slice carrier, struct slice number,
			       struct slice suffix)
{
	struct writer w = {.a = x->a};
	return put_flight_number(&w, carrier, number, suffix);
}

static void put_leg(struct xml_writer *x, const struct flight *f, const struct leg *leg)
{
	start(x, "FlightLeg");
	attribute(x, "CarrierCode", f->carrier);
	attribute(x, "FlightNumber", designator(x, f->carrier, f->number, f->suffix));
	attribute(x, "DepartureDateTime", stamp(x, leg->departs));
	attribute(x, "ArrivalDateTime", stamp(x, leg->arrives));
	put_ports(x, leg->from, leg->to);
	end(x, "FlightLeg");
}

/* ---- Service requests ---- */

static void put_request(struct xml_writer *x, const struct service_request *r)
{
	start(x, "SSR");
	attribute(x, "SSRCode", r->code);
	attribute(x, "RPH", placing_request_reference(&x->placing, r));
	attribute(x, "Status", r->status);
	attribute(x, "ServiceQuantity", r->quantity);
	attribute(x, "BoardPoint", r->from);
	attribute(x, "OffPoint", r->to);
	element(x, "Airline", "Code", r->carrier);
	text_element(x, "Text", r->text);
	end(x, "SSR");
}

/* ---- Tickets, fares, payments ---- */

static void put_total(struct xml_writer *x, struct slice amount, struct slice currency)
{
	start(x, "TotalFare");
	attribute(x, "Amount", amount);
	attribute(x, "CurrencyCode", currency);
	end(x, "TotalFare");
	x->currency = currency;
}

static void put_payment(struct xml_writer *x, const struct payment *p)
{
	if (slice_present(p->amount) && !slice_eq(p->currency, x->currency))
		put_total(x, (struct slice){NULL, 0}, p->currency);
	start(x, "PaymentInfo");
	attribute(x, "PaymentType", p->form);
	attribute(x, "PaymentAmount", p->amount);
	attribute(x, "VendorCode", p->card_vendor);
	attribute(x, "AccountNbr", p->card);
	attribute(x, "ExpiryDate", p->expires);
	attribute(x, "CardHolderName", p->payer);
	end(x, "PaymentInfo");
}

static bool has_fare(const struct xml_writer *x, const struct traveller *t)
{
	return x->fare && x->fare->traveller == (int)t->index;
}

static bool has_payment(const struct xml_writer *x, const struct traveller *t)
{
	return x->payment && x->payment->traveller == (int)t->index;
}

/* One fare and payment, or all that are left. */
static void put_money(struct xml_writer *x, const struct traveller *t, bool all)
{
	do {
		bool fare = has_fare(x, t);
		bool payment = has_payment(x, t);
		if (fare) {
			put_total(x, x->fare->amount, x->fare->currency);
			x->fare = x->fare->next;
		}
		if (payment) {
			put_payment(x, x->payment);
			x->payment = x->payment->next;
		}
		if (!fare && !payment)
			return;
	} while (all);
}

static void put_ticket(struct xml_writer *x, const struct traveller *t, const struct ticket *k)
{
	start(x, "TicketDocument");
	if (k) {
		attribute(x, "TicketDocumentNbr", k->number);
		attribute(x, "Type", k->type);
	}
	x->currency = (struct slice){NULL, 0};
	put_money(x, t, !k || !k->next);
	end(x, "TicketDocument");
}

static void put_tickets(struct xml_writer *x, const struct traveller *t)
{
	LIST_EACH(const struct ticket, k, &t->tickets)
	put_ticket(x, t, k);
	if (has_fare(x, t) || has_payment(x, t))
		put_ticket(x, t, NULL);
}

/* ---- Travellers ---- */

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

static void put_frequent_flyers(struct xml_writer *x, const struct traveller *t)
{
	LIST_EACH(const struct frequent_flyer, f, &t->frequent_flyer)
	{
		start(x, "CustLoyalty");
		attribute(x, "ProgramID", f->carrier);
		attribute(x, "MembershipID", f->number);
		attribute(x, "LoyalLevel", f->tier);
		end(x, "CustLoyalty");
	}
}

static void put_traveller(struct xml_writer *x, const struct traveller *t)
{
	const struct service_request *r;
	bool infant = placing_has_infant(&x->placing, t);
	start(x, "Passenger");
	attribute(x, "RPH", t->reference);
	attribute(x, "AccompaniedByInfantInd", infant ? SLICE("true") : SLICE(""));
	attribute(x, "BoardingStatus", t->boarded == YES ? SLICE("B") : SLICE(""));
	text_element(x, "GivenName", t->given);
	text_element(x, "Surname", t->family);
	text_element(x, "NameTitle", t->title);
	put_frequent_flyers(x, t);
	element(x, "FareInfo", "PTC_Code", slice_of(passenger_type(t->role)));
	while ((r = placing_at_traveller(&x->placing, t)) != NULL)
		put_request(x, r);
	put_tickets(x, t);
	end(x, "Passenger");
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
	start(x, "BoardingNumber");
	attribute(x, "Number", c->number);
	attribute(x, "RPH", reference);
	if (!slice_present(reference)) {
		start(x, "Passenger");
		text_element(x, "GivenName", t->given);
		text_element(x, "Surname", t->family);
		end(x, "Passenger");
	}
	if (seat) {
		start(x, "SeatNumber");
		attribute(x, "CabinClass", seat->cabin);
		close_tag(x);
		put_escaped(x->out, seat->seat);
		end(x, "SeatNumber");
	}
	end(x, "BoardingNumber");
}

static void put_checkins(struct xml_writer *x, const struct segment *s)
{
	for (unsigned i = 0; i < x->placing.count; i++) {
		const struct traveller *t = x->placing.people[i];
		LIST_EACH(const struct check_in, c, &t->check_ins)
		{
			if (placing_segment_of_checkin(&x->placing, c) != s)
				continue;
			start(x, "CheckInInfo");
			attribute(x, "Time", c->at);
			put_boarding(x, t, c, seat_at(x, t, s));
			end(x, "CheckInInfo");
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
	if (slice_present(s->operating_carrier) || slice_present(s->operating_number)) {
		start(x, "OperatingAirline");
		attribute(x, "Code", s->operating_carrier);
		attribute(x, "FlightNumber",
			  designator(x, s->operating_carrier, s->operating_number,
				     (struct slice){NULL, 0}));
		end(x, "OperatingAirline");
	}
	element(x, "MarketingAirline", "Code", s->carrier);
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
		start(x, "BookingRefID");
		attribute(x, "ID", l->locator);
		element(x, "CompanyName", "Code", l->carrier);
		end(x, "BookingRefID");
	}
}

static void put_segment(struct xml_writer *x, const struct segment *s)
{
	const struct service_request *r;
	start(x, "Flight");
	attribute(x, "FlightNumber", number_of(x, s));
	attribute(x, "DepartureDateTime", stamp(x, s->departs));
	attribute(x, "ArrivalDateTime", stamp(x, s->arrives));
	attribute(x, "ResBookDesigCode", s->booking_class);
	attribute(x, "Status", s->status);
	attribute(x, "NumberInParty",
		  s->seats > 0 ? number_text(x, s->seats) : (struct slice){NULL, 0});
	put_ports(x, s->from, s->to);
	put_airlines(x, s);
	element(x, "Equipment", "AirEquipType", s->aircraft);
	while ((r = placing_at_segment(&x->placing, s)) != NULL)
		put_request(x, r);
	if (s == x->b->segments.first)
		put_locators(x, true);
	put_checkins(x, s);
	end(x, "Flight");
}

/* ---- Bookings ---- */

static void put_originator(struct xml_writer *x)
{
	const struct agency *a = &x->b->agency;
	bool by = slice_present(a->iata) || slice_present(a->name);
	if (!by && !slice_present(a->sign) && !slice_present(a->city) &&
	    !slice_present(a->system) && !slice_present(a->agent) && !slice_present(a->country))
		return;
	start(x, "POS");
	start(x, "Source");
	attribute(x, "AgentSine", a->sign);
	attribute(x, "PseudoCityCode", a->city);
	attribute(x, "AirlineVendorID", a->system);
	attribute(x, "AgentDutyCode", a->agent);
	attribute(x, "ISOCountry", a->country);
	if (by) {
		start(x, "RequestorID");
		attribute(x, "ID", a->iata);
		text_element(x, "CompanyName", a->name);
		end(x, "RequestorID");
	}
	end(x, "Source");
	end(x, "POS");
}

static void put_contacts(struct xml_writer *x)
{
	LIST_EACH(const struct contact, c, &x->b->contacts)
	{
		bool email = slice_is(c->type, "email");
		if (c->traveller >= 0 || placing_says_contact(&x->placing, x->a, c) ||
		    (!email && !slice_is(c->type, "telephone")))
			continue;
		element(x, "ContactInfo", email ? "EmailAddress" : "PhoneNumber", c->value);
	}
	LIST_EACH(const struct address, a, &x->b->addresses)
	{
		if (!slice_is(a->use, "contact"))
			continue;
		start(x, "ContactInfo");
		text_element(x, "AddressLine", a->street);
		text_element(x, "CityName", a->city);
		text_element(x, "PostalCode", a->postcode);
		text_element(x, "StateProv", a->region);
		element(x, "CountryName", "Code", a->country);
		end(x, "ContactInfo");
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
	return count > 0 ? number_text(x, count) : (struct slice){NULL, 0};
}

static void put_own_locator(struct xml_writer *x)
{
	if (!slice_present(x->b->locator))
		return;
	start(x, "BookingRefID");
	attribute(x, "ID", x->b->locator);
	element(x, "CompanyName", "Code", x->b->carrier);
	end(x, "BookingRefID");
}

static void put_booking(struct xml_writer *x, const struct booking *b)
{
	const struct service_request *r;
	x->b = b;
	x->fare = b->fares.first;
	x->payment = b->payments.first;
	if (!placing_init(&x->placing, x->m, b, false, x->a))
		return;
	start(x, "PNR");
	attribute(x, "PNR_TransDate", b->changed_at);
	attribute(x, "PNR_CreationDate", b->created_at);
	attribute(x, "LastTktDate", b->ticketed_at);
	attribute(x, "NumberOfPassengers", claimed(x));
	put_own_locator(x);
	put_locators(x, false);
	while ((r = placing_at_booking(&x->placing)) != NULL)
		put_request(x, r);
	put_originator(x);
	put_contacts(x);
	for (unsigned i = 0; i < x->placing.count; i++)
		put_traveller(x, x->placing.people[i]);
	LIST_EACH(const struct segment, s, &b->segments)
	put_segment(x, s);
	end(x, "PNR");
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
	start(&x, "PNRs");
	attribute(&x, "NumberOfPnrs",
		  m->declared.bookings >= 0 ? number_text(&x, m->declared.bookings)
					    : (struct slice){NULL, 0});
	LIST_EACH(const struct booking, b, &m->bookings)
	put_booking(&x, b);
	end(&x, "PNRs");
	end(&x, "IATA_PNRGOV_NotifRQ");
}
