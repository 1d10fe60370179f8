/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"
#include "decode/pnrgov/pnr.h"

void seat_add(struct pnr *p, struct traveller *t, struct seat seat)
{
	seat.seat = seat_plain(seat.seat);
	if (!slice_present(seat.seat))
		return;
	LIST_EACH(const struct seat, i, &t->seats)
	{
		if (i->source == seat.source && slice_eq(i->seat, seat.seat) &&
		    slice_eq(i->from, seat.from) && slice_eq(i->to, seat.to))
			return;
	}
	if (!pnr_room(p, t->seats.count, PNR_RECORDS_MAX))
		return;
	struct seat *i = LIST_ADD(&t->seats, p->r->arena, struct seat);
	if (!i)
		return;
	seat.next = NULL;
	*i = seat;
	pnr_mark_traveller(p, t, mark_path(p->r->arena, MARK_SEATS, t->seats.count - 1),
			   seat.place);
}

/* C688: 2005 (2 check-in, 3 with a text in the place of the date), date, time. */
void checkin_dat(struct pnr *p)
{
	checkin_settle(p);
	p->checked = NULL;
	p->check_in = NULL;
	p->transaction = (struct check_in){.place = pnr_place(p)};
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		struct slice code = pnr_text(p, e, 0);
		struct slice at = pnr_text(p, e, 1);
		if (slice_is(code, "3") && !slice_digits(at))
			p->transaction.text = card_mask_text(p->r->arena, at, CARD_IN_FREE_TEXT);
		else if (slice_present(at) && !slice_is(code, "700") && !slice_is(code, "710"))
			p->transaction.at = pnr_instant(p, at, pnr_text(p, e, 2));
	}
}

/* Who checked in. Some senders put it without DAT. */
void checkin_org(struct pnr *p)
{
	p->transaction.by = (struct agency){0};
	agency_read(p, &p->transaction.by);
	reader_extend(p->r, &p->transaction.place);
}

/* The check-in of the current leg, once it is known whose it is. */
static void check_in_add(struct pnr *p)
{
	if (p->check_in || !p->checked || p->transaction.place.length == 0)
		return; /* or nothing was said of it */
	if (!pnr_room(p, p->checked->t->check_ins.count, PNR_RECORDS_MAX))
		return;
	struct traveller *t = p->checked->t;
	struct check_in *c = LIST_ADD(&t->check_ins, p->r->arena, struct check_in);
	if (!c)
		return;
	*c = p->transaction;
	if (p->segment) {
		c->from = p->segment->from;
		c->to = p->segment->to;
	}
	p->check_in = c;
	pnr_mark_traveller(p, t, mark_path(p->r->arena, MARK_CHECK_INS, t->check_ins.count - 1),
			   c->place);
}

void checkin_settle(struct pnr *p)
{
	if (!p->checked)
		return;
	check_in_add(p);
	p->checked->t->boarded = YES;
}

/* C671: boarding number, ..., 9944 traveller. A TIF behind it goes before that:
 * some senders count through the flight here. */
void checkin_tri(struct pnr *p)
{
	checkin_settle(p);
	p->check_in = NULL;
	p->transaction.number = pnr_text(p, 1, 0);
	reader_extend(p->r, &p->transaction.place);
	p->checked = person_by_reference(p, pnr_raw(p, 1, 3));
}

/* The traveller whom this TIF names, by reference or else by name. */
static struct person *named_here(struct pnr *p, struct slice reference, unsigned *found)
{
	struct traveller read = {0};
	name_set(&read, pnr_text(p, 0, 0), pnr_text(p, 1, 0));
	struct wanted_name name = {.family = read.family, .given = read.given};
	struct person *person = person_by_reference(p, reference);
	bool named = slice_present(read.family) || slice_present(read.given);
	if (person && (!named || name_agrees(person->t, read.family, read.given, read.middle)))
		return person;
	if (p->checked && name_agrees(p->checked->t, read.family, read.given, read.middle))
		return p->checked;
	return person_by_name(p, &name, NULL, found);
}

/* Somebody the booking does not name is a traveller all the same. */
static struct person *person_not_booked(struct pnr *p)
{
	struct person *before = p->person;
	enum group group = p->group;
	traveller_tif(p);
	struct person *person = p->person;
	p->person = before;
	p->group = group;
	edi_finding(p->r, SEVERITY_WARNING, "traveller-not-booked",
		    "TIF: checked in, but not named in the booking; added");
	return person;
}

void checkin_tif(struct pnr *p)
{
	unsigned found = 0;
	struct person *person = named_here(p, pnr_raw(p, 1, 2), &found);
	if (found > 1) {
		p->checked = NULL;
		edi_finding(p->r, SEVERITY_WARNING, "traveller-unclear",
			    "TIF: several travellers of the booking may be meant");
		return;
	}
	if (!person && slice_present(pnr_text(p, 0, 0)))
		person = person_not_booked(p);
	if (person) {
		p->checked = person;
		reader_extend(p->r, &person->t->place);
	}
}

/* Whom SSD and TBD speak of. */
struct person *checkin_person(struct pnr *p)
{
	if (!p->checked && p->people.count == 1)
		p->checked = p->people.first;
	if (!p->checked)
		edi_finding(p->r, SEVERITY_WARNING, "traveller-unclear",
			    "%s: which traveller it belongs to is not said; left out",
			    p->r->segment.tag);
	return p->checked;
}

void checkin_ssd(struct pnr *p)
{
	struct person *person = checkin_person(p);
	if (!person)
		return;
	struct seat seat = {.seat = pnr_text(p, 0, 0),
			    .cabin = pnr_text(p, 4, 0),
			    .source = "boarded",
			    .place = pnr_place(p)};
	if (p->segment) {
		seat.from = p->segment->from;
		seat.to = p->segment->to;
	}
	seat_add(p, person->t, seat);
}
