/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/sealed_match.h - finding masked travellers by process: a listed person's
 * names, birth dates and documents against the keyed hashes of sealed records. Nobody's
 * name is opened for it, and none comes out of it.
 */
#ifndef FLOW_SEALED_MATCH_H
#define FLOW_SEALED_MATCH_H

#include "screen/sealed.h"

struct unit;
struct db;

struct sealed_match {
	int64_t traveller_id, flight_id;
	struct sealed_verdict verdict; /* the best of his or her records */
	struct sealed_match *next;
};
typedef LIST(struct sealed_match) sealed_matches;

/* One listed person against everybody who is sealed; memory from `a`. RC_NOMEM, RC_IO. */
enum rc sealed_match_entry(struct unit *u, struct db *db, const struct list_entry *entry,
			   struct arena *a, sealed_matches *out, struct err *e) MUST_CHECK;

/* Compares entries of lists that are new or changed since the last call with everybody who
 * is masked, and raises hits; hits of entries that went are withdrawn. A few entries a
 * transaction, so that nobody waits. `*hits` are new ones. */
enum rc sealed_match_lists(struct unit *u, unsigned *hits, struct err *e) MUST_CHECK;

#endif
