/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"
#include "net/http_client.h"
#include "review/review.h"

#include <stdio.h>

#define PATH_TEXT_MAX ((size_t)2000)
#define MEMORY ((size_t)1 << 20)

static void print_state(const struct rescreening_view *r)
{
	if (!slice_present(r->cause)) {
		printf("stored travellers never had to be compared with this list anew\n");
		return;
	}
	char since[INSTANT_TEXT];
	instant_write(r->started_at, since);
	printf("%.*s, %.*s since %s: %lld of %lld %.*s, %lld new hits\n", SLICE_ARG(r->state),
	       SLICE_ARG(r->cause), since, (long long)r->done, (long long)r->total,
	       SLICE_ARG(r->of), (long long)r->hits);
}

/* Beside a process that serves the unit too. */
static int show_state(const struct common *common, struct slice list)
{
	struct unit *u;
	struct err e;
	struct actor system = actor_system();
	struct rescreening_view view;
	struct arena *a = arena_new(MEMORY);
	if (!a || !open_unit(common, UNIT_LOOK, &u)) {
		arena_free(a);
		return EXIT_REFUSED;
	}
	enum rc rc = review_rescreening(u, &system, list, a, &view, &e);
	if (rc == RC_OK)
		print_state(&view);
	unit_close(u);
	arena_free(a);
	return rc == RC_OK ? EXIT_DONE : say_failure(&e);
}

int command_watchlist_rescreen(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct buf path;
	bool cancel = false, state = false;
	int count, status;
	const struct option_row options[] = {
		{"cancel", NULL, NULL, &cancel, "end the one that is running"},
		{"state", NULL, NULL, &state, "say how far it is; change nothing"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count != 1 || (cancel && state))
		return usage_error(c, "which list?");
	buf_init(&path, PATH_TEXT_MAX);
	buf_text(&path, "/api/v1/watchlists/");
	http_escape(slice_of(argv[0]), &path);
	buf_text(&path, "/rescreening");
	buf_char(&path, '\0');
	bool done = !buf_failed(&path) && (state || call_unit(&common, cancel ? "DELETE" : "POST",
							      path.p, (struct slice){0}));
	buf_release(&path);
	return done ? show_state(&common, slice_of(argv[0])) : EXIT_REFUSED;
}
