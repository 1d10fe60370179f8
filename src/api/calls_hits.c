/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write.h"
#include "api/write_oversight.h"
#include "api/write_rules.h"

#include "review/review.h"

enum rc get_hits(struct call *c, struct err *e)
{
	struct hits_question ask = {.state = http_query(c->http, "state"),
				    .cursor = http_query(c->http, "cursor")};
	struct hits_page page = {0};
	struct json j;
	enum rc rc = query_number(c, "limit", PAGE_MAX, &ask.limit, e);
	if (rc == RC_OK)
		rc = review_hits(c->api->unit, &c->session.actor, &ask, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "hits", struct hit_view, &page.hits, write_hit);
	json_put_opt(&j, "next", page.next);
	write_at(&j, "now", page.now_at);
	json_key(&j, "counts");
	json_object(&j);
	json_put_i64(&j, "open", page.open);
	json_put_i64(&j, "decided_today", page.decided_today);
	json_object_end(&j);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_hit(struct call *c, struct err *e)
{
	struct hit_page page = {0};
	struct json j;
	enum rc rc = review_hit(c->api->unit, &c->session.actor, c->id, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_key(&j, "hit");
	write_hit(&j, &page.hit);
	write_raw_opt(&j, "fields", page.fields_json);
	write_raw_opt(&j, "entry", page.entry_json);
	if (page.on_rule) {
		json_key(&j, "rule");
		write_rule_version(&j, &page.rule);
	}
	json_key(&j, "traveller");
	write_traveller(&j, &page.traveller);
	json_key(&j, "flight");
	write_flight(&j, &page.flight);
	WRITE_LIST(&j, "earlier", struct decision_view, &page.earlier, write_decision);
	if (page.hit.decided)
		write_checklist(&j, "checklist", &page.checklist);
	if (page.first.given)
		write_opinion(&j, "first_opinion", &page.first);
	json_put_bool(&j, "second_review", page.second_review);
	if (page.bureau.needed)
		write_bureau(&j, "bureau", &page.bureau);
	WRITE_LIST(&j, "redress", struct redress_view, &page.redress, write_redress);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_decision(struct call *c, struct err *e)
{
	struct decide_question ask = {0};
	struct slice answers[CRITERION_COUNT] = {0};
	struct member criteria[CRITERION_COUNT];
	const struct member members[] = {TEXT_MEMBER("outcome", &ask.outcome),
					 TEXT_MEMBER("reason", &ask.reason),
					 FLAG_OPTIONAL("overturn", &ask.overturn)};
	const struct nested checklist = {"checklist", criteria, CRITERION_COUNT};
	struct hit_view hit = {0};
	struct json j;
	for (unsigned i = 0; i < CRITERION_COUNT; i++)
		criteria[i] = (struct member)TEXT_OPTIONAL(criterion_name((enum criterion)i),
							   &answers[i]);
	enum rc rc = body_read_nested(c, members, 3, &checklist, e);
	for (unsigned i = 0; rc == RC_OK && i < CRITERION_COUNT; i++)
		ask.checklist.answers[i] = criterion_answer_parse(answers[i]);
	if (rc == RC_OK)
		rc = review_decide(c->api->unit, &c->session.actor, c->id, &ask, c->arena, &hit, e);
	if (rc != RC_OK)
		return rc;
	json_init(&j, http_answer(c->http, 200, "application/json"));
	write_hit(&j, &hit);
	return RC_OK;
}

enum rc post_bureau_question(struct call *c, struct err *e)
{
	struct slice reference;
	const struct member members[] = {TEXT_MEMBER("reference", &reference)};
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = review_bureau_ask(c->api->unit, &c->session.actor, c->id, reference, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_bureau_answer(struct call *c, struct err *e)
{
	struct slice answer, reference;
	const struct member members[] = {TEXT_MEMBER("answer", &answer),
					 TEXT_MEMBER("reference", &reference)};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = review_bureau_answer(c->api->unit, &c->session.actor, c->id, answer, reference,
					  e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}
