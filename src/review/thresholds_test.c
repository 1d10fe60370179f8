/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "flow/lists.h"
#include "review/test_unit.h"

#include <stdio.h>

/* Everybody here is invented. Anna is listed with her document, Boris and Carla by name and
 * birth date: Boris' is known to the year only. */
static const struct test_person people[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
					    {"ZZFICTUS", "BORIS", "720304", "ZQ7654321"},
					    {"ZZMADEUP", "CARLA", "900909", NULL},
					    {0}};

static void prepare(struct test_unit *t)
{
	test_unit_list(t, "Wanted", LIST_MEDIUM, /* one reviewer confirms */
		       "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n"
		       "W2,Boris Zzfictus,1972,,\n"
		       "W3,Carla Zzmadeup,1990-09-09,,\n");
	test_unit_api(t, "418", "2603110555", "2603111320", people);
}

static void decide(struct test_unit *t, const char *family, const char *outcome)
{
	struct hit_view out;
	struct decide_question q = {.outcome = slice_of(outcome),
				    .reason = SLICE("Compared with the photograph."),
				    .checklist = test_checklist()};
	assert_int_equal(review_decide(t->u, &t->analyst, test_unit_hit(t, family, "418"), &q, t->a,
				       &out, &t->e),
			 RC_OK);
}

static enum rc set(struct test_unit *t, const char *name, int64_t threshold, const char *reason)
{
	struct actor keeper = test_actor(ACTOR_TARGETER);
	struct list_threshold ask = {slice_of(name), threshold, slice_of(reason)};
	return lists_set_threshold(t->u, &keeper, &ask, t->a, &t->e);
}

static struct thresholds_page thresholds(struct test_unit *t)
{
	struct actor keeper = test_actor(ACTOR_TARGETER);
	struct thresholds_page page;
	assert_int_equal(review_thresholds(t->u, &keeper, SLICE("Wanted"), t->a, &page, &t->e),
			 RC_OK);
	return page;
}

static int64_t hits(struct test_unit *t, const char *state)
{
	char sql[100];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM hit WHERE state = '%s'", state);
	return test_unit_number(t, sql);
}

static void decisions_say_what_a_threshold_would_save_and_lose(void **state)
{
	struct test_unit *t = *state;
	prepare(t);
	struct thresholds_page page = thresholds(t);
	assert_int_equal(page.threshold, 0);
	assert_int_equal(page.reviews, 0);
	assert_int_equal(page.steps[THRESHOLD_STEPS - 1].threshold, 1000);
	assert_int_equal(page.steps[0].open, 0);
	assert_int_equal(page.steps[THRESHOLD_STEPS - 1].open, 2); /* Anna's has 1000 */
	decide(t, "ZZTESTER", "confirmed");
	decide(t, "ZZFICTUS", "rejected");
	decide(t, "ZZMADEUP", "confirmed");
	page = thresholds(t);
	assert_int_equal(page.reviews, 3);
	assert_int_equal(page.confirmed, 2);
	int64_t boris = test_unit_number(t, "SELECT min(score) FROM hit");
	int64_t carla =
		test_unit_number(t, "SELECT score FROM hit ORDER BY score LIMIT 1 OFFSET 1");
	assert_true(boris < carla);
	for (unsigned i = 0; i < THRESHOLD_STEPS; i++) {
		const struct threshold_step *s = &page.steps[i];
		assert_int_equal(s->saves, (s->threshold > boris) + (s->threshold > carla));
		assert_int_equal(s->loses, s->threshold > carla);
		assert_int_equal(s->open, 0);
	}
}

static void decisions_older_than_a_year_do_not_count(void **state)
{
	struct test_unit *t = *state;
	prepare(t);
	decide(t, "ZZTESTER", "confirmed");
	test_unit_at(t, "2027-03-11T03:59:59Z");
	assert_int_equal(thresholds(t).reviews, 1);
	test_unit_at(t, "2027-03-11T04:00:01Z");
	assert_int_equal(thresholds(t).reviews, 0);
}

static void a_threshold_withdraws_open_hits_and_leaves_decided_ones(void **state)
{
	struct test_unit *t = *state;
	prepare(t);
	int64_t carla =
		test_unit_number(t, "SELECT score FROM hit ORDER BY score LIMIT 1 OFFSET 1");
	decide(t, "ZZMADEUP", "rejected");
	assert_int_equal(hits(t, "open"), 2);
	assert_int_equal(set(t, "Wanted", carla + 1, "Too many namesakes."), RC_OK);
	assert_int_equal(thresholds(t).threshold, carla + 1);
	assert_int_equal(hits(t, "open"), 1);      /* Anna */
	assert_int_equal(hits(t, "withdrawn"), 1); /* Boris */
	assert_int_equal(hits(t, "decided"), 1);   /* Carla: what was decided stays decided */
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM audit WHERE act = "
				    "'watchlist.threshold-set' AND detail LIKE '%namesakes%'"),
		1);
	test_unit_api(t, "419", "2603110655", "2603111420", people);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM hit h JOIN flight f ON f.id = "
					     "h.flight_id WHERE f.flight_number = '419'"),
			 1);
	assert_int_equal(set(t, "Wanted", 0, "A match was missed."), RC_OK);
	assert_int_equal(hits(t, "withdrawn"), 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM audit WHERE act = "
					     "'hit.reopened'"),
			 1);
	/* Carla's hit on the other flight is hers again, and decided by what was said of her. */
	assert_int_equal(hits(t, "decided"), 2);
}

static void a_new_version_of_a_list_keeps_its_threshold(void **state)
{
	struct test_unit *t = *state;
	prepare(t);
	assert_int_equal(set(t, "Wanted", 700, "As agreed."), RC_OK);
	test_unit_list(t, "Wanted", LIST_MEDIUM,
		       /* one reviewer confirms */ "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	assert_int_equal(thresholds(t).threshold, 700);
}

static void wrong_thresholds_are_refused(void **state)
{
	struct test_unit *t = *state;
	struct thresholds_page page;
	prepare(t);
	assert_int_equal(set(t, "Wanted", 1001, "Why not."), RC_INVALID);
	assert_string_equal(t->e.code, "bad-threshold");
	assert_int_equal(set(t, "Wanted", -1, "Why not."), RC_INVALID);
	assert_int_equal(set(t, "Wanted", 500, "  "), RC_INVALID);
	assert_string_equal(t->e.code, "reason-missing");
	assert_int_equal(set(t, "Nothing", 500, "Why not."), RC_NOT_FOUND);
	struct list_threshold ask = {SLICE("Wanted"), 500, SLICE("Why not.")};
	assert_int_equal(lists_set_threshold(t->u, &t->analyst, &ask, t->a, &t->e), RC_DENIED);
	struct actor analyst = test_actor(ACTOR_ANALYST);
	enum rc rc = review_thresholds(t->u, &analyst, SLICE("Nothing"), t->a, &page, &t->e);
	assert_true(rc == RC_NOT_FOUND || rc == RC_DENIED);
	assert_int_equal(hits(t, "open"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(decisions_say_what_a_threshold_would_save_and_lose,
						test_unit_make, test_unit_remove),
		cmocka_unit_test_setup_teardown(decisions_older_than_a_year_do_not_count,
						test_unit_make, test_unit_remove),
		cmocka_unit_test_setup_teardown(
			a_threshold_withdraws_open_hits_and_leaves_decided_ones, test_unit_make,
			test_unit_remove),
		cmocka_unit_test_setup_teardown(a_new_version_of_a_list_keeps_its_threshold,
						test_unit_make, test_unit_remove),
		cmocka_unit_test_setup_teardown(wrong_thresholds_are_refused, test_unit_make,
						test_unit_remove),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
