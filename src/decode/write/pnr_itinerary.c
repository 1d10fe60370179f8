/* SPDX-License-Identifier: Apache-2.0
 *
 * Flights and services of a booking, who checked in, and what it was split
 * from: GR.5 to GR.9.
 */
#include "decode/write/pnr.h"

/* ---- GR.6, GR.7 ---- */

static void put_tbd(struct writer *w, const struct traveller *t)
{
	struct slice weight = put_weight(w, t->bag_weight_tenths);
	struct slice none = {NULL, 0};
	if (t->bag_count < 0 && t->bag_weight_tenths < 0 && !t->bag_tags.first)
		return;
	PUT(w, "TBD++%:%:%", t->bag_count >= 0 ? put_number(w, t->bag_count) : none, weight,
	    slice_present(weight) ? SLICE("700") : none);
	emit_element(&w->w, none);
	emit_element(&w->w, none);
	for (const struct bag_tag *b = t->bag_tags.first; b;) {
		unsigned count;
		struct slice tag = b->tag;
		b = put_tag_run(b, &count);
		emit_element(&w->w, none);
		emit_component(&w->w, tag);
		emit_component(&w->w, count > 1 ? put_number(w, count) : none);
	}
}

/* TRI by reference; TIF where there is none. */
static void put_who(struct pnr_writer *p, const struct traveller *t)
{
	struct slice reference = placing_reference(&p->placing, t);
	PUT(p->w, "TRI++:::%", reference);
	if (!slice_present(reference))
		PUT(p->w, "TIF+%+%", t->family, put_titled(p->w, t->given, t->title));
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
	if (placing_checkin(&p->placing, t) == s)
		return true;
	LIST_EACH(const struct seat, seat, &t->seats)
	{
		if (t->boarded == YES && is_boarded_at(p, seat, s))
			return true;
	}
	return false;
}

static void put_checkin(struct pnr_writer *p, const struct traveller *t, const struct segment *s)
{
	put_who(p, t);
	LIST_EACH(const struct seat, seat, &t->seats)
	{
		if (is_boarded_at(p, seat, s))
			PUT(p->w, "SSD+%", seat->seat);
	}
	if (placing_checkin(&p->placing, t) == s)
		put_tbd(p->w, t);
}

static void put_checkins(struct pnr_writer *p, const struct segment *s)
{
	bool begun = false;
	for (unsigned i = 0; i < p->placing.count; i++) {
		const struct traveller *t = p->placing.people[i];
		if (!checks_in(p, t, s))
			continue;
		if (!begun)
			PUT(p->w, "DAT+%", SLICE("2"));
		begun = true;
		put_checkin(p, t, s);
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

/* Seats: the whole party, as far as the model knows. */
static void put_status(struct pnr_writer *p, const struct segment *s)
{
	bool more = p->b->party_size > (int)p->placing.count && !slice_present(s->kind);
	struct slice seats = {NULL, 0};
	if (p->b->party_size > 0 && !slice_present(s->kind))
		seats = put_number(p->w, p->b->party_size);
	if (slice_present(s->status) || more)
		PUT(p->w, "RPI+%+%", seats, s->status);
}

void pnr_put_segment(struct pnr_writer *p, const struct segment *s)
{
	const char *service = service_of(s->kind);
	const struct service_request *r;
	if (service)
		PUT(p->w, "MSG+%", slice_of(service));
	pnr_put_tvl(p->w, s);
	if (slice_present(s->operating_number))
		PUT(p->w, "TRA+%+%", s->operating_carrier,
		    put_flight_number(p->w, s->operating_carrier, s->operating_number,
				      (struct slice){NULL, 0}));
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

void pnr_put_split(struct pnr_writer *p)
{
	struct writer *w = p->w;
	LIST_EACH(const struct locator, l, &p->b->split_from)
	{
		PUT(w, "EQN+%", (struct slice){NULL, 0});
		PUT(w, "RCI+%:%::%", l->carrier, l->locator, before(w, p->b->created_at).date);
	}
	LIST_EACH(const struct locator, l, &p->b->split_to)
	{
		PUT(w, "EQN+%", (struct slice){NULL, 0});
		PUT(w, "RCI+%:%", l->carrier, l->locator);
	}
}
