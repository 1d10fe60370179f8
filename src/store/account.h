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
	struct slice person;        /* staff number: one human being, whatever number of accounts */
	struct slice desk;          /* absent = none of its own */
	int64_t ends_at;            /* 0 = no end */
	struct slice password_hash; /* ends with a NUL when read */
	bool active;
	int64_t created_at;
	int64_t last_sign_in_at; /* 0 = never */
	bool second_factor;      /* read only */
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

/* The account, its post, and its person where he or she has none yet (absent: known by the
 * login). RC_CONFLICT where the database refuses it: the login is taken, or the person serves
 * another duty than the role's. */
enum rc account_row_insert(struct db *db, const struct account_row *row, struct err *e) MUST_CHECK;
/* The duty that a person serves. RC_NOT_FOUND: nobody is known by this staff number. */
enum rc person_duty(struct db *db, struct slice number, struct arena *a, struct slice *duty,
		    struct err *e) MUST_CHECK;
/* Writes of one row; RC_IO where the database refuses. */
enum rc account_row_set_desk(struct db *db, int64_t id, struct slice desk,
			     struct err *e) MUST_CHECK;
enum rc account_row_set_active(struct db *db, int64_t id, bool active, struct err *e) MUST_CHECK;
enum rc account_row_set_sign_in(struct db *db, int64_t id, int64_t at, struct err *e) MUST_CHECK;

#endif
