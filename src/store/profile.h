/* SPDX-License-Identifier: Apache-2.0
 *
 * store/profile.h - rows of the unit's legal profiles, version by version.
 */
#ifndef STORE_PROFILE_H
#define STORE_PROFILE_H

#include "base/arena.h"
#include "model/list.h"
#include "store/db.h"

struct profile_row {
	int64_t version;
	struct slice state; /* proposed, in-force, replaced, refused */
	struct slice name, content;
	struct slice content_hash; /* HASH_BYTES */
	struct slice reason;
	int64_t proposed_by;                            /* 0 = the system */
	struct slice proposed_by_name, decided_by_name; /* read only; may be absent */
	int64_t proposed_at;
	int64_t decided_by;
	struct slice decision_reason; /* absent until decided */
	int64_t decided_at;
	struct profile_row *next;
};
typedef LIST(struct profile_row) profile_rows;

/* Memory from `a`. RC_NOT_FOUND. */
enum rc profile_row_find(struct db *db, int64_t version, struct arena *a, struct profile_row *out,
			 struct err *e) MUST_CHECK;
enum rc profile_row_in_force(struct db *db, struct arena *a, struct profile_row *out,
			     struct err *e) MUST_CHECK;
/* All of them, the latest first. */
enum rc profile_rows_read(struct db *db, struct arena *a, profile_rows *out,
			  struct err *e) MUST_CHECK;
enum rc profile_row_last(struct db *db, int64_t *version, struct err *e) MUST_CHECK;
enum rc profile_row_insert(struct db *db, const struct profile_row *row, struct err *e) MUST_CHECK;
/* Writes state and decision of the row. */
enum rc profile_row_decide(struct db *db, const struct profile_row *row, struct err *e) MUST_CHECK;
/* What was in force is replaced. */
enum rc profile_row_replace(struct db *db, struct err *e) MUST_CHECK;

#endif
