/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/history.h - the unit's stored travellers in the clear, in memory, so that a new or
 * changed entry of a list meets them at once (screen/history.h). Private to flow/.
 *
 * Kept only where it was begun: in a unit that is served. Whoever comes is put in by the
 * writer, who does not wait for a search that is under way; whoever is sealed, erased or
 * deleted is out before the call returns.
 */
#ifndef FLOW_HISTORY_H
#define FLOW_HISTORY_H

#include "flow/truth.h"
#include "screen/history.h"
#include "store/travel.h"

#include <stdatomic.h>

struct unit;
struct history_holder;

struct history_holder *history_holder_new(void); /* NULL: no memory */
void history_holder_free(struct history_holder *h);

/* Begins to keep it: what is put and removed from now on counts. RC_NOMEM. */
enum rc history_begin(struct unit *u, struct err *e) MUST_CHECK;
/* Puts in what was there before: all flights, the latest first, until `*stop`. Any thread, one at
 * a time; nobody waits for it. RC_NOMEM, RC_IO, RC_CORRUPT. */
enum rc history_load(struct unit *u, const atomic_bool *stop, struct err *e) MUST_CHECK;

/* A row that was written, and what API and PNR call the traveller. */
void history_put(struct unit *u, const struct traveller_row *row, const struct truth_traveller *t);
void history_remove(struct unit *u, int64_t id);
/* After a transaction that put or removed somebody was undone: all are read anew. */
void history_doubt(struct unit *u);

/* How far it is. `whole`: everybody is in. */
struct history_state {
	bool kept, whole;
	int64_t flights, flights_read; /* of loading */
	size_t names, bytes;
};
struct history_state history_state(struct unit *u);

/* screen_history_find() by the index in force. RC_NOMEM: memory failed now or before, and the
 * answer is not whole. */
enum rc history_find(struct unit *u, enum list_kind kind, const struct list_entry *entry,
		     struct arena *a, history_matches *out, struct err *e) MUST_CHECK;

#endif
