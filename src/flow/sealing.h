/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/sealing.h - takes what tells who somebody is out of the clear rows of a flight,
 * when messages come of age, and seals it. Private to flow/.
 *
 * The clear rows of a flight are what its clear messages say. A message that comes of age
 * takes with it what only it said: travellers and bookings that no younger message speaks
 * of are masked, the others become what the younger ones say of them. A traveller's row
 * as it stood is sealed to the vault, then encrypted under the key of the month; names and
 * documents can still be found by keyed hashes (screen/sealed.h).
 */
#ifndef FLOW_SEALING_H
#define FLOW_SEALING_H

#include "base/crypto.h"
#include "flow/truth.h"
#include "flow/unit_parts.h"
#include "screen/sealed.h"
#include "store/sealed.h"
#include "store/travel.h"

struct sealing {
	struct unit *unit;
	struct db *db; /* inside a write transaction */
	int64_t now_at;
	/* Counted. */
	unsigned messages, masked, deleted;
};

/* Masks the `count` messages of one flight from `due` on, in the order of the list; `a` is
 * used up. RC_NOMEM, RC_IO, RC_CORRUPT. */
enum rc sealing_flight(struct sealing *s, int64_t flight_id, const struct aged_message *due,
		       unsigned count, struct arena *a, struct err *e) MUST_CHECK;

/* ---- sealing_record.c ---- */

/* What one traveller's record is made of. */
struct sealing_subject {
	const struct traveller_row *row;
	const struct truth_traveller *truth;
	struct slice booking_json, hits_json;
	int64_t transferred_at;
};

/* Writes the sealed record of a traveller and what it is found by. */
enum rc sealing_put_record(struct sealing *s, const struct sealing_subject *x, struct arena *a,
			   struct err *e) MUST_CHECK;
/* Seals the source bytes of a message. */
enum rc sealing_put_source(struct sealing *s, const struct aged_message *m, struct slice body,
			   struct err *e) MUST_CHECK;
/* The same name for the same person where a document or a birth date tells. */
struct slice sealing_pseudonym(const struct unit *u, const struct traveller_row *row,
			       struct arena *a);

/* What a sealed record is bound to, for data_open. */
#define SEALED_ABOUT_TEXT 80
struct slice sealed_about(const struct sealed_row *row, char out[SEALED_ABOUT_TEXT]);

/* The record as it was before it was packed for sealing. RC_CORRUPT. */
enum rc sealed_unpack(struct slice record, struct buf *out, struct err *e) MUST_CHECK;
/* A part of an opened record, unpacked: identity, api, pnr, booking, hits, source; absent if there is none. */
struct slice sealed_section(struct slice record, const char *name);

/* Keyed hashes of marks and of birth dates. */
int64_t sealed_hash(const unsigned char search_key[HASH_BYTES], const struct sealed_mark *m);
#define SEALED_BIRTH_BYTES 8
void sealed_birth_hash(const unsigned char search_key[HASH_BYTES], bool year, struct slice text,
		       unsigned char out[SEALED_BIRTH_BYTES]);

#endif
