/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api_parts.h"

#include <string.h>

/* Method, path, who may call it, with what. openapi.json says the same in public;
 * tests/contract compares the two. */
static const struct route routes[] = {
	{HTTP_GET, "/unit", ACCESS_ALL, 0, BODY_NONE, false, false, get_unit},
	{HTTP_GET, "/openapi.json", ACCESS_ALL, 0, BODY_NONE, false, false, get_openapi},
	{HTTP_POST, "/setup", ACCESS_ALL, 0, BODY_JSON, false, false, post_setup},
	{HTTP_POST, "/session", ACCESS_ALL, 0, BODY_JSON, false, false, post_session},
	{HTTP_GET, "/session", ACCESS_SESSION, 0, BODY_NONE, false, false, get_session},
	{HTTP_DELETE, "/session", ACCESS_SESSION, 0, BODY_NONE, false, false, delete_session},
	{HTTP_POST, "/session/second-factor", ACCESS_SESSION, 0, BODY_NONE, false, false,
	 post_second_factor},
	{HTTP_POST, "/session/second-factor/confirmation", ACCESS_SESSION, 0, BODY_JSON, false,
	 false, post_second_factor_confirm},
	{HTTP_GET, "/sessions", ACCESS_SESSION, 0, BODY_NONE, false, false, get_sessions},
	{HTTP_DELETE, "/sessions/{id}", ACCESS_SESSION, 0, BODY_NONE, false, false,
	 delete_session_id},
	{HTTP_POST, "/task", ACCESS_SESSION, 0, BODY_JSON, false, false, post_task},
	{HTTP_DELETE, "/task", ACCESS_SESSION, 0, BODY_NONE, false, false, delete_task},
	{HTTP_GET, "/events", ACCESS_SESSION, 0, BODY_NONE, false, false, get_events},

	{HTTP_GET, "/flights", ACCESS_PERMISSION, MAY_FLIGHTS_READ, BODY_NONE, false, false,
	 get_flights},
	{HTTP_GET, "/flights/{id}", ACCESS_PERMISSION, MAY_FLIGHTS_READ, BODY_NONE, false, false,
	 get_flight},
	{HTTP_GET, "/flights/{id}/travellers", ACCESS_PERMISSION, MAY_TRAVELLERS_READ, BODY_NONE,
	 false, false, get_flight_travellers},
	{HTTP_GET, "/travellers/{id}", ACCESS_PERMISSION, MAY_TRAVELLERS_READ, BODY_NONE, false,
	 false, get_traveller},

	{HTTP_GET, "/hits", ACCESS_PERMISSION, MAY_HITS_READ, BODY_NONE, false, false, get_hits},
	{HTTP_GET, "/hits/{id}", ACCESS_PERMISSION, MAY_HITS_READ, BODY_NONE, false, false,
	 get_hit},
	{HTTP_POST, "/hits/{id}/decision", ACCESS_PERMISSION, MAY_HITS_DECIDE, BODY_JSON, false,
	 false, post_decision},
	{HTTP_POST, "/hits/{id}/bureau-question", ACCESS_PERMISSION, MAY_HITS_DECIDE, BODY_JSON,
	 false, false, post_bureau_question},
	{HTTP_POST, "/hits/{id}/bureau-answer", ACCESS_PERMISSION, MAY_HITS_DECIDE, BODY_JSON,
	 false, false, post_bureau_answer},

	{HTTP_GET, "/travellers/{id}/keeping", ACCESS_PERMISSION, MAY_TRAVELLERS_READ, BODY_NONE,
	 false, false, get_keeping},
	{HTTP_POST, "/travellers/{id}/evidence", ACCESS_PERMISSION, MAY_HITS_DECIDE, BODY_JSON,
	 false, false, post_evidence},
	{HTTP_POST, "/travellers/{id}/holds", ACCESS_PERMISSION, MAY_UNMASK_ASK, BODY_JSON, false,
	 false, post_hold},
	{HTTP_DELETE, "/holds/{id}", ACCESS_PERMISSION, MAY_UNMASK_ASK, BODY_NONE, false, false,
	 delete_hold},

	{HTTP_GET, "/unmask", ACCESS_SESSION, 0, BODY_NONE, false, false, get_unmasks},
	{HTTP_POST, "/unmask", ACCESS_PERMISSION, MAY_UNMASK_ASK, BODY_JSON, false, false,
	 post_unmasks},
	{HTTP_POST, "/unmask/{id}/approval", ACCESS_PERMISSION, MAY_UNMASK_DECIDE, BODY_JSON, false,
	 false, post_unmask_approval},
	{HTTP_POST, "/unmask/{id}/refusal", ACCESS_PERMISSION, MAY_UNMASK_DECIDE, BODY_JSON, false,
	 false, post_unmask_refusal},
	{HTTP_POST, "/unmask/{id}/opening", ACCESS_PERMISSION, MAY_UNMASK_ASK, BODY_JSON, false,
	 false, post_unmask_opening},
	{HTTP_GET, "/unmask/{id}/record", ACCESS_PERMISSION, MAY_UNMASK_ASK, BODY_NONE, false,
	 false, get_unmask_record},
	{HTTP_POST, "/unmask/{id}/review", ACCESS_PERMISSION, MAY_UNMASK_REVIEW, BODY_JSON, false,
	 false, post_unmask_review},
	{HTTP_POST, "/sealed/search", ACCESS_SESSION, 0, BODY_JSON, true, false,
	 post_sealed_search},
	{HTTP_GET, "/retention", ACCESS_PERMISSION, MAY_RETENTION_READ, BODY_NONE, false, false,
	 get_retention},
	{HTTP_GET, "/minimised", ACCESS_PERMISSION, MAY_RETENTION_READ, BODY_NONE, false, false,
	 get_minimised},

	{HTTP_GET, "/watchlists", ACCESS_PERMISSION, MAY_LISTS_READ, BODY_NONE, false, false,
	 get_watchlists},
	{HTTP_GET, "/watchlists/{name}/versions", ACCESS_PERMISSION, MAY_LISTS_READ, BODY_NONE,
	 false, false, get_watchlist_versions},
	{HTTP_PUT, "/watchlists/{name}/desks", ACCESS_PERMISSION, MAY_LISTS_ASSIGN, BODY_JSON,
	 false, true, put_watchlist_desks},
	{HTTP_GET, "/watchlists/{name}/thresholds", ACCESS_PERMISSION, MAY_LISTS_READ, BODY_NONE,
	 false, false, get_thresholds},
	{HTTP_POST, "/watchlists/{name}/threshold", ACCESS_PERMISSION, MAY_LISTS_WRITE, BODY_JSON,
	 true, false, post_threshold},
	{HTTP_POST, "/watchlists/{name}/import", ACCESS_PERMISSION, MAY_LISTS_WRITE, BODY_LIST,
	 true, true, post_import},

	{HTTP_GET, "/messages", ACCESS_PERMISSION, MAY_MESSAGES_READ, BODY_NONE, false, false,
	 get_messages},
	{HTTP_POST, "/messages", ACCESS_CARRIER_KEY, 0, BODY_MESSAGE, true, true, post_messages},

	{HTTP_GET, "/audit", ACCESS_PERMISSION, MAY_AUDIT_READ, BODY_NONE, true, false, get_audit},
	{HTTP_POST, "/audit/checkpoint", ACCESS_PERMISSION, MAY_AUDIT_READ, BODY_NONE, false, false,
	 post_audit_checkpoint},
	{HTTP_GET, "/audit/export", ACCESS_PERMISSION, MAY_AUDIT_READ, BODY_NONE, true, false,
	 get_audit_export},

	{HTTP_GET, "/profile", ACCESS_PERMISSION, MAY_PROFILE_READ, BODY_NONE, false, true,
	 get_profile},
	{HTTP_POST, "/profile/check", ACCESS_PERMISSION, MAY_PROFILE_READ, BODY_JSON, false, false,
	 post_profile_check},
	{HTTP_GET, "/profile/versions", ACCESS_PERMISSION, MAY_PROFILE_READ, BODY_NONE, false, true,
	 get_profile_versions},
	{HTTP_POST, "/profile/versions", ACCESS_PERMISSION, MAY_PROFILE_PROPOSE, BODY_JSON, false,
	 true, post_profile_version},
	{HTTP_GET, "/profile/versions/{id}", ACCESS_PERMISSION, MAY_PROFILE_READ, BODY_NONE, false,
	 true, get_profile_version},
	{HTTP_POST, "/profile/versions/{id}/decision", ACCESS_PERMISSION, MAY_PROFILE_APPROVE,
	 BODY_JSON, false, false, post_profile_decision},

	{HTTP_POST, "/audit/exports", ACCESS_OPERATOR, 0, BODY_NONE, true, true,
	 post_audit_exports},
	{HTTP_POST, "/copies", ACCESS_OPERATOR, 0, BODY_NONE, true, true, post_copies},

	{HTTP_GET, "/users", ACCESS_PERMISSION, MAY_USERS_MANAGE, BODY_NONE, false, true,
	 get_users},
	{HTTP_POST, "/users", ACCESS_PERMISSION, MAY_USERS_MANAGE, BODY_JSON, false, true,
	 post_users},
	{HTTP_PATCH, "/users/{id}", ACCESS_PERMISSION, MAY_USERS_MANAGE, BODY_JSON, false, true,
	 patch_user},
	{HTTP_GET, "/users/{id}/sessions", ACCESS_PERMISSION, MAY_USERS_MANAGE, BODY_NONE, false,
	 true, get_user_sessions},
	{HTTP_DELETE, "/users/{id}/sessions", ACCESS_PERMISSION, MAY_USERS_MANAGE, BODY_NONE, false,
	 true, delete_user_sessions},
	{HTTP_DELETE, "/users/{id}/second-factor", ACCESS_PERMISSION, MAY_USERS_MANAGE, BODY_NONE,
	 false, true, delete_second_factor},

	{HTTP_GET, "/carrier-keys", ACCESS_PERMISSION, MAY_KEYS_MANAGE, BODY_NONE, false, false,
	 get_carrier_keys},
	{HTTP_POST, "/carrier-keys", ACCESS_PERMISSION, MAY_KEYS_MANAGE, BODY_JSON, false, false,
	 post_carrier_keys},
	{HTTP_DELETE, "/carrier-keys/{id}", ACCESS_PERMISSION, MAY_KEYS_MANAGE, BODY_NONE, false,
	 false, delete_carrier_key},

	{HTTP_GET, "/rights", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_NONE, false, false,
	 get_rights},
	{HTTP_POST, "/rights", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON, false, false,
	 post_rights},
	{HTTP_GET, "/rights/{id}", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_NONE, false, false,
	 get_rights_request},
	{HTTP_POST, "/rights/{id}/identity", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON, false,
	 false, post_rights_identity},
	{HTTP_POST, "/rights/{id}/extension", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON,
	 false, false, post_rights_extension},
	{HTTP_POST, "/rights/{id}/search", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_NONE, true,
	 false, post_rights_search},
	{HTTP_POST, "/rights/{id}/found", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON, false,
	 false, post_rights_found},
	{HTTP_POST, "/rights/{id}/decision", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON, true,
	 false, post_rights_decision},
	{HTTP_GET, "/rights/{id}/answer", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_NONE, true,
	 false, get_rights_answer},
	{HTTP_DELETE, "/redress/{id}", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_NONE, false,
	 false, delete_redress},
	{HTTP_POST, "/use-notices/{id}", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON, false,
	 false, post_notice},
	{HTTP_GET, "/notice", ACCESS_ALL, 0, BODY_NONE, false, false, get_notice},
	{HTTP_GET, "/oversight", ACCESS_PERMISSION, MAY_AUDIT_READ, BODY_NONE, true, false,
	 get_oversight},
	{HTTP_POST, "/oversight/lookups/{id}", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON,
	 false, false, post_odd_lookup},
	{HTTP_POST, "/oversight/samples", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON, false,
	 false, post_samples},
	{HTTP_POST, "/oversight/samples/{id}", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON,
	 false, false, post_sample_item},
	{HTTP_GET, "/oversight/compliance", ACCESS_PERMISSION, MAY_AUDIT_READ, BODY_NONE, true,
	 false, get_compliance},
	{HTTP_GET, "/register", ACCESS_PERMISSION, MAY_AUDIT_READ, BODY_NONE, true, false,
	 get_register},
	{HTTP_GET, "/register/export", ACCESS_PERMISSION, MAY_AUDIT_READ, BODY_NONE, true, false,
	 get_register_export},
	{HTTP_POST, "/places", ACCESS_PERMISSION, MAY_PROFILE_PROPOSE, BODY_JSON, false, false,
	 post_places},
	{HTTP_POST, "/places/{id}/confirmation", ACCESS_SESSION, 0, BODY_NONE, false, false,
	 post_place_confirmation},
	{HTTP_DELETE, "/places/{id}", ACCESS_PERMISSION, MAY_PROFILE_PROPOSE, BODY_NONE, false,
	 false, delete_place},
	{HTTP_GET, "/breaches", ACCESS_PERMISSION, MAY_AUDIT_READ, BODY_NONE, false, false,
	 get_breaches},
	{HTTP_POST, "/breaches", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON, false, false,
	 post_breaches},
	{HTTP_POST, "/breaches/{id}/steps", ACCESS_PERMISSION, MAY_RIGHTS_MANAGE, BODY_JSON, false,
	 false, post_breach_step},
	{HTTP_GET, "/support", ACCESS_PERMISSION, MAY_SUPPORT_READ, BODY_NONE, false, false,
	 get_support},
	{HTTP_GET, "/support/consents", ACCESS_SESSION, 0, BODY_NONE, false, false,
	 get_support_consents},
	{HTTP_POST, "/support/consents", ACCESS_PERMISSION, MAY_SUPPORT_CONSENT, BODY_JSON, false,
	 false, post_support_consents},
	{HTTP_POST, "/support/consents/{id}/agreement", ACCESS_PERMISSION, MAY_SUPPORT_CONSENT,
	 BODY_NONE, false, false, post_support_agreement},
	{HTTP_DELETE, "/support/consents/{id}", ACCESS_PERMISSION, MAY_SUPPORT_CONSENT, BODY_NONE,
	 false, false, delete_support_consent},
	{HTTP_POST, "/users/{id}/duty", ACCESS_PERMISSION, MAY_USERS_MANAGE, BODY_JSON, false,
	 false, post_duty},
};

#define ROUTE_COUNT (sizeof routes / sizeof *routes)

static bool take_id(struct slice part, int64_t *id)
{
	uint64_t number;
	if (!slice_digits(part) || (part.n > 1 && part.p[0] == '0') || !slice_u64(part, &number) ||
	    number > INT64_MAX)
		return false;
	*id = (int64_t)number;
	return true;
}

static bool matches(const char *pattern, struct slice path, struct call *c)
{
	struct slice wanted = slice_of(pattern), want, part;
	while (slice_cut(&wanted, '/', &want)) {
		if (!slice_cut(&path, '/', &part))
			return false;
		if (slice_is(want, "{id}") ? !take_id(part, &c->id)
					   : !slice_is(want, "{name}") && !slice_eq(want, part))
			return false;
		if (slice_is(want, "{name}"))
			c->name = part;
	}
	return path.n == 0;
}

static const char *allowed(struct call *c, struct slice path)
{
	static const char *const names[] = {"GET, HEAD", "POST", "PUT", "PATCH", "DELETE"};
	struct slice all = {0};
	for (size_t i = 0; i < ROUTE_COUNT; i++)
		if (matches(routes[i].pattern, path, c))
			all = arena_printf(c->arena, "%.*s%s%s", SLICE_ARG(all), all.n ? ", " : "",
					   names[routes[i].method]);
	return all.n ? all.p : NULL;
}

enum rc route_find(struct call *c, struct err *e)
{
	struct slice path = http_path(c->http);
	struct slice below = {0};
	if (slice_starts(path, API_PREFIX "/") && !slice_ends(path, "/"))
		below = slice_range(path, strlen(API_PREFIX), path.n);
	for (size_t i = 0; i < ROUTE_COUNT; i++) {
		const struct route *r = &routes[i];
		if (r->method != http_method(c->http) || !matches(r->pattern, below, c))
			continue;
		c->route = r;
		return RC_OK;
	}
	c->allow = allowed(c, below);
	if (c->allow)
		return err_refuse(e, RC_DENIED, "bad-method", NULL,
				  "this address answers to %s only", c->allow);
	return err_refuse(e, RC_NOT_FOUND, "not-found", NULL,
			  "there is no such address; " API_PREFIX "/openapi.json lists them all");
}
