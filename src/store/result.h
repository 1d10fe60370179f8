/* SPDX-License-Identifier: Apache-2.0
 *
 * store/result.h - results of matching at their age: hits with their explanations,
 * and the decisions that nothing rests on any more.
 */
#ifndef STORE_RESULT_H
#define STORE_RESULT_H

#include "model/list.h"
#include "store/store.h"

struct result_row {
	int64_t hit_id, decision_id; /* decision 0 = none: the hit was withdrawn */
	int64_t from_at;             /* decided, or withdrawn without: made */
	struct result_row *next;
};
typedef LIST(struct result_row) result_rows;

/* Results that were not negative, and hits withdrawn undecided, of `until_at` or before. Not
 * of travellers on hold at `now_at`, and not while a notice to the person waits
 * . Negative ones go with the data. Memory from `a`. */
enum rc results_aged(struct db *db, int64_t until_at, int64_t now_at, struct arena *a,
		     result_rows *out, struct err *e) MUST_CHECK;
/* Deletes the hit, and its decision where no other hit rests on it. That a person confirmed it
 * stays as objective evidence with the traveller, without what was matched. */
enum rc result_delete(struct store *s, struct db *db, const struct result_row *r,
		      struct err *e) MUST_CHECK;

#endif
