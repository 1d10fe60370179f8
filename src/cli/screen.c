/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"
#include "cli/commands.h"
#include "cli/screen_parts.h"

#include <stdio.h>
#include <stdlib.h>

static bool parse_threshold(const char *text, int *permille)
{
	char *end;
	*permille = 0;
	if (!text)
		return true;
	double t = strtod(text, &end);
	if (end == text || *end || !(t >= 0.0 && t <= 1.0))
		return false;
	*permille = (int)(t * 1000.0);
	*permille += (double)*permille <
		     t * 1000.0 - 1e-9; /* a score of whole thousandths reaches it */
	return true;
}

static int run(struct screen_work *w, const char *const *paths, struct screen_lists *lists)
{
	struct err e;
	enum rc rc = screen_lists_read(paths, lists, &e);
	int64_t from = clock_monotonic();
	if (rc == RC_OK)
		rc = screen_run(w, &e);
	double seconds = (double)(clock_monotonic() - from) / (double)SECOND_US;
	screen_index_free(lists->index);
	if (rc != RC_OK)
		return say_failure(&e);
	fprintf(stderr, "%llu travellers, %llu matches, %llu findings, %.3f s, %.0f travellers/s\n",
		(unsigned long long)w->travellers, (unsigned long long)w->matches,
		(unsigned long long)w->findings, seconds,
		seconds > 0 ? (double)w->travellers / seconds : 0.0);
	return EXIT_DONE;
}

/* The file of travellers is the last word, also where it stands behind the lists. */
static const char *travellers_path(int count, char **argv, const char **lists)
{
	if (count > 0)
		return count == 1 ? argv[0] : NULL;
	unsigned n = 0;
	while (lists[n])
		n++;
	if (n < 2)
		return NULL;
	const char *path = lists[n - 1];
	lists[n - 1] = NULL;
	return path;
}

int command_screen(const struct command *c, int argc, char **argv)
{
	const char *texts[OPTION_VALUES_MAX + 1] = {NULL};
	const char *paths[OPTION_VALUES_MAX + 1] = {NULL};
	const char *threshold = NULL;
	struct screen_lists lists = {.index = NULL};
	struct screen_work w = {.lists = &lists};
	struct common common = {0};
	struct err e;
	int count, status;
	const struct option_row options[] = {
		{"list", "LIST...", texts, NULL, "files to screen against, or NAME=FILE"},
		{"threshold", "T", &threshold, NULL,
		 "0 to 1: leave out matches with a lower score (default 0)"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	w.path = travellers_path(count, argv, texts);
	if (!texts[0])
		return usage_error(c, "which lists? (--list LIST)");
	if (!w.path)
		return usage_error(c, "which file of travellers? (one; - is standard input)");
	if (!parse_threshold(threshold, &w.threshold_permille))
		return usage_error(c, "--threshold is a number from 0 to 1, such as 0.85");
	if (screen_lists_name(texts, &lists, paths, &e) != RC_OK)
		return usage_error(c, "%s", e.text);
	return run(&w, paths, &lists);
}
