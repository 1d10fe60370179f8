/* SPDX-License-Identifier: Apache-2.0
 *
 * Fields of the flight and of what is compared with it everywhere.
 */
#include "screen/rules/readers.h"

#include "model/airport.h"

/* ---- shared ---- */

struct value value_of_day(struct date d)
{
	if (!date_present(d))
		return VALUE_ABSENT;
	return (struct value){.kind = KIND_TIMESTAMP, .i = date_days(d) * DAY_US};
}

struct value value_instant(struct slice s)
{
	struct date day;
	struct local_time t;
	if (s.n == 10 && date_parse(s, &day))
		return value_of_day(day);
	if (s.n < 17 || s.p[s.n - 1] != 'Z' || !local_time_parse(slice_range(s, 0, 16), &t))
		return VALUE_ABSENT;
	int64_t seconds = 0;
	if (s.n == 20 && s.p[16] == ':' && ascii_digit(s.p[17]) && ascii_digit(s.p[18]))
		seconds = (s.p[17] - '0') * 10 + (s.p[18] - '0');
	return (struct value){.kind = KIND_TIMESTAMP,
			      .i = local_time_as_utc(t) + seconds * SECOND_US};
}

struct value value_state_of(struct slice port)
{
	return value_text(airport_country(port));
}

struct value value_items(const struct reading *r, const void *first, unsigned count,
			 size_t next_offset)
{
	if (count > LIST_ITEMS_MAX)
		return value_error("the list has more than 64 items");
	struct value *items = arena_alloc(r->arena, (count + 1) * sizeof *items);
	const char *item = first;
	if (!items)
		return value_error("out of memory");
	for (unsigned i = 0; i < count; i++) {
		items[i] = (struct value){.kind = KIND_OBJECT, .object = item};
		item = *(const char *const *)(const void *)(item + next_offset);
	}
	return (struct value){.kind = KIND_LIST, .count = count, .items = items};
}

/* ---- the flight ---- */

#define FLIGHT_TEXT(name, value) \
	READER(name) \
	{ \
		(void)object; \
		return value_text(value); \
	}

FLIGHT_TEXT(read_flight_carrier, r->subject->flight->carrier)
FLIGHT_TEXT(read_flight_number, r->subject->flight->number)
FLIGHT_TEXT(read_flight_operating_carrier, r->subject->flight->operating_carrier)
FLIGHT_TEXT(read_flight_from, r->subject->border->from)
FLIGHT_TEXT(read_flight_to, r->subject->border->to)
FLIGHT_TEXT(read_flight_direction, slice_of(r->subject->direction))

READER(read_flight_from_state)
{
	(void)object;
	return value_state_of(r->subject->border->from);
}

READER(read_flight_to_state)
{
	(void)object;
	return value_state_of(r->subject->border->to);
}

static struct value instant_or_absent(int64_t at)
{
	return at ? (struct value){.kind = KIND_TIMESTAMP, .i = at} : VALUE_ABSENT;
}

READER(read_flight_departs)
{
	(void)object;
	return instant_or_absent(r->subject->departs_at);
}

READER(read_flight_arrives)
{
	(void)object;
	return instant_or_absent(r->subject->arrives_at);
}

READER(read_flight_departure_hour)
{
	(void)object;
	struct local_time t = r->subject->border->departs;
	return local_time_present(t) && t.hour >= 0 ? value_int(t.hour) : VALUE_ABSENT;
}

READER(read_flight_departure_weekday)
{
	(void)object;
	struct date d = r->subject->border->departs.date;
	/* 1970-01-01 was a Thursday; Sunday is 0, as in getDayOfWeek. */
	return date_present(d) ? value_int(((date_days(d) + 4) % 7 + 7) % 7) : VALUE_ABSENT;
}

READER(read_flight_stops)
{
	(void)object;
	unsigned legs = r->subject->flight->legs.count;
	return legs > 0 ? value_int(legs - 1) : VALUE_ABSENT;
}

READER(read_flight_legs)
{
	(void)object;
	return VALUE_ITEMS(r, &r->subject->flight->legs, struct leg);
}

/* ---- items ---- */

#define ITEM_TEXT(name, type, value) \
	READER(name) \
	{ \
		(void)r; \
		const type *x = object; \
		return value_text(value); \
	}
#define ITEM_STATE(name, type, value) \
	READER(name) \
	{ \
		(void)r; \
		const type *x = object; \
		return value_state_of(value); \
	}

ITEM_TEXT(read_leg_from, struct leg, x->from)
ITEM_TEXT(read_leg_to, struct leg, x->to)
ITEM_STATE(read_leg_from_state, struct leg, x->from)
ITEM_STATE(read_leg_to_state, struct leg, x->to)
ITEM_TEXT(read_document_type, struct document, x->type)
ITEM_TEXT(read_document_issuer, struct document, x->issuer)
ITEM_TEXT(read_seat_seat, struct seat, x->seat)
ITEM_TEXT(read_seat_cabin, struct seat, x->cabin)
ITEM_TEXT(read_seat_source, struct seat, slice_of(x->source))
ITEM_TEXT(read_bag_to, struct bag_entry, x->to)
ITEM_TEXT(read_bag_carrier, struct bag_entry, x->carrier)
ITEM_TEXT(read_ticket_carrier, struct ticket, x->carrier)
ITEM_TEXT(read_ticket_sold_in, struct ticket, x->sold_in)
ITEM_TEXT(read_ticket_restriction, struct ticket, x->restriction)
ITEM_TEXT(read_loyalty_carrier, struct frequent_flyer, x->carrier)
ITEM_TEXT(read_loyalty_tier, struct frequent_flyer, x->tier)
ITEM_TEXT(read_segment_carrier, struct segment, x->carrier)
ITEM_TEXT(read_segment_number, struct segment, x->number)
ITEM_TEXT(read_segment_operating_carrier, struct segment, x->operating_carrier)
ITEM_TEXT(read_segment_from, struct segment, x->from)
ITEM_TEXT(read_segment_to, struct segment, x->to)
ITEM_STATE(read_segment_from_state, struct segment, x->from)
ITEM_STATE(read_segment_to_state, struct segment, x->to)
ITEM_TEXT(read_segment_class, struct segment, x->booking_class)
ITEM_TEXT(read_segment_state, struct segment, slice_of(hold_state_name(x->state)))
ITEM_TEXT(read_payment_form, struct payment, x->form)
ITEM_TEXT(read_payment_card_vendor, struct payment, x->card_vendor)
ITEM_TEXT(read_payment_currency, struct payment, x->currency)

READER(read_leg_border)
{
	(void)r;
	return value_bool(((const struct leg *)object)->border);
}

READER(read_document_expires)
{
	(void)r;
	return value_of_day(((const struct document *)object)->expires);
}

READER(read_document_issued)
{
	(void)r;
	return value_of_day(((const struct document *)object)->issued);
}

READER(read_document_valid_days)
{
	const struct document *d = object;
	struct date leaves = r->subject->border->departs.date;
	if (!date_present(d->expires) || !date_present(leaves))
		return VALUE_ABSENT;
	return value_int(date_days(d->expires) - date_days(leaves));
}

READER(read_bag_count)
{
	(void)r;
	unsigned count = ((const struct bag_entry *)object)->count;
	return count > 0 ? value_int(count) : VALUE_ABSENT;
}

READER(read_ticket_issued)
{
	(void)r;
	return value_instant(((const struct ticket *)object)->issued_at);
}

READER(read_segment_day)
{
	(void)r;
	return value_of_day(((const struct segment *)object)->departs.date);
}

static struct value amount(struct slice text)
{
	struct value v = {.kind = KIND_DOUBLE};
	return double_parse(text, &v.d) ? v : VALUE_ABSENT;
}

READER(read_payment_amount)
{
	(void)r;
	return amount(((const struct payment *)object)->amount);
}

/* The total; base fares and kinds of their own stand beside it. */
static const struct fare *total_fare(const struct reading *r)
{
	if (!r->subject->booking)
		return NULL;
	LIST_EACH(const struct fare, f, &r->subject->booking->fares)
	{
		if (!slice_present(f->kind) && slice_present(f->amount))
			return f;
	}
	return NULL;
}

READER(read_booking_fare)
{
	(void)object;
	const struct fare *f = total_fare(r);
	return f ? amount(f->amount) : VALUE_ABSENT;
}

READER(read_booking_fare_currency)
{
	(void)object;
	const struct fare *f = total_fare(r);
	return f ? value_text(f->currency) : VALUE_ABSENT;
}
