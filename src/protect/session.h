/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/session.h - signing in, and being signed in.
 *
 * A session is a random token of 256 bits that only its holder has: the
 * database keeps its hash. It ends after SESSION_IDLE_US without use and at
 * the latest SESSION_LIFE_US after signing in.
 */
#ifndef PROTECT_SESSION_H
#define PROTECT_SESSION_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "model/view.h"

struct store;

#define SESSION_IDLE_US (30 * MINUTE_US)
#define SESSION_LIFE_US (12 * HOUR_US)
#define SESSION_TOKEN_TEXT HEX_TEXT(32)

#define SIGN_IN_WINDOW_US (15 * MINUTE_US)
#define SIGN_IN_FAILURES_LOGIN 5
#define SIGN_IN_FAILURES_PEER 20

/* Counts failures in memory, in a table of fixed size, and lets at most two
 * passwords be hashed at once. One for the process; thread-safe. */
struct sign_in_guard;
struct sign_in_guard *sign_in_guard_new(void);    /* NULL: no memory */
void sign_in_guard_free(struct sign_in_guard *g); /* NULL is fine */

struct session {
	int64_t id;
	struct actor actor;             /* memory of the arena it was read into */
	bool second_factor;             /* the account signs in with two factors */
	char token[SESSION_TOKEN_TEXT]; /* only from sign_in and session_open: for the cookie */
	struct slice csrf;
	int64_t expires_at; /* idle or life limit, whichever comes first */
};

struct sign_in_try {
	struct slice login, password;
	struct slice peer; /* address of the caller */
	struct slice code; /* of the second factor, or a recovery code; absent = not asked yet */
	const unsigned char *key; /* unit_key(); needed where an account has a second factor */
};

/* RC_OK: signed in. RC_DENIED "sign-in-failed" for an unknown login, a wrong
 * password and an account that is not active, or over, alike, in about the same time;
 * "second-factor-needed" when the password is right and the code is missing,
 * "second-factor-wrong" when it is not right or was used before.
 * RC_LIMIT "too-many-attempts" with `*wait_seconds` to wait (also set to 0). Success
 * and failure are audited. */
enum rc sign_in(struct store *s, struct sign_in_guard *g, const struct sign_in_try *t,
		int64_t now_at, struct arena *a, struct session *out, int64_t *wait_seconds,
		struct err *e) MUST_CHECK;

/* A session for an account that has just been set up. RC_NOT_FOUND. */
enum rc session_open(struct store *s, int64_t account_id, int64_t now_at, struct arena *a,
		     struct session *out, struct err *e) MUST_CHECK;

/* The session of a token, whose idle limit starts anew (written at most once a
 * minute). RC_DENIED "signed-out" (HTTP: 401) when there is none in force. */
enum rc session_find(struct store *s, struct slice token, int64_t now_at, struct arena *a,
		     struct session *out, struct err *e) MUST_CHECK;

/* Ends it; RC_OK too when there was none. */
enum rc sign_out(struct store *s, struct slice token, int64_t now_at, struct err *e) MUST_CHECK;

/* Where an account is signed in: its own (`by` is on it), or with MAY_USERS_MANAGE
 * anybody's. `current` is the id of the session that asks, 0 = none. */
enum rc sessions_read(struct store *s, const struct actor *by, int64_t account_id, int64_t current,
		      int64_t now_at, struct arena *a, session_views *out,
		      struct err *e) MUST_CHECK;
/* Ends one session (`session_id` 0: all of them) of the account; permitted as above. Audited
 * where there was one. RC_NOT_FOUND. */
enum rc session_revoke(struct store *s, const struct actor *by, int64_t account_id,
		       int64_t session_id, int64_t now_at, struct err *e) MUST_CHECK;

/* Compares in constant time what a request brought with session->csrf. */
bool session_csrf_matches(const struct session *session, struct slice sent);

#endif
