/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "flow/recalls.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "review/hit_rules.h"
#include "protect/scope.h"
#include "review/masked.h"
#include "review/page.h"
#include "review/person.h"
#include "review/rule_parts.h"
#include "store/flight_pages.h"
#include "store/hit_pages.h"
#include "store/opinion.h"
#include "store/statistic.h"
#include "store/unmask.h"
#include "store/use_notice.h"

#include <inttypes.h>

#define NOTICE_REVIEW_US (90 * DAY_US) /* whether telling the person still endangers an inquiry */

static const char *const outcomes[] = {"confirmed", "rejected", "undetermined", NULL};

struct deciding { /* one decision while it is written */
	struct unit *u;
	struct db *db;
	const struct actor *who;
	const struct decide_question *ask;
	struct arena *a;
	int64_t now_at, decision_id;
	struct hit_ties hit;
	struct opinion_view first;
	bool needs_second;
	struct person_hashes person;
};

/* The same criteria for every review of its kind, each of them answered. */
static enum rc check_answers(const struct checklist *c, enum checklist_kind kind, struct err *e)
{
	for (unsigned i = 0; i < CRITERION_COUNT; i++) {
		enum criterion one = (enum criterion)i;
		bool asked = criterion_kind(one) == kind;
		if (asked == (c->answers[i] != ANSWER_NONE))
			continue;
		return err_refuse(e, RC_INVALID, "checklist-incomplete", "R-071",
				  asked ? "answer every criterion with agrees, differs or "
					  "not-known; %s is not answered"
					: "%s is not asked of such a hit: leave it out",
				  criterion_name(one));
	}
	return RC_OK;
}

static enum rc check_list(const struct deciding *d, struct err *e)
{
	const struct checklist *c = &d->ask->checklist;
	enum rc rc = check_answers(c, d->hit.on_rule ? CHECKLIST_RULE : CHECKLIST_LIST, e);
	if (rc != RC_OK || !slice_is(d->ask->outcome, "confirmed"))
		return rc;
	if (d->hit.on_rule && !checklist_bears_out(c))
		return err_refuse(e, RC_INVALID, "rule-not-borne-out", "R-052",
				  "a hit on a rule is confirmed when all criteria agree: the "
				  "indicators, nothing that speaks for the traveller, no protected "
				  "ground, and proportion");
	if (!d->hit.on_rule && !checklist_identifies(c))
		return err_refuse(
			e, RC_INVALID, "name-only", "R-073",
			"a name alone confirms nobody: birth date, document or photograph "
			"must agree; else the hit can not be determined");
	return RC_OK;
}

static enum rc check(const struct decide_question *ask, struct err *e)
{
	enum rc rc = page_word(ask->outcome, outcomes, "bad-outcome", e);
	if (rc == RC_OK && !slice_present(ask->outcome))
		rc = err_refuse(e, RC_INVALID, "bad-outcome", "R-073",
				"say whether the hit is confirmed, rejected or undetermined");
	if (rc == RC_OK && ask->reason.n > REASON_MAX)
		rc = err_refuse(e, RC_INVALID, "reason-too-long", NULL,
				"the reason has at most %d bytes", REASON_MAX);
	if (rc == RC_OK && text_not_blank(ask->reason) < REASON_MIN)
		rc = err_refuse(e, RC_INVALID, "reason-too-short", "R-004",
				"say why, in at least %d characters", REASON_MIN);
	return rc;
}

enum rc hit_refuse_settled(const struct hit_ties *hit, struct err *e)
{
	if (slice_is(hit->state, "decided"))
		return err_refuse(e, RC_CONFLICT, "already-decided", "R-070",
				  "this hit has been decided: read the decision");
	if (slice_is(hit->state, "withdrawn"))
		return err_refuse(
			e, RC_CONFLICT, "hit-withdrawn", NULL,
			"this hit was withdrawn: the entry or the traveller is not what it was");
	return RC_OK;
}

/* What INTERPOL's data say is acted on only once their source has confirmed it. */
static enum rc refuse_unverified(const struct deciding *d, struct err *e)
{
	struct bureau_view bureau = {0};
	if (!d->hit.interpol || !slice_is(d->ask->outcome, "confirmed"))
		return RC_OK;
	enum rc rc = bureau_read(d->db, d->hit.id, d->a, &bureau, e);
	if (rc != RC_OK || slice_is(bureau.answer, "confirmed"))
		return rc;
	if (slice_present(bureau.answer))
		return err_refuse(e, RC_CONFLICT, "bureau-not-confirmed", "R-231",
				  "the source of this entry did not confirm the match: reject the "
				  "hit, or leave it undetermined");
	return err_refuse(e, RC_CONFLICT, "bureau-answer-missing", "R-231",
			  "a match with INTERPOL data is confirmed only after the national central "
			  "bureau has verified it with the source: record its answer first");
}

/* ---- two reviewers ---- */

static enum rc needs_second(struct deciding *d, struct err *e)
{
	d->needs_second = slice_is(d->ask->outcome, "confirmed") && second_review(d->u, &d->hit);
	if (!d->needs_second)
		return RC_OK;
	enum rc rc = first_opinion_read(d->db, d->hit.id, d->a, &d->first, e);
	if (rc != RC_OK || !d->first.given)
		return rc;
	if (d->first.account_id == d->who->account_id)
		return err_refuse(e, RC_CONFLICT, "second-reviewer-needed", "R-074",
				  "your opinion is recorded: somebody else has to review this hit "
				  "before it is confirmed");
	if (!second_reviewer_may(d->u, d->who->role))
		rc = err_refuse(e, RC_DENIED, "second-reviewer-role", "R-074",
				"the profile names who may be the second reviewer; the role %s may "
				"not",
				actor_role_name(d->who->role));
	return rc;
}

static enum rc put_first(struct deciding *d, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	const struct opinion_view o = {.account_id = d->who->account_id,
				       .outcome = d->ask->outcome,
				       .reason = slice_trim(d->ask->reason),
				       .checklist = d->ask->checklist,
				       .at = d->now_at};
	enum rc rc = first_opinion_put(d->db, d->hit.id, &o, e);
	return rc == RC_OK ? audit_append_by(d->db, d->who, "hit.first-opinion",
					     audit_object(object, "hit", d->hit.id),
					     (struct slice){0}, d->now_at, e)
			   : rc;
}

/* ---- the decision: a person's, and nobody else's (R-072) ---- */

static enum rc identify(struct deciding *d, int64_t traveller_id, struct person_hashes *out,
			struct err *e)
{
	struct traveller_view t;
	enum rc rc = traveller_view_read(d->db, traveller_id, d->a, &t, NULL, e);
	if (rc == RC_OK)
		person_identify(unit_key(d->u), &t, out);
	return rc;
}

static enum rc put_decision(struct deciding *d, struct err *e)
{
	const struct decision_row row = {.id = d->decision_id,
					 .account_id = d->who->account_id,
					 .decided_at = d->now_at,
					 .hit = &d->hit,
					 .outcome = d->ask->outcome,
					 .reason = slice_trim(d->ask->reason)};
	enum rc rc = decision_insert(d->db, &row, e);
	for (unsigned i = 0; rc == RC_OK && i < d->person.count; i++)
		rc = decision_identity_insert(d->db, row.id, d->person.hashes[i], e);
	if (rc == RC_OK)
		rc = checklist_insert(d->db, row.id, &d->ask->checklist, e);
	if (rc == RC_OK)
		rc = statistic_add(d->db, arena_cstr(d->a, d->ask->outcome), 1, d->now_at, e);
	if (rc == RC_OK && slice_is(d->ask->outcome, "confirmed"))
		rc = use_notice_open(d->db, row.id, d->now_at, d->now_at + NOTICE_REVIEW_US, e);
	return rc;
}

static enum rc settle(struct deciding *d, int64_t hit_id, const char *act, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	struct slice detail = arena_printf(d->a,
					   "{\"decision\":\"%" PRId64 "\",\"outcome\":\"%.*s\"}",
					   d->decision_id, SLICE_ARG(d->ask->outcome));
	if (arena_failed(d->a))
		return err_set(e, RC_NOMEM, "no memory to record a decision");
	enum rc rc = hit_set_decided(d->db, hit_id, d->decision_id, e);
	if (rc == RC_OK)
		rc = audit_append_by(d->db, d->who, act, audit_object(object, "hit", hit_id),
				     detail, d->now_at, e);
	return rc;
}

static int rank(struct slice outcome)
{
	if (slice_is(outcome, "match"))
		return 2;
	return slice_is(outcome, "possible") ? 1 : 0;
}

/* Evidence that is stronger than what was found wanting is for a person to look at. */
static bool asks_for_a_look(const struct deciding *d, const struct hit_ties *other)
{
	return !slice_is(d->ask->outcome, "confirmed") &&
	       rank(other->outcome) > rank(d->hit.outcome);
}

static enum rc carry_over(struct deciding *d, struct err *e)
{
	hit_ties_list alike = {0};
	enum rc rc = d->person.count ? hit_ties_alike(d->db, &d->hit, d->a, &alike, e) : RC_OK;
	LIST_EACH(const struct hit_ties, other, &alike)
	{
		struct person_hashes person;
		if (rc != RC_OK)
			return rc;
		rc = identify(d, other->traveller_id, &person, e);
		if (rc == RC_OK && person_same(&d->person, &person) && !asks_for_a_look(d, other))
			rc = settle(d, other->id, "hit.carried-over", e);
	}
	return rc;
}

/* Nobody decides about somebody whom nobody can see. */
static enum rc refuse_masked(struct deciding *d, struct err *e)
{
	int64_t masked_at = 0;
	struct slice pseudonym;
	enum rc rc =
		traveller_masked_read(d->db, d->hit.traveller_id, d->a, &masked_at, &pseudonym, e);
	return rc == RC_OK ? masked_require_open(d->u, d->who, d->hit.traveller_id, masked_at, e)
			   : rc;
}

static enum rc decide_now(struct deciding *d, int64_t hit_id, struct err *e)
{
	enum rc rc = identify(d, d->hit.traveller_id, &d->person, e);
	if (rc == RC_OK)
		rc = put_decision(d, e);
	if (rc == RC_OK)
		rc = settle(d, hit_id, "hit.decided", e);
	if (rc == RC_OK)
		rc = carry_over(d, e);
	if (rc == RC_OK && d->hit.on_rule)
		rc = rule_reviewed(d->u, d->db, d->hit.entry_id, d->a, e);
	return rc;
}

/* ---- a confirmation that does not stand (R-094) ---- */

static enum rc refuse_standing(const struct deciding *d, struct err *e)
{
	if (!slice_is(d->hit.state, "decided") || !slice_is(d->hit.decided_outcome, "confirmed") ||
	    slice_is(d->ask->outcome, "confirmed"))
		return err_refuse(
			e, RC_CONFLICT, "not-confirmed", "R-094",
			"only a hit that was confirmed is overturned, and not by confirming "
			"it again");
	return RC_OK;
}

static enum rc overturn_now(struct deciding *d, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	const struct recall r = {
		.tie = TIE_DECISION, .id = d->hit.decision_id, .cause = "overturned"};
	struct slice detail = arena_printf(d->a,
					   "{\"decision\":\"%" PRId64 "\",\"outcome\":\"%.*s\"}",
					   d->decision_id, SLICE_ARG(d->ask->outcome));
	enum rc rc = identify(d, d->hit.traveller_id, &d->person, e);
	if (rc == RC_OK)
		rc = put_decision(d, e);
	if (rc == RC_OK)
		rc = statistic_add(d->db, "overturned", 1, d->now_at, e);
	if (rc == RC_OK)
		rc = hits_decide_anew(d->db, d->hit.decision_id, d->decision_id, e);
	if (rc == RC_OK)
		rc = audit_append_by(d->db, d->who, "hit.overturned",
				     audit_object(object, "hit", d->hit.id), detail, d->now_at, e);
	return rc == RC_OK ? recalls_put(d->u, d->db, d->who, &r, NULL, e) : rc;
}

static enum rc decide(struct deciding *d, int64_t hit_id, struct hit_view *out, struct err *e)
{
	enum rc rc = hit_ties_read(d->db, hit_id, d->a, &d->hit, e);
	if (rc == RC_OK)
		rc = scope_require_list(d->db, d->who, d->hit.list_id, e);
	if (rc == RC_OK)
		rc = d->ask->overturn ? refuse_standing(d, e) : hit_refuse_settled(&d->hit, e);
	if (rc == RC_OK)
		rc = check_list(d, e);
	if (rc == RC_OK)
		rc = refuse_masked(d, e);
	if (rc == RC_OK)
		rc = refuse_unverified(d, e);
	if (rc == RC_OK && d->ask->overturn) {
		rc = overturn_now(d, e);
		return rc == RC_OK ? hit_view_read(d->db, hit_id, d->a, out, e) : rc;
	}
	if (rc == RC_OK)
		rc = needs_second(d, e);
	if (rc == RC_OK)
		rc = d->needs_second && !d->first.given ? put_first(d, e)
							: decide_now(d, hit_id, e);
	if (rc == RC_OK)
		rc = hit_view_read(d->db, hit_id, d->a, out, e);
	return rc;
}

enum rc review_decide(struct unit *u, const struct actor *who, int64_t hit_id,
		      const struct decide_question *ask, struct arena *a, struct hit_view *out,
		      struct err *e)
{
	struct deciding d = {.u = u, .who = who, .ask = ask, .a = a, .now_at = unit_now(u)};
	*out = (struct hit_view){0};
	enum rc rc = protect_require(who, MAY_HITS_DECIDE, e);
	if (rc == RC_OK)
		rc = check(ask, e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &d.db, e);
	if (rc != RC_OK)
		return rc;
	d.decision_id = store_new_id(unit_store(u));
	rc = decide(&d, hit_id, out, e);
	rc = store_end(unit_store(u), rc, e);
	if (rc == RC_OK)
		unit_changed(u, (struct unit_changes){.flights = 1, .hits = 1});
	else
		*out = (struct hit_view){0};
	return rc;
}
