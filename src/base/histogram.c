/* SPDX-License-Identifier: Apache-2.0 */
#include "base/histogram.h"

#include <assert.h>

int64_t histogram_bound_us(unsigned i)
{
	static const int64_t bounds[HISTOGRAM_BOUNDS] = {1000,    5000,     10000,   25000,
							 50000,   100000,   250000,  1000000,
							 2500000, 10000000, 60000000};
	assert(i < HISTOGRAM_BOUNDS);
	return bounds[i];
}

void histogram_add(struct histogram *h, int64_t took_us)
{
	unsigned i = 0;
	while (i < HISTOGRAM_BOUNDS && took_us > histogram_bound_us(i))
		i++;
	atomic_fetch_add_explicit(&h->count[i], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&h->sum_us, (uint64_t)(took_us > 0 ? took_us : 0),
				  memory_order_relaxed);
}
