/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"

#define FEW 8 /* travellers that are looked through one by one */

struct person *person_add(struct pnr *p, struct place place)
{
	struct traveller *t = reader_add_traveller(p->r, p->m);
	struct person *person = t ? LIST_ADD(&p->people, p->r->arena, struct person) : NULL;
	if (!person)
		return NULL;
	t->kind = KIND_PASSENGER;
	t->booking = (int)p->b->index;
	t->place = place;
	person->t = t;
	return person;
}

struct person *person_here(const struct pnr *p)
{
	bool who = p->group == GROUP_TRAVELLER || p->group == GROUP_TICKET ||
		   p->group == GROUP_PAYMENT;
	return who ? p->person : NULL;
}

int traveller_here(const struct pnr *p)
{
	const struct person *person = person_here(p);
	return person ? (int)person->t->index : -1;
}

/* ---- By reference ---- */

static void index_references(struct pnr *p)
{
	struct person *i = p->indexed ? p->indexed->next : p->people.first;
	for (; i; i = i->next) {
		p->indexed = i;
		if (slice_present(i->reference) && !map_find(&p->by_reference, i->reference))
			map_put(&p->by_reference, i->reference, i);
	}
}

struct person *person_by_reference(struct pnr *p, struct slice reference)
{
	if (!slice_present(reference))
		return NULL;
	if (p->people.count > FEW) {
		index_references(p);
		return map_find(&p->by_reference, reference);
	}
	LIST_EACH(struct person, i, &p->people)
	{
		if (slice_eq(i->reference, reference))
			return i;
	}
	return NULL;
}

struct person *person_of_infant_reference(struct pnr *p, struct slice reference)
{
	size_t end = slice_find(reference, '.', 0);
	if (end == SIZE_MAX && slice_ends(reference, "I"))
		end = reference.n - 1;
	if (end == SIZE_MAX || end == 0)
		return NULL;
	struct person *adult = person_by_reference(p, slice_range(reference, 0, end));
	return adult && adult->t->role != ROLE_INFANT ? adult : NULL;
}

/* ---- By name ---- */

/* What a family name is found by: its letters in upper case; "YY" is "Y". */
static struct slice family_key(struct pnr *p, struct slice family)
{
	char *key = arena_alloc(p->r->arena, family.n + 1);
	size_t n = 0;
	for (size_t i = 0; key && i < family.n; i++) {
		if (ascii_alpha(family.p[i]) || (unsigned char)family.p[i] >= 0x80)
			key[n++] = ascii_to_upper(family.p[i]);
	}
	if (n == 2 && key[0] == key[1])
		n = 1;
	return (struct slice){key, n};
}

static void index_names(struct pnr *p)
{
	struct person *i = p->named ? p->named->next : p->people.first;
	for (; i; i = i->next) {
		p->named = i;
		struct slice key = family_key(p, i->t->family);
		i->namesake = map_find(&p->by_family, key);
		map_put(&p->by_family, key, i);
	}
}

static bool may_be_infant_of(const struct person *i, const struct person *adult)
{
	return i != adult && i->t->role == ROLE_INFANT &&
	       (i->t->infant_of < 0 || i->t->infant_of == (int)adult->t->index);
}

struct person *person_by_name(struct pnr *p, const struct wanted_name *name,
			      const struct person *adult, unsigned *found)
{
	bool few = p->people.count <= FEW;
	*found = 0;
	if (!slice_present(name->family) || name->family.n > PNR_VALUE_MAX ||
	    name->given.n > PNR_VALUE_MAX || name->middle.n > PNR_VALUE_MAX)
		return NULL;
	if (!few)
		index_names(p);
	struct person *first = NULL;
	struct person *i = few ? p->people.first
			       : map_find(&p->by_family, family_key(p, name->family));
	for (unsigned n = 0; i && *found < 2 && n < PNR_NAMESAKES_MAX; n++) {
		if ((!adult || may_be_infant_of(i, adult)) &&
		    name_agrees(i->t, name->family, name->given, name->middle)) {
			first = first ? first : i;
			++*found;
		}
		i = few ? i->next : i->namesake;
	}
	return first;
}

struct person *person_only(struct pnr *p, const struct wanted_name *name)
{
	unsigned found;
	struct person *person = person_by_name(p, name, NULL, &found);
	return found == 1 ? person : NULL;
}

/* ---- Whose infant is whose ---- */

void person_link_infant(struct person *adult, struct person *infant)
{
	if (infant == adult || infant->t->infant_of >= 0)
		return;
	infant->t->infant_of = (int)adult->t->index;
	adult->infants++;
	adult->infant = infant;
}

static bool is_alone(const struct person *i)
{
	return i->t->role == ROLE_INFANT && i->t->infant_of < 0;
}

void people_link_by_reference(struct pnr *p)
{
	LIST_EACH(struct person, i, &p->people)
	{
		struct person *adult = is_alone(i) ? person_of_infant_reference(p, i->reference)
						   : NULL;
		if (adult)
			person_link_infant(adult, i);
	}
}

/* Those that say "with infant", in the order of the message: the infants
 * behind each, then the infants that are left. */
static void link_announced(struct pnr *p)
{
	struct person *adult = NULL;
	LIST_EACH(struct person, i, &p->people)
	{
		if (i->t->role != ROLE_INFANT)
			adult = i;
		else if (is_alone(i) && adult && adult->with_infant && adult->infants == 0)
			person_link_infant(adult, i);
	}
	adult = p->people.first;
	LIST_EACH(struct person, i, &p->people)
	{
		if (!is_alone(i))
			continue;
		while (adult && !(adult->with_infant && adult->infants == 0))
			adult = adult->next;
		if (adult)
			person_link_infant(adult, i);
	}
}

static bool is_grown(const struct person *i)
{
	return i->t->role == ROLE_ADULT || i->t->role == ROLE_NONE;
}

/* An infant in a booking with one adult is that adult's. */
static void link_to_only_adult(struct pnr *p)
{
	struct person *adult = NULL;
	unsigned adults = 0;
	LIST_EACH(struct person, i, &p->people)
	{
		if (!is_grown(i))
			continue;
		adult = i;
		adults++;
	}
	LIST_EACH(struct person, i, &p->people)
	{
		if (adults == 1 && is_alone(i))
			person_link_infant(adult, i);
	}
}

void people_link_infants(struct pnr *p)
{
	people_link_by_reference(p);
	link_announced(p);
	link_to_only_adult(p);
}
