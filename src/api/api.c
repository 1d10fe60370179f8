/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

#include "api/calls.h"
#include "api/monitor.h"
#include "flow/ingest.h"
#include "flow/unit.h"
#include "screen/lists.h"

#include <stdlib.h>
#include <string.h>

/* Most a call may take (comparing large lists takes the most); taken as needed. */
#define CALL_MEMORY ((size_t)2 << 30)

enum rc body_read_nested(struct call *c, const struct member *members, unsigned count,
			 const struct nested *nested, struct err *e)
{
	struct slice body;
	body.p = http_body(c->http, &body.n);
	return json_read_nested(body, members, count, nested, c->arena, e);
}

enum rc body_read(struct call *c, const struct member *members, unsigned count, struct err *e)
{
	return body_read_nested(c, members, count, NULL, e);
}

enum rc body_read_rows(struct call *c, const struct member *members, unsigned count,
		       const struct rows *rows, struct err *e)
{
	struct slice body;
	body.p = http_body(c->http, &body.n);
	return json_read_rows(body, members, count, rows, c->arena, e);
}

void answer_object(struct call *c, unsigned status, struct json *j)
{
	json_init(j, http_answer(c->http, status, "application/json"));
	json_object(j);
}

void answer_nothing(struct call *c)
{
	http_answer(c->http, 204, NULL);
}

/* ---- the walk of a call ---- */

static size_t body_limit(const struct call *c)
{
	switch (c->route->body) {
	case BODY_JSON:
		return JSON_BODY_MAX;
	case BODY_LIST:
		return c->door->is_operator ? LISTS_BYTES_MAX : LIST_BODY_MAX;
	case BODY_MESSAGE:
		return c->door->is_operator ? INGEST_INPUT_MAX : c->api->message_max;
	case BODY_NONE:
	default:
		return 0;
	}
}

static bool type_fits(enum body_kind kind, struct slice type)
{
	switch (kind) {
	case BODY_JSON:
		return slice_is_nocase(type, "application/json");
	case BODY_LIST:
		return slice_is_nocase(type, "text/csv") ||
		       slice_is_nocase(type, "application/xml") ||
		       slice_is_nocase(type, "application/octet-stream");
	case BODY_MESSAGE:
		/* What a page of another site could send without being asked. */
		return !slice_is_nocase(type, "application/x-www-form-urlencoded") &&
		       !slice_is_nocase(type, "multipart/form-data");
	case BODY_NONE:
	default:
		return true;
	}
}

static enum rc check_type(struct call *c, struct err *e)
{
	static const char *const wanted[] = {
		[BODY_NONE] = "",
		[BODY_JSON] = "application/json",
		[BODY_LIST] = "text/csv, application/xml or application/octet-stream",
		[BODY_MESSAGE] = "application/octet-stream",
	};
	if (type_fits(c->route->body, http_body_type(c->http)))
		return RC_OK;
	return err_refuse(e, RC_INVALID, "media-type", NULL, "send the body with Content-Type %s",
			  wanted[c->route->body]);
}

static struct call *call_new(struct door *door, struct http_request *r)
{
	struct arena *a = arena_new(CALL_MEMORY);
	struct call *c = a ? ARENA_NEW(a, struct call) : NULL;
	if (!c) {
		arena_free(a);
		return NULL;
	}
	c->api = door->api;
	c->door = door;
	c->http = r;
	c->arena = a;
	http_set_state(r, c);
	return c;
}

/* Lets the call in and permits its body, or answers why not. */
static void call_head(struct door *door, struct http_request *r)
{
	struct err e = {0};
	struct call *c = call_new(door, r);
	if (!c) {
		problem_refuse(NULL, r, 503, "busy", "the unit is out of memory: try again later");
		return;
	}
	enum rc rc = route_find(c, &e);
	if (rc == RC_OK)
		rc = access_check(c, &e);
	if (rc == RC_OK)
		rc = check_type(c, &e);
	if (rc != RC_OK) {
		problem_answer(c, &e);
		return;
	}
	if (c->route->heavy)
		http_set_heavy(r);
	http_accept_body(r, body_limit(c));
}

static void on_head(void *context, struct http_request *r)
{
	struct slice path = http_path(r);
	if (slice_is(path, "/api") || slice_starts(path, "/api/"))
		call_head(context, r);
	else
		file_answer(r);
}

static void on_body(void *context, struct http_request *r)
{
	(void)context;
	struct call *c = http_state(r);
	struct err e = {0};
	enum rc rc = c->route->run(c, &e);
	if (rc != RC_OK)
		problem_answer(c, &e);
	else
		api_fields(r);
	http_set_state(r, NULL);
	arena_free(c->arena);
}

static void on_over(void *context, void *state)
{
	(void)context;
	struct call *c = state;
	if (c)
		arena_free(c->arena);
}

/* ---- start and stop ---- */

static enum rc open_door(struct door *door, const char *listen, bool any_address, struct err *e)
{
	struct http_plan plan = {.listen = listen,
				 .any_address = any_address,
				 .limits = {.stop_seconds = door->api->stop_seconds},
				 .handler = {.context = door,
					     .head = on_head,
					     .body = on_body,
					     .refuse = problem_refuse,
					     .over = on_over}};
	return http_server_start(&plan, &door->server, e);
}

static void on_change(void *context)
{
	struct api *api = context;
	http_streams_wake(api->door.server);
}

void api_set_message_max(struct api *api, size_t bytes)
{
	size_t wanted = bytes ? bytes : API_MESSAGE_MAX_DEFAULT;
	api->message_max = wanted < INGEST_INPUT_MAX ? wanted : INGEST_INPUT_MAX;
}

void api_set_stop_seconds(struct api *api, unsigned seconds)
{
	http_server_set_stop_seconds(api->door.server, seconds);
	http_server_set_stop_seconds(api->operator_door.server, seconds);
}

static struct api *api_new(struct unit *u, const struct api_options *o)
{
	struct api *api = calloc(1, sizeof *api);
	if (!api)
		return NULL;
	api->unit = u;
	api->behind_edge = o->behind_edge;
	api->started_at = unit_now(u);
	api_set_message_max(api, o->message_max);
	api->stop_seconds = o->stop_seconds;
	api->door.api = api;
	api->operator_door.api = api;
	api->operator_door.is_operator = true;
	api->has_setup_code = o->setup_code != NULL;
	if (o->setup_code)
		setup_code_hash(slice_of(o->setup_code), api->setup_code);
	api->guard = sign_in_guard_new();
	if (api->guard)
		return api;
	api_stop(api);
	return NULL;
}

enum rc api_start(struct unit *u, const struct api_options *o, struct api **out, struct err *e)
{
	json_memory_wiped();
	struct api *api = api_new(u, o);
	if (!api)
		return err_set(e, RC_NOMEM, "no memory to serve the unit");
	enum rc rc = open_door(&api->door, o->listen, o->any_address, e);
	if (rc == RC_OK && o->operator_socket)
		rc = open_door(&api->operator_door, o->operator_socket, false, e);
	if (rc == RC_OK && o->monitor)
		rc = monitor_start(api, o->monitor, &api->monitor, e);
	if (rc != RC_OK) {
		api_stop(api);
		return rc;
	}
	unit_listen(u, on_change, api);
	*out = api;
	return RC_OK;
}

const char *api_address(const struct api *api)
{
	return http_server_address(api->door.server);
}

const char *api_monitor_address(const struct api *api)
{
	return api->monitor ? monitor_address(api->monitor) : NULL;
}

void api_stop(struct api *api)
{
	if (!api)
		return;
	unit_listen(api->unit, NULL, NULL);
	monitor_stopping(api->monitor);
	http_server_refuse(api->operator_door.server);
	http_server_refuse(api->door.server);
	http_server_stop(api->operator_door.server);
	http_server_stop(api->door.server);
	monitor_stop(api->monitor);
	sign_in_guard_free(api->guard);
	wipe_secret(api->setup_code, sizeof api->setup_code);
	free(api);
}
