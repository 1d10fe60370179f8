/* SPDX-License-Identifier: Apache-2.0
 *
 * api/api_parts.h - what the files of this room share. Private to api/.
 *
 * A call is one request on its way: matched with its route, let in (session,
 * carrier's key, or the operator's socket), read, run, answered. Its memory is one
 * arena. A route's `run` either answers and gives RC_OK, or fills `e`.
 */
#ifndef API_API_PARTS_H
#define API_API_PARTS_H

#include "api/api.h"
#include "api/json_in.h"
#include "base/arena.h"
#include "base/crypto.h"
#include "net/http_server.h"
#include "protect/protect.h"
#include "protect/session.h"

#include <stdatomic.h>

#define SESSION_COOKIE "piu_session"
#define JSON_BODY_MAX ((size_t)64 << 10)
#define LIST_BODY_MAX ((size_t)128 << 20)

/* Where requests come in; the operator's is the socket that only he can open. */
struct door {
	struct api *api;
	struct http_server *server;
	bool is_operator;
};

struct api {
	struct unit *unit;
	struct door door, operator_door;
	struct monitor *monitor; /* NULL: none */
	int64_t started_at;
	bool behind_edge;
	_Atomic size_t message_max;
	unsigned stop_seconds;
	struct sign_in_guard *guard;
	bool has_setup_code;
	unsigned char setup_code[HASH_BYTES]; /* of its letters and digits */
	atomic_uint setup_failures;
};

enum access {
	ACCESS_ALL,
	ACCESS_SESSION,
	ACCESS_PERMISSION, /* a session whose role has route.permission */
	ACCESS_CARRIER_KEY,
	ACCESS_OPERATOR, /* his socket only */
};

enum body_kind { BODY_NONE, BODY_JSON, BODY_LIST, BODY_MESSAGE };

struct call;

struct route {
	enum http_method method;
	const char *pattern; /* below /api/v1; {id} is a number, {name} any text */
	enum access access;
	enum permission permission;
	enum body_kind body;
	bool heavy;       /* may take seconds */
	bool by_operator; /* open at the operator's socket */
	enum rc (*run)(struct call *c, struct err *e);
};

struct call {
	struct api *api;
	struct http_request *http;
	const struct route *route;
	const struct door *door;
	struct arena *arena;
	int64_t id;             /* {id} */
	struct slice name;      /* {name} */
	struct session session; /* actor: who acts; of the operator the system */
	bool has_session;
	struct slice carrier; /* whose key was used */
	int64_t wait_seconds; /* told with 429 */
	const char *allow;    /* told with 405 */
};

#define API_PREFIX "/api/v1"

/* ---- routes.c ---- */

/* Finds the route and fills id and name. RC_NOT_FOUND "not-found"; RC_DENIED
 * "bad-method", with c->allow. */
enum rc route_find(struct call *c, struct err *e) MUST_CHECK;

/* ---- access.c ---- */

/* Lets the call in, or says why not: RC_DENIED "signed-out", "unknown-key", "bad-csrf",
 * "not-permitted", "second-factor-missing", "no-task". */
enum rc access_check(struct call *c, struct err *e) MUST_CHECK;
struct slice caller_address(const struct call *c);
/* Whether the law asks for a second factor that the account does not have yet; a
 * unit in which nobody is real asks for none. */
bool second_factor_missing(const struct call *c, const struct session *s);

/* ---- problem.c ---- */

/* Answers with application/problem+json. */
void problem_answer(struct call *c, const struct err *e);
void problem_refuse(void *context, struct http_request *r, unsigned status, const char *code,
		    const char *detail);
/* Fields that every answer of the interface carries. */
void api_fields(struct http_request *r);

/* ---- query.c ---- */

/* Absent values leave the output as it is. RC_INVALID "bad-parameter". */
enum rc query_number(struct call *c, const char *name, unsigned most, unsigned *out,
		     struct err *e) MUST_CHECK;
enum rc query_i64(struct call *c, const char *name, int64_t *out, struct err *e) MUST_CHECK;
enum rc query_instant(struct call *c, const char *name, int64_t *out, struct err *e) MUST_CHECK;
enum rc query_flag(struct call *c, const char *name, bool *out, struct err *e) MUST_CHECK;

/* ---- calls_*.c: what routes run ---- */

typedef enum rc route_run(struct call *c, struct err *e);
route_run get_unit, post_setup, post_session, get_session, delete_session, get_openapi;
route_run get_flights, get_flight, get_flight_travellers, get_traveller;
route_run get_hits, get_hit, post_decision;
route_run get_watchlists, get_watchlist_versions, put_watchlist_desks, post_import;
route_run get_thresholds, post_threshold;
route_run get_messages, post_messages;
route_run get_audit, post_copies, post_audit_checkpoint, get_audit_export;
route_run post_audit_exports;
route_run post_bureau_question, post_bureau_answer;
route_run get_users, post_users, patch_user;
route_run get_carrier_keys, post_carrier_keys, delete_carrier_key;
route_run get_rights, post_rights, get_rights_request, post_rights_identity, post_rights_extension;
route_run post_rights_search, post_rights_found, post_rights_decision, get_rights_answer;
route_run delete_redress, post_notice;
route_run get_oversight, post_odd_lookup, post_samples, post_sample_item, get_compliance;
route_run post_duty, get_notice;
route_run get_unmasks, post_unmasks, post_unmask_approval, post_unmask_refusal;
route_run post_unmask_opening, get_unmask_record, post_unmask_review;
route_run get_keeping, post_evidence, post_hold, delete_hold;
route_run post_sealed_search, get_retention, get_minimised;
route_run get_register, get_register_export, post_places, post_place_confirmation, delete_place;
route_run get_breaches, post_breaches, post_breach_step;
route_run get_support, get_support_consents, post_support_consents;
route_run post_support_agreement, delete_support_consent;
route_run get_events;
route_run post_task, delete_task;
route_run post_second_factor, post_second_factor_confirm, delete_second_factor;
route_run get_sessions, delete_session_id, get_user_sessions, delete_user_sessions;
route_run get_profile, get_profile_versions, get_profile_version, post_profile_version;
route_run post_profile_check, post_profile_decision;

/* ---- files.c ---- */

/* A file of the web application, or its first page for a path that is one of its own. */
void file_answer(struct http_request *r);

#endif
