/* SPDX-License-Identifier: Apache-2.0
 *
 * A person decides each hit, by written criteria, and two where the profile says.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "review/test_unit.h"

#include <string.h>

#define REASON "The photograph and the document are those of the entry."

static const struct test_person anna[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"}, {0}};

static int64_t hit_on(struct test_unit *t, enum list_severity severity)
{
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	test_unit_list(t, "Wanted", severity, "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	return test_unit_hit(t, "ZZTESTER", "418");
}

static void from_interpol(struct test_unit *t)
{
	test_unit_tamper(t, "UPDATE watchlist SET source = 'INTERPOL, invented for a test'");
}

static enum rc decide(struct test_unit *t, const struct actor *who, int64_t hit,
		      const char *outcome, const struct checklist *c)
{
	struct hit_view out;
	struct decide_question q = {
		.outcome = slice_of(outcome), .reason = SLICE(REASON), .checklist = *c};
	return review_decide(t->u, who, hit, &q, t->a, &out, &t->e);
}

static enum rc confirm(struct test_unit *t, const struct actor *who, int64_t hit)
{
	struct checklist c = test_checklist();
	return decide(t, who, hit, "confirmed", &c);
}

static void assert_refused(struct test_unit *t, const char *code, const char *rule)
{
	assert_string_equal(t->e.code, code);
	assert_string_equal(t->e.rule, rule);
	assert_true(strlen(t->e.text) > 20);
}

static bool is_open(struct test_unit *t)
{
	return test_unit_number(t, "SELECT count(*) FROM hit WHERE state = 'open'") == 1;
}

static struct hit_page page_of(struct test_unit *t, int64_t hit)
{
	struct actor dpo = test_actor(ACTOR_DPO);
	struct hit_page page;
	assert_int_equal(review_hit(t->u, &dpo, hit, t->a, &page, &t->e), RC_OK);
	return page;
}

/* ---- the checklist ---- */

static void every_criterion_is_answered(void **state) /* */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_LOW);
	for (unsigned i = 0; i < CRITERION_INDICATORS; i++) {
		struct checklist c = test_checklist();
		c.answers[i] = ANSWER_NONE;
		assert_int_equal(decide(t, &t->analyst, hit, "rejected", &c), RC_INVALID);
		assert_refused(t, "checklist-incomplete", "R-071");
		assert_non_null(strstr(t->e.text, criterion_name((enum criterion)i)));
	}
	assert_true(is_open(t));
}

static void the_officer_sees_every_answer(void **state) /* R-071 R-154 */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_LOW);
	struct checklist c = test_checklist();
	c.answers[CRITERION_SEX] = ANSWER_DIFFERS;
	c.answers[CRITERION_PHOTOGRAPH] = ANSWER_NOT_KNOWN;
	assert_int_equal(decide(t, &t->analyst, hit, "rejected", &c), RC_OK);
	struct hit_page page = page_of(t, hit);
	assert_memory_equal(&page.checklist, &c, sizeof c);
	assert_true(slice_is(page.hit.decision.reason, REASON));
}

static void a_name_alone_confirms_nobody(void **state) /* */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_LOW);
	struct checklist c = test_checklist();
	c.answers[CRITERION_BIRTH_DATE] = ANSWER_NOT_KNOWN;
	c.answers[CRITERION_DOCUMENT] = ANSWER_DIFFERS;
	c.answers[CRITERION_PHOTOGRAPH] = ANSWER_NOT_KNOWN;
	assert_int_equal(decide(t, &t->analyst, hit, "confirmed", &c), RC_INVALID);
	assert_refused(t, "name-only", "R-073");
	assert_true(is_open(t));
	assert_int_equal(decide(t, &t->analyst, hit, "undetermined", &c), RC_OK);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM use_notice"), 0);
}

static void the_persons_word_beats_the_machines(void **state) /* R-072 R-033 */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_HIGH);
	struct checklist c = test_checklist();
	assert_int_equal(page_of(t, hit).hit.score_permille, 1000);
	assert_int_equal(decide(t, &t->analyst, hit, "rejected", &c), RC_OK);
	test_unit_api(t, "419", "2603120555", "2603121320", anna); /* found again ... */
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM hit WHERE state = 'open'"), 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM hit WHERE state = 'decided'"),
			 2); /* ... and not raised again */
}

static void nothing_is_confirmed_without_a_person(void **state) /* R-070 R-072 */
{
	struct test_unit *t = *state;
	hit_on(t, LIST_HIGH);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM decision"), 0);
	assert_true(is_open(t));
	const struct actor system = actor_system();
	assert_int_equal(confirm(t, &system, test_unit_hit(t, "ZZTESTER", "418")), RC_DENIED);
}

/* ---- two reviewers ---- */

static void a_confirmed_hit_of_high_severity_takes_two_reviewers(void **state) /* */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_HIGH);
	assert_true(page_of(t, hit).second_review);
	assert_int_equal(confirm(t, &t->analyst, hit), RC_OK);
	assert_true(is_open(t));
	struct hit_page page = page_of(t, hit);
	assert_true(page.first.given && slice_is(page.first.by, "analyst"));
	assert_int_equal(confirm(t, &t->analyst, hit), RC_CONFLICT);
	assert_refused(t, "second-reviewer-needed", "R-074");
	assert_true(is_open(t));
	assert_int_equal(confirm(t, &t->supervisor, hit), RC_OK);
	assert_false(is_open(t));
	page = page_of(t, hit);
	assert_true(slice_is(page.hit.decision.by, "supervisor"));
	assert_true(page.first.given); /* both stay to be seen */
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM audit WHERE act = 'hit.first-opinion'"),
		1);
}

static void the_second_reviewer_has_the_role_that_the_profile_names(void **state) /* */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_HIGH);
	struct actor other = test_account(t, ACTOR_ANALYST, "otto", "Otto Example");
	assert_int_equal(confirm(t, &t->analyst, hit), RC_OK);
	assert_int_equal(confirm(t, &other, hit), RC_DENIED);
	assert_refused(t, "second-reviewer-role", "R-074");
	assert_true(is_open(t));
}

static void a_second_reviewer_may_hold_otherwise(void **state) /* */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_HIGH);
	struct checklist c = test_checklist();
	assert_int_equal(confirm(t, &t->analyst, hit), RC_OK);
	assert_int_equal(decide(t, &t->supervisor, hit, "rejected", &c), RC_OK);
	struct hit_page page = page_of(t, hit);
	assert_true(slice_is(page.hit.decision.outcome, "rejected"));
	assert_true(slice_is(page.first.outcome, "confirmed"));
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM use_notice"), 0);
}

static void one_reviewer_is_enough_for_less(void **state)
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_MEDIUM);
	assert_false(page_of(t, hit).second_review);
	assert_int_equal(confirm(t, &t->analyst, hit), RC_OK);
	assert_false(is_open(t));
}

/* ---- INTERPOL ---- */

static void an_interpol_match_waits_for_the_bureau(void **state) /* R-231, scenario 3 */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_LOW);
	from_interpol(t);
	assert_int_equal(confirm(t, &t->analyst, hit), RC_CONFLICT);
	assert_refused(t, "bureau-answer-missing", "R-231");
	assert_int_equal(review_bureau_answer(t->u, &t->analyst, hit, SLICE("confirmed"),
					      SLICE("NCB 12/1"), &t->e),
			 RC_CONFLICT);
	assert_refused(t, "bureau-not-asked", "R-231");
	assert_int_equal(review_bureau_ask(t->u, &t->analyst, hit, SLICE("UTO 2026/7"), &t->e),
			 RC_OK);
	assert_int_equal(confirm(t, &t->analyst, hit), RC_CONFLICT);
	assert_refused(t, "bureau-answer-missing", "R-231");
	struct bureau_view clock = page_of(t, hit).bureau;
	assert_true(clock.needed);
	assert_int_equal(clock.asked_at, t->now_at);
	assert_int_equal(clock.due_at - clock.asked_at, BUREAU_ANSWER_US);
	assert_int_equal(review_bureau_answer(t->u, &t->analyst, hit, SLICE("confirmed"),
					      SLICE("NCB 12/1"), &t->e),
			 RC_OK);
	assert_int_equal(confirm(t, &t->analyst, hit), RC_OK);
	assert_false(is_open(t));
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM audit WHERE act IN "
					     "('hit.bureau-asked','hit.bureau-answered')"),
			 2);
}

static void what_the_source_did_not_confirm_is_not_confirmed(void **state) /* */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_LOW);
	struct checklist c = test_checklist();
	from_interpol(t);
	assert_int_equal(review_bureau_ask(t->u, &t->analyst, hit, SLICE("UTO 2026/7"), &t->e),
			 RC_OK);
	assert_int_equal(review_bureau_answer(t->u, &t->analyst, hit, SLICE("not-confirmed"),
					      SLICE("NCB 12/1"), &t->e),
			 RC_OK);
	assert_int_equal(review_bureau_answer(t->u, &t->analyst, hit, SLICE("confirmed"),
					      SLICE("NCB 12/2"), &t->e),
			 RC_CONFLICT);
	assert_refused(t, "bureau-answered", "R-231");
	assert_int_equal(confirm(t, &t->analyst, hit), RC_CONFLICT);
	assert_refused(t, "bureau-not-confirmed", "R-231");
	assert_int_equal(decide(t, &t->analyst, hit, "rejected", &c), RC_OK);
}

static void an_interpol_match_may_be_rejected_at_once(void **state) /* */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_LOW);
	struct checklist c = test_checklist();
	from_interpol(t);
	assert_int_equal(decide(t, &t->analyst, hit, "rejected", &c), RC_OK);
}

static void a_list_in_interpols_format_is_interpols(void **state) /* */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_LOW);
	test_unit_tamper(t, "UPDATE watchlist_version SET format = 'interpol-json'");
	assert_int_equal(confirm(t, &t->analyst, hit), RC_CONFLICT);
	assert_refused(t, "bureau-answer-missing", "R-231");
}

static void the_bureau_is_not_asked_about_others_entries(void **state)
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_LOW);
	struct actor dpo = test_actor(ACTOR_DPO);
	assert_int_equal(review_bureau_ask(t->u, &t->analyst, hit, SLICE("UTO 2026/7"), &t->e),
			 RC_CONFLICT);
	assert_refused(t, "bureau-not-needed", "R-231");
	from_interpol(t);
	assert_int_equal(review_bureau_ask(t->u, &t->analyst, hit, SLICE(" "), &t->e), RC_INVALID);
	assert_int_equal(review_bureau_ask(t->u, &dpo, hit, SLICE("UTO 2026/7"), &t->e), RC_DENIED);
	assert_int_equal(
		review_bureau_answer(t->u, &t->analyst, hit, SLICE("maybe"), SLICE("x"), &t->e),
		RC_INVALID);
}

/* ---- the person is told and counted (R-157) ---- */

static void a_confirmed_hit_opens_a_notice_to_the_person(void **state) /* */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_LOW);
	assert_int_equal(confirm(t, &t->analyst, hit), RC_OK);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM use_notice n JOIN decision d ON "
					     "d.id = n.decision_id WHERE n.state = 'waiting' AND "
					     "n.review_at > n.opened_at"),
			 1);
}

static void decisions_and_travellers_are_counted_by_year(void **state) /* */
{
	struct test_unit *t = *state;
	int64_t hit = hit_on(t, LIST_LOW);
	assert_int_equal(confirm(t, &t->analyst, hit), RC_OK);
	test_unit_api(t, "418", "2603110555", "2603111320", anna); /* the same again */
	assert_int_equal(test_unit_number(t, "SELECT amount FROM statistic WHERE year = 2026 AND "
					     "name = 'travellers'"),
			 1);
	assert_int_equal(test_unit_number(t, "SELECT amount FROM statistic WHERE name = 'hits'"),
			 1);
	assert_int_equal(
		test_unit_number(t, "SELECT amount FROM statistic WHERE name = 'confirmed'"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_criterion_is_answered),
		TEST(the_officer_sees_every_answer),
		TEST(a_name_alone_confirms_nobody),
		TEST(the_persons_word_beats_the_machines),
		TEST(nothing_is_confirmed_without_a_person),
		TEST(a_confirmed_hit_of_high_severity_takes_two_reviewers),
		TEST(the_second_reviewer_has_the_role_that_the_profile_names),
		TEST(a_second_reviewer_may_hold_otherwise),
		TEST(one_reviewer_is_enough_for_less),
		TEST(an_interpol_match_waits_for_the_bureau),
		TEST(what_the_source_did_not_confirm_is_not_confirmed),
		TEST(an_interpol_match_may_be_rejected_at_once),
		TEST(a_list_in_interpols_format_is_interpols),
		TEST(the_bureau_is_not_asked_about_others_entries),
		TEST(a_confirmed_hit_opens_a_notice_to_the_person),
		TEST(decisions_and_travellers_are_counted_by_year),
	};
	return cmocka_run_group_tests_name("review/decide", tests, NULL, NULL);
}
