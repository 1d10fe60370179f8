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

#endif
