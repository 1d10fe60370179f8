/* SPDX-License-Identifier: Apache-2.0
 *
 * store/rule.h - rows of criteria ("rules"): versions, indicators, states, dry runs (R-050 to
 * What follows from them is review/rules.h's to say. Memory from `a`.
 *
 * A rule has a row in `watchlist` under its own id, and the version in force has a live entry
 * there, whose reference is the rule's name: its hits are hits on that entry (store/hit.h).
 */
#ifndef STORE_RULE_H
#define STORE_RULE_H

#include "base/crypto.h"
#include "model/view_rules.h"
#include "store/hit.h"

/* ---- in force: for whoever compares travellers with them ----
 *
 * The row of a hit (store/hit.h) on a rule: list_id, list_version, entry_id, reference and
 * severity as here, outcome "match", method RULE_METHOD, score 1000, and as explanation the
 * findings of its indicators. */

#define RULE_METHOD "rule"

struct active_rule {
	int64_t id;      /* of the rule; list_id of its hits */
	int64_t version; /* list_version of its hits */
	int64_t entry_id;
	struct slice entry_hash;    /* with which earlier decisions are found */
	struct slice name;          /* reference of its hits */
	int64_t severity;           /* 1 low, 2 medium, 3 high: as of a hit */
	int64_t needs;              /* 0 = all incriminating ones */
	indicator_views indicators; /* by number */
	struct active_rule *next;
};

struct active_rules {
	struct active_rule *first, *last;
	unsigned count;
	int64_t stamp; /* grows with each change of any rule's state: read again when it differs */
};

/* The versions in force on that day (UTC): accepted, begun, neither their end nor their review
 * behind them, by rule. The same `stamp` and day: the same rules. */
enum rc rules_active_read(struct db *db, struct date today, struct arena *a,
			  struct active_rules *out, struct err *e) MUST_CHECK;
/* The stamp alone. */
enum rc rules_stamp_read(struct db *db, int64_t *stamp, struct err *e) MUST_CHECK;

/* ---- for people ---- */

/* RC_NOT_FOUND with code "not-found" where there is none, in all of these. */
enum rc rule_id_find(struct db *db, struct slice name, int64_t *id, struct err *e) MUST_CHECK;
/* By name; the latest versions without indicators. */
enum rc rule_views_read(struct db *db, struct arena *a, rule_views *out, struct err *e) MUST_CHECK;
/* One, with all that its latest version says. */
enum rc rule_view_read(struct db *db, int64_t id, struct arena *a, struct rule_view *out,
		       struct err *e) MUST_CHECK;
enum rc rule_version_read(struct db *db, int64_t id, int64_t version, struct arena *a,
			  struct rule_version_view *out, struct err *e) MUST_CHECK;
enum rc rule_versions_read(struct db *db, int64_t id, struct arena *a, rule_version_views *out,
			   struct err *e) MUST_CHECK; /* newest first, with all they say */
enum rc rule_events_read(struct db *db, int64_t id, struct arena *a, struct rule_page *out,
			 struct err *e) MUST_CHECK;
enum rc rule_runs_read(struct db *db, int64_t id, struct arena *a, rule_run_views *out,
		       struct err *e) MUST_CHECK; /* newest first */
/* The version whose entry that is. */
enum rc rule_version_of_entry(struct db *db, int64_t entry_id, struct arena *a,
			      struct rule_version_view *out, struct err *e) MUST_CHECK;
/* Whether that is the hash under which the version was written, and its entry published. */
enum rc rule_version_has_hash(struct db *db, const struct rule_version_view *v,
			      const unsigned char hash[HASH_BYTES], bool *has,
			      struct err *e) MUST_CHECK;
/* How hits of a version were reviewed. Decisions count also when their hits are kept no more. */
enum rc rule_reviews_read(struct db *db, int64_t id, int64_t version, struct rule_reviews *out,
			  struct err *e) MUST_CHECK;
/* Whether the person behind the account wrote any version of the rule, with this account or
 * another one. */
enum rc rule_is_by(struct db *db, int64_t id, int64_t account_id, bool *is,
		   struct err *e) MUST_CHECK;

/* ---- writing ---- */

#define RULE_LIST_PREFIX "rule:" /* of the row in `watchlist`; no list can be called so */

struct rule_row {
	int64_t id;
	struct slice name;
	int64_t owner_id, created_at;
};
/* RC_CONFLICT "rule-name-taken". */
enum rc rule_insert(struct db *db, const struct rule_row *row, struct arena *a,
		    struct err *e) MUST_CHECK;
enum rc rule_set_owner(struct db *db, int64_t id, int64_t owner_id, struct err *e) MUST_CHECK;
/* The version with its indicators, as a draft of `written_by_id`. */
enum rc rule_version_insert(struct db *db, const struct rule_version_view *v,
			    struct err *e) MUST_CHECK;
/* The hash over all that a version says; no other version of any rule has it. */
void rule_version_hash(const struct rule_version_view *v, unsigned char out[HASH_BYTES]);

/* What became of a version: by whom (0 = the program), why, when. */
struct rule_change {
	int64_t event_id, rule_id, version;
	const char *state;
	int64_t account_id;
	struct slice reason;
	int64_t at;
};
/* The history alone; the state as well; the state and who decided, on which dry run (0 = none). */
enum rc rule_event_put(struct db *db, const struct rule_change *c, struct err *e) MUST_CHECK;
enum rc rule_state_put(struct db *db, const struct rule_change *c, struct err *e) MUST_CHECK;
enum rc rule_decision_put(struct db *db, const struct rule_change *c, int64_t run_id,
			  struct err *e) MUST_CHECK;

/* The entry of the version in force: there, or (not `in_force`) gone. */
enum rc rule_publish(struct store *s, struct db *db, struct slice name,
		     const struct rule_version_view *v, bool in_force, int64_t now_at,
		     struct err *e) MUST_CHECK;

struct rule_run_row {
	int64_t id, rule_id, version, run_by, run_at, travellers, hits;
	struct slice figures_json;
};
/* Keeps what a dry run of a version measured. */
enum rc rule_run_insert(struct db *db, const struct rule_run_row *row, struct err *e) MUST_CHECK;

/* Versions whose time is over on that day, though they still count as in force. */
struct rule_ended {
	int64_t rule_id, version;
	bool by_review; /* its review is overdue; else its end has come */
	struct rule_ended *next;
};
typedef LIST(struct rule_ended) rules_ended;
enum rc rules_ended_read(struct db *db, struct date today, struct arena *a, rules_ended *out,
			 struct err *e) MUST_CHECK;

/* The open hits of a rule, whatever the version. */
enum rc rule_hits_open(struct db *db, int64_t rule_id, struct arena *a, hit_ids *out,
		       struct err *e) MUST_CHECK;

#endif
