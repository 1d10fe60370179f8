/* SPDX-License-Identifier: Apache-2.0
 *
 * Fields of the traveller. What a document was read for (API) comes before what somebody
 * typed (PNR); lists are taken whole from the one that has any.
 */
#include "screen/rules/readers.h"

static const struct traveller *first(const struct reading *r)
{
	return r->subject->api ? r->subject->api : r->subject->pnr;
}

static const struct traveller *second(const struct reading *r)
{
	return r->subject->api && r->subject->pnr ? r->subject->pnr : first(r);
}

#define EITHER_TEXT(name, member) \
	READER(name) \
	{ \
		(void)object; \
		struct slice s = first(r)->member; \
		return value_text(slice_present(s) ? s : second(r)->member); \
	}

#define EITHER_LIST(name, member, type) \
	READER(name) \
	{ \
		(void)object; \
		const struct traveller *x = first(r)->member.count ? first(r) : second(r); \
		return VALUE_ITEMS(r, &x->member, type); \
	}

EITHER_TEXT(read_traveller_nationality, nationality)
EITHER_TEXT(read_traveller_birth_state, birth_country)
EITHER_TEXT(read_traveller_residence, residence)
EITHER_TEXT(read_traveller_embarks, embark)
EITHER_TEXT(read_traveller_disembarks, disembark)
EITHER_TEXT(read_traveller_bag_pool, bag_pool)
EITHER_LIST(read_traveller_documents, documents, struct document)
EITHER_LIST(read_traveller_seats, seats, struct seat)
EITHER_LIST(read_traveller_bags, bag_entries, struct bag_entry)
EITHER_LIST(read_traveller_tickets, tickets, struct ticket)
EITHER_LIST(read_traveller_loyalty, frequent_flyer, struct frequent_flyer)

READER(read_traveller_kind)
{
	(void)object;
	return value_text(slice_of(traveller_kind_name(first(r)->kind)));
}

READER(read_traveller_role)
{
	(void)object;
	const struct traveller *x = first(r)->role != ROLE_NONE ? first(r) : second(r);
	return value_text(slice_of(traveller_role_name(x->role)));
}

/* U, "undisclosed or not known", says nothing. */
READER(read_traveller_sex)
{
	(void)object;
	struct slice s = first(r)->sex;
	if (!slice_present(s) || slice_is(s, "U"))
		s = second(r)->sex;
	return slice_is(s, "U") ? VALUE_ABSENT : value_text(s);
}

/* Whole years on the day of departure: the same whenever the rule runs. */
READER(read_traveller_age)
{
	(void)object;
	struct date born = first(r)->birth_date;
	struct date day = r->subject->border->departs.date;
	if (!date_present(born))
		born = second(r)->birth_date;
	if (!date_present(born) || !date_present(day) || date_cmp(born, day) > 0)
		return VALUE_ABSENT;
	bool before = day.month < born.month || (day.month == born.month && day.day < born.day);
	return value_int(day.year - born.year - before);
}

READER(read_traveller_in_transit)
{
	(void)object;
	enum traveller_kind kind = first(r)->kind;
	return value_bool(kind == KIND_TRANSIT || kind == KIND_TRANSIT_CREW);
}

READER(read_traveller_boarded)
{
	(void)object;
	enum tristate b = first(r)->boarded != UNKNOWN ? first(r)->boarded : second(r)->boarded;
	return b == UNKNOWN ? VALUE_ABSENT : value_bool(b == YES);
}

READER(read_traveller_checked_in)
{
	(void)object;
	const struct traveller *x = first(r)->check_ins.count ? first(r) : second(r);
	LIST_EACH(const struct check_in, c, &x->check_ins)
	{
		struct value v = value_instant(c->at);
		if (v.kind != KIND_ERROR)
			return v;
	}
	return VALUE_ABSENT;
}

READER(read_traveller_bag_count)
{
	(void)object;
	int count = first(r)->bag_count >= 0 ? first(r)->bag_count : second(r)->bag_count;
	return count >= 0 ? value_int(count) : VALUE_ABSENT;
}

READER(read_traveller_bag_weight)
{
	(void)object;
	int tenths = first(r)->bag_weight_tenths;
	if (tenths < 0)
		tenths = second(r)->bag_weight_tenths;
	if (tenths < 0)
		return VALUE_ABSENT;
	return (struct value){.kind = KIND_DOUBLE, .d = tenths / 10.0};
}
