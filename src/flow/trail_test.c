/* SPDX-License-Identifier: Apache-2.0
 *
 * The trail of a whole unit: its key, its noted checkpoints, copies and exports.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "flow/retention.h"
#include "flow/trail.h"
#include "flow/unit.h"
#include "store/store.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct trailed {
	char folder[64];
	struct unit *u;
	struct err e;
};

static void at(const struct trailed *t, const char *name, char out[PATH_MAX])
{
	snprintf(out, PATH_MAX, "%s/%s", t->folder, name);
}

static void open_unit(struct trailed *t)
{
	const struct clock clock = {.fixed_at = INT64_C(1773200000) * 1000000};
	assert_int_equal(unit_open(t->folder, UNIT_SERVE, &clock, &t->u, &t->e), RC_OK);
}

static int make(void **state)
{
	static const struct unit_plan plan = {.name = "Utopia Passenger Information Unit",
					      .state = "Utopia",
					      .country = "UTO",
					      .profile = "eu-strict",
					      .legal_basis = "Invented Act, article 1"};
	struct trailed *t = calloc(1, sizeof *t);
	assert_non_null(t);
	crypto_start();
	snprintf(t->folder, sizeof t->folder, "/tmp/piu-trail-XXXXXX");
	assert_non_null(mkdtemp(t->folder));
	assert_int_equal(unit_create(t->folder, &plan, &t->e), RC_OK);
	open_unit(t);
	*state = t;
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *place)
{
	(void)st, (void)kind, (void)place;
	return remove(path);
}

static int clear(void **state)
{
	struct trailed *t = *state;
	unit_close(t->u);
	assert_int_equal(nftw(t->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
	free(t);
	return 0;
}

static void append(struct trailed *t)
{
	const struct audit_act record = {
		.actor = SLICE("zztester"), .role = SLICE("analyst"), .act = "hits.read"};
	struct db *db;
	assert_int_equal(store_write(unit_store(t->u), &db, &t->e), RC_OK);
	assert_int_equal(audit_append(db, &record, unit_now(t->u), &t->e), RC_OK);
	assert_int_equal(store_commit(unit_store(t->u), &t->e), RC_OK);
}

static void tamper(struct trailed *t, const char *sql)
{
	char path[PATH_MAX];
	struct db *db;
	at(t, "piu.db", path);
	assert_int_equal(db_open(path, DB_WRITER, &db, &t->e), RC_OK);
	assert_int_equal(db_script(db, slice_of(sql), &t->e), RC_OK);
	db_close(db);
}

static struct audit_report verified(struct trailed *t)
{
	struct audit_report r;
	assert_int_equal(trail_verify(t->u, &r, &t->e), RC_OK);
	return r;
}

static void the_key_that_signs_is_not_in_the_database(void **state) /* */
{
	struct trailed *t = *state;
	struct checkpoint_row made;
	struct stat st;
	char path[PATH_MAX];
	struct buf key, database;
	unsigned char secret[SIGN_SECRET_BYTES];
	at(t, "keys/audit.key", path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	buf_init(&key, 1024);
	assert_int_equal(file_read(path, &key, &t->e), RC_OK);
	assert_true(hex_read(slice_trim(buf_slice(&key)), secret, sizeof secret));
	append(t);
	assert_int_equal(trail_sign(t->u, &made, &t->e), RC_OK);
	unit_close(t->u); /* everything is in piu.db then */
	buf_init(&database, (size_t)64 << 20);
	at(t, "piu.db", path);
	assert_int_equal(file_read(path, &database, &t->e), RC_OK);
	assert_null(memmem(database.p, database.n, secret, 32));
	assert_null(memmem(database.p, database.n, key.p, 64));
	buf_release(&key);
	buf_release(&database);
	open_unit(t);
}

static void what_was_cut_off_is_missed_by_the_file_of_checkpoints(void **state) /* */
{
	struct trailed *t = *state;
	struct checkpoint_row made;
	append(t);
	assert_int_equal(trail_sign(t->u, &made, &t->e), RC_OK);
	append(t);
	assert_int_equal(trail_sign(t->u, &made, &t->e), RC_OK);
	assert_int_equal(made.number, 2);
	assert_int_equal(verified(t).broken_seq, 0);
	assert_int_equal(verified(t).proved, made.seq);
	tamper(t, "DELETE FROM audit_checkpoint WHERE number = 2;"
		  "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)");
	assert_int_equal(verified(t).broken_seq, made.seq);
}

static void a_unit_of_before_gets_its_key_when_it_is_served(void **state)
{
	struct trailed *t = *state;
	struct checkpoint_row made;
	char path[PATH_MAX];
	unit_close(t->u);
	at(t, "keys/audit.key", path);
	assert_int_equal(remove(path), 0);
	at(t, "keys/audit.pub", path);
	assert_int_equal(remove(path), 0);
	open_unit(t);
	assert_int_equal(trail_sign(t->u, &made, &t->e), RC_OK);
	assert_int_equal(verified(t).proved, made.seq);
}

static void a_copy_and_an_export_are_verified_elsewhere(void **state) /* R-151 R-155 */
{
	struct trailed *t = *state;
	struct checkpoint_row made;
	struct audit_report r;
	struct buf b;
	char path[PATH_MAX], key[PATH_MAX], export[PATH_MAX];
	char digits[HEX_TEXT(SIGN_PUBLIC_BYTES)];
	append(t);
	assert_int_equal(trail_sign(t->u, &made, &t->e), RC_OK);
	buf_init(&b, (size_t)1 << 20);
	assert_int_equal(trail_export(t->u, &b, &t->e), RC_OK);
	at(t, "export", export);
	assert_int_equal(file_write(export, buf_slice(&b), 0600, &t->e), RC_OK);
	buf_release(&b);
	at(t, "piu.db", path);
	at(t, "keys/audit.pub", key);
	assert_int_equal(trail_public_key(t->u, digits, &t->e), RC_OK);
	assert_int_equal(trail_verify_file(path, key, NULL, &r, &t->e), RC_OK);
	assert_int_equal(r.proved, made.seq);
	assert_int_equal(trail_verify_file(path, NULL, NULL, &r, &t->e), RC_OK);
	assert_int_equal(r.proved, 0); /* the chain alone proves nothing against its writer */
	assert_int_equal(trail_verify_file(export, digits, NULL, &r, &t->e), RC_OK);
	assert_int_equal(r.proved, made.seq);
	assert_int_equal(trail_verify_file(export, NULL, NULL, &r, &t->e), RC_INVALID);
	assert_int_equal(trail_verify_file(path, export, NULL, &r, &t->e), RC_LIMIT);
}

/* Runs what the clock drives; gives how many records are gone. */
static int64_t gone_at(struct trailed *t, int64_t now_at)
{
	const struct actor system = actor_system();
	struct retention_report done;
	unit_set_now(t->u, now_at);
	assert_int_equal(retention_run(t->u, &system, true, &done, &t->e), RC_OK);
	struct audit_report r = verified(t);
	assert_int_equal(r.broken_seq, 0);
	return r.gone;
}

static void records_are_kept_for_the_years_of_the_profile(void **state) /* */
{
	struct trailed *t = *state;
	struct checkpoint_row made;
	append(t);
	int64_t signed_at = unit_now(t->u), five_years_on = retention_age_at(signed_at, 60);
	assert_int_equal(trail_sign(t->u, &made, &t->e), RC_OK);
	append(t);
	assert_int_equal(gone_at(t, five_years_on - SECOND_US), 0);
	assert_int_equal(gone_at(t, five_years_on), made.seq);
	assert_int_equal(gone_at(t, five_years_on + SECOND_US), made.seq);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_key_that_signs_is_not_in_the_database),
		TEST(what_was_cut_off_is_missed_by_the_file_of_checkpoints),
		TEST(a_unit_of_before_gets_its_key_when_it_is_served),
		TEST(records_are_kept_for_the_years_of_the_profile),
		TEST(a_copy_and_an_export_are_verified_elsewhere),
	};
	return cmocka_run_group_tests_name("flow/trail", tests, NULL, NULL);
}
