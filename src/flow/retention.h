/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/retention.h - how long what is kept, and what happens at its age (R-110, R-115 to
 * R-119; docs/retention.md).
 *
 * The clock starts when a message is received, for each message by itself: another one
 * about the same people prolongs nothing. At the age of masking what tells who
 * somebody is is sealed (flow/sealing.h); where the law says so, travellers whom nothing
 * recorded links with a risk are deleted instead. At the age of deletion everything
 * goes, unless it is on hold for a case.
 */
#ifndef FLOW_RETENTION_H
#define FLOW_RETENTION_H

#include "model/actor.h"
#include "model/retention.h"

#include "base/err.h"

struct unit;

struct retention_ages {
	unsigned mask_months;    /* 0 = never */
	unsigned delete_months;  /* 0 = never */
	unsigned results_months; /* results that were not negative: R-116; 0 = with the data */
	unsigned delete_unlinked_months; /* without objective evidence; 0 = no such rule */
};

/* The instant at which what was received at `from_at` has an age of `months`: the same day of
 * the month and time (UTC), or the month's last day where it is shorter. */
int64_t retention_age_at(int64_t from_at, int months);
/* Whether it has that age by now; never where `months` is 0. */
bool retention_is_due(int64_t from_at, unsigned months, int64_t now_at);

/* Does everything that is due now (when the unit stops, what is begun; the report says so): seals, deletes, destroys keys, overwrites, issues a
 * certificate where something was deleted, and records what it did. `quiet`: nothing is
 * recorded where nothing was due. RC_IO, RC_NOMEM, RC_CORRUPT: what was committed stays
 * done, the rest is done by the next run. */
enum rc retention_run(struct unit *u, const struct actor *by, bool quiet,
		      struct retention_report *out, struct err *e) MUST_CHECK;

/* What there is and what comes next. Beside a serving process too. */
enum rc retention_status(struct unit *u, struct retention_state *out, struct err *e) MUST_CHECK;

#endif
