/* SPDX-License-Identifier: Apache-2.0
 *
 * base/histogram.h - how long things took, counted by upper bounds that are the same
 * for all; for the monitor's page (docs/operate.md). Any thread.
 */
#ifndef BASE_HISTOGRAM_H
#define BASE_HISTOGRAM_H

#include <stdatomic.h>
#include <stdint.h>

#define HISTOGRAM_BOUNDS 11

struct histogram { /* zero is empty */
	_Atomic uint64_t
		count[HISTOGRAM_BOUNDS + 1]; /* not cumulative; the last: above all bounds */
	_Atomic uint64_t sum_us;
};

/* Upper bound in microseconds, ascending; `i` below HISTOGRAM_BOUNDS. */
int64_t histogram_bound_us(unsigned i);
void histogram_add(struct histogram *h, int64_t took_us);

#endif
