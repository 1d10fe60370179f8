/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "api/json_in.h"

#include <string.h>

static struct arena *a;
static struct slice name;
static bool active;
static const struct member members[] = {TEXT_MEMBER("name", &name), FLAG_MEMBER("active", &active)};

static int make_arena(void **state)
{
	(void)state;
	json_memory_wiped();
	a = arena_new(1 << 16);
	return a ? 0 : -1;
}

static int free_arena(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static void members_are_read(void **state)
{
	(void)state;
	struct err e;
	struct slice body = SLICE(" {\"active\": true, \"name\": \"Zelda \\u00c9 Quibble\"} ");
	active = false;
	assert_int_equal(json_read(body, members, 2, a, &e), RC_OK);
	assert_true(active);
	assert_true(slice_is(name, "Zelda \xc3\x89 Quibble"));
}

static void only_the_bytes_given_are_read(void **state)
{
	(void)state;
	struct err e;
	struct slice body = {"{\"name\": \"a\", \"active\": false}trash", 30};
	assert_int_equal(json_read(body, members, 2, a, &e), RC_OK);
	assert_false(active);
	assert_true(slice_is(name, "a"));
}

static void anything_else_is_refused_with_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *body, *code;
	} cases[] = {
		{"", "bad-json"},
		{"{", "bad-json"},
		{"[]", "bad-json"},
		{"\"name\"", "bad-json"},
		{"{\"name\": \"a\", \"name\": \"b\", \"active\": true}", "bad-json"},
		{"{\"name\": \"a\\u0000b\", \"active\": true}", "bad-json"},
		{"{\"name\": \"\xff\", \"active\": true}", "bad-json"},
		{"{\"name\": \"a\", \"active\": true} {}", "bad-json"},
		{"{\"name\": \"a\", \"active\": tru}", "bad-json"},
		{"{\"name\": \"a\"}", "bad-member"},
		{"{\"name\": null, \"active\": true}", "bad-member"},
		{"{\"name\": 1, \"active\": true}", "bad-member"},
		{"{\"name\": \"a\", \"active\": 1}", "bad-member"},
		{"{\"name\": \"a\", \"active\": true, \"role\": \"dpo\"}", "bad-member"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = {0};
		assert_int_equal(json_read(slice_of(cases[i].body), members, 2, a, &e), RC_INVALID);
		assert_string_equal(e.code, cases[i].code);
	}
}

static void a_bottomless_body_is_refused(void **state)
{
	(void)state;
	static char body[60000];
	struct err e = {0};
	memset(body, '[', sizeof body);
	assert_int_equal(json_read((struct slice){body, sizeof body}, members, 2, a, &e),
			 RC_INVALID);
	assert_string_equal(e.code, "bad-json");
}

static void a_value_larger_than_the_memory_given_is_a_failure(void **state)
{
	(void)state;
	static char body[70000] = "{\"active\": true, \"name\": \"";
	struct err e = {0};
	size_t n = strlen(body);
	memset(body + n, 'a', sizeof body - n);
	memcpy(body + sizeof body - 2, "\"}", 2);
	assert_int_equal(json_read((struct slice){body, sizeof body}, members, 2, a, &e), RC_NOMEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_read),
		cmocka_unit_test(only_the_bytes_given_are_read),
		cmocka_unit_test(anything_else_is_refused_with_its_place),
		cmocka_unit_test(a_bottomless_body_is_refused),
		cmocka_unit_test(a_value_larger_than_the_memory_given_is_a_failure),
	};
	return cmocka_run_group_tests_name("api/json_in", tests, make_arena, free_arena);
}
