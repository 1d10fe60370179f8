/* SPDX-License-Identifier: Apache-2.0
 *
 * model/view_oversight.h - what people are shown of how hits were decided, and of
 * oversight. As model/view.h, which includes this.
 */
#ifndef MODEL_VIEW_OVERSIGHT_H
#define MODEL_VIEW_OVERSIGHT_H

#include "model/checklist.h"
#include "model/list.h"

/* What a first reviewer held where two must agree. */
struct opinion_view {
	bool given;
	int64_t account_id;
	struct slice by, outcome, reason;
	struct checklist checklist;
	int64_t at;
};

/* A match with INTERPOL data and what its source said of it. */
struct bureau_view {
	bool needed;      /* the list is one of INTERPOL's */
	int64_t asked_at; /* 0 = not yet */
	int64_t due_at;
	struct slice asked_by, reference;
	struct slice answer; /* confirmed, not-confirmed; absent = none yet */
	int64_t answered_at;
	struct slice answered_by, answer_reference;
};

/* Somebody who is mistaken for a listed person again and again. */
struct redress_view {
	int64_t id;
	struct slice number, note;
	int64_t made_at, ended_at; /* ended 0 = in force */
	struct redress_view *next;
};
typedef LIST(struct redress_view) redress_views;

/* Telling a person that data about him or her were used. */
struct use_notice_view {
	int64_t decision_id, hit_id;
	int64_t opened_at, review_at;
	struct slice state; /* waiting, sent, not-owed */
	struct slice reason, by;
	int64_t settled_at; /* 0 = not yet */
	struct use_notice_view *next;
};
typedef LIST(struct use_notice_view) use_notice_views;

struct statistic_view {
	int64_t year;
	struct slice name;
	int64_t amount;
	struct statistic_view *next;
};
typedef LIST(struct statistic_view) statistic_views;

#endif
