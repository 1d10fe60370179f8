/* SPDX-License-Identifier: Apache-2.0
 *
 * Bags, contacts and documents of a traveller.
 */
#include "decode/paxlst/list.h"

#define BAGS_MAX 999 /* of one traveller; a larger count is an error of the sender */

/* ---- MEA, FTX: bags ---- */

/* C174: unit and value; some leave out the unit and its separator. */
static struct slice measured(struct list *l)
{
	return list_either(l, 2, 1, 2, 0);
}

static void set_bag_count(struct list *l, struct traveller *t)
{
	uint64_t count;
	if (!slice_u64(measured(l), &count) || count > BAGS_MAX) {
		edi_finding(l->r, SEVERITY_WARNING, "bag-count-wrong",
			    "MEA+CT holds no number of bags");
		return;
	}
	t->bag_count = (int)count;
	mark_traveller(l->r, t, "bags");
}

static void set_bag_weight(struct list *l, struct traveller *t)
{
	struct slice unit = slice_present(list_text(l, 2, 1)) ? list_text(l, 2, 0)
							      : (struct slice){NULL, 0};
	bool pounds = slice_is_nocase(unit, "LBR") || slice_is_nocase(unit, "LB") ||
		      slice_is_nocase(unit, "L");
	bool kilograms = !slice_present(unit) || slice_is_nocase(unit, "KGM") ||
			 slice_is_nocase(unit, "KG") || slice_is_nocase(unit, "K");
	int tenths = pounds || kilograms ? weight_tenths(measured(l), pounds) : -1;
	if (tenths < 0) {
		edi_finding(l->r, SEVERITY_WARNING, "bag-weight-wrong",
			    "MEA+WT holds no weight in kilograms or pounds");
		return;
	}
	t->bag_weight_tenths = tenths;
	mark_traveller(l->r, t, "bags");
}

void person_mea(struct list *l)
{
	bool count = list_qualifier(l, "CT");
	if (!count && !list_qualifier(l, "WT")) {
		person_unknown(l);
		return;
	}
	if (!l->t)
		return;
	struct traveller *t = person_for(
		l, (count ? l->t->bag_count : l->t->bag_weight_tenths) >= 0 ? TAKEN : FREE);
	if (!t)
		return;
	if (count)
		set_bag_count(l, t);
	else
		set_bag_weight(l, t);
}

/* FTX+BAG+++Z9204411:2: the first tag, and how many follow each other. */
void person_ftx(struct list *l)
{
	struct slice tag = list_text(l, 3, 0);
	struct slice number = list_text(l, 3, 1);
	uint64_t count = 1;
	if (!list_qualifier(l, "BAG")) {
		person_unknown(l);
		return;
	}
	if (!slice_present(tag) || !l->t)
		return;
	bool wrong = slice_present(number) && (!slice_u64(number, &count) || count == 0);
	if (wrong)
		count = 1;
	if (count > LIST_BAG_TAGS_MAX || l->bags_counted + count > LIST_BAG_TAGS_MAX) {
		count = 1;
		wrong = true;
	}
	if (l->bags_counted < LIST_BAG_TAGS_MAX)
		wrong |= !bag_tags_add(l->r->arena, l->t, tag, count, edi_place(&l->r->segment));
	l->bags_counted += (unsigned)count;
	if (wrong)
		edi_finding(l->r, SEVERITY_WARNING, "bag-tags-wrong",
			    "FTX+BAG does not say a possible number of consecutive tags, or there "
			    "are more than %d",
			    LIST_BAG_TAGS_MAX);
	mark_traveller(l->r, l->t, "bags");
}

/* ---- COM ---- */

void person_com(struct list *l)
{
	struct traveller *t = l->t;
	for (unsigned e = 0; t && e < l->r->segment.elements; e++) {
		struct slice type;
		struct slice value;
		if (!contact_read(l, e, &type, &value))
			continue;
		if (!list_room(l, t->contacts.count))
			return;
		unsigned index = t->contacts.count;
		struct contact *c = LIST_ADD(&t->contacts, l->r->arena, struct contact);
		if (!c)
			return;
		*c = (struct contact){.type = type,
				      .value = value,
				      .traveller = -1,
				      .place = edi_place(&l->r->segment)};
		mark_traveller(l->r, t, mark_path(l->r->arena, MARK_CONTACTS, index));
	}
}

/* ---- DOC and its DTM, LOC ---- */

struct document *document_add(struct list *l)
{
	struct traveller *t = l->t;
	l->document = NULL;
	if (!t || !list_room(l, t->documents.count))
		return NULL;
	l->documents = t->documents.count;
	l->document = LIST_ADD(&t->documents, l->r->arena, struct document);
	return l->document;
}

void document_mark(struct list *l)
{
	reader_extend(l->r, &l->document->place);
	mark_traveller(l->r, l->t, mark_path(l->r->arena, MARK_DOCUMENTS, l->documents));
}

/* Codes of the UN list for those that the trade writes as letters. */
static struct slice document_type(struct slice sent)
{
	if (slice_is(sent, "39"))
		return SLICE("P");
	if (slice_is(sent, "36"))
		return SLICE("I");
	return slice_is(sent, "483") ? SLICE("V") : sent;
}

void document_doc(struct list *l)
{
	struct slice type = document_type(list_text(l, 0, 0));
	struct slice number = list_text(l, 1, 0);
	if (!document_add(l))
		return;
	l->document->type = type;
	l->document->number = number;
	if (!slice_present(number))
		edi_finding(l->r, SEVERITY_WARNING, "document-number-missing",
			    "DOC has no document number");
	document_mark(l);
}

/* The document that a segment speaks of. Where the value is there already and
 * another one comes, or a segment was lost, the DOC between them was. */
static struct document *document_for(struct list *l, enum taken taken)
{
	if (l->document && taken != TAKEN_BY_ANOTHER && !(taken == TAKEN && l->gap))
		return l->document;
	l->gap = false;
	if (l->t)
		edi_finding(l->r, SEVERITY_ERROR, "document-damaged",
			    "%s belongs to a document whose DOC was not read", l->r->segment.tag);
	return document_add(l);
}

static enum taken taken_date(struct date now, struct date other)
{
	if (!date_present(now))
		return FREE;
	return date_present(other) && date_cmp(now, other) != 0 ? TAKEN_BY_ANOTHER : TAKEN;
}

void document_dtm(struct list *l)
{
	bool expiry = list_qualifier(l, "36");
	l->now = LIST_ORDER_DOCUMENT;
	struct date date = person_date(l, list_text(l, 0, 1), CENTURY_NEAREST,
				       expiry ? "a document's expiry" : "a document's issue");
	const struct document *now = l->document;
	struct document *d =
		document_for(l, now ? taken_date(expiry ? now->expires : now->issued, date) : FREE);
	if (!d || !date_present(date))
		return;
	*(expiry ? &d->expires : &d->issued) = date;
	document_mark(l);
}

void document_loc(struct list *l)
{
	l->now = LIST_ORDER_DOCUMENT;
	struct slice issuer = person_country(l, list_either(l, 1, 0, 1, 3));
	enum taken taken = FREE;
	if (l->document && slice_present(l->document->issuer))
		taken = slice_present(issuer) && !slice_eq(l->document->issuer, issuer)
				? TAKEN_BY_ANOTHER
				: TAKEN;
	struct document *d = document_for(l, taken);
	if (!d || !slice_present(issuer))
		return;
	d->issuer = issuer;
	document_mark(l);
}
