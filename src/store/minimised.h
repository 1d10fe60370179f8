/* SPDX-License-Identifier: Apache-2.0
 *
 * store/minimised.h - counts of what was erased before anything was stored:
 * they stay when the messages have gone.
 */
#ifndef STORE_MINIMISED_H
#define STORE_MINIMISED_H

#include "model/masked_view.h"
#include "store/store.h"

struct minimised_key {
	struct slice day, carrier, code, why;
};
/* Adds to the count of a day. */
enum rc minimised_add(struct db *db, const struct minimised_key *key, int64_t count,
		      struct err *e) MUST_CHECK;
/* By carrier and code over days from `from` to `to` (YYYY-MM-DD, both included), the most first. */
enum rc minimised_views_read(struct db *db, struct slice from, struct slice to, struct arena *a,
			     minimised_views *out, struct err *e) MUST_CHECK;

#endif
