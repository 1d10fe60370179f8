/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/serve_settings.h"

#include "api/api.h"
#include "base/log.h"
#include "flow/ingest.h"
#include "flow/parts.h"

#include <string.h>

#define ARGUMENTS_MAX 64
#define PARTS_WAIT_MINUTES_MAX 10080 /* a week */
#define MESSAGE_MEGABYTES (API_MESSAGE_MAX_DEFAULT >> 20)
#define STOP_SECONDS 20
#define STOP_SECONDS_MAX 600

static bool numbers_read(const struct command *c, const char *parts_wait, const char *message_max,
			 const char *stop_wait, struct serve_settings *s)
{
	s->parts_wait_minutes = PARTS_WAIT_MINUTES;
	s->message_megabytes = MESSAGE_MEGABYTES;
	s->stop_seconds = STOP_SECONDS;
	if (!option_number(parts_wait, 1, PARTS_WAIT_MINUTES_MAX, &s->parts_wait_minutes))
		usage_error(c, "--parts-wait is a number of minutes from 1 to %d",
			    PARTS_WAIT_MINUTES_MAX);
	else if (!option_number(message_max, 1, INGEST_INPUT_MAX >> 20, &s->message_megabytes))
		usage_error(c, "--message-max is a number of megabytes from 1 to %zu",
			    INGEST_INPUT_MAX >> 20);
	else if (!option_number(stop_wait, 1, STOP_SECONDS_MAX, &s->stop_seconds))
		usage_error(c, "--stop-wait is a number of seconds from 1 to %d", STOP_SECONDS_MAX);
	else
		return true;
	return false;
}

bool serve_settings_read(const struct command *c, int argc, char *const *argv,
			 struct serve_settings *out, int *status)
{
	const char *parts_wait = NULL, *message_max = NULL, *stop_wait = NULL;
	char *arguments[ARGUMENTS_MAX];
	int count = 0;
	*out = (struct serve_settings){0};
	const struct option_row options[] = {
		{"listen", "ADDRESS", &out->listen, NULL,
		 "ADDR:PORT (default 127.0.0.1:8080; port 0: a free one) or unix:PATH"},
		{"behind-edge", NULL, NULL, &out->behind_edge,
		 "a TLS edge stands in front (docs/deploy-nginx.md)"},
		{"any-address", NULL, NULL, &out->any_address,
		 "permit an address that other machines reach"},
		{"monitor", "ADDRESS", &out->monitor, NULL,
		 "metrics and health: ADDR:PORT on this machine or unix:PATH (docs/operate.md)"},
		{"message-max", "MEGABYTES", &message_max, NULL,
		 "largest input over HTTP (default 64, at most 256)"},
		{"parts-wait", "MINUTES", &parts_wait, NULL,
		 "how long parts of a list may be missing before it is told (default 60)"},
		{"stop-wait", "SECONDS", &stop_wait, NULL,
		 "how long to wait for what is under way when told to stop (default 20)"},
		{0}};
	*status = EXIT_USAGE;
	if (argc > ARGUMENTS_MAX) {
		usage_error(c, "serve takes no arguments");
		return false;
	}
	memcpy(arguments, argv, (size_t)argc * sizeof *argv);
	if (!options_read(c, options, &out->common, argc, arguments, &count, status))
		return false;
	*status = EXIT_USAGE;
	if (count > 0)
		usage_error(c, "serve takes no arguments");
	if (!out->listen)
		out->listen = "127.0.0.1:8080";
	return count == 0 && numbers_read(c, parts_wait, message_max, stop_wait, out);
}

static unsigned change(const char *name, uint64_t *now, uint64_t next)
{
	if (*now == next)
		return 0;
	log_event(LOG_INFO, "setting-changed", LF_WORD("setting", name), LF_I64("from", *now),
		  LF_I64("to", next));
	*now = next;
	return 1;
}

static void need_restart(const char *name, bool same)
{
	if (!same)
		log_event(LOG_WARNING, "setting-needs-restart", LF_WORD("setting", name));
}

static bool same_text(const char *a, const char *b)
{
	return slice_eq(slice_of(a), slice_of(b));
}

unsigned serve_settings_change(struct serve_settings *now, const struct serve_settings *next)
{
	unsigned changed =
		change("message-max", &now->message_megabytes, next->message_megabytes) +
		change("parts-wait", &now->parts_wait_minutes, next->parts_wait_minutes) +
		change("stop-wait", &now->stop_seconds, next->stop_seconds);
	need_restart("listen", same_text(now->listen, next->listen));
	need_restart("monitor", same_text(now->monitor, next->monitor));
	need_restart("behind-edge", now->behind_edge == next->behind_edge);
	need_restart("any-address", now->any_address == next->any_address);
	need_restart("data", same_text(options_data(&now->common), options_data(&next->common)));
	return changed;
}
