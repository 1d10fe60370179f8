/* SPDX-License-Identifier: Apache-2.0
 *
 * store/second_factor.h - rows of second factors and recovery codes.
 * protect/second_factor.h says what is right.
 */
#ifndef STORE_SECOND_FACTOR_H
#define STORE_SECOND_FACTOR_H

#include "base/arena.h"
#include "store/db.h"

struct second_factor_row {
	int64_t account_id;
	struct slice secret;  /* sealed */
	int64_t last_step;    /* of the last code that was taken */
	int64_t confirmed_at; /* 0 = not in force yet */
};

/* Memory from `a`. RC_NOT_FOUND. */
enum rc second_factor_row_find(struct db *db, int64_t account_id, struct arena *a,
			       struct second_factor_row *out, struct err *e) MUST_CHECK;
/* Instead of the one that there was. */
enum rc second_factor_row_put(struct db *db, const struct second_factor_row *row,
			      struct err *e) MUST_CHECK;
/* Takes `step` if it is later than the last one (db_changes says). */
enum rc second_factor_row_step(struct db *db, int64_t account_id, int64_t step,
			       struct err *e) MUST_CHECK;
/* With its recovery codes. */
enum rc second_factor_row_delete(struct db *db, int64_t account_id, struct err *e) MUST_CHECK;

enum rc recovery_code_row_insert(struct db *db, int64_t account_id, struct slice hash,
				 struct err *e) MUST_CHECK;
enum rc recovery_code_rows_delete(struct db *db, int64_t account_id, struct err *e) MUST_CHECK;
/* Uses a code that was not used yet (db_changes says). */
enum rc recovery_code_row_use(struct db *db, int64_t account_id, struct slice hash, int64_t at,
			      struct err *e) MUST_CHECK;
/* How many are left. */
enum rc recovery_code_rows_left(struct db *db, int64_t account_id, int64_t *count,
				struct err *e) MUST_CHECK;

#endif
