/* SPDX-License-Identifier: Apache-2.0 */
#include "net/http_parts.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTION_MEMORY (HTTP_HEAD_MAX + (8 << 10)) /* of libmicrohttpd, head included */
#define TICK_US (SECOND_US / 4)
/* A refused body up to this is read and forgotten before the answer: many clients do not
 * look for an answer while they send, and would lose it. For a longer one, and for a client
 * that waits for permission to send, the answer comes at once and the connection ends. */
#define DRAIN_MAX ((size_t)4 << 20)

/* ---- sockets and their deadlines ---- */

void http_socket_deadline(struct http_server *s, struct http_socket *socket, unsigned seconds)
{
	if (!socket)
		return;
	pthread_mutex_lock(&s->lock);
	socket->deadline_at = seconds ? clock_monotonic() + (int64_t)seconds * SECOND_US : 0;
	pthread_mutex_unlock(&s->lock);
}

static void socket_opened(struct http_server *s, struct MHD_Connection *connection, void **context)
{
	struct http_socket *k = calloc(1, sizeof *k);
	*context = k;
	if (!k)
		return; /* its requests are refused */
	k->fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	pthread_mutex_lock(&s->lock);
	k->next = s->sockets;
	if (k->next)
		k->next->before = k;
	s->sockets = k;
	pthread_mutex_unlock(&s->lock);
	http_socket_deadline(s, k, s->plan.limits.head_seconds);
}

static void socket_closed(struct http_server *s, struct http_socket *k)
{
	if (!k)
		return;
	pthread_mutex_lock(&s->lock);
	*(k->before ? &k->before->next : &s->sockets) = k->next;
	if (k->next)
		k->next->before = k->before;
	pthread_mutex_unlock(&s->lock);
	free(k);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
			  enum MHD_ConnectionNotificationCode what)
{
	if (what == MHD_CONNECTION_NOTIFY_STARTED)
		socket_opened(context, connection, socket_context);
	else
		socket_closed(context, *socket_context);
}

/* Cuts off who is too slow, and wakes streams. */
static void *keep(void *context)
{
	struct http_server *s = context;
	pthread_mutex_lock(&s->lock);
	while (!s->keeper_stops) {
		int64_t now = clock_monotonic();
		for (struct http_socket *k = s->sockets; k; k = k->next)
			if (k->deadline_at && now >= k->deadline_at)
				shutdown(k->fd, SHUT_RDWR);
		pthread_mutex_unlock(&s->lock);
		http_streams_tick(s, now);
		pthread_mutex_lock(&s->lock);
		struct timespec until;
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += TICK_US * 1000;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		if (!s->keeper_stops)
			pthread_cond_timedwait(&s->tick, &s->lock, &until);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* ---- workers ---- */

static void lane_add(struct http_lane *lane, struct http_request *r)
{
	r->next_job = NULL;
	*(lane->last ? &lane->last->next_job : &lane->first) = r;
	lane->last = r;
}

static struct http_request *lane_take(struct http_lane *lane)
{
	struct http_request *r = lane->first;
	lane->first = r->next_job;
	if (!lane->first)
		lane->last = NULL;
	return r;
}

/* Socket thread: suspends the connection and gives the request to a worker. */
static enum MHD_Result hand_over(struct http_request *r, enum http_stage stage)
{
	struct http_server *s = r->server;
	r->stage = stage;
	http_socket_deadline(s, r->socket, 0);
	MHD_suspend_connection(r->connection);
	pthread_mutex_lock(&s->lock);
	bool late = s->workers_stop;
	if (!late)
		lane_add(stage == STAGE_BODY && r->heavy ? &s->heavy : &s->light, r);
	pthread_cond_signal(&s->work);
	pthread_mutex_unlock(&s->lock);
	if (late) {
		r->stage = STAGE_LOST;
		MHD_resume_connection(r->connection);
	}
	return MHD_YES;
}

static bool may_take_heavy(const struct http_server *s)
{
	return s->heavy.first && s->heavy_running < (s->worker_count + 1) / 2;
}

/* The next job; NULL when the workers are to end. The lock is held. */
static struct http_request *next_job(struct http_server *s, bool *heavy)
{
	for (;;) {
		*heavy = may_take_heavy(s);
		if (*heavy)
			return lane_take(&s->heavy);
		if (s->light.first)
			return lane_take(&s->light);
		if (s->workers_stop && !s->heavy.first)
			return NULL;
		pthread_cond_wait(&s->work, &s->lock);
	}
}

static void run_handler(struct http_request *r)
{
	const struct http_handler *h = &r->server->plan.handler;
	if (r->stage == STAGE_HEAD)
		h->head(h->context, r);
	else
		h->body(h->context, r);
	assert(r->answer.status != 0 || (r->stage == STAGE_HEAD && r->accepted));
}

static void *work(void *context)
{
	struct http_server *s = context;
	struct http_request *r;
	bool heavy;
	pthread_mutex_lock(&s->lock);
	while ((r = next_job(s, &heavy)) != NULL) {
		s->heavy_running += heavy;
		pthread_mutex_unlock(&s->lock);
		run_handler(r);
		MHD_resume_connection(r->connection);
		pthread_mutex_lock(&s->lock);
		s->heavy_running -= heavy;
		if (heavy)
			pthread_cond_signal(&s->work);
	}
	/* Others may wait for this one. */
	pthread_cond_broadcast(&s->work);
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* ---- the walk of a request, in the socket thread ---- */

static void note_peer(struct http_request *r)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(r->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *at = info ? info->client_addr : NULL;
	if (at && at->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)at)->sin_addr,
			  r->peer, sizeof r->peer);
	else if (at && at->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)at)->sin6_addr,
			  r->peer, sizeof r->peer);
	else
		snprintf(r->peer, sizeof r->peer, "unix");
}

/* Counts the request; false when the server is stopping. */
static bool begin(struct http_request *r, struct MHD_Connection *connection)
{
	struct http_server *s = r->server;
	r->connection = connection;
	r->socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
			    ->socket_context;
	note_peer(r);
	r->stage = STAGE_HEAD;
	r->began_at = clock_monotonic();
	pthread_mutex_lock(&s->lock);
	s->active++;
	bool welcome = !s->stopping;
	pthread_mutex_unlock(&s->lock);
	return welcome && r->socket;
}

static enum MHD_Result refuse_now(struct http_request *r, unsigned status, const char *code,
				  const char *detail)
{
	http_refuse(r, status, code, detail);
	r->answer.close = true;
	return http_answer_send(r);
}

static enum MHD_Result on_head(struct http_request *r, struct MHD_Connection *connection,
			       const char *method, const char *version)
{
	bool welcome = begin(r, connection);
	unsigned status;
	const char *problem = http_guard(r, method, version, &status);
	if (problem)
		return refuse_now(r, status, "malformed-request", problem);
	if (!welcome)
		return refuse_now(r, 503, "busy", "the server is stopping: try again in a moment");
	return hand_over(r, STAGE_HEAD);
}

/* After handler.head: read the body, or answer. */
static enum MHD_Result after_head(struct http_request *r)
{
	if (r->answer.status == 0 && r->length > 0 && (uint64_t)r->length > r->body.limit)
		http_refuse(r, 413, "too-large",
			    r->body.limit ? "the body is larger than is permitted here"
					  : "no body is expected here");
	http_socket_deadline(r->server, r->socket, r->server->plan.limits.body_seconds);
	if (r->answer.status == 0) {
		r->stage = STAGE_READ;
		return MHD_YES;
	}
	bool waits = r->length > 0 && slice_present(http_field(r, "Expect"));
	if (r->length >= 0 && (uint64_t)r->length <= DRAIN_MAX && !waits) {
		r->stage = STAGE_DRAIN;
		return MHD_YES;
	}
	r->answer.close = true;
	return http_answer_send(r);
}

static void release_body(struct http_request *r)
{
	r->server->bodies -= r->body.room;
	buf_release(&r->body);
}

static void refuse_rest(struct http_request *r, unsigned status, const char *code,
			const char *detail)
{
	release_body(r);
	http_refuse(r, status, code, detail);
	r->stage = STAGE_DRAIN;
}

static enum MHD_Result take_part(struct http_request *r, const char *data, size_t *n)
{
	struct http_server *s = r->server;
	size_t before = r->body.room;
	struct slice part = {data, *n};
	*n = 0;
	if (r->body.n + part.n > r->body.limit) {
		refuse_rest(r, 413, "too-large", "the body is larger than is permitted here");
		return MHD_YES;
	}
	buf_add(&r->body, part);
	s->bodies += r->body.room - before;
	if (buf_failed(&r->body) || s->bodies > s->plan.limits.bodies_bytes)
		refuse_rest(r, 503, "busy", "too much is being received: try again in a moment");
	return MHD_YES;
}

static enum MHD_Result drain(struct http_request *r, size_t *n)
{
	if (*n == 0)
		return http_answer_send(r);
	r->drained += *n;
	*n = 0;
	return r->drained <= DRAIN_MAX ? MHD_YES : MHD_NO;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
				  const char *method, const char *version, const char *data,
				  size_t *n, void **request)
{
	(void)context;
	(void)url;
	struct http_request *r = *request;
	if (!r)
		return MHD_NO; /* no memory */
	switch (r->stage) {
	case STAGE_NEW:
		return on_head(r, connection, method, version);
	case STAGE_HEAD:
		return after_head(r);
	case STAGE_READ:
		return *n ? take_part(r, data, n) : hand_over(r, STAGE_BODY);
	case STAGE_DRAIN:
		return drain(r, n);
	case STAGE_BODY:
		return http_answer_send(r);
	case STAGE_LOST:
	default:
		return MHD_NO;
	}
}

/* Called before the head is parsed; what it gives becomes the request's context. */
static void *on_url(void *context, const char *url, struct MHD_Connection *connection)
{
	(void)connection;
	return http_request_new(context, url);
}

static void on_over(void *context, struct MHD_Connection *connection, void **request,
		    enum MHD_RequestTerminationCode why)
{
	(void)connection;
	(void)why;
	struct http_server *s = context;
	struct http_request *r = *request;
	*request = NULL;
	if (!r)
		return;
	s->plan.handler.over(s->plan.handler.context, r->state);
	release_body(r);
	if (r->stage != STAGE_NEW) {
		http_socket_deadline(s, r->socket, s->plan.limits.head_seconds);
		pthread_mutex_lock(&s->lock);
		s->active--;
		pthread_cond_signal(&s->quiet);
		pthread_mutex_unlock(&s->lock);
	}
	http_request_free(r);
}

/* Decoding is ours (http_decode): the library's would end an address at %00. */
static size_t leave_encoded(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

/* What the library complains about is the other side's doing, and may quote it. */
static void say_nothing(void *context, const char *fmt, va_list args)
{
	(void)context;
	(void)fmt;
	(void)args;
}

/* ---- start and stop ---- */

static void fill_limits(struct http_limits *l)
{
	const struct {
		unsigned *value, standard;
	} counts[] = {
		{&l->connections, 512}, {&l->streams, 256},      {&l->workers, 8},
		{&l->head_seconds, 30}, {&l->body_seconds, 300}, {&l->answer_seconds, 300},
		{&l->wake_seconds, 15}, {&l->stop_seconds, 10},
	};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (*counts[i].value == 0)
			*counts[i].value = counts[i].standard;
	if (l->workers > WORKERS_MAX)
		l->workers = WORKERS_MAX;
	if (l->answer_bytes == 0)
		l->answer_bytes = (size_t)64 << 20;
	if (l->bodies_bytes == 0)
		l->bodies_bytes = (size_t)1 << 30;
}

static enum rc start_daemon(struct http_server *s, struct err *e)
{
	s->daemon = MHD_start_daemon(
		MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME |
			MHD_USE_ERROR_LOG,
		0, NULL, NULL, on_request, s, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL,
		MHD_OPTION_LISTEN_SOCKET, (MHD_socket)s->listen_fd, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
		s->plan.limits.connections, MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, NULL,
		MHD_OPTION_URI_LOG_CALLBACK, on_url, s, MHD_OPTION_NOTIFY_COMPLETED, on_over, s,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_END);
	if (s->daemon)
		return RC_OK;
	return err_set(e, RC_IO, "the HTTP server can not start");
}

static enum rc start_threads(struct http_server *s, struct err *e)
{
	s->keeper_runs = pthread_create(&s->keeper, NULL, keep, s) == 0;
	while (s->keeper_runs && s->worker_count < s->plan.limits.workers &&
	       pthread_create(&s->workers[s->worker_count], NULL, work, s) == 0)
		s->worker_count++;
	if (s->worker_count == s->plan.limits.workers)
		return RC_OK;
	return err_set(e, RC_NOMEM, "no threads left to serve HTTP");
}

static struct http_server *server_new(const struct http_plan *plan)
{
	struct http_server *s = calloc(1, sizeof *s);
	if (!s)
		return NULL;
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&s->lock, NULL);
	pthread_mutex_init(&s->streams_lock, NULL);
	pthread_cond_init(&s->work, NULL);
	pthread_cond_init(&s->quiet, &monotonic);
	pthread_cond_init(&s->tick, &monotonic);
	pthread_condattr_destroy(&monotonic);
	s->plan = *plan;
	fill_limits(&s->plan.limits);
	s->listen_fd = -1;
	return s;
}

enum rc http_server_start(const struct http_plan *plan, struct http_server **out, struct err *e)
{
	struct http_server *s = server_new(plan);
	if (!s)
		return err_set(e, RC_NOMEM, "no memory for the HTTP server");
	enum rc rc = http_listen(s, e);
	if (rc == RC_OK)
		rc = start_threads(s, e);
	if (rc == RC_OK)
		rc = start_daemon(s, e);
	s->plan.listen = NULL; /* the caller's */
	if (rc != RC_OK) {
		http_server_stop(s);
		return rc;
	}
	*out = s;
	return RC_OK;
}

const char *http_server_address(const struct http_server *s)
{
	return s->address;
}

void http_server_stats(struct http_server *s, struct http_stats *out)
{
	*out = (struct http_stats){.seconds = &s->seconds};
	for (unsigned i = 0; i < 6; i++)
		out->answers[i] = s->answers[i];
	pthread_mutex_lock(&s->lock);
	for (const struct http_socket *k = s->sockets; k; k = k->next)
		out->connections++;
	out->in_flight = s->active;
	pthread_mutex_unlock(&s->lock);
	pthread_mutex_lock(&s->streams_lock);
	out->streams = s->stream_count;
	pthread_mutex_unlock(&s->streams_lock);
}

void http_server_set_stop_seconds(struct http_server *s, unsigned seconds)
{
	pthread_mutex_lock(&s->lock);
	s->plan.limits.stop_seconds = seconds;
	pthread_mutex_unlock(&s->lock);
}

/* Waits until no request is in flight, or for stop_seconds from http_server_refuse on. */
static void wait_quiet(struct http_server *s)
{
	pthread_mutex_lock(&s->lock);
	while (s->active > 0 && pthread_cond_timedwait(&s->quiet, &s->lock, &s->stop_by) == 0)
		;
	pthread_mutex_unlock(&s->lock);
}

static void stop_workers(struct http_server *s)
{
	pthread_mutex_lock(&s->lock);
	s->workers_stop = true;
	pthread_cond_broadcast(&s->work);
	pthread_mutex_unlock(&s->lock);
	for (unsigned i = 0; i < s->worker_count; i++)
		pthread_join(s->workers[i], NULL);
}

static void stop_keeper(struct http_server *s)
{
	pthread_mutex_lock(&s->lock);
	s->keeper_stops = true;
	pthread_cond_signal(&s->tick);
	pthread_mutex_unlock(&s->lock);
	if (s->keeper_runs)
		pthread_join(s->keeper, NULL);
}

void http_server_refuse(struct http_server *s)
{
	if (!s)
		return;
	pthread_mutex_lock(&s->lock);
	bool first = !s->stopping;
	if (first) {
		clock_gettime(CLOCK_MONOTONIC, &s->stop_by);
		s->stop_by.tv_sec += s->plan.limits.stop_seconds;
	}
	s->stopping = true;
	pthread_mutex_unlock(&s->lock);
	if (!first)
		return;
	MHD_quiesce_daemon(s->daemon);
	shutdown(s->listen_fd, SHUT_RD); /* who connects now is not kept waiting */
}

/* Nothing may be suspended when the library stops: streams are ended and every worker
 * has given its request back. */
static void stop_daemon(struct http_server *s)
{
	http_server_refuse(s);
	http_streams_end(s);
	wait_quiet(s);
}

void http_server_stop(struct http_server *s)
{
	if (!s)
		return;
	if (s->daemon)
		stop_daemon(s);
	stop_workers(s);
	stop_keeper(s);
	if (s->daemon)
		MHD_stop_daemon(s->daemon);
	if (s->listen_fd >= 0)
		close(s->listen_fd);
	if (s->socket_path[0])
		unlink(s->socket_path);
	pthread_cond_destroy(&s->tick);
	pthread_cond_destroy(&s->quiet);
	pthread_cond_destroy(&s->work);
	pthread_mutex_destroy(&s->streams_lock);
	pthread_mutex_destroy(&s->lock);
	free(s);
}
