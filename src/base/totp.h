/* SPDX-License-Identifier: Apache-2.0
 *
 * base/totp.h - time-based one-time passwords (RFC 6238) of six digits, with
 * HMAC-SHA-1 and steps of 30 seconds: what every authenticator shows.
 */
#ifndef BASE_TOTP_H
#define BASE_TOTP_H

#include "base/clock.h"

#define TOTP_SECRET_BYTES 20 /* RFC 4226, section 4, R6 */
#define TOTP_DIGITS 6
#define TOTP_TEXT (TOTP_DIGITS + 1)
#define TOTP_STEP_US (30 * SECOND_US)
#define TOTP_SECRET_TEXT 33 /* base 32 (RFC 4648) with NUL */

/* The step that an instant lies in, and the code of a step. */
int64_t totp_step(int64_t at);
void totp_code(const unsigned char secret[TOTP_SECRET_BYTES], int64_t step, char out[TOTP_TEXT]);

/* The step whose code was sent: that of `now_at`, the one before or the one after,
 * if it is later than `last_step`, so that no code is good twice (RFC 6238, section
 * 5.2); -1 where none is. Compares in constant time. */
int64_t totp_match(const unsigned char secret[TOTP_SECRET_BYTES], struct slice sent, int64_t now_at,
		   int64_t last_step);

/* The secret as authenticators read it. */
void totp_secret_write(const unsigned char secret[TOTP_SECRET_BYTES], char out[TOTP_SECRET_TEXT]);

#endif
