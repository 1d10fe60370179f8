/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/parts.h - lists that a carrier sends in several messages (UNH S010),
 * and that do not come whole.
 *
 * Each part is used as soon as it is there, in any order. Where some have not
 * come for a while, that becomes a finding of the message that is the highest
 * part. What waits is in the database: a restart forgets nothing.
 */
#ifndef FLOW_PARTS_H
#define FLOW_PARTS_H

#include "base/err.h"

#include <stdint.h>

struct unit;

#define PARTS_WAIT_MINUTES 60 /* where nothing else is set */

/* Tells the gaps of lists whose newest part came `wait_us` ago or before. `*told`:
 * how many lists. Without any it writes nothing. RC_NOMEM, RC_IO. */
enum rc parts_overdue(struct unit *u, int64_t wait_us, unsigned *told, struct err *e) MUST_CHECK;

#endif
