/* SPDX-License-Identifier: Apache-2.0
 *
 * model/masked_view.h - what people are shown of masked records and of what is kept and
 * erased. As model/view.h: values only, memory of the arena of their page.
 */
#ifndef MODEL_MASKED_VIEW_H
#define MODEL_MASKED_VIEW_H

#include "base/slice.h"
#include "model/list.h"

/* A request to see a sealed record. */
struct unmask_view {
	int64_t id, traveller_id;
	struct slice pseudonym, fields, legal_basis, reference, reason;
	struct slice state; /* asked, approved, refused */
	int64_t requested_by_id;
	struct slice requested_by;
	int64_t requested_at;
	struct slice decided_by, decision;
	int64_t decided_at, ends_at, opened_at; /* 0 = not yet */
	int64_t times_shown;
	struct slice reviewed_by, review_result, review_note;
	int64_t reviewed_at;
	bool is_open; /* the record can be read now */
	struct unmask_view *next;
};
typedef LIST(struct unmask_view) unmask_views;

struct evidence_view {
	int64_t id, at;
	struct slice grounds, reference, by;
	struct evidence_view *next;
};
typedef LIST(struct evidence_view) evidence_views;

struct hold_view {
	int64_t id, begun_at, ends_at;
	struct slice owner, reference, by;
	struct hold_view *next;
};
typedef LIST(struct hold_view) hold_views;

struct certificate_view {
	int64_t id, issued_at;
	struct slice content_json;
	struct certificate_view *next;
};
typedef LIST(struct certificate_view) certificate_views;

/* What was erased before it was stored. */
struct minimised_view {
	struct slice carrier, code, why;
	int64_t count;
	struct minimised_view *next;
};
typedef LIST(struct minimised_view) minimised_views;

/* A sealed record that a search by process found: no more than that it is there. */
struct sealed_view {
	int64_t traveller_id;
	struct slice pseudonym;
	const char *outcome, *method; /* as of a hit */
	int64_t score_permille, masked_at;
	int64_t flight_id;
	struct slice carrier, number, from, to, departs;
	struct sealed_view *next;
};
typedef LIST(struct sealed_view) sealed_views;

#endif
