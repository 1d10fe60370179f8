/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/crypto.h"

#include <string.h>

static void the_hash_is_blake2b_256(void **state)
{
	(void)state;
	unsigned char hash[HASH_BYTES];
	char hex[HEX_TEXT(HASH_BYTES)];
	hash_bytes(SLICE("abc"), NULL, hash);
	hex_write(hash, HASH_BYTES, hex);
	assert_string_equal(hex,
			    "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void pieces_do_not_run_together_unless_bare(void **state)
{
	(void)state;
	unsigned char x[HASH_BYTES], y[HASH_BYTES], whole[HASH_BYTES];
	struct hash_state h;
	hash_begin(&h, NULL);
	hash_piece(&h, SLICE("ab"));
	hash_piece(&h, SLICE("c"));
	hash_end(&h, x);
	hash_begin(&h, NULL);
	hash_piece(&h, SLICE("a"));
	hash_piece(&h, SLICE("bc"));
	hash_end(&h, y);
	assert_memory_not_equal(x, y, HASH_BYTES);
	hash_begin(&h, NULL);
	hash_bare(&h, SLICE("ab"));
	hash_bare(&h, SLICE("c"));
	hash_end(&h, x);
	hash_bytes(SLICE("abc"), NULL, whole);
	assert_memory_equal(x, whole, HASH_BYTES);
}

static void a_key_makes_another_hash(void **state)
{
	(void)state;
	unsigned char key[HASH_BYTES] = {1}, with[HASH_BYTES], without[HASH_BYTES];
	hash_bytes(SLICE("abc"), key, with);
	hash_bytes(SLICE("abc"), NULL, without);
	assert_memory_not_equal(with, without, HASH_BYTES);
}

static void a_locked_secret_opens_with_its_key_alone(void **state)
{
	(void)state;
	unsigned char key[HASH_BYTES] = {1}, other[HASH_BYTES] = {2};
	unsigned char locked[LOCKED_BYTES(5)], again[LOCKED_BYTES(5)], plain[5];
	struct slice s = {(const char *)locked, sizeof locked};
	secret_lock(key, SLICE("hello"), locked);
	secret_lock(key, SLICE("hello"), again);
	assert_memory_not_equal(locked, again, sizeof locked);
	assert_true(secret_unlock(key, s, plain));
	assert_memory_equal(plain, "hello", 5);
	assert_false(secret_unlock(other, s, plain));
	locked[30] ^= 1;
	assert_false(secret_unlock(key, s, plain));
	assert_false(secret_unlock(key, slice_range(s, 0, 39), plain));
}

static void hexadecimal_goes_both_ways(void **state)
{
	(void)state;
	unsigned char bytes[3];
	assert_true(hex_read(SLICE("00fFa1"), bytes, 3));
	assert_int_equal(bytes[1], 0xff);
	assert_false(hex_read(SLICE("00ff"), bytes, 3));
	assert_false(hex_read(SLICE("00ffag"), bytes, 3));
	assert_false(hex_read(SLICE("00ffa1b2"), bytes, 3));
}

static void only_the_password_matches_its_hash(void **state)
{
	(void)state;
	char hash[PASSWORD_HASH_MAX];
	struct err e;
	assert_int_equal(password_hash(SLICE("four invented words"), hash, &e), RC_OK);
	assert_true(strncmp(hash, "$argon2id$", 10) == 0);
	assert_true(password_matches(SLICE("four invented words"), hash));
	assert_false(password_matches(SLICE("four invented word"), hash));
	assert_false(password_matches((struct slice){0}, hash));
}

static void a_sealed_box_opens_for_its_key_only(void **state)
{
	(void)state;
	unsigned char public_key[VAULT_KEY_BYTES], secret_key[VAULT_KEY_BYTES];
	unsigned char other_public[VAULT_KEY_BYTES], other_secret[VAULT_KEY_BYTES];
	struct buf sealed, opened;
	struct err e;
	vault_keys(public_key, secret_key);
	vault_keys(other_public, other_secret);
	buf_init(&sealed, 1000);
	buf_init(&opened, 1000);
	assert_int_equal(vault_seal(SLICE("invented"), public_key, &sealed, &e), RC_OK);
	assert_null(memmem(sealed.p, sealed.n, "invented", 8));
	assert_int_equal(vault_open(buf_slice(&sealed), public_key, secret_key, &opened, &e),
			 RC_OK);
	assert_true(slice_is(buf_slice(&opened), "invented"));
	buf_clear(&opened);
	assert_int_equal(vault_open(buf_slice(&sealed), other_public, other_secret, &opened, &e),
			 RC_INVALID);
	sealed.p[3] ^= 1;
	buf_clear(&opened);
	assert_int_equal(vault_open(buf_slice(&sealed), public_key, secret_key, &opened, &e),
			 RC_INVALID);
	buf_release(&sealed);
	buf_release(&opened);
}

static void encrypted_data_open_with_their_key_and_place_only(void **state)
{
	(void)state;
	unsigned char key[DATA_KEY_BYTES] = {1}, other[DATA_KEY_BYTES] = {2};
	struct buf sealed, opened;
	struct err e;
	buf_init(&sealed, 1000);
	buf_init(&opened, 1000);
	assert_int_equal(data_seal(SLICE("an invented name"), SLICE("row 7"), key, &sealed, &e),
			 RC_OK);
	assert_null(memmem(sealed.p, sealed.n, "invented", 8));
	assert_int_equal(data_open(buf_slice(&sealed), SLICE("row 7"), key, &opened, &e), RC_OK);
	assert_true(slice_is(buf_slice(&opened), "an invented name"));
	buf_clear(&opened);
	assert_int_equal(data_open(buf_slice(&sealed), SLICE("row 8"), key, &opened, &e),
			 RC_INVALID);
	assert_int_equal(data_open(buf_slice(&sealed), SLICE("row 7"), other, &opened, &e),
			 RC_INVALID);
	sealed.p[sealed.n - 1] ^= 1;
	assert_int_equal(data_open(buf_slice(&sealed), SLICE("row 7"), key, &opened, &e),
			 RC_INVALID);
	assert_int_equal(data_open(SLICE("short"), SLICE("row 7"), key, &opened, &e), RC_INVALID);
	buf_release(&sealed);
	buf_release(&opened);
}

static void random_codes_have_no_letters_that_look_alike(void **state)
{
	(void)state;
	char code[200], again[200];
	random_code(code, sizeof code - 1);
	random_code(again, sizeof again - 1);
	assert_int_equal(strlen(code), sizeof code - 1);
	assert_string_not_equal(code, again);
	assert_int_equal(strcspn(code, "0O1lI"), sizeof code - 1);
}

static void secrets_are_compared_whole(void **state)
{
	(void)state;
	assert_true(equal_secret("abc", "abc", 3));
	assert_false(equal_secret("abc", "abd", 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_hash_is_blake2b_256),
		cmocka_unit_test(pieces_do_not_run_together_unless_bare),
		cmocka_unit_test(a_key_makes_another_hash),
		cmocka_unit_test(a_locked_secret_opens_with_its_key_alone),
		cmocka_unit_test(hexadecimal_goes_both_ways),
		cmocka_unit_test(only_the_password_matches_its_hash),
		cmocka_unit_test(a_sealed_box_opens_for_its_key_only),
		cmocka_unit_test(encrypted_data_open_with_their_key_and_place_only),
		cmocka_unit_test(random_codes_have_no_letters_that_look_alike),
		cmocka_unit_test(secrets_are_compared_whole),
	};
	crypto_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
