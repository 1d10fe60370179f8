/* SPDX-License-Identifier: Apache-2.0
 *
 * The rights of the people concerned, from the letter to what follows from it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "flow/retention.h"
#include "flow/trail.h"
#include "review/rights.h"
#include "review/test_unit.h"

#include <stdio.h>
#include <string.h>

#define REASON "Decided on the documents that were sent in."

static const struct test_person people[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
					    {"ZZFICTUS", "BORIS", "720101", "ZQ7654321"},
					    {0}};

struct matter {
	struct test_unit *t;
	struct actor dpo;
	int64_t id;
};

static struct matter opened(void **state)
{
	struct matter m = {.t = *state};
	m.dpo = test_account(m.t, ACTOR_DPO, "dora", "Dora Example");
	test_unit_api(m.t, "418", "2603110555", "2603111320", people);
	test_unit_api(m.t, "419", "2603120555", "2603121320", people);
	return m;
}

static void receive_as(struct matter *m, const char *kind, const char *family, const char *given,
		       const char *birth, const char *document)
{
	struct rights_request_view out;
	const struct rights_intake in = {.kind = slice_of(kind),
					 .channel = SLICE("letter"),
					 .family = slice_of(family),
					 .given = slice_of(given),
					 .birth_date = slice_of(birth),
					 .address = SLICE("Invented Street 1, Utopia"),
					 .wish = SLICE("What do you hold of me?"),
					 .document_number = slice_of(document),
					 .document_issuer = SLICE("UTO"),
					 .received_on = SLICE("2026-03-10")};
	assert_int_equal(rights_receive(m->t->u, &m->dpo, &in, m->t->a, &out, &m->t->e), RC_OK);
	m->id = out.id;
}

static void receive(struct matter *m, const char *kind)
{
	receive_as(m, kind, "Zztester", "Anna", "1985-03-14", "ZQ1234567");
}

static void identify(struct matter *m)
{
	assert_int_equal(rights_identify(m->t->u, &m->dpo, m->id,
					 SLICE("Certified copy of the passport seen."), &m->t->e),
			 RC_OK);
}

static unsigned search(struct matter *m)
{
	unsigned found = 0;
	assert_int_equal(rights_search(m->t->u, &m->dpo, m->id, &found, &m->t->e), RC_OK);
	return found;
}

static struct rights_request_page page_of(struct matter *m)
{
	struct rights_request_page page;
	assert_int_equal(rights_read(m->t->u, &m->dpo, m->id, m->t->a, &page, &m->t->e), RC_OK);
	return page;
}

static void mark_all(struct matter *m, const char *state)
{
	struct rights_request_page page = page_of(m);
	LIST_EACH(const struct rights_found_view, f, &page.found)
	{
		assert_int_equal(rights_mark(m->t->u, &m->dpo, m->id, f->traveller.id,
					     slice_of(state), &m->t->e),
				 RC_OK);
	}
}

static enum rc decide_so(struct matter *m, const char *decision, const char *field,
			 const char *content)
{
	const struct rights_decision d = {.decision = slice_of(decision),
					  .reason = SLICE(REASON),
					  .field = slice_of(field),
					  .content = slice_of(content)};
	return rights_decide(m->t->u, &m->dpo, m->id, &d, &m->t->e);
}

static enum rc decide(struct matter *m, const char *decision)
{
	return decide_so(m, decision, "", "");
}

static void found_and_marked(struct matter *m, const char *kind)
{
	receive(m, kind);
	identify(m);
	assert_int_equal(search(m), 2);
	mark_all(m, "same");
}

static void assert_refused(struct matter *m, const char *code, const char *rule)
{
	assert_string_equal(m->t->e.code, code);
	assert_string_equal(m->t->e.rule, rule);
}

static int64_t travellers(struct matter *m, const char *family)
{
	char sql[120];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM traveller WHERE family = '%s'", family);
	return test_unit_number(m->t, sql);
}

/* ---- intake, identity, deadline ---- */

static void the_clock_runs_from_the_day_of_receipt(void **state) /* */
{
	struct matter m = opened(state);
	receive(&m, "access");
	struct rights_request_view r = page_of(&m).request;
	assert_int_equal(r.due_at - r.received_at, RIGHTS_ANSWER_US);
	assert_int_equal(date_of_instant(r.received_at).day, 10);
	assert_true(slice_is(r.number, "DS-2026-0001") && slice_is(r.state, "identity"));
	assert_int_equal(
		rights_extend(m.t->u, &m.dpo, m.id, SLICE("Records of three carriers."), &m.t->e),
		RC_OK);
	assert_int_equal(page_of(&m).request.due_at - r.due_at, RIGHTS_EXTENSION_US);
	assert_int_equal(rights_extend(m.t->u, &m.dpo, m.id, SLICE("Once more, please."), &m.t->e),
			 RC_CONFLICT);
	assert_refused(&m, "extended", "R-190");
}

static void nothing_is_searched_or_decided_before_the_identity_is_checked(void **state) /* */
{
	struct matter m = opened(state);
	unsigned found;
	struct buf pdf;
	buf_init(&pdf, (size_t)1 << 20);
	receive(&m, "access");
	assert_int_equal(rights_search(m.t->u, &m.dpo, m.id, &found, &m.t->e), RC_CONFLICT);
	assert_refused(&m, "identity-not-checked", "R-190");
	assert_int_equal(decide(&m, "granted"), RC_CONFLICT);
	assert_refused(&m, "identity-not-checked", "R-190");
	assert_int_equal(rights_answer(m.t->u, &m.dpo, m.id, SLICE("person"), SLICE("en"), m.t->a,
				       &pdf, &m.t->e),
			 RC_CONFLICT);
	assert_refused(&m, "identity-not-checked", "R-190");
	assert_int_equal(rights_identify(m.t->u, &m.dpo, m.id, SLICE("seen"), &m.t->e), RC_INVALID);
	buf_release(&pdf);
}

static void a_request_says_what_is_missing(void **state) /* */
{
	static const struct {
		const char *kind, *channel, *family, *address, *birth, *day, *code;
	} cases[] = {
		{"curiosity", "letter", "Zztester", "Street 1", "", "2026-03-10", "bad-kind"},
		{"access", "rumour", "Zztester", "Street 1", "", "2026-03-10", "bad-channel"},
		{"access", "letter", " ", "Street 1", "", "2026-03-10", "bad-name"},
		{"access", "letter", "Zztester", "", "", "2026-03-10", "bad-address"},
		{"access", "letter", "Zztester", "Street 1", "soon", "2026-03-10", "bad-date"},
		{"access", "letter", "Zztester", "Street 1", "", "2026-03-12", "bad-date"},
	};
	struct matter m = opened(state);
	struct rights_request_view out;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct rights_intake in = {.kind = slice_of(cases[i].kind),
						 .channel = slice_of(cases[i].channel),
						 .family = slice_of(cases[i].family),
						 .address = slice_of(cases[i].address),
						 .birth_date = slice_of(cases[i].birth),
						 .received_on = slice_of(cases[i].day)};
		assert_int_equal(rights_receive(m.t->u, &m.dpo, &in, m.t->a, &out, &m.t->e),
				 RC_INVALID);
		assert_string_equal(m.t->e.code, cases[i].code);
	}
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM rights_request"), 0);
}

static void a_refusal_carries_its_reason(void **state) /* */
{
	struct matter m = opened(state);
	receive(&m, "erasure");
	identify(&m);
	const struct rights_decision bare = {.decision = SLICE("refused"), .reason = SLICE("no")};
	assert_int_equal(rights_decide(m.t->u, &m.dpo, m.id, &bare, &m.t->e), RC_INVALID);
	assert_refused(&m, "reason-too-short", "R-190");
	assert_int_equal(decide(&m, "refused"), RC_OK);
	assert_true(slice_is(page_of(&m).request.reason, REASON));
	assert_int_equal(decide(&m, "granted"), RC_CONFLICT);
	assert_refused(&m, "rights-decided", "R-190");
	assert_int_equal(travellers(&m, "ZZTESTER"), 2);
}

/* ---- the search ---- */

static void a_person_is_found_in_other_spellings_and_by_document(void **state) /* */
{
	static const struct {
		const char *family, *given, *birth, *document;
		unsigned found;
	} cases[] = {
		{"Zztester", "Anna", "1985-03-14", "", 2},
		{"Zztestor", "Ana", "1985-03-14", "", 2},
		{"Anna", "Zztester", "1985-03-14", "", 2},
		{"Othername", "Else", "1950-01-01", "ZQ1234567", 2},
		{"Zztester", "Anna", "1950-07-30", "", 0},
		{"Nobody", "Atall", "1990-01-01", "", 0},
	};
	struct matter m = opened(state);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		receive_as(&m, "access", cases[i].family, cases[i].given, cases[i].birth,
			   cases[i].document);
		identify(&m);
		if (search(&m) != cases[i].found)
			fail_msg("case %zu: %u found", i, page_of(&m).found.count);
	}
}

static void nobody_but_the_officer_sees_who_asked_or_whom_it_found(void **state) /* R-191 R-153 */
{
	struct matter m = opened(state);
	struct rights_page list;
	struct rights_request_page page;
	unsigned found;
	found_and_marked(&m, "access");
	for (unsigned i = 0; i < ACTOR_ROLE_COUNT; i++) {
		struct actor who = test_actor((enum actor_role)i);
		if (who.role == ACTOR_DPO)
			continue;
		assert_int_equal(rights_list(m.t->u, &who, m.t->a, &list, &m.t->e), RC_DENIED);
		assert_int_equal(list.requests.count, 0);
		assert_int_equal(rights_read(m.t->u, &who, m.id, m.t->a, &page, &m.t->e),
				 RC_DENIED);
		assert_int_equal(page.found.count, 0);
		assert_int_equal(rights_search(m.t->u, &who, m.id, &found, &m.t->e), RC_DENIED);
	}
	/* The trail counts, and names nobody. */
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM audit WHERE act = "
					       "'rights.searched' AND detail LIKE '%\"found\":2%'"),
			 1);
	assert_int_equal(
		test_unit_number(m.t,
				 "SELECT count(*) FROM audit WHERE lower(detail || object) LIKE "
				 "'%zztester%' OR detail LIKE '%traveller%' AND act LIKE "
				 "'rights%'"),
		0);
}

/* Six months later, under a law that masks and does not delete yet. */
static void mask_everybody(struct matter *m)
{
	struct retention_report r;
	struct actor system = actor_system();
	test_unit_law(m->t, "icao-base");
	test_unit_at(m->t, "2026-09-12T04:00:00Z");
	assert_int_equal(retention_run(m->t->u, &system, false, &r, &m->t->e), RC_OK);
	assert_int_equal(travellers(m, "ZZTESTER"), 0);
}

static void a_sealed_person_is_found_and_erased_without_being_opened(void **state) /* R-191 R-111 */
{
	struct matter m = opened(state);
	mask_everybody(&m);
	int64_t sealed = test_unit_number(m.t, "SELECT count(*) FROM sealed WHERE kind = "
					       "'traveller'");
	receive_as(&m, "erasure", "Zztestor", "Ana", "1985-03-14", "");
	identify(&m);
	assert_int_equal(search(&m), 2);
	struct rights_request_page page = page_of(&m);
	assert_false(slice_present(page.found.first->traveller.family)); /* nothing was opened */
	mark_all(&m, "same");
	assert_int_equal(decide(&m, "granted"), RC_OK);
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM sealed WHERE kind = "
					       "'traveller'"),
			 sealed - 2);
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM traveller"), 2);
}

static void what_is_sealed_is_not_put_right_unseen(void **state) /* R-190 R-110 */
{
	struct matter m = opened(state);
	mask_everybody(&m);
	receive(&m, "rectification");
	identify(&m);
	assert_int_equal(search(&m), 2);
	mark_all(&m, "same");
	assert_int_equal(decide_so(&m, "granted", "birth_date", "1958-03-14"), RC_CONFLICT);
	assert_refused(&m, "masked", "R-110");
}

static void searching_again_keeps_what_was_said(void **state)
{
	struct matter m = opened(state);
	found_and_marked(&m, "access");
	assert_int_equal(search(&m), 2);
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM rights_found WHERE state = "
					       "'same'"),
			 2);
	assert_int_equal(rights_mark(m.t->u, &m.dpo, m.id, 1, SLICE("same"), &m.t->e),
			 RC_NOT_FOUND);
}

/* ---- what follows ---- */

static void an_erased_person_does_not_come_back_with_the_next_push(void **state) /* */
{
	struct matter m = opened(state);
	test_unit_list(m.t, "Wanted", LIST_LOW, "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM hit"), 2);
	found_and_marked(&m, "erasure");
	assert_int_equal(decide(&m, "granted"), RC_OK);
	assert_int_equal(travellers(&m, "ZZTESTER"), 0);
	assert_int_equal(travellers(&m, "ZZFICTUS"), 2);
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM hit"), 0);
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM document WHERE "
					       "document_number = 'ZQ1234567'"),
			 0);
	test_unit_api(m.t, "418", "2603110555", "2603111325", people); /* another push */
	assert_int_equal(travellers(&m, "ZZTESTER"), 0);
	assert_int_equal(travellers(&m, "ZZFICTUS"), 2);
	test_unit_api(m.t, "420", "2603130555", "2603131320", people); /* another journey */
	assert_int_equal(travellers(&m, "ZZTESTER"), 1);
}

static void what_was_put_right_stays_right_and_is_screened_again(void **state) /* */
{
	struct matter m = opened(state);
	test_unit_list(m.t, "Wanted", LIST_LOW, "W1,Anna Zztester,1985-03-14,,\n");
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM hit WHERE state = 'open'"), 2);
	found_and_marked(&m, "rectification");
	assert_int_equal(decide_so(&m, "granted", "shoe_size", "42"), RC_INVALID);
	assert_refused(&m, "bad-field", "R-190");
	assert_int_equal(decide_so(&m, "granted", "birth_date", "1958-03-14"), RC_OK);
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM traveller WHERE birth_date = "
					       "'1958-03-14'"),
			 2);
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM hit WHERE state = 'open'"), 0);
	test_unit_api(m.t, "418", "2603110555", "2603111325", people);
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM traveller WHERE birth_date = "
					       "'1958-03-14'"),
			 2);
	assert_int_equal(
		test_unit_number(m.t, "SELECT count(*) FROM audit WHERE act = 'rights.applied'"),
		2);
}

static void restricted_data_are_seen_by_the_officer_alone(void **state) /* */
{
	struct matter m = opened(state);
	struct traveller_page page;
	struct travellers_page list;
	found_and_marked(&m, "restriction");
	assert_int_equal(decide(&m, "granted"), RC_OK);
	int64_t id =
		test_unit_number(m.t, "SELECT max(id) FROM traveller WHERE family = 'ZZTESTER'");
	int64_t flight = test_unit_number(m.t, "SELECT flight_id FROM traveller WHERE family = "
					       "'ZZTESTER' ORDER BY id DESC LIMIT 1");
	assert_int_equal(review_traveller(m.t->u, &m.t->analyst, id, m.t->a, &page, &m.t->e),
			 RC_DENIED);
	assert_refused(&m, "restricted", "R-190");
	assert_int_equal(page.traveller.id, 0);
	assert_int_equal(review_travellers(m.t->u, &m.t->analyst, flight, m.t->a, &list, &m.t->e),
			 RC_OK);
	assert_int_equal(list.travellers.count, 1);
	assert_int_equal(review_traveller(m.t->u, &m.dpo, id, m.t->a, &page, &m.t->e), RC_OK);
	assert_int_equal(review_travellers(m.t->u, &m.dpo, flight, m.t->a, &list, &m.t->e), RC_OK);
	assert_int_equal(list.travellers.count, 2);
}

static void what_follows_reaches_only_who_was_marked(void **state) /* */
{
	struct matter m = opened(state);
	receive(&m, "erasure");
	identify(&m);
	assert_int_equal(search(&m), 2);
	mark_all(&m, "other");
	assert_int_equal(decide(&m, "granted"), RC_CONFLICT);
	assert_refused(&m, "found-not-marked", "R-190");
	assert_int_equal(travellers(&m, "ZZTESTER"), 2);
	assert_true(slice_is(page_of(&m).request.state, "open")); /* nothing half done */
}

static void a_whole_unit_is_in_order_after_erasing(void **state)
{
	struct matter m = opened(state);
	struct audit_report r;
	found_and_marked(&m, "erasure");
	assert_int_equal(decide(&m, "granted"), RC_OK);
	assert_int_equal(trail_verify(m.t->u, &r, &m.t->e), RC_OK);
	assert_int_equal(r.broken_seq, 0);
}

static void it_is_the_same_for_everybody(void **state) /* */
{
	struct matter m = opened(state);
	test_unit_tamper(m.t, "UPDATE traveller SET nationality = 'XXA' WHERE id % 2 = 0");
	receive(&m, "access");
	identify(&m);
	assert_int_equal(search(&m), 2);
}

/* ---- answers on paper ---- */

static enum rc answer(struct matter *m, const char *version, const char *language, struct buf *out)
{
	buf_init(out, (size_t)1 << 24);
	return rights_answer(m->t->u, &m->dpo, m->id, slice_of(version), slice_of(language),
			     m->t->a, out, &m->t->e);
}

static void the_court_is_shown_more_than_the_person(void **state) /* R-193 R-190 */
{
	struct matter m = opened(state);
	struct buf person, court, arabic;
	test_unit_list(m.t, "Wanted", LIST_LOW, "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	found_and_marked(&m, "access");
	assert_int_equal(decide(&m, "granted"), RC_OK);
	assert_int_equal(answer(&m, "person", "en", &person), RC_OK);
	assert_int_equal(answer(&m, "court", "en", &court), RC_OK);
	assert_int_equal(answer(&m, "person", "ar", &arabic), RC_OK);
	assert_true(slice_starts(buf_slice(&person), "%PDF-"));
	assert_true(slice_starts(buf_slice(&arabic), "%PDF-"));
	assert_true(court.n > person.n + 500);
	/* The matches were read for the court's file only. */
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM audit WHERE act = 'hit.read'"),
			 2);
	assert_int_equal(
		test_unit_number(m.t, "SELECT count(*) FROM audit WHERE act = 'rights.answered'"),
		2);
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM audit WHERE act = "
					       "'rights.court-file-made'"),
			 1);
	buf_release(&person);
	buf_release(&court);
	buf_release(&arabic);
	assert_int_equal(answer(&m, "press", "en", &person), RC_INVALID);
	assert_int_equal(answer(&m, "person", "tlh", &court), RC_INVALID);
	buf_release(&person);
	buf_release(&court);
}

/* ---- redress ---- */

static void a_redress_identity_is_flagged_to_the_reviewer(void **state) /* */
{
	struct matter m = opened(state);
	struct hit_page page;
	receive(&m, "redress");
	identify(&m);
	assert_int_equal(decide(&m, "granted"), RC_OK);
	test_unit_list(m.t, "Wanted", LIST_LOW, "W1,Anna Zztester,1985-03-14,,\n");
	int64_t hit = test_unit_hit(m.t, "ZZTESTER", "419");
	assert_int_equal(review_hit(m.t->u, &m.t->analyst, hit, m.t->a, &page, &m.t->e), RC_OK);
	assert_int_equal(page.redress.count, 1);
	assert_true(slice_starts(page.redress.first->number, "RN-"));
	assert_non_null(
		memmem(page.fields_json.p, page.fields_json.n, "\"field\":\"redress\"", 17));
	assert_true(slice_is(page.hit.state, "open")); /* a person decides all the same */
	assert_int_equal(rights_end_redress(m.t->u, &m.dpo, page.redress.first->id, &m.t->e),
			 RC_OK);
	assert_int_equal(review_hit(m.t->u, &m.t->analyst, hit, m.t->a, &page, &m.t->e), RC_OK);
	assert_int_equal(page.redress.count, 0);
	assert_int_equal(test_unit_number(m.t, "SELECT count(*) FROM redress WHERE note LIKE "
					       "'%ZZTESTER%'"),
			 0);
}

static void a_name_alone_makes_no_redress_identity(void **state) /* */
{
	struct matter m = opened(state);
	receive_as(&m, "redress", "Zztester", "Anna", "", "");
	identify(&m);
	assert_int_equal(decide(&m, "granted"), RC_CONFLICT);
	assert_refused(&m, "identity-too-weak", "R-194");
}

/* ---- the notice after use ---- */

static void the_person_is_told_once_it_endangers_nothing(void **state) /* */
{
	struct matter m = opened(state);
	struct hit_view out;
	const struct decide_question q = {.outcome = SLICE("confirmed"),
					  .reason = SLICE(REASON),
					  .checklist = test_checklist()};
	test_unit_list(m.t, "Wanted", LIST_LOW, "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	assert_int_equal(review_decide(m.t->u, &m.t->analyst, test_unit_hit(m.t, "ZZTESTER", "419"),
				       &q, m.t->a, &out, &m.t->e),
			 RC_OK);
	int64_t decision = test_unit_number(m.t, "SELECT decision_id FROM use_notice");
	assert_int_equal(rights_settle_notice(m.t->u, &m.dpo, decision, SLICE("waiting"),
					      SLICE("2026-03-01"), SLICE(REASON), &m.t->e),
			 RC_INVALID);
	assert_refused(&m, "bad-date", "R-196");
	assert_int_equal(rights_settle_notice(m.t->u, &m.dpo, decision, SLICE("waiting"),
					      SLICE("2026-09-01"), SLICE(REASON), &m.t->e),
			 RC_OK);
	assert_int_equal(rights_settle_notice(m.t->u, &m.dpo, decision, SLICE("sent"),
					      (struct slice){0}, SLICE(REASON), &m.t->e),
			 RC_OK);
	assert_int_equal(rights_settle_notice(m.t->u, &m.dpo, decision, SLICE("sent"),
					      (struct slice){0}, SLICE(REASON), &m.t->e),
			 RC_NOT_FOUND);
	assert_int_equal(
		test_unit_number(m.t, "SELECT count(*) FROM audit WHERE act = 'notice.settled'"),
		2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_clock_runs_from_the_day_of_receipt),
		TEST(nothing_is_searched_or_decided_before_the_identity_is_checked),
		TEST(a_request_says_what_is_missing),
		TEST(a_refusal_carries_its_reason),
		TEST(a_person_is_found_in_other_spellings_and_by_document),
		TEST(nobody_but_the_officer_sees_who_asked_or_whom_it_found),
		TEST(a_sealed_person_is_found_and_erased_without_being_opened),
		TEST(what_is_sealed_is_not_put_right_unseen),
		TEST(searching_again_keeps_what_was_said),
		TEST(an_erased_person_does_not_come_back_with_the_next_push),
		TEST(what_was_put_right_stays_right_and_is_screened_again),
		TEST(restricted_data_are_seen_by_the_officer_alone),
		TEST(what_follows_reaches_only_who_was_marked),
		TEST(a_whole_unit_is_in_order_after_erasing),
		TEST(it_is_the_same_for_everybody),
		TEST(the_court_is_shown_more_than_the_person),
		TEST(a_redress_identity_is_flagged_to_the_reviewer),
		TEST(a_name_alone_makes_no_redress_identity),
		TEST(the_person_is_told_once_it_endangers_nothing),
	};
	return cmocka_run_group_tests_name("review/rights", tests, NULL, NULL);
}
