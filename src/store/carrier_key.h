/* SPDX-License-Identifier: Apache-2.0
 *
 * store/carrier_key.h - rows of carriers' keys, by their hashes.
 */
#ifndef STORE_CARRIER_KEY_H
#define STORE_CARRIER_KEY_H

#include "model/view.h"
#include "store/db.h"

enum rc carrier_key_row_insert(struct db *db, int64_t id, struct slice carrier,
			       struct slice key_hash, int64_t created_at, struct err *e) MUST_CHECK;
/* The carrier of a key that is in force. Memory from `a`. RC_NOT_FOUND. */
enum rc carrier_key_row_find(struct db *db, struct slice key_hash, struct arena *a,
			     struct slice *carrier, struct err *e) MUST_CHECK;
/* RC_NOT_FOUND; `*revoked` says that it was revoked before and nothing changed. */
enum rc carrier_key_row_revoke(struct db *db, int64_t id, int64_t at, bool *revoked,
			       struct err *e) MUST_CHECK;
/* By carrier, oldest first. Memory from `a`. */
enum rc carrier_key_rows_read(struct db *db, struct arena *a, carrier_key_views *out,
			      struct err *e) MUST_CHECK;

#endif
