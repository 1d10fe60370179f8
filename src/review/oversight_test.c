/* SPDX-License-Identifier: Apache-2.0
 *
 * The data protection officer's workbench.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "review/oversight.h"
#include "review/test_unit.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

#define NOTE "Asked; the case file explains it."

static const struct test_person people[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
					    {"ZZFICTUS", "BORIS", "720101", "ZQ7654321"},
					    {0}};

struct bench {
	struct test_unit *t;
	struct actor dpo, otto;
};

static struct bench opened(void **state)
{
	struct bench b = {.t = *state};
	b.dpo = test_account(b.t, ACTOR_DPO, "dora", "Dora Example");
	b.otto = test_account(b.t, ACTOR_ANALYST, "otto", "Otto Zztester");
	test_account(b.t, ACTOR_ANALYST, "boris", "Boris Zzfictus");
	test_unit_api(b.t, "418", "2603110555", "2603111320", people);
	return b;
}

static int64_t traveller(struct bench *b, const char *family)
{
	char sql[100];
	snprintf(sql, sizeof sql, "SELECT id FROM traveller WHERE family = '%s'", family);
	return test_unit_number(b->t, sql);
}

static void look_at(struct bench *b, const struct actor *who, const char *family)
{
	struct traveller_page page;
	assert_int_equal(
		review_traveller(b->t->u, who, traveller(b, family), b->t->a, &page, &b->t->e),
		RC_OK);
}

static struct oversight_page page_of(struct bench *b)
{
	struct oversight_page page;
	assert_int_equal(oversight_read(b->t->u, &b->dpo, b->t->a, &page, &b->t->e), RC_OK);
	return page;
}

static const struct odd_lookup_view *sign_of(const struct oversight_page *page, const char *sign)
{
	LIST_EACH(const struct odd_lookup_view, o, &page->odd)
	{
		if (slice_is(o->sign, sign))
			return o;
	}
	return NULL;
}

static unsigned signs_of(const struct oversight_page *page, const char *sign)
{
	unsigned n = 0;
	LIST_EACH(const struct odd_lookup_view, o, &page->odd)
	{
		n += slice_is(o->sign, sign);
	}
	return n;
}

/* ---- odd look-ups ---- */

static void looking_up_ones_own_name_is_told(void **state) /* */
{
	struct bench b = opened(state);
	look_at(&b, &b.t->analyst, "ZZTESTER"); /* somebody of another name */
	struct oversight_page page = page_of(&b);
	assert_null(sign_of(&page, "own-name"));
	look_at(&b, &b.otto, "ZZTESTER");
	page = page_of(&b);
	const struct odd_lookup_view *o = sign_of(&page, "own-name");
	assert_non_null(o);
	assert_true(slice_is(o->actor, "otto") && slice_starts(o->object, "traveller:"));
	page = page_of(&b);
	assert_int_equal(signs_of(&page, "own-name"), 1); /* told once */
}

static void looking_up_a_colleague_is_told(void **state) /* */
{
	struct bench b = opened(state);
	look_at(&b, &b.otto, "ZZFICTUS");
	struct oversight_page page = page_of(&b);
	const struct odd_lookup_view *o = sign_of(&page, "colleague");
	assert_non_null(o);
	assert_true(slice_is(o->actor, "otto"));
	assert_null(sign_of(&page, "own-name"));
}

static void a_hit_leads_to_its_traveller(void **state) /* */
{
	struct bench b = opened(state);
	struct hit_page page;
	test_unit_list(b.t, "Wanted", LIST_LOW, "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	assert_int_equal(review_hit(b.t->u, &b.otto, test_unit_hit(b.t, "ZZTESTER", "418"), b.t->a,
				    &page, &b.t->e),
			 RC_OK);
	struct oversight_page shown = page_of(&b);
	const struct odd_lookup_view *o = sign_of(&shown, "own-name");
	assert_non_null(o);
	assert_true(slice_starts(o->object, "hit:"));
}

static void looking_up_off_duty_is_told(void **state) /* */
{
	static const struct {
		const char *from, *to;
		bool told;
	} cases[] = {{"03:00", "12:00", false},
		     {"04:01", "12:00", true},
		     {"20:00", "04:00", true},
		     {"20:00", "04:01", false},
		     {"", "", false}};
	struct bench b = opened(state); /* it is 04:00 */
	struct actor admin = test_account(b.t, ACTOR_ADMINISTRATOR, "ada", "Ada Example");
	unsigned told = 0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(oversight_set_duty(b.t->u, &admin, b.otto.account_id,
						    slice_of(cases[i].from), slice_of(cases[i].to),
						    &b.t->e),
				 RC_OK);
		look_at(&b, &b.otto, "ZZFICTUS");
		struct oversight_page page = page_of(&b);
		told += cases[i].told;
		assert_int_equal(signs_of(&page, "off-duty"), told);
	}
	assert_int_equal(oversight_set_duty(b.t->u, &admin, b.otto.account_id, SLICE("25:00"),
					    SLICE("04:00"), &b.t->e),
			 RC_INVALID);
	assert_int_equal(oversight_set_duty(b.t->u, &b.otto, b.otto.account_id, SLICE("00:00"),
					    SLICE("23:59"), &b.t->e),
			 RC_DENIED);
}

static void a_mass_of_look_ups_is_told_once(void **state) /* */
{
	struct bench b = opened(state);
	for (unsigned i = 0; i < MASS_LOOKUPS; i++)
		look_at(&b, &b.t->analyst, "ZZFICTUS");
	struct oversight_page page = page_of(&b);
	assert_null(sign_of(&page, "mass"));
	for (unsigned i = 0; i < 5; i++)
		look_at(&b, &b.t->analyst, "ZZFICTUS");
	page = page_of(&b);
	assert_int_equal(signs_of(&page, "mass"), 1);
	assert_int_equal(sign_of(&page, "mass")->count, MASS_LOOKUPS + 1);
}

static void looking_up_without_a_case_is_told_once_a_day(void **state) /* */
{
	struct bench b = opened(state);
	look_at(&b, &b.t->analyst, "ZZFICTUS");
	look_at(&b, &b.t->analyst, "ZZFICTUS");
	struct oversight_page page = page_of(&b);
	assert_true(signs_of(&page, "no-case") <= 1);
	test_unit_tamper(b.t, "UPDATE audit SET detail = '{}'"); /* as before there were cases */
	test_unit_tamper(b.t, "DELETE FROM setting WHERE name = 'oversight.scanned'");
	page = page_of(&b);
	assert_int_equal(signs_of(&page, "no-case"), 1);
}

static void the_officer_settles_a_look_up(void **state) /* */
{
	struct bench b = opened(state);
	look_at(&b, &b.otto, "ZZTESTER");
	struct oversight_page page = page_of(&b);
	int64_t id = sign_of(&page, "own-name")->id;
	assert_int_equal(
		oversight_settle(b.t->u, &b.otto, id, SLICE("in-order"), SLICE(NOTE), &b.t->e),
		RC_DENIED);
	assert_int_equal(oversight_settle(b.t->u, &b.dpo, id, SLICE("fine"), SLICE(NOTE), &b.t->e),
			 RC_INVALID);
	assert_int_equal(oversight_settle(b.t->u, &b.dpo, id, SLICE("asked"), SLICE("ok"), &b.t->e),
			 RC_INVALID);
	assert_int_equal(
		oversight_settle(b.t->u, &b.dpo, id, SLICE("referred"), SLICE(NOTE), &b.t->e),
		RC_OK);
	page = page_of(&b);
	assert_true(slice_is(sign_of(&page, "own-name")->result, "referred"));
}

/* ---- samples ---- */

static void put_decisions(struct bench *b, unsigned count)
{
	struct store *store = unit_store(b->t->u);
	char sql[400];
	struct db *db;
	test_unit_list(b->t, "Wanted", LIST_LOW, "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	assert_int_equal(store_write(store, &db, &b->t->e), RC_OK);
	for (unsigned i = 0; i < count; i++) {
		snprintf(
			sql, sizeof sql,
			"INSERT INTO decision (id, hit_id, list_id, reference, entry_hash, outcome, "
			"reason, account_id, decided_at) SELECT %u, h.id, h.list_id, h.reference, "
			"x'00', 'rejected', 'an invented reason', u.id, %lld FROM hit h, account u "
			"WHERE u.login = 'otto'",
			i + 1, (long long)b->t->now_at);
		assert_int_equal(db_script(db, slice_of(sql), &b->t->e), RC_OK);
	}
	assert_int_equal(store_commit(store, &b->t->e), RC_OK);
}

static struct sample_view draw(struct bench *b, struct slice seed)
{
	struct sample_view s;
	assert_int_equal(oversight_sample(b->t->u, &b->dpo, SLICE("2026-03-01"),
					  SLICE("2026-03-11"), seed, b->t->a, &s, &b->t->e),
			 RC_OK);
	return s;
}

static bool same_items(const struct sample_view *x, const struct sample_view *y)
{
	const struct sample_item_view *i = x->items.first, *k = y->items.first;
	for (; i && k; i = i->next, k = k->next) {
		if (i->decision_id != k->decision_id)
			return false;
	}
	return !i && !k;
}

static void twenty_decisions_are_drawn_and_the_seed_draws_them_again(void **state) /* */
{
	struct bench b = opened(state);
	put_decisions(&b, 200);
	struct sample_view first = draw(&b, (struct slice){0});
	struct sample_view other = draw(&b, (struct slice){0});
	struct sample_view again = draw(&b, first.seed);
	assert_int_equal(first.items.count, SAMPLE_SIZE);
	assert_int_equal(first.population, 200);
	assert_false(same_items(&first, &other));
	assert_true(same_items(&first, &again));
	LIST_EACH(const struct sample_item_view, i, &first.items)
	{
		assert_true(slice_is(i->outcome, "rejected") && slice_present(i->reason));
		for (const struct sample_item_view *k = i->next; k; k = k->next)
			assert_int_not_equal(i->decision_id, k->decision_id);
	}
	assert_int_equal(
		test_unit_number(b.t, "SELECT count(*) FROM audit WHERE act = 'sample.drawn'"), 3);
}

static void of_few_decisions_all_are_drawn(void **state) /* */
{
	struct bench b = opened(state);
	struct sample_view s;
	put_decisions(&b, 3);
	assert_int_equal(draw(&b, (struct slice){0}).items.count, 3);
	assert_int_equal(oversight_sample(b.t->u, &b.dpo, SLICE("2026-03-12"), SLICE("2026-03-11"),
					  (struct slice){0}, b.t->a, &s, &b.t->e),
			 RC_INVALID);
	assert_int_equal(oversight_sample(b.t->u, &b.dpo, SLICE("2026-03-01"), SLICE("2026-03-11"),
					  SLICE("dice"), b.t->a, &s, &b.t->e),
			 RC_INVALID);
	assert_int_equal(oversight_sample(b.t->u, &b.otto, SLICE("2026-03-01"), SLICE("2026-03-11"),
					  (struct slice){0}, b.t->a, &s, &b.t->e),
			 RC_DENIED);
}

static void the_officer_objects_to_a_sampled_decision(void **state) /* */
{
	struct bench b = opened(state);
	put_decisions(&b, 3);
	struct sample_view s = draw(&b, (struct slice){0});
	assert_int_equal(oversight_settle_sample(b.t->u, &b.dpo, s.id, 2, SLICE("objection"),
						 SLICE(NOTE), &b.t->e),
			 RC_OK);
	assert_int_equal(oversight_settle_sample(b.t->u, &b.dpo, s.id, 999, SLICE("objection"),
						 SLICE(NOTE), &b.t->e),
			 RC_NOT_FOUND);
	struct oversight_page page = page_of(&b);
	assert_true(page.has_sample);
	unsigned objections = 0;
	LIST_EACH(const struct sample_item_view, i, &page.sample.items)
	{
		objections += slice_is(i->result, "objection") && i->decision_id == 2;
	}
	assert_int_equal(objections, 1);
}

/* ---- the page, the pack, the public ---- */

static void nobody_else_sees_the_workbench(void **state) /* */
{
	struct bench b = opened(state);
	struct oversight_page page;
	struct buf pdf;
	buf_init(&pdf, (size_t)1 << 20);
	assert_int_equal(oversight_read(b.t->u, &b.otto, b.t->a, &page, &b.t->e), RC_DENIED);
	assert_int_equal(oversight_compliance(b.t->u, &b.otto, b.t->a, &pdf, &b.t->e), RC_DENIED);
	assert_int_equal(pdf.n, 0);
	buf_release(&pdf);
}

static void reading_the_workbench_is_recorded(void **state) /* R-151 R-153 */
{
	struct bench b = opened(state);
	struct oversight_page page = page_of(&b);
	assert_int_equal(page.broken_seq, 0);
	assert_true(page.records > 0);
	assert_int_equal(
		test_unit_number(b.t, "SELECT count(*) FROM audit WHERE act = 'oversight.read' AND "
				      "actor = 'dora'"),
		1);
}

static void the_compliance_pack_is_made_with_one_call(void **state) /* */
{
	struct bench b = opened(state);
	struct buf pdf;
	buf_init(&pdf, (size_t)16 << 20);
	assert_int_equal(oversight_compliance(b.t->u, &b.dpo, b.t->a, &pdf, &b.t->e), RC_OK);
	assert_true(slice_starts(buf_slice(&pdf), "%PDF-"));
	assert_true(pdf.n > 10000);
	/* The trail that it speaks of was signed for it. */
	assert_int_equal(test_unit_number(b.t, "SELECT max(seq) - (SELECT max(seq) FROM "
					       "audit_checkpoint) FROM audit"),
			 0);
	buf_release(&pdf);
}

static void anybody_may_read_the_notice_and_the_counts(void **state) /* R-192 R-157 */
{
	struct bench b = opened(state);
	struct notice_page page;
	assert_int_equal(review_notice(b.t->u, b.t->a, &page, &b.t->e), RC_OK);
	assert_string_equal(page.legal_basis, "Invented Act, article 1");
	assert_int_equal(page.statistics.count, 1);
	assert_true(slice_is(page.statistics.first->name, "travellers"));
	assert_int_equal(page.statistics.first->amount, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(looking_up_ones_own_name_is_told),
		TEST(looking_up_a_colleague_is_told),
		TEST(a_hit_leads_to_its_traveller),
		TEST(looking_up_off_duty_is_told),
		TEST(a_mass_of_look_ups_is_told_once),
		TEST(looking_up_without_a_case_is_told_once_a_day),
		TEST(the_officer_settles_a_look_up),
		TEST(twenty_decisions_are_drawn_and_the_seed_draws_them_again),
		TEST(of_few_decisions_all_are_drawn),
		TEST(the_officer_objects_to_a_sampled_decision),
		TEST(nobody_else_sees_the_workbench),
		TEST(reading_the_workbench_is_recorded),
		TEST(the_compliance_pack_is_made_with_one_call),
		TEST(anybody_may_read_the_notice_and_the_counts),
	};
	return cmocka_run_group_tests_name("review/oversight", tests, NULL, NULL);
}
