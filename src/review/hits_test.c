/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "flow/trail.h"
#include "review/test_unit.h"

#include <stdio.h>
#include <string.h>

#define REASON "Other person: place of birth and photograph differ."

static const struct test_person anna[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"}, {0}};

/* A document that the list has makes a match; a name and birth date alone a weaker hit. */
static void list_anna(struct test_unit *t)
{
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
}

static enum rc ask(struct test_unit *t, const struct hits_question *q, struct hits_page *out)
{
	return review_hits(t->u, &t->analyst, q, t->a, out, &t->e);
}

static enum rc decide_as(struct test_unit *t, const struct actor *who, int64_t hit,
			 const char *outcome, const char *reason, struct hit_view *out)
{
	struct decide_question q = {.outcome = slice_of(outcome),
				    .reason = slice_of(reason),
				    .checklist = test_checklist()};
	return review_decide(t->u, who, hit, &q, t->a, out, &t->e);
}

static enum rc decide(struct test_unit *t, int64_t hit, const char *outcome)
{
	struct hit_view out;
	enum rc rc = decide_as(t, &t->analyst, hit, outcome, REASON, &out);
	/* A confirmed hit of high severity takes a second reviewer. */
	return rc == RC_OK && slice_is(out.state, "open")
		       ? decide_as(t, &t->supervisor, hit, outcome, REASON, &out)
		       : rc;
}

static int64_t hits_in(struct test_unit *t, const char *state)
{
	char sql[100];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM hit WHERE state = '%s'", state);
	return test_unit_number(t, sql);
}

static void assert_trail_whole(struct test_unit *t)
{
	struct audit_report r;
	assert_int_equal(trail_verify(t->u, &r, &t->e), RC_OK);
	assert_int_equal(r.broken_seq, 0);
}

/* ---- the queue ---- */

static void a_hit_says_who_and_why(void **state)
{
	struct test_unit *t = *state;
	struct hits_page page;
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	list_anna(t);
	assert_int_equal(ask(t, &(struct hits_question){0}, &page), RC_OK);
	assert_int_equal(page.hits.count, 1);
	assert_int_equal(page.open, 1);
	assert_int_equal(page.decided_today, 0);
	const struct hit_view *h = page.hits.first;
	assert_true(slice_is(h->state, "open") && slice_is(h->outcome, "match"));
	assert_string_equal(h->severity, "high");
	assert_true(slice_is(h->list.name, "Wanted") && h->list.version == 1);
	assert_true(slice_is(h->entry.id, "W1") && slice_is(h->entry.name, "Anna Zztester"));
	assert_true(slice_is(h->traveller.family, "ZZTESTER"));
	assert_true(slice_is(h->traveller.birth_date, "1985-03-14"));
	assert_true(slice_is(h->flight.number, "418") && slice_is(h->flight.to, "LIS"));
	assert_int_equal(h->created_at, t->now_at);
	assert_false(h->decided);
	assert_int_equal(test_unit_number(t,
					  "SELECT count(*) FROM audit WHERE act = 'hits.read' AND "
					  "actor = 'analyst' AND purpose LIKE 'pre-travel%'"),
			 1);
}

static void deadlines_to_come_stand_before_those_that_passed(void **state)
{
	static const char *const expected[] = {"421", "422", "420", "419"};
	struct test_unit *t = *state;
	struct hits_page page;
	list_anna(t);
	test_unit_api(t, "419", "2603100555", "2603101320", anna);
	test_unit_api(t, "420", "2603101555", "2603102320", anna);
	test_unit_api(t, "422", "2603111555", "2603112320", anna);
	test_unit_api(t, "421", "2603110555", "2603111320", anna);
	assert_int_equal(ask(t, &(struct hits_question){0}, &page), RC_OK);
	assert_int_equal(page.hits.count, 4);
	unsigned i = 0;
	LIST_EACH(const struct hit_view, h, &page.hits)
	{
		assert_true(slice_is(h->flight.number, expected[i++]));
	}
}

static void among_equal_deadlines_severity_then_score_decide(void **state)
{
	static const struct test_person people[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
						    {"ZZFICTUS", "BORIS", "720101", "ZQ7654321"},
						    {"ZZMADEUP", "CARLA", "900909", NULL},
						    {0}};
	struct test_unit *t = *state;
	struct hits_page page;
	test_unit_list(t, "Lower", LIST_LOW, "L1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	test_unit_list(t, "Upper", LIST_HIGH,
		       "U1,Carla Zzmadeup,1990-09-09,,\n"
		       "U2,Boris Zzfictus,1972-01-01,ZQ7654321,UTO\n");
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	assert_int_equal(ask(t, &(struct hits_question){0}, &page), RC_OK);
	assert_int_equal(page.hits.count, 3);
	const struct hit_view *h = page.hits.first;
	assert_string_equal(h->severity, "high");
	assert_string_equal(h->next->severity, "high");
	assert_true(h->score_permille >= h->next->score_permille);
	assert_string_equal(h->next->next->severity, "low");
}

static void the_queue_goes_on_by_its_cursor_while_time_passes(void **state)
{
	struct test_unit *t = *state;
	struct hits_page page;
	struct hits_question q = {.limit = 2};
	char number[8], departs[16], arrives[16];
	int64_t seen[8] = {0};
	unsigned n = 0;
	list_anna(t);
	for (unsigned i = 0; i < 7; i++) {
		snprintf(number, sizeof number, "%u", 430 + i);
		snprintf(departs, sizeof departs, "26031%u0%u00", i % 2, i);
		snprintf(arrives, sizeof arrives, "26031%u1%u00", i % 2, i);
		test_unit_api(t, number, departs, arrives, anna);
	}
	do {
		assert_int_equal(ask(t, &q, &page), RC_OK);
		LIST_EACH(const struct hit_view, h, &page.hits)
		{
			for (unsigned i = 0; i < n; i++)
				assert_int_not_equal(seen[i], h->id);
			assert_true(n < 7);
			seen[n++] = h->id;
		}
		q.cursor = page.next;
		if (n == 2)
			test_unit_at(t, "2026-03-11T12:30:00Z"); /* some deadlines pass meanwhile */
	} while (slice_present(page.next));
	assert_int_equal(n, 7);
}

static void other_states_have_pages_of_their_own(void **state)
{
	struct test_unit *t = *state;
	struct hits_page page;
	struct hits_question q = {.state = SLICE("decided"), .limit = 1};
	static const struct test_person boris[] = {{"ZZFICTUS", "BORIS", "720101", "ZQ7654321"},
						   {0}};
	list_anna(t);
	test_unit_list(t, "Other", LIST_LOW, "O1,Boris Zzfictus,1972-01-01,ZQ7654321,UTO\n");
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	test_unit_api(t, "419", "2603110600", "2603111330", boris);
	assert_int_equal(ask(t, &q, &page), RC_OK);
	assert_int_equal(page.hits.count, 0);
	int64_t first = test_unit_hit(t, "ZZFICTUS", "419"),
		second = test_unit_hit(t, "ZZTESTER", "418");
	assert_int_equal(decide(t, first, "confirmed"), RC_OK);
	assert_int_equal(decide(t, second, "rejected"), RC_OK);
	assert_int_equal(ask(t, &q, &page), RC_OK);
	assert_int_equal(page.hits.count, 1);
	assert_int_equal(page.hits.first->id, second); /* the latest decision first */
	assert_int_equal(page.decided_today, 2);
	assert_int_equal(page.open, 0);
	struct slice cursor = q.cursor = page.next;
	assert_int_equal(ask(t, &q, &page), RC_OK);
	assert_int_equal(page.hits.first->id, first);
	assert_false(slice_present(page.next));
	struct hits_question other = {.state = SLICE("open"), .cursor = cursor};
	assert_int_equal(ask(t, &other, &page), RC_INVALID);
	assert_string_equal(t->e.code, "bad-cursor");
	test_unit_at(t, "2026-03-12T04:00:00Z");
	assert_int_equal(ask(t, &(struct hits_question){0}, &page), RC_OK);
	assert_int_equal(page.decided_today, 0); /* that was yesterday */
}

static void an_unknown_state_is_refused(void **state)
{
	struct test_unit *t = *state;
	struct hits_page page;
	assert_int_equal(ask(t, &(struct hits_question){.state = SLICE("closed")}, &page),
			 RC_INVALID);
	assert_string_equal(t->e.code, "bad-state");
}

/* The list, its source, and what the entry said. */
static void a_hits_page_shows_the_entry_as_it_was(void **state)
{
	struct test_unit *t = *state;
	struct hit_page page;
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	list_anna(t);
	int64_t id = test_unit_hit(t, "ZZTESTER", "418");
	assert_int_equal(review_hit(t->u, &t->analyst, id, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.hit.id, id);
	assert_true(slice_starts(page.fields_json, "[{\"field\":"));
	assert_true(slice_starts(page.entry_json,
				 "{\"list\":\"Wanted\",\"source\":\"Invented Ministry\","));
	assert_non_null(memmem(page.entry_json.p, page.entry_json.n, "Anna Zztester", 13));
	assert_true(slice_ends(page.entry_json, "}"));
	assert_true(slice_is(page.traveller.family, "ZZTESTER"));
	assert_true(slice_is(page.flight.number, "418"));
	assert_int_equal(page.earlier.count, 0);
	assert_int_equal(test_unit_number(t,
					  "SELECT count(*) FROM audit WHERE act = 'hit.read' AND "
					  "object = 'hit:' || (SELECT id FROM hit)"),
			 1);
	assert_int_equal(review_hit(t->u, &t->analyst, id + 1, t->a, &page, &t->e), RC_NOT_FOUND);
	assert_string_equal(t->e.code, "not-found");
}

/* ---- deciding ---- */

static void a_decision_is_written_with_its_record_and_identities(void **state)
{
	struct test_unit *t = *state;
	struct hit_view out;
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	list_anna(t);
	int64_t id = test_unit_hit(t, "ZZTESTER", "418");
	struct unit_changes before = unit_changes(t->u);
	assert_int_equal(decide_as(t, &t->analyst, id, "rejected", "  " REASON "\n", &out), RC_OK);
	assert_true(slice_is(out.state, "decided") && out.decided);
	assert_true(slice_is(out.decision.outcome, "rejected"));
	assert_true(slice_is(out.decision.reason, REASON));
	assert_true(slice_is(out.decision.by, "analyst"));
	assert_int_equal(out.decision.at, t->now_at);
	assert_false(out.decision.carried_over);
	assert_int_equal(unit_changes(t->u).hits, before.hits + 1);
	assert_int_equal(
		test_unit_number(t,
				 "SELECT count(*) FROM audit WHERE act = 'hit.decided' AND "
				 "actor = 'analyst' AND detail LIKE '%\"outcome\":\"rejected\"%'"),
		1);
	/* One for the document, one for name and birth date; no names in clear. */
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM decision_identity"), 2);
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM audit WHERE detail LIKE '%differ%' OR "
				    "detail LIKE '%ZZTESTER%' OR object LIKE '%ZZTESTER%'"),
		0);
	assert_trail_whole(t);
}

static void a_hit_is_decided_once(void **state)
{
	struct test_unit *t = *state;
	struct hit_view out;
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	list_anna(t);
	int64_t id = test_unit_hit(t, "ZZTESTER", "418");
	assert_int_equal(decide(t, id, "rejected"), RC_OK);
	assert_int_equal(decide_as(t, &t->supervisor, id, "confirmed", REASON, &out), RC_CONFLICT);
	assert_string_equal(t->e.code, "already-decided");
	assert_int_equal(out.id, 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM decision"), 1);
	assert_int_equal(decide(t, id + 1, "rejected"), RC_NOT_FOUND);
}

static void a_withdrawn_hit_is_not_decided(void **state)
{
	struct test_unit *t = *state;
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	list_anna(t);
	int64_t id = test_unit_hit(t, "ZZTESTER", "418");
	test_unit_list(t, "Wanted", LIST_HIGH, "W2,Somebody Zzelse,1950-01-01,,\n");
	assert_int_equal(hits_in(t, "withdrawn"), 1);
	assert_int_equal(decide(t, id, "rejected"), RC_CONFLICT);
	assert_string_equal(t->e.code, "hit-withdrawn");
}

static void a_decision_says_what_and_why(void **state)
{
	static const struct {
		const char *outcome, *reason, *code;
	} wrong[] = {
		{"", REASON, "bad-outcome"},
		{"maybe", REASON, "bad-outcome"},
		{"rejected", "", "reason-too-short"},
		{"rejected", "a b c d e f g h i", "reason-too-short"},
		{"rejected", "                                    ", "reason-too-short"},
		{"rejected",
		 "\xc2\xa0\xe3\x80\x80\xe2\x80\x8b\xc2\xa0\xc2\xa0\xc2\xa0\xc2\xa0\xc2\xa0\xc2\xa0\xc2\xa0",
		 "reason-too-short"},
	};
	struct test_unit *t = *state;
	struct hit_view out;
	char long_reason[REASON_MAX + 2];
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	list_anna(t);
	int64_t id = test_unit_hit(t, "ZZTESTER", "418");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(
			decide_as(t, &t->analyst, id, wrong[i].outcome, wrong[i].reason, &out),
			RC_INVALID);
		assert_string_equal(t->e.code, wrong[i].code);
	}
	memset(long_reason, 'x', sizeof long_reason);
	long_reason[REASON_MAX + 1] = '\0';
	assert_int_equal(decide_as(t, &t->analyst, id, "rejected", long_reason, &out), RC_INVALID);
	assert_string_equal(t->e.code, "reason-too-long");
	assert_int_equal(hits_in(t, "open"), 1);
	long_reason[REASON_MAX] = '\0';
	assert_int_equal(decide_as(t, &t->analyst, id, "rejected", long_reason, &out), RC_OK);
}

static void a_decision_that_can_not_be_recorded_is_not_taken(void **state)
{
	struct test_unit *t = *state;
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	list_anna(t);
	int64_t id = test_unit_hit(t, "ZZTESTER", "418");
	test_unit_tamper(t, "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN "
			    "SELECT raise(ABORT, 'the trail is full'); END");
	assert_int_not_equal(decide(t, id, "rejected"), RC_OK);
	assert_int_equal(hits_in(t, "open"), 1);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM decision"), 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM decision_identity"), 0);
}

/* ---- the same person again (R-033) ---- */

static void a_decision_is_carried_over_to_open_hits_of_the_same_person(void **state)
{
	struct test_unit *t = *state;
	struct hit_page page;
	list_anna(t);
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	test_unit_api(t, "419", "2603120555", "2603121320", anna);
	int64_t first = test_unit_hit(t, "ZZTESTER", "418"),
		second = test_unit_hit(t, "ZZTESTER", "419");
	assert_int_equal(decide(t, first, "rejected"), RC_OK);
	assert_int_equal(hits_in(t, "open"), 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM decision"), 1);
	assert_int_equal(review_hit(t->u, &t->analyst, second, t->a, &page, &t->e), RC_OK);
	assert_true(page.hit.decided && page.hit.decision.carried_over);
	assert_int_equal(page.earlier.count, 0); /* it is the decision itself */
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM audit WHERE act = 'hit.carried-over'"),
		1);
	assert_trail_whole(t);
}

static void and_to_hits_that_come_later(void **state)
{
	struct test_unit *t = *state;
	list_anna(t);
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	assert_int_equal(decide(t, test_unit_hit(t, "ZZTESTER", "418"), "rejected"), RC_OK);
	test_unit_api(t, "419", "2603120555", "2603121320", anna);
	assert_int_equal(hits_in(t, "decided"), 2);
	assert_int_equal(hits_in(t, "open"), 0);
}

static void but_not_to_another_person_of_the_same_name(void **state)
{
	static const struct test_person other[] = {{"ZZTESTER", "ANNA", "851231", "ZZ9999999"},
						   {0}};
	struct test_unit *t = *state;
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Anna Zztester,1985,,\n");
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	test_unit_api(t, "419", "2603120555", "2603121320", other);
	assert_int_equal(decide(t, test_unit_hit(t, "ZZTESTER", "418"), "rejected"), RC_OK);
	assert_int_equal(test_unit_hit(t, "ZZTESTER", "419") > 0, 1);
}

static void nor_where_the_person_can_not_be_known_again(void **state)
{
	static const struct test_person nameless[] = {{"ZZTESTER", "ANNA", "", NULL}, {0}};
	struct test_unit *t = *state;
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Anna Zztester,1985-03-14,,\n");
	test_unit_api(t, "418", "2603110555", "2603111320", nameless);
	test_unit_api(t, "419", "2603120555", "2603121320", nameless);
	assert_int_equal(decide(t, test_unit_hit(t, "ZZTESTER", "418"), "undetermined"), RC_OK);
	assert_int_equal(hits_in(t, "open"), 1);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM decision_identity"), 0);
}

static void nor_to_another_entry_or_another_state_of_it(void **state)
{
	struct test_unit *t = *state;
	list_anna(t);
	test_unit_list(t, "Other", LIST_LOW, "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	assert_int_equal(hits_in(t, "open"), 2);
	assert_int_equal(decide(t, test_unit_hit(t, "ZZTESTER", "418"), "rejected"), RC_OK);
	assert_int_equal(hits_in(t, "open"), 1);
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Anna Maria Zztester,1985-03-14,ZQ1234567,UTO\n");
	test_unit_api(t, "419", "2603120555", "2603121320", anna);
	assert_int_equal(
		test_unit_number(t,
				 "SELECT count(*) FROM hit h JOIN flight f ON f.id = h.flight_id "
				 "WHERE f.flight_number = '419' AND h.state = 'open'"),
		2);
}

static void nor_to_an_open_hit_on_what_the_entry_said_before(void **state)
{
	struct test_unit *t = *state;
	list_anna(t);
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	int64_t before = test_unit_hit(t, "ZZTESTER", "418");
	test_unit_at(t, "2026-03-14T04:00:00Z"); /* landed: not screened again */
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Anna Maria Zztester,1985-03-14,ZQ1234567,UTO\n");
	test_unit_api(t, "419", "2603150555", "2603151320", anna);
	assert_int_equal(decide(t, test_unit_hit(t, "ZZTESTER", "419"), "rejected"), RC_OK);
	assert_int_equal(test_unit_hit(t, "ZZTESTER", "418"), before);
}

static void nor_to_stronger_evidence_than_was_found_wanting(void **state)
{
	static const struct test_person without_document[] = {{"ZZTESTER", "ANNA", "850314", NULL},
							      {0}};
	struct test_unit *t = *state;
	list_anna(t);
	test_unit_api(t, "418", "2603110555", "2603111320", without_document);
	test_unit_api(t, "419", "2603120555", "2603121320", anna);
	int64_t weak = test_unit_hit(t, "ZZTESTER", "418"),
		strong = test_unit_hit(t, "ZZTESTER", "419");
	test_unit_tamper(t, "UPDATE hit SET outcome = 'possible' WHERE flight_id = "
			    "(SELECT id FROM flight WHERE flight_number = '418')");
	assert_int_equal(decide(t, weak, "undetermined"), RC_OK);
	assert_int_equal(test_unit_hit(t, "ZZTESTER", "419"), strong);
	struct hit_page page;
	assert_int_equal(review_hit(t->u, &t->analyst, strong, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.earlier.count, 1); /* but the decision is shown */
	assert_true(slice_is(page.earlier.first->outcome, "undetermined"));
	assert_int_equal(decide(t, strong, "confirmed"), RC_OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_hit_says_who_and_why),
		TEST(deadlines_to_come_stand_before_those_that_passed),
		TEST(among_equal_deadlines_severity_then_score_decide),
		TEST(the_queue_goes_on_by_its_cursor_while_time_passes),
		TEST(other_states_have_pages_of_their_own),
		TEST(an_unknown_state_is_refused),
		TEST(a_hits_page_shows_the_entry_as_it_was),
		TEST(a_decision_is_written_with_its_record_and_identities),
		TEST(a_hit_is_decided_once),
		TEST(a_withdrawn_hit_is_not_decided),
		TEST(a_decision_says_what_and_why),
		TEST(a_decision_that_can_not_be_recorded_is_not_taken),
		TEST(a_decision_is_carried_over_to_open_hits_of_the_same_person),
		TEST(and_to_hits_that_come_later),
		TEST(but_not_to_another_person_of_the_same_name),
		TEST(nor_where_the_person_can_not_be_known_again),
		TEST(nor_to_another_entry_or_another_state_of_it),
		TEST(nor_to_an_open_hit_on_what_the_entry_said_before),
		TEST(nor_to_stronger_evidence_than_was_found_wanting),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
