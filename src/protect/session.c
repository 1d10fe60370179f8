/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/session.h"

#include "protect/account.h"
#include "protect/audit.h"
#include "protect/guard.h"
#include "protect/protect.h"
#include "protect/second_factor.h"
#include "store/account.h"
#include "store/session.h"
#include "store/store.h"
#include "store/task.h"

#include <string.h>

#define SEEN_EVERY_US MINUTE_US

static struct slice hash_of(struct slice token, unsigned char hash[HASH_BYTES])
{
	hash_bytes(token, NULL, hash);
	return (struct slice){(const char *)hash, HASH_BYTES};
}

static void make_token(char out[SESSION_TOKEN_TEXT])
{
	unsigned char bytes[32];
	random_bytes(bytes, sizeof bytes);
	hex_write(bytes, sizeof bytes, out);
	wipe_secret(bytes, sizeof bytes);
}

static int64_t least(int64_t x, int64_t y)
{
	return x < y ? x : y;
}

/* Idle or life limit, or the account's end, whichever comes first. */
static int64_t ends_at(const struct session_row *row, const struct account_row *account)
{
	int64_t end_at = least(row->last_seen_at + SESSION_IDLE_US, row->expires_at);
	return account->ends_at ? least(end_at, account->ends_at) : end_at;
}

static bool in_force(const struct account_row *account, int64_t now_at)
{
	return account->active && (account->ends_at == 0 || now_at < account->ends_at);
}

static void fill(struct session *out, const struct account_row *account,
		 const struct session_row *row)
{
	out->id = row->id;
	out->actor = (struct actor){.account_id = account->id,
				    .login = account->login,
				    .name = account->name,
				    .role = account->role,
				    .desk = account->desk};
	out->second_factor = account->second_factor;
	out->csrf = row->csrf;
	out->expires_at = ends_at(row, account);
}

/* Writes a new session; old ones are swept out on the way. */
static enum rc insert_session(struct store *s, struct db *db, const struct account_row *account,
			      struct slice peer, int64_t now_at, struct arena *a,
			      struct session *out, struct err *e)
{
	unsigned char hash[HASH_BYTES];
	char csrf[SESSION_TOKEN_TEXT];
	*out = (struct session){0};
	make_token(out->token);
	make_token(csrf);
	struct session_row row = {
		.id = store_new_id(s),
		.token_hash = hash_of(slice_of(out->token), hash),
		.account_id = account->id,
		.csrf = arena_copy(a, slice_of(csrf)),
		.peer = peer,
		.created_at = now_at,
		.last_seen_at = now_at,
		.expires_at = now_at + SESSION_LIFE_US,
	};
	fill(out, account, &row);
	if (arena_failed(a))
		return err_set(e, RC_NOMEM, "no memory for a session");
	enum rc rc = session_rows_delete_old(db, now_at - SESSION_IDLE_US, now_at, e);
	return rc == RC_OK ? session_row_insert(db, &row, e) : rc;
}

static enum rc audit_sign_in(struct db *db, const struct account_row *account, const char *act,
			     int64_t now_at, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	struct actor who = {.login = account->login, .role = account->role};
	return audit_append_by(db, &who, act, audit_object(object, "account", account->id),
			       (struct slice){0}, now_at, e);
}

static enum rc open_audited(struct store *s, struct db *db, const struct account_row *account,
			    struct slice peer, int64_t now_at, struct arena *a, struct session *out,
			    struct err *e)
{
	enum rc rc = insert_session(s, db, account, peer, now_at, a, out, e);
	if (rc == RC_OK)
		rc = account_row_set_sign_in(db, account->id, now_at, e);
	if (rc == RC_OK)
		rc = audit_sign_in(db, account, "session.opened", now_at, e);
	return rc;
}

static enum rc sign_in_failed(struct err *e)
{
	return err_refuse(e, RC_DENIED, "sign-in-failed", NULL,
			  "user name or password is not right, or the account has been ended");
}

/* What was typed as a login may be anything, even a password: it is not kept
 * unless there is an account of that name. */
static enum rc audit_failure(struct store *s, const struct account_row *account, int64_t now_at,
			     struct err *e)
{
	static const struct audit_act nobody = {.actor = {"unknown", 7},
						.role = {"unknown", 7},
						.act = "session.refused",
						.object = {"account", 7}};
	struct db *db;
	enum rc rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	rc = account->id ? audit_sign_in(db, account, "session.refused", now_at, e)
			 : audit_append(db, &nobody, now_at, e);
	return store_end(s, rc, e);
}

/* The account of a login; a row of zeros where there is none. */
static enum rc find_login(struct store *s, struct slice login, struct arena *a,
			  struct account_row *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct account_row){0};
	enum rc rc = store_read(s, &db, e);
	if (rc == RC_OK)
		rc = account_row_find_login(db, login, a, out, e);
	store_done(s, db);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* The account is read again: it may have been ended while the password was hashed. `t` is the
 * try that must bring the second factor; NULL: none is asked for. */
static enum rc open_if_active(struct store *s, struct db *db, int64_t account_id,
			      const struct sign_in_try *t, int64_t now_at, struct arena *a,
			      struct session *out, struct err *e)
{
	struct account_row account = {0};
	enum rc rc = account_row_find(db, account_id, a, &account, e);
	if (rc == RC_OK && !in_force(&account, now_at))
		rc = sign_in_failed(e);
	if (rc == RC_OK && t)
		rc = second_factor_check(db, account_id, t->key, t->code, now_at, e);
	return rc == RC_OK ? open_audited(s, db, &account, t ? t->peer : (struct slice){0}, now_at,
					  a, out, e)
			   : rc;
}

static enum rc open_session(struct store *s, int64_t account_id, const struct sign_in_try *t,
			    int64_t now_at, struct arena *a, struct session *out, struct err *e)
{
	struct db *db;
	enum rc rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	rc = open_if_active(s, db, account_id, t, now_at, a, out, e);
	return store_end(s, rc, e);
}

enum rc session_open(struct store *s, int64_t account_id, int64_t now_at, struct arena *a,
		     struct session *out, struct err *e)
{
	return open_session(s, account_id, NULL, now_at, a, out, e);
}

static bool password_right(struct sign_in_guard *g, const struct account_row *account,
			   struct slice password, int64_t now_at)
{
	bool usable = in_force(account, now_at) && slice_present(password) &&
		      password.n <= PASSWORD_MAX;
	return guard_password_matches(g, slice_range(password, 0, PASSWORD_MAX),
				      usable ? account->password_hash.p : NULL);
}

/* What was refused after the password was right is on record as well. */
static enum rc refused(struct store *s, const struct account_row *account, int64_t now_at,
		       struct err *e)
{
	struct err audit;
	enum rc rc = audit_failure(s, account, now_at, &audit);
	if (rc == RC_OK)
		return e->rc;
	*e = audit;
	return rc;
}

enum rc sign_in(struct store *s, struct sign_in_guard *g, const struct sign_in_try *t,
		int64_t now_at, struct arena *a, struct session *out, int64_t *wait_seconds,
		struct err *e)
{
	struct account_row account;
	*wait_seconds = guard_enter(g, t, now_at);
	if (*wait_seconds > 0)
		return err_refuse(e, RC_LIMIT, "too-many-attempts", NULL,
				  "too many failed attempts to sign in: wait and try again");
	enum rc rc = find_login(s, t->login, a, &account, e);
	if (rc != RC_OK)
		return rc;
	if (!password_right(g, &account, t->password, now_at)) {
		rc = audit_failure(s, &account, now_at, e);
		return rc == RC_OK ? sign_in_failed(e) : rc;
	}
	rc = open_session(s, account.id, t, now_at, a, out, e);
	if (rc == RC_OK)
		guard_succeeded(g, t, now_at);
	else if (rc == RC_DENIED && strcmp(e->code, "second-factor-needed") == 0)
		guard_undo(g, t, now_at);
	else if (rc == RC_DENIED)
		rc = refused(s, &account, now_at, e);
	return rc;
}

static enum rc signed_out(struct err *e)
{
	return err_refuse(e, RC_DENIED, "signed-out", NULL, "you are not signed in: sign in again");
}

static enum rc read_session(struct store *s, struct slice token_hash, struct arena *a,
			    struct session_row *row, struct account_row *account, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(s, &db, e);
	if (rc == RC_OK)
		rc = session_row_find(db, token_hash, a, row, e);
	if (rc == RC_OK)
		rc = account_row_find(db, row->account_id, a, account, e);
	store_done(s, db);
	return rc;
}

/* The task that the session is on, while it lasts. */
static enum rc read_task(struct store *s, int64_t task_id, int64_t now_at, struct arena *a,
			 struct session *out, struct err *e)
{
	struct task_row row = {0};
	struct db *db = NULL;
	if (task_id == 0)
		return RC_OK;
	enum rc rc = store_read(s, &db, e);
	if (rc == RC_OK)
		rc = task_row_find(db, task_id, a, &row, e);
	store_done(s, db);
	if (rc == RC_OK && row.closed_at == 0 && now_at < row.task.ends_at)
		out->actor.task = row.task;
	return rc;
}

static enum rc write_seen(struct store *s, struct slice token_hash, int64_t now_at, struct err *e)
{
	struct db *db;
	enum rc rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	rc = session_row_seen(db, token_hash, now_at, e);
	return store_end(s, rc, e);
}

enum rc session_find(struct store *s, struct slice token, int64_t now_at, struct arena *a,
		     struct session *out, struct err *e)
{
	unsigned char hash[HASH_BYTES];
	struct session_row row = {0};
	struct account_row account = {0};
	if (token.n != SESSION_TOKEN_TEXT - 1)
		return signed_out(e);
	enum rc rc = read_session(s, hash_of(token, hash), a, &row, &account, e);
	if (rc == RC_NOT_FOUND ||
	    (rc == RC_OK && (!account.active || now_at >= ends_at(&row, &account))))
		return signed_out(e);
	if (rc == RC_OK && now_at - row.last_seen_at >= SEEN_EVERY_US) {
		rc = write_seen(s, row.token_hash, now_at, e);
		row.last_seen_at = now_at;
	}
	if (rc != RC_OK)
		return rc;
	*out = (struct session){0};
	fill(out, &account, &row);
	return read_task(s, row.task_id, now_at, a, out, e);
}

/* Ends a session that is there, with its record. */
static enum rc end_session(struct store *s, struct slice token_hash,
			   const struct account_row *account, int64_t now_at, struct err *e)
{
	struct db *db;
	enum rc rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	rc = session_row_delete(db, token_hash, e);
	if (rc == RC_OK && db_changes(db) > 0)
		rc = audit_sign_in(db, account, "session.closed", now_at, e);
	return store_end(s, rc, e);
}

enum rc sign_out(struct store *s, struct slice token, int64_t now_at, struct err *e)
{
	unsigned char hash[HASH_BYTES];
	struct session_row row = {0};
	struct account_row account = {0};
	struct arena *a = arena_new((size_t)16 << 10);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to end a session");
	enum rc rc = read_session(s, hash_of(token, hash), a, &row, &account, e);
	if (rc == RC_OK)
		rc = end_session(s, row.token_hash, &account, now_at, e);
	arena_free(a);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

bool session_csrf_matches(const struct session *session, struct slice sent)
{
	return slice_present(session->csrf) && sent.n == session->csrf.n &&
	       equal_secret(sent.p, session->csrf.p, sent.n);
}
