/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/selection.h"

#include "flow/laws.h"
#include "model/airport.h"
#include "model/country.h"

static struct slice state_of(struct unit *u, struct slice port)
{
	if (unit_home_port(u, port))
		return slice_of(unit_about(u)->country);
	return port.n == 5 ? country_read(slice_range(port, 0, 2)) : airport_country(port);
}

/* A flight that leaves or enters the territory on one of its legs does so as a whole. */
static bool flight_taken(struct unit *u, const struct flight *f, struct date today)
{
	LIST_EACH(const struct leg, leg, &f->legs)
	{
		const struct law_route route = {.from = leg->from,
						.to = leg->to,
						.from_state = state_of(u, leg->from),
						.to_state = state_of(u, leg->to)};
		if (law_takes_flight(unit_law(u), &route, today))
			return true;
	}
	return !f->legs.first;
}

bool flight_outside(struct unit *u, const struct message *m)
{
	struct date today = date_of_instant(unit_now(u));
	LIST_EACH(const struct flight, f, &m->flights)
	{
		if (flight_taken(u, f, today))
			return false;
	}
	return m->flights.first != NULL;
}
