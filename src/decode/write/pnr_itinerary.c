/* SPDX-License-Identifier: Apache-2.0
 *
 * Flights and services of a booking, who checked in, and what it was split
 * from: GR.5 to GR.9.
 */
#include "decode/write/pnr.h"

/* ---- GR.6, GR.7 ---- */

static const struct slice none = {NULL, 0};

static struct slice count_text(struct writer *w, unsigned count)
{
	return count > 1 ? put_number(w, count) : none;
}

/* Tags of six digits stand without their airline's letters. */
static void put_entry(struct writer *w, const struct bag_entry *i)
{
	struct slice tag = i->tag;
	if (i->carrier.n == 2 && tag.n == 8 && slice_eq(slice_range(tag, 0, 2), i->carrier))
		tag = slice_range(tag, 2, 8);
	emit_element(&w->w, i->carrier);
	emit_component(&w->w, tag);
	emit_component(&w->w, count_text(w, i->count));
	emit_component(&w->w, i->to);
	emit_component(&w->w, i->carrier_number);
	emit_component(&w->w, i->indicator);
	emit_component(&w->w, i->characteristic);
	emit_component(&w->w, i->request);
	emit_component(&w->w, i->measure);
	emit_component(&w->w, i->unit);
	emit_component(&w->w, i->text);
}

static void put_runs(struct writer *w, const struct traveller *t)
{
	for (const struct bag_tag *b = t->bag_tags.first; b;) {
		unsigned count;
		struct slice tag = b->tag;
		b = put_tag_run(b, &count);
		emit_element(&w->w, none);
		emit_component(&w->w, tag);
		emit_component(&w->w, count_text(w, count));
	}
}

static struct slice pool_code(const struct traveller *t)
{
	if (slice_is(t->bag_pool, "head"))
		return SLICE("HP");
	return slice_is(t->bag_pool, "member") ? SLICE("MP") : none;
}

static void put_tbd(struct writer *w, const struct traveller *t)
{
	struct slice weight = put_weight(w, t->bag_weight_tenths);
	if (t->bag_count < 0 && t->bag_weight_tenths < 0 && !t->bag_tags.first &&
	    !slice_present(t->bag_pool))
		return;
	PUT(w, "TBD++%:%:%", t->bag_count >= 0 ? put_number(w, t->bag_count) : none, weight,
	    slice_present(weight) ? SLICE("700") : none);
	emit_element(&w->w, none);
	emit_element(&w->w, pool_code(t));
	emit_component(&w->w, t->bag_pool_ticket);
	LIST_EACH(const struct bag_entry, i, &t->bag_entries)
	put_entry(w, i);
	if (!t->bag_entries.first)
		put_runs(w, t);
}

static const struct check_in *check_in_at(const struct pnr_writer *p, const struct traveller *t,
					  const struct segment *s)
{
	LIST_EACH(const struct check_in, c, &t->check_ins)
	{
		if (placing_segment_of_checkin(&p->placing, c) == s)
			return c;
	}
	return NULL;
}

/* Of what a transaction was not said: only TIF. */
static void put_who(struct pnr_writer *p, const struct traveller *t, const struct check_in *c)
{
	struct writer *w = p->w;
	struct slice reference = placing_reference(&p->placing, t);
	if (c) {
		struct pnr_moment at = pnr_moment_of(w, c->at);
		PUT(w, "DAT+2:%:%+%:%", at.date, at.time,
		    slice_present(c->text) ? SLICE("3") : none, c->text);
		if (pnr_says_agency(&c->by))
			pnr_put_agency(w, &c->by);
		PUT(w, "TRI++%:::%", c->number, reference);
	}
	if (!c || !slice_present(reference))
		PUT(w, "TIF+%+%::%", t->family, put_titled(w, t->given, t->title), reference);
}

static bool is_boarded_at(const struct pnr_writer *p, const struct seat *seat,
			  const struct segment *s)
{
	return slice_is(slice_of(seat->source), "boarded") &&
	       placing_segment_of_seat(&p->placing, seat) == s;
}

static bool checks_in(const struct pnr_writer *p, const struct traveller *t,
		      const struct segment *s)
{
	if (placing_checkin(&p->placing, t) == s || check_in_at(p, t, s))
		return true;
	LIST_EACH(const struct seat, seat, &t->seats)
	{
		if (t->boarded == YES && is_boarded_at(p, seat, s))
			return true;
	}
	return false;
}

static void put_belongings(struct pnr_writer *p, const struct traveller *t, const struct segment *s)
{
	LIST_EACH(const struct seat, seat, &t->seats)
	{
		if (is_boarded_at(p, seat, s))
			PUT(p->w, "SSD+%++++%", seat->seat, seat->cabin);
	}
	if (placing_checkin(&p->placing, t) == s)
		put_tbd(p->w, t);
}

/* Seats and bags stand with the first of several transactions. */
static void put_checkin(struct pnr_writer *p, const struct traveller *t, const struct segment *s)
{
	const struct check_in *first = check_in_at(p, t, s);
	put_who(p, t, first);
	put_belongings(p, t, s);
	for (const struct check_in *c = first ? first->next : NULL; c; c = c->next) {
		if (placing_segment_of_checkin(&p->placing, c) == s)
			put_who(p, t, c);
	}
}

/* First those of whom no transaction is known: another's would be taken for theirs. */
static void put_checkins(struct pnr_writer *p, const struct segment *s)
{
	for (int told = 0; told < 2; told++) {
		for (unsigned i = 0; i < p->placing.count; i++) {
			const struct traveller *t = p->placing.people[i];
			bool has = check_in_at(p, t, s) != NULL;
			if (checks_in(p, t, s) && has == (told == 1))
				put_checkin(p, t, s);
		}
	}
}

/* ---- GR.5, GR.9 ---- */

/* MSG 4025 before a service that is no flight; NULL for flights. */
static const char *service_of(struct slice kind)
{
	static const char *const codes[][2] = {
		{"surface", NULL}, {"open", NULL}, {"car", "2"}, {"rail", "4"}, {"hotel", "8"}};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (slice_is(kind, codes[i][0]))
			return codes[i][1];
	}
	return slice_present(kind) ? "9" : NULL;
}

static void put_status(struct pnr_writer *p, const struct segment *s)
{
	if (slice_present(s->status) || s->seats > 0)
		PUT(p->w, "RPI+%+%", s->seats > 0 ? put_number(p->w, s->seats) : none, s->status);
	if (slice_present(s->aircraft) || slice_present(s->stops))
		PUT(p->w, "APD+%:%", s->aircraft, s->stops);
}

void pnr_put_segment(struct pnr_writer *p, const struct segment *s)
{
	const char *service = service_of(s->kind);
	const struct service_request *r;
	if (service)
		PUT(p->w, "MSG+%", slice_of(service));
	pnr_put_tvl(p->w, s);
	if (slice_present(s->operating_number) || slice_present(s->operating_class))
		PUT(p->w, "TRA+%+%:%", s->operating_carrier,
		    put_flight_number(p->w, s->operating_carrier, s->operating_number, none),
		    s->operating_class);
	put_status(p, s);
	while ((r = placing_at_segment(&p->placing, s)) != NULL)
		pnr_put_request(p, r);
	put_checkins(p, s);
}

/* ---- GR.8 ---- */

/* An older booking is what this one was split from. The model does not say of
 * when it is: the latest day is written that is before this one. */
static struct pnr_moment before(struct writer *w, struct slice created_at)
{
	struct date d;
	struct pnr_moment at = {{NULL, 0}, {NULL, 0}};
	if (!date_parse(slice_range(created_at, 0, 10), &d))
		return at;
	/* A day without a time is before each of its times. */
	at.date = put_dmy(w, created_at.n > 10 ? d : date_from_days(date_days(d) - 1));
	return at;
}

/* How many were split off: all of them where the first locator stands. */
void pnr_put_split(struct pnr_writer *p)
{
	struct writer *w = p->w;
	unsigned travellers = p->b->split_travellers;
	LIST_EACH(const struct locator, l, &p->b->split_from)
	{
		PUT(w, "EQN+%", put_number(w, travellers));
		PUT(w, "RCI+%:%::%", l->carrier, l->locator, before(w, p->b->created_at).date);
		travellers = 0;
	}
	LIST_EACH(const struct locator, l, &p->b->split_to)
	{
		PUT(w, "EQN+%", put_number(w, travellers));
		PUT(w, "RCI+%:%", l->carrier, l->locator);
		travellers = 0;
	}
}
