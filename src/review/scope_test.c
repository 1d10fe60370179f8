/* SPDX-License-Identifier: Apache-2.0
 *
 * Need to know: a list that was given to desks is there at those desks only.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "flow/lists.h"
#include "flow/test_lists.h"
#include "protect/scope.h"
#include "review/test_unit.h"

static const struct test_person people[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
					    {"ZZFICTUS", "BEN", "860415", "ZQ7654321"},
					    {0}};

/* Two lists; the hits of "Secret" are for the desk "terror". */
static void make_lists(struct test_unit *t)
{
	struct actor system = actor_system();
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Ben Zzfictus,1986-04-15,ZQ7654321,UTO\n");
	test_unit_list(t, "Secret", LIST_HIGH, "S1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	assert_int_equal(scope_assign(unit_store(t->u), &system, SLICE("Secret"),
				      SLICE("terror second-desk"), t->now_at, &t->e),
			 RC_OK);
}

static struct actor at_desk(enum actor_role role, const char *desk)
{
	struct actor who = test_actor(role);
	who.desk = slice_of(desk);
	return who;
}

static unsigned hits_seen(struct test_unit *t, const struct actor *who, int64_t *counted)
{
	const struct hits_question open = {.limit = 100};
	struct hits_page page;
	assert_int_equal(review_hits(t->u, who, &open, t->a, &page, &t->e), RC_OK);
	*counted = page.open;
	return page.hits.count;
}

static void expect(struct test_unit *t, struct actor who, unsigned hits)
{
	const struct flights_question ask = {.limit = 100};
	struct flights_page flights;
	int64_t counted = 0;
	assert_int_equal(hits_seen(t, &who, &counted), hits);
	assert_int_equal(counted, hits);
	assert_int_equal(review_flights(t->u, &who, &ask, t->a, &flights, &t->e), RC_OK);
	assert_int_equal(flights.flights.first->hits_open, hits);
	assert_int_equal(flights.flights.first->hits, hits);
}

static void the_hits_of_a_list_are_seen_at_its_desks_only(void **state)
{
	struct test_unit *t = *state;
	make_lists(t);
	expect(t, test_actor(ACTOR_ANALYST), 1);
	expect(t, at_desk(ACTOR_ANALYST, "drugs"), 1);
	expect(t, at_desk(ACTOR_ANALYST, "terror"), 2);
	expect(t, at_desk(ACTOR_ANALYST, "second-desk"), 2);
	expect(t, at_desk(ACTOR_SUPERVISOR, "terror "), 1);
	expect(t, test_actor(ACTOR_DPO), 2);
	expect(t, test_actor(ACTOR_SUPERVISORY_AUTHORITY), 2);
}

static void elsewhere_such_a_hit_is_not_there(void **state)
{
	struct test_unit *t = *state;
	make_lists(t);
	struct actor other = at_desk(ACTOR_ANALYST, "drugs");
	struct actor there = t->analyst;
	const struct decide_question q = {.outcome = SLICE("rejected"),
					  .reason = SLICE("another person, says the test"),
					  .checklist = test_checklist()};
	struct hit_page page;
	struct hit_view decided;
	int64_t hit = test_unit_hit(t, "ZZTESTER", "418");
	other.account_id = t->analyst.account_id;
	assert_int_equal(review_hit(t->u, &other, hit, t->a, &page, &t->e), RC_NOT_FOUND);
	assert_int_equal(review_decide(t->u, &other, hit, &q, t->a, &decided, &t->e), RC_NOT_FOUND);
	there.desk = SLICE("terror");
	assert_int_equal(review_hit(t->u, &there, hit, t->a, &page, &t->e), RC_OK);
	assert_int_equal(review_decide(t->u, &there, hit, &q, t->a, &decided, &t->e), RC_OK);
}

static void a_travellers_page_says_nothing_of_it(void **state)
{
	struct test_unit *t = *state;
	make_lists(t);
	struct actor other = test_actor(ACTOR_ANALYST);
	struct traveller_page page;
	struct travellers_page all;
	int64_t id = test_unit_number(t, "SELECT id FROM traveller WHERE family = 'ZZTESTER'");
	int64_t flight = test_unit_number(t, "SELECT id FROM flight");
	assert_int_equal(review_traveller(t->u, &other, id, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.hits.count, 0);
	assert_int_equal(page.traveller.hits_open, 0);
	assert_int_equal(page.flight.hits_open, 1);
	assert_int_equal(review_travellers(t->u, &other, flight, t->a, &all, &t->e), RC_OK);
	LIST_EACH(const struct traveller_view, v, &all.travellers)
	assert_int_equal(v->hits_open, slice_is(v->family, "ZZFICTUS"));
}

static void the_list_itself_is_not_there_either(void **state)
{
	struct test_unit *t = *state;
	make_lists(t);
	struct actor other = test_actor(ACTOR_TARGETER), there = at_desk(ACTOR_TARGETER, "terror");
	struct watchlists_page lists;
	struct watchlist_versions_page versions;
	struct list_imported result = {0};
	const struct list_import ask = {.name = SLICE("Secret"),
					.kind = LIST_PERSONS,
					.severity = LIST_HIGH,
					.preview = true,
					.basis = test_list_basis(unit_now(t->u), LIST_PERSONS),
					.bytes = SLICE("id,name\nS1,Anna Zztester\n")};
	assert_int_equal(review_watchlists(t->u, &other, t->a, &lists, &t->e), RC_OK);
	assert_int_equal(lists.lists.count, 1);
	assert_int_equal(
		review_watchlist_versions(t->u, &other, SLICE("Secret"), t->a, &versions, &t->e),
		RC_NOT_FOUND);
	assert_int_equal(lists_import(t->u, &other, &ask, t->a, &result, &t->e), RC_NOT_FOUND);
	assert_int_equal(lists_import(t->u, &there, &ask, t->a, &result, &t->e), RC_OK);
	assert_int_equal(review_watchlists(t->u, &there, t->a, &lists, &t->e), RC_OK);
	assert_int_equal(lists.lists.count, 2);
}

static void a_list_without_desks_is_for_all_again(void **state)
{
	struct test_unit *t = *state;
	struct actor system = actor_system();
	make_lists(t);
	assert_int_equal(scope_assign(unit_store(t->u), &system, SLICE("Secret"), SLICE(""),
				      t->now_at, &t->e),
			 RC_OK);
	expect(t, test_actor(ACTOR_ANALYST), 2);
	assert_int_equal(scope_assign(unit_store(t->u), &system, SLICE("Secret"), SLICE("No!"),
				      t->now_at, &t->e),
			 RC_INVALID);
	assert_int_equal(scope_assign(unit_store(t->u), &system, SLICE("Nothing"), SLICE("a"),
				      t->now_at, &t->e),
			 RC_NOT_FOUND);
	struct actor analyst = test_actor(ACTOR_ANALYST);
	assert_int_equal(scope_assign(unit_store(t->u), &analyst, SLICE("Secret"), SLICE("a"),
				      t->now_at, &t->e),
			 RC_DENIED);
}

#define T(name) cmocka_unit_test_setup_teardown(name, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_hits_of_a_list_are_seen_at_its_desks_only),
		T(elsewhere_such_a_hit_is_not_there),
		T(a_travellers_page_says_nothing_of_it),
		T(the_list_itself_is_not_there_either),
		T(a_list_without_desks_is_for_all_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
