/* SPDX-License-Identifier: Apache-2.0 */
#include "review/hit_rules.h"

#include "flow/laws.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "review/page.h"
#include "store/hit_pages.h"
#include "store/opinion.h"

#define SEVERITY_HIGH 3
#define VERIFY_MEMORY ((size_t)1 << 20)

static const char *const answers[] = {"confirmed", "not-confirmed", NULL};

/* ---- second reviewers (R-074) ---- */

bool second_review(struct unit *u, const struct hit_ties *hit)
{
	return hit->severity >= SEVERITY_HIGH && unit_law(u)->approvers[LAW_SECOND_REVIEW];
}

bool second_reviewer_may(struct unit *u, enum actor_role role)
{
	return law_may_approve(unit_law(u), LAW_SECOND_REVIEW, role);
}

/* ---- the national central bureau (R-231) ---- */

static enum rc check_reference(struct slice reference, struct err *e)
{
	if (slice_present(reference) && reference.n <= BUREAU_REFERENCE_MAX)
		return RC_OK;
	return err_refuse(e, RC_INVALID, "bad-reference", "R-231",
			  "give the bureau's reference, in at most %d bytes", BUREAU_REFERENCE_MAX);
}

struct verifying {
	struct unit *u;
	struct db *db;
	const struct actor *who;
	int64_t hit_id;
	struct arena *a;
	struct bureau_view bureau;
};

static enum rc may_verify(struct verifying *v, struct err *e)
{
	struct hit_ties hit;
	enum rc rc = hit_ties_read(v->db, v->hit_id, v->a, &hit, e);
	if (rc == RC_OK)
		rc = hit_refuse_settled(&hit, e);
	if (rc == RC_OK && !hit.interpol)
		rc = err_refuse(e, RC_CONFLICT, "bureau-not-needed", "R-231",
				"this entry is not INTERPOL's: there is no bureau to ask");
	if (rc == RC_OK)
		rc = bureau_read(v->db, v->hit_id, v->a, &v->bureau, e);
	return rc;
}

static enum rc put_record(struct verifying *v, const char *act, struct slice detail, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	return audit_append_by(v->db, v->who, act, audit_object(object, "hit", v->hit_id), detail,
			       unit_now(v->u), e);
}

static enum rc ask(struct verifying *v, struct slice reference, struct err *e)
{
	int64_t now_at = unit_now(v->u);
	enum rc rc = may_verify(v, e);
	if (rc == RC_OK && v->bureau.asked_at)
		rc = err_refuse(e, RC_CONFLICT, "bureau-asked", "R-231",
				"the bureau was asked already: record its answer");
	if (rc == RC_OK)
		rc = bureau_asked(v->db, v->hit_id, v->who->account_id, now_at,
				  now_at + BUREAU_ANSWER_US, reference, e);
	return rc == RC_OK ? put_record(v, "hit.bureau-asked", (struct slice){0}, e) : rc;
}

static enum rc answer(struct verifying *v, struct slice word, struct slice reference, struct err *e)
{
	enum rc rc = may_verify(v, e);
	if (rc == RC_OK && !v->bureau.asked_at)
		rc = err_refuse(e, RC_CONFLICT, "bureau-not-asked", "R-231",
				"the bureau was not asked yet: record the question first");
	if (rc == RC_OK && v->bureau.answered_at)
		rc = err_refuse(e, RC_CONFLICT, "bureau-answered", "R-231",
				"the bureau's answer is recorded; it is not replaced");
	if (rc == RC_OK)
		rc = bureau_answered(v->db, v->hit_id, v->who->account_id, unit_now(v->u), word,
				     reference, e);
	struct slice detail = arena_printf(v->a, "{\"answer\":\"%.*s\"}", SLICE_ARG(word));
	return rc == RC_OK ? put_record(v, "hit.bureau-answered", detail, e) : rc;
}

/* `word` absent: the question is recorded. */
static enum rc verify(struct unit *u, const struct actor *who, int64_t hit_id, struct slice word,
		      struct slice reference, struct err *e)
{
	struct verifying v = {.u = u, .who = who, .hit_id = hit_id};
	enum rc rc = protect_require(who, MAY_HITS_DECIDE, e);
	if (rc == RC_OK)
		rc = check_reference(reference, e);
	if (rc == RC_OK)
		v.a = arena_new(VERIFY_MEMORY);
	if (rc == RC_OK && !v.a)
		rc = err_set(e, RC_NOMEM, "no memory to verify a hit");
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &v.db, e);
	if (rc == RC_OK) {
		rc = word.p ? answer(&v, word, reference, e) : ask(&v, reference, e);
		rc = store_end(unit_store(u), rc, e);
	}
	arena_free(v.a);
	if (rc == RC_OK)
		unit_changed(u, (struct unit_changes){.flights = 1, .hits = 1});
	return rc;
}

enum rc review_bureau_ask(struct unit *u, const struct actor *who, int64_t hit_id,
			  struct slice reference, struct err *e)
{
	return verify(u, who, hit_id, (struct slice){0}, slice_trim(reference), e);
}

enum rc review_bureau_answer(struct unit *u, const struct actor *who, int64_t hit_id,
			     struct slice word, struct slice reference, struct err *e)
{
	enum rc rc = page_word(word, answers, "bad-answer", e);
	if (rc == RC_OK && !slice_present(word))
		rc = err_refuse(e, RC_INVALID, "bad-answer", "R-231",
				"say whether the source confirmed the match or not");
	return rc == RC_OK ? verify(u, who, hit_id, word, slice_trim(reference), e) : rc;
}
