/* SPDX-License-Identifier: Apache-2.0
 *
 * store/account.h - rows of the people who work in a unit. protect/account.h
 * says who may write them.
 */
#ifndef STORE_ACCOUNT_H
#define STORE_ACCOUNT_H

#include "model/actor.h"
#include "model/list.h"
#include "store/db.h"

struct account_row {
	int64_t id;
	struct slice login, name;
	enum actor_role role;
	struct slice password_hash; /* ends with a NUL when read */
	bool active;
	int64_t created_at;
	int64_t last_sign_in_at; /* 0 = never */
	struct account_row *next;
};
typedef LIST(struct account_row) account_rows;

/* Memory from `a`, as in every function here. RC_NOT_FOUND. */
enum rc account_row_find(struct db *db, int64_t id, struct arena *a, struct account_row *out,
			 struct err *e) MUST_CHECK;
enum rc account_row_find_login(struct db *db, struct slice login, struct arena *a,
			       struct account_row *out, struct err *e) MUST_CHECK;
enum rc account_rows_read(struct db *db, struct arena *a, account_rows *out,
			  struct err *e) MUST_CHECK; /* by login */
enum rc account_rows_count(struct db *db, int64_t *count, struct err *e) MUST_CHECK;

/* Writes of one row; RC_IO where the database refuses. */
enum rc account_row_insert(struct db *db, const struct account_row *row, struct err *e) MUST_CHECK;
enum rc account_row_set_active(struct db *db, int64_t id, bool active, struct err *e) MUST_CHECK;
enum rc account_row_set_sign_in(struct db *db, int64_t id, int64_t at, struct err *e) MUST_CHECK;

#endif
