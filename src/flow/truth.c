/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/truth.h"

#include "flow/api_records.h"
#include "flow/pnr_records.h"

const char *truth_status_name(enum truth_status s)
{
	static const char *const names[] = {"listed", "boarded", "not-on-board", "withdrawn"};
	return names[s];
}

const char *booking_state_name(enum booking_state s)
{
	static const char *const names[] = {"active", "cancelled", "withdrawn"};
	return names[s];
}

/* PNR travellers as they wait to be joined, known by several keys. A key that
 * two travellers share decides nothing: two people are never merged silently. */
struct candidates {
	struct arena *arena;
	struct map by_document, by_ticket, by_locator_name, by_name_birth;
	struct truth_traveller shared; /* stands for "two travellers have this key" */
};

static void offer(struct candidates *c, struct map *m, struct slice key, struct truth_traveller *t)
{
	if (!slice_present(key))
		return;
	void *known = map_find(m, key);
	if (!known)
		map_put(m, key, t);
	else if (known != t)
		map_put(m, key, &c->shared);
}

static struct truth_traveller *sole(const struct candidates *c, const struct map *m,
				    struct slice key)
{
	struct truth_traveller *t = slice_present(key) ? map_find(m, key) : NULL;
	return !t || t == &c->shared || t->api ? NULL : t;
}

static struct slice names_of(struct arena *a, const struct traveller *t)
{
	struct slice given = fold_name(a, t->given, t->middle);
	struct slice family = fold_name(a, t->family, (struct slice){0});
	return arena_printf(a, "%.*s/%.*s", SLICE_ARG(family), SLICE_ARG(given));
}

static struct slice name_birth(struct arena *a, const struct traveller *t)
{
	char born[DATE_TEXT];
	if (!slice_present(t->family) || !date_present(t->birth_date))
		return (struct slice){0};
	date_write(t->birth_date, born);
	return arena_printf(a, "%.*s|%s", SLICE_ARG(names_of(a, t)), born);
}

static struct slice locator_name(struct arena *a, struct slice locator, const struct traveller *t)
{
	if (!slice_present(locator) || !slice_present(t->family))
		return (struct slice){0};
	return arena_printf(a, "%.*s|%.*s", SLICE_ARG(locator), SLICE_ARG(names_of(a, t)));
}

static struct slice ticket_key(struct arena *a, const struct ticket *t)
{
	/* 13 digits; a coupon number may follow ("C1"). */
	struct slice number = slice_range(t->number, 0, 13);
	return number.n == 13 && slice_digits(number) ? arena_copy(a, number) : (struct slice){0};
}

static void offer_all(struct candidates *c, struct truth_traveller *t)
{
	struct arena *a = c->arena;
	LIST_EACH(const struct document, d, &t->pnr->documents)
	{
		offer(c, &c->by_document, travel_document_key(a, d), t);
	}
	LIST_EACH(const struct ticket, ticket, &t->pnr->tickets)
	{
		offer(c, &c->by_ticket, ticket_key(a, ticket), t);
	}
	const struct booking *b = t->booking->booking;
	offer(c, &c->by_locator_name, locator_name(a, b->locator, t->pnr), t);
	LIST_EACH(const struct locator, l, &b->other_locators)
	{
		offer(c, &c->by_locator_name, locator_name(a, l->locator, t->pnr), t);
	}
	offer(c, &c->by_name_birth, name_birth(a, t->pnr), t);
}

static struct truth_traveller *same_document(const struct candidates *c, const struct traveller *t)
{
	LIST_EACH(const struct document, d, &t->documents)
	{
		struct truth_traveller *found =
			sole(c, &c->by_document, travel_document_key(c->arena, d));
		if (found)
			return found;
	}
	return NULL;
}

static struct truth_traveller *same_ticket(const struct candidates *c, const struct traveller *t)
{
	LIST_EACH(const struct ticket, ticket, &t->tickets)
	{
		struct truth_traveller *found =
			sole(c, &c->by_ticket, ticket_key(c->arena, ticket));
		if (found)
			return found;
	}
	return NULL;
}

static struct truth_traveller *same_locator_and_name(const struct candidates *c,
						     const struct traveller *t)
{
	return sole(c, &c->by_locator_name, locator_name(c->arena, t->locator, t));
}

static struct truth_traveller *same_name_and_birth(const struct candidates *c,
						   const struct traveller *t)
{
	return sole(c, &c->by_name_birth, name_birth(c->arena, t));
}

/* From the strongest evidence to the weakest; a name alone is none. */
static const struct join_rule {
	struct truth_traveller *(*find)(const struct candidates *c, const struct traveller *t);
	const char *reason;
} join_rules[] = {
	{same_document, "same travel document"},
	{same_ticket, "same ticket number"},
	{same_locator_and_name, "same record locator and name"},
	{same_name_and_birth, "same name and birth date"},
};

static void join(struct truth_traveller *t, struct api_record *record, const char *reason)
{
	t->api = record->traveller;
	t->api_from = record->from;
	t->api_key = record->natural_key;
	t->join_reason = reason;
	record->joined = true;
	if (record->status == STATUS_BOARDED || t->status != STATUS_WITHDRAWN)
		t->status = record->status;
}

/* Rule by rule, so that the strongest evidence is used up first. */
static void join_records(struct candidates *c, struct api_records *api)
{
	for (size_t i = 0; i < sizeof join_rules / sizeof *join_rules; i++) {
		LIST_EACH(struct api_record, record, &api->all)
		{
			if (record->joined || record->crew)
				continue;
			struct truth_traveller *t = join_rules[i].find(c, record->traveller);
			if (t)
				join(t, record, join_rules[i].reason);
		}
	}
}

static void add_api_only(struct truth *out, struct api_records *api, struct arena *a)
{
	LIST_EACH(struct api_record, record, &api->all)
	{
		if (record->joined)
			continue;
		struct truth_traveller *t = LIST_ADD(&out->travellers, a, struct truth_traveller);
		if (t)
			join(t, record, NULL);
	}
}

/* The travellers of a message, sorted by booking once so that all stays linear. */
struct roster {
	const struct traveller **of; /* those of booking i: of[start[i]] .. of[start[i + 1]] */
	unsigned *start;
};

static bool make_roster(struct roster *r, const struct message *m, struct arena *a)
{
	unsigned bookings = m->bookings.count;
	r->of = arena_alloc(a, (m->travellers.count + 1) * sizeof(const struct traveller *));
	r->start = arena_alloc(a, (bookings + 2) * sizeof *r->start);
	if (!r->of || !r->start)
		return false;
	LIST_EACH(const struct traveller, t, &m->travellers)
	{
		if (t->booking >= 0 && (unsigned)t->booking < bookings)
			r->start[t->booking + 2]++;
	}
	for (unsigned i = 1; i < bookings + 2; i++)
		r->start[i] += r->start[i - 1];
	LIST_EACH(const struct traveller, t, &m->travellers)
	{
		if (t->booking >= 0 && (unsigned)t->booking < bookings)
			r->of[r->start[t->booking + 1]++] = t;
	}
	return true;
}

static void add_pnr_traveller(struct truth *out, struct candidates *c, struct map *seen,
			      struct truth_booking *b, const struct traveller *t)
{
	struct truth_traveller *made = LIST_ADD(&out->travellers, c->arena, struct truth_traveller);
	if (!made)
		return;
	made->pnr = t;
	made->pnr_from = b->from;
	made->booking = b;
	b->travellers++;
	made->pnr_key = pnr_traveller_key(c->arena, seen, b, t);
	made->status = b->state == BOOKING_ACTIVE ? STATUS_LISTED : STATUS_WITHDRAWN;
	offer_all(c, made);
}

static void add_pnr_travellers(struct truth *out, struct candidates *c,
			       const struct truth_message *messages, unsigned count)
{
	struct map seen;
	struct roster *rosters = arena_alloc(c->arena, count * sizeof *rosters);
	map_init(&seen, c->arena);
	if (!rosters)
		return;
	LIST_EACH(struct truth_booking, b, &out->bookings)
	{
		struct roster *r = &rosters[b->from - messages];
		if (!r->of && !make_roster(r, b->from->message, c->arena))
			return;
		unsigned index = b->booking->index;
		for (unsigned i = r->start[index]; i < r->start[index + 1]; i++)
			add_pnr_traveller(out, c, &seen, b, r->of[i]);
	}
}

static void take_flight(struct truth *out, const struct message *m)
{
	const struct flight *flight = NULL;
	const struct leg *border = message_border_leg(m, &flight);
	if (!border)
		return;
	bool fuller = !out->flight || flight->legs.count >= out->flight->legs.count ||
		      m->function == FUNCTION_CHANGE_FLIGHT;
	if (fuller) {
		out->flight = flight;
		out->border = border;
	}
	if (m->function == FUNCTION_CANCEL_FLIGHT)
		out->cancelled = true;
	if (m->function == FUNCTION_CLOSE || m->function == FUNCTION_CLOSE_ON_BOARD ||
	    m->function == FUNCTION_CLOSE_NOT_ON_BOARD)
		out->closed = true;
}

enum rc truth_build(const struct truth_message *messages, unsigned count, struct arena *a,
		    struct truth *out, struct err *e)
{
	struct api_records api;
	struct pnr_records pnr;
	struct candidates c = {.arena = a};
	*out = (struct truth){0};
	api_records_init(&api, a);
	pnr_records_init(&pnr, out, a);
	map_init(&c.by_document, a);
	map_init(&c.by_ticket, a);
	map_init(&c.by_locator_name, a);
	map_init(&c.by_name_birth, a);
	for (unsigned i = 0; i < count; i++) {
		const struct message *m = messages[i].message;
		take_flight(out, m);
		if (m->type == MESSAGE_PAXLST) {
			out->has_api = true;
			api_records_apply(&api, &messages[i]);
		} else {
			out->has_pnr = true;
			pnr_records_apply(&pnr, &messages[i]);
		}
	}
	add_pnr_travellers(out, &c, messages, count);
	join_records(&c, &api);
	add_api_only(out, &api, a);
	if (arena_failed(a))
		return err_set(e, RC_NOMEM,
			       "the messages of one flight need more memory than the limit");
	return RC_OK;
}
