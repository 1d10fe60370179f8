/* SPDX-License-Identifier: Apache-2.0 */
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

void checkin_settle(struct pnr *p)
{
	if (p->checked)
		p->checked->t->boarded = YES;
}

/* The check-in transaction's time has no field in the model. */
void checkin_dat(struct pnr *p)
{
	checkin_settle(p);
	p->checked = NULL;
}

/* C671: boarding number, ..., 9944 traveller. A TIF behind it goes before that:
 * some senders count through the flight here. */
void checkin_tri(struct pnr *p)
{
	checkin_settle(p);
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
static struct person *checked_person(struct pnr *p)
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
	struct person *person = checked_person(p);
	if (!person)
		return;
	struct seat seat = {.seat = pnr_text(p, 0, 0), .source = "boarded", .place = pnr_place(p)};
	if (p->segment) {
		seat.from = p->segment->from;
		seat.to = p->segment->to;
	}
	seat_add(p, person->t, seat);
}

/* Tags of six digits are known with their airline's letters in front, as in API. */
static struct slice tag_read(struct pnr *p, unsigned e)
{
	struct slice company = pnr_text(p, e, 0);
	struct slice tag = pnr_number(p, e, 1);
	bool letters = company.n == 2 && (ascii_alpha(company.p[0]) || ascii_alpha(company.p[1]));
	if (!letters || !slice_digits(tag) || tag.n != 6)
		return tag;
	return arena_printf(p->r->arena, "%.*s%.*s", SLICE_ARG(company), SLICE_ARG(tag));
}

/* C358, repeated: company, first tag, how many in sequence, destination. */
static void tags_read(struct pnr *p, struct traveller *t)
{
	for (unsigned e = 4; e < p->r->segment.elements; e++) {
		struct slice tag = tag_read(p, e);
		if (!slice_present(tag) || !pnr_room(p, t->bag_tags.count, PNR_BAG_TAGS_MAX))
			continue;
		uint64_t n = 1;
		struct slice count = pnr_text(p, e, 2);
		bool counted = !slice_present(count) || slice_u64(count, &n);
		if (n > PNR_BAG_TAGS_MAX - t->bag_tags.count ||
		    (n > 1 && p->sequenced + n > PNR_BAG_SEQUENCES_MAX))
			counted = false;
		if (counted && n > 1)
			p->sequenced += n;
		bool added = bag_tags_add(p->r->arena, t, tag, counted ? n : 1, pnr_place(p));
		if (!counted || !added)
			edi_finding(p->r, SEVERITY_WARNING, "bag-tags-wrong",
				    "TBD: the number of tags in sequence can not be used; "
				    "only the first tag is kept");
	}
}

/* What one TBD says about pieces or weight, added to `sum` (-1: nothing yet). */
static int total(int sum, int said, bool all_new)
{
	if (said < 0)
		return sum;
	if (sum < 0)
		return said;
	if (all_new)
		return sum + said;
	return said > sum ? said : sum;
}

/* Pieces, weight and unit (700 kg, 701 lb); HP or MP of a pool; tags. A bag
 * that was reported for another leg already is counted once, by its tag. */
void checkin_tbd(struct pnr *p)
{
	struct person *person = checked_person(p);
	if (!person)
		return;
	struct traveller *t = person->t;
	unsigned tags = t->bag_tags.count;
	tags_read(p, t);
	uint64_t n;
	int pieces = -1;
	if (slice_u64(pnr_text(p, 1, 0), &n) && n <= PNR_BAG_TAGS_MAX)
		pieces = (int)n;
	bool all_new = pieces > 0 && t->bag_tags.count - tags >= (unsigned)pieces;
	bool some_new = t->bag_tags.count > tags && !all_new && t->bag_count >= 0 && tags > 0;
	int weight = weight_tenths(pnr_text(p, 1, 1), slice_is(pnr_text(p, 1, 2), "701"));
	t->bag_count = some_new ? t->bag_count + (int)(t->bag_tags.count - tags)
				: total(t->bag_count, pieces, all_new);
	t->bag_weight_tenths = total(t->bag_weight_tenths, weight, all_new);
	pnr_mark_traveller(p, t, "bags", pnr_place(p));
}
