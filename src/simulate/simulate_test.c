/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crypto.h"
#include "base/map.h"
#include "base/zone.h"
#include "model/airport.h"
#include "simulate/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOON (INT64_C(1795608000) * SECOND_US) /* 2026-11-25T12:00:00Z */

static struct simulate_plan plan_of(uint64_t seed, unsigned flights)
{
	struct simulate_plan plan = simulate_plan_default(seed, flights, NOON);
	plan.seats_most = 60;
	return plan;
}

static struct simulation *begin(const struct simulate_plan *plan)
{
	struct simulation *s;
	struct err e;
	assert_int_equal(simulate_begin(plan, &s, &e), RC_OK);
	return s;
}

static bool next(struct simulation *s, struct simulate_message *m)
{
	struct err e;
	enum rc rc = simulate_next(s, m, &e);
	assert_true(rc == RC_OK || rc == RC_END);
	return rc == RC_OK;
}

/* ---- reproducible ---- */

static void digest(const struct simulate_plan *plan, char hex[HEX_TEXT(HASH_BYTES)])
{
	struct simulation *s = begin(plan);
	struct simulate_message m;
	struct hash_state h;
	unsigned char out[HASH_BYTES];
	hash_begin(&h, NULL);
	while (next(s, &m)) {
		hash_piece(&h, slice_of(m.name));
		hash_i64(&h, m.send_at);
		hash_piece(&h, m.bytes);
	}
	hash_end(&h, out);
	hex_write(out, sizeof out, hex);
	simulate_end(s);
}

static void the_same_plan_gives_the_same_bytes_on_any_machine(void **state)
{
	(void)state;
	char hex[HEX_TEXT(HASH_BYTES)];
	struct simulate_plan plan = plan_of(42, 20);
	digest(&plan, hex);
	/* Changes whenever what is simulated changes; then it is to be renewed. */
	assert_string_equal(hex,
			    "078253e7f8009c947c5b354ea22bdba1d6e5ea1aeff25229394013e8eeee22fa");
}

static void lists_do_not_depend_on_when_the_flights_are(void **state)
{
	(void)state;
	struct simulate_plan plan = plan_of(42, 20);
	struct arena *a = arena_new(1u << 20);
	struct sim_interest now;
	struct sim_interest later;
	assert_true(interest_make(&plan, 3, a, &now));
	plan.from_at += 500 * DAY_US;
	assert_true(interest_make(&plan, 3, a, &later));
	assert_int_equal(date_cmp(now.person.birth, later.person.birth), 0);
	assert_int_equal(date_cmp(now.listed_birth, later.listed_birth), 0);
	assert_string_equal(now.person.document, later.person.document);
	assert_int_equal(now.flight[0], later.flight[0]);
	arena_free(a);
}

static void another_seed_gives_other_messages(void **state)
{
	(void)state;
	char a[HEX_TEXT(HASH_BYTES)];
	char b[HEX_TEXT(HASH_BYTES)];
	struct simulate_plan plan = plan_of(1, 4);
	digest(&plan, a);
	plan.seed = 2;
	digest(&plan, b);
	assert_string_not_equal(a, b);
}

static void a_plan_outside_its_limits_is_refused(void **state)
{
	(void)state;
	struct simulation *s;
	struct err e;
	struct simulate_plan plan = plan_of(1, 0);
	assert_int_equal(simulate_begin(&plan, &s, &e), RC_INVALID);
	plan = plan_of(1, SIMULATE_FLIGHTS_MAX + 1u);
	assert_int_equal(simulate_begin(&plan, &s, &e), RC_INVALID);
	plan = plan_of(1, 1);
	plan.seats_least = 100;
	assert_int_equal(simulate_begin(&plan, &s, &e), RC_INVALID);
	plan = plan_of(1, 1);
	plan.spread = 0;
	assert_int_equal(simulate_begin(&plan, &s, &e), RC_INVALID);
	plan = plan_of(1, 1);
	plan.interests = SIMULATE_INTERESTS_MAX + 1;
	assert_int_equal(simulate_begin(&plan, &s, &e), RC_INVALID);
}

/* ---- messages ---- */

static void messages_come_in_the_order_of_sending(void **state)
{
	(void)state;
	struct simulate_plan plan = plan_of(3, 30);
	struct simulation *s = begin(&plan);
	struct simulate_message m;
	int64_t last = 0;
	unsigned count = 0;
	while (next(s, &m)) {
		assert_true(m.send_at >= last);
		assert_true(m.send_at % MINUTE_US == 0);
		last = m.send_at;
		count++;
	}
	assert_true(count > 30 * 6);
	simulate_end(s);
}

static void departures_lie_within_the_plan(void **state)
{
	(void)state;
	struct simulate_plan plan = plan_of(3, 50);
	for (unsigned i = 0; i < plan.flights; i++) {
		struct sim_flight f = flight_make(&plan, i);
		assert_true(f.departs_at >= plan.from_at);
		assert_true(f.departs_at < plan.from_at + plan.spread + 5 * MINUTE_US);
	}
}

static void repeated_messages_are_equal_to_the_byte(void **state)
{
	(void)state;
	struct simulate_plan plan = plan_of(5, 4);
	plan.rates.repeated = 1000;
	plan.rates.two_parts = 0;
	struct simulation *s = begin(&plan);
	struct simulate_message m;
	struct arena *a = arena_new(64u << 20);
	struct map seen;
	map_init(&seen, a);
	unsigned repeated = 0;
	while (next(s, &m)) {
		struct slice name = slice_of(m.name);
		bool again = slice_ends(name, "-again.edi");
		if (!again) {
			struct slice *copy = ARENA_NEW(a, struct slice);
			*copy = arena_copy(a, m.bytes);
			map_put(&seen, arena_copy(a, slice_range(name, 0, name.n - 4)), copy);
			continue;
		}
		const struct slice *first = map_find(&seen, slice_range(name, 0, name.n - 10));
		assert_non_null(first);
		assert_true(slice_eq(*first, m.bytes));
		repeated++;
	}
	assert_true(repeated >= 4 * 7 - 3);
	arena_free(a);
	simulate_end(s);
}

/* ---- the world ---- */

static void local_times_are_those_of_the_time_zone_database(void **state)
{
	(void)state;
	for (unsigned i = 0; i < abroad_count + home_count; i++) {
		const struct airport *airport = i < abroad_count ? &abroad[i]
								 : &homes[i - abroad_count];
		const char *zone = airport_zone(slice_of(airport->code));
		assert_non_null(zone);
		for (int day = 0; day < 400; day++) {
			int64_t at = NOON + day * DAY_US + 13 * MINUTE_US;
			int64_t back;
			assert_int_equal(zone_instant(zone, airport_local(airport, at), &back),
					 RC_OK);
			assert_true(back == at);
		}
	}
}

int main(void)
{
	crypto_start();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_plan_gives_the_same_bytes_on_any_machine),
		cmocka_unit_test(lists_do_not_depend_on_when_the_flights_are),
		cmocka_unit_test(another_seed_gives_other_messages),
		cmocka_unit_test(a_plan_outside_its_limits_is_refused),
		cmocka_unit_test(messages_come_in_the_order_of_sending),
		cmocka_unit_test(departures_lie_within_the_plan),
		cmocka_unit_test(repeated_messages_are_equal_to_the_byte),
		cmocka_unit_test(local_times_are_those_of_the_time_zone_database),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
