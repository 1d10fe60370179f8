/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write_oversight.h"

#include "flow/unit.h"
#include "review/oversight.h"

#define PDF_MAX ((size_t)32 << 20)

enum rc get_oversight(struct call *c, struct err *e)
{
	struct oversight_page page = {0};
	struct json j;
	enum rc rc = oversight_read(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "lookups", struct odd_lookup_view, &page.odd, write_odd_lookup);
	if (page.has_sample) {
		json_key(&j, "sample");
		write_sample(&j, &page.sample);
	}
	WRITE_LIST(&j, "notices", struct use_notice_view, &page.notices, write_use_notice);
	WRITE_LIST(&j, "statistics", struct statistic_view, &page.statistics, write_statistic);
	json_key(&j, "trail");
	json_object(&j);
	json_put_i64(&j, "records", page.records);
	json_put_i64(&j, "checkpoints", page.checkpoints);
	json_put_i64(&j, "proved", page.proved);
	json_put_bool(&j, "verified", page.broken_seq == 0);
	json_object_end(&j);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_odd_lookup(struct call *c, struct err *e)
{
	struct slice result, note;
	const struct member members[] = {TEXT_MEMBER("result", &result),
					 TEXT_MEMBER("note", &note)};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = oversight_settle(c->api->unit, &c->session.actor, c->id, result, note, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_samples(struct call *c, struct err *e)
{
	struct slice from, to, seed;
	struct sample_view sample;
	const struct member members[] = {TEXT_MEMBER("from", &from), TEXT_MEMBER("to", &to),
					 TEXT_MEMBER("seed", &seed)};
	struct json j;
	enum rc rc = body_read(c, members, 3, e);
	if (rc == RC_OK)
		rc = oversight_sample(c->api->unit, &c->session.actor, from, to, seed, c->arena,
				      &sample, e);
	if (rc != RC_OK)
		return rc;
	json_init(&j, http_answer(c->http, 201, "application/json"));
	write_sample(&j, &sample);
	return RC_OK;
}

enum rc post_sample_item(struct call *c, struct err *e)
{
	struct slice decision, result, note;
	uint64_t id = 0;
	const struct member members[] = {TEXT_MEMBER("decision", &decision),
					 TEXT_MEMBER("result", &result),
					 TEXT_MEMBER("note", &note)};
	enum rc rc = body_read(c, members, 3, e);
	if (rc == RC_OK && (!slice_u64(decision, &id) || id > INT64_MAX))
		rc = err_refuse(e, RC_INVALID, "bad-member", NULL, "\"decision\" must be an id");
	if (rc == RC_OK)
		rc = oversight_settle_sample(c->api->unit, &c->session.actor, c->id, (int64_t)id,
					     result, note, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc get_compliance(struct call *c, struct err *e)
{
	struct buf pdf;
	buf_init(&pdf, PDF_MAX);
	enum rc rc = oversight_compliance(c->api->unit, &c->session.actor, c->arena, &pdf, e);
	if (rc == RC_OK) {
		buf_add(http_answer(c->http, 200, "application/pdf"), buf_slice(&pdf));
		http_answer_field(c->http, "Content-Disposition",
				  "attachment; filename=\"annex-9.pdf\"");
	}
	buf_release(&pdf);
	return rc;
}

enum rc post_duty(struct call *c, struct err *e)
{
	struct slice from, to;
	const struct member members[] = {TEXT_MEMBER("from", &from), TEXT_MEMBER("to", &to)};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = oversight_set_duty(c->api->unit, &c->session.actor, c->id, from, to, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc get_notice(struct call *c, struct err *e)
{
	struct notice_page page;
	struct json j;
	enum rc rc = review_notice(c->api->unit, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_put_str(&j, "name", page.name);
	json_put_str(&j, "state", page.state);
	json_put_str(&j, "legal_basis", page.legal_basis);
	json_put_str(&j, "profile", page.profile);
	WRITE_LIST(&j, "statistics", struct statistic_view, &page.statistics, write_statistic);
	json_object_end(&j);
	return RC_OK;
}
