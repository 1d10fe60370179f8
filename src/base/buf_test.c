/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"

#include <string.h>

static void is(struct buf *b, const char *wanted)
{
	assert_false(buf_failed(b));
	assert_int_equal(b->n, strlen(wanted));
	assert_memory_equal(b->p, wanted, b->n);
	buf_release(b);
}

static void pieces_are_put_one_behind_another(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 100);
	buf_add(&b, SLICE("ab"));
	buf_text(&b, "cd");
	buf_char(&b, 'e');
	buf_printf(&b, "%d", 42);
	is(&b, "abcde42");
}

static void beyond_the_limit_it_fails_for_good(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 4);
	buf_text(&b, "abcd");
	assert_false(buf_failed(&b));
	buf_char(&b, 'e');
	assert_true(buf_failed(&b));
	buf_clear(&b);
	assert_false(buf_failed(&b));
	buf_text(&b, "abcde");
	assert_true(buf_failed(&b));
	buf_release(&b);
}

static void a_long_text_is_whole(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 10000; i++)
		buf_printf(&b, "%04d", i % 10000);
	assert_int_equal(b.n, 40000);
	assert_memory_equal(b.p + 4 * 777, "0777", 4);
	buf_release(&b);
}

static void json_has_commas_where_they_belong(void **state)
{
	(void)state;
	struct buf b;
	struct json j;
	buf_init(&b, 1000);
	json_init(&j, &b);
	json_object(&j);
	json_put_i64(&j, "a", -1);
	json_key(&j, "b");
	json_array(&j);
	json_text(&j, SLICE("x"));
	json_bool(&j, false);
	json_null(&j);
	json_object(&j);
	json_object_end(&j);
	json_decimal1(&j, 410);
	json_decimal1(&j, -5);
	json_array_end(&j);
	json_put_opt(&j, "absent", (struct slice){0});
	json_put_bool(&j, "c", true);
	json_object_end(&j);
	is(&b, "{\"a\":-1,\"b\":[\"x\",false,null,{},41.0,-0.5],\"c\":true}");
}

static void json_texts_are_escaped(void **state)
{
	(void)state;
	struct buf b;
	struct json j;
	buf_init(&b, 1000);
	json_init(&j, &b);
	json_text(&j, SLICE("a\"b\\c\n\t\x01\x7f\xc3\xbc"));
	is(&b, "\"a\\\"b\\\\c\\n\\t\\u0001\\u007f\xc3\xbc\"");
}

static void what_is_not_utf8_is_replaced(void **state)
{
	(void)state;
	struct buf b;
	struct json j;
	buf_init(&b, 1000);
	json_init(&j, &b);
	json_text(&j, SLICE("M\xfcller"));
	is(&b, "\"M\xef\xbf\xbdller\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_put_one_behind_another),
		cmocka_unit_test(beyond_the_limit_it_fails_for_good),
		cmocka_unit_test(a_long_text_is_whole),
		cmocka_unit_test(json_has_commas_where_they_belong),
		cmocka_unit_test(json_texts_are_escaped),
		cmocka_unit_test(what_is_not_utf8_is_replaced),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
