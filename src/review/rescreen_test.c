/* SPDX-License-Identifier: Apache-2.0
 *
 * Stored travellers met by lists that change, and the image that a unit starts with.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/lists.h"
#include "flow/rescreen.h"
#include "flow/test_lists.h"
#include "flow/retention.h"
#include "flow/trail.h"
#include "review/test_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define REASON "checked against the passport, all of it"
#define WAIT_MS 20000

static const struct test_person anna[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"}, {0}};
static const struct test_person several[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
					     {"ZZFICTUS", "BORIS", "720101", "ZQ7654321"},
					     {"ZZMADEUP", "CARLA", "900909", NULL},
					     {0}};

/* Flights that have passed by the time of the tests. */
static void make_past(struct test_unit *t)
{
	test_unit_api(t, "410", "2603090555", "2603091320", several);
	test_unit_api(t, "411", "2603100555", "2603101320", anna);
}

static void list_anna(struct test_unit *t)
{
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
}

static void pause_ms(long ms)
{
	const struct timespec moment = {.tv_nsec = ms * 1000000};
	nanosleep(&moment, NULL);
}

static int64_t running(struct test_unit *t)
{
	return test_unit_number(t, "SELECT count(*) FROM rescreening WHERE state = 'running'");
}

/* The thread does all there is to do. */
static void wait_until_done(struct test_unit *t)
{
	long waited = 0;
	for (; (running(t) || !rescreen_memory(t->u).whole) && waited < WAIT_MS; waited += 10)
		pause_ms(10);
	assert_true(waited < WAIT_MS);
}

static void rescreen(struct test_unit *t)
{
	assert_int_equal(rescreen_start(t->u, &t->e), RC_OK);
	wait_until_done(t);
	rescreen_stop(t->u);
}

static int64_t hits(struct test_unit *t, const char *state, const char *cause)
{
	char sql[160];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM hit WHERE state = '%s' AND cause = '%s'",
		 state, cause);
	return test_unit_number(t, sql);
}

static struct rescreening_view state_of(struct test_unit *t)
{
	struct rescreening_view view;
	assert_int_equal(review_rescreening(t->u, &t->analyst, SLICE("Wanted"), t->a, &view, &t->e),
			 RC_OK);
	return view;
}

/* ---- entries ---- */

static void a_new_entry_meets_travellers_of_flights_that_passed_R_236(void **state)
{
	struct test_unit *t = *state;
	make_past(t);
	test_unit_api(t, "418", "2603110555", "2603111320", anna); /* to come */
	list_anna(t);
	assert_int_equal(hits(t, "open", "list-changed"), 1); /* at once */
	assert_true(slice_is(state_of(t).state, "running"));
	assert_int_equal(state_of(t).total, 1);
	rescreen(t);
	assert_int_equal(hits(t, "open", "list-changed"), 3);
	struct rescreening_view view = state_of(t);
	assert_true(slice_is(view.state, "done") && slice_is(view.cause, "list-changed"));
	assert_true(slice_is(view.of, "entries"));
	assert_int_equal(view.done, 1);
	assert_int_equal(view.hits, 2);
	rescreen(t); /* nothing twice */
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM hit"), 3);
	test_unit_api(t, "419", "2603110655", "2603111420", anna);
	assert_int_equal(hits(t, "open", "travel"), 1);
}

static void who_comes_while_it_runs_is_met(void **state)
{
	struct test_unit *t = *state;
	assert_int_equal(rescreen_start(t->u, &t->e), RC_OK);
	wait_until_done(t);
	make_past(t);
	assert_int_equal(rescreen_memory(t->u).names, 4);
	list_anna(t);
	wait_until_done(t);
	assert_int_equal(hits(t, "open", "list-changed"), 2);
}

static void hits_on_an_entry_that_went_are_withdrawn_R_236(void **state)
{
	struct test_unit *t = *state;
	make_past(t);
	list_anna(t);
	rescreen(t);
	assert_int_equal(hits(t, "open", "list-changed"), 2);
	test_unit_list(t, "Wanted", LIST_HIGH, "W2,Dora Zzinvented,1960-06-06,,\n");
	rescreen(t);
	assert_int_equal(hits(t, "open", "list-changed"), 0);
	assert_int_equal(hits(t, "withdrawn", "list-changed"), 2);
}

static void a_decision_counts_for_stored_travellers_too_R_033(void **state)
{
	struct test_unit *t = *state;
	struct hit_view decided;
	struct decide_question q = {.outcome = SLICE("rejected"),
				    .reason = SLICE(REASON),
				    .checklist = test_checklist()};
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	list_anna(t);
	int64_t hit = test_unit_hit(t, "ZZTESTER", "418");
	assert_int_equal(review_decide(t->u, &t->analyst, hit, &q, t->a, &decided, &t->e), RC_OK);
	make_past(t);
	test_unit_tamper(t, "DELETE FROM hit WHERE id <> (SELECT MIN(id) FROM hit)");
	assert_int_equal(rescreen_ask(t->u, &t->supervisor, SLICE("Wanted"), &t->e), RC_DENIED);
	struct actor system = actor_system();
	assert_int_equal(rescreen_cancel(t->u, &system, SLICE("Wanted"), &t->e), RC_OK);
	assert_int_equal(rescreen_ask(t->u, &system, SLICE("Wanted"), &t->e), RC_OK);
	rescreen(t);
	assert_int_equal(hits(t, "decided", "re-screening"), 2);
	assert_int_equal(hits(t, "open", "re-screening"), 0);
}

/* Stored travellers are in memory: of the flights to come only those are looked at that a
 * change concerns. */
static void a_change_meets_the_flights_to_come_that_it_concerns(void **state)
{
	struct test_unit *t = *state;
	test_unit_list(t, "Wanted", LIST_HIGH, "W2,Boris Zzfictus,1972-01-01,,\n");
	assert_int_equal(rescreen_start(t->u, &t->e), RC_OK);
	wait_until_done(t);
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	test_unit_api(t, "419", "2603110655", "2603111420", several);
	assert_int_equal(hits(t, "open", "travel"), 1);
	test_unit_list(t, "Wanted", LIST_HIGH,
		       "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n"
		       "W2,Boris Zzfictus,1972-01-02,,\n");
	assert_int_equal(hits(t, "open", "list-changed"), 2);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM hit WHERE reference = 'W2' AND "
					     "state = 'open' AND outcome = 'possible'"),
			 1);
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Anna Zztester,1985-03-15,ZQ1234567,UTO\n");
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM hit WHERE state = 'withdrawn'"),
			 1);
	/* Another severity is one of all hits. */
	test_unit_list(t, "Wanted", LIST_LOW, "W1,Anna Zztester,1985-03-15,ZQ1234567,UTO\n");
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM hit WHERE state = 'open' AND "
					     "severity = 1"),
			 2);
}

/* ---- flights, one after the other ---- */

static void ask(struct test_unit *t)
{
	struct actor system = actor_system();
	make_past(t);
	list_anna(t);
	assert_int_equal(rescreen_cancel(t->u, &system, SLICE("Wanted"), &t->e), RC_OK);
	assert_int_equal(rescreen_cancel(t->u, &system, SLICE("Wanted"), &t->e), RC_CONFLICT);
	assert_true(slice_is(state_of(t).state, "cancelled"));
	assert_int_equal(rescreen_ask(t->u, &system, SLICE("Wanted"), &t->e), RC_OK);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM audit WHERE act IN "
					     "('watchlist.rescreening-asked', "
					     "'watchlist.rescreening-cancelled')"),
			 2);
	assert_int_equal(rescreen_ask(t->u, &system, SLICE("Wanted"), &t->e), RC_CONFLICT);
	assert_int_equal(rescreen_ask(t->u, &system, SLICE("None"), &t->e), RC_NOT_FOUND);
}

static void everybody_can_be_compared_once_more(void **state)
{
	struct test_unit *t = *state;
	struct audit_report r;
	bool more = true;
	ask(t);
	while (more)
		assert_int_equal(rescreen_step(t->u, &more, &t->e), RC_OK);
	assert_int_equal(hits(t, "open", "re-screening"), 2);
	struct rescreening_view view = state_of(t);
	assert_true(slice_is(view.state, "done") && slice_is(view.of, "flights"));
	assert_int_equal(view.total, 2);
	assert_int_equal(view.done, 2);
	assert_int_equal(view.hits, 2);
	assert_int_equal(trail_verify(t->u, &r, &t->e), RC_OK);
	assert_int_equal(r.broken_seq, 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM audit WHERE act LIKE "
					     "'watchlist.rescreening-%'"),
			 2);
}

/* More flights than one step does; the program ends after each. */
static void it_goes_on_after_a_stop_and_raises_no_hit_twice(void **state)
{
	struct test_unit *t = *state;
	char number[8], departs[16], arrives[16];
	bool more = true;
	for (unsigned i = 0; i < 40; i++) {
		snprintf(number, sizeof number, "%u", 500 + i);
		snprintf(departs, sizeof departs, "260309%02u%02u", i % 20, i % 60);
		snprintf(arrives, sizeof arrives, "260309%02u%02u", i % 20 + 3, i % 60);
		test_unit_api(t, number, departs, arrives, anna);
	}
	ask(t);
	unsigned steps = 0;
	for (; more; steps++) {
		assert_int_equal(rescreen_step(t->u, &more, &t->e), RC_OK);
		test_unit_at(t, TEST_NOW);
		if (steps == 0)
			assert_in_range(state_of(t).done, 1, 41);
	}
	assert_true(steps > 3);
	assert_int_equal(hits(t, "open", "re-screening"), 42);
	assert_int_equal(state_of(t).hits, 42);
	assert_int_equal(state_of(t).done, 42);
}

/* ---- who goes ---- */

static void who_is_sealed_leaves_memory_R_110(void **state)
{
	struct test_unit *t = *state;
	struct actor system = actor_system();
	struct retention_report done;
	make_past(t);
	test_unit_at(t, "2026-09-08T04:00:00Z"); /* the day before the age of masking */
	assert_int_equal(rescreen_start(t->u, &t->e), RC_OK);
	wait_until_done(t);
	assert_int_equal(rescreen_memory(t->u).names, 4);
	unit_set_now(t->u, t->now_at + INT64_C(5) * 86400 * 1000000);
	assert_int_equal(retention_run(t->u, &system, true, &done, &t->e), RC_OK);
	assert_int_equal(done.travellers_masked + done.travellers_deleted, 4);
	assert_int_equal(rescreen_memory(t->u).names, 0);
}

/* ---- the image ---- */

static void path_of(const struct test_unit *t, const char *name, char out[128])
{
	snprintf(out, 128, "%s/%s", t->folder, name);
}

static void keep_image(struct test_unit *t)
{
	assert_int_equal(index_keep_image(t->u, &t->e), RC_OK);
}

static void damage(const char *path, long at)
{
	FILE *f = fopen(path, "r+");
	assert_non_null(f);
	assert_int_equal(fseek(f, at, at < 0 ? SEEK_END : SEEK_SET), 0);
	int c = fgetc(f);
	assert_int_equal(fseek(f, -1, SEEK_CUR), 0);
	fputc(c ^ 1, f);
	fclose(f);
}

static void a_unit_starts_with_the_image_of_its_lists(void **state)
{
	struct test_unit *t = *state;
	char path[128];
	struct stat about;
	list_anna(t);
	keep_image(t);
	path_of(t, "screening.image", path);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	test_unit_at(t, TEST_NOW);
	assert_true(index_is_of_image(t->u));
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	assert_int_equal(hits(t, "open", "travel"), 1);
	/* Changed while it is in use, and made whole again. */
	test_unit_list(t, "Wanted", LIST_HIGH, "W9,Boris Zzfictus,1972-01-01,,\n");
	keep_image(t);
	test_unit_at(t, TEST_NOW);
	assert_true(index_is_of_image(t->u));
	test_unit_api(t, "419", "2603110655", "2603111420", several);
	assert_int_equal(hits(t, "open", "travel"), 1);
}

static void an_image_that_is_old_or_damaged_is_not_used(void **state)
{
	struct test_unit *t = *state;
	char path[128];
	path_of(t, "screening.image", path);
	list_anna(t);
	keep_image(t);
	test_unit_list(t, "Wanted", LIST_HIGH, "W9,Boris Zzfictus,1972-01-01,,\n");
	test_unit_at(t, TEST_NOW); /* the image is of the version before */
	assert_false(index_is_of_image(t->u));
	keep_image(t);
	damage(path, -100);
	test_unit_at(t, TEST_NOW);
	assert_false(index_is_of_image(t->u));
	keep_image(t);
	damage(path, 9); /* the format */
	test_unit_at(t, TEST_NOW);
	assert_false(index_is_of_image(t->u));
	keep_image(t);
	assert_int_equal(truncate(path, 200), 0);
	test_unit_at(t, TEST_NOW);
	assert_false(index_is_of_image(t->u));
	test_unit_api(t, "418", "2603110555", "2603111320", several);
	assert_int_equal(hits(t, "open", "travel"), 1);
}

static void an_image_serves_until_an_entry_begins_or_expires_R_250(void **state)
{
	struct test_unit *t = *state;
	const struct list_import ask = {
		.name = SLICE("Wanted"),
		.kind = LIST_PERSONS,
		.basis = test_list_basis(unit_now(t->u), LIST_PERSONS),
		.bytes = SLICE(
			"id,name,birth_date,expires\nW1,Anna Zztester,1985-03-14,2026-03-13\n")};
	struct list_imported out;
	struct actor system = actor_system();
	assert_int_equal(lists_import(t->u, &system, &ask, t->a, &out, &t->e), RC_OK);
	keep_image(t);
	test_unit_at(t, "2026-03-13T04:00:00Z");
	assert_true(index_is_of_image(t->u));
	test_unit_at(t, "2026-03-14T04:00:00Z");
	assert_false(index_is_of_image(t->u));
	test_unit_api(t, "418", "2603150555", "2603151320", anna);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM hit"), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, test_unit_make, test_unit_remove)
	const struct CMUnitTest tests[] = {
		TEST(a_new_entry_meets_travellers_of_flights_that_passed_R_236),
		TEST(who_comes_while_it_runs_is_met),
		TEST(hits_on_an_entry_that_went_are_withdrawn_R_236),
		TEST(a_decision_counts_for_stored_travellers_too_R_033),
		TEST(a_change_meets_the_flights_to_come_that_it_concerns),
		TEST(everybody_can_be_compared_once_more),
		TEST(it_goes_on_after_a_stop_and_raises_no_hit_twice),
		TEST(who_is_sealed_leaves_memory_R_110),
		TEST(a_unit_starts_with_the_image_of_its_lists),
		TEST(an_image_that_is_old_or_damaged_is_not_used),
		TEST(an_image_serves_until_an_entry_begins_or_expires_R_250),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
