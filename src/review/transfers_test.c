/* SPDX-License-Identifier: Apache-2.0
 *
 * What carriers send, by format and by the clock; what is missing is told to them
 * (R-011 to R-013, R-211, R-212).
 */
#include "review/transfers.h"

#include "base/crypto.h"
#include "flow/ingest.h"
#include "flow/laws.h"
#include "flow/transfers.h"
#include "flow/unit.h"
#include "minimise/law.h"
#include "protect/account.h"
#include "review/test_unit.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Z9 418 leaves Nairobi on 20 March 2026 at 05:55 local time. */
#define DEPARTS "2026-03-20T02:55:00Z"
#define REASON SLICE("As the test says it.")

static int64_t departs_at(void)
{
	int64_t at = 0;
	assert_true(instant_parse(SLICE(DEPARTS), &at));
	return at;
}

static struct ingest_result send_text(struct test_unit *t, const char *channel, struct slice text)
{
	struct ingest_source from = {.channel = channel};
	struct ingest_result result = {0};
	char *bytes = strndup(text.p, text.n);
	assert_non_null(bytes);
	assert_int_equal(ingest_input(t->u, &from, bytes, text.n, t->a, &result, &t->e), RC_OK);
	free(bytes);
	return result;
}

static struct slice pnr(struct test_unit *t, const char *version, const char *function,
			const char *reference)
{
	return arena_printf(
		t->a,
		"UNA:+.? 'UNB+IATA:1+Z9+UTPIU+260318:0600+%s'UNH+1+PNRGOV:%s:IA+Z9418'"
		"MSG+:%s'ORG+Z9:NBO'TVL+200326:0555:200326:1320+NBO+LIS+Z9+418'EQN+1'SRC'"
		"RCI+Z9:%s'TIF+EXAMPLE:A+ADA:A:1'UNT+9+1'UNZ+1+%s'",
		reference, version, function, reference, reference);
}

/* One push, so long after departure (negative: before); gives what it was taken for. */
static const char *push_at(struct test_unit *t, int64_t after_us, const char *function,
			   const char *reference)
{
	struct buf sql;
	static const char *const names[] = {"first",  "late-first", "closing",   "late-closing",
					    "update", "extra",      "permitted", "unknown"};
	unit_set_now(t->u, departs_at() + after_us);
	struct ingest_result r = send_text(t, "https", pnr(t, "13:1", function, reference));
	assert_int_equal(r.fresh, 1);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		buf_init(&sql, 4096);
		buf_printf(
			&sql,
			"SELECT count(*) FROM message WHERE interchange_ref = '%s' AND push = '%s'",
			reference, names[i]);
		buf_char(&sql, '\0');
		int64_t found = test_unit_number(t, sql.p);
		buf_release(&sql);
		if (found)
			return names[i];
	}
	fail_msg("the push is of no kind");
	return NULL;
}

static unsigned findings(const struct ingest_result *r, const char *code)
{
	unsigned count = 0;
	LIST_EACH(const struct ingest_message, m, &r->messages)
	LIST_EACH(const struct finding, f, &m->findings)
	count += strcmp(f->code, code) == 0;
	return count;
}

/* Puts the law of the test in force: icao-base with `old` replaced. */
static void put_law(struct test_unit *t, const char *old, const char *new)
{
	struct actor system = actor_system();
	struct actor judge = test_account(t, ACTOR_APPROVING_AUTHORITY, "judge", "judge");
	struct slice text = law_built_in(SLICE("icao-base"));
	const char *at = memmem(text.p, text.n, old, strlen(old));
	law_faults faults;
	int64_t version = 0;
	assert_non_null(at);
	size_t before = (size_t)(at - text.p);
	text = arena_printf(t->a, "%.*s%s%.*s", (int)before, text.p, new,
			    SLICE_ARG(slice_range(text, before + strlen(old), text.n)));
	assert_int_equal(law_propose(t->u, &system, text, REASON, t->a, &faults, &version, &t->e),
			 RC_OK);
	assert_int_equal(law_decide(t->u, &judge, version, true, REASON, &t->e), RC_OK);
}

/* */
static void an_old_format_is_taken_with_a_finding_or_refused_as_the_profile_says(void **state)
{
	struct test_unit *t = *state;
	struct ingest_result r = send_text(t, "https", pnr(t, "10:1", "22", "OLD1"));
	assert_int_equal(r.fresh, 1);
	assert_int_equal(findings(&r, "format-not-accepted"), 1);
	LIST_EACH(const struct finding, f, &r.messages.first->findings)
	if (strcmp(f->code, "format-not-accepted") == 0)
		assert_non_null(memmem(f->text.p, f->text.n, "pnrgov from 11.1", 16));
	r = send_text(t, "https", pnr(t, "11:1", "22", "NEW1"));
	assert_int_equal(findings(&r, "format-not-accepted"), 0);

	put_law(t, "other-formats = taken", "other-formats = refused");
	r = send_text(t, "https", pnr(t, "10:1", "22", "OLD2"));
	assert_int_equal(r.refused, 1);
	assert_int_equal(r.messages.first->outcome, INGEST_REFUSED);
	assert_int_equal(findings(&r, "format-not-accepted"), 1);
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM message WHERE interchange_ref = 'OLD2'"),
		0);
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM audit WHERE act = 'message.refused'"), 1);
}

/* */
static void a_way_that_the_profile_does_not_list_is_told(void **state)
{
	struct test_unit *t = *state;
	put_law(t, "protocols = https drop-folder type-b", "protocols = https");
	struct ingest_result r = send_text(t, "https", pnr(t, "13:1", "22", "WAY1"));
	assert_int_equal(findings(&r, "protocol-not-accepted"), 0);
	r = send_text(t, "drop", pnr(t, "13:1", "22", "WAY2"));
	assert_int_equal(findings(&r, "protocol-not-accepted"), 1);
	r = send_text(t, "file", pnr(t, "13:1", "22", "WAY3")); /* by the operator's hand */
	assert_int_equal(findings(&r, "protocol-not-accepted"), 0);
	struct slice framed = arena_printf(t->a,
					   "\x01QU LISPIXH\r\n.NBOAPZ9 180600\r\n\x02%.*s\x03",
					   SLICE_ARG(pnr(t, "13:1", "22", "WAY4")));
	r = send_text(t, "https", framed);
	assert_int_equal(findings(&r, "protocol-not-accepted"), 1);
}

/* from 48 to 24 hours before departure, to the second. */
static void each_push_is_what_the_clock_says(void **state)
{
	static const struct {
		int64_t after_us;
		const char *function, *push;
	} cases[] = {
		{-48 * HOUR_US - SECOND_US, "22", "extra"},
		{-48 * HOUR_US, "22", "first"},
		{-24 * HOUR_US - SECOND_US, "22", "extra"}, /* there was one */
		{-10 * HOUR_US, "141", "update"},
		{-60 * MINUTE_US - SECOND_US, "22", "extra"},
		{-60 * MINUTE_US, "141", "closing"}, /* the second may be updates only */
		{5 * MINUTE_US, "22", "extra"},
	};
	struct test_unit *t = *state;
	char reference[16];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(reference, sizeof reference, "P%zu", i);
		assert_string_equal(push_at(t, cases[i].after_us, cases[i].function, reference),
				    cases[i].push);
	}
}

static void what_comes_after_its_time_is_late(void **state)
{
	struct test_unit *t = *state;
	assert_string_equal(push_at(t, -24 * HOUR_US + SECOND_US, "22", "L1"), "late-first");
	assert_string_equal(push_at(t, 60 * MINUTE_US + SECOND_US, "22", "L2"), "late-closing");
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM finding WHERE code = "
					     "'transfer-late'"),
			 2);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM carrier_notice WHERE kind IN "
					     "('first-late','closing-late')"),
			 2);
}

static struct threat_view threat(void)
{
	return (struct threat_view){.carrier = SLICE("Z9"),
				    .number = SLICE("418"),
				    .from_at = departs_at() - 12 * HOUR_US,
				    .until_at = departs_at() - 6 * HOUR_US,
				    .threat = SLICE("An invented warning about this very flight."),
				    .reference = SLICE("UT 26/7")};
}

/* no third scheduled push; a further one needs a threat, decided by two. */
static void a_further_push_needs_a_threat_that_another_office_approved(void **state)
{
	struct test_unit *t = *state;
	struct actor other = test_account(t, ACTOR_SUPERVISOR, "sue", "Sue");
	struct threat_view ask = threat();
	int64_t id = 0;
	assert_string_equal(push_at(t, -30 * HOUR_US, "22", "T1"), "first");
	assert_string_equal(push_at(t, -20 * HOUR_US, "22", "T2"), "extra");
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM finding WHERE code = "
					     "'transfer-not-scheduled'"),
			 1);
	assert_int_equal(review_threat_propose(t->u, &t->supervisor, &ask, &id, &t->e), RC_OK);
	assert_string_equal(push_at(t, -11 * HOUR_US, "22", "T3"), "extra"); /* not yet approved */
	assert_int_equal(review_threat_decide(t->u, &t->supervisor, id, true, REASON, t->a, &t->e),
			 RC_DENIED);
	assert_string_equal(t->e.code, "own-proposal");
	assert_int_equal(review_threat_decide(t->u, &t->analyst, id, true, REASON, t->a, &t->e),
			 RC_DENIED);
	assert_int_equal(review_threat_decide(t->u, &other, id, true, REASON, t->a, &t->e), RC_OK);
	assert_string_equal(push_at(t, -10 * HOUR_US, "22", "T4"), "permitted");
	assert_string_equal(push_at(t, -6 * HOUR_US - 1, "22", "T5"), "permitted");
	assert_string_equal(push_at(t, -6 * HOUR_US, "22", "T6"), "extra"); /* it has ended */
	assert_int_equal(review_threat_decide(t->u, &other, id, false, REASON, t->a, &t->e),
			 RC_CONFLICT);
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM audit WHERE act LIKE 'threat.%'"), 2);
}

static void a_threat_is_specific_and_ends(void **state)
{
	struct test_unit *t = *state;
	int64_t id = 0;
	struct threat_view ask = threat();
	ask.number = (struct slice){0};
	assert_int_equal(review_threat_propose(t->u, &t->supervisor, &ask, &id, &t->e), RC_INVALID);
	assert_string_equal(t->e.code, "bad-flight");
	assert_string_equal(t->e.rule, "R-012");
	ask = threat();
	ask.until_at = ask.from_at + THREAT_MAX_US + 1;
	assert_int_equal(review_threat_propose(t->u, &t->supervisor, &ask, &id, &t->e), RC_INVALID);
	assert_string_equal(t->e.code, "bad-span");
	ask = threat();
	ask.threat = SLICE("unclear");
	assert_int_equal(review_threat_propose(t->u, &t->supervisor, &ask, &id, &t->e), RC_INVALID);
	ask = threat();
	assert_int_equal(review_threat_propose(t->u, &t->supervisor, &ask, &id, &t->e), RC_OK);
	put_law(t, "extra-transfer = supervisor", "extra-transfer = approving-authority");
	struct actor other = test_account(t, ACTOR_SUPERVISOR, "sue", "Sue");
	assert_int_equal(review_threat_decide(t->u, &other, id, true, REASON, t->a, &t->e),
			 RC_DENIED);
	assert_string_equal(t->e.code, "not-approver");
}

static unsigned overdue_at(struct test_unit *t, int64_t after_us)
{
	unsigned made = 0;
	unit_set_now(t->u, departs_at() + after_us);
	assert_int_equal(transfers_overdue(t->u, &made, &t->e), RC_OK);
	return made;
}

/* with flight, cause and deadline, within minutes. */
static void a_push_that_does_not_come_is_told_within_minutes(void **state)
{
	struct test_unit *t = *state;
	notice_views mine = {0}, others = {0};
	assert_string_equal(push_at(t, -30 * HOUR_US, "22", "M1"), "first");
	assert_int_equal(overdue_at(t, 65 * MINUTE_US - SECOND_US), 0);
	assert_int_equal(overdue_at(t, 65 * MINUTE_US), 1);
	assert_int_equal(overdue_at(t, 70 * MINUTE_US), 0); /* once */
	assert_int_equal(review_notices_fetch(t->u, SLICE("Z9"), t->a, &mine, &t->e), RC_OK);
	assert_int_equal(review_notices_fetch(t->u, SLICE("Q5"), t->a, &others, &t->e), RC_OK);
	assert_int_equal(mine.count, 1);
	assert_int_equal(others.count, 0);
	assert_true(slice_is(mine.first->kind, "closing-missing"));
	assert_true(slice_is(mine.first->number, "418"));
	assert_true(slice_present(mine.first->cause));
	assert_true(mine.first->deadline_at == departs_at() + 60 * MINUTE_US);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM carrier_notice WHERE "
					     "fetched_at IS NOT NULL"),
			 1);
}

static void what_came_is_not_told_as_missing(void **state)
{
	struct test_unit *t = *state;
	assert_string_equal(push_at(t, -30 * HOUR_US, "22", "C1"), "first");
	assert_string_equal(push_at(t, MINUTE_US, "141", "C2"), "closing");
	assert_int_equal(overdue_at(t, 2 * HOUR_US), 0);
}

static void a_first_push_that_is_missing_is_told_where_the_flight_is_known(void **state)
{
	struct test_unit *t = *state;
	assert_string_equal(push_at(t, -60 * HOUR_US, "141", "F1"), "update");
	assert_int_equal(overdue_at(t, -24 * HOUR_US + 5 * MINUTE_US - 1), 0);
	assert_int_equal(overdue_at(t, -24 * HOUR_US + 5 * MINUTE_US), 1);
}

/* */
static void a_defective_message_is_told(void **state)
{
	struct test_unit *t = *state;
	struct ingest_source from = {.channel = "https", .carrier = SLICE("Z9")};
	struct ingest_result r;
	char broken[] = "UNB+UNOA:4+Z9+UTPIU+260318:0600+BAD1'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'"
			"UNT+2+1'UNZ+1+BAD1'";
	unit_set_now(t->u, departs_at());
	assert_int_equal(ingest_input(t->u, &from, broken, strlen(broken), t->a, &r, &t->e), RC_OK);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM carrier_notice WHERE kind = "
					     "'defective' AND carrier = 'Z9'"),
			 1);
}

static int64_t notice_id(struct test_unit *t)
{
	return test_unit_number(t, "SELECT id FROM carrier_notice WHERE kind = 'closing-missing'");
}

static enum rc outage(struct test_unit *t, const char *carrier, int64_t from_us, int64_t until_us)
{
	int64_t id = 0;
	const struct outage_view ask = {.carrier = slice_of(carrier),
					.from_at = departs_at() + from_us,
					.until_at = departs_at() + until_us,
					.evidence = SLICE("Ticket 7 of the network's operator")};
	return review_outage_record(t->u, &t->supervisor, &ask, &id, &t->e);
}

/* */
static void nothing_is_proposed_for_what_falls_in_an_outage(void **state)
{
	struct test_unit *t = *state;
	push_at(t, -30 * HOUR_US, "22", "O1");
	assert_int_equal(overdue_at(t, 66 * MINUTE_US), 1);
	int64_t id = notice_id(t);
	/* Another carrier's, and one that was over before the push was due: neither excuses. */
	assert_int_equal(outage(t, "Q5", -HOUR_US, HOUR_US), RC_OK);
	assert_int_equal(outage(t, "Z9", -3 * HOUR_US, -60 * MINUTE_US), RC_OK);
	struct actor system = actor_system();
	assert_int_equal(review_penalty_propose(t->u, &system, id, REASON, t->a, &t->e), RC_DENIED);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM penalty_proposal"), 0);
	assert_int_equal(review_penalty_propose(t->u, &t->supervisor, id, REASON, t->a, &t->e),
			 RC_OK);
	assert_int_equal(review_penalty_propose(t->u, &t->supervisor, id, REASON, t->a, &t->e),
			 RC_CONFLICT);
	/* An outage that is entered later withdraws what was proposed. */
	assert_int_equal(outage(t, "Z9", 10 * MINUTE_US, 20 * MINUTE_US), RC_OK);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM penalty_proposal WHERE "
					     "withdrawn_at IS NOT NULL"),
			 1);
}

static void the_units_own_outage_excuses_every_carrier(void **state)
{
	struct test_unit *t = *state;
	push_at(t, -30 * HOUR_US, "22", "U1");
	assert_int_equal(overdue_at(t, 66 * MINUTE_US), 1);
	assert_int_equal(outage(t, "", 0, HOUR_US), RC_OK);
	assert_int_equal(
		review_penalty_propose(t->u, &t->supervisor, notice_id(t), REASON, t->a, &t->e),
		RC_CONFLICT);
	assert_string_equal(t->e.code, "outage");
	assert_string_equal(t->e.rule, "R-212");
	assert_int_equal(outage(t, "", HOUR_US, 0), RC_INVALID);
}

#define T(name) cmocka_unit_test_setup_teardown(name, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(an_old_format_is_taken_with_a_finding_or_refused_as_the_profile_says),
		T(a_way_that_the_profile_does_not_list_is_told),
		T(each_push_is_what_the_clock_says),
		T(what_comes_after_its_time_is_late),
		T(a_further_push_needs_a_threat_that_another_office_approved),
		T(a_threat_is_specific_and_ends),
		T(a_push_that_does_not_come_is_told_within_minutes),
		T(what_came_is_not_told_as_missing),
		T(a_first_push_that_is_missing_is_told_where_the_flight_is_known),
		T(a_defective_message_is_told),
		T(nothing_is_proposed_for_what_falls_in_an_outage),
		T(the_units_own_outage_excuses_every_carrier),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
