/* SPDX-License-Identifier: Apache-2.0
 *
 * signing in with two factors; tasks of a session.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "protect/account.h"
#include "protect/second_factor.h"
#include "protect/session.h"
#include "protect/test_store.h"

#include <stdio.h>
#include <string.h>

#define NOW (INT64_C(1774000000) * SECOND_US)
#define PASSWORD "invented words for a test"

static const unsigned char key[HASH_BYTES] = {7};

struct two {
	struct test_store *t;
	struct sign_in_guard *guard;
	struct session session;
	int64_t id, wait;
	unsigned char secret[TOTP_SECRET_BYTES];
	char codes[RECOVERY_CODES][RECOVERY_TEXT];
};

static int make(void **state)
{
	void *store_state = NULL;
	struct actor system = actor_system();
	assert_int_equal(test_store_make(&store_state), 0);
	struct test_store *t = store_state;
	struct two *x = arena_alloc(t->a, sizeof *x);
	assert_non_null(x);
	x->t = t;
	x->guard = sign_in_guard_new();
	const struct new_account new = {.login = SLICE("zz.tester"),
					.name = SLICE("Zz Tester"),
					.role = ACTOR_ANALYST,
					.password = SLICE(PASSWORD)};
	assert_int_equal(account_create(t->s, &system, &new, NOW, &x->id, &t->e), RC_OK);
	*state = x;
	return 0;
}

static int drop(void **state)
{
	struct two *x = *state;
	void *store_state = x->t;
	sign_in_guard_free(x->guard);
	return test_store_remove(&store_state);
}

static enum rc try(struct two *x, const char *code, int64_t at)
{
	const struct sign_in_try t = {.login = SLICE("zz.tester"),
				      .password = SLICE(PASSWORD),
				      .peer = SLICE("192.0.2.1"),
				      .code = slice_of(code),
				      .key = key};
	return sign_in(x->t->s, x->guard, &t, at, x->t->a, &x->session, &x->wait, &x->t->e);
}

/* The bytes behind the letters that an authenticator gets. */
static void read_secret(const char *text, unsigned char out[TOTP_SECRET_BYTES])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	uint64_t bits = 0;
	unsigned count = 0, n = 0;
	for (; *text; text++) {
		bits = bits << 5 | (uint64_t)(strchr(letters, *text) - letters);
		count += 5;
		if (count >= 8) {
			count -= 8;
			out[n++] = (unsigned char)(bits >> count);
		}
	}
	assert_int_equal(n, TOTP_SECRET_BYTES);
}

static struct actor self(const struct two *x)
{
	return (struct actor){.account_id = x->id,
			      .login = SLICE("zz.tester"),
			      .name = SLICE("Zz Tester"),
			      .role = ACTOR_ANALYST};
}

static const char *code_at(struct two *x, int64_t at, char code[TOTP_TEXT])
{
	totp_code(x->secret, totp_step(at), code);
	return code;
}

/* In force, confirmed with the code of NOW. */
static void set_up(struct two *x)
{
	char text[TOTP_SECRET_TEXT], code[TOTP_TEXT];
	struct actor who = self(x);
	assert_int_equal(second_factor_begin(x->t->s, &who, key, text, &x->t->e), RC_OK);
	read_secret(text, x->secret);
	assert_int_equal(second_factor_confirm(x->t->s, &who, key,
					       slice_of(code_at(x, NOW, code)), NOW, x->codes,
					       &x->t->e),
			 RC_OK);
}

static void it_is_in_force_only_once_confirmed(void **state)
{
	struct two *x = *state;
	char text[TOTP_SECRET_TEXT], codes[RECOVERY_CODES][RECOVERY_TEXT];
	struct actor who = self(x);
	assert_int_equal(try(x, NULL, NOW), RC_OK);
	assert_false(x->session.second_factor);
	assert_int_equal(second_factor_begin(x->t->s, &who, key, text, &x->t->e), RC_OK);
	assert_int_equal(try(x, NULL, NOW), RC_OK);
	assert_int_equal(
		second_factor_confirm(x->t->s, &who, key, SLICE("000000"), NOW, codes, &x->t->e),
		RC_INVALID);
	assert_string_equal(x->t->e.code, "second-factor-wrong");
	set_up(x);
	assert_int_equal(try(x, NULL, NOW), RC_DENIED);
	assert_string_equal(x->t->e.code, "second-factor-needed");
	assert_int_equal(second_factor_begin(x->t->s, &who, key, text, &x->t->e), RC_CONFLICT);
}

static void a_code_opens_one_session_and_no_second(void **state)
{
	struct two *x = *state;
	char code[TOTP_TEXT];
	const int64_t later = NOW + 2 * TOTP_STEP_US;
	set_up(x);
	assert_int_equal(try(x, code_at(x, NOW, code), NOW), RC_DENIED); /* used to confirm */
	assert_int_equal(try(x, code_at(x, later, code), later), RC_OK);
	assert_true(x->session.second_factor);
	assert_int_equal(try(x, code_at(x, later, code), later), RC_DENIED);
	assert_string_equal(x->t->e.code, "second-factor-wrong");
	assert_int_equal(try(x, "123456", later), RC_DENIED);
}

static void guessing_codes_ends_and_the_password_alone_does_not_forgive(void **state)
{
	struct two *x = *state;
	char code[TOTP_TEXT];
	set_up(x);
	for (unsigned i = 0; i < SIGN_IN_FAILURES_LOGIN; i++) {
		assert_int_equal(try(x, NULL, NOW), RC_DENIED);
		assert_string_equal(x->t->e.code, "second-factor-needed");
		assert_int_equal(try(x, "000000", NOW), RC_DENIED);
		assert_string_equal(x->t->e.code, "second-factor-wrong");
	}
	const int64_t later = NOW + 2 * TOTP_STEP_US;
	assert_int_equal(try(x, code_at(x, later, code), later), RC_LIMIT);
	assert_int_equal(test_store_number(x->t, "SELECT count(*) FROM audit WHERE "
						 "act = 'session.refused'"),
			 SIGN_IN_FAILURES_LOGIN);
}

static void a_recovery_code_is_good_once(void **state)
{
	struct two *x = *state;
	char small[RECOVERY_TEXT];
	set_up(x);
	for (unsigned i = 0; i < RECOVERY_TEXT; i++)
		small[i] = ascii_to_lower(x->codes[3][i]);
	assert_int_equal(try(x, small, NOW), RC_OK);
	assert_int_equal(try(x, x->codes[3], NOW), RC_DENIED);
	assert_int_equal(try(x, x->codes[4], NOW), RC_OK);
	assert_int_equal(try(x, "AAAAA-AAAAA", NOW), RC_DENIED);
	assert_int_equal(test_store_number(x->t, "SELECT count(*) FROM audit WHERE "
						 "act = 'second-factor.recovered'"),
			 2);
}

static void a_copy_of_the_database_holds_neither_secret_nor_codes(void **state)
{
	struct two *x = *state;
	char sql[300], hex[HEX_TEXT(TOTP_SECRET_BYTES)];
	set_up(x);
	hex_write(x->secret, TOTP_SECRET_BYTES, hex);
	snprintf(sql, sizeof sql, "SELECT count(*) FROM second_factor WHERE hex(secret) LIKE '%%%s%%'",
		 hex);
	assert_int_equal(test_store_number(x->t, sql), 0);
	assert_int_equal(test_store_number(x->t, "SELECT count(*) FROM recovery_code WHERE "
						 "length(code_hash) = 32"),
			 RECOVERY_CODES);
}

static void an_administrator_takes_it_away_and_nobody_their_own(void **state)
{
	struct two *x = *state;
	struct actor admin = {.account_id = 99, .login = SLICE("a"), .role = ACTOR_ADMINISTRATOR};
	struct actor own = self(x);
	set_up(x);
	assert_int_equal(try(x, x->codes[0], NOW), RC_OK);
	assert_int_equal(second_factor_reset(x->t->s, &own, x->id, NOW, &x->t->e), RC_DENIED);
	own.role = ACTOR_ADMINISTRATOR;
	assert_int_equal(second_factor_reset(x->t->s, &own, x->id, NOW, &x->t->e), RC_CONFLICT);
	assert_int_equal(second_factor_reset(x->t->s, &admin, x->id, NOW, &x->t->e), RC_OK);
	assert_int_equal(test_store_number(x->t, "SELECT count(*) FROM session"), 0);
	assert_int_equal(test_store_number(x->t, "SELECT count(*) FROM recovery_code"), 0);
	assert_int_equal(try(x, NULL, NOW), RC_OK);
	assert_int_equal(second_factor_reset(x->t->s, &admin, 12345, NOW, &x->t->e), RC_NOT_FOUND);
}

static void sessions_are_listed_and_ended_by_their_owner_or_an_administrator(void **state)
{
	struct two *x = *state;
	struct actor own = self(x), other = self(x);
	struct actor admin = {.account_id = 99, .login = SLICE("a"), .role = ACTOR_ADMINISTRATOR};
	session_views views = {0}, again = {0};
	other.account_id = x->id + 1;
	assert_int_equal(try(x, NULL, NOW), RC_OK);
	assert_int_equal(try(x, NULL, NOW + SECOND_US), RC_OK);
	assert_int_equal(sessions_read(x->t->s, &own, x->id, x->session.id, NOW + SECOND_US,
				       x->t->a, &views, &x->t->e),
			 RC_OK);
	assert_int_equal(views.count, 2);
	assert_true(views.first->current);
	assert_true(slice_is(views.first->peer, "192.0.2.1"));
	assert_int_equal(sessions_read(x->t->s, &other, x->id, 0, NOW, x->t->a, &views, &x->t->e),
			 RC_DENIED);
	assert_int_equal(session_revoke(x->t->s, &other, x->id, views.last->id, NOW, &x->t->e),
			 RC_DENIED);
	assert_int_equal(session_revoke(x->t->s, &own, x->id, views.last->id, NOW, &x->t->e),
			 RC_OK);
	assert_int_equal(session_revoke(x->t->s, &own, x->id, views.last->id, NOW, &x->t->e),
			 RC_NOT_FOUND);
	assert_int_equal(session_revoke(x->t->s, &admin, x->id, 0, NOW, &x->t->e), RC_OK);
	assert_int_equal(sessions_read(x->t->s, &admin, x->id, 0, NOW, x->t->a, &again, &x->t->e),
			 RC_OK);
	assert_int_equal(again.count, 0);
	assert_int_equal(test_store_number(
				 x->t, "SELECT count(*) FROM audit WHERE act = 'session.revoked'"),
			 2);
}

#define T(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(it_is_in_force_only_once_confirmed),
		T(a_code_opens_one_session_and_no_second),
		T(guessing_codes_ends_and_the_password_alone_does_not_forgive),
		T(a_recovery_code_is_good_once),
		T(a_copy_of_the_database_holds_neither_secret_nor_codes),
		T(an_administrator_takes_it_away_and_nobody_their_own),
		T(sessions_are_listed_and_ended_by_their_owner_or_an_administrator),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
