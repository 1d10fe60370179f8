/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/progress.h - how far long work is: one line on a terminal, nothing
 * elsewhere. Private to cli/.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool on;
	int64_t started, shown; /* monotonic, microseconds */
};

void progress_start(struct progress *p);
/* `done` of `total` (0 = not known); `count` things of the kind `what` so far. At most ten
 * times a second. */
void progress_show(struct progress *p, uint64_t done, uint64_t total, uint64_t count,
		   const char *what);
void progress_end(struct progress *p); /* clears the line */
double progress_seconds(const struct progress *p);

#endif
