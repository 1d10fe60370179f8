/* SPDX-License-Identifier: Apache-2.0 */
#include "review/test_unit.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "flow/ingest.h"
#include "flow/laws.h"
#include "flow/lists.h"
#include "flow/test_lists.h"
#include "minimise/law.h"
#include "protect/data_key.h"
#include "store/account.h"
#include "store/store.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEMORY ((size_t)64 << 20)

static void open_at(struct test_unit *t, const char *instant)
{
	assert_true(instant_parse(slice_of(instant), &t->now_at));
	struct clock clock = {.fixed_at = t->now_at};
	assert_int_equal(unit_open(t->folder, UNIT_SERVE, &clock, &t->u, &t->e), RC_OK);
}

/* A row without a password: nobody signs in here. */
struct actor test_account(struct test_unit *t, enum actor_role role, const char *login,
			  const char *name)
{
	struct actor who = test_actor(role);
	who.login = slice_of(login);
	who.name = slice_of(name);
	struct store *store = unit_store(t->u);
	struct db *db;
	assert_int_equal(store_write(store, &db, &t->e), RC_OK);
	who.account_id = store_new_id(store);
	struct account_row row = {.id = who.account_id,
				  .login = who.login,
				  .name = who.name,
				  .role = role,
				  .password_hash = SLICE("!"),
				  .active = true,
				  .created_at = t->now_at};
	assert_int_equal(account_row_insert(db, &row, &t->e), RC_OK);
	assert_int_equal(store_commit(store, &t->e), RC_OK);
	return who;
}

int test_unit_make(void **state)
{
	static const struct unit_plan plan = {.name = "Utopia Passenger Information Unit",
					      .state = "Utopia",
					      .country = "PRT",
					      .profile = "eu-strict",
					      .legal_basis = "Invented Act, article 1",
					      .fictitious = true};
	struct test_unit *t = calloc(1, sizeof *t);
	assert_non_null(t);
	crypto_start();
	strcpy(t->folder, "/tmp/piu-review-XXXXXX");
	assert_non_null(mkdtemp(t->folder));
	assert_int_equal(unit_create(t->folder, &plan, &t->e), RC_OK);
	t->a = arena_new(MEMORY);
	assert_non_null(t->a);
	open_at(t, TEST_NOW);
	t->analyst = test_account(t, ACTOR_ANALYST, "analyst", "analyst");
	t->supervisor = test_account(t, ACTOR_SUPERVISOR, "supervisor", "supervisor");
	*state = t;
	return 0;
}

static enum rc remove_month_key(void *context, struct slice month, struct err *e)
{
	struct test_unit *t = context;
	bool was_there;
	return data_key_destroy(t->folder, month, &was_there, e);
}

static void remove_month_keys(struct test_unit *t)
{
	assert_int_equal(data_keys_each(t->folder, remove_month_key, t, &t->e), RC_OK);
}

int test_unit_remove(void **state)
{
	/* Folders after what is in them; "" is the unit's own. */
	static const char *const names[] = {
		"piu.db",         "piu.db-wal",     "piu.db-shm",     "piu.db.lock",
		"keys/unit.key",  "keys/vault.pub", "keys/vault.key", "keys/months",
		"keys/audit.key", "keys/audit.pub", "checkpoints",    "drop/done",
		"drop/refused",   "drop",           "keys",           ""};
	struct test_unit *t = *state;
	char path[128];
	unit_close(t->u);
	remove_month_keys(t);
	arena_free(t->a);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", t->folder, names[i]);
		(void)remove(
			path); /* some are not always there; the folder says if one was missed */
	}
	assert_int_equal(access(t->folder, F_OK), -1);
	free(t);
	return 0;
}

void test_unit_at(struct test_unit *t, const char *instant)
{
	unit_close(t->u);
	open_at(t, instant);
}

void test_unit_law(struct test_unit *t, const char *profile)
{
	struct actor system = actor_system();
	struct actor judge =
		test_account(t, ACTOR_APPROVING_AUTHORITY, "approving-authority", "judge");
	law_faults faults;
	int64_t version = 0;
	assert_int_equal(law_propose(t->u, &system, law_built_in(slice_of(profile)),
				     SLICE("the test asks for it"), t->a, &faults, &version, &t->e),
			 RC_OK);
	assert_int_equal(
		law_decide(t->u, &judge, version, true, SLICE("the test asks for it"), &t->e),
		RC_OK);
}

struct actor test_actor(enum actor_role role)
{
	const char *name = actor_role_name(role);
	return (struct actor){.account_id = 0,
			      .login = slice_of(name),
			      .name = slice_of(name),
			      .role = role,
			      .task = {.id = 1,
				       .purpose = SLICE("pre-travel-assessment"),
				       .offence = SLICE("terrorist-offences"),
				       .justification = SLICE("as the test says"),
				       .case_reference = SLICE("UT-1"),
				       .ends_at = INT64_MAX}};
}

void test_unit_ingest(struct test_unit *t, const char *message)
{
	struct ingest_source from = {.channel = "file"};
	struct ingest_result result;
	char *bytes = strdup(message);
	assert_non_null(bytes);
	assert_int_equal(ingest_input(t->u, &from, bytes, strlen(message), t->a, &result, &t->e),
			 RC_OK);
	free(bytes);
}

static void put_person(struct buf *b, const struct test_person *p, unsigned n)
{
	buf_printf(b,
		   "NAD+FL+++%s:%s'ATT+2++F'DTM+329:%s'LOC+178+NBO'LOC+179+LIS'NAT+2+UTO'"
		   "RFF+ABO:%010u'",
		   p->family, p->given, p->birth, n);
	if (p->document)
		buf_printf(b, "DOC+P:110:111+%s'DTM+36:310822'LOC+91+UTO'", p->document);
}

void test_unit_api(struct test_unit *t, const char *number, const char *departs,
		   const char *arrives, const struct test_person *people)
{
	struct buf b;
	unsigned n = 0;
	buf_init(&b, (size_t)1 << 20);
	buf_printf(&b, "UNA:+.? 'UNB+UNOA:4+Z9APIS:ZZ+UTPIU:ZZ+260311:0312+Z9%s%s++PAXLST'", number,
		   departs);
	buf_printf(&b,
		   "UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'NAD+MS+++OKELLO:SAMUEL'"
		   "COM+254 20 0000001:TE'TDT+20+Z9%s+++Z9'LOC+125+NBO'DTM+189:%s:201'LOC+87+LIS'"
		   "DTM+232:%s:201'",
		   number, departs, arrives);
	for (; people[n].family; n++)
		put_person(&b, &people[n], n + 1);
	buf_printf(&b, "CNT+42:%u'UNT+9+1'UNZ+1+Z9%s%s'", n, number, departs);
	buf_char(&b, '\0');
	test_unit_ingest(t, b.p);
	buf_release(&b);
}

void test_unit_list(struct test_unit *t, const char *name, enum list_severity severity,
		    const char *rows)
{
	struct actor system = actor_system();
	struct list_imported result = {0};
	struct slice csv =
		arena_printf(t->a, "id,name,birth_date,document_number,document_issuer\n%s", rows);
	struct list_import ask = {.name = slice_of(name),
				  .source = SLICE("Invented Ministry"),
				  .kind = LIST_PERSONS,
				  .severity = severity,
				  .basis = test_list_basis(unit_now(t->u), LIST_PERSONS),
				  .bytes = csv};
	assert_int_equal(lists_import(t->u, &system, &ask, t->a, &result, &t->e), RC_OK);
}

static void database(struct test_unit *t, char path[96])
{
	snprintf(path, 96, "%s/piu.db", t->folder);
}

void test_unit_tamper(struct test_unit *t, const char *sql)
{
	char path[96];
	struct db *db;
	database(t, path);
	assert_int_equal(db_open(path, DB_WRITER, &db, &t->e), RC_OK);
	assert_int_equal(db_script(db, slice_of(sql), &t->e), RC_OK);
	db_close(db);
}

int64_t test_unit_number(struct test_unit *t, const char *sql)
{
	char path[96];
	struct db *db;
	database(t, path);
	assert_int_equal(db_open(path, DB_READER, &db, &t->e), RC_OK);
	struct query *q = db_query(db, sql);
	enum rc rc = db_step(q, &t->e);
	assert_true(rc == RC_OK || rc == RC_END);
	int64_t number = rc == RC_OK ? db_i64(q, 0) : -1;
	db_reset(q);
	db_close(db);
	return number;
}

int64_t test_unit_hit(struct test_unit *t, const char *family, const char *number)
{
	char sql[400];
	snprintf(
		sql, sizeof sql,
		"SELECT h.id FROM hit h JOIN traveller t ON t.id = h.traveller_id JOIN flight f ON "
		"f.id = h.flight_id WHERE h.state = 'open' AND t.family = '%s' AND "
		"f.flight_number = '%s' ORDER BY h.id",
		family, number);
	int64_t id = test_unit_number(t, sql);
	assert_true(id > 0);
	return id;
}

static struct checklist all_agree(enum checklist_kind kind)
{
	struct checklist c = {0};
	for (unsigned i = 0; i < CRITERION_COUNT; i++)
		if (criterion_kind((enum criterion)i) == kind)
			c.answers[i] = ANSWER_AGREES;
	return c;
}

struct checklist test_checklist(void)
{
	return all_agree(CHECKLIST_LIST);
}

struct checklist test_rule_checklist(void)
{
	return all_agree(CHECKLIST_RULE);
}
