/* SPDX-License-Identifier: Apache-2.0 */
#include "review/breach.h"

#include "flow/unit.h"
#include "review/page.h"
#include "review/rights_parts.h"
#include "store/register.h"

#include <stdio.h>

static const char *const risks[] = {"none", "risk", "high", NULL};

enum rc breaches_page_read(struct unit *u, const struct actor *who, struct arena *a,
			   struct breaches_page *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct breaches_page){.now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_AUDIT_READ, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "breach.read", "breach", 0, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = breaches_read(db, 0, a, &out->breaches, e);
	if (rc == RC_OK)
		rc = breach_steps_read(db, a, &out->steps, e);
	store_done(unit_store(u), db);
	return rc;
}

bool breach_is_overdue(const struct breach_view *b, int64_t now_at)
{
	return !b->authority_told_at && !b->closed_at && !slice_is(b->risk, "none") &&
	       now_at >= b->due_at;
}

static enum rc check_new(const struct new_breach *new, int64_t now_at, struct err *e)
{
	enum rc rc = rights_need_reason(new->what, e);
	if (rc == RC_OK)
		rc = rights_need_reason(new->categories, e);
	if (rc == RC_OK && (new->happened_at > new->known_at || new->known_at > now_at))
		rc = err_refuse(e, RC_INVALID, "bad-time", "R-171",
				"a breach happened before it became known, and that was not in the "
				"future");
	return rc;
}

enum rc breach_record(struct unit *u, const struct actor *who, const struct new_breach *new,
		      int64_t *id, struct err *e)
{
	struct rights_work w;
	char number[32];
	int64_t count = 0;
	enum rc rc = check_new(new, unit_now(u), e);
	if (rc == RC_OK)
		rc = rights_begin(&w, u, who, 0, e);
	if (rc != RC_OK)
		return rc;
	rc = breaches_count(w.db, &count, e);
	snprintf(number, sizeof number, "B-%d-%03lld", date_of_instant(unit_now(u)).year,
		 (long long)count + 1);
	const struct breach_view row = {.id = store_new_id(unit_store(u)),
					.number = slice_of(number),
					.what = slice_trim(new->what),
					.categories = slice_trim(new->categories),
					.people = new->people,
					.happened_at = new->happened_at,
					.known_at = new->known_at,
					.due_at = new->known_at + BREACH_HOURS *HOUR_US,
					.recorded_at = unit_now(u)};
	char object[AUDIT_OBJECT_TEXT];
	*id = row.id;
	if (rc == RC_OK)
		rc = breach_insert(w.db, &row, who->account_id, e);
	if (rc == RC_OK)
		rc = rights_put_record(&w, "breach.recorded",
				       audit_object(object, "breach", row.id), (struct slice){0},
				       e);
	rc = store_end(unit_store(u), rc, e);
	arena_free(w.a);
	return rc;
}

/* ---- steps ---- */

static enum rc check_closing(const struct breach_view *b, struct err *e)
{
	if (!slice_present(b->risk))
		return err_refuse(e, RC_CONFLICT, "not-assessed", "R-171",
				  "assess the risk for the people concerned first");
	if (!slice_is(b->risk, "none") && !b->authority_told_at)
		return err_refuse(
			e, RC_CONFLICT, "authority-not-told", "R-171",
			"a breach with a risk is told to the supervisory authority first");
	if (slice_is(b->risk, "high") && !b->people_told_at)
		return err_refuse(e, RC_CONFLICT, "people-not-told", "R-171",
				  "the risk is high: the people concerned are told first");
	return RC_OK;
}

static enum rc check_step(const struct breach_view *b, struct slice kind, struct slice risk,
			  struct err *e)
{
	if (b->closed_at)
		return err_refuse(e, RC_CONFLICT, "breach-closed", "R-171",
				  "this breach is closed");
	if (slice_is(kind, "assessed"))
		return slice_present(risk)
			       ? page_word(risk, risks, "bad-risk", e)
			       : err_refuse(e, RC_INVALID, "bad-risk", "R-171", "say which risk");
	return slice_is(kind, "closed") ? check_closing(b, e) : RC_OK;
}

static enum rc find(struct rights_work *w, int64_t id, struct breach_view *out, struct err *e)
{
	breach_views found = {0};
	enum rc rc = breaches_read(w->db, id, w->a, &found, e);
	if (rc == RC_OK && !found.first)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such breach");
	if (rc == RC_OK)
		*out = *found.first;
	return rc;
}

/* The act that is recorded; NULL: there is no such step. */
static const char *act_of(struct slice kind)
{
	static const struct {
		const char *kind, *act;
	} steps[] = {{"measure", "breach.measure-taken"},
		     {"assessed", "breach.assessed"},
		     {"authority-told", "breach.authority-told"},
		     {"people-told", "breach.people-told"},
		     {"closed", "breach.closed"}};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (slice_is(kind, steps[i].kind))
			return steps[i].act;
	return NULL;
}

static enum rc put_step(struct rights_work *w, int64_t id, struct slice kind, struct slice risk,
			struct slice text, struct err *e)
{
	struct breach_view b;
	const struct breach_step_view step = {
		.breach_id = id, .kind = kind, .text = slice_trim(text), .at = unit_now(w->u)};
	enum rc rc = find(w, id, &b, e);
	if (rc == RC_OK)
		rc = check_step(&b, kind, risk, e);
	if (rc == RC_OK)
		rc = breach_step_insert(w->db, store_new_id(unit_store(w->u)), &step,
					w->who->account_id, e);
	if (rc == RC_OK && slice_is(kind, "assessed"))
		rc = breach_set_risk(w->db, id, risk, e);
	if (rc == RC_OK && slice_is(kind, "closed"))
		rc = breach_close(w->db, id, unit_now(w->u), e);
	return rc;
}

enum rc breach_step(struct unit *u, const struct actor *who, int64_t id, struct slice kind,
		    struct slice risk, struct slice text, struct err *e)
{
	struct rights_work w;
	char object[AUDIT_OBJECT_TEXT];
	const char *act = act_of(kind);
	enum rc rc = act ? rights_need_reason(text, e)
			 : err_refuse(e, RC_INVALID, "bad-step", "R-171",
				      "a step is measure, assessed, authority-told, people-told or "
				      "closed");
	if (rc == RC_OK)
		rc = rights_begin(&w, u, who, 0, e);
	if (rc != RC_OK)
		return rc;
	rc = put_step(&w, id, kind, risk, text, e);
	if (rc == RC_OK)
		rc = rights_put_record(&w, act, audit_object(object, "breach", id),
				       (struct slice){0}, e);
	rc = store_end(unit_store(u), rc, e);
	arena_free(w.a);
	return rc;
}
