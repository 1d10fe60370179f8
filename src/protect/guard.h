/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/guard.h - the sign-in guard's inner calls. Private to protect/.
 */
#ifndef PROTECT_GUARD_H
#define PROTECT_GUARD_H

#include "protect/session.h"

/* Counts the try as a failure beforehand, so that many at once gain nothing.
 * Seconds to wait; 0 = go on, and tell how it went with guard_succeeded. */
int64_t guard_enter(struct sign_in_guard *g, const struct sign_in_try *t, int64_t now_at);
/* The try was good: the login's failures are forgotten, the peer's try is not counted. */
void guard_succeeded(struct sign_in_guard *g, const struct sign_in_try *t, int64_t now_at);

/* The try was no failure and no success: it is not counted, and nothing is forgotten. */
void guard_undo(struct sign_in_guard *g, const struct sign_in_try *t, int64_t now_at);

/* Whether `password` belongs to `hash` (NULL: to nobody; takes as long). At most two at once. */
bool guard_password_matches(struct sign_in_guard *g, struct slice password, const char *hash);

#endif
