/* SPDX-License-Identifier: Apache-2.0
 *
 * store/travel.h - flights, bookings and travellers: the rows of the truth
 * that flow/ builds. Rows are found again by natural keys.
 */
#ifndef STORE_TRAVEL_H
#define STORE_TRAVEL_H

#include "model/message.h"
#include "store/store.h"

struct flight_row {
	int64_t id;
	struct slice natural_key;
	struct slice carrier, number, suffix, origin, destination;
	struct local_time departs, arrives;
	int64_t departs_at, arrives_at; /* 0 = zone of the airport not known */
	const char *direction, *status;
	int64_t deadline_at;
	int64_t travellers, crew, bookings, messages;
	bool has_api, has_pnr;
	struct slice content_hash;
};

enum rc flight_find(struct db *db, struct slice natural_key, int64_t *id,
		    struct err *e) MUST_CHECK; /* RC_NOT_FOUND */
/* A flight as it stands, for comparing with the truth. */
struct known_flight {
	struct slice content_hash;
	int64_t deadline_at;
};
/* `*out` in `a`. RC_NOT_FOUND. */
enum rc flight_known(struct db *db, int64_t id, struct arena *a, struct known_flight *out,
		     struct err *e) MUST_CHECK;
/* The natural key; as above. */
enum rc flight_key_read(struct db *db, int64_t id, struct arena *a, struct slice *out,
			struct err *e) MUST_CHECK;
enum rc flight_put(struct db *db, const struct flight_row *f, struct err *e) MUST_CHECK;

struct flight_name {
	int64_t id;
	struct slice natural_key;
	struct flight_name *next;
};
typedef LIST(struct flight_name) flight_names;

/* Flights with a deadline from `from_at` on, by natural key. Memory from `a`. */
enum rc flight_names_read(struct db *db, int64_t from_at, struct arena *a, flight_names *out,
			  struct err *e) MUST_CHECK;
/* All flights, those that end last first, then by natural key. Memory from `a`. */
enum rc flight_names_latest(struct db *db, struct arena *a, flight_names *out,
			    struct err *e) MUST_CHECK;
enum rc legs_put(struct db *db, int64_t flight_id, const struct flight *flight,
		 struct err *e) MUST_CHECK; /* replaces */

/* The content hash of a booking or a traveller has two halves: one over all that the row
 * says, and from this byte on one over what stands in keys, indexes and tables of its own,
 * and what lists are compared with. Where only the first differs, nothing but the row
 * itself is written. */
#define ROW_HASH_LINKS 16

/* A row in the clear as it stands, for comparing with the truth. */
struct known_row {
	int64_t id;
	struct slice key, other_key; /* booking: natural key; traveller: api and pnr key */
	struct slice content_hash;
	bool kept; /* for the caller */
	struct known_row *next;
};
typedef LIST(struct known_row) known_rows;

struct booking_row {
	int64_t id, flight_id, message_id;
	struct slice natural_key;
	const struct booking *booking;
	const char *state;
	struct slice content_hash;
};

enum rc bookings_known(struct db *db, int64_t flight_id, struct arena *a, known_rows *out,
		       struct err *e) MUST_CHECK;
/* The row and its segments, contacts and payments. */
enum rc booking_insert(struct db *db, const struct booking_row *b, struct err *e) MUST_CHECK;
/* Replaces what `known` shows to be another. */
enum rc booking_update(struct db *db, const struct booking_row *b, const struct known_row *known,
		       struct err *e) MUST_CHECK;
enum rc booking_delete(struct db *db, int64_t id, struct err *e) MUST_CHECK;

struct traveller_row {
	int64_t id, flight_id, booking_id; /* booking 0 = none */
	struct slice api_key, pnr_key;
	const char *kind, *role, *status, *join_reason; /* role and reason may be NULL */
	struct slice family, given, middle, title, sex;
	struct date birth_date;
	struct slice nationality, residence, embark, disembark, locator, seat;
	int64_t api_message_id, pnr_message_id; /* 0 = none */
	unsigned api_index, pnr_index;
	const struct document *const *documents;
	unsigned document_count;
	struct slice content_hash;
};

/* Whether the second halves of two content hashes agree. */
bool row_same_links(struct slice content_hash, struct slice other);
enum rc travellers_known(struct db *db, int64_t flight_id, struct arena *a, known_rows *out,
			 struct err *e) MUST_CHECK;
/* The row and its documents. */
enum rc traveller_insert(struct db *db, const struct traveller_row *t, struct err *e) MUST_CHECK;
/* Replaces what `known` shows to be another. */
enum rc traveller_update(struct db *db, const struct traveller_row *t,
			 const struct known_row *known, struct err *e) MUST_CHECK;
/* Takes the natural keys off a row that is about to get others. */
enum rc traveller_unkey(struct db *db, int64_t id, struct err *e) MUST_CHECK;
/* Moves the hits of `from` to `to` (unless it has that hit already), then deletes `from`. */
enum rc traveller_merge(struct db *db, int64_t from, int64_t to, struct err *e) MUST_CHECK;
enum rc traveller_delete(struct db *db, int64_t id, struct err *e) MUST_CHECK; /* with its hits */

#endif
