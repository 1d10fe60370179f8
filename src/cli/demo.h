/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/demo.h - the demonstration State at the terminal and while it is served.
 * Private to cli/.
 */
#ifndef CLI_DEMO_H
#define CLI_DEMO_H

#include "base/err.h"

struct unit;

/* Makes the unit and takes in what flights around now have sent so far. Prints what
 * it does; how to sign in goes to DIR/sign-in.txt too. Gives the exit status. */
int demo_init(const char *folder, const char *profile);

/* A thread that sends on while the unit is served. */
struct demo_thread;
enum rc demo_thread_start(struct unit *u, struct demo_thread **out, struct err *e) MUST_CHECK;
void demo_thread_stop(struct demo_thread *t); /* NULL is fine */

#endif
