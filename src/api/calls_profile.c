/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write.h"

#include "flow/laws.h"
#include "flow/unit.h"
#include "minimise/law.h"

#define EXPLANATION_MAX ((size_t)256 << 10)

static void write_roles(struct json *j, const char *key, unsigned bits)
{
	json_key(j, key);
	json_array(j);
	for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++)
		if (bits & 1u << r)
			json_text(j, slice_of(actor_role_name((enum actor_role)r)));
	json_array_end(j);
}

static void write_purpose(struct json *j, const struct law_purpose *p)
{
	json_object(j);
	json_put(j, "name", p->name);
	json_put(j, "title", p->title);
	json_put(j, "article", p->article);
	write_roles(j, "roles", p->roles);
	json_put_bool(j, "offence", p->needs_offence);
	json_object_end(j);
}

static void write_item(struct json *j, const struct law_item *i)
{
	json_object(j);
	json_put(j, "name", i->name);
	json_put(j, "title", i->title);
	json_object_end(j);
}

static void write_words(struct json *j, const char *key, const law_words *words)
{
	json_key(j, key);
	json_array(j);
	LIST_EACH(const struct law_word, w, words)
	json_text(j, w->text);
	json_array_end(j);
}

static void write_flights(struct json *j, const struct law_flights *f)
{
	static const char *const within[] = {[LAW_WITHIN_ALL] = "all",
					     [LAW_WITHIN_SELECTED] = "selected",
					     [LAW_WITHIN_NONE] = "none"};
	json_key(j, "flights");
	json_object(j);
	write_words(j, "territory", &f->territory);
	json_put_str(j, "within", within[f->within]);
	json_put_opt(j, "threat_decision", f->threat_decision);
	write_day_opt(j, "threat_until", f->threat_until);
	write_words(j, "selected", &f->selected);
	json_put_opt(j, "assessment", f->assessment);
	write_day_opt(j, "review_by", f->review_by);
	json_object_end(j);
}

static void write_approvals(struct json *j, const struct law *law)
{
	json_key(j, "approvals");
	json_object(j);
	for (unsigned act = 0; act < LAW_ACT_COUNT; act++)
		write_roles(j, law_act_name((enum law_act)act), law->approvers[act]);
	json_object_end(j);
}

static void write_headings(struct json *j, uint32_t bits)
{
	json_key(j, "headings");
	json_array(j);
	for (unsigned n = 1; n <= LAW_HEADINGS; n++)
		if (bits & UINT32_C(1) << n)
			json_i64(j, n);
	json_array_end(j);
}

static void write_law(struct json *j, const struct law *law)
{
	json_object(j);
	json_put(j, "name", law->name);
	json_put(j, "title", law->title);
	json_put(j, "law", law->basis);
	json_put_bool(j, "second_factor", law->second_factor);
	json_put_i64(j, "offence_penalty_years", law->offence_penalty_years);
	json_put_bool(j, "air_link", law->air_link);
	WRITE_LIST(j, "purposes", struct law_purpose, &law->purposes, write_purpose);
	WRITE_LIST(j, "offences", struct law_item, &law->offences, write_item);
	WRITE_LIST(j, "authorities", struct law_item, &law->authorities, write_item);
	write_headings(j, law->headings);
	json_put_bool(j, "remarks", law->remarks_all);
	json_put_i64(j, "sensitive_codes", law->codes.count);
	json_put_i64(j, "sensitive_words", law->words.count);
	json_put_bool(j, "vital_interests", law->vital_interests);
	json_put_i64(j, "mask_months", law->mask_months);
	json_put_i64(j, "delete_months", law->delete_months);
	json_put_i64(j, "delete_unlinked_months", law->delete_unlinked_months);
	if (law->rule_review_months)
		json_put_i64(j, "rule_review_months", law->rule_review_months);
	json_put_i64(j, "delete_log_months", law->log_months);
	write_approvals(j, law);
	write_flights(j, &law->flights);
	WRITE_LIST(j, "differences", struct law_item, &law->differences, write_item);
	json_object_end(j);
}

/* "explanation": [sentence ...] */
static void write_explanation(struct call *c, struct json *j, const struct law *law)
{
	struct buf text;
	struct slice line;
	buf_init(&text, EXPLANATION_MAX);
	law_explain(law, date_of_instant(unit_now(c->api->unit)), &text);
	struct slice rest = buf_slice(&text);
	json_key(j, "explanation");
	json_array(j);
	while (slice_cut(&rest, '\n', &line))
		json_text(j, line);
	json_array_end(j);
	buf_release(&text);
}

enum rc get_profile(struct call *c, struct err *e)
{
	struct unit *u = c->api->unit;
	struct json j;
	enum rc rc = protect_require(&c->session.actor, MAY_PROFILE_READ, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_put_str(&j, "legal_basis", unit_about(u)->legal_basis);
	json_key(&j, "profile");
	write_law(&j, unit_law(u));
	write_explanation(c, &j, unit_law(u));
	json_object_end(&j);
	return RC_OK;
}

/* ---- versions ---- */

static void write_version(struct json *j, const struct profile_view *v)
{
	json_object(j);
	write_id(j, "id", v->version);
	json_put(j, "state", v->state);
	json_put(j, "name", v->name);
	json_put(j, "reason", v->reason);
	json_put_opt(j, "proposed_by", v->proposed_by);
	write_at(j, "proposed_at", v->proposed_at);
	json_put_opt(j, "decided_by", v->decided_by);
	json_put_opt(j, "decision_reason", v->decision_reason);
	write_at_opt(j, "decided_at", v->decided_at);
	json_put_opt(j, "content", v->content);
	json_object_end(j);
}

enum rc get_profile_versions(struct call *c, struct err *e)
{
	profile_views rows = {0};
	struct json j;
	enum rc rc = laws_read(c->api->unit, &c->session.actor, c->arena, &rows, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "versions", struct profile_view, &rows, write_version);
	json_object_end(&j);
	return RC_OK;
}

static enum rc answer_version(struct call *c, unsigned status, int64_t version, struct err *e)
{
	struct profile_view v;
	struct json j;
	enum rc rc = law_show(c->api->unit, &c->session.actor, version, c->arena, &v, e);
	if (rc != RC_OK)
		return rc;
	json_init(&j, http_answer(c->http, status, "application/json"));
	write_version(&j, &v);
	return RC_OK;
}

enum rc get_profile_version(struct call *c, struct err *e)
{
	return answer_version(c, 200, c->id, e);
}

enum rc post_profile_version(struct call *c, struct err *e)
{
	struct slice content = {0}, reason = {0};
	law_faults faults;
	int64_t version = 0;
	const struct member members[] = {TEXT_MEMBER("content", &content),
					 TEXT_MEMBER("reason", &reason)};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = law_propose(c->api->unit, &c->session.actor, content, reason, c->arena,
				 &faults, &version, e);
	return rc == RC_OK ? answer_version(c, 201, version, e) : rc;
}

enum rc post_profile_decision(struct call *c, struct err *e)
{
	bool approve = false;
	struct slice reason = {0};
	const struct member members[] = {FLAG_MEMBER("approve", &approve),
					 TEXT_MEMBER("reason", &reason)};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = law_decide(c->api->unit, &c->session.actor, c->id, approve, reason, e);
	return rc == RC_OK ? answer_version(c, 200, c->id, e) : rc;
}

static void write_fault(struct json *j, const struct law_fault *f)
{
	json_object(j);
	if (f->line)
		json_put_i64(j, "line", f->line);
	json_put(j, "text", f->text);
	if (f->rule)
		json_put_str(j, "rule", f->rule);
	json_object_end(j);
}

enum rc post_profile_check(struct call *c, struct err *e)
{
	struct slice content = {0};
	struct law law;
	law_faults faults;
	const struct member members[] = {TEXT_MEMBER("content", &content)};
	struct json j;
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = law_read(content, c->arena, &law, &faults, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "faults", struct law_fault, &faults, write_fault);
	if (!faults.first)
		write_explanation(c, &j, &law);
	json_object_end(&j);
	return RC_OK;
}
