/* SPDX-License-Identifier: Apache-2.0
 *
 * model/view_rules.h - criteria ("rules") version by version: what they say, where they stand,
 * and how their hits were reviewed. As model/view.h.
 */
#ifndef MODEL_VIEW_RULES_H
#define MODEL_VIEW_RULES_H

#include "base/clock.h"
#include "model/list.h"

/* One circumstance: speaks against a traveller, or for. */
struct indicator_view {
	int64_t number;          /* from 1 */
	bool exonerates;         /* else it incriminates */
	struct slice title;      /* in plain words, for reviewers */
	struct slice expression; /* docs/criteria.md */
	struct slice evidence;   /* why it is one ... */
	struct slice source;     /* ... who says so ... */
	struct date evidence_on; /* ... and since when; or absent */
	struct indicator_view *next;
};
typedef LIST(struct indicator_view) indicator_views;

/* Decisions on hits of a version. Those that could not be determined count as neither. */
struct rule_reviews {
	int64_t open;
	int64_t confirmed, rejected, undetermined;
};

/* What a version says; it never changes. */
struct rule_content {
	struct slice title, purpose, offence; /* names of the profile; offence may be absent */
	struct slice necessity;               /* why it is needed, and not too much */
	struct slice authorities;             /* that were consulted: names, separated by blanks */
	int64_t needs;                        /* incriminating indicators that must hold; 0 = all */
	struct slice severity;                /* low, medium, high */
	struct date starts_on, ends_on, review_on; /* days in UTC, all inclusive; or absent */
	/* Suspended when more than so many of a hundred reviewed hits were rejected, of at least
	 * so many reviews. */
	int64_t false_percent, least_reviews;
	indicator_views indicators;
};

struct rule_version_view {
	int64_t rule_id, version;
	struct rule_content content;
	struct slice state; /* draft, submitted, refused, active, stopped, suspended, expired,
			       replaced */
	int64_t written_by_id;
	struct slice written_by;
	int64_t written_at;
	struct slice decided_by,
		decision_reason; /* who accepted or refused it; absent until then */
	int64_t decided_at, decided_run;
	struct rule_reviews reviews;
	struct rule_version_view *next;
};
typedef LIST(struct rule_version_view) rule_version_views;

/* The rule with its latest version, and the one in force where that is another. */
struct rule_view {
	int64_t id;
	struct slice name, owner;
	int64_t created_at;
	struct rule_version_view latest;
	int64_t version_in_force; /* 0 = none */
	struct rule_view *next;
};
typedef LIST(struct rule_view) rule_views;

struct rule_event_view {
	int64_t version, at;
	struct slice state, reason;
	struct slice by; /* absent: the program */
	struct rule_event_view *next;
};

/* A dry run; `figures_json` is what flow/rule_run.h measured. */
struct rule_run_view {
	int64_t id, version, run_at, travellers, hits;
	struct slice run_by, figures_json;
	struct rule_run_view *next;
};
typedef LIST(struct rule_run_view) rule_run_views;

struct rules_page {
	rule_views rules;
	int64_t now_at;
};

struct rule_page {
	struct rule_view rule;
	rule_version_views versions;         /* newest first */
	LIST(struct rule_event_view) events; /* oldest first */
	rule_run_views runs;                 /* newest first */
	int64_t now_at;
};

#endif
