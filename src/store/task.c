/* SPDX-License-Identifier: Apache-2.0 */
#include "store/task.h"

#include "store/columns.h"

enum rc task_row_find(struct db *db, int64_t id, struct arena *a, struct task_row *out,
		      struct err *e)
{
	struct query *q = db_query(db, "SELECT account_id, purpose, offence, justification, "
				       "case_reference, opened_at, ends_at, closed_at "
				       "FROM task WHERE id = $1");
	db_bind_i64(q, 1, id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = (struct task_row){
			.task = {.id = id,
				 .purpose = column_text(q, 1, a),
				 .offence = column_text(q, 2, a),
				 .justification = column_text(q, 3, a),
				 .case_reference = column_text(q, 4, a),
				 .ends_at = db_i64(q, 6)},
			.account_id = db_i64(q, 0),
			.opened_at = db_i64(q, 5),
			.closed_at = db_i64(q, 7),
		};
	return row_end(q, rc, a, e);
}

enum rc task_row_insert(struct db *db, const struct task_row *row, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO task (id, account_id, purpose, offence, "
				       "justification, case_reference, opened_at, ends_at) "
				       "VALUES ($1,$2,$3,$4,$5,$6,$7,$8)");
	db_bind_i64(q, 1, row->task.id);
	db_bind_i64(q, 2, row->account_id);
	db_bind_text(q, 3, row->task.purpose);
	db_bind_text(q, 4, row->task.offence);
	db_bind_text(q, 5, row->task.justification);
	db_bind_text(q, 6, row->task.case_reference);
	db_bind_i64(q, 7, row->opened_at);
	db_bind_i64(q, 8, row->task.ends_at);
	return db_run(q, e);
}

enum rc task_row_close(struct db *db, int64_t id, int64_t at, struct err *e)
{
	struct query *q =
		db_query(db, "UPDATE task SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, at);
	return db_run(q, e);
}
