/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "review/test_unit.h"

#include <stdio.h>
#include <string.h>

static const struct test_person nobody_special[] = {
	{"ZZTESTER", "ANNA", "850314", "ZQ1234567"}, {"ZZFICTUS", "BORIS", "720101", NULL}, {0}};

static void make_flights(struct test_unit *t, unsigned count)
{
	char number[8], departs[16], arrives[16];
	for (unsigned i = 0; i < count; i++) {
		snprintf(number, sizeof number, "%u", 410 + i);
		snprintf(departs, sizeof departs, "26031105%02u", i);
		snprintf(arrives, sizeof arrives, "26031113%02u", i);
		test_unit_api(t, number, departs, arrives, nobody_special);
	}
}

static enum rc ask(struct test_unit *t, const struct flights_question *q, struct flights_page *out)
{
	struct actor who = test_actor(ACTOR_ANALYST);
	return review_flights(t->u, &who, q, t->a, out, &t->e);
}

static unsigned found(struct test_unit *t, struct flights_question q)
{
	struct flights_page page;
	assert_int_equal(ask(t, &q, &page), RC_OK);
	return page.flights.count;
}

static void flights_come_by_their_deadline_with_their_counts(void **state)
{
	struct test_unit *t = *state;
	struct flights_page page;
	make_flights(t, 3);
	assert_int_equal(ask(t, &(struct flights_question){0}, &page), RC_OK);
	assert_int_equal(page.flights.count, 3);
	assert_false(slice_present(page.next));
	assert_int_equal(page.now_at, t->now_at);
	int64_t last = 0;
	LIST_EACH(const struct flight_view, f, &page.flights)
	{
		assert_true(f->deadline_at > last);
		last = f->deadline_at;
		assert_int_equal(f->travellers, 2);
		assert_true(f->has_api && !f->has_pnr);
		assert_true(slice_is(f->direction, "inbound"));
		assert_true(slice_is(f->carrier, "Z9") && slice_is(f->from, "NBO"));
	}
}

static void questions_narrow_the_board(void **state)
{
	struct test_unit *t = *state;
	make_flights(t, 3);
	assert_int_equal(found(t, (struct flights_question){.direction = SLICE("inbound")}), 3);
	assert_int_equal(found(t, (struct flights_question){.direction = SLICE("outbound")}), 0);
	assert_int_equal(found(t, (struct flights_question){.q = SLICE("z9 411")}), 1);
	assert_int_equal(found(t, (struct flights_question){.q = SLICE("Z941")}), 3);
	assert_int_equal(found(t, (struct flights_question){.q = SLICE("lis")}), 3);
	assert_int_equal(found(t, (struct flights_question){.q = SLICE("LI")}), 0);
	assert_int_equal(found(t, (struct flights_question){.q = SLICE("OPO")}), 0);
	assert_int_equal(found(t, (struct flights_question){.from_at = t->now_at + DAY_US}), 0);
	assert_int_equal(found(t, (struct flights_question){.to_at = t->now_at + HOUR_US}), 0);
	test_unit_at(t, "2026-03-13T04:00:00Z"); /* long landed */
	assert_int_equal(found(t, (struct flights_question){0}), 0);
}

static void a_question_is_never_a_pattern(void **state)
{
	struct test_unit *t = *state;
	make_flights(t, 1);
	assert_int_equal(found(t, (struct flights_question){.q = SLICE("%")}), 0);
	assert_int_equal(found(t, (struct flights_question){.q = SLICE("Z9_10")}), 0);
	assert_int_equal(found(t, (struct flights_question){.q = SLICE("' OR 1=1 --")}), 0);
}

static void pages_follow_one_another_without_loss_or_repetition(void **state)
{
	struct test_unit *t = *state;
	struct flights_page page;
	struct flights_question q = {.limit = 2, .q = SLICE("Z9")};
	unsigned seen = 0, pages = 0;
	int64_t last = 0;
	make_flights(t, 5);
	do {
		assert_int_equal(ask(t, &q, &page), RC_OK);
		LIST_EACH(const struct flight_view, f, &page.flights)
		{
			assert_true(f->deadline_at > last);
			last = f->deadline_at;
			seen++;
		}
		q.cursor = page.next;
		pages++;
	} while (slice_present(page.next));
	assert_int_equal(seen, 5);
	assert_int_equal(pages, 3);
}

static void a_cursor_goes_with_its_question_only(void **state)
{
	struct test_unit *t = *state;
	struct flights_page page;
	make_flights(t, 3);
	assert_int_equal(ask(t, &(struct flights_question){.limit = 1}, &page), RC_OK);
	struct slice cursor = page.next;
	assert_true(slice_present(cursor));
	struct flights_question other = {
		.limit = 1, .direction = SLICE("inbound"), .cursor = cursor};
	assert_int_equal(ask(t, &other, &page), RC_INVALID);
	assert_string_equal(t->e.code, "bad-cursor");
	static const char *const wrong[] = {"x", "0", "00000000", "zz"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct flights_question q = {.cursor = slice_of(wrong[i])};
		assert_int_equal(ask(t, &q, &page), RC_INVALID);
		assert_string_equal(t->e.code, "bad-cursor");
	}
	struct flights_question cut = {.limit = 1, .cursor = slice_range(cursor, 0, cursor.n - 2)};
	assert_int_equal(ask(t, &cut, &page), RC_INVALID);
}

static void an_unknown_direction_is_refused(void **state)
{
	struct flights_page page;
	struct test_unit *t = *state;
	assert_int_equal(ask(t, &(struct flights_question){.direction = SLICE("up")}, &page),
			 RC_INVALID);
	assert_string_equal(t->e.code, "bad-direction");
}

static void a_flight_shows_its_legs_and_messages(void **state)
{
	struct test_unit *t = *state;
	struct actor who = test_actor(ACTOR_CARRIER_LIAISON);
	struct flight_page page;
	make_flights(t, 1);
	int64_t id = test_unit_number(t, "SELECT id FROM flight");
	assert_int_equal(review_flight(t->u, &who, id, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.legs.count, 1);
	assert_true(slice_is(page.legs.first->from, "NBO"));
	assert_int_equal(page.messages.count, 1);
	assert_true(slice_is(page.messages.first->type, "PAXLST"));
	assert_int_equal(page.messages.first->travellers, 2);
	assert_false(page.flight.hits_known); /* may not read hits: nor how many there are */
	assert_int_equal(review_flight(t->u, &who, id + 1, t->a, &page, &t->e), RC_NOT_FOUND);
	assert_string_equal(t->e.code, "not-found");
}

static void how_many_hits_a_flight_has_is_told_to_who_may_read_hits(void **state)
{
	static const enum actor_role may[] = {ACTOR_ANALYST, ACTOR_SUPERVISOR, ACTOR_DPO};
	static const enum actor_role may_not[] = {ACTOR_CARRIER_LIAISON, ACTOR_TARGETER,
						  ACTOR_REQUESTS_DESK};
	struct test_unit *t = *state;
	struct flights_page page;
	make_flights(t, 1);
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Anna Zztester,1985-03-14,,\n");
	for (size_t i = 0; i < 3; i++) {
		struct actor who = test_actor(may[i]);
		assert_int_equal(review_flights(t->u, &who, &(struct flights_question){0}, t->a,
						&page, &t->e),
				 RC_OK);
		assert_true(page.flights.first->hits_known);
		assert_int_equal(page.flights.first->hits_open, 1);
		who = test_actor(may_not[i]);
		assert_int_equal(review_flights(t->u, &who, &(struct flights_question){0}, t->a,
						&page, &t->e),
				 RC_OK);
		assert_false(page.flights.first->hits_known);
		assert_int_equal(page.flights.first->hits_open + page.flights.first->hits, 0);
	}
}

static void the_travellers_of_a_flight_are_read_on_record(void **state)
{
	struct test_unit *t = *state;
	struct actor who = test_actor(ACTOR_REQUESTS_DESK);
	struct travellers_page page;
	make_flights(t, 1);
	int64_t id = test_unit_number(t, "SELECT id FROM flight");
	assert_int_equal(review_travellers(t->u, &who, id, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.travellers.count, 2);
	const struct traveller_view *anna = page.travellers.last;
	assert_true(slice_is(anna->family, "ZZTESTER") && slice_is(anna->given, "ANNA"));
	assert_true(slice_is(anna->birth_date, "1985-03-14"));
	assert_int_equal(anna->documents.count, 1);
	assert_true(slice_is(anna->documents.first->number, "ZQ1234567"));
	assert_false(slice_present(anna->detail_json));
	assert_false(anna->hits_known);
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM audit WHERE "
				    "act = 'flight.travellers-read' AND role = 'requests-desk' "
				    "AND detail LIKE '%\"case\":\"UT-1\"%' AND object = "
				    "'flight:' || (SELECT id FROM flight)"),
		1);
	assert_int_equal(review_travellers(t->u, &who, id + 1, t->a, &page, &t->e), RC_NOT_FOUND);
	assert_int_equal(page.travellers.count, 0);
}

static void what_can_not_be_recorded_is_not_shown(void **state)
{
	struct test_unit *t = *state;
	struct travellers_page page;
	make_flights(t, 1);
	int64_t id = test_unit_number(t, "SELECT id FROM flight");
	test_unit_tamper(t, "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN "
			    "SELECT raise(ABORT, 'the trail is full'); END");
	assert_int_not_equal(review_travellers(t->u, &t->analyst, id, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.travellers.count, 0);
	assert_null(page.travellers.first);
	assert_int_equal(page.flight.id, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(flights_come_by_their_deadline_with_their_counts),
		TEST(questions_narrow_the_board),
		TEST(a_question_is_never_a_pattern),
		TEST(pages_follow_one_another_without_loss_or_repetition),
		TEST(a_cursor_goes_with_its_question_only),
		TEST(an_unknown_direction_is_refused),
		TEST(a_flight_shows_its_legs_and_messages),
		TEST(how_many_hits_a_flight_has_is_told_to_who_may_read_hits),
		TEST(the_travellers_of_a_flight_are_read_on_record),
		TEST(what_can_not_be_recorded_is_not_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
