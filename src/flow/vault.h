/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/vault.h - the unit's vault: its public key seals, its secret key exists in shares
 * only, held by different offices, any two of which open it (R-112; docs/vault.md).
 *
 * A unit is made with a provisional key in a file. The ceremony makes a new key, seals
 * anew what was sealed under the provisional one, and destroys that.
 */
#ifndef FLOW_VAULT_H
#define FLOW_VAULT_H

#include "base/arena.h"
#include "base/share.h"

struct unit;

#define VAULT_MARK_TEXT HEX_TEXT(4) /* by which people know a vault: start of a hash of its key */

struct vault_state {
	bool in_shares; /* the ceremony was held */
	char mark[VAULT_MARK_TEXT];
	struct slice offices; /* that hold shares, one a line; absent before the ceremony */
	int64_t made_at;      /* 0 before the ceremony */
};

/* Memory from `a`. */
enum rc vault_state_read(struct unit *u, struct arena *a, struct vault_state *out,
			 struct err *e) MUST_CHECK;

/* The ceremony: a new key and its shares, in memory that is not swapped. */
struct ceremony;
/* `count` of SHARE_THRESHOLD to SHARES_MAX. RC_CONFLICT "vault-in-shares": it was held. */
enum rc ceremony_begin(struct unit *u, unsigned count, struct ceremony **out,
		       struct err *e) MUST_CHECK;
/* As it is printed for the holder of share `number`, from 1. Valid until the end. */
const char *ceremony_share(const struct ceremony *c, unsigned number);
/* Whether what was typed back is that share. */
bool ceremony_matches(const struct ceremony *c, unsigned number, struct slice typed);
/* Takes the new key into use and destroys the provisional one; audited "vault.shared".
 * `offices`: names, one a line. Nothing changes unless RC_OK. */
enum rc ceremony_finish(struct ceremony *c, struct slice offices, struct err *e) MUST_CHECK;
void ceremony_free(struct ceremony *c); /* wipes; NULL is fine */

/* The secret key of two shares, into memory from secret_new. RC_DENIED "not-these-shares"
 * they do not open this vault. RC_INVALID as share_join. */
enum rc vault_join(struct unit *u, const struct share *a, const struct share *b,
		   unsigned char secret[VAULT_KEY_BYTES], struct err *e) MUST_CHECK;

#endif
