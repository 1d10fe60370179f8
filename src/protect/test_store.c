/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/test_store.h"

#include "base/crypto.h"
#include "protect/audit.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int test_store_make(void **state)
{
	struct test_store *t = calloc(1, sizeof *t);
	assert_non_null(t);
	crypto_start();
	strcpy(t->folder, "/tmp/piu-protect-XXXXXX");
	assert_non_null(mkdtemp(t->folder));
	snprintf(t->path, sizeof t->path, "%s/piu.db", t->folder);
	assert_int_equal(store_create(t->path, &t->e), RC_OK);
	assert_int_equal(store_open(t->path, STORE_SERVE, &t->s, &t->e), RC_OK);
	t->a = arena_new((size_t)1 << 20);
	assert_non_null(t->a);
	*state = t;
	return 0;
}

int test_store_remove(void **state)
{
	static const char *const names[] = {"piu.db", "piu.db-wal", "piu.db-shm", "piu.db.lock"};
	struct test_store *t = *state;
	char path[128];
	store_close(t->s);
	arena_free(t->a);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", t->folder, names[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(t->folder), 0);
	free(t);
	return 0;
}

void test_store_tamper(struct test_store *t, const char *sql)
{
	struct db *db;
	assert_int_equal(db_open(t->path, DB_WRITER, &db, &t->e), RC_OK);
	assert_int_equal(db_script(db, slice_of(sql), &t->e), RC_OK);
	db_close(db);
}

int64_t test_store_number(struct test_store *t, const char *sql)
{
	struct db *db;
	assert_int_equal(db_open(t->path, DB_READER, &db, &t->e), RC_OK);
	struct query *q = db_query(db, sql);
	enum rc rc = db_step(q, &t->e);
	int64_t number = rc == RC_OK ? db_i64(q, 0) : -1;
	db_reset(q);
	db_close(db);
	return number;
}

void test_store_verify(struct test_store *t, struct audit_report *out)
{
	struct db *db = NULL;
	assert_int_equal(store_read(t->s, &db, &t->e), RC_OK);
	assert_int_equal(audit_verify(db, out, &t->e), RC_OK);
	store_done(t->s, db);
}
