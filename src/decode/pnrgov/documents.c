/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"
#include "decode/ssr/ssr.h"

/* ---- Values ---- */

static void warn(struct pnr *p, const struct service *s, const char *code, const char *text)
{
	pnr_finding_at(p, s->place, SEVERITY_WARNING, code, text);
}

static struct date date_of(struct pnr *p, const struct service *s, struct slice sent,
			   enum century century)
{
	struct date d;
	switch (date_read_ssr(sent, century, p->date, &d)) {
	case DATE_WRONG:
		warn(p, s, "date-wrong", "SSR: not a date of the form DDMMMYY; left out");
		break;
	case DATE_PARTIAL:
		pnr_finding_at(p, s->place, SEVERITY_INFO, "date-partial",
			       "SSR: the day or month is unknown; the date is left out");
		break;
	case DATE_DOUBTFUL:
		pnr_finding_at(p, s->place, SEVERITY_INFO, "birth-century-doubtful",
			       "SSR: the two-digit year is that of the message; taken as the "
			       "latest that is not in the future");
		break;
	case DATE_READ:
	case DATE_EMPTY:
		break;
	}
	return d;
}

static struct slice country_of(struct pnr *p, const struct service *s, struct slice sent)
{
	struct slice country = country_read(sent);
	if (slice_present(sent) && !slice_present(country))
		warn(p, s, "country-unknown", "SSR: a country code is unknown; left out");
	return country;
}

/* Fills what is not known yet; what is known and differs stays, and is reported. */
static void text_set(struct pnr *p, const struct service *s, struct slice *field,
		     struct slice value, const char *path)
{
	if (!slice_present(value))
		return;
	if (slice_present(*field)) {
		if (!slice_eq(*field, value))
			warn(p, s, "document-differs",
			     "SSR: contradicts what another one says of this traveller; the "
			     "first is kept");
		return;
	}
	*field = value;
	pnr_mark_traveller(p, s->person->t, path, s->place);
}

static void birth_set(struct pnr *p, const struct service *s, struct slice sent)
{
	struct traveller *t = s->person->t;
	struct date birth = date_of(p, s, sent, CENTURY_BIRTH);
	if (!date_present(birth))
		return;
	if (date_present(t->birth_date)) {
		if (date_cmp(t->birth_date, birth) != 0)
			warn(p, s, "document-differs",
			     "SSR: another birth date than the one known of this traveller; the "
			     "first is kept");
		return;
	}
	t->birth_date = birth;
	pnr_mark_traveller(p, t, "birth_date", s->place);
}

static bool is_infant_sex(struct slice sex)
{
	return slice_is_nocase(sex, "MI") || slice_is_nocase(sex, "FI");
}

static void sex_set(struct pnr *p, const struct service *s, struct slice sex)
{
	if (is_infant_sex(sex)) {
		sex.n = 1;
		if (s->person->t->role == ROLE_NONE)
			s->person->t->role = ROLE_INFANT;
	}
	if (slice_present(sex) &&
	    (sex.n != 1 || slice_find(SLICE("MFUXmfux"), sex.p[0], 0) == SIZE_MAX))
		pnr_finding_at(p, s->place, SEVERITY_INFO, "sex-unknown",
			       "SSR: unknown code for the sex; kept as sent");
	text_set(p, s, &s->person->t->sex, sex, "sex");
}

/* The document of that number, or a new one; NULL where there is no room. */
static struct document *document_add(struct pnr *p, const struct service *s, struct slice type,
				     struct slice number)
{
	struct traveller *t = s->person->t;
	LIST_EACH(struct document, d, &t->documents)
	{
		if (!slice_eq(d->number, number))
			continue;
		if (!slice_present(d->type))
			d->type = type;
		return d;
	}
	if (!pnr_room(p, t->documents.count, PNR_RECORDS_MAX))
		return NULL;
	struct document *d = LIST_ADD(&t->documents, p->r->arena, struct document);
	if (!d)
		return NULL;
	d->type = type;
	d->number = number;
	d->place = s->place;
	pnr_mark_traveller(p, t, mark_path(p->r->arena, MARK_DOCUMENTS, t->documents.count - 1),
			   s->place);
	return d;
}

/* ---- Whose document it is ---- */

/* The traveller whom the text names, where nothing else says it. */
static void find_by_name(struct pnr *p, struct service *s, const struct wanted_name *name)
{
	if (!s->person)
		s->person = person_only(p, name);
	if (!s->person && p->people.count > 0)
		warn(p, s, "traveller-unclear",
		     "SSR: which traveller it belongs to is not said; not joined");
}

/* An infant's reference that TIF does not have ("1.1"), or MI and FI as sex:
 * the adult is found, and the infant is meant. */
static void find_infant(struct pnr *p, struct service *s, const struct wanted_name *name,
			struct slice sex)
{
	bool named = slice_present(name->family);
	bool agrees = s->person && named &&
		      name_agrees(s->person->t, name->family, name->given, name->middle);
	if (agrees)
		return;
	if (is_infant_sex(sex) || (s->reference_unknown && slice_ends(s->reference, "I"))) {
		s->person = infant_of_person(p, s->person, name, s->place);
		return;
	}
	/* "1.1" may as well be the first traveller: an infant must be known by name. */
	unsigned found = 0;
	struct person *infant = NULL;
	if (s->person && s->reference_unknown && named)
		infant = person_by_name(p, name, s->person, &found);
	s->person = infant ? infant : s->person;
}

static struct wanted_name name_of_docs(const struct ssr_docs *d)
{
	struct wanted_name name = {.family = d->family, .middle = d->middle};
	struct slice title;
	title_split(d->given, &name.given, &title);
	return name;
}

/* DOCS' own names, where they are not the traveller's. */
static void holder_set(struct pnr *p, const struct service *s, struct document *d,
		       const struct wanted_name *name)
{
	if (!slice_present(name->family) ||
	    name_agrees(s->person->t, name->family, name->given, name->middle))
		return;
	warn(p, s, "name-differs", "DOCS names the traveller otherwise than TIF");
	if (!d)
		return;
	d->holder_family = name->family;
	d->holder_given = name->given;
}

/* DOCS has more given names than TIF ("ISABELLE RUTH", "ISABELLE"): the others. */
static struct slice more_names(const struct traveller *t, struct slice given)
{
	size_t n = t->given.n;
	if (n == 0 || given.n <= n + 1 || given.p[n] != ' ' ||
	    pnr_name_compare(slice_range(given, 0, n), t->given) != NAME_EQUAL)
		return (struct slice){NULL, 0};
	return slice_trim(slice_range(given, n, given.n));
}

static void docs_apply(struct pnr *p, struct service *s, const struct ssr_docs *read)
{
	struct traveller *t = s->person->t;
	struct wanted_name name = name_of_docs(read);
	struct document *d = NULL;
	if (slice_present(read->number) || slice_present(read->issuer) ||
	    slice_present(read->expires))
		d = document_add(p, s, read->type, read->number);
	if (d) {
		struct date expires = date_of(p, s, read->expires, CENTURY_NEAREST);
		if (!slice_present(d->issuer))
			d->issuer = country_of(p, s, read->issuer);
		if (!date_present(d->expires))
			d->expires = expires;
	}
	holder_set(p, s, d, &name);
	if (!slice_present(name.middle))
		name.middle = more_names(t, name.given);
	if ((!d || !slice_present(d->holder_family)) && !slice_present(t->middle))
		text_set(p, s, &t->middle, name.middle, "middle");
	sex_set(p, s, read->sex);
	birth_set(p, s, read->birth);
	text_set(p, s, &t->nationality, country_of(p, s, read->nationality), "nationality");
}

void join_docs(struct pnr *p, struct service *s)
{
	struct ssr_docs read;
	if (!ssr_docs_read(s->request->text, &read)) {
		warn(p, s, "service-text-unreadable", "SSR DOCS does not have the form of DOCS");
		return;
	}
	if (read.repaired)
		pnr_finding_at(p, s->place, SEVERITY_INFO, "service-text-mended",
			       "SSR DOCS: fields did not stand where the standard puts them");
	struct wanted_name name = name_of_docs(&read);
	if (!s->person)
		s->person = person_by_reference(p, read.reference);
	if (s->person || is_infant_sex(read.sex))
		find_infant(p, s, &name, read.sex);
	find_by_name(p, s, &name);
	if (s->person)
		docs_apply(p, s, &read);
}

/* For DOCO and DOCA: by reference or name within the text; I is the infant. */
static bool find_for(struct pnr *p, struct service *s, struct slice reference,
		     const struct ssr_name *person, bool infant)
{
	struct wanted_name name = {.family = person->family};
	struct slice title;
	title_split(person->given, &name.given, &title);
	if (!s->person)
		s->person = person_by_reference(p, reference);
	find_by_name(p, s, &name);
	if (!s->person)
		return false;
	if (infant || s->reference_unknown) {
		struct person *i =
			infant_of_person(p, s->person, &(struct wanted_name){0}, s->place);
		if (!i && infant)
			warn(p, s, "infant-unknown",
			     "SSR: speaks of an infant that the booking does not name");
		if (!i && infant)
			return false;
		s->person = i ? i : s->person;
	}
	return true;
}

/* "KISUMU KEN": the last word may be the country. */
static void birth_place_set(struct pnr *p, const struct service *s, struct slice sent)
{
	struct traveller *t = s->person->t;
	size_t word = sent.n;
	while (word > 0 && sent.p[word - 1] != ' ')
		word--;
	struct slice last = slice_range(sent, word, sent.n);
	struct slice country = last.n >= 2 ? country_read(last) : (struct slice){NULL, 0};
	if (slice_present(country))
		sent = slice_trim(slice_range(sent, 0, word));
	text_set(p, s, &t->birth_city, sent, "birth_place");
	text_set(p, s, &t->birth_country, country, "birth_place");
}

void join_doco(struct pnr *p, struct service *s)
{
	struct ssr_doco read;
	if (!ssr_doco_read(s->request->text, &read)) {
		warn(p, s, "service-text-unreadable", "SSR DOCO does not have the form of DOCO");
		return;
	}
	if (!find_for(p, s, read.reference, &read.person, read.infant))
		return;
	birth_place_set(p, s, read.birth_place);
	struct document *d = slice_present(read.number) ? document_add(p, s, read.type, read.number)
							: NULL;
	if (!d)
		return;
	d->issuer = country_of(p, s, read.valid_for);
	d->issued = date_of(p, s, read.issued, CENTURY_NEAREST);
	d->issued_at = read.issued_at;
}

static struct slice use_of(struct slice type)
{
	if (slice_is_nocase(type, "D"))
		return SLICE("destination");
	if (slice_is_nocase(type, "R"))
		return SLICE("residence");
	return slice_is_nocase(type, "B") ? SLICE("birth") : SLICE("contact");
}

static bool same_address(const struct address *a, const struct address *b)
{
	return slice_eq(a->use, b->use) && slice_eq(a->street, b->street) &&
	       slice_eq(a->city, b->city) && slice_eq(a->region, b->region) &&
	       slice_eq(a->postcode, b->postcode) && slice_eq(a->country, b->country);
}

static void address_add(struct pnr *p, const struct service *s, const struct address *address)
{
	struct traveller *t = s->person->t;
	LIST_EACH(const struct address, i, &t->addresses)
	{
		if (same_address(i, address))
			return;
	}
	if (!pnr_room(p, t->addresses.count, PNR_RECORDS_MAX))
		return;
	struct address *a = LIST_ADD(&t->addresses, p->r->arena, struct address);
	if (!a)
		return;
	*a = *address;
	a->traveller = -1; /* it stands with the traveller */
	a->place = s->place;
	pnr_mark_traveller(p, t, mark_path(p->r->arena, MARK_ADDRESSES, t->addresses.count - 1),
			   s->place);
}

void join_doca(struct pnr *p, struct service *s)
{
	struct ssr_doca read;
	if (!ssr_doca_read(s->request->text, &read)) {
		warn(p, s, "service-text-unreadable", "SSR DOCA does not have the form of DOCA");
		return;
	}
	if (!find_for(p, s, read.reference, &read.person, read.infant))
		return;
	struct address a = {.use = use_of(read.type),
			    .street = read.street,
			    .city = read.city,
			    .region = read.region,
			    .postcode = read.postcode,
			    .country = country_of(p, s, read.country)};
	address_add(p, s, &a);
	struct traveller *t = s->person->t;
	if (slice_is(a.use, "residence"))
		text_set(p, s, &t->residence, a.country, "residence");
	if (slice_is(a.use, "birth") && !slice_present(t->birth_country))
		text_set(p, s, &t->birth_country, a.country, "birth_place");
}

void join_pspt(struct pnr *p, struct service *s)
{
	struct ssr_pspt read;
	if (!ssr_pspt_read(s->request->text, &read)) {
		warn(p, s, "service-text-unreadable", "SSR PSPT has no document number");
		return;
	}
	struct ssr_docs docs = {.type = SLICE("P"),
				.number = read.number,
				.issuer = read.issuer,
				.birth = read.birth,
				.sex = read.sex,
				.family = read.family,
				.given = read.given};
	struct wanted_name name = name_of_docs(&docs);
	find_by_name(p, s, &name);
	if (s->person)
		docs_apply(p, s, &docs);
}

/* A passport or identity card; the other kinds are no documents of identity. */
void join_foid(struct pnr *p, struct service *s)
{
	struct ssr_foid read;
	if (!s->person || !ssr_foid_read(s->request->text, &read))
		return;
	if (slice_is_nocase(read.kind, "PP"))
		document_add(p, s, SLICE("P"), read.number);
	else if (slice_is_nocase(read.kind, "NI"))
		document_add(p, s, SLICE("I"), read.number);
}
