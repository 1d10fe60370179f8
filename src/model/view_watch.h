/* SPDX-License-Identifier: Apache-2.0
 *
 * model/view_watch.h - what the data protection officer's workbench shows. As model/view.h.
 */
#ifndef MODEL_VIEW_WATCH_H
#define MODEL_VIEW_WATCH_H

#include "model/view.h"

/* A look-up that the officer should ask about. */
struct odd_lookup_view {
	int64_t id, audit_seq;
	struct slice sign; /* own-name, colleague, off-duty, mass, no-case */
	struct slice actor, object;
	int64_t at, count;   /* count: of a mass of look-ups */
	struct slice result; /* in-order, asked, referred; absent = not looked into yet */
	struct slice note;
	int64_t looked_at;
	struct odd_lookup_view *next;
};
typedef LIST(struct odd_lookup_view) odd_lookup_views;

/* One decision of a random sample. */
struct sample_item_view {
	int64_t ordinal, decision_id, hit_id;
	struct slice outcome, reason, by;
	int64_t decided_at;
	struct checklist checklist;
	struct slice result; /* in-order, objection; absent = not looked at yet */
	struct slice note;
	struct sample_item_view *next;
};

struct sample_view {
	int64_t id, drawn_at, from_at, to_at, population;
	struct slice drawn_by, seed; /* the seed makes the sample again (docs/oversight.md) */
	LIST(struct sample_item_view) items;
};

struct oversight_page {
	odd_lookup_views odd; /* not looked into first */
	bool has_sample;
	struct sample_view sample; /* the latest */
	use_notice_views notices;
	statistic_views statistics;
	int64_t records, checkpoints, proved; /* of the audit trail */
	int64_t broken_seq;                   /* 0 = whole */
	int64_t now_at;
};

/* What anybody may know of the unit. */
struct notice_page {
	const char *name, *state, *legal_basis, *profile; /* live as long as the unit */
	statistic_views statistics;
};

#endif
