/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"

/* C324: 6353 type of traveller. */
void traveller_role(struct pnr *p, struct traveller *t, struct slice code)
{
	static const struct {
		const char *code;
		enum traveller_role role;
	} roles[] = {{"A", ROLE_ADULT},   {"C", ROLE_CHILD},   {"CHD", ROLE_CHILD},
		     {"IN", ROLE_INFANT}, {"IS", ROLE_INFANT}, {"INF", ROLE_INFANT}};
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		if (slice_is(code, roles[i].code)) {
			t->role = roles[i].role;
			return;
		}
	}
	if (slice_present(code))
		edi_finding(p->r, SEVERITY_INFO, "traveller-type-unknown",
			    "%s: no known type of traveller", p->r->segment.tag);
}

/* One C324: 9936 given name, 6353 type, 9944 reference, 9946 with infant. */
static void person_read(struct pnr *p, struct slice family, unsigned element)
{
	struct person *person = person_add(p, pnr_place(p));
	if (!person)
		return;
	struct traveller *t = person->t;
	name_set(t, family, pnr_text(p, element, 0));
	traveller_role(p, t, pnr_text(p, element, 1));
	person->reference = pnr_raw(p, element, 2); /* as sent: others refer to it */
	t->reference = pnr_number(p, element, 2);
	uint64_t infants;
	person->with_infant = slice_u64(pnr_text(p, element, 3), &infants) && infants > 0;
	p->person = person;
	if (slice_present(t->family))
		pnr_mark_traveller(p, t, "family", pnr_place(p));
	if (slice_present(t->given))
		pnr_mark_traveller(p, t, "given", pnr_place(p));
	if (!slice_present(t->family) && !slice_present(t->given))
		edi_finding(p->r, SEVERITY_WARNING, "name-missing",
			    "TIF has no name; the traveller is kept without one");
}

/* "SEETHE WORLD:G": the name of a group, no person. */
static bool is_group(struct pnr *p)
{
	bool group = slice_is(pnr_text(p, 0, 1), "G") || slice_is(pnr_text(p, 1, 1), "G");
	return group && !slice_present(pnr_text(p, 1, 0));
}

void traveller_tif(struct pnr *p)
{
	struct slice family = pnr_text(p, 0, 0);
	p->person = NULL;
	p->ticket = NULL;
	p->currency = (struct slice){NULL, 0};
	p->group = GROUP_TRAVELLER;
	if (is_group(p)) {
		p->groups_of_travellers++;
		remark_add(p, family);
		return;
	}
	person_read(p, family, 1);
	/* The standard has one person in each TIF; some senders put several. */
	for (unsigned e = 2; e < p->r->segment.elements; e++) {
		if (slice_present(pnr_text(p, e, 0)))
			person_read(p, family, e);
	}
}

void traveller_without_tif(struct pnr *p)
{
	edi_finding(p->r, SEVERITY_ERROR, "traveller-damaged",
		    "%s: no TIF stands before it; it is kept with a traveller without a name",
		    p->r->segment.tag);
	p->person = person_add(p, pnr_place(p));
	p->group = GROUP_TRAVELLER;
}

/* Behind a flight: who is named already has checked in; anybody else is new. */
void traveller_tif_late(struct pnr *p)
{
	struct traveller read = {0};
	name_set(&read, pnr_text(p, 0, 0), pnr_text(p, 1, 0));
	struct person *person = person_by_reference(p, pnr_raw(p, 1, 2));
	if (person && name_agrees(person->t, read.family, read.given, read.middle)) {
		p->group = GROUP_BOARDING;
		checkin_tif(p);
	} else {
		traveller_tif(p);
	}
}

void frequent_flyer_add(struct pnr *p, struct person *person, struct frequent_flyer f)
{
	struct traveller *t = person->t;
	LIST_EACH(struct frequent_flyer, i, &t->frequent_flyer)
	{
		if (!slice_eq(i->number, f.number) || !slice_eq(i->carrier, f.carrier))
			continue;
		if (!slice_present(i->tier))
			i->tier = f.tier;
		return;
	}
	if (!pnr_room(p, t->frequent_flyer.count, PNR_RECORDS_MAX))
		return;
	struct frequent_flyer *i = LIST_ADD(&t->frequent_flyer, p->r->arena, struct frequent_flyer);
	if (!i)
		return;
	f.next = NULL;
	*i = f;
	pnr_mark_traveller(p, t,
			   mark_path(p->r->arena, MARK_FREQUENT_FLYER, t->frequent_flyer.count - 1),
			   f.place);
}

/* C326, repeated: airline, number, 9944, 4405 status, 7456 tier. */
void traveller_fti(struct pnr *p)
{
	if (!p->person)
		return;
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		struct frequent_flyer f = {.carrier = pnr_text(p, e, 0),
					   .number = pnr_raw(p, e, 1),
					   .tier = pnr_text(p, e, 4),
					   .place = pnr_place(p)};
		if (!slice_present(f.tier))
			f.tier = pnr_text(p, e, 6);
		if (slice_present(f.number))
			frequent_flyer_add(p, p->person, f);
	}
}

/* C653: 1153 qualifier, 1154 the traveller's number within the carrier. */
void traveller_ref(struct pnr *p)
{
	struct slice reference = pnr_number(p, 0, 1);
	if (!p->person || !slice_present(reference))
		return;
	p->person->t->reference = reference;
	pnr_mark_traveller(p, p->person->t, "reference", pnr_place(p));
}
