/* SPDX-License-Identifier: Apache-2.0
 *
 * Every page against every role, and the pages that have no personal data.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "protect/protect.h"
#include "review/test_unit.h"

#include <string.h>

static const struct test_person anna[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"}, {0}};

static void make_data(struct test_unit *t)
{
	test_unit_api(t, "418", "2603110555", "2603111320", anna);
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
}

struct asking {
	struct test_unit *t;
	const struct actor *who;
	int64_t flight_id, traveller_id, hit_id;
	bool shown; /* something came out */
};

static enum rc flights(struct asking *x)
{
	struct flights_page p;
	enum rc rc = review_flights(x->t->u, x->who, &(struct flights_question){0}, x->t->a, &p,
				    &x->t->e);
	x->shown = p.flights.count > 0;
	return rc;
}

static enum rc flight(struct asking *x)
{
	struct flight_page p;
	enum rc rc = review_flight(x->t->u, x->who, x->flight_id, x->t->a, &p, &x->t->e);
	x->shown = p.flight.id || p.messages.count;
	return rc;
}

static enum rc travellers(struct asking *x)
{
	struct travellers_page p;
	enum rc rc = review_travellers(x->t->u, x->who, x->flight_id, x->t->a, &p, &x->t->e);
	x->shown = p.travellers.count > 0;
	return rc;
}

static enum rc traveller(struct asking *x)
{
	struct traveller_page p;
	enum rc rc = review_traveller(x->t->u, x->who, x->traveller_id, x->t->a, &p, &x->t->e);
	x->shown = p.traveller.id || p.sources.count || p.hits.count;
	return rc;
}

static enum rc hits(struct asking *x)
{
	struct hits_page p;
	enum rc rc =
		review_hits(x->t->u, x->who, &(struct hits_question){0}, x->t->a, &p, &x->t->e);
	x->shown = p.hits.count || p.open;
	return rc;
}

static enum rc hit(struct asking *x)
{
	struct hit_page p;
	enum rc rc = review_hit(x->t->u, x->who, x->hit_id, x->t->a, &p, &x->t->e);
	x->shown = p.hit.id || p.traveller.id || p.entry_json.p;
	return rc;
}

static enum rc lists(struct asking *x)
{
	struct watchlists_page p;
	enum rc rc = review_watchlists(x->t->u, x->who, x->t->a, &p, &x->t->e);
	x->shown = p.lists.count > 0;
	return rc;
}

static enum rc messages(struct asking *x)
{
	struct messages_page p;
	enum rc rc = review_messages(x->t->u, x->who, &(struct messages_question){0}, x->t->a, &p,
				     &x->t->e);
	x->shown = p.messages.count > 0;
	return rc;
}

static enum rc audit(struct asking *x)
{
	struct audit_page p;
	enum rc rc = review_audit(x->t->u, x->who, 0, 0, x->t->a, &p, &x->t->e);
	x->shown = p.records.count > 0;
	return rc;
}

/* Asked last, and by accounts that are not there: who may decide fails later. */
static enum rc decide(struct asking *x)
{
	struct hit_view out;
	struct decide_question q = {SLICE("maybe"), SLICE("a reason that is long enough")};
	enum rc rc = review_decide(x->t->u, x->who, x->hit_id, &q, x->t->a, &out, &x->t->e);
	x->shown = out.id != 0;
	if (rc != RC_INVALID)
		return rc;
	x->shown = true;
	return RC_OK;
}

static const struct {
	enum rc (*ask)(struct asking *x);
	enum permission needs;
} pages[] = {
	{flights, MAY_FLIGHTS_READ},
	{flight, MAY_FLIGHTS_READ},
	{travellers, MAY_TRAVELLERS_READ},
	{traveller, MAY_TRAVELLERS_READ},
	{hits, MAY_HITS_READ},
	{hit, MAY_HITS_READ},
	{lists, MAY_LISTS_READ},
	{messages, MAY_MESSAGES_READ},
	{audit, MAY_AUDIT_READ},
	{decide, MAY_HITS_DECIDE},
};

static void every_page_is_refused_to_every_role_that_may_not(void **state)
{
	struct test_unit *t = *state;
	make_data(t);
	for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++) {
		struct actor who = test_actor((enum actor_role)r);
		struct asking x = {.t = t,
				   .who = &who,
				   .flight_id = test_unit_number(t, "SELECT id FROM flight"),
				   .traveller_id = test_unit_number(t, "SELECT id FROM traveller"),
				   .hit_id = test_unit_number(t, "SELECT id FROM hit")};
		for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
			int64_t before = test_unit_number(t, "SELECT count(*) FROM audit");
			enum rc rc = pages[i].ask(&x);
			bool may = protect_may(who.role, pages[i].needs);
			assert_int_equal(rc, may ? RC_OK : RC_DENIED);
			assert_int_equal(x.shown, may);
			if (may)
				continue;
			assert_string_equal(t->e.code, "not-permitted");
			assert_int_equal(test_unit_number(t, "SELECT count(*) FROM audit"), before);
		}
	}
}

static void every_reading_of_people_leaves_a_record(void **state)
{
	static const enum permission personal[] = {MAY_TRAVELLERS_READ, MAY_HITS_READ,
						   MAY_AUDIT_READ};
	struct test_unit *t = *state;
	struct actor who = test_actor(ACTOR_DPO);
	make_data(t);
	struct asking x = {.t = t,
			   .who = &who,
			   .flight_id = test_unit_number(t, "SELECT id FROM flight"),
			   .traveller_id = test_unit_number(t, "SELECT id FROM traveller"),
			   .hit_id = test_unit_number(t, "SELECT id FROM hit")};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		bool recorded = false;
		for (size_t k = 0; k < 3; k++)
			recorded = recorded || pages[i].needs == personal[k];
		if (pages[i].needs == MAY_HITS_DECIDE)
			continue;
		int64_t before = test_unit_number(t, "SELECT count(*) FROM audit");
		assert_int_equal(pages[i].ask(&x), RC_OK);
		assert_int_equal(test_unit_number(t, "SELECT count(*) FROM audit"),
				 before + recorded);
	}
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM audit WHERE role = 'dpo' AND "
				    "purpose = 'pre-travel-assessment: terrorist-offences' AND "
				    "detail LIKE '%\"case\":\"UT-1\"%' AND detail "
				    "LIKE '%\"justification\":\"as the test says\"%'"),
		5);
}

static void the_unit_introduces_itself_to_anyone(void **state)
{
	struct test_unit *t = *state;
	struct unit_view v;
	assert_int_equal(review_unit(t->u, &v, &t->e), RC_OK);
	assert_string_equal(v.state, "Utopia");
	assert_string_equal(v.profile, "eu-strict");
	assert_true(v.fictitious);
	assert_false(v.needs_setup); /* there are accounts */
	assert_int_equal(v.now_at, t->now_at);
}

static void lists_are_shown_by_name_and_version(void **state)
{
	struct test_unit *t = *state;
	struct watchlists_page page;
	make_data(t);
	test_unit_list(t, "Wanted", LIST_HIGH,
		       "W1,Anna Zztester,1985-03-14,,\nW2,Carla Zzmadeup,,,\n");
	test_unit_list(t, "Also", LIST_LOW, "A1,Boris Zzfictus,1972-01-01,,\n");
	assert_int_equal(review_watchlists(t->u, &t->analyst, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.lists.count, 2);
	assert_true(slice_is(page.lists.first->name, "Also") &&
		    slice_is(page.lists.first->severity, "low"));
	assert_int_equal(page.lists.last->version, 2);
	assert_int_equal(page.lists.last->entries, 2);
	assert_true(slice_is(page.lists.last->kind, "persons"));
}

static void messages_are_shown_by_structure_and_state(void **state)
{
	struct test_unit *t = *state;
	struct messages_page page;
	struct actor who = test_actor(ACTOR_CARRIER_LIAISON);
	struct messages_question ask = {0};
	make_data(t);
	test_unit_ingest(t, "this is no message");
	assert_int_equal(review_messages(t->u, &who, &ask, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.messages.count, 2);
	ask.state = SLICE("quarantined");
	assert_int_equal(review_messages(t->u, &who, &ask, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.messages.count, 1);
	assert_true(page.messages.first->findings > 0);
	ask.state = SLICE("stored");
	assert_int_equal(review_messages(t->u, &who, &ask, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.messages.count, 1);
	assert_true(slice_starts(page.messages.first->reference, "Z94182603110555/1"));
	assert_true(slice_is(page.messages.first->function, "passengers"));
	ask.limit = 1;
	ask.state = (struct slice){0};
	assert_int_equal(review_messages(t->u, &who, &ask, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.messages.count, 1);
	assert_true(slice_is(page.messages.first->state, "quarantined")); /* the newest */
	ask.state = SLICE("lost");
	assert_int_equal(review_messages(t->u, &who, &ask, t->a, &page, &t->e), RC_INVALID);
	assert_string_equal(t->e.code, "bad-state");
}

static void the_trail_is_shown_from_the_newest_and_reading_it_is_in_it(void **state)
{
	struct test_unit *t = *state;
	struct actor dpo = test_actor(ACTOR_DPO);
	struct audit_page page;
	make_data(t);
	assert_int_equal(review_audit(t->u, &dpo, 0, 2, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.records.count, 2);
	assert_true(slice_is(page.records.first->act, "audit.read"));
	assert_true(slice_is(page.records.first->role, "dpo"));
	assert_true(slice_is(
		page.records.first->detail_json,
		"{\"case\":\"UT-1\",\"justification\":\"as the test says\",\"task\":\"1\"}"));
	assert_true(page.verified);
	assert_int_equal(page.broken_seq, 0);
	int64_t before = page.records.last->seq;
	assert_int_equal(review_audit(t->u, &dpo, before, 0, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.records.first->seq, before - 1);
	assert_true(slice_is(page.records.last->act, "unit.created"));
}

static void an_edited_record_shows_on_the_page(void **state)
{
	struct test_unit *t = *state;
	struct actor dpo = test_actor(ACTOR_DPO);
	struct audit_page page;
	make_data(t);
	test_unit_tamper(t, "UPDATE audit SET actor = 'nobody' WHERE seq = 2");
	assert_int_equal(review_audit(t->u, &dpo, 0, 0, t->a, &page, &t->e), RC_OK);
	assert_false(page.verified);
	assert_int_equal(page.broken_seq, 2);
	assert_non_null(strstr(page.reason, "changed"));
	assert_true(page.records.count > 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_page_is_refused_to_every_role_that_may_not),
		TEST(every_reading_of_people_leaves_a_record),
		TEST(the_unit_introduces_itself_to_anyone),
		TEST(lists_are_shown_by_name_and_version),
		TEST(messages_are_shown_by_structure_and_state),
		TEST(the_trail_is_shown_from_the_newest_and_reading_it_is_in_it),
		TEST(an_edited_record_shows_on_the_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
