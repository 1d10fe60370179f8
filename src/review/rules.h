/* SPDX-License-Identifier: Apache-2.0
 *
 * review/rules.h - the life of criteria ("rules"): written, tried, accepted by a second person,
 * in force, stopped (R-050 to R-055; docs/criteria-life.md).
 *
 *   draft ─► submitted ─► active ─► stopped | suspended | expired | replaced
 *               └───────► refused
 *
 * What a version says never changes: whoever changes a rule writes a new version. Every step is
 * audited under the task of who takes it, and stands in the rule's own history. As in
 * review/review.h: memory from `a`, RC_DENIED "not-permitted", RC_NOT_FOUND "not-found".
 */
#ifndef REVIEW_RULES_H
#define REVIEW_RULES_H

#include "model/view_rules.h"
#include "review/review.h"

#define RULE_TITLE_MAX 160    /* bytes */
#define RULE_TEXT_MAX 4000    /* bytes of a longer text */
#define RULE_EVIDENCE_MIN 10  /* characters that are not blank */
#define RULE_FALSE_PERCENT 90 /* where the rule does not say */
#define RULE_LEAST_REVIEWS 20

/* What keeps a version from being submitted. */
struct rule_fault_view {
	const char *member; /* "title", "ends_on" ...; of an indicator "evidence", "expression" ... */
	int64_t indicator;       /* from 1; 0 = of the rule */
	int64_t line, column;    /* in the expression, from 1; 0 = of the whole */
	const char *code, *rule; /* rule: the requirement; may be NULL */
	struct slice text;       /* one sentence that says what to do */
	struct slice expected;   /* may be absent */
	struct rule_fault_view *next;
};
typedef LIST(struct rule_fault_view) rule_fault_views;

/* MAY_RULES_READ. All rules with their latest versions. */
enum rc review_rules(struct unit *u, const struct actor *who, struct arena *a,
		     struct rules_page *out, struct err *e) MUST_CHECK;
/* MAY_RULES_READ. One rule: every version, what became of it, its dry runs, and how its hits
 * were reviewed. */
enum rc review_rule(struct unit *u, const struct actor *who, int64_t id, struct arena *a,
		    struct rule_page *out, struct err *e) MUST_CHECK;

/* MAY_RULES_READ. What would keep it from being submitted today; changes nothing. */
enum rc review_rule_check(struct unit *u, const struct actor *who,
			  const struct rule_content *content, struct arena *a,
			  rule_fault_views *faults, struct err *e) MUST_CHECK;

/* MAY_RULES_WRITE; audited "rule.written". Makes a rule of that name with its first version
 * (`*id` 0), or the next version of one; what it says may be incomplete. A version before it
 * that is not decided is replaced; one in force stays in force. RC_INVALID "bad-rule-name",
 * "too-long", "too-many", "bad-severity", "bad-rule-limit"; RC_CONFLICT "rule-name-taken". */
enum rc review_rule_write(struct unit *u, const struct actor *who, struct slice name,
			  const struct rule_content *content, int64_t *id, struct arena *a,
			  struct err *e) MUST_CHECK;

/* The acts below are about the latest version, which must be `version`: RC_CONFLICT
 * "other-version" where somebody wrote another one meanwhile, "bad-state" where it stands
 * elsewhere in its life. */

/* MAY_RULES_WRITE; audited "rule.submitted". RC_INVALID "rule-not-ready" with the first fault. */
enum rc review_rule_submit(struct unit *u, const struct actor *who, int64_t id, int64_t version,
			   struct arena *a, struct err *e) MUST_CHECK;

/* MAY_RULES_WRITE; audited "rule.tried". Runs the version over what is held in the clear and
 * keeps the figures with it. */
enum rc review_rule_try(struct unit *u, const struct actor *who, int64_t id, int64_t version,
			struct arena *a, struct err *e) MUST_CHECK;

struct rule_decision {
	int64_t version;
	bool accept;
	int64_t run;           /* to accept: the dry run whose figures were looked at */
	bool figures_accepted; /* and found not to discriminate, with the reason */
	struct slice reason;   /* REASON_MIN characters that are not blank, or more */
};
/* MAY_RULES_DECIDE, in a role that the profile names for LAW_RULE_ACTIVATION, and not by who
 * wrote any version of it: RC_DENIED "own-rule", "not-approver". Audited
 * "rule.accepted", "rule.refused". RC_CONFLICT "no-dry-run", "other-run"; RC_INVALID
 * "figures-not-accepted", "reason-too-short", and as submitting. What is accepted meets the
 * flights to come at once. */
enum rc review_rule_decide(struct unit *u, const struct actor *who, int64_t id,
			   const struct rule_decision *ask, struct arena *a,
			   struct err *e) MUST_CHECK;

/* MAY_RULES_STOP; audited "rule.stopped". At once; its open hits are withdrawn.
 * RC_CONFLICT "rule-not-in-force"; RC_INVALID "reason-too-short". */
enum rc review_rule_stop(struct unit *u, const struct actor *who, int64_t id, struct slice reason,
			 struct arena *a, struct err *e) MUST_CHECK;

/* The program: ends rules whose end or review has passed, audited "rule.expired"; says
 * how many. Nothing meets them from the first moment of the day after, whether this ran or not. */
enum rc review_rules_expire(struct unit *u, unsigned *expired, struct err *e) MUST_CHECK;

#endif
