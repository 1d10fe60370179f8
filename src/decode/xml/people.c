/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/xml/tree.h"

static void mark(struct xml_reading *x, const char *path)
{
	pnr_mark_traveller(&x->p, x->p.person->t, path, pnr_place(&x->p));
}

static void loyalty_read(struct xml_reading *x, const struct xml_node *n)
{
	struct frequent_flyer f = {.carrier = xml_value(x, n, "ProgramID"),
				   .number = xml_number(x, n, "MembershipID"),
				   .tier = xml_value(x, n, "LoyalLevel"),
				   .place = pnr_place(&x->p)};
	if (slice_present(f.number) && !xml_erased(f.number))
		frequent_flyer_add(&x->p, x->p.person, f);
}

/* ---- the traveller ---- */

static void name_read(struct xml_reading *x, const struct xml_node *n)
{
	struct traveller *t = x->p.person->t;
	struct slice title = xml_texts(x, n, "NameTitle");
	name_set(t, xml_texts(x, n, "Surname"), xml_texts(x, n, "GivenName"));
	if (!slice_present(t->title))
		t->title = slice_present(title) ? title : xml_texts(x, n, "NamePrefix");
	if (slice_present(t->family))
		mark(x, "family");
	if (slice_present(t->given))
		mark(x, "given");
	if (!slice_present(t->family) && !slice_present(t->given))
		edi_finding(x->p.r, SEVERITY_WARNING, "name-missing",
			    "the traveller has no name and is kept without one");
}

static void reference_read(struct xml_reading *x, const struct xml_node *n)
{
	struct person *person = x->p.person;
	person->reference = xml_number(x, n, "RPH");
	if (!slice_present(person->reference))
		person->reference = xml_number(x, n, "SurnameRefNumber");
	person->t->reference = person->reference;
	if (slice_present(person->reference))
		mark(x, "reference");
	struct slice infant = xml_value(x, n, "AccompaniedByInfantInd");
	person->with_infant = slice_is_nocase(infant, "true") || slice_is(infant, "1");
	if (slice_is(xml_value(x, n, "BoardingStatus"), "B"))
		person->t->boarded = YES;
}

void xml_passenger(struct xml_reading *x, const struct xml_node *n)
{
	static const struct xml_reader parts[] = {{"GivenName", NULL},
						  {"Surname", NULL},
						  {"NameTitle", NULL},
						  {"NamePrefix", NULL},
						  {"CustLoyalty", loyalty_read},
						  {"ExcessBaggage", xml_excess_bags},
						  {"FareInfo", xml_fare_info},
						  {"SSR", xml_ssr},
						  {"TicketDocument", xml_ticket},
						  {"DOC_SSR", xml_document},
						  {NULL, NULL}};
	struct place whole = pnr_place(&x->p);
	struct person *person = person_add(&x->p, whole);
	if (!person)
		return;
	x->p.person = person;
	name_read(x, n);
	reference_read(x, n);
	xml_children(x, n, parts);
	x->p.person = NULL;
}
