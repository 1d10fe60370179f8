/* SPDX-License-Identifier: Apache-2.0
 *
 * store/rescreening.h - rows of re-screenings: how far stored travellers have met each list
 * (flow/rescreen.h). Memory from `a`.
 */
#ifndef STORE_RESCREENING_H
#define STORE_RESCREENING_H

#include "base/arena.h"
#include "model/list.h"
#include "store/travel.h"

#define RESCREEN_RUNNING "running"
#define RESCREEN_DONE "done"
#define RESCREEN_CANCELLED "cancelled"

#define RESCREEN_BY_ENTRY "entries"  /* each changed entry against everybody */
#define RESCREEN_BY_FLIGHT "flights" /* everybody of each flight against all lists */

struct rescreening {
	int64_t list_id;
	struct slice cause; /* as that of a hit: list-changed, re-screening */
	struct slice way;
	int64_t version;    /* of the list, that is to be met */
	int64_t at_version; /* by entry: the version and the reference of the last one done */
	struct slice at;    /* by flight: its id */
	int64_t total, done, hits;
	struct slice state;
	int64_t started_at, ended_at; /* 0 = not yet */
};

/* The latest of a list. RC_NOT_FOUND. */
enum rc rescreening_read(struct db *db, int64_t list_id, struct arena *a, struct rescreening *out,
			 struct err *e) MUST_CHECK;
/* One that is running. RC_NOT_FOUND. */
enum rc rescreening_next(struct db *db, struct arena *a, struct rescreening *out,
			 struct err *e) MUST_CHECK;
enum rc rescreening_put(struct db *db, const struct rescreening *r, struct err *e) MUST_CHECK;

/* How many live entries came with a version after `version`, and how many flights passed
 * before `now_at`. */
enum rc rescreening_entries(struct db *db, int64_t list_id, int64_t version, int64_t *out,
			    struct err *e) MUST_CHECK;
enum rc rescreening_flights(struct db *db, int64_t now_at, int64_t *out, struct err *e) MUST_CHECK;

/* Flights that passed before `now_at`, behind `after` by id; at most `limit`. */
enum rc passed_flights_read(struct db *db, int64_t now_at, int64_t after, unsigned limit,
			    struct arena *a, flight_names *out, struct err *e) MUST_CHECK;
/* The flight of a traveller in the clear, added to `out` if it has passed, or is to come, by
 * `now_at`, and is not there already. */
enum rc flight_of_traveller(struct db *db, int64_t traveller_id, bool to_come, int64_t now_at,
			    struct arena *a, flight_names *out, struct err *e) MUST_CHECK;
/* Flights to come with hits on an entry; in the same way. */
enum rc flights_of_hits(struct db *db, int64_t list_id, struct slice reference, int64_t now_at,
			struct arena *a, flight_names *out, struct err *e) MUST_CHECK;
/* Flights that passed with open hits of travellers in the clear on entries of a list that are
 * no more, or are another state now. */
enum rc passed_flights_of_gone(struct db *db, int64_t list_id, int64_t now_at, struct arena *a,
			       flight_names *out, struct err *e) MUST_CHECK;

#endif
