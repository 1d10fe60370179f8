/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "protect/audit.h"
#include "protect/test_store.h"

#include <stdio.h>
#include <string.h>

static const struct audit_act act = {
	.actor = {"zztester", 8},
	.role = {"analyst", 7},
	.act = "traveller.read",
	.object = {"traveller:123", 13},
	.purpose = {"assessment", 10},
};

static void append(struct test_store *t, unsigned count)
{
	struct db *db;
	assert_int_equal(store_write(t->s, &db, &t->e), RC_OK);
	for (unsigned i = 0; i < count; i++)
		assert_int_equal(audit_append(db, &act, (i + 1) * SECOND_US, &t->e), RC_OK);
	assert_int_equal(store_commit(t->s, &t->e), RC_OK);
}

static struct audit_report verified(struct test_store *t)
{
	struct audit_report r;
	test_store_verify(t, &r);
	return r;
}

static void assert_broken(struct test_store *t, int64_t seq, const char *reason)
{
	struct audit_report r = verified(t);
	assert_int_equal(r.broken_seq, seq);
	assert_int_equal(r.records, seq - 1);
	assert_non_null(strstr(r.reason, reason));
}

static void an_empty_trail_is_whole(void **state)
{
	static const unsigned char none[32] = {0};
	struct audit_report r = verified(*state);
	assert_int_equal(r.records, 0);
	assert_int_equal(r.broken_seq, 0);
	assert_memory_equal(r.head, none, sizeof none);
}

static void records_follow_one_another_across_transactions(void **state)
{
	struct test_store *t = *state;
	append(t, 3);
	struct audit_report before = verified(t);
	append(t, 2);
	struct audit_report after = verified(t);
	assert_int_equal(before.records, 3);
	assert_int_equal(after.records, 5);
	assert_int_equal(after.broken_seq, 0);
	assert_string_equal(after.reason, "");
	assert_memory_not_equal(before.head, after.head, sizeof after.head);
}

static void what_is_rolled_back_leaves_no_record(void **state)
{
	struct test_store *t = *state;
	struct db *db;
	append(t, 1);
	assert_int_equal(store_write(t->s, &db, &t->e), RC_OK);
	assert_int_equal(audit_append(db, &act, SECOND_US, &t->e), RC_OK);
	store_rollback(t->s);
	append(t, 1);
	assert_int_equal(verified(t).records, 2);
}

static void an_absent_detail_is_an_empty_object(void **state)
{
	struct test_store *t = *state;
	append(t, 1);
	assert_int_equal(test_store_number(t, "SELECT count(*) FROM audit WHERE detail = '{}'"), 1);
}

static void every_column_is_under_the_hash(void **state)
{
	static const char *const edits[] = {
		"UPDATE audit SET at = at + 1 WHERE seq = 3",
		"UPDATE audit SET actor = 'someone' WHERE seq = 3",
		"UPDATE audit SET role = 'dpo' WHERE seq = 3",
		"UPDATE audit SET act = 'traveller.reap' WHERE seq = 3",
		"UPDATE audit SET object = 'traveller:124' WHERE seq = 3",
		"UPDATE audit SET purpose = NULL WHERE seq = 3",
		"UPDATE audit SET purpose = '' WHERE seq = 3",
		"UPDATE audit SET detail = '{\"a\":1}' WHERE seq = 3",
		"UPDATE audit SET hash = zeroblob(32) WHERE seq = 3",
		"UPDATE audit SET hash = x'00' WHERE seq = 3",
	};
	struct test_store *t = *state;
	append(t, 5);
	test_store_tamper(t, "CREATE TABLE kept AS SELECT * FROM audit");
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		test_store_tamper(t, edits[i]);
		assert_broken(t, 3, "was changed");
		test_store_tamper(t, "DELETE FROM audit; INSERT INTO audit SELECT * FROM kept");
		assert_int_equal(verified(t).broken_seq, 0);
	}
}

static void text_moved_between_columns_is_found(void **state)
{
	struct test_store *t = *state;
	append(t, 2);
	test_store_tamper(t, "UPDATE audit SET actor = 'zztesteran', role = 'alyst' WHERE seq = 1");
	assert_broken(t, 1, "was changed");
}

static void a_removed_record_is_named(void **state)
{
	struct test_store *t = *state;
	append(t, 5);
	test_store_tamper(t, "DELETE FROM audit WHERE seq = 3");
	assert_broken(t, 3, "missing");
}

static void a_removed_first_record_is_named(void **state)
{
	struct test_store *t = *state;
	append(t, 5);
	test_store_tamper(t, "DELETE FROM audit WHERE seq = 1");
	assert_broken(t, 1, "missing");
}

static void closing_the_gap_does_not_hide_a_removed_record(void **state)
{
	struct test_store *t = *state;
	append(t, 5);
	test_store_tamper(t, "DELETE FROM audit WHERE seq = 3;"
			     "UPDATE audit SET seq = 3 WHERE seq = 4;"
			     "UPDATE audit SET seq = 4 WHERE seq = 5");
	assert_broken(t, 3, "does not follow");
}

static void a_record_put_in_between_is_named(void **state)
{
	struct test_store *t = *state;
	append(t, 4);
	test_store_tamper(
		t, "UPDATE audit SET seq = 5 WHERE seq = 4;"
		   "INSERT INTO audit SELECT 4, at, actor, role, act, object, purpose, detail, "
		   "hash, x'11' FROM audit WHERE seq = 3");
	assert_broken(t, 4, "was changed");
}

static void reordered_records_are_named(void **state)
{
	struct test_store *t = *state;
	append(t, 5);
	test_store_tamper(t, "UPDATE audit SET seq = 100 WHERE seq = 2;"
			     "UPDATE audit SET seq = 2 WHERE seq = 3;"
			     "UPDATE audit SET seq = 3 WHERE seq = 100");
	assert_broken(t, 2, "does not follow");
}

static void a_record_replaced_with_a_hash_that_fits_breaks_the_next_one(void **state)
{
	struct test_store *t = *state;
	void *other_state = NULL;
	append(t, 3);
	/* The same first record, written a second later, with its own good hash. */
	assert_int_equal(test_store_make(&other_state), 0);
	struct test_store *o = other_state;
	struct db *db;
	assert_int_equal(store_write(o->s, &db, &o->e), RC_OK);
	assert_int_equal(audit_append(db, &act, 2 * SECOND_US, &o->e), RC_OK);
	assert_int_equal(store_commit(o->s, &o->e), RC_OK);
	struct audit_report good;
	test_store_verify(o, &good);
	char hex[HEX_TEXT(32)], sql[256];
	hex_write(good.head, sizeof good.head, hex);
	snprintf(sql, sizeof sql, "UPDATE audit SET at = 2000000, hash = x'%s' WHERE seq = 1", hex);
	test_store_tamper(t, sql);
	assert_int_equal(test_store_remove(&other_state), 0);
	assert_broken(t, 2, "does not follow");
}

static void a_trail_cut_at_its_end_shows_another_head(void **state)
{
	struct test_store *t = *state;
	append(t, 5);
	struct audit_report noted = verified(t);
	test_store_tamper(t, "DELETE FROM audit WHERE seq > 3");
	struct audit_report cut = verified(t);
	assert_int_equal(cut.broken_seq, 0);
	assert_int_equal(cut.records, 3);
	assert_memory_not_equal(cut.head, noted.head, sizeof noted.head);
}

static void nothing_is_appended_to_a_record_without_hash(void **state)
{
	struct test_store *t = *state;
	struct db *db;
	append(t, 2);
	test_store_tamper(t, "UPDATE audit SET hash = x'' WHERE seq = 2");
	assert_int_equal(store_write(t->s, &db, &t->e), RC_OK);
	assert_int_equal(audit_append(db, &act, SECOND_US, &t->e), RC_CORRUPT);
	store_rollback(t->s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_store_make, test_store_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_trail_is_whole),
		TEST(records_follow_one_another_across_transactions),
		TEST(what_is_rolled_back_leaves_no_record),
		TEST(an_absent_detail_is_an_empty_object),
		TEST(every_column_is_under_the_hash),
		TEST(text_moved_between_columns_is_found),
		TEST(a_removed_record_is_named),
		TEST(a_removed_first_record_is_named),
		TEST(closing_the_gap_does_not_hide_a_removed_record),
		TEST(a_record_put_in_between_is_named),
		TEST(reordered_records_are_named),
		TEST(a_record_replaced_with_a_hash_that_fits_breaks_the_next_one),
		TEST(a_trail_cut_at_its_end_shows_another_head),
		TEST(nothing_is_appended_to_a_record_without_hash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
