/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

#include "base/crypto.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/demo.h"
#include "cli/serve_settings.h"
#include "cli/supervisor.h"
#include "cli/timers.h"
#include "collect/drop.h"
#include "flow/ingest.h"
#include "flow/lists.h"
#include "flow/rescreen.h"
#include "flow/trail.h"
#include "protect/account.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SETUP_CODE_LETTERS 12
#define RECEIPT_MEMORY ((size_t)512 << 20)
#define STOP_GRACE_SECONDS 10 /* beyond what was asked for, before it is cut short */

struct serving {
	struct unit *unit;
	struct api *api;
	struct drop *drop;
	struct demo_thread *demo; /* of a demonstration State only */
	struct timers *timers;
	struct serve_settings settings;
	sigset_t signals; /* that it waits for */
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
	json_put_i64(&j, "refused", r->refused);
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

static enum rc start_api(struct serving *s, struct err *e)
{
	const struct serve_settings *told = &s->settings;
	struct api_options o = {.listen = told->listen,
				.any_address = told->any_address,
				.behind_edge = told->behind_edge,
				.monitor = told->monitor,
				.setup_code = s->setup_code[0] ? s->setup_code : NULL,
				.operator_socket = s->socket,
				.message_max = (size_t)told->message_megabytes << 20,
				.stop_seconds = (unsigned)told->stop_seconds};
	return api_start(s->unit, &o, &s->api, e);
}

static enum rc start(struct serving *s, struct err *e)
{
	int n = snprintf(s->socket, sizeof s->socket, "unix:%s/piu.sock", unit_folder(s->unit));
	if (n < 0 || n >= (int)sizeof s->socket)
		return err_set(e, RC_INVALID, "the path of the data folder is too long");
	enum rc rc = make_setup_code(s, e);
	if (rc == RC_OK)
		rc = start_api(s, e);
	if (rc == RC_OK)
		rc = start_drop(s, e);
	if (rc == RC_OK)
		rc = rescreen_start(s->unit, e);
	if (rc == RC_OK && unit_about(s->unit)->fictitious)
		rc = demo_thread_start(s->unit, &s->demo, e);
	if (rc == RC_OK)
		rc = timers_start(s->unit, s->settings.parts_wait_minutes, &s->timers, e);
	return rc;
}

/* First what is new is refused, at every door; then what is under way finishes. */
static void stop(struct serving *s)
{
	struct checkpoint_row last;
	struct err e;
	unit_stop_soon(s->unit);
	drop_stopping(s->drop);
	demo_thread_stop(s->demo);
	api_stop(s->api);
	drop_stop(s->drop);
	rescreen_stop(s->unit);
	timers_stop(s->timers);
	if (trail_sign(s->unit, &last, &e) != RC_OK)
		log_event(LOG_ERROR, "audit-checkpoint-failed", LF_ERR(&e));
	unit_close(s->unit);
}

struct stopping {
	struct serving *serving;
	atomic_bool done;
};

static void *stop_thread(void *context)
{
	struct stopping *p = context;
	stop(p->serving);
	p->done = true;
	return NULL;
}

/* What is still under way then was not acknowledged, and its transaction is undone. */
static _Noreturn void cut_short(void)
{
	log_event(LOG_ERROR, "stop-cut-short", LF_I64("status", EXIT_REFUSED));
	_exit(EXIT_REFUSED);
}

/* A second signal, or too long a wait, ends the program at once. */
static void stop_in_time(struct serving *s)
{
	struct stopping p = {.serving = s};
	const struct timespec moment = {.tv_nsec = 20000000};
	sigset_t again = s->signals;
	int64_t began = clock_monotonic();
	int64_t most_us = (int64_t)(s->settings.stop_seconds + STOP_GRACE_SECONDS) * SECOND_US;
	pthread_t thread;
	sigdelset(&again, SIGHUP);
	unit_stop_soon(s->unit);
	log_event(LOG_INFO, "unit-stopping", LF_I64("wait_seconds", s->settings.stop_seconds));
	supervisor_tell("STOPPING=1");
	if (pthread_create(&thread, NULL, stop_thread, &p) != 0) {
		stop(s);
		return;
	}
	while (!p.done)
		if (sigtimedwait(&again, NULL, &moment) > 0 || clock_monotonic() - began > most_us)
			cut_short();
	pthread_join(thread, NULL);
	log_event(LOG_INFO, "unit-stopped",
		  LF_I64("milliseconds", (clock_monotonic() - began) / 1000));
}

static void announce(const struct serving *s)
{
	printf("%s is served at %s\n", unit_about(s->unit)->name, api_address(s->api));
	if (api_monitor_address(s->api))
		printf("Metrics and health are at %s\n", api_monitor_address(s->api));
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

static void reload(struct serving *s, const struct command *c, int argc, char *const *argv)
{
	struct serve_settings next;
	int status;
	if (!serve_settings_read(c, argc, argv, &next, &status)) {
		log_event(LOG_ERROR, "settings-refused", LF_WORD("kept", "those before"));
		return;
	}
	unsigned changed = serve_settings_change(&s->settings, &next);
	api_set_message_max(s->api, (size_t)s->settings.message_megabytes << 20);
	api_set_stop_seconds(s->api, (unsigned)s->settings.stop_seconds);
	timers_set_parts_wait(s->timers, s->settings.parts_wait_minutes);
	log_event(LOG_INFO, "settings-read", LF_I64("changed", changed));
}

static void wait_for_end(struct serving *s, const struct command *c, int argc, char *const *argv)
{
	for (;;) {
		int signal = sigwaitinfo(&s->signals, NULL);
		if (signal == SIGHUP)
			reload(s, c, argc, argv);
		else if (signal > 0)
			return;
	}
}

static void block_signals(struct serving *s)
{
	sigemptyset(&s->signals);
	sigaddset(&s->signals, SIGINT);
	sigaddset(&s->signals, SIGTERM);
	sigaddset(&s->signals, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &s->signals, NULL); /* before any thread starts */
	signal(SIGPIPE, SIG_IGN);
}

int command_serve(const struct command *c, int argc, char **argv)
{
	struct serving s = {0};
	struct err e;
	int status;
	if (!serve_settings_read(c, argc, argv, &s.settings, &status))
		return status;
	block_signals(&s);
	if (!open_unit(&s.settings.common, UNIT_SERVE, &s.unit))
		return EXIT_REFUSED;
	if (start(&s, &e) != RC_OK) {
		stop(&s);
		return say_failure(&e);
	}
	announce(&s);
	log_event(LOG_INFO, "unit-started", LF_WORD("address", api_address(s.api)),
		  LF_WORD("version", PIU_VERSION),
		  LF_WORD("lists", index_is_of_image(s.unit) ? "image" : "read"));
	supervisor_tell("READY=1");
	wait_for_end(&s, c, argc, argv);
	stop_in_time(&s);
	return EXIT_DONE;
}
