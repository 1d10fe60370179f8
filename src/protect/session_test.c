/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "protect/account.h"
#include "protect/guard.h"
#include "protect/test_store.h"
#include "store/account.h"

#include <stdio.h>
#include <string.h>

#define NOW (INT64_C(1790000000) * SECOND_US)
#define PASSWORD "lantern-orchid-42"

struct signed_in_test {
	struct test_store *t;
	struct sign_in_guard *guard;
	int64_t account_id;
	struct session session;
	int64_t wait;
};

static char password_hashed[PASSWORD_HASH_MAX]; /* once for all tests: it takes a while */

static int hash_once(void **state)
{
	(void)state;
	crypto_start();
	return password_hash(SLICE(PASSWORD), password_hashed, NULL) == RC_OK ? 0 : -1;
}

static void put_account(struct signed_in_test *x)
{
	struct test_store *t = x->t;
	struct db *db;
	assert_int_equal(store_write(t->s, &db, &t->e), RC_OK);
	x->account_id = store_new_id(t->s);
	struct account_row row = {.id = x->account_id,
				  .login = SLICE("zz.tester"),
				  .name = SLICE("Zz Tester"),
				  .role = ACTOR_ANALYST,
				  .password_hash = slice_of(password_hashed),
				  .active = true,
				  .created_at = NOW};
	assert_int_equal(account_row_insert(db, &row, &t->e), RC_OK);
	assert_int_equal(store_commit(t->s, &t->e), RC_OK);
}

static int make(void **state)
{
	void *store_state = NULL;
	assert_int_equal(test_store_make(&store_state), 0);
	struct test_store *t = store_state;
	struct signed_in_test *x = arena_alloc(t->a, sizeof *x);
	assert_non_null(x);
	x->t = t;
	x->guard = sign_in_guard_new();
	assert_non_null(x->guard);
	put_account(x);
	*state = x;
	return 0;
}

static int end(void **state)
{
	struct signed_in_test *x = *state;
	void *store_state = x->t;
	sign_in_guard_free(x->guard);
	return test_store_remove(&store_state);
}

static enum rc try_from(struct signed_in_test *x, const char *login, const char *password,
			const char *peer, int64_t at)
{
	struct sign_in_try try = {
		.login = slice_of(login), .password = slice_of(password), .peer = slice_of(peer)};
	return sign_in(x->t->s, x->guard, &try, at, x->t->a, &x->session, &x->wait, &x->t->e);
}

static enum rc try(struct signed_in_test *x, const char *password, int64_t at)
{
	return try_from(x, "zz.tester", password, "192.0.2.7", at);
}

static enum rc find(struct signed_in_test *x, const char *token, int64_t at)
{
	struct session found;
	enum rc rc = session_find(x->t->s, slice_of(token), at, x->t->a, &found, &x->t->e);
	if (rc == RC_OK)
		x->session.expires_at = found.expires_at;
	return rc;
}

static void the_right_password_opens_a_session(void **state)
{
	struct signed_in_test *x = *state;
	struct session found;
	assert_int_equal(try(x, PASSWORD, NOW), RC_OK);
	assert_int_equal(x->wait, 0);
	assert_int_equal(strlen(x->session.token), 64);
	assert_int_equal(
		session_find(x->t->s, slice_of(x->session.token), NOW, x->t->a, &found, &x->t->e),
		RC_OK);
	assert_int_equal(found.actor.account_id, x->account_id);
	assert_int_equal(found.actor.role, ACTOR_ANALYST);
	assert_true(slice_is(found.actor.login, "zz.tester"));
	assert_true(slice_is(found.actor.name, "Zz Tester"));
	assert_true(slice_eq(found.csrf, x->session.csrf));
	assert_string_equal(found.token, "");
	assert_int_equal(found.expires_at, NOW + SESSION_IDLE_US);
	assert_int_equal(test_store_number(x->t, "SELECT last_sign_in_at FROM account"), NOW);
}

static void the_database_holds_no_token(void **state)
{
	struct signed_in_test *x = *state;
	char sql[200];
	assert_int_equal(try(x, PASSWORD, NOW), RC_OK);
	snprintf(sql, sizeof sql,
		 "SELECT count(*) FROM session WHERE csrf = '%s' OR token_hash = x'%s'",
		 x->session.token, x->session.token);
	assert_int_equal(test_store_number(x->t, sql), 0);
	assert_int_equal(test_store_number(x->t, "SELECT length(token_hash) FROM session"), 32);
}

static void every_way_to_fail_looks_alike_and_is_on_record(void **state)
{
	static const struct {
		const char *login, *password;
	} wrong[] = {{"zz.tester", "lantern-orchid-43"},
		     {"zz.tester", ""},
		     {"zz.nobody", PASSWORD},
		     {"", ""},
		     {"lantern-orchid-42", "zz.tester"}};
	struct signed_in_test *x = *state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(try_from(x, wrong[i].login, wrong[i].password, NULL, NOW),
				 RC_DENIED);
		assert_string_equal(x->t->e.code, "sign-in-failed");
	}
	assert_int_equal(
		test_store_number(x->t, "SELECT count(*) FROM audit WHERE act = 'session.refused' "
					"AND actor = 'zz.tester'"),
		2);
	assert_int_equal(
		test_store_number(x->t, "SELECT count(*) FROM audit WHERE act = 'session.refused' "
					"AND actor = 'unknown'"),
		3);
	assert_int_equal(test_store_number(x->t, "SELECT count(*) FROM session"), 0);
}

static void an_account_that_was_ended_can_not_sign_in_and_loses_its_sessions(void **state)
{
	struct signed_in_test *x = *state;
	struct actor system = actor_system();
	assert_int_equal(try(x, PASSWORD, NOW), RC_OK);
	assert_int_equal(account_set_active(x->t->s, &system, x->account_id, false, NOW, &x->t->e),
			 RC_OK);
	assert_int_equal(find(x, x->session.token, NOW), RC_DENIED);
	assert_string_equal(x->t->e.code, "signed-out");
	assert_int_equal(try(x, PASSWORD, NOW), RC_DENIED);
	assert_int_equal(session_open(x->t->s, x->account_id, NOW, x->t->a, &x->session, &x->t->e),
			 RC_DENIED);
	assert_int_equal(session_open(x->t->s, 12345, NOW, x->t->a, &x->session, &x->t->e),
			 RC_NOT_FOUND);
}

static void a_session_ends_when_it_is_not_used(void **state)
{
	struct signed_in_test *x = *state;
	assert_int_equal(try(x, PASSWORD, NOW), RC_OK);
	assert_int_equal(find(x, x->session.token, NOW + SESSION_IDLE_US), RC_DENIED);
	assert_string_equal(x->t->e.code, "signed-out");
	assert_int_equal(find(x, x->session.token, NOW + SESSION_IDLE_US - 1), RC_OK);
	assert_int_equal(find(x, x->session.token, NOW + SESSION_IDLE_US), RC_OK);
}

static void use_is_written_at_most_once_a_minute(void **state)
{
	struct signed_in_test *x = *state;
	assert_int_equal(try(x, PASSWORD, NOW), RC_OK);
	assert_int_equal(find(x, x->session.token, NOW + MINUTE_US - 1), RC_OK);
	assert_int_equal(test_store_number(x->t, "SELECT last_seen_at FROM session"), NOW);
	assert_int_equal(find(x, x->session.token, NOW + MINUTE_US), RC_OK);
	assert_int_equal(test_store_number(x->t, "SELECT last_seen_at FROM session"),
			 NOW + MINUTE_US);
	assert_int_equal(x->session.expires_at, NOW + MINUTE_US + SESSION_IDLE_US);
}

static void a_session_ends_after_its_life_however_much_it_is_used(void **state)
{
	struct signed_in_test *x = *state;
	assert_int_equal(try(x, PASSWORD, NOW), RC_OK);
	int64_t at = NOW;
	for (; at < NOW + SESSION_LIFE_US; at += 20 * MINUTE_US)
		assert_int_equal(find(x, x->session.token, at), RC_OK);
	assert_int_equal(find(x, x->session.token, NOW + SESSION_LIFE_US - 1), RC_OK);
	assert_int_equal(x->session.expires_at, NOW + SESSION_LIFE_US);
	assert_int_equal(find(x, x->session.token, NOW + SESSION_LIFE_US), RC_DENIED);
}

static void signing_in_sweeps_out_old_sessions(void **state)
{
	struct signed_in_test *x = *state;
	assert_int_equal(try(x, PASSWORD, NOW), RC_OK);
	assert_int_equal(try(x, PASSWORD, NOW + SESSION_IDLE_US), RC_OK);
	assert_int_equal(test_store_number(x->t, "SELECT count(*) FROM session"), 1);
}

static void signing_out_ends_the_session_and_again_does_no_harm(void **state)
{
	struct signed_in_test *x = *state;
	assert_int_equal(try(x, PASSWORD, NOW), RC_OK);
	assert_int_equal(sign_out(x->t->s, slice_of(x->session.token), NOW, &x->t->e), RC_OK);
	assert_int_equal(find(x, x->session.token, NOW), RC_DENIED);
	assert_int_equal(sign_out(x->t->s, slice_of(x->session.token), NOW, &x->t->e), RC_OK);
	assert_int_equal(sign_out(x->t->s, (struct slice){0}, NOW, &x->t->e), RC_OK);
	assert_int_equal(
		test_store_number(x->t, "SELECT count(*) FROM audit WHERE act = 'session.closed'"),
		1);
}

static void a_made_up_token_opens_nothing(void **state)
{
	struct signed_in_test *x = *state;
	char token[SESSION_TOKEN_TEXT];
	assert_int_equal(try(x, PASSWORD, NOW), RC_OK);
	memcpy(token, x->session.token, sizeof token);
	token[5] = token[5] == '0' ? '1' : '0';
	assert_int_equal(find(x, token, NOW), RC_DENIED);
	assert_int_equal(find(x, "", NOW), RC_DENIED);
	assert_int_equal(find(x, "zz", NOW), RC_DENIED);
}

static void only_the_sessions_own_csrf_value_matches(void **state)
{
	struct signed_in_test *x = *state;
	assert_int_equal(try(x, PASSWORD, NOW), RC_OK);
	assert_true(session_csrf_matches(&x->session, x->session.csrf));
	assert_false(session_csrf_matches(&x->session, (struct slice){0}));
	assert_false(session_csrf_matches(&x->session, slice_range(x->session.csrf, 0, 63)));
	assert_false(session_csrf_matches(&x->session, slice_of(x->session.token)));
	assert_false(session_csrf_matches(&(struct session){0}, (struct slice){0}));
}

static void five_failures_close_a_login_for_a_quarter_of_an_hour(void **state)
{
	struct signed_in_test *x = *state;
	for (unsigned i = 0; i < SIGN_IN_FAILURES_LOGIN; i++)
		assert_int_equal(try(x, "wrong-password", NOW), RC_DENIED);
	assert_int_equal(try(x, PASSWORD, NOW + 60 * SECOND_US), RC_LIMIT);
	assert_string_equal(x->t->e.code, "too-many-attempts");
	assert_int_equal(x->wait, 14 * 60);
	assert_int_equal(try(x, PASSWORD, NOW + SIGN_IN_WINDOW_US - 1), RC_LIMIT);
	assert_int_equal(x->wait, 1);
	assert_int_equal(try(x, PASSWORD, NOW + SIGN_IN_WINDOW_US), RC_OK);
}

/* ---- the guard alone ---- */

static int64_t enter(struct sign_in_guard *g, const char *login, const char *peer, int64_t at)
{
	struct sign_in_try t = {.login = slice_of(login), .peer = slice_of(peer)};
	return guard_enter(g, &t, at);
}

static void success_forgets_the_failures_of_a_login(void **state)
{
	struct signed_in_test *x = *state;
	struct sign_in_try t = {.login = SLICE("zz")};
	for (unsigned round = 0; round < 3; round++) {
		for (unsigned i = 0; i < SIGN_IN_FAILURES_LOGIN; i++)
			assert_int_equal(enter(x->guard, "zz", NULL, NOW), 0);
		guard_succeeded(x->guard, &t, NOW);
	}
}

static void twenty_failures_close_a_peer_whatever_the_logins(void **state)
{
	struct signed_in_test *x = *state;
	char login[16];
	for (unsigned i = 0; i < SIGN_IN_FAILURES_PEER; i++) {
		snprintf(login, sizeof login, "zz%u", i);
		assert_int_equal(enter(x->guard, login, "192.0.2.9", NOW), 0);
	}
	assert_int_equal(enter(x->guard, "zz.tester", "192.0.2.9", NOW), 15 * 60);
	assert_int_equal(enter(x->guard, "zz.tester", "192.0.2.10", NOW), 0);
	assert_int_equal(enter(x->guard, "zz.tester", "192.0.2.9", NOW + SIGN_IN_WINDOW_US), 0);
}

static void a_refused_peer_does_not_close_the_logins_it_names(void **state)
{
	struct signed_in_test *x = *state;
	char login[16];
	for (unsigned i = 0; i < SIGN_IN_FAILURES_PEER; i++) {
		snprintf(login, sizeof login, "zz%u", i);
		assert_int_equal(enter(x->guard, login, "192.0.2.9", NOW), 0);
	}
	for (unsigned i = 0; i < 100; i++)
		assert_true(enter(x->guard, "zz.tester", "192.0.2.9", NOW) > 0);
	assert_int_equal(enter(x->guard, "zz.tester", "192.0.2.10", NOW), 0);
}

static void a_flood_of_names_does_not_open_a_closed_login(void **state)
{
	struct signed_in_test *x = *state;
	char login[16];
	for (unsigned i = 0; i < SIGN_IN_FAILURES_LOGIN; i++)
		assert_int_equal(enter(x->guard, "zz.tester", NULL, NOW), 0);
	for (unsigned i = 0; i < 20000; i++) {
		snprintf(login, sizeof login, "zz%u", i);
		assert_int_equal(enter(x->guard, login, NULL, NOW), 0);
	}
	assert_true(enter(x->guard, "zz.tester", NULL, NOW) > 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_right_password_opens_a_session),
		TEST(the_database_holds_no_token),
		TEST(every_way_to_fail_looks_alike_and_is_on_record),
		TEST(an_account_that_was_ended_can_not_sign_in_and_loses_its_sessions),
		TEST(a_session_ends_when_it_is_not_used),
		TEST(use_is_written_at_most_once_a_minute),
		TEST(a_session_ends_after_its_life_however_much_it_is_used),
		TEST(signing_in_sweeps_out_old_sessions),
		TEST(signing_out_ends_the_session_and_again_does_no_harm),
		TEST(a_made_up_token_opens_nothing),
		TEST(only_the_sessions_own_csrf_value_matches),
		TEST(five_failures_close_a_login_for_a_quarter_of_an_hour),
		TEST(success_forgets_the_failures_of_a_login),
		TEST(twenty_failures_close_a_peer_whatever_the_logins),
		TEST(a_refused_peer_does_not_close_the_logins_it_names),
		TEST(a_flood_of_names_does_not_open_a_closed_login),
	};
	return cmocka_run_group_tests(tests, hash_once, NULL);
}
