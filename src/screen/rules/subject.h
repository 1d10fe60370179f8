/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/rules/subject.h - whom rules look at: one traveller on one flight, as the messages
 * say. Values of the model, read where they are; nothing is copied.
 */
#ifndef SCREEN_RULES_SUBJECT_H
#define SCREEN_RULES_SUBJECT_H

#include "model/message.h"

/* Must live while the rules run. What is NULL or zero is not known. */
struct rule_subject {
	const struct flight *flight;       /* never NULL */
	const struct leg *border;          /* its leg that crosses the border; never NULL */
	int64_t departs_at, arrives_at;    /* of that leg; 0 = zone of the port not known */
	const char *direction;             /* "inbound", "outbound" ...; or NULL */
	const struct traveller *api, *pnr; /* at least one */
	const struct booking *booking;     /* of the PNR record, or NULL */
	unsigned booking_travellers;       /* in that booking on this flight; 0 = not known */
	bool booking_cancelled;            /* or withdrawn by the carrier */
};

#endif
