/* SPDX-License-Identifier: Apache-2.0
 *
 * Disclosures: only what a person confirmed, to whom the law names, no more than chosen,
 * marked, called back when it was wrong.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/crypto.h"
#include "flow/retention.h"
#include "review/rights.h"
#include "share/test_share.h"
#include "store/db.h"

#include <stdio.h>
#include <string.h>

#define COUNT(t, what) test_unit_number((t), "SELECT count(*) FROM " what)

static enum rc disclose(struct share_unit *s, const struct disclosure_question *ask)
{
	struct disclosure_view v;
	return share_disclose(s->t->u, &s->t->analyst, s->hit, ask, s->t->a, &v, &s->t->e);
}

static enum rc decide_as(struct share_unit *s, const char *outcome, bool overturn)
{
	const struct decide_question ask = {.outcome = slice_of(outcome),
					    .reason = SLICE("looked at it once more"),
					    .checklist = test_checklist(),
					    .overturn = overturn};
	struct hit_view out;
	return review_decide(s->t->u, &s->t->analyst, s->hit, &ask, s->t->a, &out, &s->t->e);
}

static enum rc fetch(struct share_unit *s, const struct actor *who, int64_t id, const char *form,
		     struct buf *out)
{
	buf_init(out, (size_t)32 << 20);
	return share_fetch(s->t->u, who, id, slice_of(form), out, &s->t->e);
}

static bool has(const struct buf *b, const char *text)
{
	return memmem(b->p, b->n, text, strlen(text)) != NULL;
}

/* ---- what may go out ---- */

static void nothing_leaves_before_a_person_has_confirmed_it(void **state) /* R-090 R-070 R-073 */
{
	struct share_unit s;
	const struct disclosure_question ask = share_question();
	share_unit_fill(&s, *state, LIST_LOW);
	assert_int_equal(disclose(&s, &ask), RC_CONFLICT);
	assert_refused(s.t, "not-confirmed", "R-070");
	assert_int_equal(decide_as(&s, "undetermined", false), RC_OK);
	assert_int_equal(disclose(&s, &ask), RC_CONFLICT);
	assert_refused(s.t, "not-confirmed", "R-073");
	assert_int_equal(COUNT(s.t, "disclosure"), 0);
	assert_int_equal(COUNT(s.t, "package"), 0);
}

static void a_hit_with_one_reviewer_of_two_does_not_leave(void **state) /* */
{
	struct share_unit s;
	const struct disclosure_question ask = share_question();
	share_unit_fill(&s, *state, LIST_HIGH);
	assert_int_equal(decide_as(&s, "confirmed", false), RC_OK);
	assert_int_equal(disclose(&s, &ask), RC_CONFLICT);
	assert_refused(s.t, "second-reviewer-needed", "R-074");
}

static void what_is_of_high_impact_is_sent_by_a_second_person(void **state) /* R-074 R-090 */
{
	struct share_unit s;
	struct disclosure_view v;
	const struct disclosure_question ask = share_question();
	struct buf out;
	share_unit_fill(&s, *state, LIST_HIGH);
	share_unit_confirm(&s);
	struct unit *u = s.t->u;
	assert_int_equal(share_disclose(u, &s.t->supervisor, s.hit, &ask, s.t->a, &v, &s.t->e),
			 RC_OK);
	assert_true(slice_is(v.state, "waiting"));
	assert_int_equal(fetch(&s, &s.officer, v.id, "json", &out), RC_NOT_FOUND);
	buf_release(&out);
	int64_t id = v.id;
	assert_int_equal(share_release(u, &s.t->supervisor, id, true, s.t->a, &v, &s.t->e),
			 RC_DENIED);
	assert_refused(s.t, "own-disclosure", "R-074");
	assert_int_equal(share_release(u, &s.t->analyst, id, true, s.t->a, &v, &s.t->e), RC_DENIED);
	assert_refused(s.t, "second-reviewer-role", "R-074");
	struct actor second = test_account(s.t, ACTOR_SUPERVISOR, "second", "second");
	assert_int_equal(share_release(u, &second, id, true, s.t->a, &v, &s.t->e), RC_OK);
	assert_true(slice_is(v.state, "sent") && slice_is(v.released_by, "second"));
}

static void data_go_to_officers_of_the_listed_authorities_only(void **state) /* */
{
	static const char *const nobody[] = {"", "nobody", "analyst", "judge", "dee"};
	struct share_unit s;
	struct disclosure_question ask = share_question();
	share_unit_fill(&s, *state, LIST_LOW);
	share_unit_confirm(&s);
	for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++) {
		ask.officer = slice_of(nobody[i]);
		assert_int_equal(disclose(&s, &ask), RC_INVALID);
		assert_refused(s.t, "bad-recipient", "R-005");
	}
	test_unit_tamper(s.t, "UPDATE post SET desk = 'press' WHERE desk = 'customs'");
	ask.officer = SLICE("custo");
	assert_int_equal(disclose(&s, &ask), RC_INVALID);
	assert_refused(s.t, "bad-recipient", "R-005");
	assert_int_equal(COUNT(s.t, "disclosure"), 0);
	ask.officer = SLICE("polly");
	assert_int_equal(disclose(&s, &ask), RC_OK);
}

static void the_database_itself_refuses_another_authority(void **state) /* */
{
	struct share_unit s;
	char path[96];
	struct db *db;
	share_unit_fill(&s, *state, LIST_LOW);
	(void)share_unit_sent(&s);
	snprintf(path, sizeof path, "%s/piu.db", s.t->folder);
	assert_int_equal(db_open(path, DB_WRITER, &db, &s.t->e), RC_OK);
	assert_int_not_equal(
		db_script(db, SLICE("UPDATE disclosure SET authority = 'press'"), &s.t->e), RC_OK);
	db_close(db);
}

static void a_package_holds_what_was_chosen_and_no_more(void **state) /* */
{
	struct share_unit s;
	struct disclosure_question ask = share_question();
	struct disclosure_view v;
	struct buf out;
	share_unit_fill(&s, *state, LIST_LOW);
	share_unit_confirm(&s);
	ask.fields = SLICE("name flight");
	assert_int_equal(share_disclose(s.t->u, &s.t->analyst, s.hit, &ask, s.t->a, &v, &s.t->e),
			 RC_OK);
	assert_int_equal(fetch(&s, &s.officer, v.id, "json", &out), RC_OK);
	assert_true(has(&out, "ZZTESTER") && has(&out, "Z9418") && has(&out, "do not approach"));
	assert_true(has(&out, "E-1") && has(&out, "Invented Ministry") && has(&out, ": agreed"));
	assert_false(has(&out, "1985-03-14") || has(&out, "ZQ1234567") || has(&out, "QUIBBLE"));
	buf_release(&out);
	ask.fields = SLICE("name seat contact payment itinerary companions");
	assert_int_equal(share_disclose(s.t->u, &s.t->analyst, s.hit, &ask, s.t->a, &v, &s.t->e),
			 RC_OK);
	static const char *const wrong[] = {"", "name religion", "name  flight"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		ask.fields = slice_of(wrong[i]);
		assert_int_equal(disclose(&s, &ask), RC_INVALID);
		assert_refused(s.t, "bad-fields", "R-090");
	}
	ask = share_question();
	ask.caveat = SLICE("  short ");
	assert_int_equal(disclose(&s, &ask), RC_INVALID);
	assert_refused(s.t, "no-caveat", "R-090");
}

/* ---- the package ---- */

static void a_package_is_bound_to_purpose_recipient_and_end(void **state) /* */
{
	struct share_unit s;
	struct buf json, pdf;
	struct disclosure_question ask = share_question();
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = share_unit_sent(&s);
	assert_int_equal(fetch(&s, &s.officer, id, "json", &json), RC_OK);
	assert_true(has(&json, "only for the purpose that is stated here"));
	assert_true(has(&json, "\"serial\":\"D-2026-0001\"") &&
		    has(&json, "\"officer\":\"polly\""));
	assert_true(has(&json, "\"expires\":\"2026-06-30\"") && has(&json, "\"case\":\"UT-1\""));
	assert_int_equal(fetch(&s, &s.officer, id, "pdf", &pdf), RC_OK);
	assert_memory_equal(pdf.p, "%PDF-", 5);
	unsigned char hash[HASH_BYTES];
	char hex[HEX_TEXT(HASH_BYTES)], sql[200];
	hash_bytes(buf_slice(&json), NULL, hash);
	hex_write(hash, HASH_BYTES, hex);
	snprintf(
		sql, sizeof sql,
		"SELECT count(*) FROM audit WHERE act = 'disclosure.sent' AND detail LIKE '%%%s%%'",
		hex);
	assert_int_equal(test_unit_number(s.t, sql), 1);
	buf_release(&json);
	buf_release(&pdf);
	ask.expires_on = SLICE("2031-04-01"); /* the unit itself deletes before */
	assert_int_equal(disclose(&s, &ask), RC_INVALID);
	assert_refused(s.t, "bad-date", "R-093");
}

static void the_named_officer_alone_gets_the_package(void **state) /* R-090 R-093 */
{
	struct share_unit s;
	struct buf out;
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = share_unit_sent(&s);
	const struct actor *const others[] = {&s.colleague, &s.customs};
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(fetch(&s, others[i], id, "json", &out), RC_NOT_FOUND);
		buf_release(&out);
	}
	assert_int_equal(fetch(&s, &s.t->analyst, id, "json", &out), RC_DENIED);
	buf_release(&out);
	assert_int_equal(share_acknowledge(s.t->u, &s.officer, id, &s.t->e), RC_CONFLICT);
	assert_refused(s.t, "not-fetched", "R-090");
	assert_int_equal(fetch(&s, &s.officer, id, "pdf", &out), RC_OK);
	buf_release(&out);
	assert_int_equal(share_acknowledge(s.t->u, &s.officer, id, &s.t->e), RC_OK);
	assert_int_equal(share_feedback(s.t->u, &s.officer, id, SLICE("perhaps"), (struct slice){0},
					&s.t->e),
			 RC_INVALID);
	assert_int_equal(share_feedback(s.t->u, &s.officer, id, SLICE("measures"),
					SLICE("met at the gate"), &s.t->e),
			 RC_OK);
	struct disclosure_view v = share_unit_view(&s, id);
	assert_true(v.fetched_at && v.acknowledged_at && slice_is(v.feedback, "measures"));
}

static void an_expired_package_is_erased_and_its_record_stays(void **state) /* R-093 R-118 */
{
	struct share_unit s;
	struct buf out;
	struct retention_report r;
	struct actor system = actor_system();
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = share_unit_sent(&s);
	assert_int_equal(COUNT(s.t, "package WHERE instr(json, 'ZZTESTER') > 0"), 0);
	test_unit_at(s.t, "2026-06-30T23:59:00Z");
	assert_int_equal(retention_run(s.t->u, &system, false, &r, &s.t->e), RC_OK);
	assert_int_equal(r.packages_deleted, 0);
	test_unit_at(s.t, "2026-07-01T00:00:00Z");
	assert_int_equal(fetch(&s, &s.officer, id, "json", &out), RC_NOT_FOUND);
	assert_refused(s.t, "package-gone", "R-093");
	buf_release(&out);
	assert_int_equal(retention_run(s.t->u, &system, false, &r, &s.t->e), RC_OK);
	assert_int_equal(r.packages_deleted, 1);
	assert_true(r.certificate_id > 0);
	assert_int_equal(COUNT(s.t, "package"), 0);
	assert_true(slice_is(share_unit_view(&s, id).state, "sent"));
}

/* ---- recall ---- */

static void assert_recalled(struct share_unit *s, int64_t id, const char *cause)
{
	struct buf out;
	struct disclosure_view v = share_unit_view(s, id);
	assert_true(slice_is(v.state, "recalled"));
	assert_true(slice_is(v.recall_cause, cause));
	assert_int_equal(COUNT(s->t, "package"), 0);
	assert_int_equal(fetch(s, &s->officer, id, "json", &out), RC_CONFLICT);
	assert_refused(s->t, "recalled", "R-094");
	buf_release(&out);
}

static void a_recall_is_acknowledged_by_the_authority(void **state) /* */
{
	struct share_unit s;
	struct disclosure_view v;
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = share_unit_sent(&s);
	assert_int_equal(share_recall_seen(s.t->u, &s.officer, id, &s.t->e), RC_CONFLICT);
	assert_int_equal(share_recall(s.t->u, &s.t->analyst, id, SLICE("no"), s.t->a, &v, &s.t->e),
			 RC_INVALID);
	assert_int_equal(share_recall(s.t->u, &s.t->analyst, id, SLICE("sent to the wrong case"),
				      s.t->a, &v, &s.t->e),
			 RC_OK);
	assert_recalled(&s, id, "by-the-unit");
	test_unit_at(s.t, "2026-03-14T04:00:00Z");
	struct disclosures_page page;
	assert_int_equal(share_disclosures(s.t->u, &s.t->analyst, s.t->a, &page, &s.t->e), RC_OK);
	assert_int_equal(page.overdue, 1);
	assert_int_equal(share_recall_seen(s.t->u, &s.customs, id, &s.t->e), RC_NOT_FOUND);
	assert_int_equal(share_recall_seen(s.t->u, &s.colleague, id, &s.t->e), RC_OK);
	v = share_unit_view(&s, id);
	assert_true(v.recall_seen_at == s.t->now_at && slice_is(v.recall_seen_by, "percy"));
	assert_int_equal(share_recall(s.t->u, &s.t->analyst, id, SLICE("once more, please"), s.t->a,
				      &v, &s.t->e),
			 RC_CONFLICT);
}

static void what_was_sent_is_recalled_when_the_decision_falls(void **state) /* */
{
	struct share_unit s;
	const struct disclosure_question ask = share_question();
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = share_unit_sent(&s);
	assert_int_equal(decide_as(&s, "confirmed", true), RC_CONFLICT);
	assert_int_equal(decide_as(&s, "rejected", true), RC_OK);
	assert_recalled(&s, id, "overturned");
	assert_int_equal(COUNT(s.t, "audit WHERE act = 'hit.overturned'"), 1);
	assert_int_equal(decide_as(&s, "rejected", true), RC_CONFLICT);
	assert_refused(s.t, "not-confirmed", "R-094");
	assert_int_equal(disclose(&s, &ask), RC_CONFLICT);
}

static void a_delisting_recalls_what_was_sent(void **state) /* R-236 R-094 */
{
	struct share_unit s;
	const struct disclosure_question ask = share_question();
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = share_unit_sent(&s);
	test_unit_at(s.t, AFTER_ARRIVAL); /* also of flights that are over */
	share_unit_delist(&s);
	assert_recalled(&s, id, "delisted");
	assert_int_equal(disclose(&s, &ask), RC_CONFLICT);
	assert_refused(s.t, "delisted", "R-236");
}

static void rights(struct share_unit *s, const char *kind, const char *field, const char *content)
{
	struct rights_request_view r;
	unsigned found = 0;
	const struct rights_intake in = {.kind = slice_of(kind),
					 .channel = SLICE("letter"),
					 .family = SLICE("Zztester"),
					 .given = SLICE("Anna"),
					 .birth_date = SLICE("1985-03-14"),
					 .address = SLICE("Invented Street 1"),
					 .wish = SLICE("See the kind."),
					 .received_on = SLICE("2026-03-10")};
	struct unit *u = s->t->u;
	struct err *e = &s->t->e;
	assert_int_equal(rights_receive(u, &s->dpo, &in, s->t->a, &r, e), RC_OK);
	assert_int_equal(rights_identify(u, &s->dpo, r.id, SLICE("certified copy"), e), RC_OK);
	assert_int_equal(rights_search(u, &s->dpo, r.id, &found, e), RC_OK);
	assert_int_equal(found, 1);
	assert_int_equal(rights_mark(u, &s->dpo, r.id, s->traveller, SLICE("same"), e), RC_OK);
	const struct rights_decision d = {.decision = SLICE("granted"),
					  .reason = SLICE("it is as she says"),
					  .field = slice_of(field),
					  .content = slice_of(content)};
	assert_int_equal(rights_decide(u, &s->dpo, r.id, &d, e), RC_OK);
}

static void an_erasure_is_told_to_whoever_was_sent_the_data(void **state) /* */
{
	struct share_unit s;
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = share_unit_sent(&s);
	rights(&s, "erasure", "", "");
	assert_recalled(&s, id, "erased");
	assert_int_equal(COUNT(s.t, "traveller WHERE family = 'ZZTESTER'"), 0);
}

static void a_rectification_is_told_to_whoever_was_sent_the_data(void **state) /* */
{
	struct share_unit s;
	share_unit_fill(&s, *state, LIST_LOW);
	int64_t id = share_unit_sent(&s);
	rights(&s, "rectification", "birth_date", "1985-03-15");
	assert_recalled(&s, id, "rectified");
}

/* ---- third countries ---- */

static void of_each_third_country_the_officer_is_told(void **state) /* */
{
	struct share_unit s;
	struct disclosure_question ask = share_question();
	struct share_register g;
	share_unit_fill(&s, *state, LIST_LOW);
	share_unit_confirm(&s);
	ask.transfer_state = SLICE("UTO");
	assert_int_equal(disclose(&s, &ask), RC_INVALID);
	assert_refused(s.t, "bad-transfer", "R-133");
	ask.transfer_basis = SLICE("Agreement of 2024, article 3");
	ask.transfer_checks = SLICE("agreement onward-authorised comparable-protection "
				    "no-death-penalty no-torture no-persecution");
	assert_int_equal(disclose(&s, &ask), RC_OK);
	assert_int_equal(share_register_read(s.t->u, &s.dpo, s.t->a, &g, &s.t->e), RC_OK);
	assert_int_equal(g.third_countries.count, 1);
	const struct third_country_view *told = g.third_countries.first;
	assert_true(slice_is(told->result, "transferred") && slice_is(told->country, "UTO"));
	assert_int_equal(share_transfer_seen(s.t->u, &s.t->analyst, told->id,
					     SLICE("looked into it"), &s.t->e),
			 RC_DENIED);
	assert_int_equal(
		share_transfer_seen(s.t->u, &s.dpo, told->id, SLICE("looked into it"), &s.t->e),
		RC_OK);
	assert_int_equal(
		share_transfer_seen(s.t->u, &s.dpo, told->id, SLICE("looked into it"), &s.t->e),
		RC_NOT_FOUND);
}

static void a_State_that_does_not_protect_people_gets_nothing(void **state) /* */
{
	static const char *const unsafe[] = {
		"agreement onward-authorised no-death-penalty no-torture no-persecution",
		"agreement onward-authorised comparable-protection no-torture no-persecution",
		"agreement onward-authorised comparable-protection no-death-penalty no-persecution",
		"agreement onward-authorised comparable-protection no-death-penalty no-torture"};
	struct share_unit s;
	struct disclosure_question ask = share_question();
	struct share_register g;
	share_unit_fill(&s, *state, LIST_LOW);
	share_unit_confirm(&s);
	ask.transfer_state = SLICE("UTO");
	ask.transfer_basis = SLICE("Agreement of 2024, article 3");
	for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++) {
		ask.transfer_checks = slice_of(unsafe[i]);
		assert_int_equal(disclose(&s, &ask), RC_DENIED);
		assert_refused(s.t, "transfer-refused", "R-134");
	}
	assert_int_equal(COUNT(s.t, "disclosure"), 0);
	assert_int_equal(share_register_read(s.t->u, &s.dpo, s.t->a, &g, &s.t->e), RC_OK);
	assert_int_equal(g.third_countries.count, 4); /* the refusals are on record, and told */
}

/* ---- the register ---- */

static void the_register_names_requests_and_transfers_and_no_passenger(void **state) /* */
{
	struct share_unit s;
	struct buf out;
	share_unit_fill(&s, *state, LIST_LOW);
	(void)share_unit_sent(&s);
	buf_init(&out, (size_t)1 << 20);
	assert_int_equal(share_register_export(s.t->u, &s.t->analyst, s.t->a, &out, &s.t->e),
			 RC_DENIED);
	assert_int_equal(share_register_export(s.t->u, &s.dpo, s.t->a, &out, &s.t->e), RC_OK);
	assert_true(has(&out, "\"disclosure\",\"D-2026-0001\""));
	assert_true(has(&out, "national-police") && has(&out, "polly") && has(&out, "UT-1"));
	assert_false(has(&out, "ZZTESTER"));
	buf_release(&out);
	assert_int_equal(COUNT(s.t, "disclosure WHERE number LIKE '%ZZTESTER%'"), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_leaves_before_a_person_has_confirmed_it),
		TEST(a_hit_with_one_reviewer_of_two_does_not_leave),
		TEST(what_is_of_high_impact_is_sent_by_a_second_person),
		TEST(data_go_to_officers_of_the_listed_authorities_only),
		TEST(the_database_itself_refuses_another_authority),
		TEST(a_package_holds_what_was_chosen_and_no_more),
		TEST(a_package_is_bound_to_purpose_recipient_and_end),
		TEST(the_named_officer_alone_gets_the_package),
		TEST(an_expired_package_is_erased_and_its_record_stays),
		TEST(a_recall_is_acknowledged_by_the_authority),
		TEST(what_was_sent_is_recalled_when_the_decision_falls),
		TEST(a_delisting_recalls_what_was_sent),
		TEST(an_erasure_is_told_to_whoever_was_sent_the_data),
		TEST(a_rectification_is_told_to_whoever_was_sent_the_data),
		TEST(of_each_third_country_the_officer_is_told),
		TEST(a_State_that_does_not_protect_people_gets_nothing),
		TEST(the_register_names_requests_and_transfers_and_no_passenger),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
