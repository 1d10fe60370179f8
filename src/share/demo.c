/* SPDX-License-Identifier: Apache-2.0 */
#include "share/demo.h"

#include "share/parts.h"

#define DEMO_MEMORY ((size_t)64 << 20)
#define TASK_MINUTES 60
#define DAYS_AHEAD 7
#define EXPIRY_AHEAD 60

struct showing { /* one act after the other, each by somebody signed in */
	struct unit *u;
	struct arena *a;
	struct sign_in_guard *guard;
	struct slice password;
	struct session session;
};

static enum rc enter(struct showing *s, const char *login, const char *purpose, struct err *e)
{
	const struct sign_in_try try = {.login = slice_of(login), .password = s->password};
	const struct new_task task = {.purpose = slice_of(purpose),
				      .offence = SLICE("terrorist-offences"),
				      .justification = SLICE("Shown in the demonstration State."),
				      .case_reference = SLICE("UT 26/0417"),
				      .air_link = true,
				      .minutes = TASK_MINUTES};
	int64_t wait;
	enum rc rc = sign_in(unit_store(s->u), s->guard, &try, unit_now(s->u), s->a, &s->session,
			     &wait, e);
	return rc == RC_OK && purpose ? task_open(unit_store(s->u), unit_law(s->u), &s->session,
						  &task, unit_now(s->u), s->a, e)
				      : rc;
}

static enum rc leave(struct showing *s, enum rc rc, struct err *e)
{
	struct err none;
	enum rc out = sign_out(unit_store(s->u), slice_of(s->session.token), unit_now(s->u),
			       rc == RC_OK ? e : &none);
	return rc == RC_OK ? out : rc;
}

static struct slice day_from_now(struct showing *s, int days)
{
	char text[DATE_TEXT];
	date_write(date_of_instant(unit_now(s->u) + days * DAY_US), text);
	return arena_copy(s->a, slice_of(text));
}

/* ---- requests ---- */

static enum rc file(struct showing *s, const char *family, const char *given, const char *urgency,
		    int64_t *id, struct err *e)
{
	const struct request_question ask = {
		.offence = SLICE("terrorist-offences"),
		.case_reference = SLICE("NP 26/0077"),
		.grounds = SLICE("A witness names this person as the courier of a group."),
		.urgency = slice_of(urgency),
		.from_on = day_from_now(s, 0),
		.to_on = day_from_now(s, DAYS_AHEAD),
		.family = slice_of(family),
		.given = slice_of(given),
		.fields = SLICE("name birth-date document flight")};
	struct request_view r = {0};
	enum rc rc = requests_file(s->u, &s->session.actor, &ask, s->a, &r, e);
	*id = r.id;
	return rc;
}

static enum rc show_requests(struct showing *s, struct err *e)
{
	static const struct request_answer accept = {
		.accept = true, .reason = {"Reasoned, and no wider than the inquiry needs.", 46}};
	struct request_view r;
	int64_t first = 0, second = 0;
	enum rc rc = enter(s, "requesting-authority", NULL, e);
	if (rc == RC_OK) {
		rc = file(s, "Quenneville", "Balthazar", "routine", &first, e);
		if (rc == RC_OK)
			rc = file(s, "Frostwood", "Zora", "urgent", &second, e);
		rc = leave(s, rc, e);
	}
	if (rc == RC_OK)
		rc = enter(s, "requests-desk", "reasoned-request", e);
	if (rc != RC_OK)
		return rc;
	rc = requests_decide(s->u, &s->session.actor, first, &accept, s->a, &r, e);
	return leave(s, rc, e);
}

/* ---- a disclosure ---- */

static const struct hit_view *first_for_one(const hit_views *hits)
{
	LIST_EACH(const struct hit_view, h, hits)
	{
		if (strcmp(h->severity, "high") != 0 && slice_is(h->outcome, "match") &&
		    slice_is(h->method, "document"))
			return h;
	}
	return NULL;
}

static enum rc disclose(struct showing *s, int64_t hit_id, struct err *e)
{
	struct decide_question decision = {
		.outcome = SLICE("confirmed"),
		.reason = SLICE("Number, type and issuer of the document agree.")};
	const struct disclosure_question ask = {
		.officer = SLICE("requesting-authority"),
		.fields = SLICE("name birth-date document flight"),
		.caveat = SLICE("Check the document at the gate; do not say why."),
		.language = SLICE("en"),
		.feedback_on = day_from_now(s, DAYS_AHEAD),
		.expires_on = day_from_now(s, EXPIRY_AHEAD)};
	struct hit_view decided;
	struct disclosure_view sent;
	for (unsigned i = 0; i < CRITERION_COUNT; i++) {
		if (criterion_kind((enum criterion)i) == CHECKLIST_LIST)
			decision.checklist.answers[i] = i == CRITERION_DOCUMENT ? ANSWER_AGREES
										: ANSWER_NOT_KNOWN;
	}
	enum rc rc = review_decide(s->u, &s->session.actor, hit_id, &decision, s->a, &decided, e);
	return rc == RC_OK ? share_disclose(s->u, &s->session.actor, hit_id, &ask, s->a, &sent, e)
			   : rc;
}

static enum rc show_disclosure(struct showing *s, struct err *e)
{
	const struct hits_question open = {.limit = PAGE_MAX};
	struct hits_page page = {0};
	enum rc rc = enter(s, "analyst", "pre-travel-assessment", e);
	if (rc != RC_OK)
		return rc;
	rc = review_hits(s->u, &s->session.actor, &open, s->a, &page, e);
	const struct hit_view *hit = rc == RC_OK ? first_for_one(&page.hits) : NULL;
	if (hit)
		rc = disclose(s, hit->id, e);
	return leave(s, rc, e);
}

enum rc share_demo(struct unit *u, struct slice password, struct err *e)
{
	struct showing s = {.u = u,
			    .password = password,
			    .a = arena_new(DEMO_MEMORY),
			    .guard = sign_in_guard_new()};
	enum rc rc = s.a && s.guard ? show_requests(&s, e)
				    : err_set(e, RC_NOMEM, "no memory for the demonstration");
	if (rc == RC_OK)
		rc = show_disclosure(&s, e);
	sign_in_guard_free(s.guard);
	arena_free(s.a);
	return rc;
}
