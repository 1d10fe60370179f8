/* SPDX-License-Identifier: Apache-2.0
 *
 * store/session.h - rows of who is signed in. protect/session.h says when a
 * session is in force.
 */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "base/arena.h"
#include "model/list.h"
#include "store/db.h"

struct session_row {
	int64_t id;
	struct slice token_hash; /* 32 bytes */
	int64_t account_id;
	struct slice csrf, peer; /* peer: from where it was opened; may be absent */
	int64_t created_at, last_seen_at;
	int64_t expires_at; /* whatever use is made of it */
	int64_t task_id;    /* 0 = none */
	struct session_row *next;
};
typedef LIST(struct session_row) session_rows;

/* Memory from `a`. RC_NOT_FOUND. */
enum rc session_row_find(struct db *db, struct slice token_hash, struct arena *a,
			 struct session_row *out, struct err *e) MUST_CHECK;
/* The sessions of an account, the latest used first. */
enum rc session_rows_read(struct db *db, int64_t account_id, struct arena *a, session_rows *out,
			  struct err *e) MUST_CHECK;
enum rc session_row_insert(struct db *db, const struct session_row *row, struct err *e) MUST_CHECK;
enum rc session_row_seen(struct db *db, struct slice token_hash, int64_t at,
			 struct err *e) MUST_CHECK;
/* `task_id` 0: none any more. */
enum rc session_row_set_task(struct db *db, int64_t id, int64_t task_id, struct err *e) MUST_CHECK;
/* No session is on a task any more. */
enum rc session_rows_end_tasks(struct db *db, struct err *e) MUST_CHECK;
enum rc session_row_delete(struct db *db, struct slice token_hash, struct err *e) MUST_CHECK;
/* The session `id` of that account, if there is one (db_changes says). */
enum rc session_row_delete_id(struct db *db, int64_t account_id, int64_t id,
			      struct err *e) MUST_CHECK;
enum rc session_rows_delete_of(struct db *db, int64_t account_id, struct err *e) MUST_CHECK;
/* Those not seen since `seen_at` and those that expired by `now_at`. */
enum rc session_rows_delete_old(struct db *db, int64_t seen_at, int64_t now_at,
				struct err *e) MUST_CHECK;

#endif
