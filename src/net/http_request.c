/* SPDX-License-Identifier: Apache-2.0 */
#include "net/http_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define REQUEST_MEMORY ((size_t)128 << 10)

struct http_request *http_request_new(struct http_server *s, const char *url)
{
	struct http_request *r = calloc(1, sizeof *r);
	if (!r)
		return NULL;
	r->server = s;
	r->url = url;
	r->url_n = strlen(url);
	r->arena = arena_new(REQUEST_MEMORY);
	buf_init(&r->body, 0);
	buf_init(&r->answer.body, s->plan.limits.answer_bytes);
	if (r->arena)
		return r;
	http_request_free(r);
	return NULL;
}

void http_request_free(struct http_request *r)
{
	if (!r)
		return;
	buf_release(&r->body);
	buf_release(&r->answer.body);
	arena_free(r->arena);
	free(r);
}

/* ---- what was asked ---- */

enum http_method http_method(const struct http_request *r)
{
	return r->method;
}

struct slice http_path(const struct http_request *r)
{
	return r->path;
}

static struct slice look_up(struct http_request *r, enum MHD_ValueKind kind, const char *name)
{
	const char *value = NULL;
	size_t n = 0;
	if (MHD_lookup_connection_value_n(r->connection, kind, name, strlen(name), &value, &n) !=
	    MHD_YES)
		return (struct slice){NULL, 0};
	return (struct slice){value, value ? n : 0};
}

struct slice http_query(struct http_request *r, const char *name)
{
	struct slice value = look_up(r, MHD_GET_ARGUMENT_KIND, name), decoded = {0};
	if (!value.p || !http_decode(value, r->arena, &decoded))
		return (struct slice){NULL, 0};
	return decoded;
}

struct slice http_field(struct http_request *r, const char *name)
{
	return look_up(r, MHD_HEADER_KIND, name);
}

struct slice http_cookie(struct http_request *r, const char *name)
{
	struct slice rest = http_field(r, "Cookie"), part;
	while (slice_cut(&rest, ';', &part)) {
		size_t equals = slice_find(part, '=', 0);
		struct slice key = slice_trim(slice_range(part, 0, equals));
		if (equals < part.n && slice_is(key, name))
			return slice_trim(slice_range(part, equals + 1, part.n));
	}
	return (struct slice){NULL, 0};
}

struct slice http_peer(const struct http_request *r)
{
	return slice_of(r->peer);
}

struct slice http_body_type(struct http_request *r)
{
	struct slice type = http_field(r, "Content-Type");
	return slice_trim(slice_range(type, 0, slice_find(type, ';', 0)));
}

char *http_body(struct http_request *r, size_t *n)
{
	*n = r->body.n;
	return r->body.p;
}

void http_set_state(struct http_request *r, void *state)
{
	r->state = state;
}

void *http_state(const struct http_request *r)
{
	return r->state;
}

void http_accept_body(struct http_request *r, size_t limit)
{
	assert(r->stage == STAGE_HEAD && !r->accepted && r->answer.status == 0);
	r->accepted = true;
	r->body.limit = limit;
}

void http_set_heavy(struct http_request *r)
{
	r->heavy = true;
}

/* ---- what is answered ---- */

struct buf *http_answer(struct http_request *r, unsigned status, const char *type)
{
	assert(r->answer.status == 0);
	r->answer.status = status;
	r->answer.type = type;
	return &r->answer.body;
}

void http_answer_static(struct http_request *r, unsigned status, const char *type,
			struct slice content)
{
	assert(r->answer.status == 0);
	r->answer.status = status;
	r->answer.type = type;
	r->answer.is_static = true;
	r->answer.content = content;
}

void http_answer_stream(struct http_request *r, const struct http_stream *stream)
{
	assert(r->answer.status == 0 && stream->more);
	r->answer.status = 200;
	r->answer.type = "text/event-stream";
	r->answer.stream = *stream;
}

void http_answer_field(struct http_request *r, const char *name, const char *value)
{
	struct http_answer *a = &r->answer;
	assert(a->field_count < HTTP_ANSWER_FIELDS_MAX && !http_has_control(slice_of(value)));
	a->fields[a->field_count].name = arena_cstr(r->arena, slice_of(name));
	a->fields[a->field_count++].value = arena_cstr(r->arena, slice_of(value));
}

void http_refuse(struct http_request *r, unsigned status, const char *code, const char *detail)
{
	const struct http_handler *h = &r->server->plan.handler;
	r->answer.status = 0;
	r->answer.field_count = 0;
	buf_clear(&r->answer.body);
	h->refuse(h->context, r, status, code, detail);
	assert(r->answer.status != 0 && !r->answer.stream.more);
}

static struct MHD_Response *memory_response(struct http_request *r)
{
	struct slice content = r->answer.is_static ? r->answer.content : buf_slice(&r->answer.body);
	/* The library takes a pointer it will not write through. */
	void *p = (void *)(uintptr_t)content.p;
	return MHD_create_response_from_buffer(content.n, p, MHD_RESPMEM_PERSISTENT);
}

static struct MHD_Response *make_response(struct http_request *r)
{
	if (r->answer.stream.more) {
		struct MHD_Response *stream = http_stream_response(r);
		if (stream)
			return stream;
		r->answer.stream.more = NULL;
		http_refuse(r, 503, "busy", "too many live streams are open: try again later");
	}
	if (!r->answer.is_static && buf_failed(&r->answer.body))
		http_refuse(r, 500, "server", "the answer is too large: ask for less at a time");
	return memory_response(r);
}

static bool add_fields(struct http_request *r, struct MHD_Response *response)
{
	const struct http_answer *a = &r->answer;
	bool fine = true;
	if (a->type)
		fine = MHD_add_response_header(response, "Content-Type", a->type) == MHD_YES;
	for (unsigned i = 0; fine && i < a->field_count; i++)
		fine = MHD_add_response_header(response, a->fields[i].name, a->fields[i].value) ==
		       MHD_YES;
	if (fine && a->close)
		fine = MHD_add_response_header(response, "Connection", "close") == MHD_YES;
	return fine;
}

enum MHD_Result http_answer_send(struct http_request *r)
{
	struct MHD_Response *response = make_response(r);
	if (!response)
		return MHD_NO;
	unsigned seconds = r->answer.stream.more ? 0 : r->server->plan.limits.answer_seconds;
	http_socket_deadline(r->server, r->socket, seconds);
	enum MHD_Result sent = MHD_NO;
	if (add_fields(r, response) && !arena_failed(r->arena))
		sent = MHD_queue_response(r->connection, r->answer.status, response);
	r->server->answers[sent == MHD_YES ? r->answer.status / 100 % 6 : 0]++;
	if (!r->answer.stream.more)
		histogram_add(&r->server->seconds, clock_monotonic() - r->began_at);
	MHD_destroy_response(response);
	return sent;
}
