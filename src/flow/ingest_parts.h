/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/ingest_parts.h - what the files of the walk share. Private to flow/.
 */
#ifndef FLOW_INGEST_PARTS_H
#define FLOW_INGEST_PARTS_H

#include "base/map.h"
#include "flow/ingest.h"
#include "flow/reading.h"
#include "flow/refresh.h"

/* One write transaction. */
struct ingest {
	struct unit *unit;
	struct db *db;
	struct arena *work;       /* what lives until the commit */
	struct arena *input;      /* what lives for one input */
	struct map by_flight;     /* natural key to struct flight_refresh */
	flight_refreshes flights; /* that got messages */
};

/* Stores the messages of one input and says in the item what became of them. Its flights
 * are noted, not yet refreshed. Reading and item must live until the transaction ends;
 * the same may be taken again after a rollback. RC_NOMEM, RC_IO. */
enum rc ingest_take(struct ingest *in, struct ingest_item *item, const struct reading *r,
		    struct err *e) MUST_CHECK;

#endif
