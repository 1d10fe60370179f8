/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write_share.h"

#include "flow/laws.h"
#include "flow/unit.h"
#include "share/share.h"

#include <stdio.h>

#define PACKAGE_MAX ((size_t)32 << 20)
#define REGISTER_MAX ((size_t)64 << 20)

static enum rc answer_disclosure(struct call *c, unsigned status, enum rc rc,
				 const struct disclosure_view *v)
{
	struct json j;
	if (rc != RC_OK)
		return rc;
	json_init(&j, http_answer(c->http, status, "application/json"));
	write_disclosure(&j, v);
	return RC_OK;
}

/* ---- what there is to choose ---- */

static void write_field(struct json *j, const struct share_field *f, const struct law *law)
{
	if (!(law->headings & UINT32_C(1) << f->heading))
		return;
	json_object(j);
	json_put_str(j, "name", f->name);
	json_put_i64(j, "heading", f->heading);
	json_put_bool(j, "usual", f->usual);
	json_object_end(j);
}

static void write_item(struct json *j, const struct law_item *item)
{
	json_object(j);
	json_put(j, "name", item->name);
	json_put(j, "title", item->title);
	json_object_end(j);
}

enum rc get_recipients(struct call *c, struct err *e)
{
	recipient_views all;
	unsigned count;
	struct json j;
	enum rc rc = share_recipients(c->api->unit, &c->session.actor, c->arena, &all, e);
	if (rc != RC_OK)
		return rc;
	const struct law *law = unit_law(c->api->unit);
	const struct share_field *fields = share_fields(&count);
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "recipients", struct recipient_view, &all, write_recipient);
	WRITE_LIST(&j, "authorities", struct law_item, &law->authorities, write_item);
	WRITE_LIST(&j, "offences", struct law_item, &law->offences, write_item);
	json_put_bool(&j, "later_use_review", law->approvers[LAW_LATER_USE] != 0);
	json_key(&j, "fields");
	json_array(&j);
	for (unsigned i = 0; i < count; i++)
		write_field(&j, &fields[i], law);
	json_array_end(&j);
	json_object_end(&j);
	return RC_OK;
}

/* ---- disclosures ---- */

enum rc get_disclosures(struct call *c, struct err *e)
{
	struct disclosures_page page = {0};
	struct json j;
	enum rc rc = share_disclosures(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "disclosures", struct disclosure_view, &page.disclosures, write_disclosure);
	json_put_i64(&j, "waiting", page.waiting);
	json_put_i64(&j, "unseen_recalls", page.unseen_recalls);
	json_put_i64(&j, "overdue", page.overdue);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_disclosure(struct call *c, struct err *e)
{
	struct disclosure_question ask = {0};
	struct disclosure_view v = {0};
	const struct member members[] = {
		TEXT_MEMBER("officer", &ask.officer),
		TEXT_MEMBER("fields", &ask.fields),
		TEXT_MEMBER("caveat", &ask.caveat),
		TEXT_MEMBER("language", &ask.language),
		TEXT_MEMBER("feedback_on", &ask.feedback_on),
		TEXT_MEMBER("expires_on", &ask.expires_on),
		TEXT_OPTIONAL("transfer_state", &ask.transfer_state),
		TEXT_OPTIONAL("transfer_basis", &ask.transfer_basis),
		TEXT_OPTIONAL("transfer_checks", &ask.transfer_checks),
	};
	enum rc rc = body_read(c, members, sizeof members / sizeof *members, e);
	if (rc == RC_OK)
		rc = share_disclose(c->api->unit, &c->session.actor, c->id, &ask, c->arena, &v, e);
	return answer_disclosure(c, 201, rc, &v);
}

enum rc post_disclosure_release(struct call *c, struct err *e)
{
	struct disclosure_view v = {0};
	bool send = false;
	const struct member members[] = {FLAG_MEMBER("send", &send)};
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = share_release(c->api->unit, &c->session.actor, c->id, send, c->arena, &v, e);
	return answer_disclosure(c, 200, rc, &v);
}

enum rc post_disclosure_recall(struct call *c, struct err *e)
{
	struct disclosure_view v = {0};
	struct slice note;
	const struct member members[] = {TEXT_MEMBER("note", &note)};
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = share_recall(c->api->unit, &c->session.actor, c->id, note, c->arena, &v, e);
	return answer_disclosure(c, 200, rc, &v);
}

/* ---- the recipient ---- */

static enum rc get_package(struct call *c, const char *form, const char *kind, struct err *e)
{
	struct buf bytes;
	char name[80];
	buf_init(&bytes, PACKAGE_MAX);
	enum rc rc = share_fetch(c->api->unit, &c->session.actor, c->id, slice_of(form), &bytes, e);
	if (rc == RC_OK) {
		buf_add(http_answer(c->http, 200, kind), buf_slice(&bytes));
		snprintf(name, sizeof name, "attachment; filename=\"package-%lld.%s\"",
			 (long long)c->id, form);
		http_answer_field(c->http, "Content-Disposition", name);
	}
	buf_release(&bytes);
	return rc;
}

enum rc get_package_json(struct call *c, struct err *e)
{
	return get_package(c, "json", "application/json", e);
}

enum rc get_package_pdf(struct call *c, struct err *e)
{
	return get_package(c, "pdf", "application/pdf", e);
}

enum rc post_acknowledgement(struct call *c, struct err *e)
{
	enum rc rc = share_acknowledge(c->api->unit, &c->session.actor, c->id, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_feedback(struct call *c, struct err *e)
{
	struct slice word, note;
	const struct member members[] = {TEXT_MEMBER("feedback", &word),
					 TEXT_MEMBER("note", &note)};
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK)
		rc = share_feedback(c->api->unit, &c->session.actor, c->id, word, note, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_recall_seen(struct call *c, struct err *e)
{
	enum rc rc = share_recall_seen(c->api->unit, &c->session.actor, c->id, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

/* ---- the register ---- */

enum rc get_disclosure_register(struct call *c, struct err *e)
{
	struct share_register g = {0};
	struct json j;
	enum rc rc = share_register_read(c->api->unit, &c->session.actor, c->arena, &g, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "requests", struct request_view, &g.requests, write_request);
	WRITE_LIST(&j, "disclosures", struct disclosure_view, &g.disclosures, write_disclosure);
	WRITE_LIST(&j, "third_countries", struct third_country_view, &g.third_countries,
		   write_third_country);
	write_at(&j, "now", g.now_at);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_disclosure_export(struct call *c, struct err *e)
{
	struct buf csv;
	buf_init(&csv, REGISTER_MAX);
	enum rc rc = share_register_export(c->api->unit, &c->session.actor, c->arena, &csv, e);
	if (rc == RC_OK) {
		buf_add(http_answer(c->http, 200, "text/csv"), buf_slice(&csv));
		http_answer_field(c->http, "Content-Disposition",
				  "attachment; filename=\"register.csv\"");
	}
	buf_release(&csv);
	return rc;
}

enum rc post_third_country(struct call *c, struct err *e)
{
	struct slice note;
	const struct member members[] = {TEXT_MEMBER("note", &note)};
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = share_transfer_seen(c->api->unit, &c->session.actor, c->id, note, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}
