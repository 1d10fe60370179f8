/* SPDX-License-Identifier: Apache-2.0
 *
 * store/content.h - what a unit holds, counted, checked, and in one number.
 */
#ifndef STORE_CONTENT_H
#define STORE_CONTENT_H

#include "model/content.h"
#include "store/store.h"

/* Counts each kind of record and makes the digest: a hash over the truth (flights,
 * bookings, travellers, messages, lists, hits in force, decisions; what is in the
 * clear) that does not depend on order of arrival, internal ids, or times of receipt. */
enum rc content_read(struct db *db, struct content *out, struct err *e) MUST_CHECK;

/* Calls `wrong` (a static sentence, the row's id) for every row that contradicts
 * another or its own hash: message bodies, entries' hashes, counts of flights. */
enum rc content_verify(struct db *db, void (*wrong)(void *context, const char *what, int64_t id),
		       void *context, struct err *e) MUST_CHECK;

#endif
