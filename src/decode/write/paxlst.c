/* SPDX-License-Identifier: Apache-2.0
 *
 * The model as PAXLST (WCO/IATA/ICAO PAXLST guide 6.0), the opposite of
 * decode/paxlst/.
 */
#include "decode/paxlst/list.h"
#include "decode/write/put.h"

/* ---- Header and reporter ---- */

static void put_function(struct writer *w)
{
	struct slice list = w->m->function_code;
	struct slice code = {NULL, 0};
	size_t plus = slice_find(list, '+', 0);
	if (!slice_present(list)) {
		list_function_codes(w->m->function, &list, &code);
	} else if (plus != SIZE_MAX) {
		code = slice_range(list, plus + 1, list.n);
		list = slice_range(list, 0, plus);
	}
	if (slice_present(list) || slice_present(code))
		PUT(w, "BGM+%+%", list, code);
}

static void put_reporter(struct writer *w)
{
	const struct reporter *r = &w->m->reporter;
	if (!slice_present(r->name) && !slice_present(r->telephone) && !slice_present(r->fax) &&
	    !slice_present(r->email))
		return;
	PUT(w, "NAD+MS+++%", r->name);
	put_if(w, "COM+%:TE", r->telephone);
	put_if(w, "COM+%:FX", r->fax);
	put_if(w, "COM+%:EM", r->email);
}

/* ---- Flights ---- */

/* DTM 2379: 201 YYMMDDHHMM, 203 CCYYMMDDHHMM, 101 YYMMDD, 102 CCYYMMDD. */
static void put_time(struct writer *w, const char *qualifier, struct local_time t)
{
	struct slice day = put_ymd(w, t.date, CENTURY_NEAREST);
	struct slice time = put_hhmm(w, t);
	bool timed = slice_present(time);
	if (!slice_present(day))
		return;
	struct slice value = arena_printf(w->a, "%.*s%.*s", SLICE_ARG(day), SLICE_ARG(time));
	struct slice format = day.n == 6 ? (timed ? SLICE("201") : SLICE("101"))
					 : (timed ? SLICE("203") : SLICE("102"));
	PUT(w, "DTM+%:%:%", slice_of(qualifier), value, format);
}

/* LOC+92 where a leg starts that does not cross the border; LOC+5 where that
 * would be taken for the end of the leg before. */
static const char *starts_with(const struct leg *leg, const struct leg *before)
{
	if (leg->border)
		return "125";
	if (!before || (slice_present(before->to) &&
			(local_time_present(leg->departs) || slice_eq(before->to, leg->from))))
		return "92";
	return "5";
}

/* 8067 */
static const char *mode_code(struct slice mode)
{
	static const char *const modes[][2] = {
		{"sea", "1"}, {"rail", "2"}, {"road", "3"}, {"air", "4"}};
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		if (slice_is(mode, modes[i][0]))
			return modes[i][1];
	}
	return "";
}

static void put_flight(struct writer *w, const struct flight *f)
{
	const struct leg *before = NULL;
	PUT(w, "TDT+%+%+%++%+++%:::%:%", f->overflight ? SLICE("34") : SLICE("20"),
	    put_designator(w, f->carrier, f->number, f->suffix), slice_of(mode_code(f->mode)),
	    f->carrier, f->vessel_number, f->vessel, f->vessel_flag);
	LIST_EACH(const struct leg, leg, &f->legs)
	{
		if (slice_present(leg->from))
			PUT(w, "LOC+%+%", slice_of(starts_with(leg, before)), leg->from);
		put_time(w, "189", leg->departs);
		if (slice_present(leg->to))
			PUT(w, "LOC+%+%", leg->border ? SLICE("87") : SLICE("92"), leg->to);
		put_time(w, "232", leg->arrives);
		before = leg;
	}
}

/* ---- Travellers ---- */

/* NAD 3035. Who has no name is in a list that needs none (ZZZ). */
static const char *party_of(const struct writer *w, const struct traveller *t)
{
	bool crew_list = slice_starts(w->m->function_code, "250");
	bool nameless = !slice_present(t->family);
	switch (t->kind) {
	case KIND_PASSENGER:
		return nameless && !crew_list ? "ZZZ" : "FL";
	case KIND_CREW:
		return nameless && crew_list ? "ZZZ" : "FM";
	case KIND_TRANSIT:
		return "DDU";
	case KIND_TRANSIT_CREW:
		return "DDT";
	case KIND_NOT_ON_BOARD:
		return "ZZZ";
	case KIND_OTHER:
		break;
	}
	return "COT";
}

static void put_name(struct writer *w, const struct traveller *t)
{
	static const struct address none;
	const struct address *a = t->addresses.first ? t->addresses.first : &none;
	bool in_middle = !slice_present(t->given) && slice_present(t->middle);
	struct slice given = in_middle ? t->given : put_titled(w, t->given, t->title);
	struct slice middle = in_middle ? put_titled(w, t->middle, t->title) : t->middle;
	PUT(w, "NAD+%+++%:%:%+%+%+%+%+%", slice_of(party_of(w, t)), t->family, given, middle,
	    a->street, a->city, a->region, a->postcode, a->country);
}

/* An infant without a seat is FI or MI. */
static void put_sex(struct writer *w, const struct traveller *t)
{
	bool infant = t->role == ROLE_INFANT && (slice_is(t->sex, "F") || slice_is(t->sex, "M"));
	if (infant)
		PUT(w, "ATT+2++%", arena_printf(w->a, "%.*sI", SLICE_ARG(t->sex)));
	else
		put_if(w, "ATT+2++%", t->sex);
}

static void put_bags(struct writer *w, const struct traveller *t)
{
	if (t->bag_count >= 0)
		PUT(w, "MEA+CT++:%", put_number(w, t->bag_count));
	put_if(w, "MEA+WT++KGM:%", put_weight(w, t->bag_weight_tenths));
}

static void put_tags(struct writer *w, const struct traveller *t)
{
	for (const struct bag_tag *b = t->bag_tags.first; b;) {
		unsigned count;
		const struct bag_tag *next = put_tag_run(b, &count);
		PUT(w, "FTX+BAG+++%:%", b->tag,
		    count > 1 ? put_number(w, count) : (struct slice){NULL, 0});
		b = next;
	}
}

static void put_places(struct writer *w, const struct traveller *t)
{
	bool born = slice_present(t->birth_country) || slice_present(t->birth_city) ||
		    slice_present(t->birth_region);
	put_if(w, "LOC+22+%", t->first_port);
	put_if(w, "LOC+174+%", t->residence);
	put_if(w, "LOC+178+%", t->embark);
	put_if(w, "LOC+179+%", t->disembark);
	if (born)
		PUT(w, "LOC+180+%+:::%+:::%", t->birth_country, t->birth_city, t->birth_region);
}

/* COM 3155; a kind that is not told has no code. */
static const char *contact_code(struct slice type)
{
	if (slice_is(type, "telephone"))
		return "TE";
	if (slice_is(type, "email"))
		return "EM";
	return slice_is(type, "fax") ? "FX" : "";
}

/* 7771402233445C1: number, C, coupon. */
static struct slice ticket_text(struct writer *w, const struct ticket *k)
{
	if (!slice_present(k->coupon))
		return k->number;
	return arena_printf(w->a, "%.*sC%.*s", SLICE_ARG(k->number), SLICE_ARG(k->coupon));
}

static void put_references(struct writer *w, const struct traveller *t)
{
	put_if(w, "RFF+AVF:%", t->locator);
	put_if(w, "RFF+ABO:%", t->reference);
	LIST_EACH(const struct seat, s, &t->seats)
	put_if(w, "RFF+SEA:%", s->seat);
	LIST_EACH(const struct ticket, k, &t->tickets)
	PUT(w, "RFF+YZY:%", ticket_text(w, k));
	LIST_EACH(const struct frequent_flyer, f, &t->frequent_flyer)
	put_if(w, "RFF+ANX:%", f->number);
	LIST_EACH(const struct reference, r, &t->references)
	PUT(w, "RFF+%:%", r->type, r->value);
}

static void put_document(struct writer *w, const struct document *d)
{
	PUT(w, "DOC+%:110:111+%", d->type, d->number);
	put_if(w, "DTM+36:%", put_ymd(w, d->expires, CENTURY_NEAREST));
	put_if(w, "DTM+182:%", put_ymd(w, d->issued, CENTURY_NEAREST));
	put_if(w, "LOC+91+%", d->issuer);
}

/* As it came: a code and the first value behind it. */
static void put_others(struct writer *w, const struct traveller *t)
{
	LIST_EACH(const struct other_value, o, &t->others)
	{
		if (o->segment.n != 3)
			continue;
		emit_segment(&w->w, arena_cstr(w->a, o->segment));
		emit_element(&w->w, o->code);
		emit_element(&w->w, o->value);
	}
}

static void put_traveller(struct writer *w, const struct traveller *t)
{
	put_name(w, t);
	put_sex(w, t);
	put_if(w, "DTM+329:%", put_ymd(w, t->birth_date, CENTURY_BIRTH));
	put_bags(w, t);
	if (t->verified != UNKNOWN)
		PUT(w, "GEI+4+%", t->verified == YES ? SLICE("173") : SLICE("174"));
	put_tags(w, t);
	put_places(w, t);
	LIST_EACH(const struct contact, c, &t->contacts)
	PUT(w, "COM+%:%", c->value, slice_of(contact_code(c->type)));
	if (slice_present(t->rank))
		PUT(w, "EMP+1+%:110:111+:::%", t->crew_status, t->rank);
	else
		put_if(w, "EMP+1+%:110:111", t->crew_status);
	put_if(w, "NAT+2+%", t->nationality);
	put_references(w, t);
	put_others(w, t);
	LIST_EACH(const struct document, d, &t->documents)
	put_document(w, d);
}

void write_paxlst(struct writer *w)
{
	const struct message *m = w->m;
	emit_message(&w->w, m, m->business_ref);
	put_function(w);
	put_if(w, "RFF+TN:%", m->business_ref);
	put_time(w, "554", m->filed_at);
	put_if(w, "LOC+188+%", m->filing_port);
	put_reporter(w);
	LIST_EACH(const struct flight, f, &m->flights)
	put_flight(w, f);
	LIST_EACH(const struct traveller, t, &m->travellers)
	put_traveller(w, t);
	if (m->declared.passengers >= 0)
		PUT(w, "CNT+42:%", put_number(w, m->declared.passengers));
	if (m->declared.crew >= 0)
		PUT(w, "CNT+41:%", put_number(w, m->declared.crew));
	emit_message_end(&w->w);
}
