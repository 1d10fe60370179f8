/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/carrier_key.h - by what a carrier's system shows who it is.
 */
#ifndef PROTECT_CARRIER_KEY_H
#define PROTECT_CARRIER_KEY_H

#include "base/arena.h"
#include "base/crypto.h"
#include "model/view.h"

struct store;

#define CARRIER_KEY_TEXT (4 + HEX_TEXT(32)) /* "piu_" and 64 hexadecimal digits */

/* A new key for `carrier` (2 or 3 letters or digits). The secret is given once;
 * the unit keeps its hash. Needs MAY_KEYS_MANAGE. RC_INVALID "bad-carrier". */
enum rc carrier_key_create(struct store *s, const struct actor *by, struct slice carrier,
			   int64_t now_at, char secret[CARRIER_KEY_TEXT], int64_t *id,
			   struct err *e) MUST_CHECK;

/* The carrier whose key this is. RC_DENIED "unknown-key" (HTTP: 401), also for a revoked one. */
enum rc carrier_key_find(struct store *s, struct slice secret, struct arena *a,
			 struct slice *carrier, struct err *e) MUST_CHECK;

/* RC_NOT_FOUND; RC_OK when it was revoked before. Needs MAY_KEYS_MANAGE. */
enum rc carrier_key_revoke(struct store *s, const struct actor *by, int64_t id, int64_t now_at,
			   struct err *e) MUST_CHECK;

/* All keys by carrier, oldest first. Needs MAY_KEYS_MANAGE. */
enum rc carrier_keys_read(struct store *s, const struct actor *by, struct arena *a,
			  carrier_key_views *out, struct err *e) MUST_CHECK;

#endif
