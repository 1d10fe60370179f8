/* SPDX-License-Identifier: Apache-2.0
 *
 * net/http_server.h - an HTTP/1.1 server for a web application and for other
 * machines' programs, over libmicrohttpd.
 *
 * One thread reads and writes sockets; a fixed number of workers run the
 * handlers, which may block. A request walks like this:
 *
 *   head is read -> guard -> handler.head -> body is read -> handler.body -> answer
 *                     |          |                |
 *                     +----------+----------------+--> refused or answered early
 *
 * The guard refuses what other servers on the way may read differently (RFC
 * 9112, section 11: two lengths, length with chunks, two hosts, control
 * characters, malformed escapes). Every size, count and time has a limit. A
 * server reachable by others needs an edge in front that ends TLS.
 */
#ifndef NET_HTTP_SERVER_H
#define NET_HTTP_SERVER_H

#include "base/buf.h"
#include "base/histogram.h"

struct http_server;
struct http_request;

enum http_method {
	HTTP_GET, /* also HEAD: the body of the answer is left out */
	HTTP_POST,
	HTTP_PUT,
	HTTP_PATCH,
	HTTP_DELETE,
	HTTP_OTHER,
};

/* 0 takes the default in brackets. */
struct http_limits {
	size_t answer_bytes;     /* of one answer made in memory [64 MiB] */
	size_t bodies_bytes;     /* of all request bodies held at one time [1 GiB] */
	unsigned connections;    /* [512] */
	unsigned streams;        /* live streams among them [256] */
	unsigned workers;        /* [8] */
	unsigned head_seconds;   /* from opening, or from the last answer, to a whole head [30] */
	unsigned body_seconds;   /* from the head to a whole body [300] */
	unsigned answer_seconds; /* to take an answer that is not a stream [300] */
	unsigned wake_seconds;   /* between calls to a stream that has nothing to say [15] */
	unsigned stop_seconds;   /* for requests in flight when stopping [10] */
};

#define HTTP_HEAD_MAX ((size_t)24 << 10) /* bytes of request line and fields, about */
#define HTTP_URL_MAX 2048
#define HTTP_FIELDS_MAX 64

/* Called by workers, several at a time; for one request never two at a time. */
struct http_handler {
	void *context;
	/* The head is there. Either answers, or permits a body by http_accept_body. */
	void (*head)(void *context, struct http_request *r);
	/* The body is there, possibly empty. Answers. */
	void (*body)(void *context, struct http_request *r);
	/* The server refuses the request (400, 413, 414, 431, 500, 503): writes the answer with
	 * http_answer. `detail` says what to do. */
	void (*refuse)(void *context, struct http_request *r, unsigned status, const char *code,
		       const char *detail);
	/* The request is over, answered or not: what http_set_state set may be freed. */
	void (*over)(void *context, void *state);
};

struct http_plan {
	const char *listen; /* "127.0.0.1:8080", "[::1]:0", "unix:PATH" */
	bool any_address;   /* permit an address that is not loopback */
	struct http_limits limits;
	struct http_handler handler;
};

/* RC_INVALID "bad-address", "address-not-loopback"; RC_CONFLICT "address-in-use";
 * RC_IO, RC_NOMEM. A Unix socket is made with mode 0600; a left-over one that nobody
 * serves is replaced. */
enum rc http_server_start(const struct http_plan *plan, struct http_server **out,
			  struct err *e) MUST_CHECK;
/* "http://127.0.0.1:43211" or "unix:PATH". */
const char *http_server_address(const struct http_server *s);
/* Another stop_seconds. Any thread. */
void http_server_set_stop_seconds(struct http_server *s, unsigned seconds);
/* From now on connections and requests that are new are refused; those in flight go on.
 * NULL is fine. */
void http_server_refuse(struct http_server *s);
/* The same; ends streams, lets requests in flight finish within stop_seconds, frees. NULL is fine.
 * Not from a handler. */
void http_server_stop(struct http_server *s);

/* ---- the request; slices live until it is over ---- */

enum http_method http_method(const struct http_request *r);
/* Decoded, UTF-8, from "/" on, without query. */
struct slice http_path(const struct http_request *r);
/* First value of a query parameter or a field (names of fields in any case), or absent.
 * Values of parameters are decoded, UTF-8 and without control characters. */
struct slice http_query(struct http_request *r, const char *name);
struct slice http_field(struct http_request *r, const char *name);
struct slice http_cookie(struct http_request *r, const char *name);
struct slice http_peer(const struct http_request *r); /* address of the other side; "unix" */
/* The media type of the body, without parameters, as sent; absent if none was sent. */
struct slice http_body_type(struct http_request *r);
/* The body received. It may be changed in place. */
char *http_body(struct http_request *r, size_t *n);

/* What a handler keeps with the request; `over` gets what was set last, or NULL. */
void http_set_state(struct http_request *r, void *state);
void *http_state(const struct http_request *r);

/* Permits a body of at most `limit` bytes. More is refused with 413, before it is read
 * where the request says its length. */
void http_accept_body(struct http_request *r, size_t limit);

/* Its body's handler may take long: at most half the workers do such work at a time, so
 * that short questions are answered meanwhile. */
void http_set_heavy(struct http_request *r);

/* ---- the answer: exactly one of these three, once ---- */

/* Gives the buffer for the body. If it fails (limit, memory), 500 is sent instead.
 * `type` is static; NULL: no body (204). */
struct buf *http_answer(struct http_request *r, unsigned status, const char *type);
/* `content` must live as long as the server. */
void http_answer_static(struct http_request *r, unsigned status, const char *type,
			struct slice content);

/* A stream of events (text/event-stream): `more` adds what there is to say, in the
 * thread of the sockets, so it must not wait for anything. Called at the start, after
 * http_streams_wake, and every wake_seconds (`idle`). False ends the stream; what was
 * added then is not sent. */
struct http_stream {
	void *context;
	bool (*more)(void *context, bool idle, struct buf *out);
	void (*over)(void *context);
};
/* Refused with 503 when there are too many; then `over` has been called. */
void http_answer_stream(struct http_request *r, const struct http_stream *stream);
/* All streams are asked for more. From any thread; never blocks for long. */
void http_streams_wake(struct http_server *s);

/* A further field of the answer, before or after the call above. Both without control
 * characters. At most HTTP_ANSWER_FIELDS_MAX. */
#define HTTP_ANSWER_FIELDS_MAX 16
void http_answer_field(struct http_request *r, const char *name, const char *value);

/* ---- how it does, for the monitor's page ---- */

struct http_stats {
	uint64_t answers[6]; /* by hundreds of their status; the first: cut off without one */
	uint64_t connections, streams, in_flight;
	const struct histogram *seconds; /* from head to answer, live streams aside */
};
/* Any thread; `seconds` lives as long as the server. */
void http_server_stats(struct http_server *s, struct http_stats *out);

#endif
