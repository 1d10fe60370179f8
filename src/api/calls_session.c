/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write.h"

#include "flow/unit.h"
#include "protect/account.h"
#include "review/review.h"

#include <stdio.h>

/* The one-time code has 40 bits or more: this many guesses find nothing. */
#define SETUP_FAILURES_MAX 10

enum rc get_unit(struct call *c, struct err *e)
{
	struct unit_view v;
	struct json j;
	enum rc rc = review_unit(c->api->unit, &v, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_put_str(&j, "name", v.name);
	json_put_str(&j, "state", v.state);
	json_put_str(&j, "country", v.country);
	json_put_bool(&j, "fictitious", v.fictitious);
	json_put_bool(&j, "needs_setup", v.needs_setup);
	json_put_str(&j, "profile", v.profile);
	json_put_str(&j, "version", PIU_VERSION);
	write_at(&j, "now", v.now_at);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_openapi(struct call *c, struct err *e)
{
	(void)e;
	http_answer_static(c->http, 200, "application/json", api_description());
	return RC_OK;
}

/* ---- sessions ---- */

void write_task(struct json *j, const struct task *t)
{
	json_object(j);
	write_id(j, "id", t->id);
	json_put(j, "purpose", t->purpose);
	json_put_opt(j, "offence", t->offence);
	json_put(j, "justification", t->justification);
	json_put(j, "case", t->case_reference);
	write_at(j, "ends_at", t->ends_at);
	json_object_end(j);
}

/* Which of what the role may do needs a task. */
static void write_task_for(struct json *j, const struct session *s)
{
	json_key(j, "task_for");
	json_array(j);
	for (unsigned p = 0; p < PERMISSION_COUNT; p++)
		if (protect_may(s->actor.role, (enum permission)p) &&
		    protect_needs_task((enum permission)p))
			json_text(j, slice_of(permission_name((enum permission)p)));
	json_array_end(j);
	if (!s->actor.task.id)
		return;
	json_key(j, "task");
	write_task(j, &s->actor.task);
}

static void write_session(struct call *c, struct json *j, const struct session *s)
{
	json_key(j, "user");
	json_object(j);
	write_id(j, "id", s->actor.account_id);
	json_put(j, "user", s->actor.login);
	json_put(j, "name", s->actor.name);
	json_put_str(j, "role", actor_role_name(s->actor.role));
	json_object_end(j);
	json_put(j, "csrf", s->csrf);
	write_at(j, "expires_at", s->expires_at);
	json_put_str(j, "second_factor",
		     s->second_factor              ? "set"
		     : second_factor_missing(c, s) ? "missing"
						   : "offered");
	json_key(j, "may");
	json_array(j);
	for (unsigned p = 0; p < PERMISSION_COUNT; p++)
		if (protect_may(s->actor.role, (enum permission)p))
			json_text(j, slice_of(permission_name((enum permission)p)));
	json_array_end(j);
	write_task_for(j, s);
}

void answer_session(struct call *c, unsigned status, const struct session *s)
{
	struct json j;
	answer_object(c, status, &j);
	write_session(c, &j, s);
	json_object_end(&j);
}

static void set_cookie(struct call *c, const char *token, int64_t seconds)
{
	char cookie[256];
	snprintf(cookie, sizeof cookie,
		 SESSION_COOKIE "=%s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Strict%s", token,
		 (long long)seconds, c->api->behind_edge ? "; Secure" : "");
	http_answer_field(c->http, "Set-Cookie", cookie);
	wipe_secret(cookie, sizeof cookie);
}

static void welcome(struct call *c, unsigned status, struct session *s)
{
	set_cookie(c, s->token, SESSION_LIFE_US / SECOND_US);
	answer_session(c, status, s);
	wipe_secret(s->token, sizeof s->token);
}

enum rc post_session(struct call *c, struct err *e)
{
	struct unit *u = c->api->unit;
	struct sign_in_try t = {.peer = caller_address(c), .key = unit_key(u)};
	const struct member members[] = {TEXT_MEMBER("user", &t.login),
					 TEXT_MEMBER("password", &t.password),
					 TEXT_OPTIONAL("code", &t.code)};
	struct session s;
	enum rc rc = body_read(c, members, 3, e);
	t.code = slice_trim(t.code);
	if (rc == RC_OK)
		rc = sign_in(unit_store(u), c->api->guard, &t, unit_now(u), c->arena, &s,
			     &c->wait_seconds, e);
	if (rc == RC_OK)
		welcome(c, 200, &s);
	return rc;
}

enum rc get_session(struct call *c, struct err *e)
{
	(void)e;
	answer_session(c, 200, &c->session);
	return RC_OK;
}

enum rc delete_session(struct call *c, struct err *e)
{
	struct unit *u = c->api->unit;
	enum rc rc = sign_out(unit_store(u), http_cookie(c->http, SESSION_COOKIE), unit_now(u), e);
	if (rc != RC_OK)
		return rc;
	set_cookie(c, "", 0);
	answer_nothing(c);
	return RC_OK;
}

/* ---- the first visit ---- */

void setup_code_hash(struct slice code, unsigned char out[HASH_BYTES])
{
	struct hash_state h;
	hash_begin(&h, NULL);
	for (size_t i = 0; i < code.n; i++) {
		char letter = ascii_to_upper(code.p[i]);
		if (ascii_alpha(letter) || ascii_digit(letter))
			hash_piece(&h, (struct slice){&letter, 1});
	}
	hash_end(&h, out);
}

static enum rc check_setup_code(struct api *api, struct slice code, struct err *e)
{
	unsigned char hash[HASH_BYTES];
	if (atomic_load(&api->setup_failures) >= SETUP_FAILURES_MAX)
		return err_refuse(e, RC_DENIED, "setup-locked", NULL,
				  "too many wrong codes: start the program again for a new one");
	setup_code_hash(code, hash);
	if (api->has_setup_code && equal_secret(hash, api->setup_code, HASH_BYTES))
		return RC_OK;
	atomic_fetch_add(&api->setup_failures, 1);
	return err_refuse(e, RC_DENIED, "bad-setup-code", NULL,
			  "this is not the code that the program printed when it started");
}

static enum rc check_not_set_up(struct call *c, struct err *e)
{
	bool needed = false;
	enum rc rc = setup_needed(unit_store(c->api->unit), &needed, e);
	if (rc == RC_OK && !needed)
		rc = err_refuse(e, RC_CONFLICT, "already-set-up", NULL,
				"the unit has an administrator already: sign in");
	return rc;
}

enum rc post_setup(struct call *c, struct err *e)
{
	struct new_account first = {.role = ACTOR_ADMINISTRATOR};
	struct slice code;
	const struct member members[] = {
		TEXT_MEMBER("code", &code), TEXT_MEMBER("user", &first.login),
		TEXT_MEMBER("name", &first.name), TEXT_MEMBER("password", &first.password)};
	struct store *s = unit_store(c->api->unit);
	int64_t now = unit_now(c->api->unit), id = 0;
	struct session session;
	enum rc rc = body_read(c, members, 4, e);
	if (rc == RC_OK)
		rc = check_not_set_up(c, e);
	if (rc == RC_OK)
		rc = check_setup_code(c->api, code, e);
	if (rc == RC_OK)
		rc = setup_first_account(s, &first, now, &id, e);
	if (rc == RC_OK)
		rc = session_open(s, id, now, c->arena, &session, e);
	if (rc == RC_OK)
		welcome(c, 201, &session);
	return rc;
}
