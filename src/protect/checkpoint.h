/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/checkpoint.h - the audit trail signed at intervals.
 *
 * A checkpoint says which record was the last at an instant, and its hash; it is
 * signed with a key that is not in the database (Ed25519, RFC 8032). So who has
 * the database and not the key can not write the trail anew, and who has the
 * public key alone can verify a copy or an export of it anywhere.
 */
#ifndef PROTECT_CHECKPOINT_H
#define PROTECT_CHECKPOINT_H

#include "base/buf.h"
#include "base/crypto.h"
#include "model/checkpoint.h"
#include "protect/audit.h"

/* A checkpoint is due this long after the last one, or after so many records. */
#define CHECKPOINT_EVERY_US (15 * INT64_C(60000000))
#define CHECKPOINT_RECORDS 500

/* Whether there are new records, and enough of them or for long enough. */
enum rc checkpoint_due(struct db *db, int64_t now_at, bool *due, struct err *e) MUST_CHECK;

/* Signs the trail as it stands, inside a write transaction. Where the newest
 * checkpoint covers the newest record already, that one is given. */
enum rc checkpoint_make(struct db *db, const unsigned char secret_key[SIGN_SECRET_BYTES],
			int64_t now_at, struct checkpoint_row *out, struct err *e) MUST_CHECK;

/* The text that is signed; docs/audit.md shows it. */
#define CHECKPOINT_TEXT 200
struct slice checkpoint_text(const struct checkpoint_row *c, char out[CHECKPOINT_TEXT]);

/* One line of a file of checkpoints kept away from the database, and back.
 * checkpoint_line_read: false for a line that is none. */
void checkpoint_line_write(const struct checkpoint_row *c, struct buf *out);
bool checkpoint_line_read(struct slice line, struct checkpoint_row *out);

/* Walks the whole trail of `db` against its checkpoints, their signatures, and the lines
 * of checkpoints `noted` elsewhere (may be absent). RC_OK with a report, also when it is
 * broken; RC_INVALID for a line that is no checkpoint. */
enum rc audit_prove(struct db *db, const unsigned char public_key[SIGN_PUBLIC_BYTES],
		    struct slice noted, struct audit_report *out, struct err *e) MUST_CHECK;

/* ---- records leave at their age (R-150) ---- */

/* Nothing goes sooner, whatever a profile says. */
#define AUDIT_KEPT_US (5 * 365 * INT64_C(86400000000))

/* Deletes what the newest checkpoint of `until_at` or before covers, and signs it as the trail's
 * new start, inside a write transaction; audited "audit.trimmed". `out->checkpoint` 0: there is
 * nothing so old, or the last time was less than a day's records ago. */
enum rc audit_trim(struct db *db, const unsigned char secret_key[SIGN_SECRET_BYTES],
		   int64_t until_at, int64_t now_at, struct audit_start *out,
		   struct err *e) MUST_CHECK;

/* ---- an export of the trail with its proof (docs/audit.md) ---- */

/* Every record and checkpoint as lines of text. RC_LIMIT when `out` is too small. */
enum rc audit_export(struct db *db, const unsigned char public_key[SIGN_PUBLIC_BYTES],
		     struct buf *out, struct err *e) MUST_CHECK;
bool audit_is_export(struct slice bytes);
/* The same verification as audit_prove, of an export. RC_INVALID when it is not one. */
enum rc audit_export_verify(struct slice bytes, const unsigned char public_key[SIGN_PUBLIC_BYTES],
			    struct audit_report *out, struct err *e) MUST_CHECK;

#endif
