/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/account.h - the people who work in a unit.
 *
 * Passwords are kept only as Argon2id hashes (RFC 9106). Each function that
 * writes does so in one transaction with its audit record.
 */
#ifndef PROTECT_ACCOUNT_H
#define PROTECT_ACCOUNT_H

#include "base/arena.h"
#include "base/clock.h"
#include "model/view.h"

struct store;

#define LOGIN_MIN 2
#define LOGIN_MAX 32
#define NAME_MAX_BYTES 120
#define PASSWORD_MIN 12  /* characters */
#define PASSWORD_MAX 256 /* bytes */

struct new_account {
	struct slice login;    /* LOGIN_MIN to LOGIN_MAX of a-z 0-9 . - _, first a letter */
	struct slice name;     /* as shown to others */
	enum actor_role role;  /* not ACTOR_SYSTEM */
	struct slice password; /* PASSWORD_MIN characters or more, not holding the login */
	struct slice person;   /* staff number; absent: the login. One human being has one duty */
	struct slice desk;     /* where the account works, for lists with desks; may be absent */
	int64_t ends_at;       /* 0 = none; a role for a time needs one */
};

#define INSPECTION_MAX_US (92 * DAY_US) /* longest time of an account for a time */

/* Needs MAY_USERS_MANAGE. RC_INVALID, codes "bad-login", "bad-name", "bad-role", "bad-person",
 * "bad-desk", "bad-end", "weak-password"; RC_CONFLICT "login-taken"; RC_DENIED, also
 * "forbidden-combination": the person serves another duty already. `*id` may be NULL. */
enum rc account_create(struct store *s, const struct actor *by, const struct new_account *new,
		       int64_t now_at, int64_t *id, struct err *e) MUST_CHECK;

/* All accounts by login. Needs MAY_USERS_MANAGE. Memory from `a`. */
enum rc accounts_read(struct store *s, const struct actor *by, struct arena *a, account_views *out,
		      struct err *e) MUST_CHECK;

/* Ends or restores the right to sign in; ending it ends the account's sessions.
 * Needs MAY_USERS_MANAGE. RC_NOT_FOUND; RC_CONFLICT "own-account" for one's own. */
enum rc account_set_active(struct store *s, const struct actor *by, int64_t id, bool active,
			   int64_t now_at, struct err *e) MUST_CHECK;

/* Another desk; absent: none. Needs MAY_USERS_MANAGE. RC_NOT_FOUND, RC_INVALID "bad-desk". */
enum rc account_set_desk(struct store *s, const struct actor *by, int64_t id, struct slice desk,
			 int64_t now_at, struct err *e) MUST_CHECK;

/* 1 to DESK_MAX of a-z 0-9 and hyphen; absent is fine. RC_INVALID "bad-desk". */
#define DESK_MAX 40
enum rc desk_check(struct slice desk, struct err *e) MUST_CHECK;

/* True while the unit has no account. */
enum rc setup_needed(struct store *s, bool *needed, struct err *e) MUST_CHECK;

/* Makes the first account, an administrator whatever new->role says. The caller has
 * checked the operator's one-time code. RC_CONFLICT "already-set-up"; RC_INVALID as above. */
enum rc setup_first_account(struct store *s, const struct new_account *new, int64_t now_at,
			    int64_t *id, struct err *e) MUST_CHECK;

#endif
