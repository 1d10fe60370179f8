/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/opened.h - sealed records that are open for a time.
 *
 * An opened record exists in memory only, never on the disc: when its time is over, when
 * the unit is stopped, or when the power fails, it is sealed again by not being there any
 * more. So do shares that were handed in beforehand. Thread-safe.
 */
#ifndef FLOW_OPENED_H
#define FLOW_OPENED_H

#include "base/arena.h"
#include "base/share.h"

struct unit;

#define OPENED_MAX 64 /* at once */

/* Keeps the approving office's share for a request until `ends_at`. RC_LIMIT. */
enum rc opened_keep_share(struct unit *u, int64_t request_id, const struct share *share,
			  int64_t ends_at, struct err *e) MUST_CHECK;
/* False where none is kept. */
bool opened_has_share(struct unit *u, int64_t request_id);

struct opening {
	int64_t request_id, traveller_id, account_id; /* account: who may read it */
	struct slice fields; /* identity, api, pnr, booking, hits; by blanks */
	int64_t ends_at;
	const struct share *first, *second; /* NULL: the one kept for the request */
};

/* Opens a traveller's sealed records with two shares and keeps the fields asked for in
 * memory. RC_CONFLICT "share-missing"; RC_INVALID, RC_DENIED as vault_join;
 * RC_NOT_FOUND "record-gone": it has been deleted; RC_LIMIT. */
enum rc opened_open(struct unit *u, const struct opening *o, struct err *e) MUST_CHECK;

/* The record of a request as JSON, {"parts":[{"transferred_at", "identity", ...}]}.
 * RC_NOT_FOUND "sealed-again": its time is over. */
enum rc opened_read(struct unit *u, int64_t request_id, int64_t account_id, struct arena *a,
		    struct slice *out, struct err *e) MUST_CHECK;
/* Whether an account has this traveller open. */
bool opened_is_open(struct unit *u, int64_t traveller_id, int64_t account_id);
bool opened_request_is_open(struct unit *u, int64_t request_id);
/* Wipes what is over; also done by each call above. */
void opened_sweep(struct unit *u);

/* Of the unit. */
struct opened *opened_new(void); /* NULL: no memory */
void opened_free(struct opened *o);

#endif
