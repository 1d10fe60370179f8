/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write.h"

#include "flow/unit.h"
#include "review/unmask.h"

/* ---- objects ---- */

static void write_unmask(struct json *j, const struct unmask_view *v)
{
	json_object(j);
	write_id(j, "id", v->id);
	write_id(j, "traveller", v->traveller_id);
	json_put(j, "pseudonym", v->pseudonym);
	json_put(j, "fields", v->fields);
	json_put(j, "legal_basis", v->legal_basis);
	json_put(j, "case", v->reference);
	json_put(j, "reason", v->reason);
	json_put(j, "state", v->state);
	json_put_bool(j, "open", v->is_open);
	write_id(j, "requester", v->requested_by_id);
	json_put(j, "requested_by", v->requested_by);
	write_at(j, "requested_at", v->requested_at);
	json_put_opt(j, "decided_by", v->decided_by);
	write_at_opt(j, "decided_at", v->decided_at);
	json_put_opt(j, "decision", v->decision);
	write_at_opt(j, "ends_at", v->ends_at);
	write_at_opt(j, "opened_at", v->opened_at);
	json_put_i64(j, "times_shown", v->times_shown);
	json_put_opt(j, "reviewed_by", v->reviewed_by);
	write_at_opt(j, "reviewed_at", v->reviewed_at);
	json_put_opt(j, "review_result", v->review_result);
	json_put_opt(j, "review_note", v->review_note);
	json_object_end(j);
}

static void write_evidence(struct json *j, const struct evidence_view *v)
{
	json_object(j);
	write_id(j, "id", v->id);
	json_put(j, "grounds", v->grounds);
	json_put(j, "case", v->reference);
	json_put(j, "by", v->by);
	write_at(j, "at", v->at);
	json_object_end(j);
}

static void write_hold(struct json *j, const struct hold_view *v)
{
	json_object(j);
	write_id(j, "id", v->id);
	json_put(j, "owner", v->owner);
	json_put(j, "case", v->reference);
	json_put(j, "by", v->by);
	write_at(j, "begun_at", v->begun_at);
	write_at(j, "ends_at", v->ends_at);
	json_object_end(j);
}

static void write_sealed(struct json *j, const struct sealed_view *v)
{
	json_object(j);
	write_id(j, "traveller", v->traveller_id);
	json_put(j, "pseudonym", v->pseudonym);
	json_put_str(j, "outcome", v->outcome);
	json_put_str(j, "method", v->method);
	json_put_i64(j, "score", v->score_permille);
	write_at(j, "masked_at", v->masked_at);
	json_key(j, "flight");
	json_object(j);
	write_id(j, "id", v->flight_id);
	json_put(j, "carrier", v->carrier);
	json_put(j, "number", v->number);
	json_put(j, "from", v->from);
	json_put(j, "to", v->to);
	json_put_opt(j, "departs", v->departs);
	json_object_end(j);
	json_object_end(j);
}

static void write_certificate(struct json *j, const struct certificate_view *v)
{
	json_object(j);
	write_id(j, "id", v->id);
	write_at(j, "issued_at", v->issued_at);
	write_raw_opt(j, "content", v->content_json);
	json_object_end(j);
}

static void write_minimised(struct json *j, const struct minimised_view *v)
{
	json_object(j);
	json_put(j, "carrier", v->carrier);
	json_put(j, "code", v->code);
	json_put(j, "why", v->why);
	json_put_i64(j, "count", v->count);
	json_object_end(j);
}

static enum rc answer_unmask(struct call *c, unsigned status, enum rc rc,
			     const struct unmask_view *v)
{
	struct json j;
	if (rc != RC_OK)
		return rc;
	json_init(&j, http_answer(c->http, status, "application/json"));
	write_unmask(&j, v);
	return RC_OK;
}

static enum rc read_id(struct slice text, int64_t *out, struct err *e)
{
	uint64_t number;
	if (!slice_u64(text, &number) || number > INT64_MAX)
		return err_refuse(e, RC_INVALID, "bad-member", NULL,
				  "an id is a decimal number as text");
	*out = (int64_t)number;
	return RC_OK;
}

/* ---- unmasking ---- */

enum rc get_unmasks(struct call *c, struct err *e)
{
	struct unmask_page page = {0};
	struct json j;
	enum rc rc = review_unmasks(c->api->unit, &c->session.actor, http_query(c->http, "state"),
				    c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "requests", struct unmask_view, &page.requests, write_unmask);
	json_put_i64(&j, "to_review", page.to_review);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_unmasks(struct call *c, struct err *e)
{
	struct unmask_question ask = {0};
	struct slice traveller;
	const struct member members[] = {
		TEXT_MEMBER("traveller", &traveller), TEXT_MEMBER("fields", &ask.fields),
		TEXT_MEMBER("legal_basis", &ask.legal_basis), TEXT_MEMBER("case", &ask.reference),
		TEXT_MEMBER("reason", &ask.reason)};
	struct unmask_view v = {0};
	enum rc rc = body_read(c, members, 5, e);
	if (rc == RC_OK)
		rc = read_id(traveller, &ask.traveller_id, e);
	if (rc == RC_OK)
		rc = review_unmask_ask(c->api->unit, &c->session.actor, &ask, c->arena, &v, e);
	return answer_unmask(c, 201, rc, &v);
}

static enum rc decide(struct call *c, struct unmask_answer *answer, const struct member *members,
		      unsigned count, struct err *e)
{
	struct unmask_view v = {0};
	enum rc rc = body_read(c, members, count, e);
	if (rc == RC_OK)
		rc = review_unmask_decide(c->api->unit, &c->session.actor, c->id, answer, c->arena,
					  &v, e);
	return answer_unmask(c, 200, rc, &v);
}

enum rc post_unmask_approval(struct call *c, struct err *e)
{
	struct unmask_answer answer = {.approve = true};
	const struct member members[] = {TEXT_MEMBER("reason", &answer.reason),
					 TEXT_MEMBER("share", &answer.share)};
	return decide(c, &answer, members, 2, e);
}

enum rc post_unmask_refusal(struct call *c, struct err *e)
{
	struct unmask_answer answer = {0};
	const struct member members[] = {TEXT_MEMBER("reason", &answer.reason)};
	return decide(c, &answer, members, 1, e);
}

enum rc post_unmask_opening(struct call *c, struct err *e)
{
	struct slice share, second;
	const struct member members[] = {TEXT_MEMBER("share", &share),
					 TEXT_MEMBER("second_share", &second)};
	struct unmask_view v = {0};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = review_unmask_open(c->api->unit, &c->session.actor, c->id, share, second,
					c->arena, &v, e);
	return answer_unmask(c, 200, rc, &v);
}

enum rc get_unmask_record(struct call *c, struct err *e)
{
	struct unmask_record record = {0};
	struct json j;
	enum rc rc =
		review_unmask_read(c->api->unit, &c->session.actor, c->id, c->arena, &record, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_key(&j, "request");
	write_unmask(&j, &record.request);
	write_raw_opt(&j, "record", record.record_json);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_unmask_review(struct call *c, struct err *e)
{
	struct slice result, note;
	const struct member members[] = {TEXT_MEMBER("result", &result),
					 TEXT_MEMBER("note", &note)};
	struct unmask_view v = {0};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = review_unmask_review(c->api->unit, &c->session.actor, c->id, result, note,
					  c->arena, &v, e);
	return answer_unmask(c, 200, rc, &v);
}

/* ---- evidence and holds ---- */

enum rc get_keeping(struct call *c, struct err *e)
{
	struct keeping_page page = {0};
	struct json j;
	enum rc rc = review_keeping(c->api->unit, &c->session.actor, c->id, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "evidence", struct evidence_view, &page.evidence, write_evidence);
	WRITE_LIST(&j, "holds", struct hold_view, &page.holds, write_hold);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_evidence(struct call *c, struct err *e)
{
	struct slice grounds, reference;
	const struct member members[] = {TEXT_MEMBER("grounds", &grounds),
					 TEXT_MEMBER("case", &reference)};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = review_evidence(c->api->unit, &c->session.actor, c->id, grounds, reference, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_hold(struct call *c, struct err *e)
{
	struct hold_question ask = {0};
	struct slice until;
	const struct member members[] = {TEXT_MEMBER("owner", &ask.owner),
					 TEXT_MEMBER("case", &ask.reference),
					 TEXT_MEMBER("ends_at", &until)};
	struct json j;
	int64_t id = 0;
	enum rc rc = body_read(c, members, 3, e);
	if (rc == RC_OK && !instant_parse(until, &ask.ends_at))
		rc = err_refuse(e, RC_INVALID, "bad-end", "R-117",
				"\"ends_at\" must be an instant such as 2027-03-01T00:00:00Z");
	if (rc == RC_OK)
		rc = review_hold(c->api->unit, &c->session.actor, c->id, &ask, &id, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 201, &j);
	write_id(&j, "id", id);
	json_object_end(&j);
	return RC_OK;
}

enum rc delete_hold(struct call *c, struct err *e)
{
	enum rc rc = review_hold_end(c->api->unit, &c->session.actor, c->id, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

/* ---- searching by process, retention, minimisation ---- */

enum rc post_sealed_search(struct call *c, struct err *e)
{
	struct sealed_question ask = {0};
	const struct member members[] = {
		TEXT_MEMBER("name", &ask.name),         TEXT_MEMBER("birth_date", &ask.birth_date),
		TEXT_MEMBER("document", &ask.document), TEXT_MEMBER("issuer", &ask.issuer),
		TEXT_MEMBER("case", &ask.reference),    TEXT_MEMBER("reason", &ask.reason)};
	struct sealed_page page = {0};
	struct json j;
	enum rc rc = body_read(c, members, 6, e);
	if (rc == RC_OK)
		rc = review_sealed_search(c->api->unit, &c->session.actor, &ask, c->arena, &page,
					  e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_put_i64(&j, "count", page.count);
	WRITE_LIST(&j, "found", struct sealed_view, &page.found, write_sealed);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_retention(struct call *c, struct err *e)
{
	struct retention_page page = {0};
	struct json j;
	enum rc rc = review_retention(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	const struct retention_state *s = &page.state;
	answer_object(c, 200, &j);
	json_put_i64(&j, "mask_months", s->mask_months);
	json_put_i64(&j, "delete_months", s->delete_months);
	json_put_i64(&j, "delete_unlinked_months", s->delete_unlinked_months);
	json_put_i64(&j, "messages_clear", s->messages_clear);
	json_put_i64(&j, "messages_masked", s->messages_masked);
	json_put_i64(&j, "travellers_clear", s->travellers_clear);
	json_put_i64(&j, "travellers_masked", s->travellers_masked);
	json_put_i64(&j, "sealed_records", s->sealed_records);
	json_put_i64(&j, "on_hold", s->on_hold);
	json_put_i64(&j, "overdue", s->overdue);
	write_at_opt(&j, "next_mask_at", s->next_mask_at);
	WRITE_LIST(&j, "certificates", struct certificate_view, &page.certificates,
		   write_certificate);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_minimised(struct call *c, struct err *e)
{
	struct minimised_page page = {0};
	struct json j;
	enum rc rc = review_minimised(c->api->unit, &c->session.actor, http_query(c->http, "from"),
				      http_query(c->http, "to"), c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_put(&j, "from", page.from);
	json_put(&j, "to", page.to);
	json_put_i64(&j, "total", page.total);
	WRITE_LIST(&j, "removed", struct minimised_view, &page.rows, write_minimised);
	json_object_end(&j);
	return RC_OK;
}
