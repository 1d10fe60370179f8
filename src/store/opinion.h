/* SPDX-License-Identifier: Apache-2.0
 *
 * store/opinion.h - how a hit was decided: the checklist, the first reviewer's opinion
 * where two are needed, and what the national central bureau said.
 */
#ifndef STORE_OPINION_H
#define STORE_OPINION_H

#include "model/checklist.h"
#include "model/view.h"
#include "store/db.h"

/* Answers that are there; ANSWER_NONE are left out. */
enum rc checklist_insert(struct db *db, int64_t decision_id, const struct checklist *c,
			 struct err *e) MUST_CHECK;
/* All ANSWER_NONE where the decision has none. */
enum rc checklist_of(struct db *db, int64_t decision_id, struct checklist *out,
		     struct err *e) MUST_CHECK;

/* Replaces an earlier one of the same hit. */
enum rc first_opinion_put(struct db *db, int64_t hit_id, const struct opinion_view *o,
			  struct err *e) MUST_CHECK;
/* out->given false where there is none. Memory from `a`. */
enum rc first_opinion_read(struct db *db, int64_t hit_id, struct arena *a, struct opinion_view *out,
			   struct err *e) MUST_CHECK;

/* RC_CONFLICT when the bureau was asked before. */
enum rc bureau_asked(struct db *db, int64_t hit_id, int64_t account_id, int64_t at, int64_t due_at,
		     struct slice reference, struct err *e) MUST_CHECK;
enum rc bureau_answered(struct db *db, int64_t hit_id, int64_t account_id, int64_t at,
			struct slice answer, struct slice reference, struct err *e) MUST_CHECK;
/* out->asked_at 0 where it was not asked. out->needed is not touched. Memory from `a`. */
enum rc bureau_read(struct db *db, int64_t hit_id, struct arena *a, struct bureau_view *out,
		    struct err *e) MUST_CHECK;

#endif
