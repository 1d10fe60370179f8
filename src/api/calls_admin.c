/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write.h"

#include "flow/backup.h"
#include "flow/unit.h"
#include "protect/account.h"
#include "protect/carrier_key.h"
#include "review/review.h"

enum rc get_audit(struct call *c, struct err *e)
{
	int64_t before = 0;
	unsigned limit = 0;
	struct audit_page page = {0};
	struct json j;
	enum rc rc = query_i64(c, "before", &before, e);
	if (rc == RC_OK)
		rc = query_number(c, "limit", PAGE_MAX, &limit, e);
	if (rc == RC_OK)
		rc = review_audit(c->api->unit, &c->session.actor, before, limit, c->arena, &page,
				  e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "records", struct audit_view, &page.records, write_audit);
	json_put_bool(&j, "verified", page.verified);
	if (!page.verified) {
		json_put_i64(&j, "broken_seq", page.broken_seq);
		json_put_str(&j, "reason", page.reason);
	}
	json_object_end(&j);
	return RC_OK;
}

enum rc post_copies(struct call *c, struct err *e)
{
	enum rc rc = backup_note(c->api->unit, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

/* ---- users ---- */

static enum rc read_users(struct call *c, account_views *out, struct err *e)
{
	return accounts_read(unit_store(c->api->unit), &c->session.actor, c->arena, out, e);
}

enum rc get_users(struct call *c, struct err *e)
{
	account_views users = {0};
	struct json j;
	enum rc rc = read_users(c, &users, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "users", struct account_view, &users, write_account);
	json_object_end(&j);
	return RC_OK;
}

/* Answers with the account as it is now. */
static enum rc answer_user(struct call *c, unsigned status, int64_t id, struct err *e)
{
	account_views users = {0};
	struct json j;
	enum rc rc = read_users(c, &users, e);
	if (rc != RC_OK)
		return rc;
	LIST_EACH(struct account_view, user, &users)
	{
		if (user->id != id)
			continue;
		json_init(&j, http_answer(c->http, status, "application/json"));
		write_account(&j, user);
		return RC_OK;
	}
	return err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such user");
}

static enum rc read_new_user(struct call *c, struct new_account *user, struct err *e)
{
	struct slice role, ends = {0};
	const struct member members[] = {TEXT_MEMBER("user", &user->login),
					 TEXT_MEMBER("name", &user->name),
					 TEXT_MEMBER("role", &role),
					 TEXT_MEMBER("password", &user->password),
					 TEXT_OPTIONAL("person", &user->person),
					 TEXT_OPTIONAL("desk", &user->desk),
					 TEXT_OPTIONAL("ends_at", &ends)};
	enum rc rc = body_read(c, members, 7, e);
	if (rc == RC_OK && !actor_role_parse(role, &user->role))
		rc = err_refuse(e, RC_INVALID, "bad-role", NULL,
				"there is no such role; docs/roles.md lists them");
	if (rc == RC_OK && slice_present(ends) && !instant_parse(ends, &user->ends_at))
		rc = err_refuse(e, RC_INVALID, "bad-end", "R-155",
				"an end is an instant such as 2026-11-25T08:30:00Z");
	return rc;
}

enum rc post_users(struct call *c, struct err *e)
{
	struct new_account user = {0};
	struct unit *u = c->api->unit;
	int64_t id = 0;
	enum rc rc = read_new_user(c, &user, e);
	if (rc == RC_OK)
		rc = account_create(unit_store(u), &c->session.actor, &user, unit_now(u), &id, e);
	return rc == RC_OK ? answer_user(c, 201, id, e) : rc;
}

enum rc patch_user(struct call *c, struct err *e)
{
	bool active = true;
	struct slice desk = {0};
	const struct member members[] = {FLAG_OPTIONAL("active", &active),
					 TEXT_OPTIONAL("desk", &desk)};
	struct unit *u = c->api->unit;
	const struct actor *by = &c->session.actor;
	enum rc rc = body_read(c, members, 2, e);
	if (rc == RC_OK && desk.p)
		rc = account_set_desk(unit_store(u), by, c->id, desk, unit_now(u), e);
	else if (rc == RC_OK)
		rc = account_set_active(unit_store(u), by, c->id, active, unit_now(u), e);
	return rc == RC_OK ? answer_user(c, 200, c->id, e) : rc;
}

/* ---- carriers' keys ---- */

enum rc get_carrier_keys(struct call *c, struct err *e)
{
	carrier_key_views keys = {0};
	struct json j;
	enum rc rc =
		carrier_keys_read(unit_store(c->api->unit), &c->session.actor, c->arena, &keys, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "keys", struct carrier_key_view, &keys, write_carrier_key);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_carrier_keys(struct call *c, struct err *e)
{
	struct slice carrier;
	const struct member members[] = {TEXT_MEMBER("carrier", &carrier)};
	char secret[CARRIER_KEY_TEXT];
	int64_t id = 0;
	struct unit *u = c->api->unit;
	struct json j;
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = carrier_key_create(unit_store(u), &c->session.actor, carrier, unit_now(u),
					secret, &id, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 201, &j);
	write_id(&j, "id", id);
	json_put(&j, "carrier", carrier);
	json_put_str(&j, "key", secret);
	json_object_end(&j);
	wipe_secret(secret, sizeof secret);
	return RC_OK;
}

enum rc delete_carrier_key(struct call *c, struct err *e)
{
	struct unit *u = c->api->unit;
	enum rc rc = carrier_key_revoke(unit_store(u), &c->session.actor, c->id, unit_now(u), e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}
