/* SPDX-License-Identifier: Apache-2.0 */
#include "net/http_parts.h"

#include <stdlib.h>
#include <string.h>

#define STREAM_BUFFER_MAX ((size_t)64 << 10)

/* A stream has nothing to say most of the time: its connection is then suspended.
 * It is suspended and resumed under streams_lock, so that a wake can not fall
 * between "nothing to say" and "asleep". */
struct http_event_stream {
	struct http_server *server;
	struct MHD_Connection *connection;
	struct http_socket *socket;
	struct http_stream source;
	struct buf out;
	size_t sent;
	bool ended; /* guarded by streams_lock, as all below */
	bool woken;
	bool asleep; /* the connection is suspended */
	int64_t wake_at;
	struct http_event_stream *next, *before;
};

static int64_t next_wake(const struct http_event_stream *t)
{
	return clock_monotonic() + (int64_t)t->server->plan.limits.wake_seconds * SECOND_US;
}

/* What is left to send, into `to`. */
static ssize_t give(struct http_event_stream *t, char *to, size_t room)
{
	size_t n = t->out.n - t->sent;
	if (n > room)
		n = room;
	memcpy(to, t->out.p + t->sent, n);
	t->sent += n;
	return (ssize_t)n;
}

/* Asks the source; false when the stream is over. */
static bool ask(struct http_event_stream *t)
{
	pthread_mutex_lock(&t->server->streams_lock);
	bool ended = t->ended, idle = !t->woken;
	t->woken = false;
	t->wake_at = next_wake(t);
	pthread_mutex_unlock(&t->server->streams_lock);
	buf_clear(&t->out);
	t->sent = 0;
	return !ended && t->source.more(t->source.context, idle, &t->out) && !buf_failed(&t->out);
}

static void sleep_unless_woken(struct http_event_stream *t)
{
	pthread_mutex_lock(&t->server->streams_lock);
	if (!t->woken && !t->ended) {
		t->asleep = true;
		MHD_suspend_connection(t->connection);
	}
	pthread_mutex_unlock(&t->server->streams_lock);
}

static bool is_due(struct http_event_stream *t)
{
	pthread_mutex_lock(&t->server->streams_lock);
	bool due = t->woken || t->ended || clock_monotonic() >= t->wake_at;
	pthread_mutex_unlock(&t->server->streams_lock);
	return due;
}

/* libmicrohttpd's content reader; socket thread. */
static ssize_t read_stream(void *context, uint64_t position, char *to, size_t room)
{
	(void)position;
	struct http_event_stream *t = context;
	if (t->sent == t->out.n && is_due(t) && !ask(t))
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (t->sent < t->out.n) {
		/* A reader that takes nothing is cut off. */
		http_socket_deadline(t->server, t->socket, t->server->plan.limits.answer_seconds);
		return give(t, to, room);
	}
	http_socket_deadline(t->server, t->socket, 0);
	sleep_unless_woken(t);
	return 0;
}

static void free_stream(void *context)
{
	struct http_event_stream *t = context;
	pthread_mutex_lock(&t->server->streams_lock);
	*(t->before ? &t->before->next : &t->server->streams) = t->next;
	if (t->next)
		t->next->before = t->before;
	t->server->stream_count--;
	pthread_mutex_unlock(&t->server->streams_lock);
	t->source.over(t->source.context);
	buf_release(&t->out);
	free(t);
}

static bool enlist(struct http_server *s, struct http_event_stream *t)
{
	pthread_mutex_lock(&s->streams_lock);
	bool room = !s->streams_over && s->stream_count < s->plan.limits.streams;
	if (room) {
		t->next = s->streams;
		if (t->next)
			t->next->before = t;
		s->streams = t;
		s->stream_count++;
	}
	pthread_mutex_unlock(&s->streams_lock);
	return room;
}

struct MHD_Response *http_stream_response(struct http_request *r)
{
	struct http_event_stream *t = calloc(1, sizeof *t);
	if (t) {
		*t = (struct http_event_stream){.server = r->server,
						.connection = r->connection,
						.socket = r->socket,
						.source = r->answer.stream,
						.woken = true};
		buf_init(&t->out, STREAM_BUFFER_MAX);
	}
	if (!t || !enlist(r->server, t)) {
		r->answer.stream.over(r->answer.stream.context);
		free(t);
		return NULL;
	}
	struct MHD_Response *response = MHD_create_response_from_callback(
		MHD_SIZE_UNKNOWN, 4096, read_stream, t, free_stream);
	if (!response)
		free_stream(t);
	return response;
}

/* The lock is held. */
static void wake(struct http_event_stream *t)
{
	if (!t->asleep)
		return;
	t->asleep = false;
	MHD_resume_connection(t->connection);
}

void http_streams_wake(struct http_server *s)
{
	pthread_mutex_lock(&s->streams_lock);
	for (struct http_event_stream *t = s->streams; t; t = t->next) {
		t->woken = true;
		wake(t);
	}
	pthread_mutex_unlock(&s->streams_lock);
}

void http_streams_tick(struct http_server *s, int64_t now)
{
	pthread_mutex_lock(&s->streams_lock);
	for (struct http_event_stream *t = s->streams; t; t = t->next)
		if (now >= t->wake_at)
			wake(t);
	pthread_mutex_unlock(&s->streams_lock);
}

void http_streams_end(struct http_server *s)
{
	pthread_mutex_lock(&s->streams_lock);
	s->streams_over = true;
	for (struct http_event_stream *t = s->streams; t; t = t->next) {
		t->ended = true;
		wake(t);
	}
	pthread_mutex_unlock(&s->streams_lock);
}
