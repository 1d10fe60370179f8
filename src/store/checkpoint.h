/* SPDX-License-Identifier: Apache-2.0
 *
 * store/checkpoint.h - signed checkpoints of the audit trail, as rows.
 * protect/checkpoint.h signs and verifies them.
 */
#ifndef STORE_CHECKPOINT_H
#define STORE_CHECKPOINT_H

#include "model/checkpoint.h"
#include "store/db.h"

/* The newest; number 0 where there is none. RC_CORRUPT. */
enum rc checkpoint_row_last(struct db *db, struct checkpoint_row *out, struct err *e) MUST_CHECK;
enum rc checkpoint_row_insert(struct db *db, const struct checkpoint_row *row,
			      struct err *e) MUST_CHECK;
/* All, by number. A blob of a wrong length is read as zeros. Memory from `a`. */
enum rc checkpoint_rows_read(struct db *db, struct arena *a, checkpoint_rows *out,
			     struct err *e) MUST_CHECK;
/* The newest that was made at `until_at` or before; number 0 where there is none. */
enum rc checkpoint_row_until(struct db *db, int64_t until_at, struct checkpoint_row *out,
			     struct err *e) MUST_CHECK;

/* Where the trail begins; checkpoint 0: at its first record. */
enum rc audit_start_read(struct db *db, struct audit_start *out, struct err *e) MUST_CHECK;
/* Puts the new start, and deletes the records and checkpoints before it. */
enum rc audit_start_put(struct db *db, const struct audit_start *start, struct err *e) MUST_CHECK;

#endif
