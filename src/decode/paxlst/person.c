/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/paxlst/list.h"

#define ORDER_EARLY 6 /* ATT, DTM, MEA, GEI and FTX come before it */

/* ---- Who ---- */

static enum traveller_kind kind_of_party(struct list *l, struct slice party)
{
	enum message_function f = l->m->function;
	bool listed = slice_is(party, "FL") || slice_is(party, "ZZZ");
	if (listed && f == FUNCTION_CLOSE_NOT_ON_BOARD)
		return KIND_NOT_ON_BOARD;
	if (slice_is(party, "FL"))
		return KIND_PASSENGER;
	if (slice_is(party, "FM"))
		return KIND_CREW;
	if (slice_is(party, "DDU"))
		return KIND_TRANSIT;
	if (slice_is(party, "DDT"))
		return KIND_TRANSIT_CREW;
	if (slice_is(party, "ZZZ")) {
		bool crew = slice_starts(l->m->function_code, "250");
		return crew ? KIND_CREW : KIND_PASSENGER;
	}
	return KIND_OTHER;
}

static enum tristate boarded_by(enum message_function f)
{
	if (f == FUNCTION_CLOSE_ON_BOARD)
		return YES;
	return f == FUNCTION_CLOSE_NOT_ON_BOARD ? NO : UNKNOWN;
}

struct traveller *person_start(struct list *l, enum traveller_kind kind)
{
	l->group = LIST_PERSON;
	l->furthest = 0;
	l->document = NULL;
	l->documents = 0;
	l->bags_counted = 0;
	l->limit_reported = false;
	l->t = reader_add_traveller(l->r, l->m);
	if (kind == KIND_CREW || kind == KIND_TRANSIT_CREW)
		l->crew++;
	else
		l->passengers++;
	if (!l->t)
		return NULL;
	l->t->kind = kind;
	l->t->boarded = boarded_by(l->m->function);
	return l->t;
}

struct traveller *person_for(struct list *l, enum taken taken)
{
	bool back = l->order >= LIST_ORDER_DOCUMENT && l->now < ORDER_EARLY;
	bool behind_gap = l->gap && (taken != FREE || back);
	bool another = taken == TAKEN_BY_ANOTHER && l->now < l->furthest;
	if (!l->t || (!behind_gap && !another))
		return l->t;
	l->gap = false;
	edi_finding(l->r, SEVERITY_ERROR, "traveller-damaged",
		    "a segment was lost, perhaps a NAD; what follows is kept as a traveller of "
		    "its own");
	return person_start(l, l->t->kind);
}

bool person_owns(const struct list *l)
{
	switch (l->r->segment.code) {
	case EDI_TAG('A', 'T', 'T'):
	case EDI_TAG('D', 'O', 'C'):
	case EDI_TAG('E', 'M', 'P'):
	case EDI_TAG('F', 'T', 'X'):
	case EDI_TAG('G', 'E', 'I'):
	case EDI_TAG('M', 'E', 'A'):
	case EDI_TAG('N', 'A', 'T'):
		return true;
	case EDI_TAG('D', 'T', 'M'):
		return list_qualifier(l, "329") || list_qualifier(l, "36");
	case EDI_TAG('L', 'O', 'C'):
		return list_qualifier(l, "174") || list_qualifier(l, "178") ||
		       list_qualifier(l, "179") || list_qualifier(l, "180") ||
		       list_qualifier(l, "22");
	case EDI_TAG('R', 'F', 'F'):
		return list_qualifier(l, "AVF") || list_qualifier(l, "ABO");
	default:
		return false;
	}
}

void person_without_nad(struct list *l)
{
	bool crew = l->m->function == FUNCTION_CREW || l->m->function == FUNCTION_CREW_CHANGE;
	flight_end(l);
	edi_finding(l->r, SEVERITY_ERROR, "traveller-damaged",
		    "%s: no NAD stands before it; what follows is kept as a traveller of its own",
		    l->r->segment.tag);
	(void)person_start(l, crew ? KIND_CREW : KIND_PASSENGER);
}

/* ---- NAD ---- */

void person_set_title(struct traveller *t)
{
	struct slice title;
	title_split(t->given, &t->given, &t->title);
	if (slice_present(t->title) || !slice_present(t->middle))
		return;
	title_split(t->middle, &t->middle, &title);
	t->title = title;
}

static void set_name(struct list *l, struct traveller *t)
{
	t->family = list_text(l, 3, 0);
	t->given = list_text(l, 3, 1);
	t->middle = list_text(l, 3, 2);
	for (unsigned c = 3; c < edi_components(&l->r->segment, 3); c++) {
		struct slice more = list_text(l, 3, c);
		if (slice_present(more))
			t->middle = slice_trim(arena_printf(l->r->arena, "%.*s %.*s",
							    SLICE_ARG(t->middle), SLICE_ARG(more)));
	}
	person_set_title(t);
	if (slice_present(t->family))
		mark_traveller(l->r, t, "family");
	if (slice_present(t->given))
		mark_traveller(l->r, t, "given");
	if (slice_present(t->middle))
		mark_traveller(l->r, t, "middle");
	if (slice_present(t->title))
		mark_traveller(l->r, t, "title");
}

static void set_address(struct list *l, struct traveller *t)
{
	struct address a = {
		.use = SLICE("destination"),
		.street = list_text(l, 4, 0),
		.city = list_text(l, 5, 0),
		.region = list_text(l, 6, 0),
		.postcode = list_text(l, 7, 0),
		.traveller = -1,
		.place = edi_place(&l->r->segment),
	};
	struct slice more = list_text(l, 4, 1);
	if (slice_present(more))
		a.street = slice_trim(arena_printf(l->r->arena, "%.*s %.*s", SLICE_ARG(a.street),
						   SLICE_ARG(more)));
	struct slice country = list_text(l, 8, 0);
	if (slice_present(country))
		a.country = person_country(l, country);
	if (!slice_present(a.street) && !slice_present(a.city) && !slice_present(a.region) &&
	    !slice_present(a.postcode) && !slice_present(a.country))
		return;
	struct address *to = LIST_ADD(&t->addresses, l->r->arena, struct address);
	if (!to)
		return;
	*to = a;
	mark_traveller(l->r, t, "addresses.0");
}

void person_nad(struct list *l)
{
	struct traveller *t = person_start(l, kind_of_party(l, l->qualifier));
	if (!t)
		return;
	set_name(l, t);
	set_address(l, t);
	if (t->kind == KIND_OTHER && !list_qualifier(l, "COT")) {
		edi_finding(l->r, SEVERITY_WARNING, "party-unknown",
			    "NAD does not say which kind of traveller this is");
		person_other(l);
	}
	if (!slice_present(t->family) && !list_qualifier(l, "ZZZ"))
		edi_finding(l->r, SEVERITY_WARNING, "name-missing",
			    "a traveller has no family name");
}

/* ---- Values that a traveller has once ---- */

/* Where to put such a value; NULL when there is one already, or no value. */
static struct traveller *person_slot(struct list *l, size_t offset, struct slice value,
				     struct slice **slot)
{
	if (!l->t || !slice_present(value))
		return NULL;
	void *now = (char *)l->t + offset;
	*slot = now;
	enum taken taken = !slice_present(**slot)    ? FREE
			   : slice_eq(**slot, value) ? TAKEN
						     : TAKEN_BY_ANOTHER;
	struct traveller *t = person_for(l, taken);
	if (!t)
		return NULL;
	now = (char *)t + offset;
	*slot = now;
	if (!slice_present(**slot))
		return t;
	if (!slice_eq(**slot, value))
		edi_finding(l->r, SEVERITY_WARNING, "value-repeated",
			    "%s brings a second value of what a traveller has once; the first was "
			    "kept",
			    l->r->segment.tag);
	return NULL;
}

void person_set_once(struct list *l, size_t offset, struct slice value, const char *path)
{
	struct slice *slot;
	struct traveller *t = person_slot(l, offset, value, &slot);
	if (!t)
		return;
	*slot = value;
	mark_traveller(l->r, t, path);
}

struct slice person_country(struct list *l, struct slice sent)
{
	struct slice country = country_read(sent);
	if (slice_present(sent) && !slice_present(country))
		edi_finding(l->r, SEVERITY_WARNING, "country-unknown",
			    "%s holds no country of ISO 3166 or ICAO 9303", l->r->segment.tag);
	return country;
}

void person_sex(struct list *l, struct slice sex)
{
	static const char *const codes[] = {"M", "F", "U", "X"};
	bool infant = slice_is_nocase(sex, "FI") || slice_is_nocase(sex, "MI");
	if (infant)
		sex = slice_range(sex, 0, 1);
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (slice_is_nocase(sex, codes[i]))
			sex = slice_of(codes[i]);
	}
	if (slice_present(sex) &&
	    (sex.n != 1 || slice_find(SLICE("MFUX"), sex.p[0], 0) == SIZE_MAX))
		edi_finding(l->r, SEVERITY_INFO, "sex-unknown",
			    "%s: unknown code for the sex; kept as sent", l->r->segment.tag);
	SET_ONCE(l, sex, sex);
	if (infant && l->t)
		l->t->role = ROLE_INFANT;
}

void person_att(struct list *l)
{
	if (list_qualifier(l, "2"))
		person_sex(l, list_either(l, 2, 0, 1, 0));
	else
		person_unknown(l);
}

struct date person_date(struct list *l, struct slice sent, enum century century, const char *what)
{
	struct date date = {0};
	enum date_result result = date_read_ymd(sent, century, l->date, &date);
	if (result == DATE_WRONG)
		edi_finding(l->r, SEVERITY_ERROR, "date-wrong",
			    "the date of %s is no day of the calendar, or not possible here", what);
	else if (result == DATE_PARTIAL)
		edi_finding(l->r, SEVERITY_WARNING, "date-partial",
			    "the date of %s has no day or month", what);
	else if (result == DATE_DOUBTFUL)
		edi_finding(l->r, SEVERITY_INFO, "birth-century-doubtful",
			    "the year %.2s was taken as %d; it may be another century", sent.p,
			    date.year);
	return date;
}

static void set_birth(struct list *l)
{
	struct date birth = person_date(l, list_text(l, 0, 1), CENTURY_BIRTH, "birth");
	if (!l->t)
		return;
	enum taken taken = FREE;
	if (date_present(l->t->birth_date))
		taken = date_present(birth) && date_cmp(l->t->birth_date, birth) != 0
				? TAKEN_BY_ANOTHER
				: TAKEN;
	struct traveller *t = person_for(l, taken);
	if (!t || !date_present(birth))
		return;
	if (date_present(t->birth_date)) {
		if (date_cmp(t->birth_date, birth) != 0)
			edi_finding(l->r, SEVERITY_WARNING, "value-repeated",
				    "DTM brings a second date of birth; the first was kept");
		return;
	}
	t->birth_date = birth;
	mark_traveller(l->r, t, "birth_date");
}

void person_dtm(struct list *l)
{
	if (list_qualifier(l, "329") || list_qualifier(l, "592"))
		set_birth(l);
	else if (list_qualifier(l, "36") || list_qualifier(l, "182"))
		document_dtm(l);
	else
		person_unknown(l);
}

/* 7365: 173 the document was seen, 174 it was not, ZZZ neither is said. */
static void set_verified(struct list *l, struct slice code)
{
	enum tristate value = UNKNOWN;
	if (slice_is(code, "173"))
		value = YES;
	else if (slice_is(code, "174"))
		value = NO;
	if (value == UNKNOWN) {
		if (slice_is(code, "ZZZ"))
			person_other(l);
		else
			person_unknown(l);
		return;
	}
	if (!l->t)
		return;
	struct traveller *t = person_for(l, l->t->verified != UNKNOWN ? TAKEN : FREE);
	if (!t || t->verified != UNKNOWN)
		return;
	t->verified = value;
	mark_traveller(l->r, t, "verified");
}

void person_gei(struct list *l)
{
	if (list_qualifier(l, "4"))
		set_verified(l, list_text(l, 1, 0));
	else
		person_unknown(l);
}

/* What stood in GEI's place up to D.02A. */
void person_gis(struct list *l)
{
	set_verified(l, l->qualifier);
}

/* LOC+180+KEN+:::KISUMU+:::NYANZA; LOC+180+:::KISUMU; LOC+180+CTY+:::KISUMU */
static void set_birth_place(struct list *l)
{
	struct slice country = list_text(l, 1, 0);
	struct slice city = list_either(l, 2, 3, 1, 3);
	struct slice region = list_text(l, 3, 3);
	if (!l->t)
		return;
	bool taken = slice_present(l->t->birth_country) || slice_present(l->t->birth_city);
	struct traveller *t = person_for(l, taken ? TAKEN : FREE);
	if (!t || slice_present(t->birth_country) || slice_present(t->birth_city))
		return;
	if (!slice_is(country, "CTY"))
		t->birth_country = person_country(l, country);
	t->birth_city = city;
	t->birth_region = region;
	mark_traveller(l->r, t, "birth_place");
}

void person_loc(struct list *l)
{
	struct slice port = list_either(l, 1, 0, 1, 3);
	if (list_qualifier(l, "22"))
		SET_ONCE(l, first_port, port);
	else if (list_qualifier(l, "174"))
		SET_ONCE(l, residence, person_country(l, port));
	else if (list_qualifier(l, "178"))
		SET_ONCE(l, embark, port);
	else if (list_qualifier(l, "179"))
		SET_ONCE(l, disembark, port);
	else if (list_qualifier(l, "180"))
		set_birth_place(l);
	else if (list_qualifier(l, "91"))
		document_loc(l);
	else
		person_unknown(l);
}

/* C948 what the crew member does; C951 the rank on a ship. */
void person_emp(struct list *l)
{
	SET_ONCE(l, crew_status, list_either(l, 1, 0, 1, 3));
	SET_ONCE(l, rank, list_either(l, 2, 3, 2, 0));
}

/* NAT 3493: 2 current; 1 at birth and 3 previous have no name. */
void person_nat(struct list *l)
{
	if (list_qualifier(l, "1") || list_qualifier(l, "3")) {
		person_other(l);
		return;
	}
	SET_ONCE(l, nationality, person_country(l, list_either(l, 1, 0, 1, 3)));
}
