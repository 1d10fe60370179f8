/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/pnr_records.h"

#include "flow/api_records.h"

#include <string.h>

void pnr_records_init(struct pnr_records *r, struct truth *truth, struct arena *a)
{
	*r = (struct pnr_records){.arena = a, .truth = truth, .push_declared = -1};
	map_init(&r->by_key, a);
}

/* A booking without a locator is known by the first traveller's name. */
static struct slice booking_key(struct arena *a, const struct message *m, const struct booking *b)
{
	if (slice_present(b->locator))
		return arena_printf(a, "%.*s|%.*s", SLICE_ARG(b->carrier), SLICE_ARG(b->locator));
	LIST_EACH(const struct traveller, t, &m->travellers)
	{
		if (t->booking != (int)b->index)
			continue;
		struct slice name = fold_name(a, t->family, t->given);
		return arena_printf(a, "name|%.*s", SLICE_ARG(name));
	}
	return arena_printf(a, "nobody|%u", b->index);
}

/* ---- Pushes of several messages ---- */

static bool part_is_new(const struct pnr_records *r, unsigned part)
{
	return part / 8 >= sizeof r->part_seen || !(r->part_seen[part / 8] & 1U << part % 8);
}

static void part_note(struct pnr_records *r, const struct message *m)
{
	unsigned part = (unsigned)m->part;
	if (part == 0 || !part_is_new(r, part))
		return;
	if (part / 8 < sizeof r->part_seen)
		r->part_seen[part / 8] |= (unsigned char)(1U << part % 8);
	r->parts++;
	if (m->last_part)
		r->parts_last = part;
}

/* Parts have one reference and different numbers; messages without numbers one
 * time of preparation, and together as many bookings as EQN says. */
static bool same_push(const struct pnr_records *r, const struct message *m, struct slice prepared)
{
	if (r->push == 0 || !slice_eq(r->push_sender, m->sender) ||
	    r->push_declared != m->declared.bookings)
		return false;
	if (m->part > 0 && slice_present(m->business_ref))
		return r->parts > 0 && slice_eq(r->push_reference, m->business_ref) &&
		       part_is_new(r, (unsigned)m->part);
	return slice_eq(r->push_prepared, prepared) && r->push_seen < r->push_declared;
}

static void begin_push(struct pnr_records *r, const struct message *m)
{
	char prepared[LOCAL_TIME_TEXT] = "";
	if (local_time_present(m->prepared_at))
		local_time_write(m->prepared_at, prepared);
	if (same_push(r, m, slice_of(prepared)))
		return;
	r->push++;
	r->push_sender = m->sender;
	r->push_prepared = arena_copy(r->arena, slice_of(prepared));
	r->push_reference = m->business_ref;
	r->push_declared = m->declared.bookings;
	r->push_seen = 0;
	memset(r->part_seen, 0, sizeof r->part_seen);
	r->parts = r->parts_last = 0;
}

static bool push_is_complete(const struct pnr_records *r, const struct message *m)
{
	if (r->push_declared >= 0)
		return r->push_seen == r->push_declared;
	return m->part == 0 || (r->parts_last > 0 && r->parts == r->parts_last);
}

static void withdraw_unseen(struct pnr_records *r)
{
	LIST_EACH(struct truth_booking, b, &r->truth->bookings)
	{
		if (b->push < r->push && b->state == BOOKING_ACTIVE &&
		    slice_eq(b->from->message->sender, r->push_sender))
			b->state = BOOKING_WITHDRAWN;
	}
}

static struct truth_booking *booking_for(struct pnr_records *r, const struct message *m,
					 const struct booking *b)
{
	struct slice key = booking_key(r->arena, m, b);
	struct truth_booking *known = map_find(&r->by_key, key);
	if (known)
		return known;
	known = LIST_ADD(&r->truth->bookings, r->arena, struct truth_booking);
	if (!known)
		return NULL;
	known->natural_key = key;
	map_put(&r->by_key, key, known);
	return known;
}

/* ---- Bookings ---- */

static bool is_on_flight(const struct segment *s, const struct flight *f, const struct leg *leg)
{
	bool number = slice_eq(s->number, f->number) || slice_eq(s->operating_number, f->number);
	return number && !slice_present(s->kind) && slice_eq(s->from, leg->from) &&
	       slice_eq(s->to, leg->to) && date_cmp(s->departs.date, leg->departs.date) == 0;
}

/* All that the booking has on the flight of the push is cancelled. */
static bool is_off_flight(const struct message *m, const struct booking *b)
{
	const struct flight *flight = NULL;
	const struct leg *leg = message_border_leg(m, &flight);
	bool any = false;
	if (!leg)
		return false;
	LIST_EACH(const struct segment, s, &b->segments)
	{
		if (!is_on_flight(s, flight, leg))
			continue;
		if (s->state != HOLD_CANCELLED)
			return false;
		any = true;
	}
	return any;
}

static void apply_booking(struct pnr_records *r, const struct truth_message *from,
			  const struct booking *b)
{
	struct truth_booking *known = booking_for(r, from->message, b);
	if (!known)
		return;
	known->push = r->push;
	bool cancelled = b->cancelled || is_off_flight(from->message, b);
	known->state = cancelled ? BOOKING_CANCELLED : BOOKING_ACTIVE;
	if (b->cancelled && known->booking)
		return; /* what was known of it is kept */
	known->booking = b;
	known->from = from;
}

void pnr_records_apply(struct pnr_records *r, const struct truth_message *from)
{
	const struct message *m = from->message;
	bool full = m->function != FUNCTION_UPDATE;
	if (full)
		begin_push(r, m);
	LIST_EACH(const struct booking, b, &m->bookings)
	{
		apply_booking(r, from, b);
	}
	if (!full)
		return;
	r->push_seen += m->bookings.count;
	part_note(r, m);
	if (push_is_complete(r, m))
		withdraw_unseen(r);
}

struct slice pnr_traveller_key(struct arena *a, struct map *seen, const struct truth_booking *b,
			       const struct traveller *t)
{
	struct slice name = fold_name(a, t->family, t->given);
	struct slice key = arena_printf(a, "%.*s|%.*s", SLICE_ARG(b->natural_key), SLICE_ARG(name));
	unsigned *times = slice_present(key) ? map_find(seen, key) : NULL;
	if (!times) {
		times = ARENA_NEW(a, unsigned);
		if (!times)
			return key;
		map_put(seen, key, times);
	}
	return arena_printf(a, "%.*s|%u", SLICE_ARG(key), ++*times);
}
