/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/recalls.h - what was sent to an authority and turns out to be wrong is called back
 * by a person, or by the program in the transaction of what makes it wrong - the
 * entry has left its list, the decision was overturned, the data were erased, put
 * right or restricted, the independent review refused the use.
 *
 * The package goes at once; the recipient has RECALL_ACKNOWLEDGE_US to say that the notice
 * was seen. What nobody has released yet is dropped.
 */
#ifndef FLOW_RECALLS_H
#define FLOW_RECALLS_H

#include "base/crypto.h"
#include "model/actor.h"
#include "model/view_share.h"

struct unit;
struct db;

#define RECALL_ACKNOWLEDGE_US (2 * DAY_US)

struct recall {
	enum disclosure_tie tie; /* what the disclosures rest on */
	int64_t id;              /* of it */
	struct slice reference;  /* of the entry, for TIE_ENTRY; `id` is its list's */
	const char *cause; /* by-the-unit, delisted, overturned, erased, rectified, restricted,
			    * review-refused */
	struct slice note; /* for the recipient; may be absent */
};

/* Calls all of them back, inside a write transaction; each is audited "disclosure.recalled"
 * (or "disclosure.dropped") by `who`. `*count` of those sent; may be NULL. */
enum rc recalls_put(struct unit *u, struct db *db, const struct actor *who, const struct recall *r,
		    unsigned *count, struct err *e) MUST_CHECK;

/* By what a disclosure remembers the entry that it rests on: keyed, so that the record names
 * nobody. */
void recalls_entry_mark(struct unit *u, struct slice reference, unsigned char out[HASH_BYTES]);

#endif
