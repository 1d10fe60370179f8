/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/demo.h - the demonstration State of Utopia: all its people, carriers and
 * flights are invented (simulate/), and lie around now.
 */
#ifndef FLOW_DEMO_H
#define FLOW_DEMO_H

#include "flow/unit.h"

#define DEMO_PASSWORD 17 /* with NUL */

/* Makes the unit of Utopia in `folder`, one account for each role (login: the
 * role's name) with one random password for all, and its watchlists. As unit_create. */
enum rc demo_create(const char *folder, const char *profile, char password[DEMO_PASSWORD],
		    struct err *e) MUST_CHECK;

/* What flights around now send. One owner thread. */
struct demo;
enum rc demo_open(struct unit *u, struct demo **out, struct err *e) MUST_CHECK;
void demo_close(struct demo *d); /* NULL is fine */

struct demo_progress {
	uint64_t messages, travellers, hits; /* since demo_open */
	bool more;                           /* there is more that is due now */
};

/* Takes in the next messages that are due by now, at most a few dozen, in one commit. */
enum rc demo_feed(struct demo *d, struct demo_progress *out, struct err *e) MUST_CHECK;

#endif
