/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"
#include "decode/pnrgov/pnr.h"
#include "decode/ssr/ssr.h"

#include <string.h>

/* ---- One SSR ---- */

static ALWAYS_INLINE bool is_code(struct slice code, const char *four)
{
	return code.n == 4 && memcmp(code.p, four, 4) == 0;
}

/* What is said in numbers that look like a card's. */
static unsigned card_digits(struct slice code)
{
	static const struct {
		const char *code;
		unsigned digits;
	} kinds[] = {
		{"DOCS", CARD_AMONG_DOCUMENTS}, {"DOCO", CARD_AMONG_DOCUMENTS},
		{"DOCA", CARD_AMONG_DOCUMENTS}, {"PSPT", CARD_AMONG_DOCUMENTS},
		{"TKNE", CARD_AMONG_NUMBERS},   {"TKNA", CARD_AMONG_NUMBERS},
		{"TKNM", CARD_AMONG_NUMBERS},   {"CTCM", CARD_AMONG_NUMBERS},
		{"CTCE", CARD_AMONG_NUMBERS},   {"PCTC", CARD_AMONG_NUMBERS},
		{"FQTV", CARD_NEVER},           {"FQTR", CARD_NEVER},
		{"FQTS", CARD_NEVER},           {"FQTU", CARD_NEVER},
	};
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (is_code(code, kinds[i].code))
			return kinds[i].digits;
	}
	return CARD_IN_FREE_TEXT;
}

/* FOID CC: here no check digit is needed to know a card number. */
static struct slice mask_form_of_identity(struct pnr *p, struct slice text)
{
	struct ssr_foid f;
	if (!ssr_foid_read(text, &f) || !slice_is_nocase(f.kind, "CC"))
		return text;
	struct slice number = card_mask_number(p->r->arena, f.number);
	return arena_printf(p->r->arena, "CC%.*s", SLICE_ARG(number));
}

/* A port has three letters (five as UN/LOCODE); more is text that slipped here. */
#define PORT_MAX 5

struct slice service_text(struct pnr *p, struct slice code)
{
	unsigned from = 8;
	while (from > 6 && pnr_text(p, 0, from - 1).n > PORT_MAX)
		from--;
	struct slice text = pnr_element_text(p, 0, from, card_digits(code));
	return is_code(code, "FOID") ? mask_form_of_identity(p, text) : text;
}

struct slice service_text_mask(struct pnr *p, struct slice code, struct slice text)
{
	text = card_mask_text(p->r->arena, text, card_digits(code));
	return is_code(code, "FOID") ? mask_form_of_identity(p, text) : text;
}

static struct slice port_read(struct pnr *p, unsigned component)
{
	struct slice port = pnr_text(p, 0, component);
	return port.n <= PORT_MAX ? port : (struct slice){NULL, 0};
}

/* 9825, up to five of them. */
static struct slice characteristics_read(struct pnr *p, unsigned element)
{
	struct slice all = {NULL, 0};
	for (unsigned c = 3; c < edi_components(&p->r->segment, element); c++) {
		struct slice one = pnr_text(p, element, c);
		if (!slice_present(one) || all.n + one.n > PNR_VALUE_MAX)
			continue;
		all = slice_present(all) ? arena_printf(p->r->arena, "%.*s %.*s", SLICE_ARG(all),
							SLICE_ARG(one))
					 : one;
	}
	return all;
}

/* One request for one C332 (9960 seat, 6411, 9944 traveller, 9825 of the seat). */
static void request_add(struct pnr *p, const struct service_request *read, unsigned element)
{
	struct booking *b = p->b;
	if (!pnr_room(p, b->service_requests.count, PNR_LIST_MAX))
		return;
	struct service_request *r =
		LIST_ADD(&b->service_requests, p->r->arena, struct service_request);
	struct service *s = r ? LIST_ADD(&p->services, p->r->arena, struct service) : NULL;
	if (!s)
		return;
	*r = *read;
	s->request = r;
	s->seat = pnr_text(p, element, 0);
	s->reference = pnr_raw(p, element, 2);
	r->characteristics = characteristics_read(p, element);
	s->place = read->place;
	s->from = read->from;
	s->to = read->to;
	if (p->group == GROUP_TRAVELLER || p->group == GROUP_TICKET || p->group == GROUP_PAYMENT)
		s->scope = p->person;
	else if (p->segment && !slice_present(s->from) && !slice_present(s->to)) {
		s->from = p->segment->from;
		s->to = p->segment->to;
	}
	if (!slice_present(r->text))
		r->text = s->seat;
	pnr_mark_booking(p, MARK_SERVICE_REQUESTS, b->service_requests.count);
}

/* C334: code, status, number, airline, indicators, ports, text; C332 repeated. */
void service_ssr(struct pnr *p)
{
	struct service_request r = {.code = pnr_text(p, 0, 0),
				    .status = pnr_text(p, 0, 1),
				    .quantity = pnr_text(p, 0, 2),
				    .carrier = pnr_text(p, 0, 3),
				    .from = port_read(p, 6),
				    .to = port_read(p, 7),
				    .traveller = -1,
				    .place = pnr_place(p)};
	if (!slice_present(r.code)) {
		edi_finding(p->r, SEVERITY_WARNING, "service-code-missing",
			    "SSR has no code; left out");
		return;
	}
	r.state = pnr_state(p, r.status);
	r.text = service_text(p, r.code);
	bool said = false;
	for (unsigned e = 1; e < p->r->segment.elements; e++) {
		if (!slice_present(edi_raw(&p->r->segment, e, 0)) &&
		    !slice_present(edi_raw(&p->r->segment, e, 2)) &&
		    edi_components(&p->r->segment, e) <= 3)
			continue;
		if (slice_present(r.text) && e > PNR_SHARING_MAX) {
			edi_finding(p->r, SEVERITY_WARNING, "text-limit",
				    "SSR: more than %d travellers share a text; the rest is left "
				    "out",
				    PNR_SHARING_MAX);
			return;
		}
		request_add(p, &r, e);
		said = true;
	}
	if (!said)
		request_add(p, &r, 1);
}

/* ---- At the booking's end ---- */

static bool has_digits(struct slice s, size_t count)
{
	for (size_t i = 0; i < s.n; i++)
		count -= count > 0 && ascii_digit(s.p[i]);
	return count == 0;
}

static void join_contact(struct pnr *p, struct service *s)
{
	struct ssr_contact read;
	if (!ssr_contact_read(s->request->text, &read))
		return;
	struct wanted_name name = {.family = read.person.family};
	title_split(read.person.given, &name.given, &(struct slice){NULL, 0});
	if (!s->person)
		s->person = person_only(p, &name);
	struct contact c = {.place = s->place};
	c.traveller = s->person ? (int)s->person->t->index : -1;
	c.type = SLICE("telephone");
	c.value = read.value;
	if (is_code(s->request->code, "CTCM"))
		c.use = SLICE("mobile");
	if (is_code(s->request->code, "CTCE")) {
		c.type = SLICE("email");
		c.value = email_from_ssr(p->r->arena, read.value);
	} else if (is_code(s->request->code, "PCTC")) {
		c.value = ssr_telephone(read.value);
		c.use = SLICE("emergency");
	}
	if (is_code(s->request->code, "CTCE") || has_digits(c.value, 5))
		contact_add(p, c);
}

static void join_ticket(struct pnr *p, struct service *s)
{
	struct ssr_ticket read;
	struct slice text = s->request->text;
	if (text.n > 0 && text.p[0] == '.') /* ".1393534576000C1" */
		text = slice_range(text, 1, text.n);
	if (!s->person || !ssr_ticket_read(text, &read))
		return;
	struct person *holder = s->person;
	if (read.infant)
		holder = infant_of_person(p, holder, &(struct wanted_name){0}, s->place);
	if (!holder) {
		pnr_finding_at(p, s->place, SEVERITY_WARNING, "infant-unknown",
			       "the ticket of an infant that the booking does not name");
		return;
	}
	ticket_add(
		p, holder->t,
		(struct ticket){.number = read.number, .coupon = read.coupon, .place = s->place});
}

static void join_frequent_flyer(struct pnr *p, struct service *s)
{
	struct ssr_frequent_flyer read;
	if (!ssr_frequent_flyer_read(s->request->text, s->request->carrier, &read))
		return;
	struct wanted_name name = {.family = read.person.family};
	title_split(read.person.given, &name.given, &(struct slice){NULL, 0});
	if (!s->person)
		s->person = person_only(p, &name);
	if (s->person)
		frequent_flyer_add(p, s->person,
				   (struct frequent_flyer){.carrier = read.carrier,
							   .number = read.number,
							   .place = s->place});
}

static void join_minor(struct pnr *p, struct service *s)
{
	if (!s->person || s->person->t->role == ROLE_INFANT)
		return;
	s->person->t->role = ROLE_UNACCOMPANIED_MINOR;
	pnr_mark_traveller(p, s->person->t, "role", s->place);
}

static void seat_of(struct pnr *p, const struct service *s, struct person *person,
		    struct slice seat)
{
	seat_add(p, person->t,
		 (struct seat){.seat = seat,
			       .from = s->from,
			       .to = s->to,
			       .source = "booked",
			       .characteristics = s->request->characteristics,
			       .place = s->place});
}

/* "12A12BN" for the whole booking: in the order of the travellers who have a
 * seat, where there are as many of these. */
static void seats_in_order(struct pnr *p, const struct service *s)
{
	struct slice text = s->request->text;
	struct slice seat;
	unsigned seats = 0;
	unsigned people = 0;
	if (p->people.count > PNR_RECORDS_MAX)
		return;
	while (ssr_seat_cut(&text, &seat))
		seats++;
	if (seats == 0 || seats > p->people.count)
		return;
	LIST_EACH(const struct person, i, &p->people)
	{
		people += i->t->role != ROLE_INFANT;
	}
	if (seats != people)
		return;
	text = s->request->text;
	LIST_EACH(struct person, i, &p->people)
	{
		if (i->t->role != ROLE_INFANT && ssr_seat_cut(&text, &seat))
			seat_of(p, s, i, seat);
	}
}

static void join_seat(struct pnr *p, struct service *s)
{
	struct slice text = s->request->text;
	struct slice seat = s->seat;
	if (s->request->state == HOLD_CANCELLED) /* nobody holds it any more */
		return;
	if (!slice_present(seat) && s->person && !ssr_seat_cut(&text, &seat))
		return;
	if (s->person)
		seat_of(p, s, s->person, seat);
	else if (!s->reference_unknown)
		seats_in_order(p, s);
}

/* Infants come first: what follows may be theirs; then what names a traveller. */
struct reading {
	const char *code;
	int round;
	void (*join)(struct pnr *, struct service *);
};
#define ROUNDS 3
#define STRUCTURED_MAX 1000 /* bytes; a text with fields has at most three parts of 70 */

static const struct reading readings[] = {
	{"INFT", 0, join_inft},           {"DOCS", 1, join_docs},
	{"PSPT", 1, join_pspt},           {"CHLD", 1, join_chld},
	{"DOCO", 2, join_doco},           {"DOCA", 2, join_doca},
	{"FOID", 2, join_foid},           {"CTCM", 2, join_contact},
	{"CTCE", 2, join_contact},        {"PCTC", 2, join_contact},
	{"TKNE", 2, join_ticket},         {"TKNA", 2, join_ticket},
	{"TKNM", 2, join_ticket},         {"FQTV", 2, join_frequent_flyer},
	{"FQTR", 2, join_frequent_flyer}, {"FQTS", 2, join_frequent_flyer},
	{"FQTU", 2, join_frequent_flyer}, {"UMNR", 2, join_minor},
	{"SEAT", 2, join_seat},           {"NSST", 2, join_seat},
	{"NSSA", 2, join_seat},           {"NSSW", 2, join_seat},
	{"NSSB", 2, join_seat},           {"RQST", 2, join_seat},
};

static const struct reading *reading_of(struct slice code)
{
	for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
		if (is_code(code, readings[i].code))
			return &readings[i];
	}
	return NULL;
}

static void find_person(struct pnr *p, struct service *s)
{
	s->person = person_by_reference(p, s->reference);
	if (!s->person && slice_present(s->reference)) {
		s->reference_unknown = true;
		s->person = person_of_infant_reference(p, s->reference);
	}
	if (!s->person)
		s->person = s->scope;
	if (!s->person && !slice_present(s->reference) && p->people.count == 1)
		s->person = p->people.first;
	if (!s->person && s->reference_unknown && p->people.count > 0 &&
	    s->place.segment != p->reported) { /* once a segment */
		p->reported = s->place.segment;
		pnr_finding_at(p, s->place, SEVERITY_WARNING, "traveller-unknown",
			       "SSR: no traveller of the booking has this reference");
	}
}

static void service_read(struct pnr *p, struct service *s, const struct reading *r)
{
	if (s->request->text.n <= STRUCTURED_MAX)
		r->join(p, s);
	else
		pnr_finding_at(p, s->place, SEVERITY_WARNING, "service-text-unreadable",
			       "SSR: far too long for what its code announces; not read");
}

void services_join(struct pnr *p)
{
	LIST_EACH(struct service, s, &p->services)
	{
		s->reading = reading_of(s->request->code);
		find_person(p, s);
	}
	for (int round = 0; round < ROUNDS; round++) {
		LIST_EACH(struct service, s, &p->services)
		{
			if (s->reading && s->reading->round == round)
				service_read(p, s, s->reading);
		}
	}
	LIST_EACH(struct service, s, &p->services)
	{
		if (s->person)
			s->request->traveller = (int)s->person->t->index;
	}
}
