/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"

/* ---- TBD ---- */

/* Tags of six digits are known with their airline's letters in front, as in API. */
static struct slice tag_read(struct pnr *p, unsigned e, unsigned shift)
{
	struct slice company = pnr_text(p, e, 0);
	struct slice tag = pnr_number(p, e, 1 + shift);
	bool letters = company.n == 2 && (ascii_alpha(company.p[0]) || ascii_alpha(company.p[1]));
	if (!letters || !slice_digits(tag) || tag.n != 6)
		return tag;
	return arena_printf(p->r->arena, "%.*s%.*s", SLICE_ARG(company), SLICE_ARG(tag));
}

/* What goes to one place; the same on a further leg is the same. */
static void entry_add(struct pnr *p, struct traveller *t, struct bag_entry entry)
{
	LIST_EACH(const struct bag_entry, i, &t->bag_entries)
	{
		if (slice_eq(i->tag, entry.tag) && slice_eq(i->to, entry.to))
			return;
	}
	if (!pnr_room(p, t->bag_entries.count, PNR_RECORDS_MAX))
		return;
	struct bag_entry *i = LIST_ADD(&t->bag_entries, p->r->arena, struct bag_entry);
	if (!i)
		return;
	entry.place = pnr_place(p);
	*i = entry;
}

/* C358, repeated: company, first tag, how many in sequence, destination, number of
 * the company, indicator, characteristic, service request, measure, unit, text. */
static void tags_read(struct pnr *p, struct traveller *t)
{
	for (unsigned e = 4; e < p->r->segment.elements; e++) {
		/* "DL::80070002::GRU": one component too many before the tag. */
		unsigned shift = !slice_present(pnr_text(p, e, 1)) && pnr_text(p, e, 2).n > 4;
		struct slice tag = tag_read(p, e, shift);
		if (!slice_present(tag) || !pnr_room(p, t->bag_tags.count, PNR_BAG_TAGS_MAX))
			continue;
		uint64_t n = 1;
		struct slice count = pnr_text(p, e, 2 + shift);
		bool counted = !slice_present(count) || slice_u64(count, &n);
		if (n > PNR_BAG_TAGS_MAX - t->bag_tags.count ||
		    (n > 1 && p->sequenced + n > PNR_BAG_SEQUENCES_MAX))
			counted = false;
		if (counted && n > 1)
			p->sequenced += n;
		bool added = bag_tags_add(p->r->arena, t, tag, counted ? n : 1, pnr_place(p));
		entry_add(p, t,
			  (struct bag_entry){
				  .carrier = pnr_text(p, e, 0),
				  .tag = tag,
				  .to = pnr_text(p, e, 3 + shift),
				  .count = counted ? (unsigned)n : 1,
				  .carrier_number = pnr_text(p, e, 4 + shift),
				  .indicator = pnr_text(p, e, 5 + shift),
				  .characteristic = pnr_text(p, e, 6 + shift),
				  .request = pnr_text(p, e, 7 + shift),
				  .measure = pnr_text(p, e, 8 + shift),
				  .unit = pnr_text(p, e, 9 + shift),
				  .text = pnr_element_text(p, e, 10 + shift, CARD_IN_FREE_TEXT)});
		if (!counted || !added)
			edi_finding(p->r, SEVERITY_WARNING, "bag-tags-wrong",
				    "TBD: the number of tags in sequence can not be used; "
				    "only the first tag is kept");
	}
}

/* C686: HP head or MP member of a pool, ticket of the head. */
static void pool_read(struct pnr *p, struct traveller *t)
{
	struct slice code = pnr_text(p, 3, 0);
	unsigned from = 3;
	if (!slice_present(code)) { /* "TBD+++MP:0741234123456" */
		code = pnr_text(p, 2, 0);
		from = 2;
	}
	if (slice_is(code, "HP"))
		t->bag_pool = SLICE("head");
	else if (slice_is(code, "MP"))
		t->bag_pool = SLICE("member");
	else
		return;
	t->bag_pool_ticket = pnr_number(p, from, 1);
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
	struct person *person = checkin_person(p);
	if (!person)
		return;
	struct traveller *t = person->t;
	unsigned tags = t->bag_tags.count;
	tags_read(p, t);
	pool_read(p, t);
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

/* ---- EBD ---- */

/* C675: how many, how much, and of what: N pieces, K kilograms, L pounds. */
static void excess_read(struct pnr *p, unsigned e, struct excess_bags *x)
{
	struct slice number = pnr_text(p, e, 0);
	struct slice measure = pnr_text(p, e, 1);
	struct slice unit = pnr_text(p, e, 2);
	bool pounds = slice_is(unit, "701") || slice_starts(unit, "L");
	bool weighed = pounds || slice_is(unit, "700") || slice_starts(unit, "K");
	uint64_t n;
	if (weighed)
		x->weight_tenths = weight_tenths(slice_present(measure) ? measure : number, pounds);
	if (!(weighed && !slice_present(measure)) && slice_u64(number, &n) && n <= PNR_BAG_TAGS_MAX)
		x->pieces = (unsigned)n;
}

/* C674 currency, rate; C675, up to three times. */
void booking_ebd(struct pnr *p)
{
	struct excess_bags x = {.currency = pnr_text(p, 0, 0),
				.rate = pnr_money(p, pnr_text(p, 0, 1)),
				.weight_tenths = -1,
				.traveller = traveller_here(p),
				.place = pnr_place(p)};
	for (unsigned e = 1; e < p->r->segment.elements; e++)
		excess_read(p, e, &x);
	bool says = slice_present(x.rate) || x.pieces > 0 || x.weight_tenths >= 0;
	if (!says || !pnr_room(p, p->b->excess_bags.count, PNR_RECORDS_MAX))
		return;
	struct excess_bags *added = LIST_ADD(&p->b->excess_bags, p->r->arena, struct excess_bags);
	if (!added)
		return;
	*added = x;
	pnr_mark_booking(p, MARK_EXCESS_BAGS, p->b->excess_bags.count);
}
