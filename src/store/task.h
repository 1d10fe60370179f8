/* SPDX-License-Identifier: Apache-2.0
 *
 * store/task.h - rows of tasks: purpose, justification and case under which
 * personal data are read. protect/task.h says when one is in force.
 */
#ifndef STORE_TASK_H
#define STORE_TASK_H

#include "base/arena.h"
#include "model/actor.h"
#include "store/db.h"

struct task_row {
	struct task task;
	int64_t account_id, opened_at, closed_at; /* closed_at 0 = not closed early */
};

/* Memory from `a`. RC_NOT_FOUND. */
enum rc task_row_find(struct db *db, int64_t id, struct arena *a, struct task_row *out,
		      struct err *e) MUST_CHECK;
enum rc task_row_insert(struct db *db, const struct task_row *row, struct err *e) MUST_CHECK;
enum rc task_row_close(struct db *db, int64_t id, int64_t at, struct err *e) MUST_CHECK;

#endif
