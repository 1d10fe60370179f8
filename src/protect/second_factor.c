/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/second_factor.h"

#include "base/arena.h"
#include "base/crypto.h"
#include "protect/audit.h"
#include "protect/protect.h"
#include "store/account.h"
#include "store/second_factor.h"
#include "store/session.h"
#include "store/store.h"

#include <assert.h>
#include <stdio.h>

#define ROW_MEMORY ((size_t)16 << 10)
#define CODE_LETTERS 10

static enum rc wrong(struct err *e, enum rc rc)
{
	return err_refuse(e, rc, "second-factor-wrong", "R-172",
			  "this code is not right, or was used before: take the one that is shown "
			  "now, or wait for the next");
}

/* Gives the secret of the row; false when it was not locked with this key. */
static bool unlock(const struct second_factor_row *row, const unsigned char *key,
		   unsigned char secret[TOTP_SECRET_BYTES])
{
	return row->secret.n == LOCKED_BYTES(TOTP_SECRET_BYTES) &&
	       secret_unlock(key, row->secret, secret);
}

/* The step of the code; -1 where it is not right. */
static int64_t match(const struct second_factor_row *row, const unsigned char *key,
		     struct slice code, int64_t now_at)
{
	unsigned char secret[TOTP_SECRET_BYTES];
	if (!unlock(row, key, secret))
		return -1;
	int64_t step = totp_match(secret, code, now_at, row->last_step);
	wipe_secret(secret, sizeof secret);
	return step;
}

/* Letters and digits alone, whatever their case. */
static void recovery_hash(const unsigned char *key, int64_t account_id, struct slice code,
			  unsigned char out[HASH_BYTES])
{
	struct hash_state h;
	hash_begin(&h, key);
	hash_piece(&h, SLICE("recovery-code"));
	hash_i64(&h, account_id);
	for (size_t i = 0; i < code.n; i++) {
		char letter = ascii_to_upper(code.p[i]);
		if (ascii_alpha(letter) || ascii_digit(letter))
			hash_piece(&h, (struct slice){&letter, 1});
	}
	hash_end(&h, out);
}

static struct slice hash_slice(const unsigned char hash[HASH_BYTES])
{
	return (struct slice){(const char *)hash, HASH_BYTES};
}

static enum rc audit_factor(struct db *db, const struct actor *by, const char *act,
			    int64_t account_id, int64_t now_at, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	return audit_append_by(db, by, act, audit_object(object, "account", account_id),
			       (struct slice){0}, now_at, e);
}

/* ---- checking ---- */

static enum rc use_recovery(struct db *db, int64_t account_id, const unsigned char *key,
			    struct slice code, int64_t now_at, struct err *e)
{
	unsigned char hash[HASH_BYTES];
	struct actor system = actor_system();
	recovery_hash(key, account_id, code, hash);
	enum rc rc = recovery_code_row_use(db, account_id, hash_slice(hash), now_at, e);
	if (rc == RC_OK && db_changes(db) == 0)
		return wrong(e, RC_DENIED);
	return rc == RC_OK
		       ? audit_factor(db, &system, "second-factor.recovered", account_id, now_at, e)
		       : rc;
}

static enum rc use_code(struct db *db, const struct second_factor_row *row,
			const unsigned char *key, struct slice code, int64_t now_at, struct err *e)
{
	if (code.n != TOTP_DIGITS || !slice_digits(code))
		return use_recovery(db, row->account_id, key, code, now_at, e);
	int64_t step = match(row, key, code, now_at);
	if (step < 0)
		return wrong(e, RC_DENIED);
	enum rc rc = second_factor_row_step(db, row->account_id, step, e);
	return rc == RC_OK && db_changes(db) == 0 ? wrong(e, RC_DENIED) : rc;
}

enum rc second_factor_check(struct db *db, int64_t account_id, const unsigned char *key,
			    struct slice code, int64_t now_at, struct err *e)
{
	struct second_factor_row row = {0};
	struct arena *a = arena_new(ROW_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to check a code");
	enum rc rc = second_factor_row_find(db, account_id, a, &row, e);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && row.confirmed_at == 0)) {
		rc = RC_OK;
	} else if (rc == RC_OK && !slice_present(code)) {
		rc = err_refuse(e, RC_DENIED, "second-factor-needed", "R-172",
				"this account signs in with two factors: send the code that the "
				"device shows, or a recovery code");
	} else if (rc == RC_OK) {
		assert(key);
		rc = use_code(db, &row, key, code, now_at, e);
	}
	arena_free(a);
	return rc;
}

/* ---- setting it up ---- */

static enum rc refuse_set(const struct second_factor_row *row, struct err *e)
{
	return row->confirmed_at == 0
		       ? RC_OK
		       : err_refuse(
				 e, RC_CONFLICT, "second-factor-set", NULL,
				 "this account has a second factor: an administrator can take it "
				 "away");
}

static enum rc begin(struct db *db, struct arena *a, int64_t account_id, struct slice locked,
		     struct err *e)
{
	struct second_factor_row row = {0};
	enum rc rc = second_factor_row_find(db, account_id, a, &row, e);
	if (rc == RC_OK)
		rc = refuse_set(&row, e);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	row = (struct second_factor_row){.account_id = account_id, .secret = locked};
	return second_factor_row_put(db, &row, e);
}

enum rc second_factor_begin(struct store *s, const struct actor *by, const unsigned char *key,
			    char secret[TOTP_SECRET_TEXT], struct err *e)
{
	unsigned char bytes[TOTP_SECRET_BYTES], locked[LOCKED_BYTES(TOTP_SECRET_BYTES)];
	struct db *db;
	struct arena *a = arena_new(ROW_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory for a second factor");
	random_bytes(bytes, sizeof bytes);
	totp_secret_write(bytes, secret);
	secret_lock(key, (struct slice){(const char *)bytes, sizeof bytes}, locked);
	wipe_secret(bytes, sizeof bytes);
	enum rc rc = store_write(s, &db, e);
	if (rc == RC_OK)
		rc = store_end(s,
			       begin(db, a, by->account_id,
				     (struct slice){(const char *)locked, sizeof locked}, e),
			       e);
	arena_free(a);
	return rc;
}

/* "K7QMX2XPR9" as "K7QMX-2XPR9". */
static void make_code(char out[RECOVERY_TEXT])
{
	char letters[CODE_LETTERS + 1];
	random_code(letters, CODE_LETTERS);
	snprintf(out, RECOVERY_TEXT, "%.5s-%.5s", letters, letters + 5);
	wipe_secret(letters, sizeof letters);
}

static enum rc make_codes(struct db *db, int64_t account_id, const unsigned char *key,
			  char codes[RECOVERY_CODES][RECOVERY_TEXT], struct err *e)
{
	enum rc rc = recovery_code_rows_delete(db, account_id, e);
	for (unsigned i = 0; rc == RC_OK && i < RECOVERY_CODES; i++) {
		unsigned char hash[HASH_BYTES];
		make_code(codes[i]);
		recovery_hash(key, account_id, slice_of(codes[i]), hash);
		rc = recovery_code_row_insert(db, account_id, hash_slice(hash), e);
	}
	return rc;
}

static enum rc confirm(struct db *db, struct arena *a, const struct actor *by,
		       const unsigned char *key, struct slice code, int64_t now_at,
		       char codes[RECOVERY_CODES][RECOVERY_TEXT], struct err *e)
{
	struct second_factor_row row = {0};
	enum rc rc = second_factor_row_find(db, by->account_id, a, &row, e);
	if (rc == RC_NOT_FOUND)
		return err_refuse(e, RC_NOT_FOUND, "not-found", NULL,
				  "no second factor was begun: ask for a secret first");
	if (rc == RC_OK)
		rc = refuse_set(&row, e);
	if (rc != RC_OK)
		return rc;
	row.last_step = match(&row, key, code, now_at);
	row.confirmed_at = now_at;
	if (row.last_step < 0)
		return wrong(e, RC_INVALID);
	rc = second_factor_row_put(db, &row, e);
	if (rc == RC_OK)
		rc = make_codes(db, by->account_id, key, codes, e);
	return rc == RC_OK ? audit_factor(db, by, "second-factor.set", by->account_id, now_at, e)
			   : rc;
}

enum rc second_factor_confirm(struct store *s, const struct actor *by, const unsigned char *key,
			      struct slice code, int64_t now_at,
			      char codes[RECOVERY_CODES][RECOVERY_TEXT], struct err *e)
{
	struct db *db;
	struct arena *a = arena_new(ROW_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory for a second factor");
	enum rc rc = store_write(s, &db, e);
	if (rc == RC_OK)
		rc = store_end(s, confirm(db, a, by, key, code, now_at, codes, e), e);
	arena_free(a);
	return rc;
}

static enum rc reset(struct db *db, struct arena *a, const struct actor *by, int64_t account_id,
		     int64_t now_at, struct err *e)
{
	struct account_row row = {0};
	enum rc rc = account_row_find(db, account_id, a, &row, e);
	if (rc == RC_OK)
		rc = second_factor_row_delete(db, account_id, e);
	if (rc == RC_OK)
		rc = session_rows_delete_of(db, account_id, e);
	return rc == RC_OK ? audit_factor(db, by, "second-factor.reset", account_id, now_at, e)
			   : rc;
}

enum rc second_factor_reset(struct store *s, const struct actor *by, int64_t account_id,
			    int64_t now_at, struct err *e)
{
	struct db *db;
	enum rc rc = protect_require(by, MAY_USERS_MANAGE, e);
	if (rc != RC_OK)
		return rc;
	if (account_id == by->account_id)
		return err_refuse(
			e, RC_CONFLICT, "own-account", "R-172",
			"nobody takes away a second factor of his or her own: ask another "
			"administrator");
	struct arena *a = arena_new(ROW_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory for a second factor");
	rc = store_write(s, &db, e);
	if (rc == RC_OK)
		rc = store_end(s, reset(db, a, by, account_id, now_at, e), e);
	arena_free(a);
	return rc;
}
