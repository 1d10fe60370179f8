/* SPDX-License-Identifier: Apache-2.0
 *
 * store/statistic.h - yearly counts, which outlive the data that they count.
 */
#ifndef STORE_STATISTIC_H
#define STORE_STATISTIC_H

#include "base/clock.h"
#include "model/view.h"
#include "store/db.h"

/* Adds `amount` to the count of the year of `at`, inside a write transaction. `name` is one of
 * travellers, messages, hits, confirmed, rejected, undetermined, rights-requests. */
enum rc statistic_add(struct db *db, const char *name, int64_t amount, int64_t at,
		      struct err *e) MUST_CHECK;

/* All, the newest year first. Memory from `a`. */
enum rc statistics_read(struct db *db, struct arena *a, statistic_views *out,
			struct err *e) MUST_CHECK;

#endif
