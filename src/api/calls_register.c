/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/monitor_text.h"
#include "api/write.h"

#include "flow/unit.h"
#include "review/breach.h"
#include "review/register.h"

#define CSV_MAX ((size_t)60 << 20)

/* ---- the register (R-152) ---- */

static void write_access(struct json *j, enum actor_role role)
{
	json_key(j, "access");
	json_array(j);
	for (unsigned i = 0; i < PERMISSION_COUNT; i++)
		if (protect_may(role, (enum permission)i))
			json_text(j, slice_of(permission_name((enum permission)i)));
	json_array_end(j);
}

static void write_change(struct json *j, const struct staff_change *c)
{
	json_object(j);
	json_put_i64(j, "record", c->seq);
	write_at(j, "at", c->at);
	json_put(j, "act", c->act);
	json_put(j, "by", c->by);
	write_raw_opt(j, "detail", c->detail_json);
	json_object_end(j);
}

static void write_staff(struct json *j, const struct staff_view *s, const staff_changes *changes)
{
	json_object(j);
	write_id(j, "id", s->id);
	json_put(j, "user", s->login);
	json_put(j, "name", s->name);
	json_put(j, "staff_number", s->staff_number);
	json_put_str(j, "role", actor_role_name(s->role));
	json_put(j, "duty", s->duty);
	json_put_opt(j, "desk", s->desk);
	json_put_bool(j, "active", s->active);
	write_at(j, "created_at", s->created_at);
	write_at_opt(j, "ends_at", s->ends_at);
	write_at_opt(j, "last_sign_in_at", s->last_sign_in_at);
	write_access(j, s->role);
	json_key(j, "changes");
	json_array(j);
	LIST_EACH(const struct staff_change, c, changes)
	{
		if (c->account_id == s->id)
			write_change(j, c);
	}
	json_array_end(j);
	json_object_end(j);
}

static void write_request(struct json *j, const struct unmask_view *r)
{
	json_object(j);
	write_id(j, "id", r->id);
	json_put_str(j, "kind", "unmask");
	json_put(j, "case", r->reference);
	json_put(j, "legal_basis", r->legal_basis);
	json_put(j, "state", r->state);
	json_put(j, "requested_by", r->requested_by);
	write_at(j, "requested_at", r->requested_at);
	json_put_opt(j, "decided_by", r->decided_by);
	write_at_opt(j, "decided_at", r->decided_at);
	json_put_opt(j, "review_result", r->review_result);
	json_object_end(j);
}

static void write_place(struct json *j, const struct place_view *p)
{
	json_object(j);
	write_id(j, "id", p->id);
	json_put(j, "name", p->name);
	json_put(j, "address", p->address);
	json_put(j, "state", p->state);
	json_put(j, "reason", p->reason);
	json_put_bool(j, "bound", p->bound);
	json_put_bool(j, "here", p->here);
	json_put_opt(j, "declared_by", p->declared_by);
	write_at(j, "declared_at", p->declared_at);
	json_put_opt(j, "confirmed_by", p->confirmed_by);
	write_at_opt(j, "confirmed_at", p->confirmed_at);
	write_at_opt(j, "ended_at", p->ended_at);
	json_object_end(j);
}

static void write_register(struct json *j, const struct register_page *page)
{
	json_key(j, "staff");
	json_array(j);
	LIST_EACH(const struct staff_view, s, &page->staff)
	{
		write_staff(j, s, &page->changes);
	}
	json_array_end(j);
	WRITE_LIST(j, "requests", struct unmask_view, &page->requests, write_request);
	WRITE_LIST(j, "places", struct place_view, &page->places, write_place);
	write_at(j, "now", page->now_at);
}

enum rc get_register(struct call *c, struct err *e)
{
	struct register_page page;
	struct json j;
	enum rc rc = register_read(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	write_register(&j, &page);
	json_object_end(&j);
	return RC_OK;
}

static void answer_csv(struct call *c, const struct register_page *page)
{
	struct buf csv;
	buf_init(&csv, CSV_MAX);
	register_csv(page, &csv);
	buf_add(http_answer(c->http, 200, "text/csv"), buf_slice(&csv));
	http_answer_field(c->http, "Content-Disposition", "attachment; filename=\"register.csv\"");
	buf_release(&csv);
}

enum rc get_register_export(struct call *c, struct err *e)
{
	struct register_page page;
	enum rc rc = register_export(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc == RC_OK)
		answer_csv(c, &page);
	return rc;
}

/* ---- places (R-170) ---- */

static enum rc answer_id(struct call *c, enum rc rc, int64_t id)
{
	struct json j;
	if (rc != RC_OK)
		return rc;
	answer_object(c, 201, &j);
	write_id(&j, "id", id);
	json_object_end(&j);
	return RC_OK;
}

static enum rc answer_done(struct call *c, enum rc rc)
{
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc post_places(struct call *c, struct err *e)
{
	struct slice name, address, machine, reason;
	const struct member members[] = {
		TEXT_MEMBER("name", &name), TEXT_MEMBER("address", &address),
		TEXT_MEMBER("machine", &machine), TEXT_MEMBER("reason", &reason)};
	int64_t id = 0;
	enum rc rc = body_read(c, members, 4, e);
	if (rc == RC_OK)
		rc = register_declare(c->api->unit, &c->session.actor, name, address, machine,
				      reason, &id, e);
	return answer_id(c, rc, id);
}

enum rc post_place_confirmation(struct call *c, struct err *e)
{
	return answer_done(c, register_confirm(c->api->unit, &c->session.actor, c->id, e));
}

enum rc delete_place(struct call *c, struct err *e)
{
	return answer_done(c, register_end_place(c->api->unit, &c->session.actor, c->id, e));
}

/* ---- breaches (R-171) ---- */

static void write_step(struct json *j, const struct breach_step_view *s)
{
	json_object(j);
	json_put(j, "kind", s->kind);
	json_put(j, "text", s->text);
	json_put(j, "by", s->by);
	write_at(j, "at", s->at);
	json_object_end(j);
}

static void write_breach(struct json *j, const struct breach_view *b, const struct breaches_page *p)
{
	json_object(j);
	write_id(j, "id", b->id);
	json_put(j, "number", b->number);
	json_put(j, "what", b->what);
	json_put(j, "categories", b->categories);
	if (b->people >= 0)
		json_put_i64(j, "people", b->people);
	write_at(j, "happened_at", b->happened_at);
	write_at(j, "known_at", b->known_at);
	write_at(j, "due_at", b->due_at);
	json_put_bool(j, "overdue", breach_is_overdue(b, p->now_at));
	json_put_opt(j, "risk", b->risk);
	write_at_opt(j, "authority_told_at", b->authority_told_at);
	write_at_opt(j, "people_told_at", b->people_told_at);
	write_at_opt(j, "closed_at", b->closed_at);
	json_put(j, "recorded_by", b->recorded_by);
	write_at(j, "recorded_at", b->recorded_at);
	json_key(j, "steps");
	json_array(j);
	LIST_EACH(const struct breach_step_view, s, &p->steps)
	{
		if (s->breach_id == b->id)
			write_step(j, s);
	}
	json_array_end(j);
	json_object_end(j);
}

enum rc get_breaches(struct call *c, struct err *e)
{
	struct breaches_page page;
	struct json j;
	enum rc rc = breaches_page_read(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_key(&j, "breaches");
	json_array(&j);
	LIST_EACH(const struct breach_view, b, &page.breaches)
	{
		write_breach(&j, b, &page);
	}
	json_array_end(&j);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

static enum rc take_instant(struct slice text, const char *name, int64_t *out, struct err *e)
{
	if (instant_parse(text, out))
		return RC_OK;
	return err_refuse(e, RC_INVALID, "bad-time", "R-171",
			  "\"%s\" is an instant such as 2026-11-25T08:30:00Z", name);
}

enum rc post_breaches(struct call *c, struct err *e)
{
	struct slice happened, known;
	struct new_breach new = {.people = -1};
	const struct member members[] = {
		TEXT_MEMBER("what", &new.what), TEXT_MEMBER("categories", &new.categories),
		NUMBER_OPTIONAL("people", &new.people), TEXT_MEMBER("happened_at", &happened),
		TEXT_MEMBER("known_at", &known)};
	int64_t id = 0;
	enum rc rc = body_read(c, members, 5, e);
	if (rc == RC_OK)
		rc = take_instant(happened, "happened_at", &new.happened_at, e);
	if (rc == RC_OK)
		rc = take_instant(known, "known_at", &new.known_at, e);
	if (rc == RC_OK)
		rc = breach_record(c->api->unit, &c->session.actor, &new, &id, e);
	return answer_id(c, rc, id);
}

enum rc post_breach_step(struct call *c, struct err *e)
{
	struct slice kind, risk = {0}, text;
	const struct member members[] = {TEXT_MEMBER("kind", &kind), TEXT_OPTIONAL("risk", &risk),
					 TEXT_MEMBER("text", &text)};
	enum rc rc = body_read(c, members, 3, e);
	if (rc == RC_OK)
		rc = breach_step(c->api->unit, &c->session.actor, c->id, kind, risk, text, e);
	return answer_done(c, rc);
}

/* ---- support from outside (R-173) ---- */

static void write_consent(struct json *j, const struct consent_view *v)
{
	json_object(j);
	write_id(j, "id", v->id);
	json_put(j, "user", v->login);
	json_put(j, "reason", v->reason);
	json_put_i64(j, "minutes", v->minutes);
	json_put(j, "asked_by", v->asked_by);
	write_at(j, "asked_at", v->asked_at);
	json_put_opt(j, "agreed_by", v->agreed_by);
	write_at_opt(j, "agreed_at", v->agreed_at);
	write_at_opt(j, "ends_at", v->ends_at);
	json_object_end(j);
}

enum rc get_support_consents(struct call *c, struct err *e)
{
	consent_views consents;
	struct json j;
	enum rc rc = support_read(c->api->unit, &c->session.actor, c->arena, &consents, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "consents", struct consent_view, &consents, write_consent);
	write_at(&j, "now", unit_now(c->api->unit));
	json_object_end(&j);
	return RC_OK;
}

enum rc post_support_consents(struct call *c, struct err *e)
{
	struct slice user, reason;
	int64_t minutes = 0, id = 0;
	const struct member members[] = {TEXT_MEMBER("user", &user), TEXT_MEMBER("reason", &reason),
					 NUMBER_OPTIONAL("minutes", &minutes)};
	enum rc rc = body_read(c, members, 3, e);
	if (rc == RC_OK)
		rc = support_ask(c->api->unit, &c->session.actor, user, reason, minutes, &id, e);
	return answer_id(c, rc, id);
}

enum rc post_support_agreement(struct call *c, struct err *e)
{
	return answer_done(c, support_agree(c->api->unit, &c->session.actor, c->id, e));
}

enum rc delete_support_consent(struct call *c, struct err *e)
{
	return answer_done(c, support_end(c->api->unit, &c->session.actor, c->id, e));
}

/* Numbers only: what the monitor tells, and nothing about anybody. */
enum rc get_support(struct call *c, struct err *e)
{
	struct buf text;
	enum rc rc = support_note_read(c->api->unit, &c->session.actor, e);
	if (rc != RC_OK)
		return rc;
	buf_init(&text, (size_t)4 << 20);
	rc = monitor_text(c->api, &text, e);
	if (rc == RC_OK)
		buf_add(http_answer(c->http, 200, "text/plain"), buf_slice(&text));
	buf_release(&text);
	return rc;
}
