/* SPDX-License-Identifier: Apache-2.0
 *
 * what a session is for; who may be what.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "protect/account.h"
#include "protect/audit.h"
#include "protect/task.h"
#include "protect/test_store.h"

#include <stdio.h>

#define NOW (INT64_C(1774000000) * SECOND_US)
#define PASSWORD "invented words for a test"

struct working {
	struct test_store *t;
	struct session session;
	struct law law;
	int64_t id;
};

static void add_item(struct arena *a, law_items *to, const char *name)
{
	struct law_item *item = LIST_ADD(to, a, struct law_item);
	assert_non_null(item);
	item->name = slice_of(name);
	item->title = slice_of(name);
}

static void add_purpose(struct working *x, const char *name, enum actor_role role, bool offence)
{
	struct law_purpose *p = LIST_ADD(&x->law.purposes, x->t->a, struct law_purpose);
	assert_non_null(p);
	*p = (struct law_purpose){
		.name = slice_of(name), .roles = 1u << role, .needs_offence = offence};
}

static enum rc make_account(struct working *x, const char *login, const char *person,
			    enum actor_role role, int64_t ends_at, int64_t *id)
{
	struct actor system = actor_system();
	const struct new_account new = {.login = slice_of(login),
					.name = SLICE("Zz Tester"),
					.role = role,
					.password = SLICE(PASSWORD),
					.person = slice_of(person),
					.ends_at = ends_at};
	return account_create(x->t->s, &system, &new, NOW, id, &x->t->e);
}

static int make(void **state)
{
	void *store_state = NULL;
	assert_int_equal(test_store_make(&store_state), 0);
	struct test_store *t = store_state;
	struct working *x = arena_alloc(t->a, sizeof *x);
	assert_non_null(x);
	x->t = t;
	x->law.air_link = true;
	add_purpose(x, "assessment", ACTOR_ANALYST, true);
	add_purpose(x, "verification", ACTOR_DPO, false);
	add_item(t->a, &x->law.offences, "murder");
	assert_int_equal(make_account(x, "anna", NULL, ACTOR_ANALYST, 0, &x->id), RC_OK);
	assert_int_equal(session_open(t->s, x->id, NOW, t->a, &x->session, &t->e), RC_OK);
	*state = x;
	return 0;
}

static int drop(void **state)
{
	struct working *x = *state;
	void *store_state = x->t;
	return test_store_remove(&store_state);
}

static const struct new_task good = {.purpose = {"assessment", 10},
				     .offence = {"murder", 6},
				     .justification = {"The desk asks for it.", 21},
				     .case_reference = {"UT 7", 4},
				     .air_link = true,
				     .minutes = 60};

static enum rc open_task(struct working *x, const struct new_task *new)
{
	return task_open(x->t->s, &x->law, &x->session, new, NOW, x->t->a, &x->t->e);
}

static void refuse(struct working *x, const struct new_task *new, enum rc rc, const char *code,
		   const char *rule)
{
	assert_int_equal(open_task(x, new), rc);
	assert_string_equal(x->t->e.code, code);
	assert_string_equal(x->t->e.rule, rule);
	assert_int_equal(x->session.actor.task.id, 0);
}

/* The task of the session as the database has it at that time; 0 = none. */
static int64_t task_at(struct working *x, int64_t at)
{
	struct session found;
	assert_int_equal(session_find(x->t->s, slice_of(x->session.token), at, x->t->a, &found,
				      &x->t->e),
			 RC_OK);
	return found.actor.task.id;
}

static void only_the_purposes_and_offences_of_the_law_are_taken(void **state)
{
	struct working *x = *state;
	struct new_task n = good;
	n.purpose = SLICE("curiosity");
	refuse(x, &n, RC_INVALID, "bad-purpose", "R-002");
	n.purpose = SLICE("verification");
	refuse(x, &n, RC_DENIED, "purpose-not-permitted", "R-002");
	n = good;
	n.offence = SLICE("irregular-migration");
	refuse(x, &n, RC_INVALID, "bad-offence", "R-002");
	n.offence = (struct slice){0};
	refuse(x, &n, RC_INVALID, "bad-offence", "R-002");
	n = good;
	n.air_link = false;
	refuse(x, &n, RC_INVALID, "no-air-link", "R-003");
	x->session.actor.role = ACTOR_DPO;
	n = good;
	n.purpose = SLICE("verification");
	refuse(x, &n, RC_INVALID, "bad-offence", "R-002"); /* this one names none */
	n.offence = (struct slice){0};
	assert_int_equal(open_task(x, &n), RC_OK);
}

static void justification_case_and_end_are_asked_for(void **state)
{
	static const char *const short_texts[] = {"", "because", "   .   .   .   .   .   ", "\xff\xff"};
	struct working *x = *state;
	struct new_task n = good;
	for (size_t i = 0; i < sizeof short_texts / sizeof *short_texts; i++) {
		n.justification = slice_of(short_texts[i]);
		refuse(x, &n, RC_INVALID, "justification-too-short", "R-004");
	}
	n = good;
	n.case_reference = SLICE(" 7 ");
	refuse(x, &n, RC_INVALID, "bad-case", "R-004");
	n.case_reference = SLICE("UT\n7");
	refuse(x, &n, RC_INVALID, "bad-case", "R-004");
	n = good;
	n.minutes = TASK_MINUTES_MAX + 1;
	refuse(x, &n, RC_INVALID, "bad-minutes", "R-004");
	n.minutes = TASK_MINUTES_MIN - 1;
	refuse(x, &n, RC_INVALID, "bad-minutes", "R-004");
}

static void a_task_lasts_until_its_end_and_not_a_moment_longer(void **state)
{
	struct working *x = *state;
	struct new_task n = good;
	n.minutes = 20;
	assert_int_equal(open_task(x, &n), RC_OK);
	const int64_t id = x->session.actor.task.id;
	assert_int_equal(task_at(x, NOW), id);
	assert_int_equal(task_at(x, NOW + 20 * MINUTE_US - 1), id);
	assert_int_equal(task_at(x, NOW + 20 * MINUTE_US), 0);
}

static void another_task_ends_the_one_before_and_closing_ends_it(void **state)
{
	struct working *x = *state;
	struct new_task n = good;
	assert_int_equal(open_task(x, &n), RC_OK);
	n.case_reference = SLICE("UT 8");
	assert_int_equal(open_task(x, &n), RC_OK);
	assert_int_equal(task_at(x, NOW), x->session.actor.task.id);
	assert_int_equal(test_store_number(x->t, "SELECT count(*) FROM task WHERE closed_at > 0"),
			 1);
	assert_int_equal(task_close(x->t->s, &x->session, NOW, &x->t->e), RC_OK);
	assert_int_equal(task_at(x, NOW), 0);
	assert_int_equal(task_close(x->t->s, &x->session, NOW, &x->t->e), RC_OK);
	assert_int_equal(test_store_number(x->t, "SELECT count(*) FROM audit WHERE act = "
						 "'task.closed'"),
			 2);
}

static void a_task_is_of_one_session_only(void **state)
{
	struct working *x = *state;
	struct session other;
	assert_int_equal(open_task(x, &good), RC_OK);
	assert_int_equal(session_open(x->t->s, x->id, NOW, x->t->a, &other, &x->t->e), RC_OK);
	x->session = other;
	assert_int_equal(task_at(x, NOW), 0);
}

/* each act's record carries purpose, justification and case. */
static void the_record_of_an_act_says_for_what(void **state)
{
	struct working *x = *state;
	struct db *db;
	struct audit_report report;
	struct new_task n = good;
	n.justification = SLICE("\"quoted\", with {braces}");
	assert_int_equal(open_task(x, &n), RC_OK);
	assert_int_equal(store_write(x->t->s, &db, &x->t->e), RC_OK);
	assert_int_equal(audit_append_by(db, &x->session.actor, "hit.decided", SLICE("hit:1"),
					 SLICE("{\"outcome\":\"rejected\"}"), NOW, &x->t->e),
			 RC_OK);
	assert_int_equal(store_commit(x->t->s, &x->t->e), RC_OK);
	assert_int_equal(
		test_store_number(
			x->t,
			"SELECT count(*) FROM audit WHERE act IN ('hit.decided', 'task.opened') AND "
			"purpose = 'assessment: murder' AND json_extract(detail, '$.case') = 'UT 7' "
			"AND json_extract(detail, '$.justification') = '\"quoted\", with {braces}'"),
		2);
	assert_int_equal(test_store_number(x->t, "SELECT count(*) FROM audit WHERE "
						 "json_extract(detail, '$.outcome') = 'rejected'"),
			 1);
	test_store_verify(x->t, &report);
	assert_int_equal(report.broken_seq, 0);
}

/* ---- who may be what ---- */

static const char *const duties[] = {"casework",    "targeting",   "administration", "data-protection",
				     "supervision", "independent", "outside"};

static enum rc make_second(struct working *x, enum actor_role first, enum actor_role second,
			   unsigned number)
{
	char one[24], two[24], person[24];
	snprintf(one, sizeof one, "one-%u", number);
	snprintf(two, sizeof two, "two-%u", number);
	snprintf(person, sizeof person, "p-%u", number);
	const int64_t end = NOW + DAY_US;
	assert_int_equal(make_account(x, one, person, first, end, NULL), RC_OK);
	return make_account(x, two, person, second, end, NULL);
}

/* analyst and approver, author and activator, administrator and reader ... */
static void one_person_serves_one_duty_in_however_many_accounts(void **state)
{
	static const enum actor_role firsts[] = {ACTOR_ANALYST, ACTOR_TARGETER, ACTOR_ADMINISTRATOR,
						 ACTOR_DPO,     ACTOR_AUDITOR,  ACTOR_APPROVING_AUTHORITY,
						 ACTOR_FRONTLINE_OFFICER};
	struct working *x = *state;
	unsigned number = 0;
	/* One first role for each duty; a second one of every duty. */
	for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
		assert_string_equal(actor_role_duty(firsts[i]), duties[i]);
		size_t k = (i + 1) % (sizeof firsts / sizeof *firsts);
		assert_int_equal(make_second(x, firsts[i], firsts[k], number++), RC_DENIED);
		assert_string_equal(x->t->e.code, "forbidden-combination");
		assert_string_equal(x->t->e.rule, "R-172");
	}
	assert_int_equal(make_second(x, ACTOR_ANALYST, ACTOR_SUPERVISOR, number++), RC_OK);
}

static bool database_takes(struct working *x, const char *sql)
{
	struct db *db;
	struct err e;
	assert_int_equal(db_open(x->t->path, DB_WRITER, &db, &e), RC_OK);
	bool taken = db_script(db, slice_of(sql), &e) == RC_OK;
	db_close(db);
	return taken;
}

/* Whoever writes to the database without the program. */
static void the_database_itself_refuses_duties_in_one_hand(void **state)
{
	struct working *x = *state;
	int64_t admin = 0;
	assert_int_equal(make_account(x, "ada", NULL, ACTOR_ADMINISTRATOR, 0, &admin), RC_OK);
	assert_false(database_takes(x, "UPDATE post SET role = 'administrator' WHERE account_id = "
				       "(SELECT id FROM account WHERE login = 'anna')"));
	assert_false(database_takes(x, "UPDATE post SET role = 'administrator', duty = "
				       "'administration' WHERE account_id = "
				       "(SELECT id FROM account WHERE login = 'anna')"));
	assert_false(database_takes(
		x, "UPDATE post SET person_id = (SELECT id FROM person WHERE staff_number = 'ada') "
		   "WHERE account_id = (SELECT id FROM account WHERE login = 'anna')"));
	assert_false(database_takes(x, "UPDATE person SET duty = 'administration' WHERE "
				       "staff_number = 'anna'"));
	assert_false(database_takes(x, "UPDATE post SET role = 'auditor' WHERE account_id = "
				       "(SELECT id FROM account WHERE login = 'anna')"));
	assert_true(database_takes(x, "UPDATE post SET role = 'supervisor' WHERE account_id = "
				      "(SELECT id FROM account WHERE login = 'anna')"));
}

/* */
static void inspections_end(void **state)
{
	struct working *x = *state;
	struct session session, found;
	int64_t id = 0;
	const int64_t end = NOW + HOUR_US;
	assert_int_equal(make_account(x, "vi", NULL, ACTOR_SUPERVISORY_AUTHORITY, 0, NULL),
			 RC_INVALID);
	assert_string_equal(x->t->e.code, "bad-end");
	assert_int_equal(make_account(x, "vi", NULL, ACTOR_SUPERVISORY_AUTHORITY,
				      NOW + INSPECTION_MAX_US + 1, NULL),
			 RC_INVALID);
	assert_int_equal(make_account(x, "vi", NULL, ACTOR_AUDITOR, NOW, NULL), RC_INVALID);
	assert_int_equal(make_account(x, "vi", NULL, ACTOR_SUPERVISORY_AUTHORITY, end, &id), RC_OK);
	assert_int_equal(session_open(x->t->s, id, end - MINUTE_US, x->t->a, &session, &x->t->e),
			 RC_OK);
	assert_int_equal(session.expires_at, end);
	struct slice token = slice_of(session.token);
	assert_int_equal(session_find(x->t->s, token, end - 1, x->t->a, &found, &x->t->e), RC_OK);
	assert_int_equal(session_find(x->t->s, token, end, x->t->a, &found, &x->t->e), RC_DENIED);
	assert_int_equal(session_open(x->t->s, id, end, x->t->a, &session, &x->t->e), RC_DENIED);
}

#define T(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(only_the_purposes_and_offences_of_the_law_are_taken),
		T(justification_case_and_end_are_asked_for),
		T(a_task_lasts_until_its_end_and_not_a_moment_longer),
		T(another_task_ends_the_one_before_and_closing_ends_it),
		T(a_task_is_of_one_session_only),
		T(the_record_of_an_act_says_for_what),
		T(one_person_serves_one_duty_in_however_many_accounts),
		T(the_database_itself_refuses_duties_in_one_hand),
		T(inspections_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
