/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/data_key.h - one data key for each month of transfer.
 *
 * What is sealed is encrypted under the key of the month in which it was transferred,
 * over the sealing to the vault, and what it is found by is hashed under a key that
 * follows from it. The keys are files of their own, beside the database: when the last
 * record of a month has gone its key is destroyed, and copies of the database that were
 * taken before can not be opened any more, not even with the vault's key.
 */
#ifndef PROTECT_DATA_KEY_H
#define PROTECT_DATA_KEY_H

#include "base/crypto.h"

#define MONTH_TEXT 8 /* "2026-03" with NUL */

/* The month (UTC) of an instant. */
void data_key_month(int64_t at, char out[MONTH_TEXT]);

/* DIR/keys/months; made if missing. */
enum rc data_keys_make_folder(const char *folder, struct err *e) MUST_CHECK;

/* The key of a month in the unit of `folder`. `make`: a new one where there is none; else
 * RC_NOT_FOUND (destroyed, or never made). RC_IO, RC_CORRUPT. */
enum rc data_key_read(const char *folder, struct slice month, bool make,
		      unsigned char out[DATA_KEY_BYTES], struct err *e) MUST_CHECK;
/* RC_OK too where there is none; `*was_there` says which. */
enum rc data_key_destroy(const char *folder, struct slice month, bool *was_there,
			 struct err *e) MUST_CHECK;
/* Calls `each` for every month that has a key. */
enum rc data_keys_each(const char *folder,
		       enum rc (*each)(void *context, struct slice month, struct err *e),
		       void *context, struct err *e) MUST_CHECK;

/* The key under which marks of names are hashed (screen/sealed.h). */
void data_key_for_search(const unsigned char key[DATA_KEY_BYTES], unsigned char out[HASH_BYTES]);

#endif
