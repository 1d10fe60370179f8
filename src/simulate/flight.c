/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/parts.h"

#include <stdio.h>
#include <string.h>

#define FIRST_NUMBER 100
#define NUMBERS 9800
#define TURN_MINUTES 5 /* departures lie on five minutes */

/* 01:00 UTC on the last Sunday of a month. */
static int64_t last_sunday(int16_t year, int8_t month)
{
	int32_t day = date_days((struct date){year, month, 31});
	int32_t weekday = (day + 4) % 7; /* 1970-01-01 was a Thursday; Sunday = 0 */
	return (int64_t)(day - weekday) * DAY_US + HOUR_US;
}

struct local_time utc_time(int64_t at)
{
	int64_t minutes = at / MINUTE_US - (at % MINUTE_US < 0);
	int32_t day = (int32_t)(minutes / (24 * 60) - (minutes % (24 * 60) < 0));
	int minute = (int)(minutes - (int64_t)day * 24 * 60);
	return (struct local_time){date_from_days(day), (int8_t)(minute / 60),
				   (int8_t)(minute % 60)};
}

struct local_time airport_local(const struct airport *airport, int64_t at)
{
	int16_t year = date_of_instant(at).year;
	bool summer = airport->summer_time && at >= last_sunday(year, 3) &&
		      at < last_sunday(year, 10);
	return utc_time(at + (airport->offset + summer) * HOUR_US);
}

static const struct airport *home_of(struct random *r)
{
	unsigned which = random_below(r, 10);
	return &homes[which < 6 ? 0 : which < 9 ? 1 : 2];
}

/* Departures are spread evenly, each somewhere within its share of the time. */
static int64_t departure_of(const struct simulate_plan *plan, unsigned index, struct random *r)
{
	int64_t share = plan->spread / plan->flights;
	int64_t within = (int64_t)random_below(r, 1000) * share / 1000;
	int64_t at = plan->from_at + (int64_t)index * share + within;
	int64_t turn = TURN_MINUTES * MINUTE_US;
	return (at + turn - 1) / turn * turn;
}

struct sim_flight flight_make(const struct simulate_plan *plan, unsigned index)
{
	struct random r = random_for(plan->seed, STREAM_FLIGHT, index);
	struct sim_flight f = {.index = index};
	unsigned carrier = index % carrier_count;
	f.carrier = simulate_carriers()[carrier].code;
	f.habits = &carrier_habits[carrier];
	unsigned number = FIRST_NUMBER + (index / carrier_count) % NUMBERS;
	(void)snprintf(f.number, sizeof f.number, "%u", number);
	f.other = &abroad[random_below(&r, abroad_count)];
	const struct airport *home = home_of(&r);
	bool inbound = random_chance(&r, 500);
	f.from = inbound ? f.other : home;
	f.to = inbound ? home : f.other;
	f.departs_at = departure_of(plan, index, &r);
	f.arrives_at = f.departs_at + f.other->minutes * MINUTE_US;
	f.departs = airport_local(f.from, f.departs_at);
	f.arrives = airport_local(f.to, f.arrives_at);
	f.cancelled = random_chance(&r, plan->rates.cancelled_flight);
	return f;
}
