/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/timers.h - what the serving unit does by the clock, in a thread of its own: retention,
 * the day's lists, missing parts, the audit trail's signature. Private to cli/.
 *
 * Retention deletes for good, so it does not follow a clock that leapt: where the system's
 * clock went forward by more than TIMERS_LEAP_US beyond the time that passed, it rests until
 * the clock is back, or the unit is started again by somebody who looked at it.
 */
#ifndef CLI_TIMERS_H
#define CLI_TIMERS_H

#include "base/clock.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct unit;
struct timers;

#define TIMERS_LEAP_US HOUR_US

/* `parts_wait_minutes`: for how long parts of a list may be missing. The first round begins at
 * once. RC_NOMEM. */
enum rc timers_start(struct unit *u, uint64_t parts_wait_minutes, struct timers **out,
		     struct err *e) MUST_CHECK;
/* Takes effect with the next round. */
void timers_set_parts_wait(struct timers *t, uint64_t minutes);
/* Waits for the step that is under way, no longer (unit_stop_soon). NULL is fine. */
void timers_stop(struct timers *t);

#endif
