/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"
#include "decode/ssr/ssr.h"

/* The one that is meant where no name is said: the adult's only infant. */
static struct person *infant_without_name(struct person *adult)
{
	return adult && adult->infants == 1 ? adult->infant : NULL;
}

static struct person *infant_add(struct pnr *p, const struct wanted_name *name, struct place place)
{
	struct person *infant = person_add(p, place);
	if (!infant)
		return NULL;
	name_set(infant->t, name->family, name->given);
	infant->t->middle = name->middle;
	infant->t->role = ROLE_INFANT;
	pnr_mark_traveller(p, infant->t, "family", place);
	return infant;
}

struct person *infant_of_person(struct pnr *p, struct person *adult, const struct wanted_name *name,
				struct place place)
{
	if (adult && adult->t->role == ROLE_INFANT) /* the request stands with the infant itself */
		return adult;
	if (!slice_present(name->family))
		return infant_without_name(adult);
	unsigned found = 0;
	struct person *infant = adult ? person_by_name(p, name, adult, &found)
				      : person_only(p, name);
	if (!infant)
		infant = infant_add(p, name, place);
	if (infant && adult)
		person_link_infant(adult, infant);
	return infant;
}

static void birth_set(struct pnr *p, struct traveller *t, struct slice sent, struct place place)
{
	struct date birth;
	enum date_result result = date_read_ssr(sent, CENTURY_BIRTH, p->date, &birth);
	if (result == DATE_WRONG)
		pnr_finding_at(p, place, SEVERITY_WARNING, "date-wrong",
			       "SSR: the birth date is not a date; left out");
	if (!date_present(birth) || date_present(t->birth_date))
		return;
	t->birth_date = birth;
	pnr_mark_traveller(p, t, "birth_date", place);
}

void join_inft(struct pnr *p, struct service *s)
{
	struct ssr_infant read;
	if (!ssr_infant_read(s->request->text, &read)) {
		pnr_finding_at(p, s->place, SEVERITY_WARNING, "service-text-unreadable",
			       "SSR INFT has no infant's name");
		return;
	}
	struct wanted_name name = {.family = read.family};
	struct slice title;
	title_split(read.given, &name.given, &title);
	struct person *infant = infant_of_person(p, s->person, &name, s->place);
	if (!infant)
		return;
	if (!slice_present(infant->t->title))
		infant->t->title = title;
	birth_set(p, infant->t, read.birth, s->place);
}

void join_chld(struct pnr *p, struct service *s)
{
	struct slice birth;
	if (!s->person)
		return;
	struct traveller *t = s->person->t;
	if (t->role == ROLE_NONE || t->role == ROLE_ADULT) {
		t->role = ROLE_CHILD;
		pnr_mark_traveller(p, t, "role", s->place);
	}
	if (ssr_child_read(s->request->text, &birth))
		birth_set(p, t, birth, s->place);
}
