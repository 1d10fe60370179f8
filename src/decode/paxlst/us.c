/* SPDX-License-Identifier: Apache-2.0
 *
 * PAXLST as the United States had it before 2005 (001:000): the contact in CTA
 * with its numbers, one PDT for each traveller, no BGM.
 */
#include "decode/paxlst/list.h"

/* CTA+IC+:NAME+number:TE+number:FX; C056 holds the name. */
void reporter_cta(struct list *l)
{
	struct reporter *to = &l->m->reporter;
	struct slice name = list_either(l, 1, 1, 1, 0);
	if (l->group == LIST_HEADER)
		l->group = LIST_REPORTER;
	if (!slice_present(to->name))
		to->name = slice_trim(name);
	reporter_contacts(l, 2);
}

static enum traveller_kind kind_of(struct list *l, struct slice code)
{
	if (slice_is(code, "CRW"))
		return KIND_CREW;
	if (slice_is(code, "ITI"))
		return KIND_TRANSIT;
	if (slice_present(code) && !slice_is(code, "PAX"))
		edi_finding(l->r, SEVERITY_WARNING, "party-unknown",
			    "PDT does not say which kind of traveller this is; taken as a "
			    "passenger");
	return KIND_PASSENGER;
}

/* P/NUMBER:expiry:issuer */
static void document_of(struct list *l)
{
	struct slice number = list_text(l, 0, 0);
	struct slice type = {NULL, 0};
	struct slice issuer = list_text(l, 0, 2);
	if (!slice_present(number) || !document_add(l))
		return;
	bool typed = slice_find(number, '/', 0) != SIZE_MAX && slice_cut(&number, '/', &type);
	if (typed)
		l->document->type = type;
	l->document->number = number;
	l->document->expires =
		person_date(l, list_text(l, 0, 1), CENTURY_NEAREST, "a document's expiry");
	if (slice_present(issuer))
		l->document->issuer = person_country(l, issuer);
	document_mark(l);
}

/* SURNAME:GIVEN:MIDDLE:birth:sex */
static void name_of(struct list *l, struct traveller *t)
{
	t->family = list_text(l, 1, 0);
	t->given = list_text(l, 1, 1);
	t->middle = list_text(l, 1, 2);
	person_set_title(t);
	t->birth_date = person_date(l, list_text(l, 1, 3), CENTURY_BIRTH, "birth");
	if (slice_present(t->family))
		mark_traveller(l->r, t, "family");
	else
		edi_finding(l->r, SEVERITY_WARNING, "name-missing",
			    "a traveller has no family name");
	if (date_present(t->birth_date))
		mark_traveller(l->r, t, "birth_date");
	person_sex(l, list_text(l, 1, 4));
}

/* PDT+document+name+PAX, CRW or ITI+port of embarkation:of disembarkation */
void person_pdt(struct list *l)
{
	struct traveller *t = person_start(l, kind_of(l, list_text(l, 2, 0)));
	if (l->m->function == FUNCTION_NONE)
		l->m->function = FUNCTION_PASSENGERS;
	if (!t)
		return;
	name_of(l, t);
	document_of(l);
	SET_ONCE(l, embark, list_text(l, 3, 0));
	SET_ONCE(l, disembark, list_text(l, 3, 1));
}
