/* SPDX-License-Identifier: Apache-2.0
 *
 * store/sealed.h - rows of sealing: which messages come of age, taking out of the clear
 * rows what tells who somebody is, and the sealed records that hold it from then on
 * . Inside a write transaction where something is written.
 */
#ifndef STORE_SEALED_H
#define STORE_SEALED_H

#include "model/list.h"
#include "store/store.h"

/* ---- what comes of age ---- */

struct aged_message {
	int64_t id, flight_id, received_at; /* flight 0 = of none */
	struct slice state;
	struct slice content_hash, carrier;
	int64_t travellers;
	struct aged_message *next;
};
typedef LIST(struct aged_message) aged_messages;

enum aged {
	AGED_CLEAR,  /* stored, in the clear */
	AGED_MASKED, /* stored, masked before */
	AGED_APART,  /* quarantine and tests */
};
/* Messages received until `until_at`, by flight, then by id. */
enum rc aged_messages_read(struct db *db, enum aged which, int64_t until_at, struct arena *a,
			   aged_messages *out, struct err *e) MUST_CHECK;
/* When the oldest message in the clear was received; 0 = there is none. */
enum rc aged_first(struct db *db, int64_t *received_at, struct err *e) MUST_CHECK;

/* A traveller in the clear of a flight, and what speaks for keeping the record. */
struct tied_traveller {
	int64_t id, booking_id;
	int64_t api_message_id, pnr_message_id; /* 0 = none */
	bool evidence;                          /* recorded, or a hit was confirmed */
	bool held;                              /* a hold lasts */
	struct tied_traveller *next;
};
typedef LIST(struct tied_traveller) tied_travellers;
enum rc tied_travellers_read(struct db *db, int64_t flight_id, int64_t now_at, struct arena *a,
			     tied_travellers *out, struct err *e) MUST_CHECK;

/* ---- taking out ---- */

/* The body goes; the content is known again by `keyed_hash` only. */
enum rc message_mask(struct db *db, int64_t id, struct slice keyed_hash, int64_t now_at,
		     struct err *e) MUST_CHECK;
enum rc message_body_read(struct db *db, int64_t id, struct arena *a, struct slice *out,
			  struct err *e) MUST_CHECK;
/* Bookings whose last word came from message `message_id`: their contents go. */
enum rc bookings_mask(struct db *db, int64_t message_id, int64_t now_at, struct err *e) MUST_CHECK;
/* Everything that tells who it is goes, explanations of hits and ties to the booking too. */
enum rc traveller_mask_row(struct db *db, int64_t id, struct slice pseudonym, int64_t now_at,
			   struct err *e) MUST_CHECK;

/* Explanations of a traveller's hits, as one JSON array of {id, fields}. */
enum rc hit_explanations_read(struct db *db, int64_t traveller_id, struct arena *a,
			      struct slice *out, struct err *e) MUST_CHECK;

/* ---- sealed records ---- */

struct sealed_row {
	int64_t id;
	const char *kind; /* "traveller", "message" */
	int64_t object_id, flight_id;
	struct slice month; /* "2026-03" */
	int64_t transferred_at, sealed_at;
	struct slice content;
	struct sealed_row *next;
};
typedef LIST(struct sealed_row) sealed_rows;

/* A record, then what it is found by. */
enum rc sealed_insert(struct db *db, const struct sealed_row *row, struct err *e) MUST_CHECK;
/* What it is found by: the number that stands for it in its marks. */
enum rc sealed_subject_next(struct db *db, int64_t *n, struct err *e) MUST_CHECK;
#define SEALED_HASH_BYTES 6 /* of a mark, the lowest first */
/* `marks`: the hashes of its marks; `other_shape` may be absent. */
enum rc sealed_subject_insert(struct db *db, int64_t n, int64_t sealed_id, struct slice shape,
			      struct slice other_shape, struct slice marks,
			      struct err *e) MUST_CHECK;
enum rc sealed_mark_insert(struct db *db, int64_t n, int64_t hash, int64_t mark,
			   struct err *e) MUST_CHECK;

/* A traveller's records, the oldest first. */
enum rc sealed_of_traveller(struct db *db, int64_t traveller_id, struct arena *a, sealed_rows *out,
			    struct err *e) MUST_CHECK;
/* Records transferred until `until_at`, without content; not those of a traveller on hold
 * at `now_at`. */
enum rc sealed_aged(struct db *db, int64_t until_at, int64_t now_at, struct arena *a,
		    sealed_rows *out, struct err *e) MUST_CHECK;
/* Masked travellers whom nothing recorded links with a risk, and who are not on hold, with
 * the newest transfer of their records. Only id, object and flight are filled. */
enum rc sealed_unlinked(struct db *db, int64_t now_at, struct arena *a, sealed_rows *out,
			struct err *e) MUST_CHECK;
/* Walks all records for their check: sealed_next until RC_END; slices until the next call. */
struct query *sealed_query(struct db *db);
enum rc sealed_next(struct query *q, struct sealed_row *out, struct err *e) MUST_CHECK;
/* All records. */
enum rc sealed_rows_read(struct db *db, struct arena *a, sealed_rows *out,
			 struct err *e) MUST_CHECK;
/* Gives a record another content (when the vault gets another key). */
enum rc sealed_replace(struct db *db, int64_t id, struct slice content, struct err *e) MUST_CHECK;

/* ---- finding by process ---- */

struct sealed_found {
	int64_t n, mark;
	struct sealed_found *next;
};
typedef LIST(struct sealed_found) sealed_finds;
/* Marks with this hash. */
enum rc sealed_mark_find(struct db *db, int64_t hash, struct arena *a, sealed_finds *out,
			 struct err *e) MUST_CHECK;

/* What is needed to weigh a find. */
struct sealed_about {
	int64_t traveller_id, flight_id;
	LIST(struct sealed_shape) shapes; /* one for each name */
};
struct sealed_shape {
	struct slice shape;
	struct sealed_shape *next;
};
enum rc sealed_about_read(struct db *db, int64_t n, struct arena *a,
			  struct sealed_about *out, struct err *e) MUST_CHECK;

/* ---- erasing ---- */

/* A record and what it is found by. */
enum rc sealed_delete(struct db *db, int64_t id, struct err *e) MUST_CHECK;
/* A traveller with all that hangs on it: documents, hits, decisions no other hit needs,
 * evidence, holds, sealed records. */
enum rc traveller_erase(struct db *db, int64_t id, struct err *e) MUST_CHECK;
/* A message with its findings and sealed source; travellers let go of it. */
enum rc message_erase(struct db *db, int64_t id, struct err *e) MUST_CHECK;
/* A flight that has neither messages nor travellers, with its legs and bookings; `*erased`
 * says whether it was one. */
enum rc flight_erase_empty(struct db *db, int64_t id, bool *erased, struct err *e) MUST_CHECK;
/* Whether anything of a month is still sealed. */
enum rc sealed_month_used(struct db *db, struct slice month, bool *used, struct err *e) MUST_CHECK;
/* Whether any sealed record of this traveller is left. */
enum rc sealed_traveller_left(struct db *db, int64_t traveller_id, bool *left,
			      struct err *e) MUST_CHECK;

/* ---- evidence, holds, certificates ---- */

struct evidence_row {
	int64_t id, traveller_id, account_id, recorded_at;
	struct slice grounds, reference;
};
/* Written as it is. */
enum rc evidence_insert(struct db *db, const struct evidence_row *row, struct err *e) MUST_CHECK;

struct hold_row {
	int64_t id, traveller_id, account_id, begun_at, ends_at;
	struct slice owner, reference;
};
enum rc hold_insert(struct db *db, const struct hold_row *row, struct err *e) MUST_CHECK;
/* RC_NOT_FOUND; RC_OK too where it had ended. */
enum rc hold_end(struct db *db, int64_t id, int64_t now_at, struct err *e) MUST_CHECK;

/* Fills the counts of `out`. */
struct retention_state;
enum rc retention_counts_read(struct db *db, int64_t now_at, struct retention_state *out,
			      struct err *e) MUST_CHECK;

/* `content` is JSON. */
enum rc certificate_insert(struct db *db, int64_t id, int64_t issued_at, struct slice content,
			   struct err *e) MUST_CHECK;

#endif
