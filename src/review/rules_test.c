/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "flow/check.h"
#include "review/rules.h"
#include "review/test_unit.h"
#include "store/rule.h"

#include <stdio.h>
#include <string.h>

#define REASON "Looked at with the customs' analysts."
#define EVIDENCE "Eleven of fourteen seizures of 2025 had this pattern."

/* Everybody here is invented. */
struct bench {
	struct test_unit *t;
	struct actor tariq, sofia; /* targeter, supervisor */
	int64_t id;
	int64_t version;
};

static struct bench bench(void **state)
{
	struct test_unit *t = *state;
	struct bench b = {.t = t, .version = 1};
	b.tariq = test_account(t, ACTOR_TARGETER, "tariq", "Tariq Zztargeter");
	b.sofia = t->supervisor;
	return b;
}

/* ---- a good rule, and how it is spoilt ---- */

static struct date day(const char *text)
{
	struct date d;
	assert_true(date_parse(slice_of(text), &d));
	return d;
}

static struct indicator_view *add(struct bench *b, struct rule_content *c, bool exonerates,
				  const char *expression)
{
	struct indicator_view *i = LIST_ADD(&c->indicators, b->t->a, struct indicator_view);
	struct indicator_view *next = i->next;
	*i = (struct indicator_view){.number = c->indicators.count,
				     .exonerates = exonerates,
				     .title = SLICE("In plain words"),
				     .expression = slice_of(expression),
				     .evidence = SLICE(EVIDENCE),
				     .source = SLICE("Customs of Utopia, report 7/2025"),
				     .evidence_on = day("2025-12-01"),
				     .next = next};
	return i;
}

static struct rule_content good(struct bench *b)
{
	struct rule_content c = {
		.title = SLICE("Bought late, one way"),
		.purpose = SLICE("criteria"),
		.offence = SLICE("drug-trafficking"),
		.necessity = SLICE("Couriers of this route were found in no other way."),
		.authorities = SLICE("customs"),
		.needs = 1,
		.severity = SLICE("medium"),
		.starts_on = day("2026-03-11"),
		.ends_on = day("2026-12-31"),
		.review_on = day("2026-08-31"),
		.false_percent = 50,
		.least_reviews = 2};
	add(b, &c, false, "flight.to == \"LIS\"");
	add(b, &c, true, "traveller.role == \"crew\"");
	return c;
}

static enum rc write(struct bench *b, const struct rule_content *c)
{
	return review_rule_write(b->t->u, &b->tariq, SLICE("late-one-way"), c, &b->id, b->t->a,
				 &b->t->e);
}

static enum rc submit(struct bench *b)
{
	return review_rule_submit(b->t->u, &b->tariq, b->id, b->version, b->t->a, &b->t->e);
}

static enum rc try(struct bench *b)
{
	return review_rule_try(b->t->u, &b->tariq, b->id, b->version, b->t->a, &b->t->e);
}

static struct rule_page page(struct bench *b)
{
	struct actor dpo = test_actor(ACTOR_DPO);
	struct rule_page p;
	assert_int_equal(review_rule(b->t->u, &dpo, b->id, b->t->a, &p, &b->t->e), RC_OK);
	return p;
}

static enum rc decide_as(struct bench *b, const struct actor *who, bool accept, bool figures)
{
	struct rule_page p = page(b);
	const struct rule_decision ask = {.version = b->version,
					  .accept = accept,
					  .run = p.runs.first ? p.runs.first->id : 0,
					  .figures_accepted = figures,
					  .reason = SLICE(REASON)};
	return review_rule_decide(b->t->u, who, b->id, &ask, b->t->a, &b->t->e);
}

static bool is_in(struct bench *b, const char *state)
{
	return slice_is(page(b).rule.latest.state, state);
}

static void assert_refused(struct bench *b, const char *code, const char *rule)
{
	assert_string_equal(b->t->e.code, code);
	assert_string_equal(b->t->e.rule, rule);
}

static void put_in_force(struct bench *b)
{
	struct rule_content c = good(b);
	assert_int_equal(write(b, &c), RC_OK);
	assert_int_equal(submit(b), RC_OK);
	assert_int_equal(try(b), RC_OK);
	assert_int_equal(decide_as(b, &b->sofia, true, true), RC_OK);
	assert_true(is_in(b, "active"));
}

static unsigned active(struct bench *b)
{
	struct db *db;
	struct active_rules rules;
	assert_int_equal(store_read(unit_store(b->t->u), &db, &b->t->e), RC_OK);
	assert_int_equal(rules_active_read(db, date_of_instant(unit_now(b->t->u)), b->t->a, &rules,
					   &b->t->e),
			 RC_OK);
	store_done(unit_store(b->t->u), db);
	return rules.count;
}

static int64_t acts(struct bench *b, const char *act)
{
	char sql[120];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM audit WHERE act = '%s'", act);
	return test_unit_number(b->t, sql);
}

/* ---- submitting ---- */

static bool has_fault(struct bench *b, const struct rule_content *c, const char *code,
		      const char *rule)
{
	rule_fault_views faults;
	assert_int_equal(review_rule_check(b->t->u, &b->tariq, c, b->t->a, &faults, &b->t->e),
			 RC_OK);
	LIST_EACH(const struct rule_fault_view, f, &faults)
	{
		if (strcmp(f->code, code) == 0 && f->rule && strcmp(f->rule, rule) == 0)
			return true;
	}
	return false;
}

static void a_rule_without_evidence_for_one_indicator_is_not_submitted(void **state) /* */
{
	struct bench b = bench(state);
	struct rule_content c = good(&b);
	c.indicators.last->evidence = SLICE("");
	assert_true(has_fault(&b, &c, "evidence-missing", "R-050"));
	assert_int_equal(write(&b, &c), RC_OK); /* a draft may be incomplete */
	assert_int_equal(submit(&b), RC_INVALID);
	assert_refused(&b, "rule-not-ready", "R-050");
	assert_non_null(strstr(b.t->e.text, "indicator 2"));
	assert_true(is_in(&b, "draft"));
	c = good(&b);
	c.indicators.first->source = SLICE(" ");
	assert_true(has_fault(&b, &c, "evidence-source-missing", "R-050"));
	c = good(&b);
	c.indicators.first->evidence_on = (struct date){0};
	assert_true(has_fault(&b, &c, "evidence-date-missing", "R-050"));
	c.indicators.first->evidence_on = day("2026-03-12");
	assert_true(has_fault(&b, &c, "evidence-date-ahead", "R-050"));
}

static void a_rule_has_all_that_the_law_asks_of_it(void **state) /* */
{
	struct bench b = bench(state);
	struct rule_content c = good(&b);
	rule_fault_views faults;
	assert_int_equal(review_rule_check(b.t->u, &b.tariq, &c, b.t->a, &faults, &b.t->e), RC_OK);
	assert_int_equal(faults.count, 0);
	c.offence = SLICE("jaywalking");
	assert_true(has_fault(&b, &c, "bad-offence", "R-050"));
	c = good(&b);
	c.authorities = SLICE("");
	assert_true(has_fault(&b, &c, "no-authority", "R-050"));
	c.authorities = SLICE("customs neighbours");
	assert_true(has_fault(&b, &c, "bad-authority", "R-005"));
	c = good(&b);
	c.necessity = SLICE("because");
	assert_true(has_fault(&b, &c, "necessity-missing", "R-050"));
	c = good(&b);
	c.ends_on = (struct date){0};
	assert_true(has_fault(&b, &c, "date-missing", "R-050"));
	c.ends_on = day("2026-03-10");
	assert_true(has_fault(&b, &c, "bad-dates", "R-050"));
	c = good(&b);
	c.indicators.first->expression = SLICE("flight.to == ");
	assert_true(has_fault(&b, &c, "syntax", "") || submit(&b) != RC_OK);
}

static void the_review_is_at_most_so_far_as_the_profile_says(void **state) /* */
{
	struct bench b = bench(state);
	struct rule_content c = good(&b);
	c.review_on = day("2026-09-11"); /* six months from today, to the day */
	assert_false(has_fault(&b, &c, "review-too-far", "R-050"));
	c.review_on = day("2026-09-12");
	assert_true(has_fault(&b, &c, "review-too-far", "R-050"));
	test_unit_law(b.t, "icao-base");
	assert_false(has_fault(&b, &c, "review-too-far", "R-050"));
	c.review_on = day("2027-03-11");
	assert_false(has_fault(&b, &c, "review-too-far", "R-050"));
	c.review_on = day("2027-03-12");
	assert_true(has_fault(&b, &c, "review-too-far", "R-050"));
}

static void a_rule_holds_what_speaks_against_and_what_speaks_for(void **state) /* */
{
	struct bench b = bench(state);
	struct rule_content c = good(&b);
	c.indicators.last->exonerates = false;
	assert_true(has_fault(&b, &c, "no-exonerating", "R-052"));
	assert_int_equal(write(&b, &c), RC_OK);
	assert_int_equal(submit(&b), RC_INVALID);
	assert_refused(&b, "rule-not-ready", "R-052");
	c = good(&b);
	c.indicators.first->exonerates = true;
	assert_true(has_fault(&b, &c, "no-incriminating", "R-050"));
	c = good(&b);
	b.id = 0;
	assert_int_equal(review_rule_write(b.t->u, &b.tariq, SLICE("both-sides"), &c, &b.id, b.t->a,
					   &b.t->e),
			 RC_OK);
	const struct rule_page p = page(&b);
	assert_false(p.rule.latest.content.indicators.first->exonerates);
	assert_true(p.rule.latest.content.indicators.last->exonerates);
}

static void a_rule_on_nationality_alone_is_not_submitted(void **state) /* */
{
	struct bench b = bench(state);
	struct rule_content c = good(&b);
	c.indicators.first->expression = SLICE("traveller.nationality == \"UTO\"");
	assert_int_equal(write(&b, &c), RC_OK);
	assert_int_equal(submit(&b), RC_INVALID);
	assert_refused(&b, "rule-not-ready", "R-051");
	assert_true(is_in(&b, "draft"));
}

/* ---- acceptance ---- */

static void a_second_person_accepts_the_figures_of_the_dry_run(void **state) /* R-051 R-054 */
{
	struct bench b = bench(state);
	struct rule_content c = good(&b);
	assert_int_equal(write(&b, &c), RC_OK);
	assert_int_equal(decide_as(&b, &b.sofia, true, true), RC_CONFLICT);
	assert_string_equal(b.t->e.code, "bad-state");
	assert_int_equal(submit(&b), RC_OK);
	assert_int_equal(decide_as(&b, &b.sofia, true, true), RC_CONFLICT);
	assert_refused(&b, "no-dry-run", "R-054");
	assert_int_equal(try(&b), RC_OK);
	assert_int_equal(decide_as(&b, &b.sofia, true, false), RC_INVALID);
	assert_refused(&b, "figures-not-accepted", "R-051");
	assert_int_equal(active(&b), 0);
	assert_int_equal(decide_as(&b, &b.sofia, true, true), RC_OK);
	const struct rule_page p = page(&b);
	assert_int_equal(p.rule.latest.decided_run, p.runs.first->id);
	assert_true(slice_is(p.rule.latest.decision_reason, REASON));
	assert_int_equal(active(&b), 1);
	assert_int_equal(acts(&b, "rule.accepted"), 1);
	assert_int_equal(test_unit_number(b.t, "SELECT count(*) FROM audit WHERE act LIKE 'rule.%' "
					       "AND detail NOT LIKE '%\"justification\"%'"),
			 0); /* every step under a task: R-004 */
}

static void nobody_accepts_what_he_or_she_wrote(void **state) /* R-054 R-172 */
{
	struct bench b = bench(state);
	struct rule_content c = good(&b);
	assert_int_equal(write(&b, &c), RC_OK);
	assert_int_equal(submit(&b), RC_OK);
	assert_int_equal(try(&b), RC_OK);
	assert_int_equal(decide_as(&b, &b.tariq, true, true), RC_DENIED);
	assert_string_equal(b.t->e.code, "not-permitted");
	struct actor both = b.tariq; /* as if the role were another one */
	both.role = ACTOR_SUPERVISOR;
	assert_int_equal(decide_as(&b, &both, true, true), RC_DENIED);
	assert_refused(&b, "own-rule", "R-054");
	assert_int_equal(active(&b), 0);
	struct actor analyst = b.t->analyst;
	assert_int_equal(decide_as(&b, &analyst, true, true), RC_DENIED);
}

static void what_is_refused_or_decided_is_not_decided_again(void **state) /* */
{
	struct bench b = bench(state);
	struct rule_content c = good(&b);
	assert_int_equal(write(&b, &c), RC_OK);
	assert_int_equal(submit(&b), RC_OK);
	assert_int_equal(decide_as(&b, &b.sofia, false, false), RC_OK); /* needs no figures */
	assert_true(is_in(&b, "refused"));
	assert_int_equal(decide_as(&b, &b.sofia, true, true), RC_CONFLICT);
	assert_int_equal(acts(&b, "rule.refused"), 1);
	assert_int_equal(active(&b), 0);
}

static void each_change_is_a_new_version_and_the_old_one_stays(void **state) /* */
{
	struct bench b = bench(state);
	put_in_force(&b);
	struct rule_content c = good(&b);
	c.title = SLICE("Bought very late, one way");
	assert_int_equal(write(&b, &c), RC_OK);
	b.version = 2;
	struct rule_page p = page(&b);
	assert_int_equal(p.versions.count, 2);
	assert_true(slice_is(p.versions.last->content.title, "Bought late, one way"));
	assert_int_equal(p.rule.version_in_force, 1); /* until the new one is accepted */
	assert_int_equal(active(&b), 1);
	assert_int_equal(submit(&b), RC_OK);
	assert_int_equal(try(&b), RC_OK);
	assert_int_equal(decide_as(&b, &b.sofia, true, true), RC_OK);
	p = page(&b);
	assert_int_equal(p.rule.version_in_force, 2);
	assert_true(slice_is(p.versions.last->state, "replaced"));
	assert_int_equal(p.events.count, 7);
	assert_int_equal(active(&b), 1);
}

static unsigned faults_of(struct bench *b)
{
	struct check_report report;
	assert_int_equal(check_unit(b->t->u, &report, &b->t->e), RC_OK);
	return report.faults;
}

static void a_version_that_was_changed_in_the_database_is_found(void **state) /* */
{
	struct bench b = bench(state);
	put_in_force(&b);
	assert_int_equal(faults_of(&b), 0);
	test_unit_tamper(b.t,
			 "UPDATE rule_indicator SET evidence = 'None at all.' WHERE ordinal = 1");
	assert_int_equal(faults_of(&b), 1);
}

/* ---- the end ---- */

static void who_may_stops_a_rule_at_once(void **state) /* */
{
	struct bench b = bench(state);
	put_in_force(&b);
	assert_int_equal(review_rule_stop(b.t->u, &b.tariq, b.id, SLICE("no"), b.t->a, &b.t->e),
			 RC_INVALID);
	assert_refused(&b, "reason-too-short", "R-004");
	assert_int_equal(review_rule_stop(b.t->u, &b.tariq, b.id, SLICE(REASON), b.t->a, &b.t->e),
			 RC_OK);
	assert_int_equal(active(&b), 0);
	assert_true(is_in(&b, "stopped"));
	assert_int_equal(acts(&b, "rule.stopped"), 1);
	assert_int_equal(review_rule_stop(b.t->u, &b.sofia, b.id, SLICE(REASON), b.t->a, &b.t->e),
			 RC_CONFLICT);
}

static void a_rule_whose_review_is_overdue_stops(void **state) /* */
{
	struct bench b = bench(state);
	unsigned expired = 9;
	put_in_force(&b);
	test_unit_at(b.t, "2026-08-31T23:59:59Z");
	assert_int_equal(active(&b), 1);
	assert_int_equal(review_rules_expire(b.t->u, &expired, &b.t->e), RC_OK);
	assert_int_equal(expired, 0);
	test_unit_at(b.t, "2026-09-01T00:00:00Z");
	assert_int_equal(active(&b), 0); /* whether the program came round or not */
	assert_true(is_in(&b, "expired"));
	assert_int_equal(acts(&b, "rule.expired"), 0);
	assert_int_equal(review_rules_expire(b.t->u, &expired, &b.t->e), RC_OK);
	assert_int_equal(expired, 1);
	assert_int_equal(acts(&b, "rule.expired"), 1);
	test_unit_at(b.t, "2026-09-01T00:00:01Z");
	assert_int_equal(active(&b), 0);
	assert_int_equal(review_rules_expire(b.t->u, &expired, &b.t->e), RC_OK);
	assert_int_equal(expired, 0);
	assert_true(slice_is(page(&b).events.last->reason, "its review is overdue"));
}

static void a_rule_is_in_force_from_its_first_to_its_last_day(void **state) /* */
{
	struct bench b = bench(state);
	struct rule_content c = good(&b);
	unsigned expired;
	c.starts_on = day("2026-04-01");
	c.ends_on = day("2026-04-30");
	assert_int_equal(write(&b, &c), RC_OK);
	assert_int_equal(submit(&b), RC_OK);
	assert_int_equal(try(&b), RC_OK);
	assert_int_equal(decide_as(&b, &b.sofia, true, true), RC_OK);
	test_unit_at(b.t, "2026-03-31T23:59:59Z");
	assert_int_equal(active(&b), 0);
	test_unit_at(b.t, "2026-04-01T00:00:00Z");
	assert_int_equal(active(&b), 1);
	test_unit_at(b.t, "2026-04-30T23:59:59Z");
	assert_int_equal(active(&b), 1);
	test_unit_at(b.t, "2026-05-01T00:00:00Z");
	assert_int_equal(active(&b), 0);
	assert_int_equal(review_rules_expire(b.t->u, &expired, &b.t->e), RC_OK);
	assert_int_equal(expired, 1);
	assert_true(slice_is(page(&b).events.last->reason, "its last day is over"));
}

/* ---- its hits ---- */

static const struct test_person people[] = {{"ZZONE", "ANNA", "850314", "ZQ0000001"},
					    {"ZZTWO", "BORIS", "720304", "ZQ0000002"},
					    {"ZZTHREE", "CARLA", "900909", "ZQ0000003"},
					    {"ZZFOUR", "DORA", "910909", "ZQ0000004"},
					    {0}};

static enum rc review(struct bench *b, const char *family, const char *outcome)
{
	struct hit_view out;
	struct decide_question q = {.outcome = slice_of(outcome),
				    .reason = SLICE(REASON),
				    .checklist = test_rule_checklist()};
	return review_decide(b->t->u, &b->t->analyst, test_unit_hit(b->t, family, "418"), &q,
			     b->t->a, &out, &b->t->e);
}

static int64_t hits(struct bench *b, const char *state)
{
	char sql[100];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM hit WHERE state = '%s'", state);
	return test_unit_number(b->t, sql);
}

static void meet(struct bench *b)
{
	put_in_force(b);
	test_unit_api(b->t, "418", "2603110555", "2603111320", people);
	assert_int_equal(hits(b, "open"), 4);
}

static void a_rule_that_is_wrong_too_often_is_suspended(void **state) /* */
{
	struct bench b = bench(state);
	meet(&b);
	assert_int_equal(review(&b, "ZZONE", "undetermined"), RC_OK); /* counts neither way */
	assert_int_equal(review(&b, "ZZTWO", "confirmed"), RC_OK);
	assert_int_equal(review(&b, "ZZTHREE", "rejected"), RC_OK);
	assert_true(is_in(&b, "active")); /* one of two: not above half */
	assert_int_equal(hits(&b, "open"), 1);
	test_unit_api(b.t, "419", "2603120555", "2603121320", people);
	assert_int_equal(hits(&b, "open"), 2); /* who was decided is not raised again: R-033 */
	struct hit_view out;
	struct decide_question q = {.outcome = SLICE("rejected"),
				    .reason = SLICE(REASON),
				    .checklist = test_rule_checklist()};
	assert_int_equal(review_decide(b.t->u, &b.t->analyst, test_unit_hit(b.t, "ZZFOUR", "418"),
				       &q, b.t->a, &out, &b.t->e),
			 RC_OK);
	assert_true(is_in(&b, "suspended"));
	assert_int_equal(active(&b), 0);
	assert_int_equal(acts(&b, "rule.suspended"), 1);
	const struct rule_page p = page(&b);
	assert_int_equal(p.rule.latest.reviews.confirmed, 1);
	assert_int_equal(p.rule.latest.reviews.rejected, 2);
	assert_int_equal(p.rule.latest.reviews.undetermined, 1);
	assert_false(slice_present(p.events.last->by)); /* the program */
	test_unit_api(b.t, "420", "2603130555", "2603131320", people);
	assert_int_equal(hits(&b, "open"), 0); /* nobody meets it any more */
}

static void open_hits_of_a_stopped_rule_are_withdrawn(void **state) /* */
{
	struct bench b = bench(state);
	meet(&b);
	assert_int_equal(review(&b, "ZZONE", "confirmed"), RC_OK);
	assert_int_equal(review_rule_stop(b.t->u, &b.sofia, b.id, SLICE(REASON), b.t->a, &b.t->e),
			 RC_OK);
	assert_int_equal(hits(&b, "open"), 0);
	assert_int_equal(hits(&b, "withdrawn"), 3);
	assert_int_equal(hits(&b, "decided"), 1);
}

static void a_hit_on_a_rule_is_reviewed_by_its_own_criteria(void **state) /* R-052 R-071 */
{
	struct bench b = bench(state);
	meet(&b);
	struct hit_view out;
	struct decide_question q = {.outcome = SLICE("confirmed"),
				    .reason = SLICE(REASON),
				    .checklist = test_checklist()};
	int64_t hit = test_unit_hit(b.t, "ZZONE", "418");
	assert_int_equal(review_decide(b.t->u, &b.t->analyst, hit, &q, b.t->a, &out, &b.t->e),
			 RC_INVALID);
	assert_refused(&b, "checklist-incomplete", "R-071");
	q.checklist = test_rule_checklist();
	q.checklist.answers[CRITERION_EXONERATING] = ANSWER_DIFFERS;
	assert_int_equal(review_decide(b.t->u, &b.t->analyst, hit, &q, b.t->a, &out, &b.t->e),
			 RC_INVALID);
	assert_refused(&b, "rule-not-borne-out", "R-052");
	q.outcome = SLICE("rejected");
	assert_int_equal(review_decide(b.t->u, &b.t->analyst, hit, &q, b.t->a, &out, &b.t->e),
			 RC_OK);
	struct hit_page p;
	struct actor dpo = test_actor(ACTOR_DPO);
	assert_int_equal(review_hit(b.t->u, &dpo, hit, b.t->a, &p, &b.t->e), RC_OK);
	assert_true(p.on_rule);
	assert_true(slice_is(p.rule.content.indicators.first->evidence, EVIDENCE));
	assert_memory_equal(&p.checklist, &q.checklist, sizeof q.checklist);
}

/* ---- who ---- */

static void who_may_read_write_and_decide(void **state) /* R-154 R-172 */
{
	struct bench b = bench(state);
	put_in_force(&b);
	static const enum actor_role readers[] = {ACTOR_TARGETER, ACTOR_SUPERVISOR, ACTOR_DPO,
						  ACTOR_SUPERVISORY_AUTHORITY, ACTOR_AUDITOR};
	for (unsigned r = 0; r < ACTOR_SYSTEM; r++) {
		struct actor who = test_actor((enum actor_role)r);
		struct rule_page p;
		bool reads = false;
		for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
			reads = reads || readers[i] == who.role;
		assert_int_equal(review_rule(b.t->u, &who, b.id, b.t->a, &p, &b.t->e),
				 reads ? RC_OK : RC_DENIED);
		if (who.role == ACTOR_TARGETER)
			continue;
		struct rule_content c = good(&b);
		int64_t id = b.id;
		assert_int_equal(
			review_rule_write(b.t->u, &who, SLICE(""), &c, &id, b.t->a, &b.t->e),
			RC_DENIED);
	}
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_rule_without_evidence_for_one_indicator_is_not_submitted),
		TEST(a_rule_has_all_that_the_law_asks_of_it),
		TEST(the_review_is_at_most_so_far_as_the_profile_says),
		TEST(a_rule_holds_what_speaks_against_and_what_speaks_for),
		TEST(a_rule_on_nationality_alone_is_not_submitted),
		TEST(a_second_person_accepts_the_figures_of_the_dry_run),
		TEST(nobody_accepts_what_he_or_she_wrote),
		TEST(what_is_refused_or_decided_is_not_decided_again),
		TEST(each_change_is_a_new_version_and_the_old_one_stays),
		TEST(a_version_that_was_changed_in_the_database_is_found),
		TEST(who_may_stops_a_rule_at_once),
		TEST(a_rule_whose_review_is_overdue_stops),
		TEST(a_rule_is_in_force_from_its_first_to_its_last_day),
		TEST(a_rule_that_is_wrong_too_often_is_suspended),
		TEST(open_hits_of_a_stopped_rule_are_withdrawn),
		TEST(a_hit_on_a_rule_is_reviewed_by_its_own_criteria),
		TEST(who_may_read_write_and_decide),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
