/* SPDX-License-Identifier: Apache-2.0
 *
 * store/rights.h - requests of the people concerned, whom a search found for them, and
 * what is to be held of a person otherwise than the messages say.
 */
#ifndef STORE_RIGHTS_H
#define STORE_RIGHTS_H

#include "model/view_rights.h"
#include "store/store.h"

/* With its documents; state, decision and the rest are those of a new request. */
enum rc rights_request_insert(struct db *db, const struct rights_request_view *r,
			      struct err *e) MUST_CHECK;
/* RC_NOT_FOUND "not-found". Memory from `a`. */
enum rc rights_request_read(struct db *db, int64_t id, struct arena *a,
			    struct rights_request_view *out, struct err *e) MUST_CHECK;
/* Undecided ones first, by when they are due. */
enum rc rights_requests_read(struct db *db, struct arena *a, rights_request_views *out,
			     struct err *e) MUST_CHECK;
/* How many were received since `from_at`. */
enum rc rights_requests_since(struct db *db, int64_t from_at, int64_t *count,
			      struct err *e) MUST_CHECK;

/* A request goes on: identity checked, more time, decided. */
enum rc rights_identity_put(struct db *db, int64_t id, struct slice how, int64_t account_id,
			    int64_t at, struct err *e) MUST_CHECK;
enum rc rights_extension_put(struct db *db, int64_t id, struct slice why, int64_t due_at,
			     struct err *e) MUST_CHECK;
enum rc rights_decision_put(struct db *db, int64_t id, struct slice decision, struct slice reason,
			    int64_t account_id, int64_t at, struct err *e) MUST_CHECK;

/* ---- whom a search found ---- */

/* Leaves alone what the officer said of a traveller found before. */
enum rc rights_found_put(struct db *db, int64_t request_id, int64_t traveller_id, int64_t score,
			 const char *method, struct err *e) MUST_CHECK;
/* RC_NOT_FOUND. */
enum rc rights_found_mark(struct db *db, int64_t request_id, int64_t traveller_id,
			  struct slice state, struct err *e) MUST_CHECK;
/* Without the travellers' documents and detail. Memory from `a`. */
enum rc rights_found_read(struct db *db, int64_t request_id, struct arena *a,
			  rights_found_views *out, struct err *e) MUST_CHECK;

/* Walks the travellers in the clear: traveller ids above `after`, at most `limit`. */
struct traveller_name {
	int64_t id;
	struct slice family, given, middle, birth_date, sex, nationality;
	LIST(struct rights_document_view) documents;
	struct traveller_name *next;
};
typedef LIST(struct traveller_name) traveller_names;
enum rc traveller_names_read(struct db *db, int64_t after, unsigned limit, struct arena *a,
			     traveller_names *out, struct err *e) MUST_CHECK;

/* ---- what is to be held otherwise ---- */

struct rights_change {
	int64_t id, request_id, flight_id;
	unsigned char identity_hash[32];
	struct slice field;   /* "erased", "restricted", "family", "birth_date" ... */
	struct slice content; /* what it is to be; absent for the first two */
	int64_t at;
	struct rights_change *next;
};
typedef LIST(struct rights_change) rights_changes;

enum rc rights_change_insert(struct db *db, const struct rights_change *c,
			     struct err *e) MUST_CHECK;
/* Of one flight, the oldest first. Memory from `a`. */
enum rc rights_changes_read(struct db *db, int64_t flight_id, struct arena *a, rights_changes *out,
			    struct err *e) MUST_CHECK;

/* ---- flights by id ---- */

/* The natural key of a traveller's flight. RC_NOT_FOUND. */
enum rc traveller_flight(struct db *db, int64_t traveller_id, struct arena *a, int64_t *flight_id,
			 struct slice *natural_key, struct err *e) MUST_CHECK;

#endif
