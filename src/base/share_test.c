/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/share.h"

#include <ctype.h>
#include <string.h>

static const unsigned char vault[4] = {1, 2, 3, 4};
static struct share shares[SHARES_MAX];
static unsigned char secret[SHARE_SECRET_BYTES];

static int make(void **state)
{
	struct err e;
	(void)state;
	crypto_start();
	random_bytes(secret, sizeof secret);
	return share_split(secret, vault, SHARES_MAX, shares, &e) == RC_OK ? 0 : -1;
}

static void any_two_shares_give_the_secret(void **state)
{
	struct err e;
	(void)state;
	for (unsigned i = 0; i < SHARES_MAX; i++) {
		for (unsigned k = 0; k < SHARES_MAX; k++) {
			unsigned char out[SHARE_SECRET_BYTES];
			if (i == k)
				continue;
			assert_int_equal(share_join(&shares[i], &shares[k], out, &e), RC_OK);
			assert_memory_equal(out, secret, sizeof out);
		}
	}
}

static void one_share_is_not_the_secret_and_not_two(void **state)
{
	unsigned char out[SHARE_SECRET_BYTES];
	struct err e;
	(void)state;
	assert_int_equal(share_join(&shares[3], &shares[3], out, &e), RC_INVALID);
	assert_string_equal(e.code, "same-share");
	for (unsigned i = 0; i < SHARES_MAX; i++)
		assert_memory_not_equal(shares[i].bytes, secret, sizeof secret);
}

/* With one share every secret is possible: the other share may be anything. */
static void one_share_fits_every_secret(void **state)
{
	struct share other[2];
	unsigned char zero[SHARE_SECRET_BYTES] = {0}, out[SHARE_SECRET_BYTES];
	struct err e;
	(void)state;
	assert_int_equal(share_split(zero, vault, 2, other, &e), RC_OK);
	/* Over GF(256) shares are linear: ours plus one of zero is a share of the same secret. */
	struct share moved = shares[0];
	for (size_t i = 0; i < sizeof moved.bytes; i++)
		moved.bytes[i] ^= other[0].bytes[i];
	assert_int_equal(share_join(&moved, &shares[1], out, &e), RC_OK);
	assert_memory_not_equal(out, secret, sizeof out);
}

static void shares_of_two_vaults_do_not_join(void **state)
{
	unsigned char out[SHARE_SECRET_BYTES];
	struct share foreign = shares[1];
	struct err e;
	(void)state;
	foreign.vault[0] ^= 1;
	assert_int_equal(share_join(&shares[0], &foreign, out, &e), RC_INVALID);
	assert_string_equal(e.code, "other-vault");
}

static void a_share_survives_the_pen(void **state)
{
	char text[SHARE_TEXT], loud[2 * SHARE_TEXT] = " ";
	struct share back;
	struct err e;
	(void)state;
	share_write(&shares[6], text);
	assert_int_equal(share_read(slice_of(text), &back, &e), RC_OK);
	assert_memory_equal(&back, &shares[6], sizeof back);
	size_t n = 1;
	for (const char *c = text; *c; c++) {
		loud[n++] = *c == '-' ? ' ' : (char)toupper((unsigned char)*c);
		if (*c == '-')
			loud[n++] = '\n';
	}
	loud[n] = '\0';
	assert_int_equal(share_read(slice_of(loud), &back, &e), RC_OK);
	assert_memory_equal(&back, &shares[6], sizeof back);
}

static void every_slip_of_one_letter_is_seen(void **state)
{
	char text[SHARE_TEXT];
	struct share back;
	struct err e;
	(void)state;
	share_write(&shares[2], text);
	for (size_t i = 0; text[i]; i++) {
		char was = text[i];
		if (was == '-')
			continue;
		text[i] = was == 'a' ? 'c' : 'a';
		assert_int_equal(share_read(slice_of(text), &back, &e), RC_INVALID);
		assert_string_equal(e.code, "bad-share");
		text[i] = was;
	}
	text[strlen(text) - 1] = '\0';
	assert_int_equal(share_read(slice_of(text), &back, &e), RC_INVALID);
	assert_int_equal(share_read(SLICE(""), &back, &e), RC_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_two_shares_give_the_secret),
		cmocka_unit_test(one_share_is_not_the_secret_and_not_two),
		cmocka_unit_test(one_share_fits_every_secret),
		cmocka_unit_test(shares_of_two_vaults_do_not_join),
		cmocka_unit_test(a_share_survives_the_pen),
		cmocka_unit_test(every_slip_of_one_letter_is_seen),
	};
	return cmocka_run_group_tests(tests, make, NULL);
}
