/* SPDX-License-Identifier: Apache-2.0
 *
 * net/http_parts.h - what the files of the HTTP server share. Private to net/.
 *
 * Threads: the socket thread (libmicrohttpd's only one) touches everything of a
 * request except while a worker has it; then the connection is suspended and only
 * that worker does. Members marked "guarded" are so by the server's `lock`; that and
 * streams_lock are never held together.
 */
#ifndef NET_HTTP_PARTS_H
#define NET_HTTP_PARTS_H

#include "base/arena.h"
#include "base/clock.h"
#include "net/http_server.h"

#include <microhttpd.h>
#include <pthread.h>

#define WORKERS_MAX 64

/* One accepted socket. */
struct http_socket {
	int fd;
	int64_t deadline_at;               /* by clock_monotonic; 0 = none; guarded */
	struct http_socket *next, *before; /* guarded */
};

enum http_stage {
	STAGE_NEW,   /* the head is being read, or was just read */
	STAGE_HEAD,  /* a worker has it, or had it: handler.head */
	STAGE_READ,  /* the body is being read */
	STAGE_DRAIN, /* answered; what is left of the body is read and forgotten */
	STAGE_BODY,  /* a worker has it, or had it: handler.body */
	STAGE_LOST,  /* came too late for a worker: the server stops */
};

struct http_answer {
	unsigned status; /* 0 = none yet */
	const char *type;
	bool is_static;
	struct slice content;      /* if static */
	struct buf body;           /* if not */
	struct http_stream stream; /* if `more` is set */
	struct {
		const char *name, *value; /* in the request's arena */
	} fields[HTTP_ANSWER_FIELDS_MAX];
	unsigned field_count;
	bool close; /* the connection ends with this answer */
};

struct http_request {
	struct http_server *server;
	struct MHD_Connection *connection;
	struct http_socket *socket;
	enum http_stage stage;
	const char *url; /* as received: path and query, terminated */
	size_t url_n;
	enum http_method method;
	struct slice path; /* decoded */
	char peer[64];
	int64_t length;   /* of the body to come: -1 = in chunks, not known */
	int64_t began_at; /* by clock_monotonic: its head was there */
	bool accepted;    /* a body of at most body.limit bytes */
	bool heavy;
	size_t drained;
	struct buf body;
	struct arena *arena; /* for decoded values and fields of the answer */
	struct http_answer answer;
	void *state;
	struct http_request *next_job; /* guarded */
};

struct http_lane {
	struct http_request *first, *last;
};

struct http_event_stream;

struct http_server {
	struct http_plan plan; /* limits filled in */
	char address[160];
	char socket_path[128]; /* of a Unix socket; else empty */
	int listen_fd;
	struct MHD_Daemon *daemon;
	_Atomic uint64_t answers[6]; /* as in http_stats */
	struct histogram seconds;
	size_t bodies; /* bytes held; socket thread only */

	pthread_mutex_t lock;
	pthread_cond_t work;           /* a job came, or stop */
	pthread_cond_t quiet;          /* a request is over */
	pthread_cond_t tick;           /* the keeper is to stop */
	struct http_lane light, heavy; /* guarded */
	unsigned heavy_running;        /* guarded */
	unsigned active;               /* requests begun and not over; guarded */
	bool stopping;                 /* no new requests; guarded */
	struct timespec stop_by;       /* when stopping: monotonic; guarded */
	bool keeper_stops;             /* guarded */
	bool workers_stop;             /* guarded */
	struct http_socket *sockets;   /* guarded */
	pthread_t workers[WORKERS_MAX], keeper;
	unsigned worker_count;
	bool keeper_runs;

	pthread_mutex_t streams_lock;
	struct http_event_stream *streams; /* guarded by streams_lock, as the two below */
	unsigned stream_count;
	bool streams_over; /* no new ones */
};

/* ---- http_listen.c ---- */

/* Binds and listens; fills listen_fd, address, socket_path. */
enum rc http_listen(struct http_server *s, struct err *e) MUST_CHECK;

/* ---- http_guard.c ---- */

/* NULL when the head is sound: then method, path and length are filled. Else what is
 * wrong with it; `*status` is what to answer. */
const char *http_guard(struct http_request *r, const char *method, const char *version,
		       unsigned *status);

/* ---- http_request.c ---- */

struct http_request *http_request_new(struct http_server *s, const char *url);
void http_request_free(struct http_request *r);
void http_refuse(struct http_request *r, unsigned status, const char *code, const char *detail);
/* Gives the answer to libmicrohttpd. */
enum MHD_Result http_answer_send(struct http_request *r);

/* ---- http_stream.c ---- */

/* NULL: too many, stopping or no memory; `over` has been called. */
struct MHD_Response *http_stream_response(struct http_request *r);
/* Wakes streams that had nothing to say for wake_seconds. */
void http_streams_tick(struct http_server *s, int64_t now);
void http_streams_end(struct http_server *s);

/* ---- http_server.c ---- */

/* The socket is cut off `seconds` from now, 0: never; each call replaces the one before. */
void http_socket_deadline(struct http_server *s, struct http_socket *socket, unsigned seconds);

/* ---- http_text.c ---- */

/* Decodes %XX of `s` into `a`. False: malformed, not UTF-8, or holds a control character. */
bool http_decode(struct slice s, struct arena *a, struct slice *out);
bool http_is_token(struct slice s); /* RFC 9110, 5.6.2 */
bool http_has_control(struct slice s);

#endif
