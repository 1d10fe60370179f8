/* SPDX-License-Identifier: Apache-2.0 */
#include "api/monitor.h"

#include "api/monitor_text.h"
#include "base/log.h"
#include "flow/counters.h"
#include "flow/unit.h"

#include <stdlib.h>

#define METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"
#define TEXT_TYPE "text/plain; charset=utf-8"
#define MONITOR_WORKERS 2
#define MONITOR_CONNECTIONS 16
/* Less than this, and the next messages might not find room. */
#define DISC_FREE_MIN ((int64_t)256 << 20)

struct monitor {
	struct api *api;
	struct http_server *server;
	atomic_bool stopping;
};

static void say(struct http_request *r, unsigned status, const char *text)
{
	buf_text(http_answer(r, status, TEXT_TYPE), text);
}

static void answer_metrics(struct monitor *m, struct http_request *r)
{
	struct err e;
	struct buf *out = http_answer(r, 200, METRICS_TYPE);
	if (monitor_text(m->api, out, &e) == RC_OK)
		return;
	/* What could be told without the database is told. */
	log_event(LOG_ERROR, "metrics-failed", LF_ERR(&e));
}

/* Why the unit should be sent nothing now; NULL: it is ready. */
static const char *reason_not_ready(struct monitor *m)
{
	struct unit_gauges g;
	struct err e;
	if (m->stopping || unit_is_stopping(m->api->unit))
		return "stopping\n";
	if (unit_gauges_read(m->api->unit, &g, &e) != RC_OK)
		return "database\n";
	return g.disc_free_bytes < DISC_FREE_MIN ? "disc\n" : NULL;
}

static void answer_ready(struct monitor *m, struct http_request *r)
{
	const char *reason = reason_not_ready(m);
	say(r, reason ? 503 : 200, reason ? reason : "ready\n");
}

static void on_head(void *context, struct http_request *r)
{
	struct slice path = http_path(r);
	if (http_method(r) != HTTP_GET)
		say(r, 405, "GET only\n");
	else if (slice_is(path, "/metrics"))
		answer_metrics(context, r);
	else if (slice_is(path, "/health/live"))
		say(r, 200, "live\n");
	else if (slice_is(path, "/health/ready"))
		answer_ready(context, r);
	else
		say(r, 404, "/metrics, /health/live, /health/ready\n");
}

static void on_body(void *context, struct http_request *r)
{
	(void)context;
	say(r, 400, "no body is expected here\n"); /* never permitted by on_head */
}

static void refuse(void *context, struct http_request *r, unsigned status, const char *code,
		   const char *detail)
{
	(void)context;
	(void)code;
	say(r, status, detail);
}

static void on_over(void *context, void *state)
{
	(void)context;
	(void)state;
}

enum rc monitor_start(struct api *api, const char *listen, struct monitor **out, struct err *e)
{
	struct monitor *m = calloc(1, sizeof *m);
	if (!m)
		return err_set(e, RC_NOMEM, "no memory to be watched");
	m->api = api;
	struct http_plan plan = {
		.listen = listen,
		.limits = {.workers = MONITOR_WORKERS, .connections = MONITOR_CONNECTIONS},
		.handler = {.context = m,
			    .head = on_head,
			    .body = on_body,
			    .refuse = refuse,
			    .over = on_over}};
	enum rc rc = http_server_start(&plan, &m->server, e);
	if (rc == RC_OK)
		*out = m;
	else
		free(m);
	return rc;
}

const char *monitor_address(const struct monitor *m)
{
	return http_server_address(m->server);
}

void monitor_stopping(struct monitor *m)
{
	if (m)
		m->stopping = true;
}

void monitor_stop(struct monitor *m)
{
	if (!m)
		return;
	http_server_stop(m->server);
	free(m);
}
