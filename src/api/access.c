/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api_parts.h"

#include "flow/laws.h"
#include "flow/unit.h"
#include "protect/carrier_key.h"
#include "review/register.h"

#define BEARER "Bearer "

/* Behind an edge every request comes from the edge, which says from whom it had it. */
struct slice caller_address(const struct call *c)
{
	struct slice told = c->api->behind_edge ? http_field(c->http, "X-Real-IP")
						: (struct slice){0};
	return told.n > 0 && told.n <= 45 ? told : http_peer(c->http);
}

static enum rc let_operator_in(struct call *c, struct err *e)
{
	if (!c->route->by_operator && c->route->access != ACCESS_ALL)
		return err_refuse(e, RC_DENIED, "not-permitted", NULL,
				  "the operator's socket takes messages, lists and administration "
				  "only");
	c->session.actor = actor_system();
	return RC_OK;
}

static enum rc check_csrf(struct call *c, struct err *e)
{
	if (http_method(c->http) == HTTP_GET ||
	    session_csrf_matches(&c->session, http_field(c->http, "X-CSRF-Token")))
		return RC_OK;
	return err_refuse(e, RC_DENIED, "bad-csrf", NULL,
			  "send the session's \"csrf\" value in the header X-CSRF-Token");
}

bool second_factor_missing(const struct call *c, const struct session *s)
{
	struct unit *u = c->api->unit;
	return !s->second_factor && unit_law(u)->second_factor && !unit_about(u)->fictitious;
}

static enum rc check_permission(struct call *c, struct err *e)
{
	if (second_factor_missing(c, &c->session))
		return err_refuse(
			e, RC_DENIED, "second-factor-missing", "R-172",
			"the law of this unit asks everybody for a second factor: set yours "
			"up first");
	return protect_require(&c->session.actor, c->route->permission, e);
}

/* Signing out, and setting up one's own second factor. */
static bool about_own_session(const struct call *c)
{
	return slice_starts(slice_of(c->route->pattern), "/session");
}

static enum rc check_session(struct call *c, struct err *e)
{
	struct slice token = http_cookie(c->http, SESSION_COOKIE);
	if (token.n == 0)
		return err_refuse(e, RC_DENIED, "signed-out", NULL, "sign in first");
	enum rc rc = session_find(unit_store(c->api->unit), token, unit_now(c->api->unit), c->arena,
				  &c->session, e);
	if (rc != RC_OK)
		return rc;
	c->has_session = true;
	rc = check_csrf(c, e);
	if (rc == RC_OK && !about_own_session(c))
		rc = support_check(c->api->unit, &c->session.actor, e);
	if (rc == RC_OK && c->route->access == ACCESS_PERMISSION)
		rc = check_permission(c, e);
	return rc;
}

static enum rc check_carrier_key(struct call *c, struct err *e)
{
	struct slice field = http_field(c->http, "Authorization");
	struct slice scheme = slice_range(field, 0, sizeof BEARER - 1);
	if (!slice_is_nocase(scheme, BEARER))
		return err_refuse(
			e, RC_DENIED, "unknown-key", NULL,
			"send the carrier's key in the header Authorization: Bearer piu_...");
	struct slice key = slice_trim(slice_range(field, sizeof BEARER - 1, field.n));
	return carrier_key_find(unit_store(c->api->unit), key, c->arena, &c->carrier, e);
}

enum rc access_check(struct call *c, struct err *e)
{
	if (c->door->is_operator)
		return let_operator_in(c, e);
	switch (c->route->access) {
	case ACCESS_SESSION:
	case ACCESS_PERMISSION:
		return check_session(c, e);
	case ACCESS_CARRIER_KEY:
		return check_carrier_key(c, e);
	case ACCESS_OPERATOR:
		return err_refuse(e, RC_DENIED, "not-permitted", NULL,
				  "this is asked at the operator's socket only");
	case ACCESS_ALL:
	default:
		return RC_OK;
	}
}
