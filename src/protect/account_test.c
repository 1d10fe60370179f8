/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "protect/account.h"
#include "protect/audit.h"
#include "protect/carrier_key.h"
#include "protect/protect.h"
#include "protect/test_store.h"

#include <string.h>

#define NOW (INT64_C(1790000000) * SECOND_US)

static const struct actor administrator = {.account_id = 1,
					   .login = {"zz.admin", 8},
					   .name = {"Zz Admin", 8},
					   .role = ACTOR_ADMINISTRATOR};

static struct new_account fresh(const char *login, enum actor_role role)
{
	return (struct new_account){.login = slice_of(login),
				    .name = SLICE("Zz Tester"),
				    .role = role,
				    .password = SLICE("lantern-orchid-42")};
}

static enum rc create(struct test_store *t, const struct new_account *new, int64_t *id)
{
	return account_create(t->s, &administrator, new, NOW, id, &t->e);
}

static void assert_trail(struct test_store *t, int64_t records)
{
	struct audit_report r;
	test_store_verify(t, &r);
	assert_int_equal(r.broken_seq, 0);
	assert_int_equal(r.records, records);
}

static void an_account_is_made_listed_and_on_record(void **state)
{
	struct test_store *t = *state;
	int64_t id = 0;
	struct new_account new = fresh("zz.tester", ACTOR_ANALYST);
	new.name = SLICE("  Zz Tester ");
	assert_int_equal(create(t, &new, &id), RC_OK);
	new = fresh("ab", ACTOR_DPO);
	assert_int_equal(create(t, &new, NULL), RC_OK);
	account_views all = {0};
	assert_int_equal(accounts_read(t->s, &administrator, t->a, &all, &t->e), RC_OK);
	assert_int_equal(all.count, 2);
	assert_true(slice_is(all.first->login, "ab"));
	assert_int_equal(all.last->id, id);
	assert_true(slice_is(all.last->name, "Zz Tester"));
	assert_int_equal(all.last->role, ACTOR_ANALYST);
	assert_true(all.last->active);
	assert_int_equal(all.last->last_sign_in_at, 0);
	assert_trail(t, 2);
	assert_int_equal(
		test_store_number(t, "SELECT count(*) FROM audit WHERE act = 'account.created' "
				     "AND actor = 'zz.admin' AND role = 'administrator'"),
		2);
}

static void passwords_are_kept_as_argon2id_only(void **state)
{
	struct test_store *t = *state;
	struct new_account new = fresh("zz.tester", ACTOR_ANALYST);
	assert_int_equal(create(t, &new, NULL), RC_OK);
	assert_int_equal(test_store_number(t,
					   "SELECT count(*) FROM account WHERE password_hash LIKE "
					   "'$argon2id$%' AND password_hash NOT LIKE '%lantern%'"),
			 1);
}

static void assert_refused(struct test_store *t, const struct new_account *new, const char *code)
{
	assert_int_equal(create(t, new, NULL), RC_INVALID);
	assert_string_equal(t->e.code, code);
}

static void logins_that_break_the_rule_are_refused(void **state)
{
	static const char *const wrong[] = {
		"",     "a",          "Zz",
		"1ab",  ".ab",        "zz tester",
		"zz@x", "zz\xc3\xa9", "abcdefghijklmnopqrstuvwxyz1234567"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct new_account new = fresh(wrong[i], ACTOR_ANALYST);
		assert_refused(*state, &new, "bad-login");
	}
	struct new_account longest = fresh("abcdefghijklmnopqrstuvwxyz123456", ACTOR_ANALYST);
	assert_int_equal(create(*state, &longest, NULL), RC_OK);
}

static void names_must_be_one_line_of_text(void **state)
{
	char long_name[NAME_MAX_BYTES + 1];
	memset(long_name, 'z', sizeof long_name);
	const struct slice wrong[] = {{0},
				      SLICE("   "),
				      SLICE("Zz\nTester"),
				      SLICE("Zz\x7f"),
				      SLICE("Zz \xff"),
				      {long_name, sizeof long_name}};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct new_account new = fresh("zz.tester", ACTOR_ANALYST);
		new.name = wrong[i];
		assert_refused(*state, &new, "bad-name");
	}
}

static void weak_passwords_are_refused(void **state)
{
	char long_password[PASSWORD_MAX + 1];
	memset(long_password, 'q', sizeof long_password);
	const struct slice wrong[] = {
		{0},
		SLICE("short-one-1"),
		SLICE("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"),
		SLICE("my-ZZ.Tester-secret"),
		SLICE("not utf-8 \xff\xff\xff\xff"),
		{long_password, sizeof long_password}};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct new_account new = fresh("zz.tester", ACTOR_ANALYST);
		new.password = wrong[i];
		assert_refused(*state, &new, "weak-password");
	}
}

static void no_account_can_be_the_system(void **state)
{
	struct new_account new = fresh("zz.tester", ACTOR_SYSTEM);
	assert_refused(*state, &new, "bad-role");
}

static void a_login_is_given_once(void **state)
{
	struct test_store *t = *state;
	struct new_account new = fresh("zz.tester", ACTOR_ANALYST);
	assert_int_equal(create(t, &new, NULL), RC_OK);
	assert_int_equal(create(t, &new, NULL), RC_CONFLICT);
	assert_string_equal(t->e.code, "login-taken");
	assert_trail(t, 1);
}

static void only_who_manages_users_touches_accounts_and_only_who_manages_keys_touches_keys(
	void **state)
{
	struct test_store *t = *state;
	struct new_account new = fresh("zz.tester", ACTOR_ANALYST);
	for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++) {
		struct actor who = {.account_id = 77,
				    .login = SLICE("zz"),
				    .name = SLICE("Zz"),
				    .role = (enum actor_role)r};
		account_views all = {0};
		carrier_key_views keys = {0};
		char secret[CARRIER_KEY_TEXT];
		if (!protect_may(who.role, MAY_USERS_MANAGE)) {
			assert_int_equal(account_create(t->s, &who, &new, NOW, NULL, &t->e),
					 RC_DENIED);
			assert_string_equal(t->e.code, "not-permitted");
			assert_int_equal(accounts_read(t->s, &who, t->a, &all, &t->e), RC_DENIED);
			assert_int_equal(account_set_active(t->s, &who, 1, false, NOW, &t->e),
					 RC_DENIED);
		}
		if (!protect_may(who.role, MAY_KEYS_MANAGE)) {
			assert_int_equal(carrier_key_create(t->s, &who, SLICE("Z9"), NOW, secret,
							    NULL, &t->e),
					 RC_DENIED);
			assert_int_equal(carrier_key_revoke(t->s, &who, 1, NOW, &t->e), RC_DENIED);
			assert_int_equal(carrier_keys_read(t->s, &who, t->a, &keys, &t->e),
					 RC_DENIED);
		}
		assert_int_equal(all.count + keys.count, 0);
	}
	assert_trail(t, 0);
}

static void an_account_is_ended_and_restored(void **state)
{
	struct test_store *t = *state;
	int64_t id = 0;
	struct new_account new = fresh("zz.tester", ACTOR_ANALYST);
	assert_int_equal(create(t, &new, &id), RC_OK);
	assert_int_equal(account_set_active(t->s, &administrator, id, false, NOW, &t->e), RC_OK);
	assert_int_equal(test_store_number(t, "SELECT active FROM account"), 0);
	assert_int_equal(account_set_active(t->s, &administrator, id, false, NOW, &t->e), RC_OK);
	assert_trail(t, 2); /* nothing changed the second time */
	assert_int_equal(account_set_active(t->s, &administrator, id, true, NOW, &t->e), RC_OK);
	assert_int_equal(test_store_number(t, "SELECT active FROM account"), 1);
	assert_trail(t, 3);
}

static void nobody_ends_ones_own_account_nor_one_that_is_not_there(void **state)
{
	struct test_store *t = *state;
	assert_int_equal(account_set_active(t->s, &administrator, 1, false, NOW, &t->e),
			 RC_CONFLICT);
	assert_string_equal(t->e.code, "own-account");
	assert_int_equal(account_set_active(t->s, &administrator, 2, false, NOW, &t->e),
			 RC_NOT_FOUND);
	assert_string_equal(t->e.code, "not-found");
}

static void the_first_account_is_an_administrator_and_made_once(void **state)
{
	struct test_store *t = *state;
	bool needed = false;
	assert_int_equal(setup_needed(t->s, &needed, &t->e), RC_OK);
	assert_true(needed);
	struct new_account bad = fresh("zz.first", ACTOR_ANALYST);
	bad.password = SLICE("short");
	assert_int_equal(setup_first_account(t->s, &bad, NOW, NULL, &t->e), RC_INVALID);
	struct new_account first = fresh("zz.first", ACTOR_SYSTEM);
	assert_int_equal(setup_first_account(t->s, &first, NOW, NULL, &t->e), RC_OK);
	assert_int_equal(
		test_store_number(t, "SELECT count(*) FROM post WHERE role = 'administrator'"), 1);
	assert_int_equal(setup_needed(t->s, &needed, &t->e), RC_OK);
	assert_false(needed);
	struct new_account second = fresh("zz.second", ACTOR_ANALYST);
	assert_int_equal(setup_first_account(t->s, &second, NOW, NULL, &t->e), RC_CONFLICT);
	assert_string_equal(t->e.code, "already-set-up");
	assert_trail(t, 1);
}

static void a_carriers_key_is_shown_once_and_known_by_its_hash(void **state)
{
	struct test_store *t = *state;
	char secret[CARRIER_KEY_TEXT];
	int64_t id = 0;
	struct slice carrier = {0};
	assert_int_equal(
		carrier_key_create(t->s, &administrator, SLICE("z9"), NOW, secret, &id, &t->e),
		RC_OK);
	assert_true(slice_starts(slice_of(secret), "piu_"));
	assert_int_equal(strlen(secret), CARRIER_KEY_TEXT - 1);
	assert_int_equal(carrier_key_find(t->s, slice_of(secret), t->a, &carrier, &t->e), RC_OK);
	assert_true(slice_is(carrier, "Z9"));
	assert_int_equal(test_store_number(t, "SELECT length(key_hash) FROM carrier_key"), 32);
	carrier_key_views keys = {0};
	assert_int_equal(carrier_keys_read(t->s, &administrator, t->a, &keys, &t->e), RC_OK);
	assert_int_equal(keys.count, 1);
	assert_int_equal(keys.first->id, id);
	assert_int_equal(keys.first->created_at, NOW);
	assert_int_equal(keys.first->revoked_at, 0);
	assert_trail(t, 1);
}

static void a_wrong_or_revoked_key_is_not_known(void **state)
{
	struct test_store *t = *state;
	char secret[CARRIER_KEY_TEXT];
	int64_t id = 0;
	struct slice carrier = {0};
	assert_int_equal(
		carrier_key_create(t->s, &administrator, SLICE("Z9"), NOW, secret, &id, &t->e),
		RC_OK);
	assert_int_equal(carrier_key_find(t->s, SLICE("piu_"), t->a, &carrier, &t->e), RC_DENIED);
	assert_int_equal(carrier_key_find(t->s, (struct slice){0}, t->a, &carrier, &t->e),
			 RC_DENIED);
	secret[20] = secret[20] == 'a' ? 'b' : 'a';
	assert_int_equal(carrier_key_find(t->s, slice_of(secret), t->a, &carrier, &t->e),
			 RC_DENIED);
	assert_string_equal(t->e.code, "unknown-key");
	assert_int_equal(carrier_key_revoke(t->s, &administrator, id + 1, NOW, &t->e),
			 RC_NOT_FOUND);
	assert_int_equal(
		carrier_key_create(t->s, &administrator, SLICE("Z9"), NOW, secret, &id, &t->e),
		RC_OK);
	assert_int_equal(carrier_key_revoke(t->s, &administrator, id, NOW + 5, &t->e), RC_OK);
	assert_int_equal(carrier_key_revoke(t->s, &administrator, id, NOW + 9, &t->e), RC_OK);
	assert_int_equal(carrier_key_find(t->s, slice_of(secret), t->a, &carrier, &t->e),
			 RC_DENIED);
	assert_int_equal(
		test_store_number(t, "SELECT count(*) FROM carrier_key WHERE revoked_at IS NULL"),
		1);
	assert_trail(t, 3); /* revoking again changed nothing */
	assert_false(slice_present(carrier));
}

static void designators_of_carriers_are_checked(void **state)
{
	static const char *const wrong[] = {"", "Z", "ZZZZ", "Z-", "Z ", "\xc3\xa9"};
	struct test_store *t = *state;
	char secret[CARRIER_KEY_TEXT];
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(carrier_key_create(t->s, &administrator, slice_of(wrong[i]), NOW,
						    secret, NULL, &t->e),
				 RC_INVALID);
		assert_string_equal(t->e.code, "bad-carrier");
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_store_make, test_store_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_account_is_made_listed_and_on_record),
		TEST(passwords_are_kept_as_argon2id_only),
		TEST(logins_that_break_the_rule_are_refused),
		TEST(names_must_be_one_line_of_text),
		TEST(weak_passwords_are_refused),
		TEST(no_account_can_be_the_system),
		TEST(a_login_is_given_once),
		TEST(only_who_manages_users_touches_accounts_and_only_who_manages_keys_touches_keys),
		TEST(an_account_is_ended_and_restored),
		TEST(nobody_ends_ones_own_account_nor_one_that_is_not_there),
		TEST(the_first_account_is_an_administrator_and_made_once),
		TEST(a_carriers_key_is_shown_once_and_known_by_its_hash),
		TEST(a_wrong_or_revoked_key_is_not_known),
		TEST(designators_of_carriers_are_checked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
