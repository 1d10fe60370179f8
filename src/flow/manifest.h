/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/manifest.h - what a backup says of itself: lines "name value", the last of which
 * proves the others under the unit's key. Private to flow/.
 */
#ifndef FLOW_MANIFEST_H
#define FLOW_MANIFEST_H

#include "base/crypto.h"

struct manifest {
	char made_at[24];
	char program[24]; /* version that made it */
	int64_t bytes;    /* of the database */
	unsigned char hash[HASH_BYTES];
	unsigned char digest[HASH_BYTES]; /* of the content (model/content.h) */
};

/* Into BACKUP/manifest. */
enum rc manifest_write(const struct manifest *m, const char *backup, const unsigned char *key,
		       struct err *e) MUST_CHECK;
/* RC_NOT_FOUND: no backup; RC_CORRUPT: it was changed; RC_CONFLICT "other-keys": either that, or
 * the key is another unit's. */
enum rc manifest_read(const char *backup, const unsigned char *key, struct manifest *out,
		      struct err *e) MUST_CHECK;

#endif
