/* SPDX-License-Identifier: Apache-2.0 */
#include "validate/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define MEMORY ((size_t)4 << 20)

struct fixture {
	struct arena *arena;
	const struct validate_profile *profile;
	struct err e;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	*state = f;
	if (f)
		f->arena = arena_new(MEMORY);
	return f && f->arena ? 0 : 1;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	free(f);
	return 0;
}

static enum rc read_profile(struct fixture *f, const char *text)
{
	return validate_profile_read(slice_of(text), "own.profile", f->arena, &f->profile, &f->e);
}

static void the_profiles_of_the_program_are_right(void **state)
{
	struct fixture *f = *state;
	unsigned count = 0;
	for (const struct embedded *file = profile_files; file->name; file++, count++) {
		struct slice name = slice_of(file->name);
		const char *known =
			arena_cstr(f->arena, slice_range(name, 0, slice_find(name, '.', 0)));
		assert_int_equal(validate_profile_find(known, f->arena, &f->profile, &f->e), RC_OK);
		assert_true(slice_present(f->profile->title));
	}
	assert_int_equal(count, 4);
	assert_string_equal(validate_profile_names(f->arena),
			    "carrier-example, iapi-programme, strict, tolerant");
}

static void a_profile_goes_on_with_its_base(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(read_profile(f, "based-on = strict\n"
					 "fails-at = error\n"
					 "[messages]\n"
					 "PAXLST = D:12B\n"
					 "  D:16B\n"),
			 RC_OK);
	assert_int_equal(f->profile->fails_at, SEVERITY_ERROR);
	assert_int_equal(f->profile->accepted[MESSAGE_PAXLST].versions.count, 2);
	assert_true(words_have(&f->profile->accepted[MESSAGE_PAXLST].versions, SLICE("D:16B")));
	assert_true(f->profile->required.count > 3);
}

static void a_slip_is_an_error_with_its_line(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *told;
	} cases[] = {
		{"titel = a\n", "own.profile:1: there is no key \"titel\""},
		{"\n\nfails-at = never\n", "own.profile:3: there is no severity \"never\""},
		{"[severities]\n", "own.profile:1: there is no section \"severities\""},
		{"[severity\n", "a section has no end"},
		{"[severity]\ndate-wrnog = error\n", "own.profile:2: there is no finding"},
		{"[severity]\ndate-wrong = loud\n", "there is no severity \"loud\""},
		{"[required PAXLST]\ntraveller = shoe_size\n", "there is no element \"shoe_size\""},
		{"[required PAXLST]\npilot = family\n", "there is no record \"pilot\""},
		{"[required PAXLST boarding]\n", "there is no function \"boarding\""},
		{"[required LETTER]\n", "required of which message type? \"LETTER\""},
		{"[limits]\nbytes = many\n", "not a number: \"many\""},
		{"[limits]\nshoes = 1\n", "there is no limit \"shoes\""},
		{"[messages]\nLETTER = any\n", "there is no message type \"LETTER\""},
		{"based-on = nothing\n", "it can not be based on \"nothing\""},
		{"just words\n", "no key and value: \"just words\""},
		{"title = a\n b\n", "a line goes on with \"title\""},
		{"names-of-zone = perhaps\n", "not a switch: \"perhaps\""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(read_profile(f, cases[i].text), RC_INVALID);
		if (!strstr(f->e.text, cases[i].told))
			fail_msg("\"%s\" is not told by \"%s\"", cases[i].told, f->e.text);
	}
}

static void every_finding_has_its_own_severity_in_a_profile(void **state)
{
	struct fixture *f = *state;
	assert_true(finding_table_count < FINDING_ROWS_MAX);
	assert_int_equal(read_profile(f, "[severity]\ndate-wrong = ignore\n"), RC_OK);
	unsigned judged = 0;
	for (size_t i = 0; i < finding_table_count; i++) {
		if (f->profile->judgement[i] == JUDGE_AS_GIVEN)
			continue;
		assert_string_equal(finding_table[i].code, "date-wrong");
		assert_int_equal(f->profile->judgement[i], JUDGE_IGNORE);
		judged++;
	}
	assert_int_equal(judged, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_profiles_of_the_program_are_right, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_profile_goes_on_with_its_base, setup, teardown),
		cmocka_unit_test_setup_teardown(a_slip_is_an_error_with_its_line, setup, teardown),
		cmocka_unit_test_setup_teardown(every_finding_has_its_own_severity_in_a_profile,
						setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
