/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write_share.h"

#include "flow/unit.h"
#include "share/requests.h"

static enum rc answer_request(struct call *c, unsigned status, enum rc rc,
			      const struct request_view *r)
{
	struct json j;
	if (rc != RC_OK)
		return rc;
	json_init(&j, http_answer(c->http, status, "application/json"));
	write_request(&j, r);
	return RC_OK;
}

enum rc get_requests(struct call *c, struct err *e)
{
	struct requests_page page = {0};
	struct json j;
	enum rc rc = requests_list(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "requests", struct request_view, &page.requests, write_request);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

static enum rc read_question(struct call *c, struct request_question *ask, struct err *e)
{
	const struct member members[] = {
		TEXT_OPTIONAL("officer", &ask->officer),
		TEXT_OPTIONAL("offence", &ask->offence),
		TEXT_OPTIONAL("case", &ask->case_reference),
		TEXT_OPTIONAL("grounds", &ask->grounds),
		TEXT_OPTIONAL("urgency", &ask->urgency),
		TEXT_OPTIONAL("from", &ask->from_on),
		TEXT_OPTIONAL("to", &ask->to_on),
		TEXT_OPTIONAL("family", &ask->family),
		TEXT_OPTIONAL("given", &ask->given),
		TEXT_OPTIONAL("birth_date", &ask->birth_date),
		TEXT_OPTIONAL("document", &ask->document_number),
		TEXT_OPTIONAL("flight", &ask->flight),
		TEXT_OPTIONAL("fields", &ask->fields),
		TEXT_OPTIONAL("circumstances", &ask->circumstances),
		TEXT_OPTIONAL("evidence", &ask->evidence),
	};
	*ask = (struct request_question){0};
	return body_read(c, members, sizeof members / sizeof *members, e);
}

enum rc post_requests(struct call *c, struct err *e)
{
	struct request_question ask;
	struct request_view r = {0};
	enum rc rc = read_question(c, &ask, e);
	if (rc == RC_OK)
		rc = requests_file(c->api->unit, &c->session.actor, &ask, c->arena, &r, e);
	return answer_request(c, 201, rc, &r);
}

enum rc post_requests_check(struct call *c, struct err *e)
{
	struct request_question ask;
	struct slice missing = {0};
	struct json j;
	enum rc rc = read_question(c, &ask, e);
	if (rc == RC_OK)
		rc = requests_check(c->api->unit, &c->session.actor, &ask, c->arena, &missing, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_put(&j, "missing", missing);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_request_decision(struct call *c, struct err *e)
{
	struct request_answer answer = {0};
	struct request_view r = {0};
	const struct member members[] = {
		FLAG_MEMBER("accept", &answer.accept), TEXT_MEMBER("reason", &answer.reason),
		TEXT_OPTIONAL("from", &answer.from_on), TEXT_OPTIONAL("to", &answer.to_on),
		TEXT_OPTIONAL("fields", &answer.fields)};
	enum rc rc = body_read(c, members, sizeof members / sizeof *members, e);
	if (rc == RC_OK)
		rc = requests_decide(c->api->unit, &c->session.actor, c->id, &answer, c->arena, &r,
				     e);
	return answer_request(c, 200, rc, &r);
}

enum rc post_request_search(struct call *c, struct err *e)
{
	request_finds found;
	struct json j;
	enum rc rc = requests_search(c->api->unit, &c->session.actor, c->id, c->arena, &found, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "found", struct request_find, &found, write_request_find);
	json_object_end(&j);
	return RC_OK;
}

static enum rc read_id(struct slice text, int64_t *out, struct err *e)
{
	uint64_t number = 0;
	if (text.p && (!slice_u64(text, &number) || number > INT64_MAX))
		return err_refuse(e, RC_INVALID, "bad-member", NULL,
				  "an id is a decimal number as text");
	*out = (int64_t)number;
	return RC_OK;
}

enum rc post_request_answer(struct call *c, struct err *e)
{
	struct disclosure_question ask = {0};
	struct slice traveller = {0}, unmask = {0};
	int64_t traveller_id = 0, unmask_id = 0;
	struct disclosure_view v = {0};
	struct json j;
	const struct member members[] = {
		TEXT_MEMBER("traveller", &traveller),
		TEXT_OPTIONAL("unmask", &unmask),
		TEXT_MEMBER("fields", &ask.fields),
		TEXT_MEMBER("caveat", &ask.caveat),
		TEXT_MEMBER("language", &ask.language),
		TEXT_MEMBER("feedback_on", &ask.feedback_on),
		TEXT_MEMBER("expires_on", &ask.expires_on),
	};
	enum rc rc = body_read(c, members, sizeof members / sizeof *members, e);
	if (rc == RC_OK)
		rc = read_id(traveller, &traveller_id, e);
	if (rc == RC_OK)
		rc = read_id(unmask, &unmask_id, e);
	if (rc == RC_OK)
		rc = requests_answer(c->api->unit, &c->session.actor, c->id, traveller_id,
				     unmask_id, &ask, c->arena, &v, e);
	if (rc != RC_OK)
		return rc;
	json_init(&j, http_answer(c->http, 201, "application/json"));
	write_disclosure(&j, &v);
	return RC_OK;
}

enum rc post_request_closure(struct call *c, struct err *e)
{
	struct slice answer;
	struct request_view r = {0};
	const struct member members[] = {TEXT_MEMBER("answer", &answer)};
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = requests_close(c->api->unit, &c->session.actor, c->id, answer, c->arena, &r,
				    e);
	return answer_request(c, 200, rc, &r);
}

enum rc post_later_use(struct call *c, struct err *e)
{
	bool approve = false;
	struct slice reason;
	struct request_view r = {0};
	const struct member members[] = {FLAG_MEMBER("approve", &approve),
					 TEXT_MEMBER("reason", &reason)};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = requests_review_later_use(c->api->unit, &c->session.actor, c->id, approve,
					       reason, c->arena, &r, e);
	return answer_request(c, 200, rc, &r);
}
