/* SPDX-License-Identifier: Apache-2.0
 *
 * store/use_notice.h - people of whom data were used by an authority are told, once this
 * endangers no inquiry any more.
 */
#ifndef STORE_USE_NOTICE_H
#define STORE_USE_NOTICE_H

#include "model/view.h"
#include "store/db.h"

enum rc use_notice_open(struct db *db, int64_t decision_id, int64_t opened_at, int64_t review_at,
			struct err *e) MUST_CHECK;
/* By review date; settled ones last. Memory from `a`. */
enum rc use_notices_read(struct db *db, struct arena *a, use_notice_views *out,
			 struct err *e) MUST_CHECK;
struct use_notice_settling {
	int64_t decision_id, account_id, at;
	struct slice state; /* waiting, sent, not-owed */
	int64_t review_at;  /* where waiting */
	struct slice reason;
};
/* RC_NOT_FOUND where there is none that waits. */
enum rc use_notice_settle(struct db *db, const struct use_notice_settling *s,
			  struct err *e) MUST_CHECK;

#endif
