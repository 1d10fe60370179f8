/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/second_factor.h - signing in with a code that a device shows (TOTP, RFC 6238), and
 * recovery codes for when it is lost.
 *
 * The database holds the secret locked with the unit's key, and keyed hashes of the recovery
 * codes: a copy of it lets nobody in. `key` is unit_key().
 */
#ifndef PROTECT_SECOND_FACTOR_H
#define PROTECT_SECOND_FACTOR_H

#include "base/totp.h"
#include "model/actor.h"
#include "base/err.h"

struct db;
struct store;

#define RECOVERY_CODES 10
#define RECOVERY_TEXT 12 /* "K7QMX-2XPR9" */

/* Makes a new secret for `by`'s account, not in force until confirmed. RC_CONFLICT
 * "second-factor-set": there is one in force; an administrator can take it away. */
enum rc second_factor_begin(struct store *s, const struct actor *by, const unsigned char *key,
			    char secret[TOTP_SECRET_TEXT], struct err *e) MUST_CHECK;

/* Puts it in force with a code of it, and gives the recovery codes, which are not shown again.
 * RC_INVALID "second-factor-wrong"; RC_CONFLICT "second-factor-set"; RC_NOT_FOUND. Audited. */
enum rc second_factor_confirm(struct store *s, const struct actor *by, const unsigned char *key,
			      struct slice code, int64_t now_at,
			      char codes[RECOVERY_CODES][RECOVERY_TEXT], struct err *e) MUST_CHECK;

/* Takes it away from somebody who lost it, and ends that account's sessions. Needs
 * MAY_USERS_MANAGE. RC_CONFLICT "own-account"; RC_NOT_FOUND. Audited. */
enum rc second_factor_reset(struct store *s, const struct actor *by, int64_t account_id,
			    int64_t now_at, struct err *e) MUST_CHECK;

/* Inside a write transaction: RC_OK where the account has none, or `code` is right; uses the
 * code up. RC_DENIED "second-factor-needed" (no code), "second-factor-wrong". */
enum rc second_factor_check(struct db *db, int64_t account_id, const unsigned char *key,
			    struct slice code, int64_t now_at, struct err *e) MUST_CHECK;

#endif
