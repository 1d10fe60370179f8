/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/demo.h - the demonstration State of Utopia: all its people, carriers and
 * flights are invented (simulate/). Private to cli/.
 */
#ifndef CLI_DEMO_H
#define CLI_DEMO_H

#include "base/err.h"

struct unit;
struct demo_feed;

/* Makes the unit, one user per role, watchlists, and the messages that flights around
 * now would have sent by now. Prints what it does; how to sign in goes to
 * DIR/sign-in.txt too. Gives the exit status. */
int demo_init(const char *folder, const char *profile);

/* Sends what the flights to come send, when it is due, as long as the unit is served. */
enum rc demo_feed_start(struct unit *u, struct demo_feed **out, struct err *e) MUST_CHECK;
void demo_feed_stop(struct demo_feed *f); /* NULL is fine */

#endif
