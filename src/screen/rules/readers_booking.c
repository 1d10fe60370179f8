/* SPDX-License-Identifier: Apache-2.0
 *
 * Fields of the booking. Where there is none, all of them can not be known.
 */
#include "screen/rules/readers.h"

#include "model/airport.h"

#define BOOKING_FIELD(name, value) \
	READER(name) \
	{ \
		(void)object; \
		const struct booking *b = r->subject->booking; \
		return b ? (value) : VALUE_ABSENT; \
	}

BOOKING_FIELD(read_booking_carrier, value_text(b->carrier))
BOOKING_FIELD(read_booking_created, value_instant(b->created_at))
BOOKING_FIELD(read_booking_changed, value_instant(b->changed_at))
BOOKING_FIELD(read_booking_ticketed, value_instant(b->ticketed_at))
BOOKING_FIELD(read_booking_at_check_in, value_bool(slice_is(b->locator_type, "C")))
BOOKING_FIELD(read_booking_cancelled, value_bool(b->cancelled || r->subject->booking_cancelled))
BOOKING_FIELD(read_booking_split, value_bool(b->split_from.count + b->split_to.count > 0))
BOOKING_FIELD(read_booking_party_size, b->party_size >= 0 ? value_int(b->party_size) : VALUE_ABSENT)
BOOKING_FIELD(read_booking_agency_name, value_text(b->agency.name))
BOOKING_FIELD(read_booking_agency_iata, value_text(b->agency.iata))
BOOKING_FIELD(read_booking_agency_city, value_text(b->agency.city))
BOOKING_FIELD(read_booking_agency_state, value_text(b->agency.country))
BOOKING_FIELD(read_booking_agency_kind, value_text(b->agency.agent))
BOOKING_FIELD(read_booking_payments, VALUE_ITEMS(r, &b->payments, struct payment))
BOOKING_FIELD(read_booking_changes, value_int(b->history.count))

READER(read_booking_travellers)
{
	(void)object;
	unsigned count = r->subject->booking_travellers;
	return count > 0 ? value_int(count) : VALUE_ABSENT;
}

/* By calendar days, which both sides have. */
READER(read_booking_days_before)
{
	struct value made = read_booking_created(r, object);
	struct date leaves = r->subject->border->departs.date;
	if (made.kind == KIND_ERROR || !date_present(leaves))
		return VALUE_ABSENT;
	return value_int(date_days(leaves) - date_days(date_of_instant(made.i)));
}

/* ---- the itinerary ---- */

struct itinerary { /* flights that somebody still holds, in their order */
	const struct segment *flights[LIST_ITEMS_MAX];
	unsigned count;
};

static bool itinerary_of(const struct reading *r, struct itinerary *out)
{
	out->count = 0;
	if (!r->subject->booking || r->subject->booking->segments.count > LIST_ITEMS_MAX)
		return false;
	LIST_EACH(const struct segment, s, &r->subject->booking->segments)
	{
		bool flight = !slice_present(s->kind) && s->state != HOLD_CANCELLED;
		if (flight && slice_present(s->from) && slice_present(s->to))
			out->flights[out->count++] = s;
	}
	return out->count > 0;
}

static struct slice starts(const struct itinerary *i)
{
	return i->flights[0]->from;
}

static struct slice ends(const struct itinerary *i)
{
	return i->flights[i->count - 1]->to;
}

READER(read_booking_segments)
{
	(void)object;
	const struct booking *b = r->subject->booking;
	if (!b)
		return VALUE_ABSENT;
	if (b->segments.count > LIST_ITEMS_MAX)
		return value_error("the list has more than 64 items");
	struct value *items = arena_alloc(r->arena, (b->segments.count + 1) * sizeof *items);
	struct value list = {.kind = KIND_LIST, .items = items};
	if (!items)
		return value_error("out of memory");
	LIST_EACH(const struct segment, s, &b->segments)
	{
		if (!slice_present(s->kind))
			items[list.count++] = (struct value){.kind = KIND_OBJECT, .object = s};
	}
	return list;
}

READER(read_booking_origin)
{
	(void)object;
	struct itinerary i;
	return itinerary_of(r, &i) ? value_text(starts(&i)) : VALUE_ABSENT;
}

READER(read_booking_destination)
{
	(void)object;
	struct itinerary i;
	return itinerary_of(r, &i) ? value_text(ends(&i)) : VALUE_ABSENT;
}

/* "NBO-LIS-OPO"; where the traveller gets from one port to another otherwise: "LIS OPO". */
READER(read_booking_route)
{
	(void)object;
	struct itinerary i;
	if (!itinerary_of(r, &i))
		return VALUE_ABSENT;
	struct slice route = starts(&i);
	for (unsigned k = 0; k < i.count; k++) {
		const struct segment *s = i.flights[k];
		if (k > 0 && !slice_eq(s->from, i.flights[k - 1]->to))
			route = arena_printf(r->arena, "%.*s %.*s", SLICE_ARG(route),
					     SLICE_ARG(s->from));
		route = arena_printf(r->arena, "%.*s-%.*s", SLICE_ARG(route), SLICE_ARG(s->to));
	}
	return value_text(route);
}

/* Comes back: to the port it began at, or after another State to its State. */
static bool comes_back(const struct itinerary *i)
{
	struct slice home = airport_country(starts(i));
	bool abroad = false;
	for (unsigned k = 0; k < i->count; k++)
		abroad = abroad || !slice_eq(airport_country(i->flights[k]->to), home);
	return slice_eq(starts(i), ends(i)) ||
	       (abroad && slice_present(home) && slice_eq(airport_country(ends(i)), home));
}

READER(read_booking_one_way)
{
	(void)object;
	struct itinerary i;
	return itinerary_of(r, &i) ? value_bool(!comes_back(&i)) : VALUE_ABSENT;
}

READER(read_booking_open_jaw)
{
	(void)object;
	struct itinerary i;
	if (!itinerary_of(r, &i))
		return VALUE_ABSENT;
	bool open = comes_back(&i) && !slice_eq(starts(&i), ends(&i));
	for (unsigned k = 1; k < i.count; k++)
		open = open || !slice_eq(i.flights[k]->from, i.flights[k - 1]->to);
	return value_bool(open);
}

READER(read_booking_trip_days)
{
	(void)object;
	struct itinerary i;
	if (!itinerary_of(r, &i))
		return VALUE_ABSENT;
	struct date from = i.flights[0]->departs.date, to = i.flights[i.count - 1]->departs.date;
	if (!date_present(from) || !date_present(to))
		return VALUE_ABSENT;
	return value_int(date_days(to) - date_days(from));
}

/* ---- contacts ---- */

struct texts { /* without those that are there already */
	struct value *items;
	unsigned count;
	bool too_many;
};

static void texts_add(struct texts *t, struct slice s)
{
	for (unsigned i = 0; i < t->count; i++) {
		if (slice_eq(t->items[i].s, s))
			return;
	}
	if (t->count == LIST_ITEMS_MAX || s.n > FIELD_TEXT_MAX)
		t->too_many = true;
	else
		t->items[t->count++] = (struct value){.kind = KIND_STRING, .s = s};
}

static struct value texts_value(const struct texts *t)
{
	if (t->too_many)
		return value_error("the list has more than 64 items, or too long ones");
	return (struct value){.kind = KIND_LIST, .count = t->count, .items = t->items};
}

/* Length of the country code that an international number begins with (ITU-T E.164: zones 1
 * and 7 have one digit, those listed two, all others three). */
static size_t calling_code_length(struct slice digits)
{
	static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 "
				  "54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 "
				  "95 98 ";
	if (digits.p[0] == '1' || digits.p[0] == '7')
		return 1;
	for (size_t i = 0; i + 2 < sizeof two; i += 3) {
		if (memcmp(two + i, digits.p, 2) == 0)
			return 2;
	}
	return 3;
}

static void add_phone_code(struct texts *t, struct slice value)
{
	struct slice digits = slice_trim(value);
	size_t before = slice_starts(digits, "+") ? 1 : slice_starts(digits, "00") ? 2 : 0;
	digits = slice_range(digits, before, digits.n);
	if (before == 0 || !slice_digits(slice_range(digits, 0, 3)) || digits.n < 3)
		return; /* a national number does not say where */
	texts_add(t, slice_range(digits, 0, calling_code_length(digits)));
}

static struct slice lower(struct slice s, struct arena *a)
{
	struct slice copy = arena_copy(a, s);
	char *p = copy.p ? arena_alloc(a, s.n + 1) : NULL;
	for (size_t i = 0; p && i < s.n; i++)
		p[i] = ascii_to_lower(s.p[i]);
	return (struct slice){p, p ? s.n : 0};
}

static void add_email_domain(struct texts *t, struct slice value, struct arena *a)
{
	size_t at = slice_find(value, '@', 0);
	struct slice domain =
		slice_trim(slice_range(value, at < value.n ? at + 1 : value.n, value.n));
	if (slice_present(domain))
		texts_add(t, lower(domain, a));
}

/* Contacts of somebody else in the booking, and the agency's own, are not the traveller's. */
static bool is_own(const struct reading *r, int traveller, struct slice use)
{
	const struct traveller *t = r->subject->pnr;
	return !slice_is(use, "agency") && (traveller < 0 || (t && traveller == (int)t->index));
}

static void add_contacts(const struct reading *r, const struct contact *c, bool phones,
			 bool of_traveller, struct texts *out)
{
	for (; c; c = c->next) {
		if (!is_own(r, of_traveller ? -1 : c->traveller, c->use))
			continue;
		if (phones && slice_is(c->type, "telephone"))
			add_phone_code(out, c->value);
		if (!phones && slice_is(c->type, "email"))
			add_email_domain(out, c->value, r->arena);
	}
}

static struct value contacts(const struct reading *r, bool phones)
{
	struct texts t = {.items = arena_alloc(r->arena, LIST_ITEMS_MAX * sizeof *t.items)};
	if (!r->subject->booking)
		return VALUE_ABSENT;
	if (!t.items)
		return value_error("out of memory");
	add_contacts(r, r->subject->booking->contacts.first, phones, false, &t);
	if (r->subject->pnr)
		add_contacts(r, r->subject->pnr->contacts.first, phones, true, &t);
	return texts_value(&t);
}

READER(read_booking_phone_codes)
{
	(void)object;
	return contacts(r, true);
}

READER(read_booking_email_domains)
{
	(void)object;
	return contacts(r, false);
}

READER(read_booking_address_states)
{
	(void)object;
	struct texts t = {.items = arena_alloc(r->arena, LIST_ITEMS_MAX * sizeof *t.items)};
	if (!r->subject->booking)
		return VALUE_ABSENT;
	if (!t.items)
		return value_error("out of memory");
	LIST_EACH(const struct address, x, &r->subject->booking->addresses)
	{
		if (slice_present(x->country) && is_own(r, x->traveller, (struct slice){0}))
			texts_add(&t, x->country);
	}
	return texts_value(&t);
}

READER(read_booking_change_actions)
{
	(void)object;
	struct texts t = {.items = arena_alloc(r->arena, LIST_ITEMS_MAX * sizeof *t.items)};
	if (!r->subject->booking)
		return VALUE_ABSENT;
	if (!t.items)
		return value_error("out of memory");
	LIST_EACH(const struct history, h, &r->subject->booking->history)
	{
		if (slice_present(h->action))
			texts_add(&t, h->action);
	}
	return texts_value(&t);
}
