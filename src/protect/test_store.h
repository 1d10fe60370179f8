/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/test_store.h - for tests: a store in a folder that goes away. Private to protect/.
 */
#ifndef PROTECT_TEST_STORE_H
#define PROTECT_TEST_STORE_H

#include "base/arena.h"
#include "model/actor.h"
#include "store/store.h"

struct test_store {
	char folder[64], path[80];
	struct store *s;
	struct arena *a;
	struct err e;
};

/* cmocka's setup and teardown: a store in a folder of its own. */
int test_store_make(void **state);
int test_store_remove(void **state);

/* Runs SQL as someone would who has the database file and no program. */
void test_store_tamper(struct test_store *t, const char *sql);
/* The first column of the first row as a number; -1 where there is no row. */
int64_t test_store_number(struct test_store *t, const char *sql);
/* Walks the audit trail. */
struct audit_report;
void test_store_verify(struct test_store *t, struct audit_report *out);

#endif
