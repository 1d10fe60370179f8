/* SPDX-License-Identifier: Apache-2.0
 *
 * Random bookings as a reader gives them: what service requests say stands in
 * their travellers as well. A booking is made up in the order in which a
 * message has it, so that its lists have theirs.
 */
#include "decode/write/test_model.h"

#include "decode/values.h"

#define REQUESTS_MAX 60

/* What a service request says, until the booking's end: readers give effect to
 * one kind after the other. */
enum effect { EFFECT_NONE, EFFECT_DOCS, EFFECT_DOCO, EFFECT_OTHER };

struct said {
	enum effect effect;
	struct traveller *t;
	struct document *document;
	struct address *address;
	struct contact *contact;
	struct ticket *ticket;
	struct frequent_flyer *flyer;
	struct seat *seat;
};

struct booking_making {
	struct making *g;
	struct booking *b;
	bool xml, update;
	bool referenced; /* travellers have references */
	bool announced;  /* infants are at the end and known by INFT, without references */
	struct traveller *people[12];
	unsigned count;
	struct said said[REQUESTS_MAX];
	unsigned saids;
	const struct segment *at; /* requests stand with it; NULL: with none */
	struct traveller *with;   /* the same */
};

#define NEW(k, type) ((type *)arena_alloc((k)->g->a, sizeof(type)))
#define COPY_TO_LIST(k, list, type, from) \
	do { \
		type *copy_ = LIST_ADD((list), (k)->g->a, type); \
		*copy_ = *(from); \
		copy_->next = NULL; \
	} while (0)

static const struct slice none = {NULL, 0};

/* ---- Service requests ---- */

static struct service_request *request(struct booking_making *k, const char *code,
				       const struct traveller *t, struct slice text)
{
	struct making *g = k->g;
	struct service_request *r = LIST_ADD(&k->b->service_requests, g->a, struct service_request);
	r->code = slice_of(code);
	r->text = text;
	r->carrier = made_maybe(g, SLICE("Z9"));
	r->status = made_maybe(g, SLICE("HK"));
	r->state = hold_state_of(r->status);
	r->quantity = made_maybe(g, SLICE("1"));
	r->traveller = t ? (int)t->index : -1;
	if (k->at && made_chance(g, 60)) {
		r->from = k->at->from;
		r->to = k->at->to;
	}
	return r;
}

static struct said *said(struct booking_making *k, enum effect effect, struct traveller *t)
{
	struct said *s = &k->said[k->saids++];
	*s = (struct said){.effect = effect, .t = t};
	return s;
}

/* Several requests may say it. A two-digit year is the message's or before it. */
static struct date birth_of(struct booking_making *k, struct traveller *t)
{
	bool infant = t->role == ROLE_INFANT;
	if (!date_present(t->birth_date))
		t->birth_date = made_date(k->g, infant ? 600 : 30000, 0);
	return t->birth_date;
}

static void add_docs(struct booking_making *k, struct traveller *t)
{
	struct making *g = k->g;
	struct document *d = NEW(k, struct document);
	bool infant = t->role == ROLE_INFANT;
	bool long_year = made_chance(g, 30);
	struct date birth = birth_of(k, t);
	d->type = SLICE("P");
	d->number = made_code(g, 9);
	d->issuer = made_country(g);
	if (made_chance(g, 70))
		d->expires = made_date(g, 100, 3000);
	t->sex = made_chance(g, 50) ? SLICE("F") : SLICE("M");
	t->nationality = made_country(g);
	t->middle = made_maybe(g, made_given(g));
	if (!slice_present(t->given))
		t->middle = none;
	struct slice expires = date_present(d->expires) ? made_ssr_date(g, d->expires, false)
							: none;
	struct slice text =
		arena_printf(g->a, "/P/%.*s/%.*s/%.*s/%.*s/%.*s%s/%.*s/%.*s/%.*s/%.*s",
			     SLICE_ARG(d->issuer), SLICE_ARG(d->number), SLICE_ARG(t->nationality),
			     SLICE_ARG(made_ssr_date(g, birth, long_year)), SLICE_ARG(t->sex),
			     infant ? "I" : "", SLICE_ARG(expires), SLICE_ARG(t->family),
			     SLICE_ARG(t->given), SLICE_ARG(t->middle));
	request(k, "DOCS", t, text);
	said(k, EFFECT_DOCS, t)->document = d;
}

static void add_doco(struct booking_making *k, struct traveller *t)
{
	struct making *g = k->g;
	struct document *d = NEW(k, struct document);
	d->type = SLICE("V");
	d->number = made_code(g, 8);
	d->issuer = made_country(g);
	d->issued = made_date(g, 900, 0);
	d->issued_at = made_name(g);
	t->birth_city = SLICE("KISUMU");
	t->birth_country = SLICE("KEN");
	request(k, "DOCO", t,
		arena_printf(g->a, "/KISUMU KEN/V/%.*s/%.*s/%.*s/%.*s", SLICE_ARG(d->number),
			     SLICE_ARG(d->issued_at), SLICE_ARG(made_ssr_date(g, d->issued, false)),
			     SLICE_ARG(d->issuer)));
	said(k, EFFECT_DOCO, t)->document = d;
}

static void add_doca(struct booking_making *k, struct traveller *t)
{
	struct making *g = k->g;
	struct address *a = NEW(k, struct address);
	*a = (struct address){.use = SLICE("destination"), .traveller = -1};
	a->country = made_country(g);
	a->street = made_name(g);
	a->city = made_name(g);
	a->region = made_maybe(g, made_code(g, 2));
	a->postcode = made_code(g, 5);
	request(k, "DOCA", t,
		arena_printf(g->a, "/D/%.*s/%.*s/%.*s/%.*s/%.*s", SLICE_ARG(a->country),
			     SLICE_ARG(a->street), SLICE_ARG(a->city), SLICE_ARG(a->region),
			     SLICE_ARG(a->postcode)));
	said(k, EFFECT_OTHER, t)->address = a;
}

static void add_ctcm(struct booking_making *k, struct traveller *t)
{
	struct contact *c = NEW(k, struct contact);
	*c = (struct contact){.type = SLICE("telephone"), .traveller = (int)t->index};
	c->use = SLICE("mobile");
	c->value = made_digits(k->g, 12);
	request(k, "CTCM", t, arena_printf(k->g->a, "%.*s/EN", SLICE_ARG(c->value)));
	said(k, EFFECT_OTHER, t)->contact = c;
}

static void add_ctce(struct booking_making *k, struct traveller *t)
{
	struct contact *c = NEW(k, struct contact);
	struct slice name = made_code(k->g, 6);
	*c = (struct contact){.type = SLICE("email"), .traveller = (int)t->index};
	c->value = arena_printf(k->g->a, "A_%.*s@MAIL.EXAMPLE", SLICE_ARG(name));
	request(k, "CTCE", t, arena_printf(k->g->a, "A..%.*s//MAIL.EXAMPLE", SLICE_ARG(name)));
	said(k, EFFECT_OTHER, t)->contact = c;
}

static void add_tkne(struct booking_making *k, struct traveller *t)
{
	struct ticket *i = NEW(k, struct ticket);
	i->number = made_digits(k->g, 13);
	i->coupon = SLICE("1");
	request(k, "TKNE", t, arena_printf(k->g->a, "%.*sC1", SLICE_ARG(i->number)));
	said(k, EFFECT_OTHER, t)->ticket = i;
}

static void add_fqtv(struct booking_making *k, struct traveller *t)
{
	struct frequent_flyer *f = NEW(k, struct frequent_flyer);
	f->carrier = SLICE("Q5");
	f->number = made_digits(k->g, 9);
	request(k, "FQTV", t, arena_printf(k->g->a, "Q5%.*s", SLICE_ARG(f->number)));
	said(k, EFFECT_OTHER, t)->flyer = f;
}

/* A seat without ports of its own has those of the flight it stands at. */
static void add_seat(struct booking_making *k, struct traveller *t)
{
	struct seat *s = NEW(k, struct seat);
	s->seat = arena_printf(k->g->a, "%uB", 1 + draw_below(&k->g->d, 60));
	struct service_request *r = request(k, "SEAT", t, s->seat);
	s->from = r->from;
	s->to = r->to;
	if (k->at) {
		s->from = k->at->from;
		s->to = k->at->to;
	}
	s->source = "booked";
	s->characteristics = r->characteristics = k->xml ? none : made_maybe(k->g, SLICE("W K"));
	said(k, EFFECT_OTHER, t)->seat = s;
}

static void add_plain(struct booking_making *k, struct traveller *t)
{
	static const char *const codes[] = {"WCHR", "OTHS", "BIKE", "PETC"};
	struct slice text = made_maybe(k->g, made_text(k->g));
	request(k, ONE_OF(k->g, codes), t, text);
}

static void add_foid(struct booking_making *k, struct traveller *t)
{
	struct document *d = NEW(k, struct document);
	d->type = SLICE("P");
	d->number = arena_printf(k->g->a, "7%.*s", 8, made_code(k->g, 8).p);
	request(k, "FOID", t, arena_printf(k->g->a, "PP%.*s", SLICE_ARG(d->number)));
	said(k, EFFECT_OTHER, t)->document = d;
}

static void add_chld(struct booking_making *k, struct traveller *t)
{
	if (t->role == ROLE_INFANT)
		return;
	if (t->role != ROLE_UNACCOMPANIED_MINOR)
		t->role = ROLE_CHILD;
	request(k, "CHLD", t, made_ssr_date(k->g, birth_of(k, t), false));
}

/* Of each infant that the adult has. */
static void add_inft(struct booking_making *k, struct traveller *adult)
{
	for (unsigned i = 0; i < k->count; i++) {
		struct traveller *t = k->people[i];
		if (t->infant_of != (int)adult->index)
			continue;
		struct slice birth = made_ssr_date(k->g, birth_of(k, t), false);
		request(k, "INFT", adult,
			arena_printf(k->g->a, "%.*s/%.*s %.*s", SLICE_ARG(t->family),
				     SLICE_ARG(t->given), SLICE_ARG(birth)));
	}
}

static void add_umnr(struct booking_making *k, struct traveller *t)
{
	if (t->role == ROLE_INFANT)
		return;
	request(k, "UMNR", t, SLICE("UM08"));
	t->role = ROLE_UNACCOMPANIED_MINOR;
}

typedef void adder(struct booking_making *k, struct traveller *t);

static void add_requests(struct booking_making *k, struct traveller *t)
{
	static adder *const once[] = {add_docs, add_doco};
	static adder *const others[] = {add_doca,  add_ctcm,  add_ctce, add_tkne, add_fqtv,
					add_plain, add_plain, add_umnr, add_foid, add_chld};
	unsigned more = draw_below(&k->g->d, 3);
	if (k->announced)
		add_inft(k, t);
	if (!slice_present(t->nationality) && made_chance(k->g, 40))
		once[0](k, t);
	if (!slice_present(t->birth_city) && made_chance(k->g, 20))
		once[1](k, t);
	for (; more > 0 && k->saids < REQUESTS_MAX - 8; more--)
		ONE_OF(k->g, others)(k, t);
}

/* OSI: IFT, in the group of the one it speaks of. */
static void add_osi(struct booking_making *k, const struct traveller *t)
{
	struct making *g = k->g;
	struct slice number = made_digits(g, 9);
	bool contact = made_chance(g, 40);
	struct slice text = contact ? arena_printf(g->a, "CTCP NBO %.*s", SLICE_ARG(number))
				    : made_text(g);
	struct service_request *r = request(k, "OSI", t, text);
	r->carrier = SLICE("Z9");
	r->status = r->quantity = none;
	r->state = HOLD_NONE;
	if (!contact)
		return;
	const struct contact c = {
		.type = SLICE("telephone"), .value = number, .traveller = t ? (int)t->index : -1};
	COPY_TO_LIST(k, &k->b->contacts, struct contact, &c);
}

/* ---- What they say, at the booking's end ---- */

static void add_document(struct booking_making *k, struct traveller *t, const struct document *d)
{
	COPY_TO_LIST(k, &t->documents, struct document, d);
}

static void take_effect(struct booking_making *k, const struct said *s)
{
	struct traveller *t = s->t;
	if (s->document)
		add_document(k, t, s->document);
	if (s->address)
		COPY_TO_LIST(k, &t->addresses, struct address, s->address);
	if (s->contact)
		COPY_TO_LIST(k, &k->b->contacts, struct contact, s->contact);
	if (s->ticket)
		COPY_TO_LIST(k, &t->tickets, struct ticket, s->ticket);
	if (s->flyer)
		COPY_TO_LIST(k, &t->frequent_flyer, struct frequent_flyer, s->flyer);
	if (!s->seat)
		return;
	LIST_EACH(const struct seat, i, &t->seats)
	{
		if (slice_is(slice_of(i->source), "booked") && slice_eq(i->seat, s->seat->seat) &&
		    slice_eq(i->from, s->seat->from) && slice_eq(i->to, s->seat->to))
			return;
	}
	COPY_TO_LIST(k, &t->seats, struct seat, s->seat);
}

static void all_take_effect(struct booking_making *k)
{
	for (unsigned i = 0; i < k->saids; i++) {
		if (k->said[i].effect == EFFECT_DOCS)
			take_effect(k, &k->said[i]);
	}
	for (unsigned i = 0; i < k->saids; i++) {
		if (k->said[i].effect != EFFECT_DOCS)
			take_effect(k, &k->said[i]);
	}
}

/* ---- The booking ---- */

static void make_head(struct booking_making *k)
{
	struct making *g = k->g;
	struct booking *b = k->b;
	static const char *const others[] = {"1Y", "1Q", "9W"};
	b->locator = made_code(g, 6);
	b->carrier = made_maybe(g, made_carrier(g));
	const struct flight *f = g->m->flights.last;
	if (made_chance(g, 60))
		b->carrier = f->carrier;
	b->locator_type = made_maybe(g, SLICE("C"));
	b->created_at = made_maybe(g, made_instant(g));
	b->changed_at = made_maybe(g, made_instant(g));
	b->ticketed_at = made_maybe(g, made_instant(g));
	for (unsigned i = draw_below(&g->d, 3); i > 0; i--) {
		struct locator *l = LIST_ADD(&b->other_locators, g->a, struct locator);
		l->carrier = slice_of(ONE_OF(g, others));
		l->locator = made_code(g, 6);
	}
}

static struct agency make_agency(struct making *g, bool xml)
{
	struct agency a = {.system = made_carrier(g)};
	a.iata = made_maybe(g, made_digits(g, 8));
	a.city = made_maybe(g, made_port(g));
	a.agent = made_maybe(g, SLICE("T"));
	a.country = made_maybe(g, made_country(g));
	a.sign = made_maybe(g, made_code(g, 4));
	a.name = made_chance(g, 30) ? SLICE("TAMU TRAVEL") : none;
	if (!xml || slice_present(a.city))
		a.office = made_maybe(g, made_code(g, 4));
	a.currency = made_maybe(g, SLICE("KES"));
	if (xml)
		return a;
	a.language = made_maybe(g, SLICE("EN"));
	return a;
}

static void make_excess(struct booking_making *k, int traveller)
{
	struct making *g = k->g;
	if (!made_chance(g, 20))
		return;
	struct excess_bags *x = LIST_ADD(&k->b->excess_bags, g->a, struct excess_bags);
	x->traveller = traveller;
	x->currency = made_maybe(g, SLICE("EUR"));
	x->rate = made_maybe(g, SLICE("60.00"));
	x->pieces = 1 + draw_below(&g->d, 5);
	x->weight_tenths = made_chance(g, 50) ? (int)draw_below(&g->d, 900) : -1;
	if (k->xml && x->weight_tenths >= 0) /* one or the other */
		x->pieces = 0;
	x->to = k->xml ? made_maybe(g, made_port(g)) : none;
}

static void make_address(struct booking_making *k, struct address *a, const char *use)
{
	struct making *g = k->g;
	a->use = slice_of(use);
	a->traveller = -1;
	a->street = made_text(g);
	a->city = made_maybe(g, made_text(g));
	a->region = made_maybe(g, made_chance(g, 50) ? SLICE("NS") : SLICE("NYANZA"));
	a->postcode = made_maybe(g, made_code(g, 5));
	a->country = made_maybe(g, made_country(g));
}

static void make_contacts(struct booking_making *k, int traveller)
{
	for (unsigned i = draw_below(&k->g->d, 3); i > 0; i--) {
		struct contact *c = LIST_ADD(&k->b->contacts, k->g->a, struct contact);
		bool email = made_chance(k->g, 50);
		c->type = email ? SLICE("email") : SLICE("telephone");
		c->value = email ? made_email(k->g) : made_digits(k->g, 10);
		c->traveller = traveller;
		if (!k->xml || email)
			continue;
		c->use = made_maybe(k->g, SLICE("mobile"));
		c->type = slice_present(c->use) ? c->type : SLICE("fax");
	}
}

static struct slice long_text(struct making *g)
{
	struct slice text = made_text(g);
	for (unsigned i = draw_below(&g->d, 40); i > 0; i--) {
		struct slice word = made_name(g);
		const char *between = made_chance(g, 90) ? " " : "";
		text = arena_printf(g->a, "%.*s%s%.*s", SLICE_ARG(text), between, SLICE_ARG(word));
	}
	return text;
}

static void make_remarks(struct booking_making *k)
{
	for (unsigned i = draw_below(&k->g->d, 3); i > 0; i--)
		LIST_ADD(&k->b->remarks, k->g->a, struct remark)->text = long_text(k->g);
}

/* Its requests may stand anywhere. */
static bool is_free(const struct booking_making *k, const struct traveller *t)
{
	return k->count == 1 || slice_present(t->reference);
}

static void make_party_level(struct booking_making *k)
{
	struct making *g = k->g;
	make_contacts(k, -1);
	if (!k->xml && made_chance(g, 40))
		add_osi(k, NULL);
	if (!k->xml)
		make_contacts(k, -1);
	if (made_chance(g, 40))
		make_address(k, LIST_ADD(&k->b->addresses, g->a, struct address), "contact");
	if (!k->xml && made_chance(g, 20))
		make_address(k, LIST_ADD(&k->b->addresses, g->a, struct address), "home");
	if (!k->xml)
		make_remarks(k);
	make_excess(k, -1);
	if (k->count != 1 && made_chance(g, 30))
		request(k, "GRPF", NULL, made_text(g));
	for (unsigned i = 0; i < k->count; i++) {
		if (is_free(k, k->people[i]) && (k->announced || made_chance(g, 50)))
			add_requests(k, k->people[i]);
	}
}

/* ---- Travellers ---- */

static struct traveller *add_person(struct booking_making *k, enum traveller_role role)
{
	struct making *g = k->g;
	struct traveller *t = made_traveller(g);
	t->kind = KIND_PASSENGER;
	t->role = role;
	t->booking = (int)k->b->index;
	/* Names of one booking differ. */
	t->family = arena_printf(g->a, "%.*s %c", SLICE_ARG(t->family), 'A' + (int)k->count);
	k->people[k->count++] = t;
	return t;
}

static void add_infant(struct booking_making *k, struct traveller *adult)
{
	struct traveller *infant = add_person(k, ROLE_INFANT);
	infant->infant_of = (int)adult->index;
	if (k->referenced && !k->announced)
		infant->reference = arena_printf(k->g->a, "%.*s.1", SLICE_ARG(adult->reference));
}

/* Infants stand behind their adults, or at the end where something else says whose they are. */
static void make_people(struct booking_making *k)
{
	static const enum traveller_role roles[] = {ROLE_ADULT, ROLE_ADULT, ROLE_NONE, ROLE_CHILD};
	struct making *g = k->g;
	unsigned grown = 1 + draw_below(&g->d, 4);
	k->referenced = made_chance(g, 60);
	k->announced = made_chance(g, 30);
	bool at_end = k->announced || (k->referenced && made_chance(g, 50));
	for (unsigned i = 0; i < grown; i++) {
		struct traveller *adult = add_person(k, ONE_OF(g, roles));
		if (k->referenced)
			adult->reference = arena_printf(g->a, "%u", 10 + i);
		if (!at_end && adult->role == ROLE_ADULT && made_chance(g, 30))
			add_infant(k, adult);
	}
	for (unsigned i = 0; at_end && i < grown; i++) {
		if (k->people[i]->role == ROLE_ADULT && made_chance(g, 30))
			add_infant(k, k->people[i]);
	}
}

static void make_frequent_flyer(struct booking_making *k, struct traveller *t)
{
	struct making *g = k->g;
	if (!made_chance(g, 30))
		return;
	struct frequent_flyer *f = LIST_ADD(&t->frequent_flyer, g->a, struct frequent_flyer);
	f->carrier = SLICE("Z9");
	f->number = made_digits(g, 9);
	f->tier = made_maybe(g, SLICE("GOLD"));
}

static void make_fare_info(struct booking_making *k, struct traveller *t)
{
	struct making *g = k->g;
	if (!made_chance(g, 30))
		return;
	struct fare_info *f = LIST_ADD(&t->fare_info, g->a, struct fare_info);
	f->type = SLICE("N");
	f->age = k->xml ? none : made_maybe(g, SLICE("12"));
	f->discount_type = made_maybe(g, SLICE("CD"));
	f->discount_percent = made_maybe(g, SLICE("50"));
	f->discount_class = made_maybe(g, SLICE("Y"));
	f->country = made_maybe(g, made_country(g));
	f->designator = k->xml ? none : made_maybe(g, SLICE("YRT"));
	for (unsigned i = draw_below(&g->d, 3); i > 0; i--)
		LIST_ADD(&f->basis, g->a, struct fare_basis)->code = made_code(g, 4);
}

static struct ticket *make_ticket(struct booking_making *k, struct traveller *t)
{
	struct making *g = k->g;
	struct ticket *i = LIST_ADD(&t->tickets, g->a, struct ticket);
	i->number = made_digits(g, 13);
	i->type = made_maybe(g, SLICE("T"));
	i->sold_in = made_maybe(g, made_port(g));
	if (slice_present(k->b->ticketed_at))
		i->issued_at = made_maybe(g, made_instant(g));
	if (k->xml)
		return i;
	i->restriction = made_maybe(g, SLICE("NR"));
	i->deadline = made_maybe(g, made_instant(g));
	i->carrier = made_maybe(g, made_carrier(g));
	i->carrier_number = made_maybe(g, SLICE("777"));
	return i;
}

static struct slice make_amount(struct making *g)
{
	struct slice whole = made_digits(g, 3);
	return made_chance(g, 50) ? whole : arena_printf(g->a, "%.*s.40", SLICE_ARG(whole));
}

static struct slice make_currency(struct making *g)
{
	return made_chance(g, 50) ? SLICE("EUR") : SLICE("KES");
}

/* Behind a ticket; without one the currency is always said, as nothing takes it back. */
static void make_fares(struct booking_making *k, const struct traveller *t, struct slice ticket)
{
	struct making *g = k->g;
	for (unsigned i = draw_below(&g->d, 3); i > 0; i--) {
		struct fare *f = LIST_ADD(&k->b->fares, g->a, struct fare);
		bool word = made_chance(g, 10);
		f->traveller = (int)t->index;
		f->ticket = ticket;
		f->amount = word ? none : make_amount(g);
		f->word = word ? SLICE("AWARD") : none;
		f->currency = make_currency(g);
		if (slice_present(ticket) && !word)
			f->currency = made_maybe(g, f->currency);
		if (!k->xml && made_chance(g, 30)) {
			f->base_amount = make_amount(g);
			f->base_currency = f->currency;
		}
		if (k->xml || !made_chance(g, 20))
			continue;
		struct fare *more = LIST_ADD(&k->b->fares, g->a, struct fare);
		*more = (struct fare){.kind = SLICE("C"), .traveller = f->traveller};
		more->amount = make_amount(g);
		more->currency = f->currency;
		more->ticket = f->ticket;
	}
}

static void make_taxes(struct booking_making *k, const struct traveller *t, struct slice ticket)
{
	struct making *g = k->g;
	for (unsigned i = draw_below(&g->d, 3); i > 0; i--) {
		struct tax *x = LIST_ADD(&k->b->taxes, g->a, struct tax);
		x->traveller = (int)t->index;
		x->ticket = ticket;
		x->amount = make_amount(g);
		x->currency = make_currency(g);
		x->country = made_maybe(g, made_country(g));
		x->code = made_maybe(g, SLICE("YQ"));
	}
}

/* Of the last fare behind the same ticket, or (the ticket begins anew) none. */
static struct slice currency_said(struct booking_making *k, const struct traveller *t,
				  struct slice ticket)
{
	struct slice currency = none;
	LIST_EACH(const struct fare, f, &k->b->fares)
	{
		bool here = f->traveller == (int)t->index && slice_eq(f->ticket, ticket);
		if (here && !slice_present(f->kind))
			currency = f->currency;
	}
	const struct payment *last = k->b->payments.last;
	LIST_EACH(const struct payment, p, &k->b->payments)
	{
		bool here = p != last && p->traveller == (int)t->index &&
			    slice_eq(p->ticket, ticket);
		if (here && slice_present(p->amount))
			currency = p->currency;
	}
	return slice_present(ticket) ? made_maybe(k->g, currency) : currency;
}

static void make_payments(struct booking_making *k, const struct traveller *t, struct slice ticket)
{
	struct making *g = k->g;
	for (unsigned i = draw_below(&g->d, 3); i > 0; i--) {
		struct payment *p = LIST_ADD(&k->b->payments, g->a, struct payment);
		p->traveller = (int)t->index;
		p->ticket = ticket;
		p->original = made_chance(g, 20);
		p->form = SLICE("CC");
		p->amount = made_maybe(g, make_amount(g));
		if (slice_present(p->amount))
			p->currency = k->xml ? made_maybe(g, SLICE("EUR"))
					     : currency_said(k, t, ticket);
		p->card_vendor = made_maybe(g, SLICE("VI"));
		p->card = made_maybe(g, SLICE("XXXXXXXXXXXX4417"));
		p->expires = made_maybe(g, SLICE("0928"));
		p->approval = k->xml ? none : made_maybe(g, SLICE("A4417"));
		p->details = k->xml ? none : made_maybe(g, made_text(g));
		p->payer = made_maybe(g, made_name(g));
	}
}

static void make_money(struct booking_making *k, const struct traveller *t, struct slice ticket)
{
	make_fares(k, t, ticket);
	make_taxes(k, t, ticket);
	make_payments(k, t, ticket);
}

static void make_tickets(struct booking_making *k, struct traveller *t)
{
	if (made_chance(k->g, 20))
		make_money(k, t, none);
	for (unsigned i = draw_below(&k->g->d, 3); i > 0; i--) {
		struct ticket *ticket = make_ticket(k, t);
		make_money(k, t, ticket->number);
	}
}

/* Names of attributes, some of them twice. */
static void make_pricing(struct booking_making *k, struct traveller *t)
{
	static const char *const names[] = {"FareCalculation", "NonRefundableInd", "Date"};
	for (unsigned i = k->xml ? draw_below(&k->g->d, 3) : 0; i > 0; i--) {
		struct other_value *o = LIST_ADD(&t->others, k->g->a, struct other_value);
		o->segment = SLICE("PricingInfo");
		o->code = slice_of(ONE_OF(k->g, names));
		o->value = made_text(k->g);
	}
}

static void make_billing(struct booking_making *k, const struct traveller *t)
{
	struct payment *last = k->b->payments.last;
	if (k->xml || !last || last->traveller != (int)t->index || !made_chance(k->g, 50))
		return;
	struct address *a = LIST_ADD(&k->b->addresses, k->g->a, struct address);
	make_address(k, a, "billing");
	a->traveller = (int)t->index;
}

static void make_person_level(struct booking_making *k, struct traveller *t)
{
	struct making *g = k->g;
	bool bound = !is_free(k, t);
	if (!k->xml && made_chance(g, 20))
		add_osi(k, t);
	if (!k->xml) {
		make_contacts(k, (int)t->index);
		if (made_chance(g, 30))
			make_address(k, LIST_ADD(&t->addresses, g->a, struct address), "contact");
	}
	make_frequent_flyer(k, t);
	make_excess(k, (int)t->index);
	make_fare_info(k, t);
	make_tickets(k, t);
	make_pricing(k, t);
	make_billing(k, t);
	if (bound)
		add_requests(k, t);
}

/* ---- Itinerary ---- */

static bool is_known(const struct booking *b, struct slice from, struct slice to)
{
	LIST_EACH(const struct segment, s, &b->segments)
	{
		if (slice_eq(s->from, from) && slice_eq(s->to, to))
			return true;
	}
	return false;
}

static struct segment *make_air(struct booking_making *k)
{
	struct making *g = k->g;
	struct slice from = made_port(g);
	struct slice to = made_port(g);
	if (is_known(k->b, from, to))
		return NULL;
	struct segment *s = LIST_ADD(&k->b->segments, g->a, struct segment);
	s->carrier = made_carrier(g);
	s->number = arena_printf(g->a, "%u", 1000 + draw_below(&g->d, 8000));
	s->suffix = made_chance(g, 10) ? SLICE("A") : none;
	s->from = from;
	s->to = to;
	s->departs = made_time(g, 100);
	if (made_chance(g, 80))
		s->arrives = made_time(g, 100);
	s->booking_class = made_maybe(g, SLICE("Y"));
	s->status = made_maybe(g, made_chance(g, 70) ? SLICE("HK") : SLICE("HX"));
	s->state = hold_state_of(s->status);
	if (made_chance(g, 50))
		s->seats = 1 + draw_below(&g->d, 20);
	s->aircraft = made_maybe(g, SLICE("333"));
	if (made_chance(g, 30)) {
		s->operating_carrier = made_carrier(g);
		s->operating_number = made_maybe(g, made_digits(g, 3));
	}
	s->operating_class = made_maybe(g, SLICE("Q"));
	if (!k->xml)
		s->stops = made_maybe(g, SLICE("1"));
	return s;
}

static void make_other_segment(struct booking_making *k)
{
	static const char *const kinds[] = {"surface", "open", "hotel", "car", "rail", "other"};
	struct making *g = k->g;
	unsigned which = draw_below(&g->d, k->xml ? 2 : 6);
	struct segment *s = LIST_ADD(&k->b->segments, g->a, struct segment);
	s->kind = slice_of(kinds[which]);
	if (which < 2)
		return;
	s->carrier = made_maybe(g, made_carrier(g));
	s->number = arena_printf(g->a, "%u", 20000 + draw_below(&g->d, 9000));
	s->from = arena_printf(g->a, "X%.*s", 2, made_code(g, 2).p);
	s->name = made_maybe(g, made_text(g));
	s->departs = made_time(g, 100);
	s->status = made_maybe(g, SLICE("HK"));
	s->state = hold_state_of(s->status);
}

static void make_requests_at(struct booking_making *k, const struct segment *s)
{
	k->at = s;
	for (unsigned i = 0; i < k->count && k->saids < REQUESTS_MAX - 8; i++) {
		bool free = is_free(k, k->people[i]);
		if (free && made_chance(k->g, 30))
			add_seat(k, k->people[i]);
		if (free && made_chance(k->g, 20))
			add_requests(k, k->people[i]);
	}
	k->at = NULL;
}

static void make_check_in(struct booking_making *k, struct traveller *t, const struct segment *s)
{
	struct making *g = k->g;
	struct check_in *c = LIST_ADD(&t->check_ins, g->a, struct check_in);
	c->from = s->from;
	c->to = s->to;
	c->at = made_maybe(g, made_instant(g));
	c->number = made_maybe(g, made_digits(g, 3));
	if (k->xml)
		return;
	c->text = made_chance(g, 20) ? SLICE("L FT WW D014357") : none;
	if (made_chance(g, 30))
		c->by = make_agency(g, false);
}

/* Who has no reference is named behind a transaction. */
static void make_boarding(struct booking_making *k, const struct segment *s)
{
	for (unsigned i = 0; i < k->count; i++) {
		struct traveller *t = k->people[i];
		bool first = t->boarded != YES;
		if (!made_chance(k->g, 30))
			continue;
		t->boarded = YES;
		if (k->xml || !slice_present(t->reference) || made_chance(k->g, 80))
			make_check_in(k, t, s);
		else if (first && made_chance(k->g, 30))
			continue;
		if (k->xml || made_chance(k->g, 80)) {
			struct seat *seat = LIST_ADD(&t->seats, k->g->a, struct seat);
			*seat = (struct seat){.from = s->from, .to = s->to, .source = "boarded"};
			seat->seat = arena_printf(k->g->a, "%uK", 1 + draw_below(&k->g->d, 60));
			seat->cabin = made_maybe(k->g, SLICE("Y"));
		}
		if (!first || k->xml || !t->seats.first)
			continue;
		made_bag_entries(k->g, t);
	}
}

static void make_itinerary(struct booking_making *k)
{
	struct making *g = k->g;
	unsigned party = k->count;
	for (unsigned i = draw_below(&g->d, 4); i > 0; i--) {
		const struct segment *s = make_air(k);
		if (!s)
			continue;
		if (s->state != HOLD_CANCELLED && s->seats > party)
			party = s->seats;
		make_requests_at(k, s);
		make_boarding(k, s);
		if (made_chance(g, 20))
			make_other_segment(k);
	}
	k->b->party_size = (int)party;
}

/* ---- History, splits ---- */

static void make_history(struct booking_making *k)
{
	static const char *const actions[] = {
		"add-segment",    "cancel-segment", "segment", "add-traveller", "cancel-traveller",
		"change-service", "add-text",       "text",    "cancel-bags"};
	struct making *g = k->g;
	struct slice at = none;
	struct agency by = {.system = SLICE("Z9")};
	for (unsigned i = draw_below(&g->d, 5); i > 0; i--) {
		struct history *h = LIST_ADD(&k->b->history, g->a, struct history);
		if (made_chance(g, 50))
			at = made_instant(g);
		if (made_chance(g, 50))
			by = (struct agency){.iata = made_maybe(g, made_digits(g, 8)),
					     .office = made_maybe(g, SLICE("GS77")),
					     .city = made_maybe(g, made_port(g))};
		h->at = at;
		h->by = by;
		h->action = slice_of(ONE_OF(g, actions));
		if (slice_ends(h->action, "segment")) {
			h->segment = made_chance(g, 80) ? SLICE("Z9 418A NBO-LIS 2026-03-11T05:55")
							: SLICE("Z9 surface -");
			if (made_chance(g, 20))
				h->segment = SLICE("Q5 7418 NBO-LIS 2026-03-11 (Z9 418)");
			h->text = made_maybe(g, SLICE("HK 3"));
		} else if (slice_ends(h->action, "traveller")) {
			struct slice family = made_name(g);
			struct slice given = made_name(g);
			h->text = arena_printf(g->a, "%.*s/%.*s", SLICE_ARG(family),
					       SLICE_ARG(given));
		} else if (slice_ends(h->action, "service")) {
			h->text = made_chance(g, 50) ? SLICE("SEAT HK 14C") : SLICE("WCHR");
		} else if (slice_ends(h->action, "bags")) {
			h->text = made_chance(g, 50) ? SLICE("Z9204411") : SLICE("2");
		} else {
			h->text = long_text(g);
		}
	}
}

static void make_split(struct booking_making *k)
{
	struct making *g = k->g;
	struct booking *b = k->b;
	if (made_chance(g, 15)) {
		struct locator *l = LIST_ADD(&b->split_to, g->a, struct locator);
		*l = (struct locator){.carrier = SLICE("Z9"), .locator = made_code(g, 6)};
	}
	if (slice_present(b->created_at) && made_chance(g, 15)) {
		struct locator *l = LIST_ADD(&b->split_from, g->a, struct locator);
		*l = (struct locator){.carrier = SLICE("Z9"), .locator = made_code(g, 6)};
	}
	if (b->split_from.count + b->split_to.count > 0)
		b->split_travellers = draw_below(&g->d, 4);
}

/* ---- The push ---- */

static void make_booking(struct making *g, bool xml)
{
	struct booking *b = LIST_ADD(&g->m->bookings, g->a, struct booking);
	struct booking_making k = {.g = g, .b = b, .xml = xml};
	b->index = g->m->bookings.count - 1;
	b->party_size = -1;
	make_head(&k);
	bool may = xml || g->m->function == FUNCTION_UPDATE;
	if (may && made_chance(g, 20)) {
		b->cancelled = true;
		return;
	}
	if (made_chance(g, 70))
		b->agency = make_agency(g, xml);
	make_people(&k);
	make_party_level(&k);
	for (unsigned i = 0; i < k.count; i++)
		make_person_level(&k, k.people[i]);
	make_itinerary(&k);
	if (!xml) {
		make_split(&k);
		make_history(&k);
	}
	all_take_effect(&k);
}

static void make_flights(struct making *g, bool xml)
{
	struct flight *f = LIST_ADD(&g->m->flights, g->a, struct flight);
	f->carrier = made_carrier(g);
	f->number = made_digits(g, 3);
	f->suffix = made_chance(g, 10) ? SLICE("A") : none;
	if (!xml && made_chance(g, 30)) {
		f->operating_carrier = made_carrier(g);
		f->operating_number = made_maybe(g, made_digits(g, 3));
	}
	for (unsigned i = xml ? 1 + draw_below(&g->d, 2) : 1; i > 0; i--) {
		struct leg *leg = LIST_ADD(&f->legs, g->a, struct leg);
		leg->from = made_port(g);
		leg->to = made_port(g);
		leg->departs = made_time(g, 3);
		if (made_chance(g, 80))
			leg->arrives = made_time(g, 3);
		leg->border = true;
	}
}

void made_pnrgov(struct making *g, bool xml)
{
	struct message *m = g->m;
	made_envelope(g, xml ? MESSAGE_PNRGOV_XML : MESSAGE_PNRGOV);
	m->version = made_chance(g, 50) ? SLICE("13:1") : SLICE("16:1");
	m->function = FUNCTION_FULL;
	if (!xml) {
		bool update = made_chance(g, 50);
		m->function = update ? FUNCTION_UPDATE : FUNCTION_FULL;
		m->function_code = update ? SLICE("141") : SLICE("22");
		if (made_chance(g, 70))
			m->originator = make_agency(g, false);
	} else {
		if (slice_present(m->sender))
			m->originator.system = made_maybe(g, SLICE("Z9DCS"));
		m->reporter.email = made_maybe(g, made_email(g));
	}
	make_flights(g, xml);
	for (unsigned i = draw_below(&g->d, 4); i > 0; i--)
		make_booking(g, xml);
	if (made_chance(g, 80))
		m->declared.bookings = m->bookings.count;
}
