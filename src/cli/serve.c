/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

#include "base/crypto.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/demo.h"
#include "collect/drop.h"
#include "flow/ingest.h"
#include "flow/lists.h"
#include "flow/opened.h"
#include "flow/parts.h"
#include "flow/retention.h"
#include "flow/sealed_match.h"
#include "protect/account.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SETUP_CODE_LETTERS 12
#define RECEIPT_MEMORY ((size_t)512 << 20)
#define TICK_SECONDS 5
#define MESSAGE_MEGABYTES (API_MESSAGE_MAX_DEFAULT >> 20)
#define PARTS_WAIT_MINUTES_MAX 10080 /* a week */

struct serving {
	struct unit *unit;
	struct api *api;
	struct drop *drop;
	struct demo_thread *demo; /* of a demonstration State only */
	int64_t minute;           /* of the last look at what comes of age */
	int64_t day;              /* on which flights to come met the lists */
	int64_t parts_wait_us;    /* how long parts of a list may be missing before it is told */
	char setup_code[SETUP_CODE_LETTERS + 1];
	char socket[PATH_MAX];
};

/* ---- the drop folder ---- */

static void write_receipt(const struct ingest_result *r, struct buf *out)
{
	struct json j;
	json_init(&j, out);
	json_object(&j);
	json_key(&j, "messages");
	json_array(&j);
	LIST_EACH(const struct ingest_message, m, &r->messages)
	{
		char id[24];
		snprintf(id, sizeof id, "%lld", (long long)m->id);
		json_object(&j);
		json_put_str(&j, "id", id);
		json_put_str(&j, "outcome", ingest_outcome_name(m->outcome));
		json_put_str(&j, "type", m->type);
		json_put_opt(&j, "reference", m->reference);
		json_put_i64(&j, "travellers", m->travellers);
		json_put_i64(&j, "findings", m->findings.count);
		json_object_end(&j);
	}
	json_array_end(&j);
	json_put_i64(&j, "new", r->fresh);
	json_put_i64(&j, "repeated", r->repeated);
	json_put_i64(&j, "quarantined", r->quarantined);
	json_put_i64(&j, "tests", r->tests);
	json_put_i64(&j, "outside", r->outside);
	json_object_end(&j);
}

static void take_dropped(void *context, struct drop_file *files, unsigned count)
{
	static const struct ingest_source from = {.channel = "drop"};
	struct serving *s = context;
	struct arena *a = arena_new(RECEIPT_MEMORY);
	struct ingest_item *items = calloc(count, sizeof *items);
	for (unsigned i = 0; i < count; i++) {
		files[i].rc = err_set(&files[i].err, RC_NOMEM, "no memory to take in a file");
		if (items)
			items[i] = (struct ingest_item){.from = &from,
							.bytes = files[i].content.p,
							.n = files[i].content.n,
							.arena = a};
	}
	if (a && items)
		ingest_items(s->unit, items, count);
	for (unsigned i = 0; a && items && i < count; i++) {
		files[i].rc = items[i].rc;
		files[i].err = items[i].err;
		if (items[i].rc == RC_OK)
			write_receipt(&items[i].result, &files[i].receipt);
	}
	free(items);
	arena_free(a);
}

static enum rc start_drop(struct serving *s, struct err *e)
{
	char folder[PATH_MAX];
	int n = snprintf(folder, sizeof folder, "%s/drop", unit_folder(s->unit));
	if (n < 0 || n >= PATH_MAX)
		return err_set(e, RC_INVALID, "the path of the data folder is too long");
	struct drop_plan plan = {
		.folder = folder, .file_max = INGEST_INPUT_MAX, .context = s, .take = take_dropped};
	return drop_start(&plan, &s->drop, e);
}

/* ---- start and stop ---- */

static enum rc make_setup_code(struct serving *s, struct err *e)
{
	bool needed = false;
	enum rc rc = setup_needed(unit_store(s->unit), &needed, e);
	if (rc == RC_OK && needed)
		random_code(s->setup_code, SETUP_CODE_LETTERS);
	return rc;
}

static enum rc start(struct serving *s, struct api_options *o, struct err *e)
{
	int n = snprintf(s->socket, sizeof s->socket, "unix:%s/piu.sock", unit_folder(s->unit));
	if (n < 0 || n >= (int)sizeof s->socket)
		return err_set(e, RC_INVALID, "the path of the data folder is too long");
	enum rc rc = make_setup_code(s, e);
	o->setup_code = s->setup_code[0] ? s->setup_code : NULL;
	o->operator_socket = s->socket;
	if (rc == RC_OK)
		rc = api_start(s->unit, o, &s->api, e);
	if (rc == RC_OK)
		rc = start_drop(s, e);
	if (rc == RC_OK && unit_about(s->unit)->fictitious)
		rc = demo_thread_start(s->unit, &s->demo, e);
	return rc;
}

static void stop(struct serving *s)
{
	demo_thread_stop(s->demo);
	drop_stop(s->drop);
	api_stop(s->api);
	unit_close(s->unit);
}

static void announce(const struct serving *s)
{
	printf("%s is served at %s\n", unit_about(s->unit)->name, api_address(s->api));
	if (s->setup_code[0])
		printf("It has no users yet. Open that address and make the administrator with the "
		       "code %s\n",
		       s->setup_code);
	if (!unit_about(s->unit)->legal_basis[0])
		printf("It has no legal basis yet and takes in nothing (R-001): stop it and run\n"
		       "`piu init --data %s --legal-basis TEXT`.\n",
		       unit_folder(s->unit));
	fflush(stdout);
}

/* What comes of age is sealed or deleted within a minute. */
static void keep_retention(struct serving *s)
{
	struct err e;
	struct actor system = actor_system();
	struct retention_report done;
	unsigned hits;
	int64_t minute = unit_now(s->unit) / MINUTE_US;
	if (minute == s->minute)
		return;
	s->minute = minute;
	opened_sweep(s->unit);
	if (retention_run(s->unit, &system, true, &done, &e) != RC_OK)
		log_event(LOG_ERROR, "retention-failed", LF_ERR(&e));
	if (sealed_match_lists(s->unit, &hits, &e) != RC_OK)
		log_event(LOG_ERROR, "sealed-match-failed", LF_ERR(&e));
}

/* List entries begin and end with days: the index is made anew for each. */
static void begin_day(struct serving *s)
{
	struct err e;
	int64_t day = unit_now(s->unit) / DAY_US;
	if (day == s->day)
		return;
	s->day = day;
	if (lists_new_day(s->unit, &e) != RC_OK)
		log_event(LOG_ERROR, "new-day-failed", LF_ERR(&e));
}

/* After a stop over midnight the day's lists are still to be met. */
static int64_t day_of_lists(struct unit *u)
{
	struct date day;
	struct err e;
	if (lists_day(u, &day, &e) == RC_OK)
		return date_present(day) ? date_days(day) : 0;
	log_event(LOG_ERROR, "new-day-failed", LF_ERR(&e));
	return 0;
}

static void tell_missing_parts(struct serving *s)
{
	struct err e;
	unsigned told;
	if (parts_overdue(s->unit, s->parts_wait_us, &told, &e) != RC_OK)
		log_event(LOG_ERROR, "parts-overdue-failed", LF_ERR(&e));
}

static void tick(struct serving *s)
{
	keep_retention(s);
	begin_day(s);
	keep_retention(s);
	tell_missing_parts(s);
}

static void wait_for_signal(struct serving *s, const sigset_t *signals)
{
	const struct timespec patience = {.tv_sec = TICK_SECONDS};
	while (sigtimedwait(signals, NULL, &patience) < 0) {
		if (errno == EAGAIN)
			tick(s);
	}
}

static int serve(struct unit *u, struct api_options o, int64_t parts_wait_us)
{
	struct serving s = {.unit = u, .day = day_of_lists(u), .parts_wait_us = parts_wait_us};
	struct err e;
	sigset_t signals;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &signals, NULL); /* before any thread starts */
	signal(SIGPIPE, SIG_IGN);
	int status = EXIT_DONE;
	if (start(&s, &o, &e) == RC_OK) {
		announce(&s);
		wait_for_signal(&s, &signals);
	} else {
		status = say_failure(&e);
	}
	stop(&s);
	return status;
}

int command_serve(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct api_options o = {0};
	const char *parts_wait = NULL, *message_max = NULL;
	uint64_t parts_wait_minutes = PARTS_WAIT_MINUTES, megabytes = MESSAGE_MEGABYTES;
	struct unit *u;
	int count, status;
	const struct option_row options[] = {
		{"listen", "ADDRESS", &o.listen, NULL,
		 "ADDR:PORT (default 127.0.0.1:8080; port 0: a free one) or unix:PATH"},
		{"behind-edge", NULL, NULL, &o.behind_edge,
		 "a TLS edge stands in front (docs/deploy-nginx.md)"},
		{"any-address", NULL, NULL, &o.any_address,
		 "permit an address that other machines reach"},
		{"message-max", "MEGABYTES", &message_max, NULL,
		 "largest input over HTTP (default 64, at most 256)"},
		{"parts-wait", "MINUTES", &parts_wait, NULL,
		 "how long parts of a list may be missing before it is told (default 60)"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count > 0)
		return usage_error(c, "serve takes no arguments");
	if (!option_number(parts_wait, 1, PARTS_WAIT_MINUTES_MAX, &parts_wait_minutes))
		return usage_error(c, "--parts-wait is a number of minutes from 1 to %d",
				   PARTS_WAIT_MINUTES_MAX);
	if (!option_number(message_max, 1, INGEST_INPUT_MAX >> 20, &megabytes))
		return usage_error(c, "--message-max is a number of megabytes from 1 to %zu",
				   INGEST_INPUT_MAX >> 20);
	o.message_max = (size_t)megabytes << 20;
	if (!o.listen)
		o.listen = "127.0.0.1:8080";
	if (!open_unit(&common, UNIT_SERVE, &u))
		return EXIT_REFUSED;
	return serve(u, o, (int64_t)parts_wait_minutes * MINUTE_US);
}
