/* SPDX-License-Identifier: Apache-2.0
 *
 * Advance passenger information as departure control systems send it:
 * WCO/IATA/ICAO PAXLST.
 */
#include "simulate/parts.h"

static const char *stamp(struct sim_out *o, struct local_time t)
{
	return arena_cstr(
		o->a, arena_printf(o->a, "%s%s", text_yymmdd(o->a, t.date), text_hhmm(o->a, t)));
}

static void flight_lines(struct sim_out *o)
{
	const struct sim_flight *f = o->flight;
	LINE(o, "TDT+20+", f->carrier, f->number, "+++", f->carrier);
	LINE(o, "LOC+125+", f->from->code);
	LINE(o, "DTM+189:", stamp(o, f->departs), ":201");
	LINE(o, "LOC+87+", f->to->code);
	LINE(o, "DTM+232:", stamp(o, f->arrives), ":201");
}

static void head_lines(struct sim_out *o, const struct sim_making *m, const char *list)
{
	LINE(o, "BGM+", list);
	LINE(o, "RFF+TN:", m->reference, ":::1");
	LINE(o, "NAD+MS+++", o->flight->habits->name, " API DESK");
	LINE(o, "COM+999 20 0000001:TE+999 20 0000002:FX");
	flight_lines(o);
}

static void name_line(struct sim_out *o, const char *kind, const struct sim_person *p)
{
	LINE(o, "NAD+", kind, "+++", text_escaped(o->a, p->family), p->given[0] ? ":" : "",
	     p->given, p->middle ? ":" : "", p->middle ? p->middle : "");
}

static void document_lines(struct sim_out *o, const struct sim_person *p)
{
	LINE(o, "DOC+P:110:111+", p->document);
	LINE(o, "DTM+36:", text_yymmdd(o->a, p->expires));
	LINE(o, "LOC+91+", p->nationality);
}

static void bag_lines(struct sim_out *o, const struct sim_traveller *t)
{
	if (t->bags == 0)
		return;
	const char *count = text_number(o->a, t->bags, 1);
	LINE(o, "MEA+CT++:", count);
	LINE(o, "MEA+WT++KGM:", text_number(o->a, t->bag_weight, 1));
	LINE(o, "FTX+BAG+++", o->flight->carrier, text_number(o->a, t->bag_tag % 1000000, 6), ":",
	     count);
}

static const char *unique_reference(struct sim_out *o, const struct sim_traveller *t)
{
	return text_number(o->a, o->flight->index % 1000000u * 1000u + t->unique, 10);
}

static void passenger_lines(struct sim_out *o, const struct sim_traveller *t,
			    const struct sim_booking *b)
{
	const struct sim_person *p = &t->person;
	name_line(o, "FL", p);
	LINE(o, "ATT+2++", p->sex);
	if (!t->birth_unknown)
		LINE(o, "DTM+329:", text_yymmdd(o->a, p->birth));
	bag_lines(o, t);
	LINE(o, "LOC+178+", o->flight->from->code);
	LINE(o, "LOC+179+", o->flight->to->code);
	LINE(o, "NAT+2+", p->nationality);
	LINE(o, "RFF+AVF:", b->locator);
	LINE(o, "RFF+ABO:", unique_reference(o, t));
	if (t->seat)
		LINE(o, "RFF+SEA:", t->seat);
	document_lines(o, p);
	o->travellers++;
}

static void crew_lines(struct sim_out *o, const struct sim_crew *c)
{
	name_line(o, "FM", &c->person);
	LINE(o, "ATT+2++", c->person.sex);
	LINE(o, "DTM+329:", text_yymmdd(o->a, c->person.birth));
	LINE(o, "LOC+178+", o->flight->from->code);
	LINE(o, "LOC+179+", o->flight->to->code);
	LINE(o, "EMP+1+", c->status, ":110:111");
	LINE(o, "NAT+2+", c->person.nationality);
	document_lines(o, &c->person);
	o->travellers++;
}

static bool is_listed(const struct sim_roster *r, const struct sim_traveller *t)
{
	return t->checked_in && booking_is_in(&r->bookings[t->booking], STAGE_CLOSURE);
}

static void count_line(struct sim_out *o, const char *what, unsigned count, int wrong)
{
	LINE(o, "CNT+", what, ":", text_number(o->a, (unsigned)((int)count + wrong), 1));
}

/* CNT has the total of the list in each of its parts. */
static void passengers_write(struct sim_out *o, const struct sim_making *m)
{
	const struct sim_roster *r = m->roster;
	unsigned part = m->event->part;
	unsigned total = 0;
	for (unsigned i = 0; i < r->count; i++) {
		const struct sim_traveller *t = &r->travellers[i];
		if (!is_listed(r, t))
			continue;
		total++;
		unsigned half = t->booking < r->booking_count / 2 ? 1 : 2;
		if (part == 0 || part == half)
			passenger_lines(o, t, &r->bookings[t->booking]);
	}
	count_line(o, "42", total, m->wrong_cnt);
}

static void crew_write(struct sim_out *o, const struct sim_making *m)
{
	for (unsigned i = 0; i < m->roster->crew_count; i++)
		crew_lines(o, &m->roster->crew[i]);
	count_line(o, "41", m->roster->crew_count, m->wrong_cnt);
}

/* Of those on board only what the carrier knows them by. */
static void close_out_write(struct sim_out *o, const struct sim_making *m)
{
	const struct sim_roster *r = m->roster;
	for (unsigned i = 0; i < r->count; i++) {
		const struct sim_traveller *t = &r->travellers[i];
		if (!t->boarded || !is_listed(r, t))
			continue;
		LINE(o, "NAD+ZZZ");
		LINE(o, "RFF+AVF:", r->bookings[t->booking].locator);
		LINE(o, "RFF+ABO:", unique_reference(o, t));
		o->travellers++;
	}
	count_line(o, "42", o->travellers, m->wrong_cnt);
}

static struct envelope envelope_of(struct sim_out *o, const struct sim_making *m)
{
	const struct sim_flight *f = o->flight;
	const char *version = f->habits->api_version;
	const char *day = text_yymmdd(o->a, f->departs.date);
	const char *kind = m->event->kind == KIND_CREW_LIST ? "C" : "";
	return (struct envelope){
		.type = "PAXLST",
		.sender = arena_cstr(o->a, arena_printf(o->a, "%sAPIS", f->carrier)),
		.group_sender = f->habits->name,
		.version = arena_cstr(o->a, arena_printf(o->a, ":D:%s:UN:IATA", version)),
		.group_version = arena_cstr(o->a, arena_printf(o->a, "UN+D:%s", version)),
		.syntax = "UNOA:4",
		.qualifier = ":ZZ",
		.application = "++APIS",
		.reference = m->reference,
		.business =
			arena_cstr(o->a, arena_printf(o->a, "%s%s%s/%s/%s", f->carrier, f->number,
						      kind, day, text_hhmm(o->a, f->departs))),
		.prepared_at = m->event->prepared_at,
		.part = m->event->part,
		.wrong_count = m->wrong_unt,
	};
}

void paxlst_write(struct sim_out *o, const struct sim_making *m)
{
	struct envelope e = envelope_of(o, m);
	envelope_open(o, &e);
	switch ((enum sim_kind)m->event->kind) {
	case KIND_CREW_LIST:
		head_lines(o, m, "250+C");
		crew_write(o, m);
		break;
	case KIND_CLOSE_OUT:
		head_lines(o, m, "266+CLOB");
		close_out_write(o, m);
		break;
	case KIND_CANCEL:
		head_lines(o, m, "266+XF");
		count_line(o, "42", 0, 0);
		break;
	case KIND_PASSENGERS:
	case KIND_PNR_48H:
	case KIND_PNR_24H:
	case KIND_PNR_UPDATE:
	case KIND_PNR_CLOSURE:
	case KIND_COUNT:
		head_lines(o, m, "745");
		passengers_write(o, m);
		break;
	}
	envelope_close(o, &e);
}
