/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api_parts.h"

#include "base/log.h"

#include <stdio.h>
#include <string.h>

#define PROBLEM_TYPE "application/problem+json"

/* Codes whose status is not that of their kind. */
static const struct {
	const char *code;
	unsigned status;
} statuses[] = {
	{"signed-out", 401},
	{"sign-in-failed", 401},
	{"unknown-key", 401},
	{"bad-method", 405},
	{"media-type", 415},
	{"too-many-attempts", 429},
	{"reason-too-short", 422},
	{"reason-too-long", 422},
	{"bad-outcome", 422},
	{"weak-password", 422},
	{"bad-login", 422},
	{"bad-name", 422},
	{"bad-role", 422},
	{"bad-carrier", 422},
	{"bad-list-name", 422},
	{"unreadable-list", 422},
	{"list-empty", 422},
	{"other-kind", 409},
	{"checklist-incomplete", 422},
	{"name-only", 422},
	{"rule-not-borne-out", 422},
	{"rule-not-ready", 422},
	{"bad-rule-name", 422},
	{"bad-severity", 422},
	{"bad-rule-limit", 422},
	{"too-long", 422},
	{"too-many", 422},
	{"figures-not-accepted", 422},
	{"bad-reference", 422},
	{"bad-answer", 422},
	{"bad-kind", 422},
	{"bad-channel", 422},
	{"bad-address", 422},
	{"bad-decision", 422},
	{"bad-field", 422},
	{"bad-hours", 422},
	{"bad-seed", 422},
	{"second-factor-needed", 401},
	{"bad-person", 422},
	{"bad-desk", 422},
	{"bad-end", 422},
	{"second-factor-wrong", 422},
	{"bad-purpose", 422},
	{"bad-offence", 422},
	{"no-air-link", 422},
	{"justification-too-short", 422},
	{"bad-case", 422},
	{"bad-minutes", 422},
	{"bad-profile", 422},
	{"bad-fields", 422},
	{"no-case", 422},
	{"no-legal-basis-given", 422},
	{"bad-result", 422},
	{"bad-share", 422},
	{"same-share", 422},
	{"other-vault", 422},
	{"no-owner", 422},
	{"bad-date", 422},
	{"nothing-to-search", 422},
	{"incomplete", 422},
	{"bad-recipient", 422},
	{"heading-not-permitted", 422},
	{"no-caveat", 422},
	{"bad-language", 422},
	{"bad-transfer", 422},
	{"bad-feedback", 422},
	{"not-narrower", 422},
	{"bad-flight", 422},
	{"bad-span", 422},
	{"bad-contact", 422},
	{"evidence-missing", 422},
	{"list-basis-missing", 422},
	{"list-date", 422},
	{"disc-full", 507},
	{"bad-place", 422},
	{"bad-machine", 422},
	{"bad-time", 422},
	{"bad-risk", 422},
	{"bad-step", 422},
};

static unsigned status_of(const struct err *e)
{
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (strcmp(e->code, statuses[i].code) == 0)
			return statuses[i].status;
	switch (e->rc) {
	case RC_INVALID:
		return 400;
	case RC_DENIED:
		return 403;
	case RC_NOT_FOUND:
		return 404;
	case RC_CONFLICT:
		return 409;
	case RC_LIMIT:
		return 413;
	case RC_NOMEM:
	case RC_IO:
		return 503;
	case RC_OK:
	case RC_CORRUPT:
	case RC_END:
	default:
		return 500;
	}
}

static const char *code_of(const struct err *e, unsigned status)
{
	if (e->code[0] && status < 500)
		return e->code;
	switch (status) {
	case 400:
		return "invalid";
	case 403:
		return "not-permitted";
	case 404:
		return "not-found";
	case 409:
		return "conflict";
	case 413:
		return "too-large";
	case 503:
		return "busy";
	case 507:
		return "disc-full";
	default:
		return "server";
	}
}

static const char *title_of(unsigned status)
{
	static const struct {
		unsigned status;
		const char *title;
	} titles[] = {
		{400, "Bad request"},
		{401, "Not signed in"},
		{403, "Not permitted"},
		{404, "Not found"},
		{405, "Method not allowed"},
		{409, "Conflict"},
		{413, "Too large"},
		{414, "Address too long"},
		{415, "Unsupported media type"},
		{422, "Rule not met"},
		{429, "Too many attempts"},
		{431, "Head too large"},
		{501, "Not implemented"},
		{503, "Busy"},
		{507, "No room"},
	};
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (titles[i].status == status)
			return titles[i].title;
	return "Server error";
}

void api_fields(struct http_request *r)
{
	http_answer_field(r, "Cache-Control", "no-store");
	http_answer_field(r, "Content-Security-Policy",
			  "default-src 'none'; frame-ancestors 'none'");
	http_answer_field(r, "X-Content-Type-Options", "nosniff");
	http_answer_field(r, "Referrer-Policy", "no-referrer");
	http_answer_field(r, "Cross-Origin-Opener-Policy", "same-origin");
	http_answer_field(r, "Cross-Origin-Resource-Policy", "same-origin");
}

static void write_problem(struct http_request *r, unsigned status, const char *code,
			  const char *detail, const char *rule)
{
	struct json j;
	json_init(&j, http_answer(r, status, PROBLEM_TYPE));
	json_object(&j);
	json_put_str(&j, "type", "about:blank");
	json_put_str(&j, "title", title_of(status));
	json_put_i64(&j, "status", status);
	json_put_str(&j, "code", code);
	json_put_str(&j, "detail", detail);
	if (rule[0])
		json_put_str(&j, "rule", rule);
	json_object_end(&j);
	api_fields(r);
}

/* What the program is to blame for is told to the operator, not to the caller. */
static const char *detail_of(const struct err *e, unsigned status)
{
	if (status < 500)
		return e->text;
	log_event(LOG_ERROR, "http-failed", LF_I64("status", status), LF_WORD("code", e->code),
		  LF_ERR(e));
	if (status == 507)
		return "the unit has no room left, and kept nothing of this: send it again later";
	if (status == 503 && e->rc == RC_IO)
		return "the unit can not store anything at the moment, and kept nothing of this: send "
		       "it again later";
	return status == 503
		       ? "the unit has too much to do: try again in a moment, or ask for less"
		       : "the unit could not do this: the operator finds the reason in the log";
}

void problem_answer(struct call *c, const struct err *e)
{
	unsigned status = status_of(e);
	write_problem(c->http, status, code_of(e, status), detail_of(e, status), e->rule);
	char seconds[24];
	snprintf(seconds, sizeof seconds, "%lld",
		 (long long)(c->wait_seconds > 0 ? c->wait_seconds : 1));
	if (status == 429 || status == 503 || status == 507)
		http_answer_field(c->http, "Retry-After", seconds);
	if (status == 405 && c->allow)
		http_answer_field(c->http, "Allow", c->allow);
	if (status == 401 && c->route && c->route->access == ACCESS_CARRIER_KEY)
		http_answer_field(c->http, "WWW-Authenticate", "Bearer");
}

void problem_refuse(void *context, struct http_request *r, unsigned status, const char *code,
		    const char *detail)
{
	(void)context;
	write_problem(r, status, code, detail, "");
	if (status == 503)
		http_answer_field(r, "Retry-After", "1");
}
