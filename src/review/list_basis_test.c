/* SPDX-License-Identifier: Apache-2.0
 *
 * No list is compared with that does not rest on law, and none that is too
 * old; by name alone nobody is told from his namesakes.
 */
#include "flow/lists.h"
#include "flow/test_lists.h"
#include "flow/unit.h"
#include "review/test_unit.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#define ROWS "L1,Zelda Quibble,1987-06-14,ZQ1234567,UTO\n"

static enum rc import(struct test_unit *t, const struct list_basis *basis, const char *rows)
{
	struct actor system = actor_system();
	struct list_imported result = {0};
	struct list_import ask = {
		.name = SLICE("Sought"),
		.kind = LIST_PERSONS,
		.severity = LIST_HIGH,
		.basis = *basis,
		.bytes = arena_printf(
			t->a, "id,name,birth_date,document_number,document_issuer\n%s", rows)};
	return lists_import(t->u, &system, &ask, t->a, &result, &t->e);
}

static struct list_basis basis(struct test_unit *t)
{
	return test_list_basis(unit_now(t->u), LIST_PERSONS);
}

/* each of what is asked for, left out in turn. */
static void a_list_that_does_not_say_on_what_it_rests_is_refused(void **state)
{
	struct test_unit *t = *state;
	for (unsigned i = 0; i < 7; i++) {
		struct list_basis b = basis(t);
		struct slice *const texts[] = {&b.legal_basis, &b.owner, &b.purposes, &b.subject,
					       &b.quality};
		if (i < 5)
			*texts[i] = (struct slice){0};
		else if (i == 5)
			b.dated_on = (struct date){0};
		else
			b.ends_on = (struct date){0};
		assert_int_equal(import(t, &b, ROWS), RC_INVALID);
		assert_string_equal(t->e.code, "list-basis-missing");
		assert_string_equal(t->e.rule, "R-030");
	}
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM watchlist"), 0);
	struct list_basis whole = basis(t);
	assert_int_equal(import(t, &whole, ROWS), RC_OK);
}

/* no store of intelligence, and no other purpose than the law's. */
static void only_persons_or_objects_sought_for_the_laws_purposes(void **state)
{
	struct test_unit *t = *state;
	struct list_basis b = basis(t);
	b.subject = SLICE("persons-of-interest");
	assert_int_equal(import(t, &b, ROWS), RC_INVALID);
	assert_string_equal(t->e.rule, "R-030");
	b.subject = SLICE("objects-sought"); /* of a list of persons */
	assert_int_equal(import(t, &b, ROWS), RC_INVALID);
	b = basis(t);
	b.purposes = SLICE("pre-travel-assessment border-control");
	assert_int_equal(import(t, &b, ROWS), RC_INVALID);
	assert_string_equal(t->e.rule, "R-030");
	b = basis(t);
	b.quality = SLICE("rumour");
	assert_int_equal(import(t, &b, ROWS), RC_INVALID);
}

/* every list, and so every entry, has an end, within what the law says. */
static void a_list_ends_within_a_year_of_its_date(void **state)
{
	struct test_unit *t = *state;
	struct list_basis b = basis(t);
	b.ends_on = date_from_days(date_days(b.dated_on) + 366);
	assert_int_equal(import(t, &b, ROWS), RC_INVALID);
	assert_string_equal(t->e.rule, "R-250");
	b = basis(t);
	b.dated_on = date_from_days(date_days(b.dated_on) + 1); /* tomorrow */
	assert_int_equal(import(t, &b, ROWS), RC_INVALID);
	b = basis(t);
	b.used_days = 93; /* the law: 92 */
	assert_int_equal(import(t, &b, ROWS), RC_INVALID);
	assert_string_equal(t->e.rule, "R-031");
	b = basis(t);
	b.dated_on = date_from_days(date_days(b.dated_on) - 92);
	assert_int_equal(import(t, &b, ROWS), RC_INVALID); /* too old on the day it comes */
}

/* A renewal needs no more than its date. */
static void what_is_known_of_a_list_stays(void **state)
{
	struct test_unit *t = *state;
	struct list_basis whole = basis(t);
	assert_int_equal(import(t, &whole, ROWS), RC_OK);
	const struct list_basis date_only = {.dated_on = whole.dated_on};
	assert_int_equal(import(t, &date_only, ROWS), RC_OK);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM watchlist WHERE owner = "
					     "'Invented Ministry' AND quality = 'A'"),
			 1);
}

static struct hits_page hits(struct test_unit *t)
{
	struct hits_page page;
	const struct hits_question ask = {{0}, 0, {0}};
	assert_int_equal(review_hits(t->u, &t->analyst, &ask, t->a, &page, &t->e), RC_OK);
	return page;
}

static unsigned age_lists(struct test_unit *t, int64_t now_at)
{
	unsigned changed = 0;
	unit_set_now(t->u, now_at);
	assert_int_equal(lists_age(t->u, &changed, &t->e), RC_OK);
	return changed;
}

static void send_zelda(struct test_unit *t)
{
	static const struct test_person people[] = {{"QUIBBLE", "ZELDA", "870614", "ZQ1234567"},
						    {0}};
	test_unit_api(t, "418", "3612310555", "3612311320", people); /* a day far ahead */
}

/* one second before the limit, at it, and after. */
static void a_list_past_its_limit_marks_its_hits(void **state)
{
	struct test_unit *t = *state;
	struct list_basis b = basis(t);
	int64_t from_at = date_days(b.dated_on) * DAY_US;
	assert_int_equal(import(t, &b, ROWS), RC_OK);
	send_zelda(t);
	unit_set_now(t->u, from_at + 31 * DAY_US - SECOND_US);
	assert_int_equal(hits(t).hits.count, 1);
	assert_int_equal(hits(t).hits.first->list.age, LIST_FRESH);
	unit_set_now(t->u, from_at + 31 * DAY_US);
	assert_int_equal(hits(t).hits.first->list.age, LIST_STALE);
	struct hit_page page;
	assert_int_equal(review_hit(t->u, &t->analyst, hits(t).hits.first->id, t->a, &page, &t->e),
			 RC_OK);
	assert_int_equal(page.hit.list.age, LIST_STALE);
	struct watchlists_page lists;
	assert_int_equal(review_watchlists(t->u, &t->analyst, t->a, &lists, &t->e), RC_OK);
	assert_int_equal(lists.lists.first->age, LIST_STALE);
}

/* past the hard limit it leaves the comparison at once, and returns when renewed. */
static void a_list_past_its_hard_limit_leaves_the_comparison(void **state)
{
	struct test_unit *t = *state;
	struct list_basis b = basis(t);
	int64_t over_at = (date_days(b.dated_on) + 92) * DAY_US;
	assert_int_equal(import(t, &b, ROWS), RC_OK);
	send_zelda(t);
	assert_int_equal(age_lists(t, over_at - SECOND_US), 0);
	assert_int_equal(hits(t).hits.count, 1);
	assert_int_equal(age_lists(t, over_at), 1);
	assert_int_equal(hits(t).hits.count, 0);
	assert_int_equal(age_lists(t, over_at + SECOND_US), 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM audit WHERE act = "
					     "'watchlist.excluded'"),
			 1);
	struct list_basis renewed = {.dated_on = date_of_instant(over_at),
				     .ends_on = date_from_days(date_days(b.ends_on) + 90)};
	assert_int_equal(import(t, &renewed, ROWS), RC_OK); /* the same entries */
	assert_int_equal(hits(t).hits.count, 1);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM watchlist WHERE excluded_at IS "
					     "NULL AND version = 1"),
			 1);
}

static void a_unit_that_was_stopped_meanwhile_starts_without_the_old_list(void **state)
{
	struct test_unit *t = *state;
	struct list_basis b = basis(t);
	b.ends_on = date_from_days(date_days(b.dated_on) + 10);
	assert_int_equal(import(t, &b, ROWS), RC_OK);
	char at[INSTANT_TEXT];
	instant_write(date_days(b.ends_on) * DAY_US, at);
	test_unit_at(t, at);
	send_zelda(t); /* before any timer has run */
	assert_int_equal(hits(t).hits.count, 0);
}

/* Every criterion answered, and none that tells who somebody is. */
static struct checklist test_unidentified(void)
{
	struct checklist c = test_checklist();
	for (unsigned i = 0; i < CRITERION_COUNT; i++) {
		if (i != CRITERION_NAME && c.answers[i] != ANSWER_NONE)
			c.answers[i] = ANSWER_NOT_KNOWN;
	}
	return c;
}

/* */
static void an_entry_by_name_alone_needs_corroboration(void **state)
{
	struct test_unit *t = *state;
	struct actor system = actor_system();
	struct list_imported result = {0};
	const struct decide_question confirm = {.outcome = SLICE("confirmed"),
						.reason = SLICE("As the test says it."),
						.checklist = test_unidentified()};
	struct hit_view decided;
	struct list_import ask = {.name = SLICE("Sought"),
				  .kind = LIST_PERSONS,
				  .severity = LIST_LOW,
				  .basis = basis(t),
				  .bytes = SLICE("id,name\nL1,Zelda Quibble\n")};
	assert_int_equal(lists_import(t->u, &system, &ask, t->a, &result, &t->e), RC_OK);
	assert_int_equal(result.name_only, 1);
	send_zelda(t);
	assert_int_equal(hits(t).hits.count, 1);
	assert_true(slice_is(hits(t).hits.first->outcome, "undetermined"));
	assert_int_equal(review_decide(t->u, &t->analyst, hits(t).hits.first->id, &confirm, t->a,
				       &decided, &t->e),
			 RC_INVALID);
	assert_string_equal(t->e.code, "name-only");
}

#define T(name) cmocka_unit_test_setup_teardown(name, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_list_that_does_not_say_on_what_it_rests_is_refused),
		T(only_persons_or_objects_sought_for_the_laws_purposes),
		T(a_list_ends_within_a_year_of_its_date),
		T(what_is_known_of_a_list_stays),
		T(a_list_past_its_limit_marks_its_hits),
		T(a_list_past_its_hard_limit_leaves_the_comparison),
		T(a_unit_that_was_stopped_meanwhile_starts_without_the_old_list),
		T(an_entry_by_name_alone_needs_corroboration),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
