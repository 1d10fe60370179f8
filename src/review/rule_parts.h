/* SPDX-License-Identifier: Apache-2.0
 *
 * review/rule_parts.h - what the files about rules share. Private to review/.
 */
#ifndef REVIEW_RULE_PARTS_H
#define REVIEW_RULE_PARTS_H

#include "review/rules.h"
#include "store/rule.h"

/* One act on a rule, inside a write transaction. */
struct rule_work {
	struct unit *u;
	struct db *db;
	const struct actor *who;
	struct arena *a;
	int64_t now_at;
	struct rule_view rule;
};

/* What keeps the content from being submitted on that day. */
enum rc rule_faults_find(struct unit *u, const struct rule_content *content, struct date today,
			 struct arena *a, rule_fault_views *faults, struct err *e) MUST_CHECK;
/* The content as the engine takes it. Memory of `a`; false: none left. */
struct rule_text;
bool rule_text_of_content(const struct rule_content *content, struct arena *a,
			  struct rule_text *out);
/* The first fault as a refusal; RC_OK where there is none. */
enum rc rule_faults_refuse(const rule_fault_views *faults, struct err *e) MUST_CHECK;

enum rule_ending { RULE_STOPPED, RULE_SUSPENDED, RULE_EXPIRED, RULE_REPLACED };
/* Ends the version in force: its state, its entry, its open hits, and the record. */
enum rc rule_end(struct rule_work *w, const struct rule_version_view *v, enum rule_ending how,
		 struct slice reason, struct err *e) MUST_CHECK;
/* The record of an act, in the transaction of the act. `run` 0 = about none. */
enum rc rule_record(struct rule_work *w, const char *act, int64_t version, int64_t run,
		    struct slice reason, struct err *e) MUST_CHECK;
/* Adds to the history of a version; `who` is the program where it has no account. */
struct rule_change rule_change_of(const struct rule_work *w, int64_t version, const char *state,
				  struct slice reason);

/* After a decision on a hit: a rule whose hits are rejected too often is suspended.
 * `entry_id` is the hit's. */
enum rc rule_reviewed(struct unit *u, struct db *db, int64_t entry_id, struct arena *a,
		      struct err *e) MUST_CHECK;

#endif
