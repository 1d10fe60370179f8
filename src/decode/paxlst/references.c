/* SPDX-License-Identifier: Apache-2.0
 *
 * RFF of a traveller, and what the model has no name for.
 */
#include "decode/paxlst/list.h"

/* ---- RFF ---- */

static void seat_add(struct list *l, struct slice sent)
{
	struct slice seat = seat_plain(sent);
	struct traveller *t = l->t;
	if (!t || !slice_present(seat) || !list_room(l, t->seats.count))
		return;
	unsigned index = t->seats.count;
	struct seat *s = LIST_ADD(&t->seats, l->r->arena, struct seat);
	if (!s)
		return;
	*s = (struct seat){.seat = seat, .source = "api", .place = edi_place(&l->r->segment)};
	mark_traveller(l->r, t, mark_path(l->r->arena, MARK_SEATS, index));
}

/* RFF+YZY:7771402233445C1: ticket number, C, coupon. */
static void ticket_add(struct list *l, struct slice sent)
{
	struct traveller *t = l->t;
	size_t coupon = slice_find(sent, 'C', 0);
	struct slice number = slice_range(sent, 0, coupon);
	if (!t || !slice_present(sent) || !list_room(l, t->tickets.count))
		return;
	unsigned index = t->tickets.count;
	struct ticket *k = LIST_ADD(&t->tickets, l->r->arena, struct ticket);
	if (!k)
		return;
	*k = (struct ticket){.number = slice_digits(number) ? number : sent,
			     .place = edi_place(&l->r->segment)};
	if (slice_digits(number) && coupon < sent.n)
		k->coupon = slice_range(sent, coupon + 1, sent.n);
	mark_traveller(l->r, t, mark_path(l->r->arena, MARK_TICKETS, index));
}

static void frequent_flyer_add(struct list *l, struct slice number)
{
	struct traveller *t = l->t;
	if (!t || !slice_present(number) || !list_room(l, t->frequent_flyer.count))
		return;
	unsigned index = t->frequent_flyer.count;
	struct frequent_flyer *f = LIST_ADD(&t->frequent_flyer, l->r->arena, struct frequent_flyer);
	if (!f)
		return;
	*f = (struct frequent_flyer){.number = number, .place = edi_place(&l->r->segment)};
	mark_traveller(l->r, t, mark_path(l->r->arena, MARK_FREQUENT_FLYER, index));
}

/* AEA given by a government (United States: redress), CR the customer's (United
 * States: known traveller), the others reserved for known travellers. */
static bool reference_known(const struct list *l)
{
	static const char *const codes[] = {"AEA", "CR", "AGK", "ANK", "AVP", "GN"};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (list_qualifier(l, codes[i]))
			return true;
	}
	return false;
}

static void reference_add(struct list *l, struct slice value)
{
	struct traveller *t = l->t;
	if (!reference_known(l))
		edi_finding(l->r, SEVERITY_INFO, "reference-unknown",
			    "RFF: a reference of a kind that is in no guide; kept as sent");
	if (!t || !slice_present(value) || !list_room(l, t->references.count))
		return;
	unsigned index = t->references.count;
	struct reference *r = LIST_ADD(&t->references, l->r->arena, struct reference);
	if (!r)
		return;
	*r = (struct reference){
		.type = l->qualifier, .value = value, .place = edi_place(&l->r->segment)};
	mark_traveller(l->r, t, mark_path(l->r->arena, MARK_REFERENCES, index));
}

void person_rff(struct list *l)
{
	struct slice value = list_text(l, 0, 1);
	if (list_qualifier(l, "AVF"))
		SET_ONCE(l, locator, value);
	else if (list_qualifier(l, "ABO"))
		SET_ONCE(l, reference, value);
	else if (list_qualifier(l, "SEA"))
		seat_add(l, value);
	else if (list_qualifier(l, "YZY"))
		ticket_add(l, value);
	else if (list_qualifier(l, "ANX"))
		frequent_flyer_add(l, value);
	else
		reference_add(l, value);
}

/* ---- What has no name ---- */

/* The first component behind the code that says something. */
static struct slice value_of(struct list *l)
{
	for (unsigned e = 0; e < l->r->segment.elements; e++) {
		for (unsigned c = e == 0; c < edi_components(&l->r->segment, e); c++) {
			struct slice value = list_text(l, e, c);
			if (slice_present(value))
				return value;
		}
	}
	return (struct slice){NULL, 0};
}

void person_other(struct list *l)
{
	struct traveller *t = l->t;
	if (!t || !list_room(l, t->others.count))
		return;
	unsigned index = t->others.count;
	struct other_value *o = LIST_ADD(&t->others, l->r->arena, struct other_value);
	if (!o)
		return;
	*o = (struct other_value){.segment = arena_copy(l->r->arena, slice_of(l->r->segment.tag)),
				  .code = l->qualifier,
				  .value = value_of(l),
				  .place = edi_place(&l->r->segment)};
	mark_traveller(l->r, t, mark_path(l->r->arena, MARK_OTHERS, index));
}

void person_unknown(struct list *l)
{
	edi_finding(l->r, SEVERITY_INFO, "code-unknown",
		    "%s: a code that is in no guide; kept as sent", l->r->segment.tag);
	person_other(l);
}
