/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/trail.h - the audit trail of a unit, signed and proved (R-151, docs/audit.md).
 *
 * DIR/keys/audit.key signs (0600), DIR/keys/audit.pub verifies; neither is in the
 * database. Each checkpoint is a row, and a line of DIR/checkpoints.
 */
#ifndef FLOW_TRAIL_H
#define FLOW_TRAIL_H

#include "protect/checkpoint.h"

struct unit;

/* Signs the trail as it stands. Where nothing was recorded since the last checkpoint,
 * that one is given. RC_NOT_FOUND, RC_CORRUPT: the key is missing or is none. */
enum rc trail_sign(struct unit *u, struct checkpoint_row *out, struct err *e) MUST_CHECK;

/* The same, only if one is due (protect/checkpoint.h); for a timer. */
enum rc trail_sign_due(struct unit *u, struct err *e) MUST_CHECK;

/* Lets records go that are older than the law of the unit keeps them, with a signed start
 * for what is left. For a timer; nothing is recorded where nothing went. */
enum rc trail_trim_due(struct unit *u, struct err *e) MUST_CHECK;

/* The whole trail against its chain, its checkpoints, and the lines of DIR/checkpoints. */
enum rc trail_verify(struct unit *u, struct audit_report *out, struct err *e) MUST_CHECK;

/* The same away from the unit: `path` is a copy of piu.db or an export. `public_key` is a file
 * (audit.pub) or the key's hexadecimal digits; NULL, for a copy only: the chain alone.
 * `noted` is a file of checkpoints, or NULL. RC_INVALID when it is no key. */
enum rc trail_verify_file(const char *path, const char *public_key, const char *noted,
			  struct audit_report *out, struct err *e) MUST_CHECK;

/* Records that the operator takes an export at the terminal. */
enum rc trail_note_export(struct unit *u, struct err *e) MUST_CHECK;
/* The whole trail with its proof, as text. RC_LIMIT when `out` is too small. */
enum rc trail_export(struct unit *u, struct buf *out, struct err *e) MUST_CHECK;

/* The public key as hexadecimal digits, to be noted away from the unit. */
enum rc trail_public_key(struct unit *u, char out[HEX_TEXT(SIGN_PUBLIC_BYTES)],
			 struct err *e) MUST_CHECK;

#endif
