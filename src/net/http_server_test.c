/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "net/http_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* ---- a server that answers with what it was asked ---- */

struct world {
	struct http_server *server;
	atomic_int over, slow_started, bodies;
	atomic_uint events;
};

static void head(void *context, struct http_request *r)
{
	(void)context;
	struct slice path = http_path(r);
	if (slice_is(path, "/no"))
		buf_text(http_answer(r, 403, "text/plain"), "no");
	else
		http_accept_body(r, slice_is(path, "/large") ? (size_t)1 << 20 : 1000);
}

struct teller {
	struct world *w;
	unsigned told;
};

static bool tell(void *context, bool idle, struct buf *out)
{
	struct teller *t = context;
	unsigned now = atomic_load(&t->w->events);
	if (idle)
		buf_text(out, ":\n\n");
	while (t->told < now)
		buf_printf(out, "data: %u\n\n", ++t->told);
	return now < 100;
}

static void tell_over(void *context)
{
	struct teller *t = context;
	atomic_fetch_add(&t->w->over, 1000);
	free(t);
}

static void body(void *context, struct http_request *r)
{
	struct world *w = context;
	size_t n;
	char *bytes = http_body(r, &n);
	atomic_fetch_add(&w->bodies, 1);
	if (slice_is(http_path(r), "/slow")) {
		atomic_store(&w->slow_started, 1);
		usleep(200000);
	}
	if (slice_is(http_path(r), "/events")) {
		struct teller *t = calloc(1, sizeof *t);
		t->w = w;
		http_answer_stream(r, &(struct http_stream){t, tell, tell_over});
		return;
	}
	struct buf *out = http_answer(r, 200, "text/plain");
	if (slice_is(http_path(r), "/long"))
		for (unsigned i = 0; i < 1 << 20; i++)
			buf_text(out, "0123456789abcdef");
	struct slice q = http_query(r, "q"), cookie = http_cookie(r, "a");
	buf_printf(out, "<%.*s|%.*s|%.*s|%zu:%.*s>", SLICE_ARG(http_path(r)), SLICE_ARG(q),
		   SLICE_ARG(cookie), n, (int)(n < 20 ? n : 20), bytes ? bytes : "");
}

static void refuse(void *context, struct http_request *r, unsigned status, const char *code,
		   const char *detail)
{
	(void)context;
	(void)detail;
	buf_text(http_answer(r, status, "text/plain"), code);
}

static void over(void *context, void *state)
{
	struct world *w = context;
	assert_null(state);
	atomic_fetch_add(&w->over, 1);
}

static struct world *start(const char *listen, struct http_limits limits)
{
	struct world *w = calloc(1, sizeof *w);
	struct err e = {0};
	struct http_plan plan = {
		.listen = listen, .limits = limits, .handler = {w, head, body, refuse, over}};
	assert_int_equal(http_server_start(&plan, &w->server, &e), RC_OK);
	return w;
}

static void stop(struct world *w)
{
	http_server_stop(w->server);
	free(w);
}

/* ---- a client that says anything ---- */

static int dial(const struct world *w)
{
	const char *address = http_server_address(w->server);
	if (strncmp(address, "unix:", 5) == 0) {
		struct sockaddr_un at = {.sun_family = AF_UNIX};
		snprintf(at.sun_path, sizeof at.sun_path, "%.100s", address + 5);
		int fd = socket(AF_UNIX, SOCK_STREAM, 0);
		assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
		return fd;
	}
	struct sockaddr_in at = {.sin_family = AF_INET};
	at.sin_port = htons((uint16_t)atoi(strrchr(address, ':') + 1));
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	return fd;
}

static void say(int fd, const char *text, size_t n)
{
	/* The other side may have closed: that is an answer too. */
	ssize_t ignored = send(fd, text, n, MSG_NOSIGNAL);
	(void)ignored;
}

/* Reads until `until` was seen, the other side closed ("[closed]" is added), or `wait_ms`
 * passed in silence ("[silence]"). */
static const char *hear(int fd, const char *until, int wait_ms, char *out, size_t room)
{
	size_t n = 0;
	out[0] = '\0';
	while (n + 12 < room && !(until && strstr(out, until))) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		if (poll(&p, 1, wait_ms) == 0)
			return strcat(out, "[silence]");
		ssize_t got = recv(fd, out + n, room - n - 12, 0);
		if (got <= 0)
			return strcat(out, "[closed]");
		n += (size_t)got;
		out[n] = '\0';
	}
	return out;
}

static char heard[20000];

static const char *ask_n(const struct world *w, const char *text, size_t n)
{
	int fd = dial(w);
	say(fd, text, n);
	shutdown(fd, SHUT_WR);
	hear(fd, NULL, 5000, heard, sizeof heard);
	close(fd);
	return heard;
}

static const char *ask(const struct world *w, const char *text)
{
	return ask_n(w, text, strlen(text));
}

#define H "Host: a\r\n"
#define assert_heard(text, part) \
	do { \
		const char *text_ = (text); \
		if (!strstr(text_, (part))) \
			fail_msg("\"%s\" is not in \"%.300s\"", (part), text_); \
	} while (0)

/* ---- tests ---- */

static void a_request_is_answered_with_decoded_values(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){0});
	int fd = dial(w);
	static const char text[] = "GET /a%20b?q=1+2%2B3 HTTP/1.1\r\n" H
				   "Cookie: b=1; a=xyz\r\n\r\n";
	say(fd, text, strlen(text));
	assert_heard(hear(fd, ">", 5000, heard, sizeof heard), "</a b|1 2+3|xyz|0:>");
	static const char post[] = "POST /p HTTP/1.1\r\n" H "Content-Length: 5\r\n\r\nhello";
	say(fd, post, strlen(post));
	assert_heard(hear(fd, ">", 5000, heard, sizeof heard), "</p|||5:hello>");
	static const char chunks[] = "POST /c HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n"
				     "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
	say(fd, chunks, strlen(chunks));
	assert_heard(hear(fd, ">", 5000, heard, sizeof heard), "</c|||5:hello>");
	close(fd);
	stop(w);
}

static void pipelined_requests_are_answered_in_order(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){0});
	int fd = dial(w);
	static const char text[] = "GET /1 HTTP/1.1\r\n" H "\r\nPOST /2 HTTP/1.1\r\n" H
				   "Content-Length: 2\r\n\r\nabGET /3 HTTP/1.1\r\n" H "\r\n";
	say(fd, text, strlen(text));
	const char *all = hear(fd, "</3|||0:>", 5000, heard, sizeof heard);
	assert_heard(all, "</1|||0:>");
	assert_heard(all, "</2|||2:ab>");
	assert_true(strstr(all, "</1") < strstr(all, "</2") &&
		    strstr(all, "</2") < strstr(all, "</3"));
	close(fd);
	stop(w);
}

/* The list of requests that servers on the way may read differently. */
#define T(literal) (literal), sizeof(literal) - 1
static const struct {
	const char *what, *text;
	size_t n;
	const char *answer; /* NULL: any, or none, but not 200 */
} hostile[] = {
	{"length and chunks",
	 T("POST / HTTP/1.1\r\n" H
	   "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
	 " 400 "},
	{"two lengths",
	 T("POST / HTTP/1.1\r\n" H "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), NULL},
	{"two equal lengths",
	 T("POST / HTTP/1.1\r\n" H "Content-Length: 1\r\nContent-Length: 1\r\n\r\na"), NULL},
	{"two lengths in one", T("POST / HTTP/1.1\r\n" H "Content-Length: 5, 5\r\n\r\nhello"),
	 NULL},
	{"length with a sign", T("POST / HTTP/1.1\r\n" H "Content-Length: +5\r\n\r\nhello"), NULL},
	{"length below zero", T("POST / HTTP/1.1\r\n" H "Content-Length: -1\r\n\r\nhello"), NULL},
	{"length beyond all",
	 T("POST / HTTP/1.1\r\n" H "Content-Length: 99999999999999999999\r\n\r\n"), NULL},
	{"hexadecimal length", T("POST / HTTP/1.1\r\n" H "Content-Length: 0x5\r\n\r\nhello"), NULL},
	{"unknown coding",
	 T("POST / HTTP/1.1\r\n" H "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), NULL},
	{"two codings",
	 T("POST / HTTP/1.1\r\n" H "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), NULL},
	{"coding twice",
	 T("POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n"
	   "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
	 NULL},
	{"blank before the colon", T("GET / HTTP/1.1\r\n" H "X-A : b\r\n\r\n"), " 400 "},
	{"blank before the colon of the length",
	 T("POST / HTTP/1.1\r\n" H "Content-Length : 5\r\n\r\nhello"), " 400 "},
	{"folded field", T("GET / HTTP/1.1\r\n" H "X-A: b\r\n  c\r\n\r\n"), " 400 "},
	{"folded last field that becomes a length",
	 T("POST / HTTP/1.1\r\n" H "Content-Leng: 5\r\n th\r\n\r\nhello"), " 400 "},
	{"fold after the request line", T("GET / HTTP/1.1\r\n X: a\r\n" H "\r\n"), NULL},
	{"NUL in a value", T("GET / HTTP/1.1\r\n" H "X-A: b\0c\r\nX-B: d\r\n\r\n"), " 400 "},
	{"NUL in the last value", T("GET / HTTP/1.1\r\n" H "X-A: b\0c\r\n\r\n"), " 400 "},
	{"NUL in a name", T("GET / HTTP/1.1\r\n" H "X\0A: b\r\n\r\n"), NULL},
	{"NUL in the path", T("GET /a\0b HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"NUL in the query", T("GET /a?b=\0c HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"bare CR in a value", T("GET / HTTP/1.1\r\n" H "X-A: b\rX-B: c\r\n\r\n"), " 400 "},
	{"control character", T("GET / HTTP/1.1\r\n" H "X-A: b\x01\r\n\r\n"), " 400 "},
	{"name with a bracket", T("GET / HTTP/1.1\r\n" H "X(A): b\r\n\r\n"), " 400 "},
	{"empty name", T("GET / HTTP/1.1\r\n" H ": b\r\n\r\n"), NULL},
	{"line without colon", T("GET / HTTP/1.1\r\n" H "abc\r\n\r\n"), NULL},
	{"bare line feeds", T("GET / HTTP/1.1\nHost: a\n\n"), " 400 "},
	{"no Host", T("GET / HTTP/1.1\r\n\r\n"), " 400 "},
	{"no Host in HTTP/1.0", T("GET / HTTP/1.0\r\n\r\n"), " 400 "},
	{"two Hosts", T("GET / HTTP/1.1\r\n" H "Host: b\r\n\r\n"), " 400 "},
	{"whole address", T("GET http://b/ HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"star", T("OPTIONS * HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"CONNECT", T("CONNECT a:443 HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"encoded NUL", T("GET /a%00b HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"encoded line end", T("GET /a%0d%0aX:%20b HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"encoded slash", T("GET /a%2fb HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"half an escape", T("GET /a%2 HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"escape that is none", T("GET /a%zz HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"encoded bytes that are not UTF-8", T("GET /%ff HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"overlong UTF-8", T("GET /%c0%af HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"malformed query", T("GET /?q=%f HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"NUL in a query", T("GET /?q=a%00 HTTP/1.1\r\n" H "\r\n"), " 400 "},
	{"bad chunk size",
	 T("POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n"), NULL},
	{"overflowing chunk size",
	 T("POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nab\r\n"),
	 NULL},
	{"HTTP/2", T("GET / HTTP/2.0\r\n" H "\r\n"), " 505 "},
	{"HTTP/0.9", T("GET /\r\n\r\n"), NULL},
	{"two blanks", T("GET  /  HTTP/1.1\r\n" H "\r\n"), NULL},
	{"nothing but noise", T("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), NULL},
};

static void hostile_requests_are_refused_and_the_server_lives_on(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){0});
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		const char *answer = ask_n(w, hostile[i].text, hostile[i].n);
		if (strstr(answer, " 200 ") || !strstr(answer, "[closed]") ||
		    (hostile[i].answer && !strstr(answer, hostile[i].answer)))
			fail_msg("%s: \"%.200s\"", hostile[i].what, answer);
	}
	assert_int_equal(atomic_load(&w->bodies), 0);
	assert_heard(ask(w, "GET /alive HTTP/1.1\r\n" H "\r\n"), "</alive");
	stop(w);
}

static void heads_beyond_the_limits_are_refused(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){0});
	struct buf b;
	buf_init(&b, 1 << 20);
	buf_text(&b, "GET /");
	for (unsigned i = 0; i < HTTP_URL_MAX; i++)
		buf_char(&b, 'a');
	buf_text(&b, " HTTP/1.1\r\n" H "\r\n");
	assert_heard(ask_n(w, b.p, b.n), " 414 ");
	buf_clear(&b);
	buf_text(&b, "GET / HTTP/1.1\r\n" H "X: ");
	for (unsigned i = 0; i < 65536; i++)
		buf_char(&b, 'a');
	buf_text(&b, "\r\n\r\n");
	assert_null(strstr(ask_n(w, b.p, b.n), " 200 "));
	buf_clear(&b);
	buf_text(&b, "GET / HTTP/1.1\r\n" H);
	for (unsigned i = 0; i < 2000; i++)
		buf_printf(&b, "X%u: a\r\n", i);
	buf_text(&b, "\r\n");
	assert_null(strstr(ask_n(w, b.p, b.n), " 200 "));
	buf_clear(&b);
	buf_text(&b, "GET / HTTP/1.1\r\n" H);
	for (unsigned i = 0; i < HTTP_FIELDS_MAX; i++)
		buf_printf(&b, "X%u: a\r\n", i);
	buf_text(&b, "\r\n");
	assert_heard(ask_n(w, b.p, b.n), " 400 ");
	buf_release(&b);
	stop(w);
}

static void a_body_that_says_it_is_too_large_is_refused_before_it_is_read(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){0});
	int fd = dial(w);
	static const char text[] = "POST / HTTP/1.1\r\n" H "Content-Length: 99999999\r\n\r\n";
	say(fd, text, strlen(text));
	assert_heard(hear(fd, "[closed]", 5000, heard, sizeof heard), " 413 ");
	assert_heard(heard, "[closed]");
	close(fd);
	static const char polite[] = "POST / HTTP/1.1\r\n" H
				     "Content-Length: 2000\r\nExpect: 100-continue\r\n\r\n";
	fd = dial(w);
	say(fd, polite, strlen(polite));
	assert_heard(hear(fd, "[closed]", 5000, heard, sizeof heard), "HTTP/1.1 413 ");
	assert_null(strstr(heard, " 100 "));
	close(fd);
	assert_int_equal(atomic_load(&w->bodies), 0);
	stop(w);
}

static void a_client_that_asks_is_told_to_send(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){0});
	static const char polite[] = "POST / HTTP/1.1\r\n" H
				     "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n";
	int fd = dial(w);
	say(fd, polite, strlen(polite));
	assert_heard(hear(fd, "\r\n\r\n", 5000, heard, sizeof heard), " 100 ");
	say(fd, "ab", 2);
	assert_heard(hear(fd, ">", 5000, heard, sizeof heard), "</|||2:ab>");
	close(fd);
	stop(w);
}

static void a_body_that_grows_too_large_is_refused(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){0});
	struct buf b;
	buf_init(&b, 1 << 20);
	buf_text(&b, "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n");
	for (unsigned i = 0; i < 101; i++)
		buf_text(&b, "a\r\n0123456789\r\n");
	buf_text(&b, "0\r\n\r\nGET /next HTTP/1.1\r\n" H "\r\n");
	const char *answer = ask_n(w, b.p, b.n);
	assert_heard(answer, " 413 ");
	assert_heard(answer, "too-large");
	assert_heard(answer, "</next|||0:>");
	buf_release(&b);
	stop(w);
}

static void all_bodies_together_have_a_limit(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){.bodies_bytes = 100000});
	int fd = dial(w);
	static const char open[] = "POST /large HTTP/1.1\r\n" H "Content-Length: 90000\r\n\r\n";
	static char part[90000];
	memset(part, 'a', sizeof part);
	say(fd, open, strlen(open));
	say(fd, part, 60000);
	usleep(100000);
	int other = dial(w);
	say(other, open, strlen(open));
	say(other, part, sizeof part);
	assert_heard(hear(other, "busy", 5000, heard, sizeof heard), " 503 ");
	close(other);
	close(fd);
	stop(w);
}

static void an_early_answer_keeps_the_connection_when_the_body_is_small(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){0});
	const char *answer = ask(w, "POST /no HTTP/1.1\r\n" H "Content-Length: 5\r\n\r\nhello"
				    "GET /next HTTP/1.1\r\n" H "\r\n");
	assert_heard(answer, " 403 ");
	assert_heard(answer, "</next|||0:>");
	stop(w);
}

static void slow_heads_and_bodies_are_cut_off(void **state)
{
	(void)state;
	struct world *w =
		start("127.0.0.1:0", (struct http_limits){.head_seconds = 1, .body_seconds = 1});
	int first = dial(w), second = dial(w);
	static const char post[] = "POST / HTTP/1.1\r\n" H "Content-Length: 100\r\n\r\n";
	say(second, post, strlen(post));
	int64_t began = clock_monotonic();
	/* A byte now and then does not help. */
	for (unsigned i = 0; i < 8; i++) {
		say(first, "G", 1);
		say(second, "a", 1);
		usleep(200000);
	}
	assert_heard(hear(first, NULL, 3000, heard, sizeof heard), "[closed]");
	assert_heard(hear(second, NULL, 3000, heard, sizeof heard), "[closed]");
	assert_true(clock_monotonic() - began < 5 * SECOND_US);
	close(first);
	close(second);
	assert_heard(ask(w, "GET /alive HTTP/1.1\r\n" H "\r\n"), "</alive");
	stop(w);
}

static void who_does_not_take_an_answer_is_cut_off(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){.answer_seconds = 1});
	static const char text[] = "GET /long HTTP/1.1\r\n" H "\r\n";
	int fd = dial(w);
	say(fd, text, strlen(text));
	int64_t began = clock_monotonic();
	while (atomic_load(&w->over) == 0 && clock_monotonic() - began < 5 * SECOND_US)
		usleep(20000);
	assert_int_equal(atomic_load(&w->over), 1);
	close(fd);
	assert_heard(ask(w, "GET /alive HTTP/1.1\r\n" H "\r\n"), "</alive");
	stop(w);
}

static void a_stream_tells_what_happens_until_it_ends(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){.wake_seconds = 1});
	int fd = dial(w);
	static const char text[] = "GET /events HTTP/1.1\r\n" H "\r\n";
	say(fd, text, strlen(text));
	assert_heard(hear(fd, "\r\n\r\n", 5000, heard, sizeof heard), "text/event-stream");
	atomic_store(&w->events, 2);
	http_streams_wake(w->server);
	assert_heard(hear(fd, "data: 2", 5000, heard, sizeof heard), "data: 1");
	assert_heard(hear(fd, ":\n\n", 5000, heard, sizeof heard), ":\n\n");
	atomic_store(&w->events, 100);
	http_streams_wake(w->server);
	assert_heard(hear(fd, "0\r\n\r\n", 5000, heard, sizeof heard), "0\r\n\r\n");
	close(fd);
	stop(w);
}

static void too_many_streams_are_refused(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){.streams = 1});
	int fd = dial(w);
	static const char text[] = "GET /events HTTP/1.1\r\n" H "\r\n";
	say(fd, text, strlen(text));
	hear(fd, "\r\n\r\n", 5000, heard, sizeof heard);
	assert_heard(ask(w, text), " 503 ");
	close(fd);
	stop(w);
}

static void *poke(void *context)
{
	struct world *w = context;
	for (unsigned i = 0; i < 90; i++) {
		atomic_fetch_add(&w->events, 1);
		http_streams_wake(w->server);
		usleep(500);
	}
	return NULL;
}

static void streams_survive_wakes_and_lost_readers(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){0});
	static const char text[] = "GET /events HTTP/1.1\r\n" H "\r\n";
	int fds[20];
	pthread_t thread;
	for (unsigned i = 0; i < 20; i++) {
		fds[i] = dial(w);
		say(fds[i], text, strlen(text));
	}
	pthread_create(&thread, NULL, poke, w);
	for (unsigned i = 0; i < 10; i++)
		close(fds[i]);
	for (unsigned i = 10; i < 20; i++)
		assert_heard(hear(fds[i], "data: 90\n", 5000, heard, sizeof heard), "data: 45\n");
	pthread_join(thread, NULL);
	for (unsigned i = 10; i < 20; i++)
		close(fds[i]);
	stop(w);
}

static void stopping_finishes_requests_and_ends_streams(void **state)
{
	(void)state;
	struct world *w = start("127.0.0.1:0", (struct http_limits){.stop_seconds = 2});
	int slow = dial(w), stream = dial(w), stuck = dial(w), idle = dial(w);
	static const char a[] = "GET /slow HTTP/1.1\r\n" H "\r\n";
	static const char b[] = "GET /events HTTP/1.1\r\n" H "\r\n";
	static const char c[] = "POST / HTTP/1.1\r\n" H "Content-Length: 10\r\n\r\nab";
	say(stream, b, strlen(b));
	hear(stream, "\r\n\r\n", 5000, heard, sizeof heard);
	say(stuck, c, strlen(c));
	say(slow, a, strlen(a));
	while (!atomic_load(&w->slow_started))
		usleep(1000);
	int64_t began = clock_monotonic();
	http_server_stop(w->server);
	assert_true(clock_monotonic() - began < 4 * SECOND_US);
	assert_heard(hear(slow, NULL, 1000, heard, sizeof heard), "</slow");
	assert_heard(hear(stream, NULL, 1000, heard, sizeof heard), "0\r\n\r\n");
	assert_heard(hear(stuck, NULL, 1000, heard, sizeof heard), "[closed]");
	/* slow, stream and stuck are over; the stream was told so too. */
	assert_int_equal(atomic_load(&w->over), 1003);
	close(slow);
	close(stream);
	close(stuck);
	close(idle);
	free(w);
}

static void a_unix_socket_is_served_and_removed(void **state)
{
	(void)state;
	char folder[] = "/tmp/http_test_XXXXXX", listen[64];
	assert_non_null(mkdtemp(folder));
	snprintf(listen, sizeof listen, "unix:%s/s", folder);
	struct world *w = start(listen, (struct http_limits){0});
	assert_heard(ask(w, "GET /x HTTP/1.1\r\n" H "\r\n"), "</x");
	struct http_server *second;
	struct err e;
	struct http_plan plan = {.listen = listen, .handler = {w, head, body, refuse, over}};
	assert_int_equal(http_server_start(&plan, &second, &e), RC_CONFLICT);
	assert_string_equal(e.code, "address-in-use");
	stop(w);
	assert_int_equal(rmdir(folder), 0);
}

static void addresses_that_others_reach_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *listen, *code;
	} cases[] = {
		{"0.0.0.0:0", "address-not-loopback"},
		{"[::]:0", "address-not-loopback"},
		{"192.0.2.1:80", "address-not-loopback"},
		{"8080", "bad-address"},
		{"127.0.0.1", "bad-address"},
		{"127.0.0.1:65536", "bad-address"},
		{"127.0.0.1:-1", "bad-address"},
		{"example.org:80", "bad-address"},
		{"unix:", "bad-address"},
		{":80", "bad-address"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_server *s;
		struct err e = {0};
		struct http_plan plan = {.listen = cases[i].listen,
					 .handler = {NULL, head, body, refuse, over}};
		assert_int_equal(http_server_start(&plan, &s, &e), RC_INVALID);
		assert_string_equal(e.code, cases[i].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_is_answered_with_decoded_values),
		cmocka_unit_test(pipelined_requests_are_answered_in_order),
		cmocka_unit_test(hostile_requests_are_refused_and_the_server_lives_on),
		cmocka_unit_test(heads_beyond_the_limits_are_refused),
		cmocka_unit_test(a_body_that_says_it_is_too_large_is_refused_before_it_is_read),
		cmocka_unit_test(a_client_that_asks_is_told_to_send),
		cmocka_unit_test(a_body_that_grows_too_large_is_refused),
		cmocka_unit_test(all_bodies_together_have_a_limit),
		cmocka_unit_test(an_early_answer_keeps_the_connection_when_the_body_is_small),
		cmocka_unit_test(slow_heads_and_bodies_are_cut_off),
		cmocka_unit_test(who_does_not_take_an_answer_is_cut_off),
		cmocka_unit_test(a_stream_tells_what_happens_until_it_ends),
		cmocka_unit_test(too_many_streams_are_refused),
		cmocka_unit_test(streams_survive_wakes_and_lost_readers),
		cmocka_unit_test(stopping_finishes_requests_and_ends_streams),
		cmocka_unit_test(a_unix_socket_is_served_and_removed),
		cmocka_unit_test(addresses_that_others_reach_are_refused),
	};
	return cmocka_run_group_tests_name("net/http_server", tests, NULL, NULL);
}
