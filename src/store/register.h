/* SPDX-License-Identifier: Apache-2.0
 *
 * store/register.h - rows of the register of staff, of declared places, of
 * breaches, and of support from outside.
 */
#ifndef STORE_REGISTER_H
#define STORE_REGISTER_H

#include "model/view_register.h"
#include "store/store.h"

/* ---- staff ---- */

/* All accounts that there are and were, by login; changes by account and time. */
enum rc staff_read(struct db *db, struct arena *a, staff_views *out, struct err *e) MUST_CHECK;
enum rc staff_changes_read(struct db *db, struct arena *a, staff_changes *out,
			   struct err *e) MUST_CHECK;

/* ---- places ---- */

struct place_row {
	int64_t id;
	struct slice name, address, state, reason;
	struct slice machine;             /* a keyed hash; absent = not bound to one */
	int64_t declared_by, declared_at; /* by 0 = at the unit's set-up */
	int64_t confirmed_at;             /* 0 = not yet */
};
enum rc place_insert(struct db *db, const struct place_row *row, struct err *e) MUST_CHECK;
/* RC_NOT_FOUND where it is not there or confirmed already. */
enum rc place_confirm(struct db *db, int64_t id, int64_t by, int64_t at, struct err *e) MUST_CHECK;
/* RC_NOT_FOUND where it is not in force. */
enum rc place_end(struct db *db, int64_t id, int64_t by, int64_t at, struct err *e) MUST_CHECK;
/* How many places are in force, and how many of them are this machine or bound to none. */
enum rc places_count(struct db *db, struct slice machine, int64_t *all, int64_t *here,
		     struct err *e) MUST_CHECK;
/* The newest first; `machine` may be absent. */
enum rc places_read(struct db *db, struct slice machine, struct arena *a, place_views *out,
		    struct err *e) MUST_CHECK;

/* ---- breaches ---- */

/* Gives the number that it gets: "B-2026-001". RC_CONFLICT. */
enum rc breach_insert(struct db *db, const struct breach_view *row, int64_t account_id,
		      struct err *e) MUST_CHECK;
enum rc breaches_count(struct db *db, int64_t *count, struct err *e) MUST_CHECK;
enum rc breaches_read(struct db *db, int64_t id, struct arena *a, breach_views *out,
		      struct err *e) MUST_CHECK; /* id 0 = all, the newest first */
enum rc breach_set_risk(struct db *db, int64_t id, struct slice risk, struct err *e) MUST_CHECK;
enum rc breach_close(struct db *db, int64_t id, int64_t at, struct err *e) MUST_CHECK;
enum rc breach_step_insert(struct db *db, int64_t step_id, const struct breach_step_view *step,
			   int64_t account_id, struct err *e) MUST_CHECK;
/* All, in the order in which they were done. */
enum rc breach_steps_read(struct db *db, struct arena *a, breach_step_views *out,
			  struct err *e) MUST_CHECK;

/* ---- support from outside ---- */

enum rc consent_insert(struct db *db, const struct consent_view *row, struct err *e) MUST_CHECK;
/* RC_NOT_FOUND where there is none that waits. */
enum rc consent_agree(struct db *db, int64_t id, int64_t by, int64_t at, int64_t ends_at,
		      struct err *e) MUST_CHECK;
/* RC_NOT_FOUND. */
enum rc consent_end(struct db *db, int64_t id, int64_t at, struct err *e) MUST_CHECK;
enum rc consents_read(struct db *db, struct arena *a, consent_views *out, struct err *e) MUST_CHECK;
/* Whether one is in force for the account. */
enum rc consent_holds(struct db *db, int64_t account_id, int64_t now_at, bool *holds,
		      struct err *e) MUST_CHECK;

#endif
