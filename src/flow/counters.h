/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/counters.h - what a unit did since it was opened, and how it stands, in numbers
 * for the monitor's page (docs/operate.md). Sums over all carriers and people, so that no
 * number tells of anybody.
 */
#ifndef FLOW_COUNTERS_H
#define FLOW_COUNTERS_H

#include "base/err.h"
#include "base/histogram.h"

#include <stdatomic.h>
#include <stdint.h>

struct unit;
struct ingest_result;

struct counters {                                             /* any thread */
	_Atomic uint64_t fresh, repeated, quarantined, tests; /* messages */
	_Atomic uint64_t travellers, hits;                    /* in new messages; new */
	_Atomic uint64_t refused;                             /* inputs of which nothing was kept */
	struct histogram ingest;                              /* from input to commit */
	_Atomic int64_t timers_at; /* when the unit's timers last ran to their end; 0 = not yet */
};

struct counters *unit_counters(struct unit *u);
/* After the commit; `r` NULL: nothing was kept. */
void counters_ingested(struct counters *c, const struct ingest_result *r, int64_t took_us);

struct unit_gauges {
	int64_t hits_open, messages_quarantined;
	int64_t copied_at; /* of the last `piu backup`; 0 = never */
	int64_t database_bytes, journal_bytes, disc_free_bytes, index_bytes;
};

/* Asks the database: RC_IO, RC_CORRUPT when it can not be read. */
enum rc unit_gauges_read(struct unit *u, struct unit_gauges *out, struct err *e) MUST_CHECK;

#endif
