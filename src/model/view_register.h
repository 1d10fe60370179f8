/* SPDX-License-Identifier: Apache-2.0
 *
 * model/view_register.h - what people are shown of staff, places, breaches, and support from
 * outside. As model/view.h.
 */
#ifndef MODEL_VIEW_REGISTER_H
#define MODEL_VIEW_REGISTER_H

#include "model/actor.h"
#include "model/list.h"
#include "model/masked_view.h"

/* A change of who may do what; of the trail. */
struct staff_change {
	int64_t account_id, seq, at;
	struct slice act, by;
	struct slice detail_json;
	struct staff_change *next;
};
typedef LIST(struct staff_change) staff_changes;

struct staff_view {
	int64_t id;
	struct slice login, name, staff_number, duty, desk;
	enum actor_role role;
	bool active;
	int64_t created_at, ends_at, last_sign_in_at; /* 0 = none */
	struct staff_view *next;
};
typedef LIST(struct staff_view) staff_views;

/* Where data are processed. */
struct place_view {
	int64_t id;
	struct slice name, address, state, reason;
	bool bound, here; /* to a machine; to this one */
	struct slice declared_by, confirmed_by, ended_by;
	int64_t declared_by_id;
	int64_t declared_at, confirmed_at, ended_at; /* 0 = not yet */
	struct place_view *next;
};
typedef LIST(struct place_view) place_views;

struct breach_step_view {
	int64_t breach_id;
	struct slice kind, text, by;
	int64_t at;
	struct breach_step_view *next;
};
typedef LIST(struct breach_step_view) breach_step_views;

struct breach_view {
	int64_t id;
	struct slice number, what, categories;
	int64_t people; /* about so many; -1 = not known */
	int64_t happened_at, known_at, due_at;
	struct slice risk; /* none, risk, high; absent = not assessed */
	int64_t closed_at; /* 0 = open */
	int64_t authority_told_at, people_told_at;
	struct slice recorded_by;
	int64_t recorded_at;
	struct breach_view *next;
};
typedef LIST(struct breach_view) breach_views;

/* Somebody from outside, let in for a time. */
struct consent_view {
	int64_t id, account_id;
	struct slice login, reason, asked_by, agreed_by;
	int64_t minutes, asked_at, agreed_at, ends_at; /* 0 = not yet */
	int64_t asked_by_id;
	enum actor_role asked_by_role;
	struct consent_view *next;
};
typedef LIST(struct consent_view) consent_views;

struct register_page {
	int64_t now_at;
	staff_views staff;
	staff_changes changes;
	unmask_views requests;
	place_views places;
};

struct breaches_page {
	int64_t now_at;
	breach_views breaches;
	breach_step_views steps;
};

#endif
