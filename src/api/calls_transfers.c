/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write_transfers.h"

#include "flow/laws.h"
#include "minimise/law.h"
#include "review/transfers.h"

#define SHEET_MAX ((size_t)1 << 20)

enum rc get_transfers(struct call *c, struct err *e)
{
	struct transfers_page page;
	struct json j;
	enum rc rc = review_transfers(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	write_at(&j, "now", page.now_at);
	WRITE_LIST(&j, "threats", struct threat_view, &page.threats, write_threat);
	WRITE_LIST(&j, "notices", struct notice_view, &page.notices, write_carrier_notice);
	WRITE_LIST(&j, "outages", struct outage_view, &page.outages, write_outage);
	WRITE_LIST(&j, "contacts", struct contact_view, &page.contacts, write_contact);
	WRITE_LIST(&j, "pushes", struct push_count, &page.pushes, write_push_count);
	json_object_end(&j);
	return RC_OK;
}

static enum rc read_instant(struct slice text, const char *name, int64_t *out, struct err *e)
{
	if (!slice_present(text) || instant_parse(text, out))
		return RC_OK;
	return err_refuse(e, RC_INVALID, "bad-member", NULL,
			  "\"%s\" must be an instant such as 2026-11-25T08:30:00Z", name);
}

static enum rc read_span(struct slice from, struct slice until, int64_t *from_at, int64_t *until_at,
			 struct err *e)
{
	enum rc rc = read_instant(from, "from", from_at, e);
	return rc == RC_OK ? read_instant(until, "until", until_at, e) : rc;
}

static void answer_id(struct call *c, int64_t id)
{
	struct json j;
	answer_object(c, 201, &j);
	write_id(&j, "id", id);
	json_object_end(&j);
}

enum rc post_threats(struct call *c, struct err *e)
{
	struct threat_view ask = {0};
	struct slice from = {0}, until = {0};
	const struct member members[] = {TEXT_OPTIONAL("carrier", &ask.carrier),
					 TEXT_OPTIONAL("number", &ask.number),
					 TEXT_OPTIONAL("origin", &ask.from),
					 TEXT_OPTIONAL("destination", &ask.to),
					 TEXT_MEMBER("from", &from),
					 TEXT_MEMBER("until", &until),
					 TEXT_MEMBER("threat", &ask.threat),
					 TEXT_MEMBER("reference", &ask.reference)};
	int64_t id = 0;
	enum rc rc = body_read(c, members, 8, e);
	if (rc == RC_OK)
		rc = read_span(from, until, &ask.from_at, &ask.until_at, e);
	if (rc == RC_OK)
		rc = review_threat_propose(c->api->unit, &c->session.actor, &ask, &id, e);
	if (rc == RC_OK)
		answer_id(c, id);
	return rc;
}

enum rc post_threat_decision(struct call *c, struct err *e)
{
	struct slice reason;
	bool approve = false;
	const struct member members[] = {FLAG_MEMBER("approve", &approve),
					 TEXT_MEMBER("reason", &reason)};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = review_threat_decide(c->api->unit, &c->session.actor, c->id, approve, reason,
					  c->arena, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_outages(struct call *c, struct err *e)
{
	struct outage_view ask = {0};
	struct slice from = {0}, until = {0};
	const struct member members[] = {TEXT_OPTIONAL("carrier", &ask.carrier),
					 TEXT_MEMBER("from", &from), TEXT_OPTIONAL("until", &until),
					 TEXT_MEMBER("evidence", &ask.evidence)};
	int64_t id = 0;
	enum rc rc = body_read(c, members, 4, e);
	if (rc == RC_OK)
		rc = read_span(from, until, &ask.from_at, &ask.until_at, e);
	if (rc == RC_OK)
		rc = review_outage_record(c->api->unit, &c->session.actor, &ask, &id, e);
	if (rc == RC_OK)
		answer_id(c, id);
	return rc;
}

enum rc post_outage_end(struct call *c, struct err *e)
{
	struct slice until = {0};
	int64_t until_at = 0;
	const struct member members[] = {TEXT_MEMBER("until", &until)};
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = read_instant(until, "until", &until_at, e);
	if (rc == RC_OK)
		rc = review_outage_end(c->api->unit, &c->session.actor, c->id, until_at, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc put_carrier_contact(struct call *c, struct err *e)
{
	struct contact_view ask = {.carrier = c->name};
	const struct member members[] = {TEXT_MEMBER("name", &ask.name),
					 TEXT_OPTIONAL("telephone", &ask.telephone),
					 TEXT_OPTIONAL("email", &ask.email)};
	enum rc rc = body_read(c, members, 3, e);
	if (rc == RC_OK)
		rc = review_contact_set(c->api->unit, &c->session.actor, &ask, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_penalty(struct call *c, struct err *e)
{
	struct slice reason;
	const struct member members[] = {TEXT_MEMBER("reason", &reason)};
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = review_penalty_propose(c->api->unit, &c->session.actor, c->id, reason,
					    c->arena, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

/* ---- for carriers ---- */

enum rc get_carrier_notices(struct call *c, struct err *e)
{
	notice_views notices = {0};
	struct json j;
	enum rc rc = review_notices_fetch(c->api->unit, c->carrier, c->arena, &notices, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "notices", struct notice_view, &notices, write_notice_for_carrier);
	json_object_end(&j);
	return RC_OK;
}

/* The law is public: the sheet that a carrier needs is, too. */
enum rc get_carrier_sheet(struct call *c, struct err *e)
{
	struct buf sheet;
	struct json j;
	buf_init(&sheet, SHEET_MAX);
	law_carrier_sheet(unit_law(c->api->unit), &sheet);
	struct slice text = arena_copy(c->arena, buf_slice(&sheet));
	bool failed = buf_failed(&sheet) || arena_failed(c->arena);
	buf_release(&sheet);
	if (failed)
		return err_set(e, RC_NOMEM, "no memory for the sheet of carriers");
	answer_object(c, 200, &j);
	json_put(&j, "text", text);
	json_object_end(&j);
	return RC_OK;
}
