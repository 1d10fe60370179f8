/* SPDX-License-Identifier: Apache-2.0
 *
 * store/hit.h - hits of travellers on list entries, and the decisions that
 * carry over to the same person and entry.
 */
#ifndef STORE_HIT_H
#define STORE_HIT_H

#include "model/list.h"
#include "store/store.h"

struct hit_row {
	int64_t id, traveller_id, flight_id, list_id, entry_id, list_version;
	struct slice reference, outcome, method, explanation, state;
	int64_t score;                /* permille */
	int64_t severity;             /* 1 low, 2 medium, 3 high */
	int64_t decision_id;          /* 0 = none */
	struct slice decided_outcome; /* of that decision; only when read */
	int64_t created_at;
	bool seen; /* for the caller */
	struct hit_row *next;
};
typedef LIST(struct hit_row) hit_rows;

/* Hits as rows; hit_put inserts or replaces by id. */
enum rc hits_of_traveller(struct db *db, int64_t traveller_id, struct arena *a, hit_rows *out,
			  struct err *e) MUST_CHECK;
enum rc hit_put(struct db *db, const struct hit_row *h, struct err *e) MUST_CHECK;
enum rc hit_set_state(struct db *db, int64_t id, const char *state, struct err *e) MUST_CHECK;

/* Open hits of masked travellers on entries that are on the list no more. */
struct hit_id {
	int64_t id;
	struct hit_id *next;
};
typedef LIST(struct hit_id) hit_ids;
enum rc hits_of_gone_entries(struct db *db, int64_t list_id, struct arena *a, hit_ids *out,
			     struct err *e) MUST_CHECK;

/* Travellers of a flight with open hits by that method, each once. */
enum rc travellers_with_hits(struct db *db, int64_t flight_id, const char *method, struct arena *a,
			     hit_ids *out, struct err *e) MUST_CHECK;

struct decision_found {
	int64_t id;
	struct slice outcome;     /* confirmed, rejected, undetermined */
	struct slice hit_outcome; /* what screening said of the hit decided; absent if it is gone */
};

/* The latest decision on this state of this entry for a person known by one of
 * the identity hashes. Memory from `a`. RC_NOT_FOUND. */
enum rc decision_find(struct db *db, const struct hit_row *hit, struct slice entry_hash,
		      const unsigned char (*identities)[32], unsigned count, struct arena *a,
		      struct decision_found *out, struct err *e) MUST_CHECK;

/* How many hits wait for a person. */
enum rc hits_open_count(struct db *db, int64_t *out, struct err *e) MUST_CHECK;

#endif
