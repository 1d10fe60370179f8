/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

unsigned parallel_cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n < 1 ? 1 : n > PARALLEL_MAX ? PARALLEL_MAX : (unsigned)n;
}

struct part {
	void (*job)(void *context, unsigned part);
	void *context;
	unsigned number;
	bool started;
	pthread_t thread;
};

static void *do_part(void *context)
{
	const struct part *p = context;
	p->job(p->context, p->number);
	return NULL;
}

void parallel_run(unsigned parts, void (*job)(void *context, unsigned part), void *context)
{
	struct part all[PARALLEL_MAX];
	assert(parts <= PARALLEL_MAX);
	for (unsigned i = 1; i < parts; i++) {
		all[i] = (struct part){.job = job, .context = context, .number = i};
		all[i].started = pthread_create(&all[i].thread, NULL, do_part, &all[i]) == 0;
	}
	if (parts)
		job(context, 0);
	for (unsigned i = 1; i < parts; i++)
		if (all[i].started)
			pthread_join(all[i].thread, NULL);
		else
			job(context, i);
}
