/* SPDX-License-Identifier: Apache-2.0
 *
 * base/share.h - a secret in shares, of which any two give it back and one alone
 * tells nothing (A. Shamir, "How to share a secret", CACM 22, 1979; libgfshare).
 *
 * A share is written as text to be copied by hand: base32 without letters that look
 * alike, in groups, with a checksum over all of it.
 */
#ifndef BASE_SHARE_H
#define BASE_SHARE_H

#include "base/crypto.h"

#define SHARE_SECRET_BYTES 32
#define SHARE_THRESHOLD 2
#define SHARES_MAX 16
#define SHARE_TEXT 96 /* "xxxxx-xxxxx-..." with NUL */

struct share {
	unsigned char number;                    /* 1 to SHARES_MAX */
	unsigned char vault[4];                  /* by which shares of one secret are known */
	unsigned char bytes[SHARE_SECRET_BYTES]; /* the share itself */
};

/* Splits into `count` (2 to SHARES_MAX) shares. RC_NOMEM. */
enum rc share_split(const unsigned char secret[SHARE_SECRET_BYTES], const unsigned char vault[4],
		    unsigned count, struct share *out, struct err *e) MUST_CHECK;

/* The secret of two shares; they may be of different numbers only. RC_INVALID, codes
 * "same-share", "other-vault". That it is the right one the caller has to see. */
enum rc share_join(const struct share *a, const struct share *b,
		   unsigned char secret[SHARE_SECRET_BYTES], struct err *e) MUST_CHECK;

void share_write(const struct share *s, char out[SHARE_TEXT]);
/* Letter case, blanks and hyphens make no difference. RC_INVALID "bad-share" for what
 * is no share, or has a slip of the pen in it. */
enum rc share_read(struct slice text, struct share *out, struct err *e) MUST_CHECK;

#endif
