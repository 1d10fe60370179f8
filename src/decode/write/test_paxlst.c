/* SPDX-License-Identifier: Apache-2.0
 *
 * Random passenger and crew lists.
 */
#include "decode/write/test_model.h"

static const struct {
	const char *code;
	enum message_function function;
} functions[] = {
	{"745", FUNCTION_PASSENGERS},
	{"745+CP", FUNCTION_CHANGE},
	{"745+XR", FUNCTION_CANCEL},
	{"745+RP", FUNCTION_REDUCE},
	{"745+CI", FUNCTION_PASSENGERS},
	{"266+CL", FUNCTION_CLOSE},
	{"266+CLNB", FUNCTION_CLOSE_NOT_ON_BOARD},
	{"266+CLOB", FUNCTION_CLOSE_ON_BOARD},
	{"266+XF", FUNCTION_CANCEL_FLIGHT},
	{"266+CF", FUNCTION_CHANGE_FLIGHT},
	{"250", FUNCTION_CREW},
	{"250+B", FUNCTION_CREW},
	{"250+CC", FUNCTION_CREW_CHANGE},
	{"336+G", FUNCTION_MASTER_CREW},
	{"655", FUNCTION_GATE_PASS},
	{"999+QQ", FUNCTION_OTHER},
};

static void make_reporter(struct making *g)
{
	struct reporter *r = &g->m->reporter;
	if (!made_chance(g, 60))
		return;
	r->name = made_maybe(g, made_text(g));
	r->telephone = made_maybe(g, made_telephone(g));
	r->fax = made_maybe(g, made_telephone(g));
	r->email = made_maybe(g, made_email(g));
}

/* ---- Flights ---- */

static void make_legs(struct making *g, struct flight *f)
{
	unsigned legs = 1 + draw_below(&g->d, 4);
	for (unsigned i = 0; i < legs; i++) {
		const struct leg *before = f->legs.last;
		struct leg *leg = LIST_ADD(&f->legs, g->a, struct leg);
		bool goes_on = before && made_chance(g, 70);
		leg->from = goes_on ? before->to : made_port(g);
		leg->to = made_chance(g, 80) ? made_port(g) : SLICE("PTLIS");
		leg->border = made_chance(g, 40);
		if (made_chance(g, 80))
			leg->departs = made_time(g, 3);
		if (made_chance(g, 80))
			leg->arrives = made_time(g, 3);
	}
}

static void make_flight(struct making *g, unsigned number)
{
	struct flight *f = LIST_ADD(&g->m->flights, g->a, struct flight);
	if (made_chance(g, 15)) {
		f->carrier = SLICE("ESTR");
		f->number = arena_printf(g->a, "V%03u", number);
		f->vessel = made_text(g);
		f->vessel_number = made_maybe(g, made_digits(g, 7));
		f->vessel_flag = made_maybe(g, made_country(g));
	} else {
		f->carrier = made_carrier(g);
		f->number = arena_printf(g->a, "%u", number);
		f->suffix = made_chance(g, 20) ? SLICE("A") : (struct slice){NULL, 0};
	}
	static const char *const modes[] = {"air", "sea", "rail", "road"};
	f->mode = made_maybe(g, slice_of(ONE_OF(g, modes)));
	f->overflight = made_chance(g, 10);
	make_legs(g, f);
}

/* ---- Travellers ---- */

static enum traveller_kind make_kind(struct making *g)
{
	static const enum traveller_kind kinds[] = {KIND_PASSENGER, KIND_PASSENGER,    KIND_CREW,
						    KIND_TRANSIT,   KIND_TRANSIT_CREW, KIND_OTHER};
	enum traveller_kind kind = ONE_OF(g, kinds);
	bool off = g->m->function == FUNCTION_CLOSE_NOT_ON_BOARD;
	return off && kind == KIND_PASSENGER ? KIND_NOT_ON_BOARD : kind;
}

static void make_who(struct making *g, struct traveller *t)
{
	static const char *const sexes[] = {"M", "F", "U", "X", "M", "F"};
	t->kind = make_kind(g);
	if (t->kind == KIND_PASSENGER && made_chance(g, 10))
		t->family = t->given = t->title = (struct slice){NULL, 0};
	if (g->m->function == FUNCTION_CLOSE_ON_BOARD)
		t->boarded = YES;
	if (g->m->function == FUNCTION_CLOSE_NOT_ON_BOARD)
		t->boarded = NO;
	if (made_chance(g, 30)) {
		t->middle = made_given(g);
		/* A reader finds the title of a nameless one behind the middle name. */
		if (!slice_present(t->given))
			t->title = made_maybe(g, made_title(g));
	}
	t->sex = made_maybe(g, slice_of(ONE_OF(g, sexes)));
	if ((slice_is(t->sex, "M") || slice_is(t->sex, "F")) && made_chance(g, 20))
		t->role = ROLE_INFANT;
	if (made_chance(g, 90))
		t->birth_date = made_date(g, made_chance(g, 10) ? 45000 : 30000, 0);
}

static void make_places(struct making *g, struct traveller *t)
{
	t->birth_country = made_maybe(g, made_country(g));
	t->birth_city = made_maybe(g, made_text(g));
	t->birth_region = made_maybe(g, made_text(g));
	t->nationality = made_maybe(g, made_country(g));
	t->residence = made_maybe(g, made_country(g));
	t->embark = made_maybe(g, made_port(g));
	t->disembark = made_maybe(g, made_port(g));
	t->first_port = made_maybe(g, made_port(g));
}

static void make_address(struct making *g, struct traveller *t)
{
	struct address *a = LIST_ADD(&t->addresses, g->a, struct address);
	*a = (struct address){.use = SLICE("destination"), .traveller = -1};
	a->street = made_maybe(g, made_text(g));
	a->city = made_text(g);
	a->region = made_maybe(g, made_text(g));
	a->postcode = made_maybe(g, made_code(g, 5));
	a->country = made_maybe(g, made_country(g));
}

static void make_contact(struct making *g, struct traveller *t)
{
	static const char *const types[] = {"telephone", "email", "fax", "other"};
	struct contact *c = LIST_ADD(&t->contacts, g->a, struct contact);
	c->traveller = -1;
	c->type = slice_of(ONE_OF(g, types));
	c->value = slice_is(c->type, "email") ? made_email(g) : made_telephone(g);
}

static void make_document(struct making *g, struct traveller *t)
{
	static const char *const types[] = {"P", "I", "V", "AC", "IP"};
	struct document *d = LIST_ADD(&t->documents, g->a, struct document);
	d->type = slice_of(ONE_OF(g, types));
	d->number = made_chance(g, 90) ? made_code(g, 9) : made_text(g);
	d->issuer = made_maybe(g, made_country(g));
	if (made_chance(g, 80))
		d->expires = made_date(g, 1000, made_chance(g, 10) ? 30000 : 4000);
	if (made_chance(g, 30))
		d->issued = made_date(g, 4000, 0);
}

static void make_references(struct making *g, struct traveller *t)
{
	t->locator = made_maybe(g, made_code(g, 6));
	t->reference = made_maybe(g, made_text(g));
	if (made_chance(g, 40)) {
		struct seat *s = LIST_ADD(&t->seats, g->a, struct seat);
		s->seat = arena_printf(g->a, "%uC", 1 + draw_below(&g->d, 60));
		s->source = "api";
	}
	if (made_chance(g, 30)) {
		struct ticket *k = LIST_ADD(&t->tickets, g->a, struct ticket);
		k->number = made_digits(g, 13);
		k->coupon = made_maybe(g, SLICE("2"));
	}
	if (made_chance(g, 20)) {
		struct frequent_flyer *f =
			LIST_ADD(&t->frequent_flyer, g->a, struct frequent_flyer);
		f->number = made_code(g, 10);
	}
	if (made_chance(g, 20)) {
		struct reference *r = LIST_ADD(&t->references, g->a, struct reference);
		*r = (struct reference){.type = SLICE("AEA"), .value = made_text(g)};
	}
	if (made_chance(g, 10)) {
		struct other_value *o = LIST_ADD(&t->others, g->a, struct other_value);
		*o = (struct other_value){.segment = SLICE("NAT"), .code = SLICE("1")};
		o->value = made_country(g);
	}
}

static void make_person(struct making *g)
{
	struct traveller *t = made_traveller(g);
	if (g->hard && made_chance(g, 30))
		t->family = made_text(g);
	make_who(g, t);
	make_places(g, t);
	make_references(g, t);
	for (unsigned i = draw_below(&g->d, 3); i > 0; i--)
		make_document(g, t);
	for (unsigned i = draw_below(&g->d, 3); i > 0; i--)
		make_contact(g, t);
	if (made_chance(g, 40))
		make_address(g, t);
	if (made_chance(g, 40))
		t->bag_count = (int)draw_below(&g->d, 5);
	if (made_chance(g, 40))
		t->bag_weight_tenths = (int)draw_below(&g->d, 900);
	made_bag_tags(g, t);
	if (made_chance(g, 50))
		t->verified = made_chance(g, 50) ? YES : NO;
	if (t->kind == KIND_CREW)
		t->crew_status = made_maybe(g, SLICE("CR1"));
	if (t->kind == KIND_CREW)
		t->rank = made_maybe(g, SLICE("SECOND MATE"));
}

void made_paxlst(struct making *g)
{
	struct message *m = g->m;
	made_envelope(g, MESSAGE_PAXLST);
	static const char *const versions[] = {"D:05B", "D:12B", "D:16B", "D:94B"};
	m->version = slice_of(ONE_OF(g, versions));
	unsigned f = draw_below(&g->d, (unsigned)(sizeof functions / sizeof functions[0]));
	m->function = functions[f].function;
	m->function_code = slice_of(functions[f].code);
	make_reporter(g);
	if (made_chance(g, 20))
		m->filed_at = made_time(g, 3);
	m->filing_port = made_chance(g, 20) ? made_port(g) : (struct slice){NULL, 0};
	unsigned flights = 1 + draw_below(&g->d, 3);
	unsigned number = 1 + draw_below(&g->d, 900);
	for (unsigned i = 0; i < flights; i++)
		make_flight(g, number + i);
	for (unsigned i = draw_below(&g->d, 6); i > 0; i--)
		make_person(g);
	if (made_chance(g, 80))
		m->declared.passengers = (int64_t)draw_below(&g->d, 9);
	if (made_chance(g, 30))
		m->declared.crew = (int64_t)draw_below(&g->d, 9);
}
