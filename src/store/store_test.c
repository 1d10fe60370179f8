/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/crypto.h"
#include "base/file.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
	char folder[64];
	char path[80];
	struct err e;
};

static int make_folder(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	strcpy(f->folder, "/tmp/piu-store-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof f->path, "%s/piu.db", f->folder);
	crypto_start();
	assert_int_equal(store_create(f->path, &f->e), RC_OK);
	*state = f;
	return 0;
}

static int remove_folder(void **state)
{
	static const char *const names[] = {"piu.db", "piu.db-wal", "piu.db-shm", "piu.db.lock"};
	struct fixture *f = *state;
	char path[128];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", f->folder, names[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(f->folder), 0);
	free(f);
	return 0;
}

static struct store *opened(struct fixture *f, enum store_mode mode)
{
	struct store *s = NULL;
	assert_int_equal(store_open(f->path, mode, &s, &f->e), RC_OK);
	return s;
}

static void put_setting(struct fixture *f, struct store *s, const char *content)
{
	struct db *db;
	assert_int_equal(store_write(s, &db, &f->e), RC_OK);
	assert_int_equal(store_setting_put(db, "name", slice_of(content), &f->e), RC_OK);
	assert_int_equal(store_commit(s, &f->e), RC_OK);
}

static void creating_twice_is_refused(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(store_create(f->path, &f->e), RC_CONFLICT);
}

static void a_second_writer_is_refused_and_a_reader_is_not(void **state)
{
	struct fixture *f = *state;
	struct store *s = opened(f, STORE_SERVE);
	struct store *other = NULL;
	assert_int_equal(store_open(f->path, STORE_SERVE, &other, &f->e), RC_CONFLICT);
	assert_string_equal(f->e.code, "unit-in-use");
	put_setting(f, s, "Utopia");
	other = opened(f, STORE_LOOK);
	store_close(other);
	store_close(s);
}

static void readers_see_committed_rows_only(void **state)
{
	struct fixture *f = *state;
	struct store *s = opened(f, STORE_SERVE);
	struct arena *a = arena_new(4096);
	struct db *w, *r;
	struct slice got;
	put_setting(f, s, "before");
	assert_int_equal(store_write(s, &w, &f->e), RC_OK);
	assert_int_equal(store_setting_put(w, "name", SLICE("after"), &f->e), RC_OK);
	assert_int_equal(store_read(s, &r, &f->e), RC_OK);
	assert_int_equal(store_setting_get(r, "name", a, &got, &f->e), RC_OK);
	assert_true(slice_is(got, "before"));
	store_done(s, r);
	store_rollback(s);
	assert_int_equal(store_read(s, &r, &f->e), RC_OK);
	assert_int_equal(store_setting_get(r, "name", a, &got, &f->e), RC_OK);
	assert_true(slice_is(got, "before"));
	assert_int_equal(store_setting_get(r, "no such", a, &got, &f->e), RC_NOT_FOUND);
	store_done(s, r);
	arena_free(a);
	store_close(s);
}

static void a_reader_can_not_write(void **state)
{
	struct fixture *f = *state;
	struct store *s = opened(f, STORE_SERVE);
	struct db *r;
	assert_int_equal(store_read(s, &r, &f->e), RC_OK);
	assert_int_not_equal(store_setting_put(r, "name", SLICE("x"), &f->e), RC_OK);
	store_done(s, r);
	store_close(s);
}

static void a_changed_migration_is_named(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	assert_int_equal(db_open(f->path, DB_WRITER, &db, &f->e), RC_OK);
	assert_int_equal(
		db_script(db, SLICE("UPDATE migration SET checksum='0' WHERE name LIKE '0002%'"),
			  &f->e),
		RC_OK);
	db_close(db);
	struct store *s = NULL;
	assert_int_equal(store_open(f->path, STORE_SERVE, &s, &f->e), RC_CORRUPT);
	assert_non_null(strstr(f->e.text, "0002_travel.sql"));
}

static void ids_grow_and_fit_a_double(void **state)
{
	struct fixture *f = *state;
	struct store *s = opened(f, STORE_SERVE);
	struct db *db;
	assert_int_equal(store_write(s, &db, &f->e), RC_OK);
	int64_t last = 0;
	for (int i = 0; i < 100000; i++) {
		int64_t id = store_new_id(s);
		assert_true(id > last && id < INT64_C(1) << 53);
		last = id;
	}
	store_rollback(s);
	store_close(s);
}

static void foreign_keys_hold(void **state)
{
	struct fixture *f = *state;
	struct store *s = opened(f, STORE_SERVE);
	struct db *db;
	assert_int_equal(store_write(s, &db, &f->e), RC_OK);
	struct query *q = db_query(db, "INSERT INTO leg (flight_id, ordinal) VALUES ($1, $2)");
	db_bind_i64(q, 1, 4711);
	db_bind_i64(q, 2, 0);
	assert_int_equal(db_run(q, &f->e), RC_CONFLICT);
	store_rollback(s);
	store_close(s);
}

/* How often the bytes stand in the file. */
static unsigned times_in_file(struct fixture *f, const char *text)
{
	struct buf b;
	unsigned times = 0;
	buf_init(&b, (size_t)256 << 20);
	assert_int_equal(file_read(f->path, &b, &f->e), RC_OK);
	const char *at = b.p, *end = b.p + b.n;
	while ((at = memmem(at, (size_t)(end - at), text, strlen(text)))) {
		times++;
		at++;
	}
	buf_release(&b);
	return times;
}

/* Rows of very different lengths, in an order that moves them from page to page. */
static void churn(struct fixture *f, struct store *s)
{
	struct db *db;
	char name[32], content[1600];
	unsigned dice = 7;
	assert_int_equal(store_write(s, &db, &f->e), RC_OK);
	for (unsigned i = 0; i < 6000; i++) {
		dice = dice * 1103515245u + 12345u;
		snprintf(name, sizeof name, "%08x", dice);
		int n = snprintf(content, sizeof content, "%s %0*u", i % 3 ? "QUIBBLE" : "FERNSBY",
				 (int)(dice >> 16) % 1500, i);
		assert_int_equal(
			store_setting_put(db, name, (struct slice){content, (size_t)n}, &f->e),
			RC_OK);
	}
	assert_int_equal(
		db_script(db, SLICE("DELETE FROM setting WHERE content LIKE 'QUIBBLE%'"), &f->e),
		RC_OK);
	assert_int_equal(store_commit(s, &f->e), RC_OK);
}

static void scrub_whole(struct fixture *f, struct store *s)
{
	int64_t page = 1;
	while (page)
		assert_int_equal(store_scrub(s, &page, &f->e), RC_OK);
}

static void no_deleted_row_is_left_in_the_file(void **state) /* */
{
	struct fixture *f = *state;
	struct store *s = opened(f, STORE_SERVE);
	struct db *db;
	churn(f, s);
	assert_int_equal(store_purge(s, &f->e), RC_OK);
	assert_true(times_in_file(f, "QUIBBLE") > 0); /* or the test shows nothing */
	scrub_whole(f, s);
	assert_int_equal(times_in_file(f, "QUIBBLE"), 0);
	assert_true(times_in_file(f, "FERNSBY") == 2000);
	assert_int_equal(store_read(s, &db, &f->e), RC_OK);
	assert_int_equal(db_verify(db, &f->e), RC_OK);
	store_done(s, db);
	/* What is written afterwards does not bring it back. */
	assert_int_equal(store_write(s, &db, &f->e), RC_OK);
	assert_int_equal(db_script(db, SLICE("UPDATE setting SET content = content || '.'"), &f->e),
			 RC_OK);
	assert_int_equal(store_commit(s, &f->e), RC_OK);
	assert_int_equal(store_purge(s, &f->e), RC_OK);
	assert_int_equal(times_in_file(f, "QUIBBLE"), 0);
	store_close(s);
}

static void a_reader_makes_it_wait_and_sees_what_it_saw(void **state)
{
	struct fixture *f = *state;
	struct store *s = opened(f, STORE_SERVE);
	struct db *reader, *db;
	int64_t page = 1;
	churn(f, s);
	assert_int_equal(store_purge(s, &f->e), RC_OK);
	assert_int_equal(store_write(s, &db, &f->e), RC_OK);
	assert_int_equal(store_setting_put(db, "one", SLICE("more"), &f->e), RC_OK);
	assert_int_equal(store_commit(s, &f->e), RC_OK);
	assert_int_equal(store_read(s, &reader, &f->e), RC_OK);
	assert_int_equal(db_verify(reader, &f->e), RC_OK);
	assert_int_equal(store_scrub(s, &page, &f->e), RC_CONFLICT);
	assert_int_equal(page, 1);
	store_done(s, reader);
	scrub_whole(f, s);
	store_close(s);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(creating_twice_is_refused),
		WITH_STORE(a_second_writer_is_refused_and_a_reader_is_not),
		WITH_STORE(readers_see_committed_rows_only),
		WITH_STORE(a_reader_can_not_write),
		WITH_STORE(a_changed_migration_is_named),
		WITH_STORE(ids_grow_and_fit_a_double),
		WITH_STORE(foreign_keys_hold),
		WITH_STORE(no_deleted_row_is_left_in_the_file),
		WITH_STORE(a_reader_makes_it_wait_and_sees_what_it_saw),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
