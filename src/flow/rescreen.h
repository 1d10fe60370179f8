/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/rescreen.h - travellers of flights that have passed against lists that changed, in the
 * background. Those of flights to come meet a list when it is imported
 * (flow/lists.h), those who are sealed by their marks (flow/sealed_match.h).
 *
 * Few changed entries are each compared with everybody in memory (flow/history.h); for many,
 * every flight is compared with all lists. Whoever is met becomes a hit like any other, with
 * the decision that was made for the same person and entry, and what raised it. How
 * far it is stands in the database in the same transaction as the hits: after a stop it goes
 * on, and no hit is raised twice. Live messages go first.
 */
#ifndef FLOW_RESCREEN_H
#define FLOW_RESCREEN_H

#include "base/err.h"
#include "base/slice.h"
#include "model/actor.h"

#include <stdint.h>

struct unit;

/* More changed entries than this, and flights are compared one by one instead. */
#define RESCREEN_ENTRIES_MAX 4096

/* Everybody against a list once more, audited. `by` needs MAY_LISTS_WRITE. RC_DENIED;
 * RC_NOT_FOUND; RC_CONFLICT "already-running"; RC_NOMEM, RC_IO. */
enum rc rescreen_ask(struct unit *u, const struct actor *by, struct slice list,
		     struct err *e) MUST_CHECK;
/* Ends the one that is running, audited: whom the list has not met yet, it does not meet.
 * RC_CONFLICT "not-running", else as above. */
enum rc rescreen_cancel(struct unit *u, const struct actor *by, struct slice list,
			struct err *e) MUST_CHECK;

/* Does a little of what is running; `*more`: there is more to do. Stored travellers must be
 * in memory whole (rescreen_start), or changed entries wait. RC_NOMEM, RC_IO, RC_CORRUPT:
 * what was committed stays done. */
enum rc rescreen_step(struct unit *u, bool *more, struct err *e) MUST_CHECK;

/* A thread that keeps stored travellers in memory and re-screens until it is stopped.
 * RC_NOMEM; RC_CONFLICT: there is one. */
enum rc rescreen_start(struct unit *u, struct err *e) MUST_CHECK;
void rescreen_stop(struct unit *u); /* before unit_close; fine where there is none */

/* Of stored travellers in memory, for those who run the unit. */
struct rescreen_memory {
	bool whole;                    /* everybody is in */
	int64_t flights, flights_read; /* of loading, when the unit starts */
	int64_t names, bytes;
};
struct rescreen_memory rescreen_memory(struct unit *u);

#endif
