/* SPDX-License-Identifier: Apache-2.0
 *
 * Masked records: who finds, asks, approves, opens, reads and reviews them, and who not.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/share.h"
#include "flow/check.h"
#include "flow/retention.h"
#include "flow/sealed_match.h"
#include "flow/vault.h"
#include "protect/audit.h"
#include "review/test_unit.h"
#include "review/unmask.h"

#include <stdio.h>
#include <string.h>

#define MASKED_AT "2026-09-11T04:00:00Z"

static const struct test_person people[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
					    {"QUIBBLE", "ZELDA", "900101", "ZQ7654321"},
					    {0}};

struct masked_unit {
	struct test_unit *t;
	char shares[3][SHARE_TEXT];
	int64_t anna; /* her traveller's id */
	struct unmask_view v;
};

static void hold_ceremony(struct masked_unit *m)
{
	struct ceremony *c;
	struct test_unit *t = m->t;
	assert_int_equal(ceremony_begin(t->u, 3, &c, &t->e), RC_OK);
	for (unsigned i = 0; i < 3; i++) {
		strcpy(m->shares[i], ceremony_share(c, i + 1));
		assert_true(ceremony_matches(c, i + 1, slice_of(m->shares[i])));
		assert_false(ceremony_matches(c, i ? i : 2, slice_of(m->shares[i])));
	}
	assert_int_equal(ceremony_finish(c, SLICE("PIU\nInvented Court\nDPO"), &t->e), RC_OK);
	ceremony_free(c);
}

/* Anna has evidence, so that she is kept under the strict law too. */
static void mask(struct masked_unit *m, struct test_unit *t, bool icao)
{
	struct actor system = actor_system();
	struct retention_report r;
	*m = (struct masked_unit){.t = t};
	if (icao)
		test_unit_law(t, "icao-base");
	test_unit_at(t, TEST_NOW);
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	m->anna = test_unit_number(t, "SELECT id FROM traveller WHERE family = 'ZZTESTER'");
	assert_int_equal(review_evidence(t->u, &t->analyst, m->anna,
					 SLICE("an inquiry names this traveller"), SLICE("C-1"),
					 &t->e),
			 RC_OK);
	test_unit_at(t, MASKED_AT);
	assert_int_equal(retention_run(t->u, &system, false, &r, &t->e), RC_OK);
	assert_int_equal(r.travellers_masked, icao ? 2 : 1);
	hold_ceremony(m);
}

static enum rc ask(struct masked_unit *m, const char *fields)
{
	const struct unmask_question q = {.traveller_id = m->anna,
					  .fields = slice_of(fields),
					  .legal_basis = SLICE("Invented Act, article 9"),
					  .reference = SLICE("C-1"),
					  .reason = SLICE("needed to find the person again")};
	return review_unmask_ask(m->t->u, &m->t->analyst, &q, m->t->a, &m->v, &m->t->e);
}

static enum rc approve(struct masked_unit *m, const struct actor *who, const char *share)
{
	const struct unmask_answer answer = {.approve = true,
					     .reason = SLICE("the case needs it, and no more"),
					     .share = slice_of(share)};
	return review_unmask_decide(m->t->u, who, m->v.id, &answer, m->t->a, &m->v, &m->t->e);
}

static enum rc open_it(struct masked_unit *m, const struct actor *who, const char *share,
		       const char *second)
{
	int64_t id = m->v.id;
	struct unmask_view v;
	return review_unmask_open(m->t->u, who, id, slice_of(share), slice_of(second), m->t->a, &v,
				  &m->t->e);
}

static void refused(struct test_unit *t, enum rc rc, const char *code, const char *rule)
{
	assert_int_not_equal(rc, RC_OK);
	assert_string_equal(t->e.code, code);
	assert_string_equal(t->e.rule, rule);
}

/* ---- what people see ---- */

static void a_masked_traveller_is_a_pseudonym(void **state)
{
	struct masked_unit m;
	struct traveller_page page;
	mask(&m, *state, true);
	assert_int_equal(review_traveller(m.t->u, &m.t->analyst, m.anna, m.t->a, &page, &m.t->e),
			 RC_OK);
	assert_true(slice_starts(page.traveller.pseudonym, "P-"));
	assert_true(page.traveller.masked_at == m.t->now_at);
	assert_false(slice_present(page.traveller.family));
	assert_false(slice_present(page.traveller.birth_date));
	assert_int_equal(page.traveller.documents.count, 0);
	assert_int_equal(page.companions.count, 0); /* nor how many travelled together */
	assert_int_equal(page.sources.count, 0);
	assert_false(slice_present(page.booking_json));
}

static void a_hit_on_a_masked_traveller_waits_for_unmasking(void **state)
{
	struct masked_unit m;
	struct hit_page page;
	struct hit_view decided;
	unsigned hits = 0;
	mask(&m, *state, true);
	struct test_unit *t = m.t;
	/* In another spelling; by document alone; somebody else. */
	test_unit_list(t, "Wanted", LIST_HIGH,
		       "W1,Ana Ztester,1985-03-14,,\nW2,,,ZQ7654321,UTO\n"
		       "W3,Trevanion Okello,1970-01-01,,\n");
	assert_int_equal(sealed_match_lists(t->u, &hits, &t->e), RC_OK);
	assert_int_equal(hits, 2);
	assert_int_equal(sealed_match_lists(t->u, &hits, &t->e), RC_OK);
	assert_int_equal(hits, 0);
	int64_t id = test_unit_number(t, "SELECT id FROM hit WHERE reference = 'W1'");
	assert_int_equal(review_hit(t->u, &t->analyst, id, t->a, &page, &t->e), RC_OK);
	assert_true(slice_is(page.hit.method, "name"));
	assert_true(slice_present(page.hit.traveller.pseudonym));
	assert_false(slice_present(page.hit.entry.name)); /* it would be hers */
	assert_false(slice_present(page.entry_json));
	const struct decide_question decision = {.outcome = SLICE("confirmed"),
						 .reason = SLICE("seen with my own eyes")};
	refused(t, review_decide(t->u, &t->analyst, id, &decision, t->a, &decided, &t->e), "masked",
		"R-110");
	assert_string_equal(t->e.text, "masked since 2026-09-11: R-110; ask for unmasking");
	/* The entry goes from the list, and the hit with it. */
	test_unit_list(t, "Wanted", LIST_HIGH, "W2,,,ZQ7654321,UTO\n");
	assert_int_equal(sealed_match_lists(t->u, &hits, &t->e), RC_OK);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM hit WHERE state = 'withdrawn'"),
			 1);
}

static void a_search_by_process_gives_counts_and_pseudonyms(void **state)
{
	struct masked_unit m;
	struct sealed_page page;
	struct sealed_question q = {.name = SLICE("Annah Zztester"),
				    .birth_date = SLICE("1985-03-14"),
				    .reference = SLICE("C-1"),
				    .reason = SLICE("a request of the court")};
	mask(&m, *state, true);
	struct test_unit *t = m.t;
	assert_int_equal(review_sealed_search(t->u, &t->analyst, &q, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.count, 1);
	assert_int_equal(page.found.first->traveller_id, m.anna);
	assert_true(slice_starts(page.found.first->pseudonym, "P-"));
	q.birth_date = SLICE("1985-03-15");
	assert_int_equal(review_sealed_search(t->u, &t->analyst, &q, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.count, 0);
	q.reference = SLICE(" ");
	refused(t, review_sealed_search(t->u, &t->analyst, &q, t->a, &page, &t->e), "no-case",
		"R-114");
	struct actor administrator = test_actor(ACTOR_ADMINISTRATOR);
	q.reference = SLICE("C-1");
	assert_int_equal(review_sealed_search(t->u, &administrator, &q, t->a, &page, &t->e),
			 RC_DENIED);
}

/* ---- unmasking ---- */

static void one_record_for_a_day_and_then_not(void **state)
{
	struct masked_unit m;
	struct unmask_record record;
	struct unmask_page page;
	struct actor dpo = test_actor(ACTOR_DPO);
	mask(&m, *state, true);
	struct test_unit *t = m.t;
	assert_int_equal(ask(&m, "identity"), RC_OK);
	refused(t, open_it(&m, &t->analyst, m.shares[0], m.shares[1]), "not-approved", "R-112");
	assert_int_equal(approve(&m, &t->supervisor, m.shares[1]), RC_OK);
	assert_int_equal(m.v.ends_at, t->now_at + UNMASK_HOURS * HOUR_US);
	assert_int_equal(review_unmasks(t->u, &dpo, SLICE("review"), t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.to_review, 1);
	refused(t, open_it(&m, &t->analyst, m.shares[1], ""), "same-share", "R-112");
	refused(t, open_it(&m, &t->supervisor, m.shares[0], ""), "not-yours", "R-113");
	assert_int_equal(open_it(&m, &t->analyst, m.shares[0], ""), RC_OK);
	assert_int_equal(review_unmask_read(t->u, &t->analyst, m.v.id, t->a, &record, &t->e),
			 RC_OK);
	assert_non_null(strstr(record.record_json.p, "\"family\":\"ZZTESTER\""));
	assert_non_null(strstr(record.record_json.p, "ZQ1234567"));
	assert_null(strstr(record.record_json.p, "\"api\":")); /* was not asked for */
	assert_null(strstr(record.record_json.p, "QUIBBLE"));
	assert_int_equal(record.request.times_shown, 1);
	refused(t, review_unmask_read(t->u, &t->supervisor, m.v.id, t->a, &record, &t->e),
		"sealed-again", "R-113");
	test_unit_at(t, "2026-09-12T03:59:59Z"); /* the unit was stopped: it is sealed again */
	refused(t, review_unmask_read(t->u, &t->analyst, m.v.id, t->a, &record, &t->e),
		"sealed-again", "R-113");
	refused(t, open_it(&m, &t->analyst, m.shares[0], ""), "share-missing", "R-112");
	assert_int_equal(open_it(&m, &t->analyst, m.shares[0], m.shares[2]), RC_OK);
	test_unit_at(t, "2026-09-12T04:00:00Z");
	refused(t, open_it(&m, &t->analyst, m.shares[0], m.shares[2]), "unmask-ended", "R-113");
}

/* The clock alone ends it too, without the unit being stopped. */
static void the_time_of_an_open_record_ends_by_itself(void **state)
{
	struct masked_unit m;
	struct unmask_record record;
	mask(&m, *state, true);
	struct test_unit *t = m.t;
	assert_int_equal(ask(&m, "identity api pnr booking hits"), RC_OK);
	assert_int_equal(approve(&m, &t->supervisor, m.shares[1]), RC_OK);
	assert_int_equal(open_it(&m, &t->analyst, m.shares[0], ""), RC_OK);
	unit_set_now(t->u, m.v.ends_at - 1);
	assert_int_equal(review_unmask_read(t->u, &t->analyst, m.v.id, t->a, &record, &t->e),
			 RC_OK);
	assert_non_null(strstr(record.record_json.p, "\"api\":{"));
	unit_set_now(t->u, m.v.ends_at);
	refused(t, review_unmask_read(t->u, &t->analyst, m.v.id, t->a, &record, &t->e),
		"sealed-again", "R-113");
}

static void the_unit_itself_does_not_approve_under_the_strict_law(void **state)
{
	struct masked_unit m;
	mask(&m, *state, false);
	assert_int_equal(ask(&m, "identity"), RC_OK);
	refused(m.t, approve(&m, &m.t->supervisor, m.shares[1]), "approver-is-piu", "R-112");
}

/* Acceptance scenario 4: the head of the unit is refused, a court approves one record. */
static void a_court_approves_one_record_under_the_strict_law(void **state)
{
	struct masked_unit m;
	struct unmask_record record;
	struct unmask_page page;
	mask(&m, *state, false);
	struct test_unit *t = m.t;
	struct actor court = t->supervisor,
		     dpo = t->supervisor; /* accounts; the role is what counts */
	court.role = ACTOR_APPROVING_AUTHORITY;
	dpo.role = ACTOR_DPO;
	assert_int_equal(ask(&m, "identity"), RC_OK);
	refused(t, approve(&m, &t->supervisor, m.shares[1]), "approver-is-piu", "R-112");
	assert_int_equal(review_unmasks(t->u, &dpo, SLICE("review"), t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.to_review, 0);
	m.v.id = test_unit_number(t, "SELECT id FROM unmask");
	assert_int_equal(approve(&m, &court, m.shares[1]), RC_OK);
	assert_int_equal(review_unmasks(t->u, &dpo, SLICE("review"), t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.to_review, 1);
	assert_int_equal(open_it(&m, &t->analyst, m.shares[0], ""), RC_OK);
	assert_int_equal(review_unmask_read(t->u, &court, m.v.id, t->a, &record, &t->e), RC_DENIED);
	assert_int_equal(review_unmask_read(t->u, &t->analyst, m.v.id, t->a, &record, &t->e),
			 RC_OK);
	assert_non_null(strstr(record.record_json.p, "ZZTESTER"));
	unit_set_now(t->u, m.v.ends_at);
	refused(t, review_unmask_read(t->u, &t->analyst, m.v.id, t->a, &record, &t->e),
		"sealed-again", "R-113");
}

static void nobody_approves_his_or_her_own_request(void **state)
{
	struct masked_unit m;
	struct unmask_question q = {.fields = SLICE("identity"),
				    .legal_basis = SLICE("Invented Act, article 9"),
				    .reference = SLICE("C-1"),
				    .reason = SLICE("needed to find the person again")};
	mask(&m, *state, true);
	struct test_unit *t = m.t;
	q.traveller_id = m.anna;
	assert_int_equal(review_unmask_ask(t->u, &t->supervisor, &q, t->a, &m.v, &t->e), RC_OK);
	refused(t, approve(&m, &t->supervisor, m.shares[1]), "own-request", "R-112");
	assert_int_equal(approve(&m, &t->analyst, m.shares[1]), RC_DENIED);
	assert_string_equal(t->e.code, "not-permitted");
}

static void what_is_asked_for_is_named_or_refused(void **state)
{
	struct masked_unit m;
	mask(&m, *state, true);
	struct test_unit *t = m.t;
	refused(t, ask(&m, ""), "bad-fields", "R-113");
	refused(t, ask(&m, "identity everything"), "bad-fields", "R-113");
	struct unmask_question q = {.traveller_id = m.anna,
				    .fields = SLICE("identity"),
				    .legal_basis = SLICE("Invented Act, article 9"),
				    .reason = SLICE("needed to find the person again")};
	refused(t, review_unmask_ask(t->u, &t->analyst, &q, t->a, &m.v, &t->e), "no-case", "R-114");
	q.reference = SLICE("C-1");
	q.reason = SLICE("because");
	refused(t, review_unmask_ask(t->u, &t->analyst, &q, t->a, &m.v, &t->e), "reason-too-short",
		"R-112");
	q.reason = SLICE("needed to find the person again");
	q.legal_basis = SLICE("");
	refused(t, review_unmask_ask(t->u, &t->analyst, &q, t->a, &m.v, &t->e),
		"no-legal-basis-given", "R-112");
}

static void the_shares_of_another_vault_open_nothing(void **state)
{
	struct masked_unit m;
	struct share foreign[2];
	unsigned char secret[SHARE_SECRET_BYTES] = {7}, mark[4] = {0};
	char texts[2][SHARE_TEXT];
	mask(&m, *state, true);
	struct test_unit *t = m.t;
	assert_int_equal(share_split(secret, mark, 2, foreign, &t->e), RC_OK);
	share_write(&foreign[0], texts[0]);
	share_write(&foreign[1], texts[1]);
	assert_int_equal(ask(&m, "identity"), RC_OK);
	assert_int_equal(approve(&m, &t->supervisor, ""), RC_OK);
	refused(t, open_it(&m, &t->analyst, texts[0], texts[1]), "not-these-shares", "R-112");
	assert_int_equal(open_it(&m, &t->analyst, m.shares[0], texts[1]), RC_INVALID);
	assert_string_equal(t->e.code, "other-vault");
}

static void the_review_is_queued_and_on_record(void **state)
{
	struct masked_unit m;
	struct unmask_view v;
	struct audit_report audit;
	mask(&m, *state, true);
	struct test_unit *t = m.t;
	struct actor dpo = t->supervisor; /* an account; the role is what counts */
	dpo.role = ACTOR_DPO;
	assert_int_equal(ask(&m, "identity"), RC_OK);
	refused(t,
		review_unmask_review(t->u, &dpo, m.v.id, SLICE("lawful"),
				     SLICE("looked at and found good"), t->a, &v, &t->e),
		"not-approved", "R-112");
	assert_int_equal(approve(&m, &t->supervisor, m.shares[1]), RC_OK);
	assert_int_equal(review_unmask_review(t->u, &t->analyst, m.v.id, SLICE("lawful"),
					      SLICE("looked at and found good"), t->a, &v, &t->e),
			 RC_DENIED);
	assert_int_equal(review_unmask_review(t->u, &dpo, m.v.id, SLICE("lawful"),
					      SLICE("looked at and found good"), t->a, &v, &t->e),
			 RC_OK);
	assert_true(slice_is(v.review_result, "lawful"));
	assert_int_equal(test_unit_number(t,
					  "SELECT count(*) FROM audit WHERE act IN "
					  "('unmask.asked','unmask.approved','unmask.reviewed')"),
			 3);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM audit WHERE act = "
					     "'unmask.approved' AND detail LIKE '%C-1%'"),
			 1);
	assert_int_equal(check_audit(t->u, &audit, &t->e), RC_OK);
	assert_int_equal(audit.broken_seq, 0);
}

/* A decision is possible while the record is open, by who has it open. */
static void who_has_the_record_open_may_decide(void **state)
{
	struct masked_unit m;
	struct hit_view decided;
	unsigned hits;
	mask(&m, *state, true);
	struct test_unit *t = m.t;
	test_unit_list(t, "Wanted", LIST_HIGH, "W1,Anna Zztester,1985-03-14,,\n");
	assert_int_equal(sealed_match_lists(t->u, &hits, &t->e), RC_OK);
	int64_t id = test_unit_number(t, "SELECT id FROM hit WHERE reference = 'W1'");
	const struct decide_question decision = {.outcome = SLICE("confirmed"),
						 .reason = SLICE("seen in the open record")};
	assert_int_equal(ask(&m, "identity"), RC_OK);
	assert_int_equal(approve(&m, &t->supervisor, m.shares[1]), RC_OK);
	assert_int_equal(open_it(&m, &t->analyst, m.shares[0], ""), RC_OK);
	assert_int_equal(review_decide(t->u, &t->supervisor, id, &decision, t->a, &decided, &t->e),
			 RC_DENIED);
	assert_int_equal(review_decide(t->u, &t->analyst, id, &decision, t->a, &decided, &t->e),
			 RC_OK);
}

static void holds_have_an_owner_and_an_end(void **state)
{
	struct masked_unit m;
	struct keeping_page page;
	int64_t id = 0;
	mask(&m, *state, true);
	struct test_unit *t = m.t;
	struct hold_question q = {.reference = SLICE("C-9"), .ends_at = t->now_at + DAY_US};
	refused(t, review_hold(t->u, &t->analyst, m.anna, &q, &id, &t->e), "no-owner", "R-117");
	q.owner = SLICE("Invented Court");
	q.ends_at = t->now_at;
	refused(t, review_hold(t->u, &t->analyst, m.anna, &q, &id, &t->e), "bad-end", "R-117");
	q.ends_at = t->now_at + DAY_US;
	assert_int_equal(review_hold(t->u, &t->analyst, m.anna, &q, &id, &t->e), RC_OK);
	assert_int_equal(review_hold_end(t->u, &t->analyst, id, &t->e), RC_OK);
	assert_int_equal(review_hold_end(t->u, &t->analyst, id + 1, &t->e), RC_NOT_FOUND);
	assert_int_equal(review_keeping(t->u, &t->analyst, m.anna, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.holds.count, 1);
	assert_int_equal(page.holds.first->ends_at, t->now_at);
	assert_int_equal(page.evidence.count, 1);
}

static void what_is_never_stored_is_counted(void **state)
{
	struct test_unit *t = *state;
	struct minimised_page page;
	struct actor dpo = test_actor(ACTOR_DPO);
	static const char message[] =
		"UNA:+.? 'UNB+IATA:1+Z9+UTPIU+260311:0312+77'UNH+1+PNRGOV:11:1:IA+77'MSG+:22'"
		"ORG+Z9:NBO+++++:::NBO'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'EQN+1'SRC'"
		"RCI+Z9:QX7M2P::110226:1000'SSR+VGML:HK:1:Z9'SSR+WCHR:HK:1:Z9:::::NEEDS WHEELCHAIR'"
		"TIF+ZZTESTER+ANNA:A:1'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418:Y'UNT+12+1'UNZ+1+77'";
	test_unit_ingest(t, message);
	assert_int_equal(review_minimised(t->u, &dpo, (struct slice){0}, (struct slice){0}, t->a,
					  &page, &t->e),
			 RC_OK);
	assert_true(page.total >= 2);
	bool vgml = false;
	LIST_EACH(const struct minimised_view, v, &page.rows)
	{
		vgml = vgml || (slice_is(v->code, "VGML") && slice_is(v->carrier, "Z9"));
	}
	assert_true(vgml);
	assert_int_equal(review_minimised(t->u, &dpo, SLICE("2026-03-12"), SLICE("2026-03-13"),
					  t->a, &page, &t->e),
			 RC_OK);
	assert_int_equal(page.total, 0);
}

int main(void)
{
#define WITH_UNIT(test) cmocka_unit_test_setup_teardown(test, test_unit_make, test_unit_remove)
	const struct CMUnitTest tests[] = {
		WITH_UNIT(a_masked_traveller_is_a_pseudonym),
		WITH_UNIT(a_hit_on_a_masked_traveller_waits_for_unmasking),
		WITH_UNIT(a_search_by_process_gives_counts_and_pseudonyms),
		WITH_UNIT(one_record_for_a_day_and_then_not),
		WITH_UNIT(the_time_of_an_open_record_ends_by_itself),
		WITH_UNIT(the_unit_itself_does_not_approve_under_the_strict_law),
		WITH_UNIT(a_court_approves_one_record_under_the_strict_law),
		WITH_UNIT(nobody_approves_his_or_her_own_request),
		WITH_UNIT(what_is_asked_for_is_named_or_refused),
		WITH_UNIT(the_shares_of_another_vault_open_nothing),
		WITH_UNIT(the_review_is_queued_and_on_record),
		WITH_UNIT(who_has_the_record_open_may_decide),
		WITH_UNIT(holds_have_an_owner_and_an_end),
		WITH_UNIT(what_is_never_stored_is_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
