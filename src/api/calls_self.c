/* SPDX-License-Identifier: Apache-2.0
 *
 * What people do with their own session: the task they are on, their second
 * factor, where they are signed in; and what administrators do with those of others.
 */
#include "api/calls.h"
#include "api/write.h"

#include "flow/laws.h"
#include "flow/unit.h"
#include "protect/second_factor.h"
#include "protect/task.h"

#define TASK_MINUTES_DEFAULT 240
#define ISSUER "OpenPIU"

/* ---- the task ---- */

enum rc post_task(struct call *c, struct err *e)
{
	struct new_task new = {.minutes = TASK_MINUTES_DEFAULT};
	const struct member members[] = {TEXT_MEMBER("purpose", &new.purpose),
					 TEXT_OPTIONAL("offence", &new.offence),
					 TEXT_MEMBER("justification", &new.justification),
					 TEXT_MEMBER("case", &new.case_reference),
					 FLAG_OPTIONAL("air_link", &new.air_link),
					 NUMBER_OPTIONAL("minutes", &new.minutes)};
	struct unit *u = c->api->unit;
	enum rc rc = body_read(c, members, 6, e);
	if (rc == RC_OK)
		rc = task_open(unit_store(u), unit_law(u), &c->session, &new, unit_now(u), c->arena,
			       e);
	if (rc == RC_OK)
		answer_session(c, 201, &c->session);
	return rc;
}

enum rc delete_task(struct call *c, struct err *e)
{
	struct unit *u = c->api->unit;
	enum rc rc = task_close(unit_store(u), &c->session, unit_now(u), e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

/* ---- the second factor ---- */

enum rc post_second_factor(struct call *c, struct err *e)
{
	char secret[TOTP_SECRET_TEXT];
	struct unit *u = c->api->unit;
	struct json j;
	enum rc rc = second_factor_begin(unit_store(u), &c->session.actor, unit_key(u), secret, e);
	if (rc != RC_OK)
		return rc;
	/* The user name needs no escapes (protect/account.h). */
	struct slice uri = arena_printf(c->arena,
					"otpauth://totp/" ISSUER ":%.*s?secret=%s&issuer=" ISSUER,
					SLICE_ARG(c->session.actor.login), secret);
	answer_object(c, 201, &j);
	json_put_str(&j, "secret", secret);
	json_put(&j, "uri", uri);
	json_object_end(&j);
	wipe_secret(secret, sizeof secret);
	return RC_OK;
}

enum rc post_second_factor_confirm(struct call *c, struct err *e)
{
	char codes[RECOVERY_CODES][RECOVERY_TEXT];
	struct slice code = {0};
	const struct member members[] = {TEXT_MEMBER("code", &code)};
	struct unit *u = c->api->unit;
	struct json j;
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = second_factor_confirm(unit_store(u), &c->session.actor, unit_key(u),
					   slice_trim(code), unit_now(u), codes, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_key(&j, "recovery_codes");
	json_array(&j);
	for (unsigned i = 0; i < RECOVERY_CODES; i++)
		json_text(&j, slice_of(codes[i]));
	json_array_end(&j);
	json_object_end(&j);
	wipe_secret(codes, sizeof codes);
	return RC_OK;
}

enum rc delete_second_factor(struct call *c, struct err *e)
{
	struct unit *u = c->api->unit;
	enum rc rc = second_factor_reset(unit_store(u), &c->session.actor, c->id, unit_now(u), e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

/* ---- where somebody is signed in ---- */

static enum rc answer_sessions(struct call *c, int64_t account_id, struct err *e)
{
	session_views rows = {0};
	struct unit *u = c->api->unit;
	struct json j;
	enum rc rc = sessions_read(unit_store(u), &c->session.actor, account_id, c->session.id,
				   unit_now(u), c->arena, &rows, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "sessions", struct session_view, &rows, write_session_row);
	json_object_end(&j);
	return RC_OK;
}

static enum rc revoke(struct call *c, int64_t account_id, int64_t session_id, struct err *e)
{
	struct unit *u = c->api->unit;
	enum rc rc = session_revoke(unit_store(u), &c->session.actor, account_id, session_id,
				    unit_now(u), e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc get_sessions(struct call *c, struct err *e)
{
	return answer_sessions(c, c->session.actor.account_id, e);
}

enum rc delete_session_id(struct call *c, struct err *e)
{
	return c->id ? revoke(c, c->session.actor.account_id, c->id, e)
		     : err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such session");
}

enum rc get_user_sessions(struct call *c, struct err *e)
{
	return answer_sessions(c, c->id, e);
}

enum rc delete_user_sessions(struct call *c, struct err *e)
{
	return revoke(c, c->id, 0, e);
}
