/* SPDX-License-Identifier: Apache-2.0
 *
 * The audit trail against people who hold the database, but not the key.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "protect/checkpoint.h"
#include "protect/test_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW (INT64_C(1773200000) * 1000000)

struct trail {
	struct test_store *t;
	unsigned char public_key[SIGN_PUBLIC_BYTES], secret_key[SIGN_SECRET_BYTES];
};

static int make(void **state)
{
	struct trail *x = calloc(1, sizeof *x);
	void *store = NULL;
	assert_non_null(x);
	assert_int_equal(test_store_make(&store), 0);
	x->t = store;
	sign_keys(x->public_key, x->secret_key);
	*state = x;
	return 0;
}

static int clear(void **state)
{
	struct trail *x = *state;
	void *store = x->t;
	assert_int_equal(test_store_remove(&store), 0);
	free(x);
	return 0;
}

static void append(struct trail *x, unsigned count, const char *act)
{
	const struct audit_act record = {.actor = SLICE("zztester"),
					 .role = SLICE("analyst"),
					 .act = act,
					 .object = SLICE("traveller:123")};
	struct db *db;
	assert_int_equal(store_write(x->t->s, &db, &x->t->e), RC_OK);
	for (unsigned i = 0; i < count; i++)
		assert_int_equal(audit_append(db, &record, NOW, &x->t->e), RC_OK);
	assert_int_equal(store_commit(x->t->s, &x->t->e), RC_OK);
}

static struct checkpoint_row sign_at(struct trail *x, const unsigned char *secret_key, int64_t at)
{
	struct checkpoint_row made;
	struct db *db;
	assert_int_equal(store_write(x->t->s, &db, &x->t->e), RC_OK);
	assert_int_equal(checkpoint_make(db, secret_key, at, &made, &x->t->e), RC_OK);
	assert_int_equal(store_commit(x->t->s, &x->t->e), RC_OK);
	return made;
}

static struct checkpoint_row sign_with(struct trail *x, const unsigned char *secret_key)
{
	return sign_at(x, secret_key, NOW);
}

static struct checkpoint_row sign(struct trail *x)
{
	return sign_with(x, x->secret_key);
}

static struct audit_report prove_against(struct trail *x, struct slice noted)
{
	struct audit_report r;
	struct db *db = NULL;
	assert_int_equal(store_read(x->t->s, &db, &x->t->e), RC_OK);
	assert_int_equal(audit_prove(db, x->public_key, noted, &r, &x->t->e), RC_OK);
	store_done(x->t->s, db);
	return r;
}

static struct audit_report prove(struct trail *x)
{
	return prove_against(x, (struct slice){0});
}

static void assert_broken(struct audit_report r, int64_t seq, const char *reason)
{
	assert_int_equal(r.broken_seq, seq);
	assert_true(r.proved < seq);
	if (!strstr(r.reason, reason))
		fail_msg("\"%s\" does not say \"%s\"", r.reason, reason);
}

/* Ten records with a checkpoint after four and after eight. */
static void make_ten(struct trail *x)
{
	append(x, 4, "traveller.read");
	sign(x);
	append(x, 4, "traveller.read");
	sign(x);
	append(x, 2, "traveller.read");
}

/* ---- whole ---- */

static void a_whole_trail_is_proved_up_to_its_last_checkpoint(void **state) /* */
{
	struct trail *x = *state;
	make_ten(x);
	struct audit_report r = prove(x);
	assert_int_equal(r.broken_seq, 0);
	assert_int_equal(r.records, 10);
	assert_int_equal(r.checkpoints, 2);
	assert_int_equal(r.proved, 8);
}

static void nothing_new_makes_no_new_checkpoint(void **state)
{
	struct trail *x = *state;
	append(x, 1, "traveller.read");
	struct checkpoint_row first = sign(x), second = sign(x);
	assert_int_equal(first.number, 1);
	assert_int_equal(second.number, 1);
	assert_memory_equal(first.signature, second.signature, SIGNATURE_BYTES);
}

static void a_checkpoint_is_due_after_a_time_or_many_records(void **state)
{
	struct trail *x = *state;
	struct db *db = NULL;
	bool due;
	append(x, 1, "traveller.read");
	sign(x);
	for (int step = 0; step < 4; step++) {
		static const int64_t later[] = {CHECKPOINT_EVERY_US, CHECKPOINT_EVERY_US - 1,
						CHECKPOINT_EVERY_US, 0};
		static const unsigned more[] = {0, 1, 0, CHECKPOINT_RECORDS - 1};
		static const bool expected[] = {false, false, true, true};
		append(x, more[step], "traveller.read");
		assert_int_equal(store_read(x->t->s, &db, &x->t->e), RC_OK);
		assert_int_equal(checkpoint_due(db, NOW + later[step], &due, &x->t->e), RC_OK);
		store_done(x->t->s, db);
		assert_int_equal(due, expected[step]);
	}
}

/* ---- tampered with ---- */

static void an_edited_record_is_named(void **state) /* */
{
	struct trail *x = *state;
	make_ten(x);
	test_store_tamper(x->t, "UPDATE audit SET actor = 'nobody' WHERE seq = 6");
	assert_broken(prove(x), 6, "was changed");
}

static void a_deleted_record_is_named(void **state) /* */
{
	struct trail *x = *state;
	make_ten(x);
	test_store_tamper(x->t, "DELETE FROM audit WHERE seq = 3");
	assert_broken(prove(x), 3, "is missing");
}

static void an_inserted_record_is_named(void **state) /* */
{
	struct trail *x = *state;
	make_ten(x);
	test_store_tamper(
		x->t, "UPDATE audit SET seq = -seq - 1 WHERE seq > 6;"
		      "UPDATE audit SET seq = -seq WHERE seq < 0;"
		      "INSERT INTO audit SELECT 7, at, actor, role, act, object, purpose, detail, "
		      "hash, hash FROM audit WHERE seq = 6");
	assert_broken(prove(x), 7, "was changed");
}

static void reordered_records_are_named(void **state) /* */
{
	struct trail *x = *state;
	make_ten(x);
	test_store_tamper(x->t, "UPDATE audit SET seq = 0 WHERE seq = 5;"
				"UPDATE audit SET seq = 5 WHERE seq = 6;"
				"UPDATE audit SET seq = 6 WHERE seq = 0");
	assert_broken(prove(x), 5, "does not follow");
}

static void a_truncated_trail_is_named_by_its_checkpoint(void **state) /* */
{
	struct trail *x = *state;
	make_ten(x);
	test_store_tamper(x->t, "DELETE FROM audit WHERE seq > 6");
	assert_broken(prove(x), 7, "checkpoint 2 covers records up to 8");
}

static void a_tail_with_good_hashes_in_place_of_a_signed_one_is_found(void **state) /* */
{
	struct trail *x = *state;
	make_ten(x);
	test_store_tamper(x->t, "DELETE FROM audit WHERE seq > 5");
	append(x, 5, "flight.travellers-read"); /* a chain as good as the program makes it */
	struct audit_report chain_alone;
	test_store_verify(x->t, &chain_alone);
	assert_int_equal(chain_alone.broken_seq, 0);
	struct audit_report r = prove(x);
	assert_broken(r, 5, "record 8 is not the one of checkpoint 2");
	assert_int_equal(r.proved, 4); /* what the checkpoint before still vouches for */
}

static void a_whole_trail_written_anew_is_found(void **state) /* */
{
	struct trail *x = *state;
	make_ten(x);
	test_store_tamper(x->t, "DELETE FROM audit");
	append(x, 10, "hits.read");
	assert_broken(prove(x), 1, "record 4 is not the one of checkpoint 1");
}

static void a_checkpoint_signed_with_another_key_proves_nothing(void **state) /* */
{
	struct trail *x = *state;
	unsigned char other_public[SIGN_PUBLIC_BYTES], other_secret[SIGN_SECRET_BYTES];
	make_ten(x);
	test_store_tamper(x->t, "DELETE FROM audit_checkpoint WHERE number = 2;"
				"DELETE FROM audit WHERE seq > 5");
	append(x, 5, "hits.read");
	sign_keys(other_public, other_secret);
	sign_with(x, other_secret);
	assert_broken(prove(x), 5, "checkpoint 2 is not signed by this unit's key");
}

static void a_checkpoint_taken_out_is_missed(void **state)
{
	struct trail *x = *state;
	make_ten(x);
	sign(x);
	test_store_tamper(x->t, "DELETE FROM audit_checkpoint WHERE number = 2");
	assert_broken(prove(x), 5, "checkpoint 2 is missing");
}

static void records_and_checkpoints_cut_off_together_are_found_by_a_note(void **state) /* */
{
	struct trail *x = *state;
	struct buf noted;
	make_ten(x);
	struct checkpoint_row last = sign(x);
	buf_init(&noted, 4096);
	checkpoint_line_write(&last, &noted);
	assert_int_equal(prove_against(x, buf_slice(&noted)).broken_seq, 0);
	test_store_tamper(x->t, "DELETE FROM audit_checkpoint WHERE number > 2;"
				"DELETE FROM audit WHERE seq > 8");
	assert_int_equal(prove(x).broken_seq, 0); /* nothing in the database says so */
	assert_broken(prove_against(x, buf_slice(&noted)), 9, "checkpoint 3, noted elsewhere");
	buf_release(&noted);
}

static void a_line_that_is_no_checkpoint_is_refused(void **state)
{
	struct trail *x = *state;
	struct audit_report r;
	struct db *db = NULL;
	append(x, 1, "traveller.read");
	assert_int_equal(store_read(x->t->s, &db, &x->t->e), RC_OK);
	assert_int_equal(audit_prove(db, x->public_key, SLICE("\ncheckpoint 1\n"), &r, &x->t->e),
			 RC_INVALID);
	store_done(x->t->s, db);
}

/* ---- records that left at their age ---- */

/* Gives how many records are gone. */
static int64_t trim(struct trail *x, const unsigned char *secret_key, int64_t until_at,
		    int64_t now_at)
{
	struct audit_start start;
	struct db *db;
	assert_int_equal(store_write(x->t->s, &db, &x->t->e), RC_OK);
	assert_int_equal(audit_trim(db, secret_key, until_at, now_at, &start, &x->t->e), RC_OK);
	assert_int_equal(store_commit(x->t->s, &x->t->e), RC_OK);
	return start.seq;
}

#define OLD (NOW + AUDIT_KEPT_US)

static void records_leave_at_their_age_and_not_a_second_sooner(void **state) /* */
{
	struct trail *x = *state;
	make_ten(x);
	assert_int_equal(trim(x, x->secret_key, NOW - SECOND_US, OLD - SECOND_US), 0);
	/* Not even where a profile would have it. */
	assert_int_equal(trim(x, x->secret_key, NOW, OLD - SECOND_US), 0);
	assert_int_equal(prove(x).records, 10);
	assert_int_equal(trim(x, x->secret_key, NOW, OLD), 8);
	struct audit_report r = prove(x);
	assert_int_equal(r.broken_seq, 0);
	assert_int_equal(r.gone, 8);
	assert_int_equal(r.records, 11); /* that it was done is on record */
	assert_int_equal(r.proved, 8);
	assert_int_equal(r.checkpoints, 2);
	assert_int_equal(trim(x, x->secret_key, NOW + SECOND_US, OLD + SECOND_US), 0);
}

static void what_is_left_goes_on_being_signed_and_proved(void **state) /* R-150 R-151 */
{
	struct trail *x = *state;
	make_ten(x);
	sign_at(x, x->secret_key, NOW + DAY_US);
	assert_int_equal(trim(x, x->secret_key, NOW, OLD), 8);
	append(x, 3, "hits.read");
	sign_at(x, x->secret_key, OLD);
	assert_int_equal(prove(x).proved, 14);
	assert_int_equal(trim(x, x->secret_key, NOW + DAY_US, OLD + DAY_US), 10);
	struct audit_report r = prove(x);
	assert_int_equal(r.broken_seq, 0);
	assert_int_equal(r.gone, 10);
	test_store_tamper(x->t, "UPDATE audit SET actor = 'nobody' WHERE seq = 12");
	assert_broken(prove(x), 12, "was changed");
}

static void records_taken_out_by_somebody_else_are_missed(void **state) /* R-150 R-151 */
{
	struct trail *x = *state;
	unsigned char other_public[SIGN_PUBLIC_BYTES], other_secret[SIGN_SECRET_BYTES];
	make_ten(x);
	sign_keys(other_public, other_secret);
	assert_int_equal(trim(x, other_secret, NOW, OLD), 8);
	assert_broken(prove(x), 1, "is not signed by this unit's key");
}

static void a_start_that_came_too_soon_is_found(void **state) /* */
{
	struct trail *x = *state;
	make_ten(x);
	trim(x, x->secret_key, NOW, OLD);
	test_store_tamper(x->t, "UPDATE audit_start SET begun_at = begun_at - 1000000");
	assert_broken(prove(x), 1, "not signed"); /* who has no key */
	/* Who has the key sets the clock of the machine forward, and the record's time says so. */
	test_store_tamper(x->t, "DELETE FROM audit_start");
	assert_broken(prove(x), 1, "is missing");
}

static void a_note_of_a_checkpoint_that_went_is_no_contradiction(void **state) /* */
{
	struct trail *x = *state;
	struct buf noted;
	append(x, 4, "traveller.read");
	struct checkpoint_row first = sign(x);
	append(x, 4, "traveller.read");
	sign(x);
	trim(x, x->secret_key, NOW, OLD);
	buf_init(&noted, 4096);
	checkpoint_line_write(&first, &noted);
	assert_int_equal(prove_against(x, buf_slice(&noted)).broken_seq, 0);
	buf_release(&noted);
}

/* ---- exports ---- */

static void export(struct trail *x, struct buf *out)
{
	struct db *db = NULL;
	buf_init(out, (size_t)1 << 20);
	assert_int_equal(store_read(x->t->s, &db, &x->t->e), RC_OK);
	assert_int_equal(audit_export(db, x->public_key, out, &x->t->e), RC_OK);
	store_done(x->t->s, db);
}

static struct audit_report verified(struct trail *x, const struct buf *b)
{
	struct audit_report r;
	assert_int_equal(audit_export_verify(buf_slice(b), x->public_key, &r, &x->t->e), RC_OK);
	return r;
}

static void an_export_is_verified_with_the_public_key_alone(void **state) /* R-151 R-155 */
{
	struct trail *x = *state;
	struct buf b;
	make_ten(x);
	export(x, &b);
	struct audit_report r = verified(x, &b);
	assert_int_equal(r.broken_seq, 0);
	assert_int_equal(r.records, 10);
	assert_int_equal(r.checkpoints, 2);
	assert_int_equal(r.proved, 8);
	buf_release(&b);
}

static void an_export_says_where_the_trail_begins(void **state) /* R-150 R-155 */
{
	struct trail *x = *state;
	struct buf b;
	make_ten(x);
	trim(x, x->secret_key, NOW, OLD);
	export(x, &b);
	struct audit_report r = verified(x, &b);
	assert_int_equal(r.broken_seq, 0);
	assert_int_equal(r.gone, 8);
	assert_int_equal(r.records, 11);
	char *at = memmem(b.p, b.n, "start\t2\t8", 9);
	assert_non_null(at);
	memcpy(at, "start\t2\t7", 9);
	assert_int_equal(verified(x, &b).broken_seq, 1);
	buf_release(&b);
}

static void values_of_an_export_may_hold_anything(void **state)
{
	const struct audit_act odd = {.actor = SLICE("a\tb\nc\\d\\-"),
				      .role = SLICE("\\-"),
				      .act = "traveller.read",
				      .object = SLICE(""),
				      .purpose = SLICE("")};
	struct trail *x = *state;
	struct buf b;
	struct db *db;
	assert_int_equal(store_write(x->t->s, &db, &x->t->e), RC_OK);
	assert_int_equal(audit_append(db, &odd, NOW, &x->t->e), RC_OK);
	assert_int_equal(store_commit(x->t->s, &x->t->e), RC_OK);
	append(x, 1, "traveller.read");
	sign(x);
	export(x, &b);
	assert_int_equal(verified(x, &b).broken_seq, 0);
	buf_release(&b);
}

static void an_export_that_was_changed_is_found(void **state) /* */
{
	static const struct {
		const char *from, *to;
		int64_t seq;
	} edits[] = {
		{"record\t6\t", "record\t7\t", 6},
		{"zztester", "zztesteR", 1},
		{"checkpoint\t2\t8", "checkpoint\t2\t9", 5},
		{"checkpoint\t1\t", "checkpoint\t3\t", 1},
	};
	struct trail *x = *state;
	make_ten(x);
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		struct buf b;
		export(x, &b);
		char *at = memmem(b.p, b.n, edits[i].from, strlen(edits[i].from));
		assert_non_null(at);
		memcpy(at, edits[i].to, strlen(edits[i].to));
		struct audit_report r = verified(x, &b);
		assert_int_equal(r.broken_seq, edits[i].seq);
		buf_release(&b);
	}
}

static void half_an_export_is_none(void **state)
{
	struct trail *x = *state;
	struct audit_report r;
	struct buf b;
	make_ten(x);
	export(x, &b);
	b.n -= strlen("end\n");
	assert_int_equal(audit_export_verify(buf_slice(&b), x->public_key, &r, &x->t->e),
			 RC_INVALID);
	assert_int_equal(audit_export_verify(SLICE("record\n"), x->public_key, &r, &x->t->e),
			 RC_INVALID);
	buf_release(&b);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_whole_trail_is_proved_up_to_its_last_checkpoint),
		TEST(nothing_new_makes_no_new_checkpoint),
		TEST(a_checkpoint_is_due_after_a_time_or_many_records),
		TEST(an_edited_record_is_named),
		TEST(a_deleted_record_is_named),
		TEST(an_inserted_record_is_named),
		TEST(reordered_records_are_named),
		TEST(a_truncated_trail_is_named_by_its_checkpoint),
		TEST(a_tail_with_good_hashes_in_place_of_a_signed_one_is_found),
		TEST(a_whole_trail_written_anew_is_found),
		TEST(a_checkpoint_signed_with_another_key_proves_nothing),
		TEST(a_checkpoint_taken_out_is_missed),
		TEST(records_and_checkpoints_cut_off_together_are_found_by_a_note),
		TEST(a_line_that_is_no_checkpoint_is_refused),
		TEST(records_leave_at_their_age_and_not_a_second_sooner),
		TEST(what_is_left_goes_on_being_signed_and_proved),
		TEST(records_taken_out_by_somebody_else_are_missed),
		TEST(a_start_that_came_too_soon_is_found),
		TEST(a_note_of_a_checkpoint_that_went_is_no_contradiction),
		TEST(an_export_says_where_the_trail_begins),
		TEST(an_export_is_verified_with_the_public_key_alone),
		TEST(values_of_an_export_may_hold_anything),
		TEST(an_export_that_was_changed_is_found),
		TEST(half_an_export_is_none),
	};
	return cmocka_run_group_tests_name("protect/checkpoint", tests, NULL, NULL);
}
