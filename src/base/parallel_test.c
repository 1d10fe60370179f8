/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/parallel.h"

static void count(void *context, unsigned part)
{
	unsigned *calls = context;
	calls[part]++;
}

static void each_part_is_done_once(void **state)
{
	(void)state;
	for (unsigned parts = 0; parts <= PARALLEL_MAX; parts++) {
		unsigned calls[PARALLEL_MAX] = {0};
		parallel_run(parts, count, calls);
		for (unsigned i = 0; i < PARALLEL_MAX; i++)
			assert_int_equal(calls[i], i < parts ? 1 : 0);
	}
}

static void there_is_at_least_one_core(void **state)
{
	(void)state;
	assert_in_range(parallel_cores(), 1, PARALLEL_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_part_is_done_once),
		cmocka_unit_test(there_is_at_least_one_core),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
