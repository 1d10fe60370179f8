/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/parts.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT (16u << 20)
#define MESSAGE_MAX (16u << 20)
#define NAME_MAX_BYTES 64
#define AGAIN_MINUTES 3

struct simulation {
	struct simulate_plan plan;
	struct sim_event *events; /* in the order of sending */
	size_t event_count, next;
	struct arena *a; /* of the message being made */
	struct buf bytes;
	char name[NAME_MAX_BYTES];
};

/* One for four flights, and one of each way at least. */
static unsigned interests_for(unsigned flights)
{
	unsigned n = flights / 4 < SIMULATE_INTERESTS_MAX / 2 ? flights / 4
							      : SIMULATE_INTERESTS_MAX / 2;
	return n > WAY_COUNT ? n : WAY_COUNT;
}

struct simulate_plan simulate_plan_default(uint64_t seed, unsigned flights, int64_t from_at)
{
	return (struct simulate_plan){
		.seed = seed,
		.flights = flights,
		.from_at = from_at,
		.spread = flights > 8 ? (int64_t)flights * DAY_US / 200 : HOUR_US,
		.seats_least = 20,
		.seats_most = 180,
		.interests = interests_for(flights),
		.rates =
			{
				.missing_birth_date = 10,
				.no_documents = 250,
				.title_apart = 60,
				.sensitive_request = 40,
				.open_card = 15,
				.cancelled_booking = 40,
				.no_show = 20,
				.cancelled_flight = 10,
				.wrong_count = 20,
				.damaged = 15,
				.repeated = 20,
				.two_parts = 50,
			},
	};
}

static enum rc plan_check(const struct simulate_plan *p, struct err *e)
{
	if (p->flights < 1 || p->flights > SIMULATE_FLIGHTS_MAX)
		return err_set(e, RC_INVALID, "the number of flights must be 1 to %d",
			       SIMULATE_FLIGHTS_MAX);
	if (p->seats_least < 10 || p->seats_most > SIMULATE_SEATS_MAX ||
	    p->seats_least > p->seats_most)
		return err_set(e, RC_INVALID, "seats must be 10 to %d, the least first",
			       SIMULATE_SEATS_MAX);
	if (p->interests > SIMULATE_INTERESTS_MAX)
		return err_set(e, RC_INVALID, "there are at most %d persons of interest",
			       SIMULATE_INTERESTS_MAX);
	if (p->spread < HOUR_US || p->from_at < 0)
		return err_set(e, RC_INVALID,
			       "departures must begin after 1970 and be spread over an "
			       "hour or more");
	return RC_OK;
}

/* ---- the schedule ---- */

/* When each kind of message is sent: minutes after departure, and within how many more. */
static const struct timing {
	int after, within;
	bool parts; /* may be sent in two */
} timings[KIND_COUNT] = {
	[KIND_PNR_48H] = {-48 * 60, 30, true},      [KIND_PNR_24H] = {-24 * 60, 30, true},
	[KIND_PNR_UPDATE] = {-10 * 60, 300, false}, [KIND_CREW_LIST] = {-190, 30, false},
	[KIND_PASSENGERS] = {-50, 15, true},        [KIND_PNR_CLOSURE] = {2, 8, true},
	[KIND_CLOSE_OUT] = {12, 8, false},          [KIND_CANCEL] = {-5 * 60, 60, false},
};

/* A cancelled flight has no messages after that of its cancellation. */
static bool is_sent(const struct sim_flight *f, unsigned kind)
{
	if (f->cancelled)
		return kind <= KIND_PNR_24H || kind == KIND_CANCEL;
	return kind != KIND_CANCEL;
}

static size_t event_add(struct simulation *s, size_t n, struct sim_event e)
{
	s->events[n] = e;
	return n + 1;
}

static size_t events_of(struct simulation *s, size_t n, const struct sim_flight *f, unsigned kind)
{
	const struct timing *t = &timings[kind];
	struct random r = random_for(s->plan.seed, STREAM_MESSAGE, f->index * 16u + kind);
	int minutes = t->after + (int)random_below(&r, (unsigned)t->within);
	int64_t at = f->departs_at + minutes * MINUTE_US;
	bool two = t->parts && random_chance(&r, s->plan.rates.two_parts);
	bool again = random_chance(&r, s->plan.rates.repeated);
	struct sim_event e = {at, f->index, (unsigned char)kind, two ? 1 : 0, 0, at};
	n = event_add(s, n, e);
	if (again) {
		struct sim_event copy = e;
		copy.again = 1;
		copy.send_at += AGAIN_MINUTES * MINUTE_US;
		n = event_add(s, n, copy);
	}
	if (two) {
		e.part = 2;
		n = event_add(s, n, e);
	}
	return n;
}

static int by_time(const void *left, const void *right)
{
	const struct sim_event *a = left;
	const struct sim_event *b = right;
	if (a->send_at != b->send_at)
		return a->send_at < b->send_at ? -1 : 1;
	if (a->flight != b->flight)
		return a->flight < b->flight ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->part - b->part;
}

static bool schedule(struct simulation *s)
{
	s->events = calloc((size_t)s->plan.flights * KIND_COUNT * 3, sizeof *s->events);
	if (!s->events)
		return false;
	size_t n = 0;
	for (unsigned i = 0; i < s->plan.flights; i++) {
		struct sim_flight f = flight_make(&s->plan, i);
		for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
			if (is_sent(&f, kind))
				n = events_of(s, n, &f, kind);
		}
	}
	s->event_count = n;
	qsort(s->events, n, sizeof *s->events, by_time);
	return true;
}

/* ---- messages ---- */

enum rc simulate_begin(const struct simulate_plan *plan, struct simulation **out, struct err *e)
{
	enum rc rc = plan_check(plan, e);
	if (rc)
		return rc;
	struct simulation *s = calloc(1, sizeof *s);
	if (s) {
		s->plan = *plan;
		s->a = arena_new(ARENA_LIMIT);
		buf_init(&s->bytes, MESSAGE_MAX);
	}
	if (!s || !s->a || !schedule(s)) {
		simulate_end(s);
		return err_set(e, RC_NOMEM, "out of memory for the schedule of %u flights",
			       plan->flights);
	}
	*out = s;
	return RC_OK;
}

void simulate_end(struct simulation *s)
{
	if (!s)
		return;
	arena_free(s->a);
	buf_release(&s->bytes);
	free(s->events);
	free(s);
}

/* At most fourteen characters; no two messages of a simulation have the same. */
static const char *interchange_reference(struct simulation *s, const struct sim_flight *f,
					 const struct sim_event *e)
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const uint64_t range = UINT64_C(2176782336); /* 36 to the 6th; 32 bits and a little less */
	uint64_t n =
		(f->index * 16u + e->kind) * UINT64_C(1000003) + s->plan.seed * UINT64_C(7368787);
	char text[7] = "";
	n %= range;
	for (int i = 5; i >= 0; i--, n /= 36)
		text[i] = digits[n % 36];
	return arena_cstr(s->a,
			  arena_printf(s->a, "%s%s%s", f->carrier,
				       text_yymmdd(s->a, utc_time(e->prepared_at).date), text));
}

static void name_write(struct simulation *s, const struct sim_flight *f, const struct sim_event *e)
{
	static const char *const kinds[KIND_COUNT] = {
		"pnr-48h",        "pnr-24h",     "pnr-update", "api-crew",
		"api-passengers", "pnr-closure", "api-close",  "api-cancel",
	};
	static const char *const parts[] = {"", "-1of2", "-2of2"};
	char date[DATE_TEXT];
	date_write(f->departs.date, date);
	(void)snprintf(s->name, sizeof s->name, "%s%04u-%s-%s%s%s.edi", f->carrier,
		       (unsigned)strtoul(f->number, NULL, 10), date, kinds[e->kind], parts[e->part],
		       e->again ? "-again" : "");
}

static bool is_pnr(unsigned kind)
{
	return kind == KIND_PNR_48H || kind == KIND_PNR_24H || kind == KIND_PNR_UPDATE ||
	       kind == KIND_PNR_CLOSURE;
}

static bool message_make(struct simulation *s, const struct sim_event *e,
			 struct simulate_message *out)
{
	const struct simulate_rates *rates = &s->plan.rates;
	struct sim_flight f = flight_make(&s->plan, e->flight);
	struct sim_roster roster;
	arena_reset(s->a);
	buf_clear(&s->bytes);
	if (!roster_make(&s->plan, &f, s->a, &roster))
		return false;
	/* Parts differ in their faults, repetitions do not. */
	struct random r =
		random_for(s->plan.seed, STREAM_MESSAGE,
			   (f.index * 16u + e->kind + UINT64_C(1) * (e->part + 1u) * 4294967296u));
	struct sim_making m = {&s->plan, e, &roster, interchange_reference(s, &f, e), 0, 0};
	if (random_chance(&r, rates->wrong_count)) {
		bool unt = random_chance(&r, 500);
		m.wrong_unt = unt ? 2 : 0;
		m.wrong_cnt = unt ? 0 : 1;
	}
	struct sim_out o = {.b = &s->bytes, .a = s->a, .flight = &f};
	if (is_pnr(e->kind))
		pnrgov_write(&o, &m);
	else
		paxlst_write(&o, &m);
	bool damaged = random_chance(&r, rates->damaged);
	if (damaged)
		damage_apply(&s->bytes, &r);
	name_write(s, &f, e);
	*out = (struct simulate_message){
		.name = s->name,
		.carrier = f.carrier,
		.send_at = e->send_at,
		.bytes = buf_slice(&s->bytes),
		.travellers = o.travellers,
		.bookings = o.bookings,
		.damaged = damaged,
	};
	return !arena_failed(s->a) && !buf_failed(&s->bytes);
}

enum rc simulate_next(struct simulation *s, struct simulate_message *out, struct err *e)
{
	if (s->next == s->event_count)
		return RC_END;
	if (!message_make(s, &s->events[s->next++], out))
		return err_set(e, RC_NOMEM, "a simulated message needs more memory than the limit");
	return RC_OK;
}
