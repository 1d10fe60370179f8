/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/pack.h"

#include <string.h>

static void what_was_packed_comes_back_and_is_smaller(void **state)
{
	struct buf plain, packed, again;
	struct err e;
	(void)state;
	buf_init(&plain, 1 << 20);
	buf_init(&packed, 1 << 20);
	buf_init(&again, 1 << 20);
	for (int i = 0; i < 2000; i++)
		buf_printf(&plain, "{\"family\":\"QUIBBLE\",\"seat\":\"%dA\"}", i % 40);
	assert_int_equal(pack_bytes(buf_slice(&plain), &packed, &e), RC_OK);
	assert_true(packed.n * 10 < plain.n);
	assert_int_equal(unpack_bytes(buf_slice(&packed), &again, &e), RC_OK);
	assert_true(slice_eq(buf_slice(&plain), buf_slice(&again)));
	buf_release(&plain);
	buf_release(&packed);
	buf_release(&again);
}

static void damage_and_cuts_are_told(void **state)
{
	struct buf packed, out;
	struct err e;
	(void)state;
	buf_init(&packed, 4096);
	assert_int_equal(pack_bytes(SLICE("to be or not to be, to be or not to be"), &packed, &e),
			 RC_OK);
	for (size_t n = 0; n < packed.n; n++) {
		buf_init(&out, 4096);
		assert_int_equal(unpack_bytes(slice_range(buf_slice(&packed), 0, n), &out, &e),
				 RC_CORRUPT);
		buf_release(&out);
	}
	packed.p[packed.n - 1] ^= 1; /* the checksum */
	buf_init(&out, 4096);
	assert_int_equal(unpack_bytes(buf_slice(&packed), &out, &e), RC_CORRUPT);
	buf_release(&out);
	buf_release(&packed);
}

static void what_would_grow_beyond_the_limit_is_refused(void **state)
{
	static const char zeros[1 << 16];
	struct buf packed, out;
	struct err e;
	(void)state;
	buf_init(&packed, 4096);
	buf_init(&out, 4096);
	assert_int_equal(pack_bytes((struct slice){zeros, sizeof zeros}, &packed, &e), RC_OK);
	assert_int_equal(unpack_bytes(buf_slice(&packed), &out, &e), RC_LIMIT);
	buf_release(&packed);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_packed_comes_back_and_is_smaller),
		cmocka_unit_test(damage_and_cuts_are_told),
		cmocka_unit_test(what_would_grow_beyond_the_limit_is_refused),
	};
	return cmocka_run_group_tests_name("base/pack", tests, NULL, NULL);
}
