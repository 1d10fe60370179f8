/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "minimise/law.h"

#include <stdio.h>
#include <stdlib.h>

struct read {
	struct arena *a;
	struct law law;
	law_faults faults;
	struct err e;
};

static int make(void **state)
{
	struct read *r = calloc(1, sizeof *r);
	assert_non_null(r);
	r->a = arena_new((size_t)8 << 20);
	*state = r;
	return 0;
}

static int drop(void **state)
{
	struct read *r = *state;
	arena_free(r->a);
	free(r);
	return 0;
}

/* `text` with the first `old` replaced by `new`; fails where there is none. */
static struct slice changed(struct read *r, struct slice text, const char *old, const char *new)
{
	const char *at = memmem(text.p, text.n, old, strlen(old));
	if (!at)
		fail_msg("the profile does not hold \"%s\"", old);
	size_t before = (size_t)(at - text.p);
	struct slice rest = slice_range(text, before + strlen(old), text.n);
	return arena_printf(r->a, "%.*s%s%.*s", (int)before, text.p, new, SLICE_ARG(rest));
}

static void read_text(struct read *r, struct slice text)
{
	assert_int_equal(law_read(text, r->a, &r->law, &r->faults, &r->e), RC_OK);
}

/* The line of the first `part` of the text. */
static unsigned line_of(struct slice text, const char *part)
{
	unsigned line = 1;
	const char *at = memmem(text.p, text.n, part, strlen(part));
	assert_non_null(at);
	for (const char *p = text.p; p < at; p++)
		line += *p == '\n';
	return line;
}

static const struct law_fault *fault_of(struct read *r, const char *part)
{
	LIST_EACH(const struct law_fault, f, &r->faults)
	{
		if (memmem(f->text.p, f->text.n, part, strlen(part)))
			return f;
	}
	return NULL;
}

/* The line of that fault; one that there is not where nothing says so. */
static unsigned fault_line(struct read *r, const char *part)
{
	const struct law_fault *f = fault_of(r, part);
	return f ? f->line : 100000;
}

static void expect_fault(struct read *r, struct slice text, const char *part, const char *rule)
{
	read_text(r, text);
	const struct law_fault *f = fault_of(r, part);
	if (!f) {
		LIST_EACH(const struct law_fault, g, &r->faults)
		print_message("%u: %.*s\n", g->line, SLICE_ARG(g->text));
		fail_msg("no fault says \"%s\"", part);
	} else if (rule)
		assert_string_equal(f->rule, rule);
}

static struct slice built_in(const char *name)
{
	struct slice text = law_built_in(slice_of(name));
	assert_true(slice_present(text));
	return text;
}

static void the_strict_profile_reads_as_the_court_does(void **state)
{
	struct read *r = *state;
	read_text(r, built_in("eu-strict"));
	assert_int_equal(r->faults.count, 0);
	assert_int_equal(r->law.offences.count, 27); /* terrorism, and the 26 of Annex II: R-002 */
	assert_int_equal(r->law.offence_penalty_years, 3);
	assert_true(r->law.air_link);            /* */
	assert_int_equal(r->law.mask_months, 6); /* */
	assert_int_equal(r->law.delete_months, 60);
	assert_int_equal(r->law.delete_unlinked_months, 6);                           /* */
	assert_false(r->law.vital_interests);                                         /* */
	assert_false(r->law.remarks_all);                                             /* */
	assert_true(law_may_approve(&r->law, LAW_UNMASK, ACTOR_APPROVING_AUTHORITY)); /* */
	assert_false(law_may_approve(&r->law, LAW_UNMASK, ACTOR_SUPERVISOR));
	/* neither border control nor irregular stay can be named. */
	assert_null(law_item_find(&r->law.offences, SLICE("irregular-migration")));
	assert_null(law_item_find(&r->law.offences, SLICE("border-control")));
}

static void the_base_of_all_states_is_no_weaker_than_annex_9(void **state)
{
	struct read *r = *state;
	read_text(r, built_in("icao-base"));
	assert_int_equal(r->faults.count, 0);
	assert_true(r->law.mask_months >= 6 && r->law.mask_months <= 24); /* */
	assert_int_equal(r->law.delete_months, 60);                       /* */
	assert_true(law_words_have(&r->law.codes, SLICE("KSML")));        /* */
	assert_true(r->law.vital_interests);                              /* */
}

/* the template names no law and no authority; a State must. */
static void the_template_is_refused_until_it_is_filled_in(void **state)
{
	struct read *r = *state;
	struct slice text = built_in("national");
	expect_fault(r, text, "this is empty", "R-001");
	assert_int_equal(fault_line(r, "what the law is called"), line_of(text, "title =\n"));
	assert_int_equal(fault_line(r, "the law and its articles"), line_of(text, "law =\n"));
	text = changed(r, text, "\ntitle =\n", "\ntitle = Act of Utopia\n");
	text = changed(r, text, "\nlaw =\n", "\nlaw = Act 1 of Utopia, article 2\n");
	expect_fault(r, text, "competent authorities", "R-005");
	text = changed(r, text, "[authorities]\n", "[authorities]\npolice = Police of Utopia\n");
	read_text(r, text);
	assert_int_equal(r->faults.count, 0);
}

static void the_log_is_kept_for_five_years_at_least(void **state) /* */
{
	static const char line[] = "delete-log-after = 60 months\n";
	struct read *r = *state;
	struct slice text = built_in("icao-base");
	read_text(r, text);
	assert_int_equal(r->law.log_months, 60);
	expect_fault(r, changed(r, text, line, "delete-log-after = 59 months\n"), "five years",
		     "R-150");
	read_text(r, changed(r, text, line, ""));
	assert_int_equal(r->faults.count, 0);
	assert_int_equal(r->law.log_months, 60);
	read_text(r, changed(r, text, line, "delete-log-after = never\n"));
	assert_int_equal(r->faults.count, 0);
	assert_int_equal(r->law.log_months, 0);
}

static void every_fault_is_told_with_its_line(void **state)
{
	struct read *r = *state;
	struct slice text = built_in("eu-strict");
	text = changed(r, text, "mask-after = 6 months", "mask-after = half a year");
	text = changed(r, text, "roles = dpo\n", "roles = dpo administrator\n");
	text = changed(r, text, "\nwithin = none", "\nwithin = sometimes");
	text = changed(r, text, "title = Passenger", "titel = Passenger");
	read_text(r, text);
	assert_int_equal(fault_line(r, "half a year"), line_of(text, "mask-after"));
	assert_int_equal(fault_line(r, "read no passenger data"), line_of(text, "dpo admin"));
	assert_int_equal(fault_line(r, "sometimes"), line_of(text, "within = s"));
	assert_int_equal(fault_line(r, "titel"), line_of(text, "titel"));
	assert_int_equal(r->faults.count, 4);
}

static void a_list_goes_on_in_lines_that_begin_with_a_blank(void **state)
{
	struct read *r = *state;
	read_text(r, built_in("eu-strict"));
	assert_true(law_words_have(&r->law.words, SLICE("ALLERGIC")));
	assert_true(law_words_have(&r->law.words, SLICE("WHEELCHAIRS")));
	assert_int_equal(r->law.flights.territory.count, 27);
}

/* A profile weaker than icao-base is refused, point by point, unless a difference is filed. */
static void what_is_weaker_needs_a_filed_difference(void **state)
{
	static const struct {
		const char *old, *new, *name, *rule;
	} cases[] = {
		{"mask-after = 6 months", "mask-after = 25 months", "mask-after", "R-110"},
		{"mask-after = 6 months", "mask-after = never", "mask-after", "R-110"},
		{"delete-after = 60 months", "delete-after = 61 months", "delete-after", "R-115"},
		{"delete-after = 60 months", "delete-after = never", "delete-after", "R-115"},
		{"codes = AVML ", "codes = ", "sensitive-codes", "R-016"},
		{" WHEELCHAIRS", "", "sensitive-words", "R-016"},
		{"second-factor = required", "second-factor = offered", "second-factor", "R-172"},
		{"offence = required", "offence = none", "purpose", "R-002"},
	};
	struct read *r = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct slice text = changed(r, built_in("eu-strict"), cases[i].old, cases[i].new);
		expect_fault(r, text, "weaker than icao-base", cases[i].rule);
		assert_int_equal(r->faults.count, 1);
		struct slice filed =
			arena_printf(r->a, "%.*s\n[differences]\n%s = Letter UT 9/26, 2026-02-03\n",
				     SLICE_ARG(text), cases[i].name);
		read_text(r, filed);
		assert_int_equal(r->faults.count, 0);
	}
}

static void calling_itself_the_base_does_not_make_it_so(void **state)
{
	struct read *r = *state;
	struct slice text =
		changed(r, built_in("icao-base"), "delete-after = 60", "delete-after = 90");
	expect_fault(r, text, "weaker than icao-base", "R-115");
}

static void a_difference_must_be_one_that_there_is(void **state)
{
	struct read *r = *state;
	struct slice text = arena_printf(r->a, "%.*s\n[differences]\nmask = Letter\n",
					 SLICE_ARG(built_in("eu-strict")));
	expect_fault(r, text, "no difference \"mask\"", NULL);
}

/* who asks, writes or analyses never approves. */
static void approvals_are_never_given_to_who_asks(void **state)
{
	struct read *r = *state;
	struct slice text = built_in("eu-strict");
	expect_fault(r, changed(r, text, "unmask = approving-authority", "unmask = analyst"),
		     "unmasking is approved", "R-112");
	expect_fault(r, changed(r, text, "unmask = approving-authority", "unmask = none"),
		     "unmasking is approved", "R-112");
	expect_fault(r,
		     changed(r, text, "rule-activation = supervisor", "rule-activation = targeter"),
		     "does not activate", "R-054");
	expect_fault(r,
		     changed(r, text, "profile-change = approving-authority",
			     "profile-change = supervisor"),
		     "another office", "R-172");
}

static struct law_route route(const char *from, const char *from_state, const char *to,
			      const char *to_state)
{
	return (struct law_route){slice_of(from), slice_of(to), slice_of(from_state),
				  slice_of(to_state)};
}

/* */
static void flights_within_the_union_are_taken_only_as_selected(void **state)
{
	struct read *r = *state;
	const struct date day = {2026, 5, 1}, after = {2026, 6, 2};
	const struct law_route lis_cdg = route("LIS", "PRT", "CDG", "FRA"),
			       opo_fra = route("FRA", "DEU", "OPO", "PRT"),
			       lis_nbo = route("NBO", "KEN", "LIS", "PRT");
	struct slice text = built_in("eu-strict");
	read_text(r, text);
	assert_false(law_takes_flight(&r->law, &lis_cdg, day));
	assert_true(law_takes_flight(&r->law, &lis_nbo, day));

	struct slice some =
		changed(r, text, "\nwithin = none",
			"\nwithin = selected\nselected = CDG-LIS FAO\nassessment = A 7\n"
			"review-by = 2026-06-01");
	read_text(r, some);
	assert_int_equal(r->faults.count, 0);
	assert_true(law_takes_flight(&r->law, &lis_cdg, day));
	assert_false(law_takes_flight(&r->law, &opo_fra, day));
	assert_false(law_takes_flight(&r->law, &lis_cdg, after)); /* the review is overdue */

	struct slice all =
		changed(r, text, "\nwithin = none",
			"\nwithin = all\nthreat-decision = D 3\nthreat-until = 2026-06-01");
	read_text(r, all);
	assert_int_equal(r->faults.count, 0);
	assert_true(law_takes_flight(&r->law, &opo_fra, day));
	assert_false(law_takes_flight(&r->law, &opo_fra, after));
	assert_true(law_takes_flight(&r->law, &lis_nbo, after));
	expect_fault(r, changed(r, text, "\nwithin = none", "\nwithin = all"), "threat decision",
		     "R-019");
	expect_fault(r, changed(r, text, "\nwithin = none", "\nwithin = selected"), "review-by",
		     "R-019");
}

static void sentences_say_what_is_permitted(void **state)
{
	static const char *const parts[] = {
		"5 purposes and no other",
		"armed-robbery: Organised and armed robbery",
		"linked, at least indirectly, with the carriage of passengers by air (R-003)",
		"is masked 6 months after transfer (R-110)",
		"deleted 60 months after transfer (R-115)",
		"To unmask a record (R-112) the approving-authority must agree",
		"27 States of the territory are not taken in (R-019)",
	};
	struct read *r = *state;
	struct buf out;
	read_text(r, built_in("eu-strict"));
	buf_init(&out, (size_t)1 << 20);
	law_explain(&r->law, (struct date){2026, 5, 1}, &out);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_non_null(memmem(out.p, out.n, parts[i], strlen(parts[i])));
	buf_release(&out);
}

/* What is read from the text erases what the table made at build time does. */
static void the_text_and_the_built_in_table_erase_the_same(void **state)
{
	struct read *r = *state;
	for (unsigned i = 0; law_built_in_name(i); i++) {
		read_text(r, built_in(law_built_in_name(i)));
		const struct minimise_profile *got = law_minimise(&r->law, r->a);
		const struct minimise_profile *want = minimise_profile_find(law_built_in_name(i));
		assert_non_null(got);
		assert_non_null(want);
		for (size_t k = 0; want->sensitive_codes[k]; k++)
			assert_string_equal(got->sensitive_codes[k], want->sensitive_codes[k]);
		for (size_t k = 0; want->sensitive_words[k]; k++)
			assert_string_equal(got->sensitive_words[k], want->sensitive_words[k]);
		assert_int_equal(got->permitted_services == NULL, want->permitted_services == NULL);
	}
}

static void any_bytes_end_in_faults(void **state)
{
	static const char *const texts[] = {"",
					    "\n\n",
					    "[",
					    "[]",
					    "= =",
					    "[purpose]",
					    "[purpose x]",
					    " goes on",
					    "name",
					    "\xff\xfe",
					    "[offences]\n=\n"};
	struct read *r = *state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		read_text(r, slice_of(texts[i]));
		assert_true(r->faults.count > 0);
	}
	struct slice text = built_in("eu-strict");
	for (size_t n = 0; n < text.n; n += 97)
		assert_int_equal(
			law_read(slice_range(text, 0, n), r->a, &r->law, &r->faults, &r->e), RC_OK);
	assert_false(slice_present(law_built_in(SLICE("nothing"))));
}

#define T(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_strict_profile_reads_as_the_court_does),
		T(the_base_of_all_states_is_no_weaker_than_annex_9),
		T(the_template_is_refused_until_it_is_filled_in),
		T(the_log_is_kept_for_five_years_at_least),
		T(every_fault_is_told_with_its_line),
		T(a_list_goes_on_in_lines_that_begin_with_a_blank),
		T(what_is_weaker_needs_a_filed_difference),
		T(calling_itself_the_base_does_not_make_it_so),
		T(a_difference_must_be_one_that_there_is),
		T(approvals_are_never_given_to_who_asks),
		T(flights_within_the_union_are_taken_only_as_selected),
		T(sentences_say_what_is_permitted),
		T(the_text_and_the_built_in_table_erase_the_same),
		T(any_bytes_end_in_faults),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
