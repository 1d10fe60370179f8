/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BAR_WIDTH 30
#define SHOW_EVERY_US (SECOND_US / 10)

void progress_start(struct progress *p)
{
	*p = (struct progress){.on = isatty(STDERR_FILENO) != 0, .started = clock_monotonic()};
}

double progress_seconds(const struct progress *p)
{
	return (double)(clock_monotonic() - p->started) / (double)SECOND_US;
}

void progress_show(struct progress *p, uint64_t done, uint64_t total, uint64_t count,
		   const char *what)
{
	int64_t now = clock_monotonic();
	if (!p->on || now - p->shown < SHOW_EVERY_US)
		return;
	p->shown = now;
	char bar[BAR_WIDTH + 1];
	size_t filled = total ? (size_t)(done * BAR_WIDTH / total) : 0;
	if (filled > BAR_WIDTH)
		filled = BAR_WIDTH;
	memset(bar, '.', BAR_WIDTH);
	memset(bar, '#', filled);
	bar[BAR_WIDTH] = '\0';
	double seconds = progress_seconds(p);
	fprintf(stderr, "\r[%s] %3u %%  %llu %s, %.0f/s ", bar,
		total ? (unsigned)(done * 100 / total) : 0, (unsigned long long)count, what,
		seconds > 0 ? (double)count / seconds : 0.0);
	fflush(stderr);
}

void progress_end(struct progress *p)
{
	if (p->on && p->shown)
		fprintf(stderr, "\r%*s\r", BAR_WIDTH + 48, "");
}
