/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "flow/laws.h"
#include "flow/lists.h"
#include "flow/rule_run.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "review/masked.h"
#include "review/page.h"
#include "review/rule_parts.h"

#define DETAIL_MAX ((size_t)16 << 10)
#define FIGURES_MAX ((size_t)4 << 20)
#define EXPIRE_MEMORY ((size_t)16 << 20)

/* ---- history and trail ---- */

struct rule_change rule_change_of(const struct rule_work *w, int64_t version, const char *state,
				  struct slice reason)
{
	return (struct rule_change){.event_id = store_new_id(unit_store(w->u)),
				    .rule_id = w->rule.id,
				    .version = version,
				    .state = state,
				    .account_id = w->who->account_id,
				    .reason = slice_trim(reason),
				    .at = w->now_at};
}

enum rc rule_record(struct rule_work *w, const char *act, int64_t version, int64_t run,
		    struct slice reason, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	struct buf b;
	struct json j;
	buf_init(&b, DETAIL_MAX);
	json_init(&j, &b);
	json_object(&j);
	json_put_i64(&j, "version", version);
	if (run)
		json_put_i64(&j, "run", run);
	if (slice_present(reason))
		json_put(&j, "reason", reason);
	json_object_end(&j);
	enum rc rc = buf_failed(&b) ? err_set(e, RC_NOMEM, "no memory to record an act on a rule")
				    : audit_append_by(w->db, w->who, act,
						      audit_object(object, "rule", w->rule.id),
						      buf_slice(&b), w->now_at, e);
	buf_release(&b);
	return rc;
}

static enum rc check_reason(struct slice reason, struct err *e)
{
	if (text_not_blank(reason) >= REASON_MIN && reason.n <= REASON_MAX)
		return RC_OK;
	return err_refuse(e, RC_INVALID, "reason-too-short", "R-004",
			  "say why, in at least %d characters and at most %d bytes", REASON_MIN,
			  REASON_MAX);
}

/* ---- beginning and ending an act ---- */

static enum rc begin(struct rule_work *w, struct unit *u, const struct actor *who, int64_t id,
		     struct arena *a, struct err *e)
{
	*w = (struct rule_work){.u = u, .who = who, .a = a, .now_at = unit_now(u)};
	enum rc rc = store_write(unit_store(u), &w->db, e);
	if (rc != RC_OK)
		return rc;
	rc = rule_view_read(w->db, id, a, &w->rule, e);
	if (rc != RC_OK)
		store_rollback(unit_store(u));
	return rc;
}

static enum rc want_latest(const struct rule_work *w, int64_t version, const char *state,
			   struct err *e)
{
	const struct rule_version_view *v = &w->rule.latest;
	if (v->version != version)
		return err_refuse(e, RC_CONFLICT, "other-version", NULL,
				  "version %d of this rule was written meanwhile: look at it",
				  (int)v->version);
	if (slice_is(v->state, state))
		return RC_OK;
	return err_refuse(e, RC_CONFLICT, "bad-state", NULL,
			  "this version is not %s but %.*s: write a new one", state,
			  SLICE_ARG(v->state));
}

static enum rc check_content(const struct rule_work *w, struct err *e)
{
	rule_fault_views faults;
	enum rc rc = rule_faults_find(w->u, &w->rule.latest.content, date_of_instant(w->now_at),
				      w->a, &faults, e);
	return rc == RC_OK ? rule_faults_refuse(&faults, e) : rc;
}

/* ---- submitting ---- */

static enum rc submit(struct rule_work *w, int64_t version, struct err *e)
{
	enum rc rc = want_latest(w, version, "draft", e);
	if (rc == RC_OK)
		rc = check_content(w, e);
	if (rc != RC_OK)
		return rc;
	const struct rule_change c = rule_change_of(w, version, "submitted", SLICE(""));
	rc = rule_state_put(w->db, &c, e);
	return rc == RC_OK ? rule_record(w, "rule.submitted", version, 0, SLICE(""), e) : rc;
}

enum rc review_rule_submit(struct unit *u, const struct actor *who, int64_t id, int64_t version,
			   struct arena *a, struct err *e)
{
	struct rule_work w;
	enum rc rc = protect_require(who, MAY_RULES_WRITE, e);
	if (rc == RC_OK)
		rc = begin(&w, u, who, id, a, e);
	return rc == RC_OK ? store_end(unit_store(u), submit(&w, version, e), e) : rc;
}

/* ---- dry runs ---- */

static enum rc want_open(const struct rule_work *w, int64_t version, struct err *e)
{
	bool submitted = slice_is(w->rule.latest.state, "submitted");
	return want_latest(w, version, submitted ? "submitted" : "draft", e);
}

static enum rc read_open(struct rule_work *w, int64_t id, int64_t version, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(w->u), &db, e);
	if (rc == RC_OK)
		rc = rule_view_read(db, id, w->a, &w->rule, e);
	store_done(unit_store(w->u), db);
	return rc == RC_OK ? want_open(w, version, e) : rc;
}

/* The figures as they are kept; they name no traveller. */
static enum rc measure(struct rule_work *w, struct rule_run_row *row, struct err *e)
{
	struct rule_text text;
	struct rule_run run;
	rule_faults faults = {0};
	struct buf b;
	struct json j;
	if (!rule_text_of_content(&w->rule.latest.content, w->a, &text))
		return err_set(e, RC_NOMEM, "no memory for a dry run");
	enum rc rc = rule_dry_run(w->u, &text, w->a, &run, &faults, e);
	if (rc == RC_INVALID)
		return check_content(w, e) == RC_OK ? rc : e->rc;
	if (rc != RC_OK)
		return rc;
	buf_init(&b, FIGURES_MAX);
	json_init(&j, &b);
	rule_run_write(&run, &j);
	*row = (struct rule_run_row){.travellers = run.travellers,
				     .hits = run.hits,
				     .figures_json = arena_copy(w->a, buf_slice(&b))};
	if (buf_failed(&b) || arena_failed(w->a))
		rc = err_set(e, RC_NOMEM, "no memory for the figures of a dry run");
	buf_release(&b);
	return rc;
}

static enum rc put_run(struct rule_work *w, int64_t version, struct rule_run_row *row,
		       struct err *e)
{
	enum rc rc = want_open(w, version, e); /* it may have been decided meanwhile */
	row->id = store_new_id(unit_store(w->u));
	row->rule_id = w->rule.id;
	row->version = version;
	row->run_by = w->who->account_id;
	row->run_at = w->now_at;
	if (rc == RC_OK)
		rc = rule_run_insert(w->db, row, e);
	return rc == RC_OK ? rule_record(w, "rule.tried", version, row->id, SLICE(""), e) : rc;
}

enum rc review_rule_try(struct unit *u, const struct actor *who, int64_t id, int64_t version,
			struct arena *a, struct err *e)
{
	struct rule_work w = {.u = u, .who = who, .a = a, .now_at = unit_now(u)};
	struct rule_run_row row = {0};
	enum rc rc = protect_require(who, MAY_RULES_WRITE, e);
	if (rc == RC_OK)
		rc = read_open(&w, id, version, e);
	if (rc == RC_OK)
		rc = measure(&w, &row, e);
	if (rc == RC_OK)
		rc = begin(&w, u, who, id, a, e);
	return rc == RC_OK ? store_end(unit_store(u), put_run(&w, version, &row, e), e) : rc;
}

/* ---- the end of a version in force ---- */

static enum rc withdraw_hits(struct rule_work *w, struct err *e)
{
	hit_ids open = {0};
	enum rc rc = rule_hits_open(w->db, w->rule.id, w->a, &open, e);
	LIST_EACH(const struct hit_id, h, &open)
	{
		char object[AUDIT_OBJECT_TEXT];
		const struct actor system = actor_system();
		if (rc == RC_OK)
			rc = hit_set_state(w->db, h->id, "withdrawn", e);
		if (rc == RC_OK)
			rc = audit_append_by(w->db, &system, "hit.withdrawn",
					     audit_object(object, "hit", h->id), (struct slice){0},
					     w->now_at, e);
	}
	return rc;
}

enum rc rule_end(struct rule_work *w, const struct rule_version_view *v, enum rule_ending how,
		 struct slice reason, struct err *e)
{
	static const struct {
		const char *state, *act;
	} endings[] = {
		[RULE_STOPPED] = {"stopped", "rule.stopped"},
		[RULE_SUSPENDED] = {"suspended", "rule.suspended"},
		[RULE_EXPIRED] = {"expired", "rule.expired"},
		[RULE_REPLACED] = {"replaced", "rule.replaced"},
	};
	const struct rule_change c = rule_change_of(w, v->version, endings[how].state, reason);
	enum rc rc = rule_state_put(w->db, &c, e);
	if (rc == RC_OK)
		rc = rule_publish(unit_store(w->u), w->db, w->rule.name, v, false, w->now_at, e);
	if (rc == RC_OK)
		rc = withdraw_hits(w, e);
	return rc == RC_OK ? rule_record(w, endings[how].act, v->version, 0, reason, e) : rc;
}

static enum rc in_force(struct rule_work *w, struct rule_version_view *out, struct err *e)
{
	if (!w->rule.version_in_force)
		return err_refuse(e, RC_CONFLICT, "rule-not-in-force", NULL,
				  "no version of this rule is in force");
	return rule_version_read(w->db, w->rule.id, w->rule.version_in_force, w->a, out, e);
}

static enum rc stop(struct rule_work *w, struct slice reason, struct err *e)
{
	struct rule_version_view v;
	enum rc rc = in_force(w, &v, e);
	return rc == RC_OK ? rule_end(w, &v, RULE_STOPPED, reason, e) : rc;
}

enum rc review_rule_stop(struct unit *u, const struct actor *who, int64_t id, struct slice reason,
			 struct arena *a, struct err *e)
{
	struct rule_work w;
	enum rc rc = protect_require(who, MAY_RULES_STOP, e);
	if (rc == RC_OK)
		rc = check_reason(reason, e);
	if (rc == RC_OK)
		rc = begin(&w, u, who, id, a, e);
	if (rc == RC_OK)
		rc = store_end(unit_store(u), stop(&w, reason, e), e);
	if (rc == RC_OK)
		unit_changed(u, (struct unit_changes){.flights = 1, .hits = 1});
	return rc;
}

/* ---- acceptance by a second person ---- */

static enum rc check_second(const struct rule_work *w, struct err *e)
{
	bool own = true;
	enum rc rc = rule_is_by(w->db, w->rule.id, w->who->account_id, &own, e);
	if (rc == RC_OK && own)
		rc = err_refuse(e, RC_DENIED, "own-rule", "R-054",
				"nobody accepts a rule of which he or she wrote a version");
	if (rc == RC_OK && !law_may_approve(unit_law(w->u), LAW_RULE_ACTIVATION, w->who->role))
		rc = err_refuse(e, RC_DENIED, "not-approver", "R-054",
				"the profile names who accepts rules; the role %s may not",
				actor_role_name(w->who->role));
	return rc;
}

/* The figures that are accepted are those of the last dry run of this very version. */
static enum rc check_figures(const struct rule_work *w, const struct rule_decision *ask,
			     struct err *e)
{
	rule_run_views runs = {0};
	enum rc rc = rule_runs_read(w->db, w->rule.id, w->a, &runs, e);
	const struct rule_run_view *last = runs.first;
	if (rc != RC_OK)
		return rc;
	if (!last || last->version != ask->version)
		return err_refuse(e, RC_CONFLICT, "no-dry-run", "R-054",
				  "this version was not tried yet: its figures are needed first");
	if (last->id != ask->run)
		return err_refuse(e, RC_CONFLICT, "other-run", "R-054",
				  "there is a later dry run of this version: look at its figures");
	if (!ask->figures_accepted)
		return err_refuse(e, RC_INVALID, "figures-not-accepted", "R-051",
				  "say that the figures on direct and indirect discrimination were "
				  "looked at and are accepted");
	return RC_OK;
}

static enum rc end_before(struct rule_work *w, struct err *e)
{
	struct rule_version_view v;
	if (!w->rule.version_in_force)
		return RC_OK;
	enum rc rc = in_force(w, &v, e);
	return rc == RC_OK ? rule_end(w, &v, RULE_REPLACED, SLICE("a new version was accepted"), e)
			   : rc;
}

static enum rc accept(struct rule_work *w, const struct rule_decision *ask, struct err *e)
{
	const struct rule_version_view *v = &w->rule.latest;
	enum rc rc = check_figures(w, ask, e);
	if (rc == RC_OK)
		rc = check_content(w, e);
	if (rc == RC_OK)
		rc = end_before(w, e);
	if (rc != RC_OK)
		return rc;
	const struct rule_change c = rule_change_of(w, v->version, "active", ask->reason);
	rc = rule_decision_put(w->db, &c, ask->run, e);
	if (rc == RC_OK)
		rc = rule_publish(unit_store(w->u), w->db, w->rule.name, v, true, w->now_at, e);
	return rc == RC_OK ? rule_record(w, "rule.accepted", v->version, ask->run, ask->reason, e)
			   : rc;
}

static enum rc refuse(struct rule_work *w, const struct rule_decision *ask, struct err *e)
{
	const struct rule_change c = rule_change_of(w, ask->version, "refused", ask->reason);
	enum rc rc = rule_decision_put(w->db, &c, 0, e);
	return rc == RC_OK ? rule_record(w, "rule.refused", ask->version, 0, ask->reason, e) : rc;
}

static enum rc decide(struct rule_work *w, const struct rule_decision *ask, struct err *e)
{
	enum rc rc = check_second(w, e);
	if (rc == RC_OK)
		rc = want_latest(w, ask->version, "submitted", e);
	if (rc != RC_OK)
		return rc;
	return ask->accept ? accept(w, ask, e) : refuse(w, ask, e);
}

enum rc review_rule_decide(struct unit *u, const struct actor *who, int64_t id,
			   const struct rule_decision *ask, struct arena *a, struct err *e)
{
	struct rule_work w;
	enum rc rc = protect_require(who, MAY_RULES_DECIDE, e);
	if (rc == RC_OK)
		rc = check_reason(ask->reason, e);
	if (rc == RC_OK)
		rc = begin(&w, u, who, id, a, e);
	if (rc == RC_OK)
		rc = store_end(unit_store(u), decide(&w, ask, e), e);
	return rc == RC_OK && ask->accept ? lists_screen_again(u, e) : rc;
}

/* ---- what the program does by itself: it ends rules, and never begins one ---- */

enum rc rule_reviewed(struct unit *u, struct db *db, int64_t entry_id, struct arena *a,
		      struct err *e)
{
	const struct actor system = actor_system();
	struct rule_work w = {.u = u, .db = db, .who = &system, .a = a, .now_at = unit_now(u)};
	struct rule_version_view v;
	enum rc rc = rule_version_of_entry(db, entry_id, a, &v, e);
	if (rc != RC_OK || !slice_is(v.state, "active"))
		return rc;
	int64_t reviewed = v.reviews.confirmed + v.reviews.rejected;
	if (reviewed < v.content.least_reviews ||
	    v.reviews.rejected * 100 <= v.content.false_percent * reviewed)
		return RC_OK;
	rc = rule_view_read(db, v.rule_id, a, &w.rule, e);
	struct slice reason =
		arena_printf(a, "%d of %d reviewed hits were rejected: more than %d percent",
			     (int)v.reviews.rejected, (int)reviewed, (int)v.content.false_percent);
	return rc == RC_OK ? rule_end(&w, &v, RULE_SUSPENDED, reason, e) : rc;
}

static enum rc expire(struct rule_work *w, const struct rule_ended *r, struct err *e)
{
	struct rule_version_view v;
	enum rc rc = rule_view_read(w->db, r->rule_id, w->a, &w->rule, e);
	if (rc == RC_OK)
		rc = rule_version_read(w->db, r->rule_id, r->version, w->a, &v, e);
	return rc == RC_OK ? rule_end(w, &v, RULE_EXPIRED,
				      r->by_review ? SLICE("its review is overdue")
						   : SLICE("its last day is over"),
				      e)
			   : rc;
}

static enum rc expire_all(struct rule_work *w, unsigned *expired, struct err *e)
{
	rules_ended ended = {0};
	enum rc rc = store_write(unit_store(w->u), &w->db, e);
	if (rc != RC_OK)
		return rc;
	rc = rules_ended_read(w->db, date_of_instant(w->now_at), w->a, &ended, e);
	LIST_EACH(const struct rule_ended, r, &ended)
	{
		if (rc == RC_OK)
			rc = expire(w, r, e);
	}
	rc = store_end(unit_store(w->u), rc, e);
	if (rc != RC_OK)
		return rc;
	*expired = ended.count;
	unit_changed(w->u, (struct unit_changes){.flights = 1, .hits = 1});
	return RC_OK;
}

/* Looks first, without the writer's turn: mostly there is nothing to end. */
enum rc review_rules_expire(struct unit *u, unsigned *expired, struct err *e)
{
	const struct actor system = actor_system();
	struct rule_work w = {.u = u, .who = &system, .now_at = unit_now(u)};
	rules_ended ended = {0};
	struct db *db = NULL;
	*expired = 0;
	w.a = arena_new(EXPIRE_MEMORY);
	if (!w.a)
		return err_set(e, RC_NOMEM, "no memory to look for rules that have ended");
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = rules_ended_read(db, date_of_instant(w.now_at), w.a, &ended, e);
	store_done(unit_store(u), db);
	if (rc == RC_OK && ended.count)
		rc = expire_all(&w, expired, e);
	arena_free(w.a);
	return rc;
}
