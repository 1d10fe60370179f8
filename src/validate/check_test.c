/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "validate/profile.h"
#include "validate/spot.h"

#define MEMORY ((size_t)16 << 20)

struct read {
	struct arena *a;
	struct decoder *d;
	struct message *m;
	struct err e;
};

#define LIST_HEAD \
	"UNB+UNOA:4+Z9DCS+PTGOV+260311:0302+Z9I1'UNH+1+PAXLST:D:12B:UN:IATA+X+01:F'BGM+745'" \
	"TDT+20+Z9418+++Z9'LOC+125+NBO'DTM+189:2603110555:201'LOC+87+LIS'DTM+232:2603111320:201'"
#define ADULT \
	"NAD+FL+++ODHIAMBO:GRACE'ATT+2++F'DTM+329:870614'NAT+2+KEN'" \
	"DOC+P:110:111+AK0417729'DTM+36:250822'LOC+91+KEN'"

static const struct validate_profile *profile(struct read *t, const char *text)
{
	const struct validate_profile *p;
	assert_int_equal(validate_profile_read(slice_of(text), "test", t->a, &p, &t->e), RC_OK);
	return p;
}

static void check(struct read *t, const char *input, const char *rules)
{
	const struct decode_options options = {.today = {2026, 4, 1}};
	t->a = arena_new(MEMORY);
	t->d = decoder_new(slice_of(input), &options);
	assert_int_equal(decoder_next(t->d, t->a, &t->m, &t->e), RC_OK);
	validate_check(t->m, profile(t, rules), NULL, t->a);
}

static void done(struct read *t)
{
	decoder_free(t->d);
	arena_free(t->a);
}

static const struct finding none = {.code = "none", .element = "none"};

static const struct finding *given(const struct read *t, const char *code)
{
	LIST_EACH(const struct finding, f, &t->m->findings)
	{
		if (strcmp(f->code, code) == 0)
			return f;
	}
	return &none;
}

static void a_missing_element_is_named_at_its_traveller(void **state)
{
	struct read t;
	(void)state;
	check(&t, LIST_HEAD ADULT "NAD+FL+++NDLOVU'CNT+42:2'UNT+17+1'UNZ+1+Z9I1'",
	      "[required PAXLST]\npassenger = family birth_date documents documents.number\n");
	const struct finding *f = given(&t, "required-missing");
	assert_true(f != &none);
	assert_string_equal(f->element, "birth_date");
	assert_int_equal(f->segment, 15);
	assert_true(slice_is(f->text, "passenger 2 has no date of birth (DTM+329)"));
	/* and the document, but not the number of one that is not there */
	assert_string_equal(t.m->findings.last->element, "documents");
	assert_int_equal(t.m->findings.count, 2);
	done(&t);
}

static void a_section_of_the_function_counts_instead_of_the_general_one(void **state)
{
	struct read t;
	(void)state;
	check(&t, LIST_HEAD ADULT "UNT+15+1'UNZ+1+Z9I1'",
	      "[required PAXLST]\ntraveller = residence\n[required PAXLST passengers]\n"
	      "traveller = family\n");
	assert_int_equal(t.m->findings.count, 0);
	done(&t);
}

static void severities_are_the_profiles_own_and_ignored_findings_are_gone(void **state)
{
	struct read t;
	(void)state;
	const char *const wrong = LIST_HEAD ADULT "UNT+99+2'UNZ+1+Z9I1'";
	check(&t, wrong,
	      "[severity]\nsegment-count-mismatch = error\nreference-mismatch = ignore\n");
	assert_int_equal(given(&t, "segment-count-mismatch")->severity, SEVERITY_ERROR);
	assert_true(given(&t, "reference-mismatch") == &none);
	assert_int_equal(t.m->findings.count, 1);
	done(&t);
}

static void what_the_programme_does_not_take_is_found(void **state)
{
	struct read t;
	(void)state;
	check(&t, LIST_HEAD ADULT "UNT+15+1'UNZ+1+Z9I1'",
	      "senders = OTHER\ndocument-types = I\ndocuments-valid = yes\n"
	      "[messages]\nPAXLST = D:16B\n[functions]\nPAXLST = change\n[limits]\nname-length = 6\n");
	assert_true(&none != given(&t, "sender-not-accepted"));
	assert_true(&none != given(&t, "version-not-accepted"));
	assert_true(&none != given(&t, "function-not-accepted"));
	assert_true(&none != given(&t, "document-type-not-accepted"));
	assert_true(&none != given(&t, "document-expired"));
	assert_true(&none != given(&t, "limit-exceeded"));
	assert_int_equal(t.m->findings.count, 6);
	done(&t);
}

static void every_built_in_profile_can_be_read(void **state)
{
	struct err e;
	const struct validate_profile *p;
	struct arena *a = arena_new(MEMORY);
	(void)state;
	assert_string_equal(validate_profile_names(a),
			    "carrier-example, iapi-programme, strict, tolerant");
	assert_int_equal(validate_profile_find("carrier-example", a, &p, &e), RC_OK);
	assert_true(p->names_of_zone && p->accepted[MESSAGE_PAXLST].listed);
	assert_false(p->accepted[MESSAGE_PNRGOV].listed);
	assert_int_equal(validate_profile_find("strict", a, &p, &e), RC_OK);
	assert_int_equal(validate_profile_find("tolerant", a, &p, &e), RC_OK);
	assert_int_equal(validate_profile_find("toleran", a, &p, &e), RC_NOT_FOUND);
	arena_free(a);
}

static void a_spot_is_the_element_and_full_card_numbers_are_not_shown(void **state)
{
	struct read t;
	const char *const text = LIST_HEAD "NAD+FL+++A?'B:4111111111111111'DTM+329:870231'UNT+9+1'";
	(void)state;
	check(&t, text, "fails-at = error\n");
	struct validate_input in = {.original = slice_of(text), .input = slice_of(text)};
	const struct finding *f = given(&t, "date-wrong");
	struct spot s = spot_find(&in, t.m, f, t.a);
	assert_true(slice_is(s.text, "DTM+329:870231'"));
	assert_int_equal(s.from, 8);
	assert_int_equal(s.to, 14);
	struct finding name = {.code = "name-missing", .segment = 9, .offset = f->offset - 31};
	while (text[name.offset] != 'N')
		name.offset--;
	s = spot_find(&in, t.m, &name, t.a);
	assert_true(slice_is(s.text, "NAD+FL+++A?'B:411111XXXXXX1111'"));
	assert_int_equal(s.from, 9);
	assert_int_equal(s.to, 13);
	done(&t);
}

static void lines_and_columns_count_characters(void **state)
{
	struct line_count c = {0};
	(void)state;
	struct slice text = SLICE("ab\n\xC3\xA9x\nq");
	line_count_to(&c, text, 5);
	assert_int_equal(c.line, 2);
	assert_int_equal(c.column, 2);
	line_count_to(&c, text, 1);
	assert_int_equal(c.line, 1);
	assert_int_equal(c.column, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_missing_element_is_named_at_its_traveller),
		cmocka_unit_test(a_section_of_the_function_counts_instead_of_the_general_one),
		cmocka_unit_test(severities_are_the_profiles_own_and_ignored_findings_are_gone),
		cmocka_unit_test(what_the_programme_does_not_take_is_found),
		cmocka_unit_test(every_built_in_profile_can_be_read),
		cmocka_unit_test(a_spot_is_the_element_and_full_card_numbers_are_not_shown),
		cmocka_unit_test(lines_and_columns_count_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
