/* SPDX-License-Identifier: Apache-2.0
 *
 * store/unmask.h - rows of requests to see a sealed record.
 */
#ifndef STORE_UNMASK_H
#define STORE_UNMASK_H

#include "model/masked_view.h"
#include "store/store.h"

struct unmask_row {
	int64_t id, traveller_id, requested_by, requested_at;
	struct slice pseudonym, fields, legal_basis, reference, reason;
};
/* A new request, in the state asked. */
enum rc unmask_insert(struct db *db, const struct unmask_row *row, struct err *e) MUST_CHECK;

/* RC_NOT_FOUND with code "not-found". */
enum rc unmask_view_read(struct db *db, int64_t id, struct arena *a, struct unmask_view *out,
			 struct err *e) MUST_CHECK;
/* The newest first; `by` 0 = of everybody; `state` absent = all; "review" = approved, not yet
 * reviewed. */
enum rc unmask_views_read(struct db *db, struct slice state, int64_t by, unsigned limit,
			  struct arena *a, unmask_views *out, struct err *e) MUST_CHECK;

struct unmask_decision {
	int64_t id, by, at, ends_at;
	const char *state; /* "approved", "refused" */
	struct slice reason;
};
enum rc unmask_decide(struct db *db, const struct unmask_decision *d, struct err *e) MUST_CHECK;
enum rc unmask_set_opened(struct db *db, int64_t id, int64_t at, struct err *e) MUST_CHECK;
enum rc unmask_count_shown(struct db *db, int64_t id, struct err *e) MUST_CHECK;
enum rc unmask_set_reviewed(struct db *db, int64_t id, int64_t by, int64_t at, struct slice result,
			    struct slice note, struct err *e) MUST_CHECK;
/* How many wait for the review. */
enum rc unmask_review_count(struct db *db, int64_t *count, struct err *e) MUST_CHECK;

/* When the traveller's row was masked (0 = in the clear) and its pseudonym; RC_NOT_FOUND with
 * code "not-found". */
enum rc traveller_masked_read(struct db *db, int64_t id, struct arena *a, int64_t *masked_at,
			      struct slice *pseudonym, struct err *e) MUST_CHECK;

/* Why a traveller is kept, the oldest first; certificates the newest first. */
enum rc evidence_views_of(struct db *db, int64_t traveller_id, struct arena *a, evidence_views *out,
			  struct err *e) MUST_CHECK;
enum rc hold_views_of(struct db *db, int64_t traveller_id, struct arena *a, hold_views *out,
		      struct err *e) MUST_CHECK;
enum rc certificate_views_read(struct db *db, unsigned limit, struct arena *a,
			       certificate_views *out, struct err *e) MUST_CHECK;

#endif
