/* SPDX-License-Identifier: Apache-2.0
 *
 * store/redress.h - people who are mistaken for listed ones again and again: known by keyed
 * hashes, flagged to the reviewer.
 */
#ifndef STORE_REDRESS_H
#define STORE_REDRESS_H

#include "model/view.h"
#include "store/db.h"

struct redress_row {
	int64_t id, request_id, made_at;
	struct slice number, note;
};
enum rc redress_insert(struct db *db, const struct redress_row *row, struct err *e) MUST_CHECK;
enum rc redress_identity_insert(struct db *db, int64_t redress_id, const unsigned char hash[32],
				struct err *e) MUST_CHECK;
/* RC_NOT_FOUND where there is none in force. */
enum rc redress_end(struct db *db, int64_t id, int64_t at, struct err *e) MUST_CHECK;

/* Those in force for a person known by one of `count` hashes; each once. Memory from `a`. */
enum rc redress_find(struct db *db, const unsigned char (*hashes)[32], unsigned count,
		     struct arena *a, redress_views *out, struct err *e) MUST_CHECK;
/* All, the newest first. */
enum rc redress_read(struct db *db, struct arena *a, redress_views *out, struct err *e) MUST_CHECK;

#endif
