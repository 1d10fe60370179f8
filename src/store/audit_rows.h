/* SPDX-License-Identifier: Apache-2.0
 *
 * store/audit_rows.h - the rows of the audit trail. protect/audit.h makes and
 * checks the chain; nothing else may write here.
 */
#ifndef STORE_AUDIT_ROWS_H
#define STORE_AUDIT_ROWS_H

#include "model/list.h"
#include "store/db.h"

#define AUDIT_HASH_BYTES 32

struct audit_row {
	int64_t seq, at;
	struct slice actor, role, act, object;
	struct slice purpose; /* may be absent */
	struct slice detail;  /* a JSON object */
	struct slice previous_hash, hash;
	struct audit_row *next;
};
typedef LIST(struct audit_row) audit_rows;

/* The newest record's number and hash; an empty trail gives 0 and a hash of zeros. */
enum rc audit_rows_last(struct db *db, int64_t *seq, unsigned char hash[AUDIT_HASH_BYTES],
			struct err *e) MUST_CHECK;
enum rc audit_row_insert(struct db *db, const struct audit_row *row, struct err *e) MUST_CHECK;

/* Calls `look` with each record by number, until it gives false. The row's
 * memory is valid during the call only. */
enum rc audit_rows_each(struct db *db, bool (*look)(void *context, const struct audit_row *row),
			void *context, struct err *e) MUST_CHECK;

/* At most `limit` records with a number below `before` (0 = all), newest first;
 * without their hashes. Memory from `a`. */
enum rc audit_rows_read(struct db *db, int64_t before, unsigned limit, struct arena *a,
			audit_rows *out, struct err *e) MUST_CHECK;

/* The records of one object, the oldest first; without their hashes. */
enum rc audit_rows_of(struct db *db, struct slice object, struct arena *a, audit_rows *out,
		      struct err *e) MUST_CHECK;

#endif
