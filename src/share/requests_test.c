/* SPDX-License-Identifier: Apache-2.0
 *
 * Requests of authorities: reasoned, decided, answered within their bounds, and after the
 * journey only with the review of somebody independent.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "flow/retention.h"
#include "review/unmask.h"
#include "share/test_share.h"

#include <string.h>

static struct request_question question(void)
{
	return (struct request_question){
		.offence = SLICE("terrorist-offences"),
		.case_reference = SLICE("NP 26/77"),
		.grounds = SLICE("A witness names her as the courier of the group."),
		.urgency = SLICE("routine"),
		.from_on = SLICE("2026-03-11"),
		.to_on = SLICE("2026-03-20"),
		.family = SLICE("Zztester"),
		.given = SLICE("Anna"),
		.fields = SLICE("name birth-date document flight")};
}

static struct request_question later_question(const char *urgency)
{
	struct request_question q = question();
	q.urgency = slice_of(urgency);
	q.circumstances = SLICE("A second member of the group was arrested yesterday.");
	q.evidence = SLICE("His telephone holds her booking reference.");
	return q;
}

static struct request_view file(struct share_unit *s, const struct request_question *q)
{
	struct request_view r;
	assert_int_equal(requests_file(s->t->u, &s->officer, q, s->t->a, &r, &s->t->e), RC_OK);
	return r;
}

static enum rc decide(struct share_unit *s, int64_t id, bool accept, const char *to_on,
		      const char *fields)
{
	struct request_view r;
	const struct request_answer answer = {.accept = accept,
					      .reason = SLICE("grounds and offence suffice"),
					      .to_on = slice_of(to_on),
					      .fields = slice_of(fields)};
	return requests_decide(s->t->u, &s->desk, id, &answer, s->t->a, &r, &s->t->e);
}

static int64_t accepted(struct share_unit *s, const struct request_question *q)
{
	int64_t id = file(s, q).id;
	assert_int_equal(decide(s, id, true, NULL, NULL), RC_OK);
	return id;
}

static enum rc answer(struct share_unit *s, int64_t id, int64_t traveller, int64_t unmask,
		      struct disclosure_view *v)
{
	struct disclosure_question ask = share_question();
	struct disclosure_view none;
	ask.officer = (struct slice){0};
	return requests_answer(s->t->u, &s->desk, id, traveller, unmask, &ask, s->t->a,
			       v ? v : &none, &s->t->e);
}

/* ---- filing ---- */

static void a_request_says_what_it_lacks_before_it_costs_time(void **state) /* */
{
	struct share_unit s;
	struct slice missing;
	struct request_view r;
	struct request_question q = {.from_on = SLICE("2026-03-20"), .to_on = SLICE("2026-03-11")};
	share_unit_fill(&s, *state, LIST_LOW);
	assert_int_equal(requests_check(s.t->u, &s.officer, &q, s.t->a, &missing, &s.t->e), RC_OK);
	assert_true(slice_is(missing, "offence case grounds urgency days subject fields"));
	assert_int_equal(requests_file(s.t->u, &s.officer, &q, s.t->a, &r, &s.t->e), RC_INVALID);
	assert_refused(s.t, "incomplete", "R-091");
	q = question();
	q.given = (struct slice){0}; /* a family name alone asks for too many */
	assert_int_equal(requests_check(s.t->u, &s.officer, &q, s.t->a, &missing, &s.t->e), RC_OK);
	assert_true(slice_is(missing, "subject"));
	q = question();
	q.offence = SLICE("jaywalking");
	assert_int_equal(requests_check(s.t->u, &s.officer, &q, s.t->a, &missing, &s.t->e), RC_OK);
	assert_true(slice_is(missing, "offence"));
	assert_int_equal(requests_check(s.t->u, &s.t->analyst, &q, s.t->a, &missing, &s.t->e),
			 RC_DENIED);
}

static void only_officers_of_a_listed_authority_ask(void **state) /* R-005 R-091 */
{
	struct share_unit s;
	struct request_view r;
	struct request_question q = question();
	share_unit_fill(&s, *state, LIST_LOW);
	q.officer = SLICE("custo");
	assert_int_equal(requests_file(s.t->u, &s.officer, &q, s.t->a, &r, &s.t->e), RC_INVALID);
	assert_refused(s.t, "bad-recipient", "R-005");
	struct actor stray = test_account(s.t, ACTOR_REQUESTING_AUTHORITY, "stray", "stray");
	q.officer = (struct slice){0};
	assert_int_equal(requests_file(s.t->u, &stray, &q, s.t->a, &r, &s.t->e), RC_INVALID);
	struct requests_page page;
	assert_int_equal(requests_list(s.t->u, &stray, s.t->a, &page, &s.t->e), RC_DENIED);
	assert_refused(s.t, "no-authority", "R-005");
	(void)file(&s, &q);
	assert_int_equal(requests_list(s.t->u, &s.customs, s.t->a, &page, &s.t->e), RC_OK);
	assert_int_equal(page.requests.count, 0); /* another authority's is not there */
	assert_int_equal(requests_list(s.t->u, &s.colleague, s.t->a, &page, &s.t->e), RC_OK);
	assert_int_equal(page.requests.count, 1);
}

/* ---- deciding ---- */

static void the_desk_accepts_narrows_or_refuses_with_a_reason(void **state) /* */
{
	struct share_unit s;
	struct request_view r;
	struct request_question q = question();
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = file(&s, &q).id;
	const struct request_answer silent = {.accept = true};
	assert_int_equal(requests_decide(s.t->u, &s.desk, id, &silent, s.t->a, &r, &s.t->e),
			 RC_INVALID);
	assert_int_equal(decide(&s, id, true, "2026-03-25", NULL), RC_INVALID);
	assert_refused(s.t, "not-narrower", "R-091");
	assert_int_equal(decide(&s, id, true, NULL, "name payment"), RC_INVALID);
	assert_int_equal(decide(&s, id, true, "2026-03-12", "name flight"), RC_OK);
	assert_int_equal(decide(&s, id, false, NULL, NULL), RC_CONFLICT);
	struct requests_page page;
	assert_int_equal(requests_list(s.t->u, &s.officer, s.t->a, &page, &s.t->e), RC_OK);
	const struct request_view *seen = page.requests.first;
	assert_true(slice_is(seen->to_on, "2026-03-12") && slice_is(seen->fields, "name flight"));
	assert_true(slice_starts(seen->cut, "2026-03-11/2026-03-20 name birth-date"));
	q.officer = SLICE("polly");
	assert_int_equal(requests_file(s.t->u, &s.desk, &q, s.t->a, &r, &s.t->e), RC_OK);
	assert_int_equal(decide(&s, r.id, true, NULL, NULL), RC_DENIED);
	assert_refused(s.t, "own-request", "R-091");
}

/* ---- answering ---- */

static void a_request_is_answered_within_its_bounds(void **state) /* R-091 R-090 */
{
	struct share_unit s;
	request_finds found;
	struct disclosure_view v;
	struct buf out;
	struct request_question q = question();
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = file(&s, &q).id;
	assert_int_equal(requests_search(s.t->u, &s.desk, id, s.t->a, &found, &s.t->e),
			 RC_CONFLICT);
	assert_refused(s.t, "request-not-accepted", "R-091");
	assert_int_equal(decide(&s, id, true, NULL, "name flight"), RC_OK);
	assert_int_equal(requests_search(s.t->u, &s.officer, id, s.t->a, &found, &s.t->e),
			 RC_DENIED); /* the authority gets no search */
	assert_int_equal(requests_search(s.t->u, &s.desk, id, s.t->a, &found, &s.t->e), RC_OK);
	assert_int_equal(found.count, 1);
	assert_int_equal(answer(&s, id, s.traveller, 0, NULL), RC_DENIED); /* fields were cut */
	assert_refused(s.t, "outside-the-request", "R-091");
	int64_t other = test_unit_number(s.t, "SELECT id FROM traveller WHERE family = 'QUIBBLE'");
	struct disclosure_question ask = share_question();
	ask.fields = SLICE("name flight");
	assert_int_equal(requests_answer(s.t->u, &s.desk, id, other, 0, &ask, s.t->a, &v, &s.t->e),
			 RC_DENIED);
	assert_refused(s.t, "outside-the-request", "R-091");
	assert_int_equal(
		requests_answer(s.t->u, &s.desk, id, s.traveller, 0, &ask, s.t->a, &v, &s.t->e),
		RC_OK);
	assert_true(slice_is(v.state, "sent") && slice_is(v.case_reference, "NP 26/77"));
	buf_init(&out, (size_t)1 << 20);
	assert_int_equal(share_fetch(s.t->u, &s.officer, v.id, SLICE("json"), &out, &s.t->e),
			 RC_OK);
	assert_non_null(memmem(out.p, out.n, "RQ-2026-0001", 12));
	assert_null(memmem(out.p, out.n, "ZQ1234567", 9));
	buf_release(&out);
}

static void what_is_not_found_is_answered_without_a_package(void **state) /* */
{
	struct share_unit s;
	struct request_view r;
	struct request_question q = question();
	q.family = SLICE("Nemo");
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = accepted(&s, &q);
	assert_int_equal(requests_close(s.t->u, &s.desk, id, SLICE("nobody of that name travelled"),
					s.t->a, &r, &s.t->e),
			 RC_OK);
	assert_true(slice_is(r.state, "answered") && slice_present(r.answer));
	assert_int_equal(test_unit_number(s.t, "SELECT count(*) FROM disclosure"), 0);
}

/* ---- later use ---- */

static enum rc review(struct share_unit *s, const struct actor *who, int64_t id, bool approve)
{
	struct request_view r;
	return requests_review_later_use(s->t->u, who, id, approve,
					 SLICE("the evidence is objective and new"), s->t->a, &r,
					 &s->t->e);
}

static void later_use_takes_new_circumstances_and_evidence(void **state) /* */
{
	struct share_unit s;
	struct slice missing;
	struct request_question q = question();
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = accepted(&s, &q);
	test_unit_at(s.t, AFTER_ARRIVAL);
	assert_int_equal(answer(&s, id, s.traveller, 0, NULL), RC_DENIED);
	assert_refused(s.t, "later-use-not-approved", "R-092");
	assert_int_equal(requests_check(s.t->u, &s.officer, &q, s.t->a, &missing, &s.t->e), RC_OK);
	assert_true(slice_is(missing, "circumstances evidence"));
	struct request_view r;
	assert_int_equal(requests_file(s.t->u, &s.officer, &q, s.t->a, &r, &s.t->e), RC_INVALID);
	assert_refused(s.t, "incomplete", "R-092");
}

static void later_use_waits_for_the_independent_review(void **state) /* */
{
	struct share_unit s;
	struct disclosure_view v;
	struct request_question q = later_question("routine");
	share_unit_fill(&s, *state, LIST_LOW);
	test_unit_at(s.t, AFTER_ARRIVAL);
	int64_t id = accepted(&s, &q);
	assert_int_equal(answer(&s, id, s.traveller, 0, NULL), RC_DENIED);
	assert_refused(s.t, "later-use-not-approved", "R-092");
	const struct actor *const unit[] = {&s.t->supervisor, &s.t->analyst, &s.desk, &s.officer,
					    &s.dpo};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++)
		assert_int_equal(review(&s, unit[i], id, true), RC_DENIED);
	assert_int_equal(review(&s, &s.judge, id, true), RC_OK);
	assert_int_equal(review(&s, &s.judge, id, false), RC_CONFLICT);
	assert_int_equal(answer(&s, id, s.traveller, 0, &v), RC_OK);
	assert_false(v.before_review);
}

static void urgent_use_is_reviewed_shortly_after_and_recalled_on_refusal(void **state) /* */
{
	struct share_unit s;
	struct disclosure_view v;
	struct request_question q = later_question("urgent");
	share_unit_fill(&s, *state, LIST_LOW);
	test_unit_at(s.t, AFTER_ARRIVAL);
	int64_t id = accepted(&s, &q);
	assert_int_equal(answer(&s, id, s.traveller, 0, &v), RC_OK);
	assert_true(v.before_review);
	struct share_register g;
	assert_int_equal(share_register_read(s.t->u, &s.dpo, s.t->a, &g, &s.t->e), RC_OK);
	assert_true(g.requests.first->approval_due_at == s.t->now_at + LATER_USE_REVIEW_US);
	assert_int_equal(test_unit_number(s.t, "SELECT count(*) FROM audit "
					       "WHERE act = 'later-use.before-review'"),
			 1);
	assert_int_equal(review(&s, &s.judge, id, false), RC_OK);
	v = share_unit_view(&s, v.id);
	assert_true(slice_is(v.state, "recalled") && slice_is(v.recall_cause, "review-refused"));
	assert_int_equal(answer(&s, id, s.traveller, 0, NULL), RC_DENIED);
}

static void urgent_use_stops_when_its_review_is_overdue(void **state) /* */
{
	struct share_unit s;
	struct request_question q = later_question("urgent");
	share_unit_fill(&s, *state, LIST_LOW);
	test_unit_at(s.t, AFTER_ARRIVAL);
	int64_t id = accepted(&s, &q);
	assert_int_equal(answer(&s, id, s.traveller, 0, NULL), RC_OK);
	test_unit_at(s.t, "2026-03-13T04:00:00Z");
	assert_int_equal(answer(&s, id, s.traveller, 0, NULL), RC_DENIED);
	assert_refused(s.t, "later-use-not-approved", "R-092");
}

static void a_law_without_that_review_asks_for_none(void **state) /* */
{
	struct share_unit s;
	struct request_question q = question();
	share_unit_fill(&s, *state, LIST_LOW);
	test_unit_law(s.t, "icao-base");
	test_unit_at(s.t, AFTER_ARRIVAL);
	int64_t id = accepted(&s, &q);
	assert_int_equal(answer(&s, id, s.traveller, 0, NULL), RC_OK);
}

static void a_sealed_record_stays_sealed_without_an_unmasking(void **state) /* R-112 R-114 */
{
	struct share_unit s;
	struct retention_report r;
	struct actor system = actor_system();
	struct request_question q = later_question("routine");
	share_unit_fill(&s, *state, LIST_LOW);
	assert_int_equal(review_evidence(s.t->u, &s.t->analyst, s.traveller,
					 SLICE("an inquiry names this traveller"), SLICE("C-1"),
					 &s.t->e),
			 RC_OK);
	test_unit_at(s.t, "2026-09-12T04:00:00Z");
	assert_int_equal(retention_run(s.t->u, &system, false, &r, &s.t->e), RC_OK);
	assert_int_equal(r.travellers_masked, 1);
	int64_t id = accepted(&s, &q);
	assert_int_equal(review(&s, &s.judge, id, true), RC_OK);
	request_finds found;
	assert_int_equal(requests_search(s.t->u, &s.desk, id, s.t->a, &found, &s.t->e), RC_OK);
	assert_int_equal(found.count, 0);
	assert_int_equal(answer(&s, id, s.traveller, 0, NULL), RC_DENIED);
	assert_refused(s.t, "masked", "R-112");
	assert_int_equal(answer(&s, id, s.traveller, 1, NULL), RC_NOT_FOUND);
	assert_refused(s.t, "sealed-again", "R-113");
}

static void whom_a_request_asked_for_goes_at_the_age_of_deletion(void **state) /* R-115 R-152 */
{
	struct share_unit s;
	struct retention_report r;
	struct actor system = actor_system();
	struct request_question q = question();
	share_unit_fill(&s, *state, LIST_LOW);
	(void)file(&s, &q);
	test_unit_at(s.t, "2031-03-12T00:00:00Z");
	assert_int_equal(retention_run(s.t->u, &system, false, &r, &s.t->e), RC_OK);
	assert_int_equal(r.requests_emptied, 1);
	assert_int_equal(test_unit_number(s.t, "SELECT count(*) FROM authority_request "
					       "WHERE family IS NULL AND grounds = '-'"),
			 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_request_says_what_it_lacks_before_it_costs_time),
		TEST(only_officers_of_a_listed_authority_ask),
		TEST(the_desk_accepts_narrows_or_refuses_with_a_reason),
		TEST(a_request_is_answered_within_its_bounds),
		TEST(what_is_not_found_is_answered_without_a_package),
		TEST(later_use_takes_new_circumstances_and_evidence),
		TEST(later_use_waits_for_the_independent_review),
		TEST(urgent_use_is_reviewed_shortly_after_and_recalled_on_refusal),
		TEST(urgent_use_stops_when_its_review_is_overdue),
		TEST(a_law_without_that_review_asks_for_none),
		TEST(a_sealed_record_stays_sealed_without_an_unmasking),
		TEST(whom_a_request_asked_for_goes_at_the_age_of_deletion),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
