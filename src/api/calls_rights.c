/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write_rights.h"

#include "flow/unit.h"
#include "review/rights.h"

#define PDF_MAX ((size_t)32 << 20)

enum rc get_rights(struct call *c, struct err *e)
{
	struct rights_page page = {0};
	struct json j;
	enum rc rc = rights_list(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "requests", struct rights_request_view, &page.requests,
		   write_rights_request);
	WRITE_LIST(&j, "redress", struct redress_view, &page.redress, write_redress);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_rights(struct call *c, struct err *e)
{
	struct rights_intake in = {0};
	struct rights_request_view made;
	const struct member members[] = {
		TEXT_MEMBER("kind", &in.kind),
		TEXT_MEMBER("channel", &in.channel),
		TEXT_MEMBER("family", &in.family),
		TEXT_MEMBER("given", &in.given),
		TEXT_MEMBER("birth_date", &in.birth_date),
		TEXT_MEMBER("address", &in.address),
		TEXT_MEMBER("wish", &in.wish),
		TEXT_MEMBER("document_type", &in.document_type),
		TEXT_MEMBER("document_number", &in.document_number),
		TEXT_MEMBER("document_issuer", &in.document_issuer),
		TEXT_MEMBER("received_on", &in.received_on),
	};
	struct json j;
	enum rc rc = body_read(c, members, sizeof members / sizeof *members, e);
	if (rc == RC_OK)
		rc = rights_receive(c->api->unit, &c->session.actor, &in, c->arena, &made, e);
	if (rc != RC_OK)
		return rc;
	json_init(&j, http_answer(c->http, 201, "application/json"));
	write_rights_request(&j, &made);
	return RC_OK;
}

enum rc get_rights_request(struct call *c, struct err *e)
{
	struct rights_request_page page = {0};
	struct json j;
	enum rc rc = rights_read(c->api->unit, &c->session.actor, c->id, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_key(&j, "request");
	write_rights_request(&j, &page.request);
	WRITE_LIST(&j, "found", struct rights_found_view, &page.found, write_rights_found);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

/* A step whose body is one text. */
static enum rc text_step(struct call *c, const char *name,
			 enum rc (*step)(struct unit *, const struct actor *, int64_t, struct slice,
					 struct err *),
			 struct err *e)
{
	struct slice text;
	const struct member members[] = {TEXT_MEMBER(name, &text)};
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = step(c->api->unit, &c->session.actor, c->id, text, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_rights_identity(struct call *c, struct err *e)
{
	return text_step(c, "how", rights_identify, e);
}

enum rc post_rights_extension(struct call *c, struct err *e)
{
	return text_step(c, "reason", rights_extend, e);
}

enum rc post_rights_search(struct call *c, struct err *e)
{
	unsigned found = 0;
	struct json j;
	enum rc rc = rights_search(c->api->unit, &c->session.actor, c->id, &found, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_put_i64(&j, "found", found);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_rights_found(struct call *c, struct err *e)
{
	struct slice traveller, state;
	uint64_t id = 0;
	const struct member members[] = {TEXT_MEMBER("traveller", &traveller),
					 TEXT_MEMBER("state", &state)};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK && (!slice_u64(traveller, &id) || id > INT64_MAX))
		rc = err_refuse(e, RC_INVALID, "bad-member", NULL, "\"traveller\" must be an id");
	if (rc == RC_OK)
		rc = rights_mark(c->api->unit, &c->session.actor, c->id, (int64_t)id, state, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_rights_decision(struct call *c, struct err *e)
{
	struct rights_decision d = {0};
	const struct member members[] = {
		TEXT_MEMBER("decision", &d.decision), TEXT_MEMBER("reason", &d.reason),
		TEXT_MEMBER("field", &d.field), TEXT_MEMBER("content", &d.content)};
	enum rc rc = body_read(c, members, 4, e);
	if (rc == RC_OK)
		rc = rights_decide(c->api->unit, &c->session.actor, c->id, &d, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc get_rights_answer(struct call *c, struct err *e)
{
	struct buf pdf;
	buf_init(&pdf, PDF_MAX);
	enum rc rc = rights_answer(c->api->unit, &c->session.actor, c->id,
				   http_query(c->http, "version"), http_query(c->http, "language"),
				   c->arena, &pdf, e);
	if (rc == RC_OK) {
		buf_add(http_answer(c->http, 200, "application/pdf"), buf_slice(&pdf));
		http_answer_field(c->http, "Content-Disposition",
				  "attachment; filename=\"answer.pdf\"");
	}
	buf_release(&pdf);
	return rc;
}

enum rc delete_redress(struct call *c, struct err *e)
{
	enum rc rc = rights_end_redress(c->api->unit, &c->session.actor, c->id, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_notice(struct call *c, struct err *e)
{
	struct slice state, review_on, reason;
	const struct member members[] = {TEXT_MEMBER("state", &state),
					 TEXT_MEMBER("review_on", &review_on),
					 TEXT_MEMBER("reason", &reason)};
	enum rc rc = body_read(c, members, 3, e);
	if (rc == RC_OK)
		rc = rights_settle_notice(c->api->unit, &c->session.actor, c->id, state, review_on,
					  reason, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}
