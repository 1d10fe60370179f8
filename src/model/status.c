/* SPDX-License-Identifier: Apache-2.0
 *
 * Status codes of flights and services (PADIS 4405; IATA AIRIMP, reservations
 * codes). Those that are met most stand first.
 */
#include "model/message.h"

static const struct {
	char code[3];
	enum hold_state state;
} codes[] = {
	{"HK", HOLD_CONFIRMED},  /* holds confirmed */
	{"HX", HOLD_CANCELLED},  /* has cancelled */
	{"UN", HOLD_CANCELLED},  /* does not operate, or is not provided */
	{"NN", HOLD_REQUESTED},  /* needs */
	{"HL", HOLD_WAITLISTED}, /* has waitlisted */
	{"KK", HOLD_CONFIRMED},  /* confirms */
	{"KL", HOLD_CONFIRMED},  /* confirms from the waitlist */
	{"TK", HOLD_CONFIRMED},  /* confirmed, times have changed */
	{"RR", HOLD_CONFIRMED},  /* reconfirmed */
	{"SS", HOLD_CONFIRMED},  /* sold */
	{"HS", HOLD_CONFIRMED},  /* has sold */
	{"FS", HOLD_CONFIRMED},  /* sold freely */
	{"GK", HOLD_CONFIRMED},  /* confirmed elsewhere: GK, PK, BK, MK, DK, YK */
	{"PK", HOLD_CONFIRMED},  {"BK", HOLD_CONFIRMED},
	{"MK", HOLD_CONFIRMED},  {"DK", HOLD_CONFIRMED},
	{"YK", HOLD_CONFIRMED},  {"HN", HOLD_REQUESTED}, /* has requested */
	{"PN", HOLD_REQUESTED},                          /* awaits an answer */
	{"NA", HOLD_REQUESTED},                          /* needs, or an alternative */
	{"IN", HOLD_REQUESTED},                          /* needs if it does not hold */
	{"TN", HOLD_REQUESTED},                          /* requested, times have changed */
	{"GN", HOLD_REQUESTED},                          /* requested elsewhere: GN, BN, MN */
	{"BN", HOLD_REQUESTED},  {"MN", HOLD_REQUESTED},
	{"LL", HOLD_WAITLISTED},                          /* waitlists */
	{"WL", HOLD_WAITLISTED}, {"TL", HOLD_WAITLISTED}, /* waitlisted, times have changed */
	{"UU", HOLD_WAITLISTED},                          /* unable, has waitlisted */
	{"US", HOLD_WAITLISTED}, /* does not accept the sale, has waitlisted */
	{"PA", HOLD_WAITLISTED}, /* with priority: PA, PB, PC, PD */
	{"PB", HOLD_WAITLISTED}, {"PC", HOLD_WAITLISTED},
	{"PD", HOLD_WAITLISTED}, {"GL", HOLD_WAITLISTED}, /* waitlisted elsewhere: GL, PL, BL, ML */
	{"PL", HOLD_WAITLISTED}, {"BL", HOLD_WAITLISTED},
	{"ML", HOLD_WAITLISTED}, {"SA", HOLD_WAITLISTED}, /* if space is available */
	{"XX", HOLD_CANCELLED},                           /* cancels */
	{"XK", HOLD_CANCELLED},  {"XL", HOLD_CANCELLED},  /* takes off the list */
	{"XR", HOLD_CANCELLED},  {"IX", HOLD_CANCELLED},  /* cancels if it holds */
	{"OX", HOLD_CANCELLED},  {"UC", HOLD_CANCELLED},  /* unable, has not waitlisted */
	{"NO", HOLD_CANCELLED},                           /* took no action */
	{"WK", HOLD_CANCELLED},                           /* was confirmed, before times changed */
	{"WN", HOLD_CANCELLED},                           /* was requested */
};

const char *hold_state_name(enum hold_state s)
{
	static const char *const names[] = {NULL,         "confirmed", "requested",
					    "waitlisted", "cancelled", "unknown"};
	return names[s];
}

enum hold_state hold_state_of(struct slice status)
{
	if (status.n == 0)
		return HOLD_NONE;
	/* Some senders put the number of seats behind it: "HK2". */
	if (status.n < 2 || (status.n > 2 && !slice_digits(slice_range(status, 2, status.n))))
		return HOLD_UNKNOWN;
	char first = ascii_to_upper(status.p[0]);
	char second = ascii_to_upper(status.p[1]);
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (codes[i].code[0] == first && codes[i].code[1] == second)
			return codes[i].state;
	}
	return HOLD_UNKNOWN;
}
