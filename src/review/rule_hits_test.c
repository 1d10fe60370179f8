/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules at work: whom they meet, what becomes of their hits, and dry runs.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "flow/person_rights.h"
#include "flow/rule_run.h"
#include "review/rules.h"
#include "review/test_unit.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

#define REASON "Looked at with the customs' analysts."
#define EVIDENCE "Eleven of fourteen seizures of 2025 had this pattern."

/* Everybody here is invented. */
struct bench {
	struct test_unit *t;
	struct actor tariq; /* targeter */
	int64_t id, version;
};

static struct bench bench(void **state)
{
	struct bench b = {.t = *state};
	b.tariq = test_account(b.t, ACTOR_TARGETER, "tariq", "Tariq Zztargeter");
	return b;
}

static void add(struct bench *b, struct rule_content *c, bool exonerates, const char *expression)
{
	struct indicator_view *i = LIST_ADD(&c->indicators, b->t->a, struct indicator_view);
	struct indicator_view *next = i->next;
	*i = (struct indicator_view){.number = c->indicators.count,
				     .exonerates = exonerates,
				     .title = SLICE("In plain words"),
				     .expression = slice_of(expression),
				     .evidence = SLICE(EVIDENCE),
				     .source = SLICE("Customs of Utopia, report 7/2025"),
				     .evidence_on = {2025, 12, 1},
				     .next = next};
}

/* The next version of the rule goes its whole way. */
static void in_force(struct bench *b, const char *against, const char *in_favour)
{
	struct test_unit *t = b->t;
	struct actor dpo = test_actor(ACTOR_DPO);
	struct rule_content c = {.title = SLICE("Invented"),
				 .purpose = SLICE("criteria"),
				 .offence = SLICE("drug-trafficking"),
				 .necessity = SLICE("Couriers were found in no other way."),
				 .authorities = SLICE("customs"),
				 .severity = SLICE("medium"),
				 .starts_on = {2026, 3, 11},
				 .ends_on = {2026, 12, 31},
				 .review_on = {2026, 8, 31},
				 .false_percent = 90,
				 .least_reviews = 20};
	struct rule_page p;
	add(b, &c, false, against);
	add(b, &c, true, in_favour);
	b->version++;
	assert_int_equal(
		review_rule_write(t->u, &b->tariq, SLICE("invented"), &c, &b->id, t->a, &t->e),
		RC_OK);
	assert_int_equal(review_rule_submit(t->u, &b->tariq, b->id, b->version, t->a, &t->e),
			 RC_OK);
	assert_int_equal(review_rule_try(t->u, &b->tariq, b->id, b->version, t->a, &t->e), RC_OK);
	assert_int_equal(review_rule(t->u, &dpo, b->id, t->a, &p, &t->e), RC_OK);
	const struct rule_decision ask = {.version = b->version,
					  .accept = true,
					  .run = p.runs.first->id,
					  .figures_accepted = true,
					  .reason = SLICE(REASON)};
	assert_int_equal(review_rule_decide(t->u, &t->supervisor, b->id, &ask, t->a, &t->e), RC_OK);
}

/* A list of all on flight Z9418 from NBO to LIS, prepared at a minute of that day. */
static void api(struct test_unit *t, unsigned minute, const char *day, const char *people)
{
	char text[4000];
	snprintf(
		text, sizeof text,
		"UNA:+.? 'UNB+UNOA:4+Z9APIS:ZZ+UTPIU:ZZ+260311:03%02u+REF%02u%s++PAXLST'"
		"UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'NAD+MS+++OKELLO:SAMUEL'"
		"COM+254 20 0000001:TE'TDT+20+Z9418+++Z9'LOC+125+NBO'DTM+189:%s0555:201'LOC+87+LIS'"
		"DTM+232:%s1320:201'%sCNT+42:1'UNT+9+1'UNZ+1+REF%02u%s'",
		minute, minute, day, day, day, people, minute, day);
	test_unit_ingest(t, text);
}

#define PERSON(family, sex, born, nation, number) \
	"NAD+FL+++" family ":ZZ'ATT+2++" sex "'DTM+329:" born \
	"'LOC+178+NBO'LOC+179+LIS'NAT+2+" nation "'RFF+ABO:" number "'DOC+P:110:111+" number \
	"'DTM+36:310822'LOC+91+" nation "'"

static int64_t hits(const struct bench *b, const char *state)
{
	char sql[120];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM hit WHERE method = 'rule' AND state = '%s'",
		 state);
	return test_unit_number(b->t, sql);
}

static void reject(struct bench *b, const char *family)
{
	struct hit_view out;
	struct decide_question q = {.outcome = SLICE("rejected"),
				    .reason = SLICE(REASON),
				    .checklist = test_rule_checklist()};
	assert_int_equal(review_decide(b->t->u, &b->t->analyst, test_unit_hit(b->t, family, "418"),
				       &q, b->t->a, &out, &b->t->e),
			 RC_OK);
}

/* ---- hits ---- */

static void who_is_there_meets_a_rule_when_it_comes_into_force(void **state) /* */
{
	struct bench b = bench(state);
	api(b.t, 1, "260311", PERSON("ZZONE", "F", "850314", "UTO", "ZQ0000001"));
	assert_int_equal(hits(&b, "open"), 0);
	in_force(&b, "flight.to == \"LIS\"", "traveller.age > 60");
	assert_int_equal(hits(&b, "open"), 1);
	api(b.t, 2, "260312", PERSON("ZZTWO", "F", "850314", "UTO", "ZQ0000002"));
	assert_int_equal(hits(&b, "open"), 2);
	api(b.t, 2, "260312", PERSON("ZZTWO", "F", "850314", "UTO", "ZQ0000002")); /* repeated */
	assert_int_equal(hits(&b, "open"), 2);
}

static void what_speaks_for_a_traveller_withdraws_the_hit(void **state) /* */
{
	struct bench b = bench(state);
	in_force(&b, "flight.to == \"LIS\"", "traveller.age > 60");
	api(b.t, 1, "260311", PERSON("ZZONE", "F", "850314", "UTO", "ZQ0000001"));
	assert_int_equal(hits(&b, "open"), 1);
	api(b.t, 2, "260311", PERSON("ZZONE", "F", "350314", "UTO", "ZQ0000001"));
	assert_int_equal(hits(&b, "open"), 0);
	assert_int_equal(hits(&b, "withdrawn"), 1);
	api(b.t, 3, "260311", PERSON("ZZONE", "F", "850314", "UTO", "ZQ0000001"));
	assert_int_equal(hits(&b, "open"), 1);
	assert_int_equal(hits(&b, "withdrawn"), 0);
}

static void a_rejected_hit_stays_decided_until_the_rule_is_another(void **state) /* */
{
	struct bench b = bench(state);
	in_force(&b, "flight.to == \"LIS\"", "traveller.age > 60");
	api(b.t, 1, "260311", PERSON("ZZONE", "F", "850314", "UTO", "ZQ0000001"));
	reject(&b, "ZZONE");
	api(b.t, 2, "260311", PERSON("ZZONE", "F", "850315", "UTO", "ZQ0000001"));
	assert_int_equal(hits(&b, "decided"), 1);
	api(b.t, 3, "260312", PERSON("ZZONE", "F", "850314", "UTO", "ZQ0000001"));
	assert_int_equal(hits(&b, "decided"), 2); /* on the next flight, of the same person */
	in_force(&b, "flight.to in [\"LIS\", \"OPO\"]", "traveller.age > 60");
	assert_int_equal(hits(&b, "open"), 2);
	assert_int_equal(hits(&b, "decided"), 0);
}

/* Directive (EU) 2016/681, article 6(2)(a): before the scheduled arrival or departure. */
static void flights_that_have_come_do_not_meet_rules(void **state) /* */
{
	struct bench b = bench(state);
	api(b.t, 1, "260311", PERSON("ZZONE", "F", "850314", "UTO", "ZQ0000001"));
	test_unit_at(b.t, "2026-03-11T20:00:00Z");
	in_force(&b, "flight.to == \"LIS\"", "traveller.age > 60");
	api(b.t, 2, "260311", PERSON("ZZONE", "F", "850315", "UTO", "ZQ0000001"));
	assert_int_equal(hits(&b, "open"), 0);
}

static void lists_and_rules_leave_each_others_hits_alone(void **state) /* */
{
	struct bench b = bench(state);
	static const char on_lists[] =
		"SELECT count(*) FROM hit WHERE method <> 'rule' AND state = 'open'";
	in_force(&b, "flight.to == \"LIS\"", "traveller.age > 60");
	test_unit_list(b.t, "wanted", LIST_HIGH, "W-1,ZZ ZZONE,1985-03-14,,\n");
	api(b.t, 1, "260311", PERSON("ZZONE", "F", "850314", "UTO", "ZQ0000001"));
	assert_int_equal(test_unit_number(b.t, on_lists), 1);
	assert_int_equal(hits(&b, "open"), 1);
	test_unit_list(b.t, "wanted", LIST_HIGH, "W-2,QUIBBLE ZELDA,1985-03-14,,\n");
	assert_int_equal(test_unit_number(b.t, on_lists), 0);
	assert_int_equal(hits(&b, "open"), 1);
	assert_int_equal(review_rule_stop(b.t->u, &b.tariq, b.id, SLICE(REASON), b.t->a, &b.t->e),
			 RC_OK);
	api(b.t, 2, "260311", PERSON("ZZONE", "F", "850315", "UTO", "ZQ0000001"));
	assert_int_equal(hits(&b, "open"), 0);
}

static void a_hit_shows_what_each_indicator_was(void **state) /* R-032 R-052 */
{
	struct bench b = bench(state);
	in_force(&b, "flight.to == \"LIS\" && size(traveller.documents) == 1",
		 "booking.trip_days > 20");
	api(b.t, 1, "260311", PERSON("ZZONE", "F", "850314", "UTO", "ZQ0000001"));
	struct hit_page p;
	struct actor dpo = test_actor(ACTOR_DPO);
	assert_int_equal(
		review_hit(b.t->u, &dpo, test_unit_hit(b.t, "ZZONE", "418"), b.t->a, &p, &b.t->e),
		RC_OK);
	const char *fields = arena_cstr(b.t->a, p.fields_json);
	assert_non_null(strstr(fields, "\"outcome\":\"holds\""));
	assert_non_null(strstr(fields, "{\"name\":\"flight.to\",\"value\":\"\\\"LIS\\\"\"}"));
	assert_non_null(strstr(fields, "\"side\":\"exonerating\",\"outcome\":\"unknown\""));
	assert_non_null(strstr(fields, "\"absent\":\"booking.trip_days\""));
}

/* ---- dry runs ---- */

#define OF_UTOPIA "flight.to == \"LIS\" && traveller.nationality == \"UTO\""

static struct rule_run dry_run(struct test_unit *t)
{
	const struct rule_indicator against = {INDICATOR_INCRIMINATES, SLICE(OF_UTOPIA)};
	const struct rule_text rule = {.indicators = &against, .indicator_count = 1};
	struct rule_run out;
	rule_faults faults = {0};
	assert_int_equal(rule_dry_run(t->u, &rule, t->a, &out, &faults, &t->e), RC_OK);
	return out;
}

static const char *figures(struct test_unit *t, const struct rule_run *r)
{
	struct buf b;
	struct json j;
	buf_init(&b, (size_t)1 << 20);
	json_init(&j, &b);
	rule_run_write(r, &j);
	const char *text = arena_cstr(t->a, buf_slice(&b));
	buf_release(&b);
	return text;
}

#define FIRST_FLIGHT \
	PERSON("ZZONE", "F", "850314", "UTO", "ZQ0000001") \
	PERSON("ZZTWO", "M", "150314", "UTO", "ZQ0000002") \
	PERSON("ZZTHREE", "M", "550314", "KEN", "ZQ0000003")
#define SECOND_FLIGHT \
	PERSON("ZZFOUR", "M", "900314", "KEN", "ZQ0000004") \
	PERSON("ZZFIVE", "F", "900315", "UTO", "ZQ0000005")

static void the_figures_of_a_dry_run_show_who_is_hit_more_often(void **state) /* R-051 R-054 */
{
	struct test_unit *t = *state;
	api(t, 1, "260311", FIRST_FLIGHT);
	api(t, 2, "260312", SECOND_FLIGHT);
	struct rule_run r = dry_run(t);
	assert_int_equal(r.flights, 2);
	assert_int_equal(r.travellers, 5);
	assert_int_equal(r.hits, 3);
	assert_int_equal(r.id_count, 3);
	assert_false(r.cut);
	/* Of UTO all three, of KEN nobody: nobody else is hit, so there is no ratio. */
	const struct rule_share *s = r.shares[BY_NATIONALITY].first;
	assert_true(slice_is(s->group, "KEN"));
	assert_int_equal(s->travellers, 2);
	assert_int_equal(s->hits, 0);
	assert_int_equal(s->ratio_permille, 0);
	assert_int_equal(s->next->hits, 3);
	assert_int_equal(s->next->ratio_permille, -1);
	assert_true(s->few);
	/* Of two women both, of three men one: three times as often, and a third. */
	s = r.shares[BY_SEX].first;
	assert_true(slice_is(s->group, "F"));
	assert_int_equal(s->ratio_permille, 3000);
	assert_int_equal(s->next->ratio_permille, 333);
	assert_int_equal(r.shares[BY_AGE].count, 3);
	assert_true(slice_is(r.shares[BY_AGE].first->group, "0-17"));
	assert_int_equal(r.shares[BY_ROUTE].count, 1);
	assert_true(slice_is(r.shares[BY_ROUTE].first->group, "NBO-LIS"));
	assert_non_null(strstr(figures(t, &r),
			       "{\"group\":\"F\",\"travellers\":2,\"hits\":2,\"ratio\":3.000,"
			       "\"few\":true}"));
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM hit"), 0); /* nothing written */
}

static void a_dry_run_is_the_same_whatever_came_first(void **state) /* */
{
	struct test_unit *t = *state;
	void *other_state = NULL;
	assert_int_equal(test_unit_make(&other_state), 0);
	struct test_unit *other = other_state;
	api(t, 1, "260311", FIRST_FLIGHT);
	api(t, 2, "260312", SECOND_FLIGHT);
	api(other, 2, "260312", SECOND_FLIGHT);
	api(other, 1, "260311", FIRST_FLIGHT);
	struct rule_run once = dry_run(t), twice = dry_run(t), permuted = dry_run(other);
	assert_true(once.hits > 0);
	assert_string_equal(figures(t, &once), figures(t, &twice));
	assert_memory_equal(once.ids, twice.ids, sizeof once.ids);
	assert_string_equal(figures(t, &once), figures(other, &permuted));
	assert_int_equal(test_unit_remove(&other_state), 0);
}

static void a_dry_run_reads_nothing_that_should_be_sealed(void **state) /* R-110 R-054 */
{
	struct test_unit *t = *state;
	api(t, 1, "260311", FIRST_FLIGHT);
	assert_int_equal(dry_run(t).travellers, 3);
	test_unit_at(t, "2026-09-11T03:59:59Z");
	assert_int_equal(dry_run(t).travellers, 3);
	test_unit_at(t, "2026-09-11T04:00:00Z"); /* of age, and not sealed yet */
	assert_int_equal(dry_run(t).travellers, 0);
}

static void a_dry_run_leaves_out_whose_data_are_restricted(void **state) /* R-190 R-054 */
{
	struct test_unit *t = *state;
	struct db *db;
	api(t, 1, "260311", FIRST_FLIGHT);
	test_unit_tamper(
		t, "INSERT INTO rights_request (id, number, kind, channel, family, address, wish, "
		   "received_at, due_at, state) VALUES (1, 'R-1', 'restriction', 'letter', "
		   "'ZZONE', 'Utopia', 'Use no more', 1, 2, 'open')");
	const struct person_change change = {
		.request_id = 1,
		.traveller_id =
			test_unit_number(t, "SELECT id FROM traveller WHERE family = 'ZZONE'"),
		.field = SLICE("restricted")};
	assert_int_equal(store_write(unit_store(t->u), &db, &t->e), RC_OK);
	enum rc rc = person_change(t->u, db, &change, t->a, &t->e);
	assert_int_equal(store_end(unit_store(t->u), rc, &t->e), RC_OK);
	struct rule_run r = dry_run(t);
	assert_int_equal(r.travellers, 2);
	assert_int_equal(r.hits, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_is_there_meets_a_rule_when_it_comes_into_force),
		TEST(what_speaks_for_a_traveller_withdraws_the_hit),
		TEST(a_rejected_hit_stays_decided_until_the_rule_is_another),
		TEST(flights_that_have_come_do_not_meet_rules),
		TEST(lists_and_rules_leave_each_others_hits_alone),
		TEST(a_hit_shows_what_each_indicator_was),
		TEST(the_figures_of_a_dry_run_show_who_is_hit_more_often),
		TEST(a_dry_run_is_the_same_whatever_came_first),
		TEST(a_dry_run_reads_nothing_that_should_be_sealed),
		TEST(a_dry_run_leaves_out_whose_data_are_restricted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
