/* SPDX-License-Identifier: Apache-2.0
 *
 * Passenger name records as reservation systems push them: IATA PADIS PNRGOV.
 */
#include "simulate/parts.h"

/* One push while it is written. */
struct push {
	struct sim_out *o;
	const struct sim_making *m;
	enum sim_stage stage;
	const char *leg; /* date:time:date:time of the flight, local */
};

static const char *stamp(struct sim_out *o, struct local_time t)
{
	return arena_cstr(
		o->a, arena_printf(o->a, "%s:%s", text_ddmmyy(o->a, t.date), text_hhmm(o->a, t)));
}

static const char *reference_of(struct sim_out *o, const struct sim_traveller *t)
{
	const char *number = text_number(o->a, t->reference, 1);
	if (t->role != SIM_INFANT)
		return number;
	return arena_cstr(o->a, arena_printf(o->a, "%s.1", number));
}

/* ---- the booking ---- */

static void contact_lines(struct push *p, const struct sim_booking *b)
{
	struct sim_out *o = p->o;
	const char *carrier = o->flight->carrier;
	if (b->telephone)
		LINE(o, "SSR+CTCM:HK:1:", carrier, ":::::", b->telephone, "/EN+::1");
	if (b->email)
		LINE(o, "SSR+CTCE:HK:1:", carrier, ":::::", b->email, "/EN+::1");
}

static void origin_lines(struct push *p, const struct sim_booking *b)
{
	struct sim_out *o = p->o;
	const char *carrier = o->flight->carrier;
	if (b->agency)
		LINE(o, "IFT+4:28::", carrier, "+CTCT ", b->agency->city, " ", b->agency->name,
		     " 999 20 0000009");
	if (b->remark)
		LINE(o, "IFT+4:28::", carrier, "+", b->remark);
	if (b->agency)
		LINE(o, "ORG+1Y:", o->flight->from->code, "+", b->agency->iata, ":TT01+",
		     o->flight->from->code, "++T+", b->agency->country, ":EUR:EN+A1B2");
	else
		LINE(o, "ORG+", carrier, ":", o->flight->from->code, "++++A+PT:EUR:EN+WEB");
	if (b->agency)
		LINE(o, "ADD++700:1 CLOUD STREET:", b->agency->city, ":::", b->agency->country,
		     ":00100");
}

static void locator_lines(struct push *p, const struct sim_booking *b)
{
	struct sim_out *o = p->o;
	LINE(o, "SRC");
	LINE(o, "RCI+", o->flight->carrier, ":", b->locator,
	     "::", stamp(o, utc_time(b->created_at)));
}

static int64_t last_change(const struct push *p, const struct sim_booking *b)
{
	int64_t before = p->m->event->prepared_at - 17 * MINUTE_US;
	return b->created_at < before && !b->changed ? b->created_at : before;
}

/* ---- its travellers ---- */

/* The infant of a booking comes last. */
static bool has_infant(const struct push *p, const struct sim_traveller *t)
{
	const struct sim_roster *r = p->m->roster;
	const struct sim_booking *b = &r->bookings[t->booking];
	const struct sim_traveller *last = &r->travellers[b->first + b->count - 1];
	return last->role == SIM_INFANT && &r->travellers[last->adult] == t;
}

/* "GRACEAKINYIMRS": given names and title in one, as in most systems. */
static void name_line(struct push *p, const struct sim_traveller *t)
{
	static const char *const types[] = {"A", "C", "IN"};
	struct sim_out *o = p->o;
	const struct sim_person *who = &t->person;
	LINE(o, "TIF+", text_escaped(o->a, who->family), "+", who->given,
	     who->middle ? who->middle : "", t->title_apart && who->given[0] ? " " : "", who->title,
	     ":", types[t->role], ":", reference_of(o, t), has_infant(p, t) ? ":1" : "");
}

static void docs_line(struct push *p, const struct sim_traveller *t)
{
	struct sim_out *o = p->o;
	const struct sim_person *who = &t->person;
	const char *born = t->birth_unknown ? "" : text_ddmonyy(o->a, who->birth);
	LINE(o, "SSR+DOCS:HK:1:", o->flight->carrier, ":::::/P/", who->nationality, "/",
	     who->document, "/", who->nationality, "/", born, "/", who->sex,
	     t->role == SIM_INFANT ? "I" : "", "/", text_ddmonyy(o->a, who->expires), "/",
	     text_escaped(o->a, who->family), "/", who->given, who->middle ? "/" : "",
	     who->middle ? who->middle : "", "+::", reference_of(o, t));
}

static void payment_lines(struct push *p, const struct sim_traveller *t,
			  const struct sim_booking *b)
{
	struct sim_out *o = p->o;
	const char *price = text_number(o->a, 90u + t->unique * 37u % 700u, 1);
	LINE(o, "TKT+", t->ticket, ":T:1");
	LINE(o, "MON+T:", price, ".00:EUR");
	LINE(o, "DAT+710:", stamp(o, utc_time(b->created_at + 20 * MINUTE_US)));
	if (!b->card) {
		LINE(o, "FOP+CA::", price, ".00");
		return;
	}
	LINE(o, "FOP+CC::", price, ".00:", b->card_vendor, ":", b->card, ":0929");
	const struct sim_person *payer = &p->m->roster->travellers[b->first].person;
	LINE(o, "IFT+4:43+", payer->given, payer->given[0] ? " " : "",
	     text_escaped(o->a, payer->family));
}

static void traveller_lines(struct push *p, const struct sim_traveller *t,
			    const struct sim_booking *b)
{
	struct sim_out *o = p->o;
	name_line(p, t);
	if (t->frequent_flyer)
		LINE(o, "FTI+", o->flight->carrier, ":", t->frequent_flyer, ":::CLOUD");
	LINE(o, "REF+:", text_number(o->a, o->flight->index % 1000000u * 1000u + t->unique, 10));
	if (b->documents)
		docs_line(p, t);
	payment_lines(p, t, b);
	o->travellers++;
}

/* ---- its itinerary ---- */

static const char *seat_in(const struct push *p, const struct sim_traveller *t,
			   const struct sim_booking *b)
{
	if (!b->changed || p->stage < STAGE_UPDATE)
		return t->seat;
	return arena_cstr(p->o->a, arena_printf(p->o->a, "5%s", t->seat));
}

static void segment_requests(struct push *p, const struct sim_booking *b)
{
	struct sim_out *o = p->o;
	const struct sim_flight *f = o->flight;
	for (unsigned i = b->first; i < b->first + b->count; i++) {
		const struct sim_traveller *t = &p->m->roster->travellers[i];
		const char *reference = reference_of(o, t);
		if (t->seat)
			LINE(o, "SSR+SEAT:HK:1:", f->carrier, ":::", f->from->code, ":",
			     f->to->code, "+", seat_in(p, t, b), "::", reference);
		if (t->request)
			LINE(o, "SSR+", t->request, ":HK:1:", f->carrier, ":::", f->from->code, ":",
			     f->to->code, "+::", reference);
		if (t->role == SIM_INFANT)
			LINE(o, "SSR+INFT:HK:1:", f->carrier, ":::", f->from->code, ":",
			     f->to->code, ":", text_escaped(o->a, t->person.family), "/",
			     t->person.given, t->person.title, " ",
			     text_ddmonyy(o->a, t->person.birth),
			     "+::", text_number(o->a, t->reference, 1));
		if (b->minor)
			LINE(o, "SSR+UMNR:HK:1:", f->carrier, ":::", f->from->code, ":",
			     f->to->code, ":UM MET BY AUNT 999 700 000000+::", reference);
	}
}

/* Who has been checked in, with seat and bags. */
static void check_in_lines(struct push *p, const struct sim_booking *b)
{
	struct sim_out *o = p->o;
	const struct sim_flight *f = o->flight;
	for (unsigned i = b->first; i < b->first + b->count; i++) {
		const struct sim_traveller *t = &p->m->roster->travellers[i];
		if (!t->boarded || t->role == SIM_INFANT)
			continue;
		int64_t at = f->departs_at - (int64_t)(50 + t->unique % 100) * MINUTE_US;
		LINE(o, "DAT+2:", stamp(o, utc_time(at)));
		LINE(o, "TRI++", text_number(o->a, t->unique, 1), ":::", reference_of(o, t));
		name_line(p, t);
		LINE(o, "SSD+", seat_in(p, t, b), "++++Y");
		if (t->bags > 0)
			LINE(o, "TBD++", text_number(o->a, t->bags, 1), ":",
			     text_number(o->a, t->bag_weight, 1), ":700+++", f->carrier, ":",
			     text_number(o->a, t->bag_tag, 10), ":", text_number(o->a, t->bags, 1),
			     ":", f->to->code);
	}
}

static unsigned seats_of(const struct push *p, const struct sim_booking *b)
{
	unsigned n = 0;
	for (unsigned i = b->first; i < b->first + b->count; i++)
		n += p->m->roster->travellers[i].role != SIM_INFANT;
	return n;
}

static void itinerary_lines(struct push *p, const struct sim_booking *b)
{
	struct sim_out *o = p->o;
	const struct sim_flight *f = o->flight;
	const char *held = text_number(o->a, seats_of(p, b), 1);
	LINE(o, "TVL+", p->leg, "+", f->from->code, "+", f->to->code, "+", f->carrier, "+",
	     f->number, ":Y");
	LINE(o, "RPI+", held, "+HK");
	segment_requests(p, b);
	if (p->stage == STAGE_CLOSURE)
		check_in_lines(p, b);
	if (!b->onward)
		return;
	/* Back a week later. */
	struct local_time out = airport_local(f->to, f->departs_at + 7 * DAY_US);
	struct local_time in =
		airport_local(f->from, f->departs_at + 7 * DAY_US + f->other->minutes * MINUTE_US);
	LINE(o, "TVL+", stamp(o, out), ":", stamp(o, in), "+", f->to->code, "+", f->from->code, "+",
	     f->carrier, "+", text_number(o->a, f->index % 900u + 9000u, 1), ":Y");
	LINE(o, "RPI+", held, "+HK");
}

/* What changed since the last push: the seats, and what was asked for before. */
static void history_lines(struct push *p, const struct sim_booking *b)
{
	struct sim_out *o = p->o;
	const struct sim_flight *f = o->flight;
	if (!b->changed || p->stage < STAGE_UPDATE)
		return;
	int64_t at = last_change(p, b);
	LINE(o, "ABI+4+:GS77+", f->from->code, "++", f->carrier);
	LINE(o, "DAT+T:", stamp(o, utc_time(at)));
	LINE(o, "SAC+++X");
	LINE(o, "SSR+SEAT:HK:1:", f->carrier, ":::", f->from->code, ":", f->to->code, "+",
	     p->m->roster->travellers[b->first].seat, "::1");
	const char *request = p->m->roster->travellers[b->first].request;
	if (!request)
		return;
	LINE(o, "SAC+++X");
	LINE(o, "SSR+", request, ":HK:1:", f->carrier, ":::", f->from->code, ":", f->to->code,
	     "+::1");
	LINE(o, "LTS+XS SSR ", request, " ", f->carrier, " HK1/",
	     text_ddmonyy(o->a, utc_time(at).date), " ", f->from->code, " GS77");
}

static void booking_lines(struct push *p, const struct sim_booking *b)
{
	locator_lines(p, b);
	contact_lines(p, b);
	LINE(p->o, "DAT+700:", stamp(p->o, utc_time(last_change(p, b))),
	     "+710:", stamp(p->o, utc_time(b->created_at + 20 * MINUTE_US)));
	origin_lines(p, b);
	for (unsigned i = b->first; i < b->first + b->count; i++)
		traveller_lines(p, &p->m->roster->travellers[i], b);
	itinerary_lines(p, b);
	history_lines(p, b);
	p->o->bookings++;
}

/* A booking that an update withdraws: its locator and an empty ORG. */
static void withdrawn_lines(struct push *p, const struct sim_booking *b)
{
	locator_lines(p, b);
	LINE(p->o, "DAT+700:", stamp(p->o, utc_time(p->m->event->prepared_at - 40 * MINUTE_US)));
	LINE(p->o, "ORG");
	p->o->bookings++;
}

/* ---- the push ---- */

enum place_in_push { NOT_IN_PUSH, IN_PUSH, WITHDRAWN_BY_PUSH };

static enum place_in_push place_of(const struct push *p, const struct sim_booking *b)
{
	bool update = p->m->event->kind == KIND_PNR_UPDATE;
	if (update && b->until == STAGE_UPDATE)
		return WITHDRAWN_BY_PUSH;
	if (update)
		return b->from == STAGE_UPDATE || b->changed ? IN_PUSH : NOT_IN_PUSH;
	return booking_is_in(b, p->stage) ? IN_PUSH : NOT_IN_PUSH;
}

static void bookings_write(struct push *p)
{
	const struct sim_roster *r = p->m->roster;
	unsigned part = p->m->event->part;
	for (unsigned i = 0; i < r->booking_count; i++) {
		unsigned half = i < r->booking_count / 2 ? 1 : 2;
		if (part != 0 && part != half)
			continue;
		const struct sim_booking *b = &r->bookings[i];
		enum place_in_push place = place_of(p, b);
		if (place == IN_PUSH)
			booking_lines(p, b);
		else if (place == WITHDRAWN_BY_PUSH)
			withdrawn_lines(p, b);
	}
}

static unsigned bookings_in(const struct push *p)
{
	unsigned n = 0;
	for (unsigned i = 0; i < p->m->roster->booking_count; i++)
		n += place_of(p, &p->m->roster->bookings[i]) != NOT_IN_PUSH;
	return n;
}

static enum sim_stage stage_of(enum sim_kind kind)
{
	switch (kind) {
	case KIND_PNR_48H:
		return STAGE_48H;
	case KIND_PNR_24H:
		return STAGE_24H;
	case KIND_PNR_UPDATE:
		return STAGE_UPDATE;
	case KIND_PNR_CLOSURE:
	case KIND_CREW_LIST:
	case KIND_PASSENGERS:
	case KIND_CLOSE_OUT:
	case KIND_CANCEL:
	case KIND_COUNT:
		break;
	}
	return STAGE_CLOSURE;
}

static struct envelope envelope_of(struct sim_out *o, const struct sim_making *m)
{
	const struct sim_flight *f = o->flight;
	const char *version = f->habits->pnr_version;
	const char *day = text_ddmmyy(o->a, f->departs.date);
	return (struct envelope){
		.type = "PNRGOV",
		.sender = f->carrier,
		.group_sender = f->carrier,
		.version = arena_cstr(o->a, arena_printf(o->a, ":%s:IA", version)),
		.group_version = arena_cstr(o->a, arena_printf(o->a, "IA+%s", version)),
		.syntax = "IATA:1",
		.qualifier = "",
		.application = "",
		.reference = m->reference,
		.business = arena_cstr(o->a, arena_printf(o->a, "%s%s/%s/%s", f->carrier, f->number,
							  day, text_hhmm(o->a, f->departs))),
		.prepared_at = m->event->prepared_at,
		.part = m->event->part,
		.wrong_count = m->wrong_unt,
	};
}

void pnrgov_write(struct sim_out *o, const struct sim_making *m)
{
	const struct sim_flight *f = o->flight;
	struct push p = {.o = o, .m = m, .stage = stage_of((enum sim_kind)m->event->kind)};
	p.leg = arena_cstr(o->a,
			   arena_printf(o->a, "%s:%s", stamp(o, f->departs), stamp(o, f->arrives)));
	struct envelope e = envelope_of(o, m);
	envelope_open(o, &e);
	LINE(o, "MSG+:", m->event->kind == KIND_PNR_UPDATE ? "141" : "22");
	LINE(o, "ORG+", f->carrier, ":", f->from->code);
	LINE(o, "TVL+", p.leg, "+", f->from->code, "+", f->to->code, "+", f->carrier, "+",
	     f->number);
	unsigned declared = (unsigned)((int)bookings_in(&p) + m->wrong_cnt);
	LINE(o, "EQN+", text_number(o->a, declared, 1));
	bookings_write(&p);
	envelope_close(o, &e);
}
