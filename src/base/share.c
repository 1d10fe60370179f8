/* SPDX-License-Identifier: Apache-2.0 */
#include "base/share.h"

#include <assert.h>
#include <libgfshare.h>
#include <string.h>

#define SUM_BYTES 4
#define SHARE_BYTES (1 + 4 + SHARE_SECRET_BYTES + SUM_BYTES)
#define LETTERS ((SHARE_BYTES * 8 + 4) / 5)
#define GROUP 6

static_assert(LETTERS + LETTERS / GROUP + 1 <= SHARE_TEXT, "room for a share's text");

/* Digits and letters without i, l, o and u; i and l are read as 1, o as 0 (D. Crockford,
 * "Base 32", crockford.com/base32.html). */
static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

static void fill_random(unsigned char *out, unsigned n)
{
	random_bytes(out, n);
}

enum rc share_split(const unsigned char secret[SHARE_SECRET_BYTES], const unsigned char vault[4],
		    unsigned count, struct share *out, struct err *e)
{
	unsigned char numbers[SHARES_MAX];
	unsigned char copy[SHARE_SECRET_BYTES];
	assert(count >= SHARE_THRESHOLD && count <= SHARES_MAX);
	for (unsigned i = 0; i < count; i++)
		numbers[i] = (unsigned char)(i + 1);
	gfshare_fill_rand = fill_random;
	gfshare_ctx *g = gfshare_ctx_init_enc(numbers, count, SHARE_THRESHOLD, SHARE_SECRET_BYTES);
	if (!g)
		return err_set(e, RC_NOMEM, "no memory to split a secret");
	memcpy(copy, secret, sizeof copy);
	gfshare_ctx_enc_setsecret(g, copy);
	for (unsigned i = 0; i < count; i++) {
		out[i].number = numbers[i];
		memcpy(out[i].vault, vault, sizeof out[i].vault);
		gfshare_ctx_enc_getshare(g, (unsigned char)i, out[i].bytes);
	}
	gfshare_ctx_free(g);
	wipe_secret(copy, sizeof copy);
	return RC_OK;
}

enum rc share_join(const struct share *a, const struct share *b,
		   unsigned char secret[SHARE_SECRET_BYTES], struct err *e)
{
	unsigned char numbers[2] = {a->number, b->number};
	struct share copies[2] = {*a, *b};
	if (memcmp(a->vault, b->vault, sizeof a->vault) != 0)
		return err_refuse(e, RC_INVALID, "other-vault", NULL,
				  "the two shares are of different vaults");
	if (a->number == b->number)
		return err_refuse(e, RC_INVALID, "same-share", "R-112",
				  "this is the same share twice: the shares of two offices are "
				  "needed");
	gfshare_fill_rand = fill_random; /* gfshare_ctx_free writes over the context with it */
	gfshare_ctx *g = gfshare_ctx_init_dec(numbers, 2, SHARE_SECRET_BYTES);
	if (!g)
		return err_set(e, RC_NOMEM, "no memory to join shares");
	gfshare_ctx_dec_giveshare(g, 0, copies[0].bytes);
	gfshare_ctx_dec_giveshare(g, 1, copies[1].bytes);
	gfshare_ctx_dec_extract(g, secret);
	gfshare_ctx_free(g);
	wipe_secret(copies, sizeof copies);
	return RC_OK;
}

/* ---- text ---- */

static void checksum(const unsigned char *bytes, unsigned char out[SUM_BYTES])
{
	unsigned char hash[HASH_BYTES];
	hash_bytes((struct slice){(const char *)bytes, SHARE_BYTES - SUM_BYTES}, NULL, hash);
	memcpy(out, hash, SUM_BYTES);
	wipe_secret(hash, sizeof hash);
}

void share_write(const struct share *s, char out[SHARE_TEXT])
{
	unsigned char bytes[SHARE_BYTES + 1] = {s->number};
	memcpy(bytes + 1, s->vault, 4);
	memcpy(bytes + 5, s->bytes, SHARE_SECRET_BYTES);
	checksum(bytes, bytes + SHARE_BYTES - SUM_BYTES);
	size_t n = 0;
	for (size_t i = 0; i < LETTERS; i++) {
		size_t bit = 5 * i;
		unsigned pair = (unsigned)bytes[bit / 8] << 8 | bytes[bit / 8 + 1];
		if (i > 0 && i % GROUP == 0)
			out[n++] = '-';
		out[n++] = alphabet[pair >> (11 - bit % 8) & 31];
	}
	out[n] = '\0';
	wipe_secret(bytes, sizeof bytes);
}

static int letter_value(char c)
{
	char lower = ascii_to_lower(c);
	if (lower == 'i' || lower == 'l')
		return 1;
	if (lower == 'o')
		return 0;
	const char *at = lower ? strchr(alphabet, lower) : NULL;
	return at ? (int)(at - alphabet) : -1;
}

/* False where there is another sign, or not as many as a share has. */
static bool read_letters(struct slice text, unsigned char out[SHARE_BYTES + 1])
{
	size_t count = 0;
	memset(out, 0, SHARE_BYTES + 1);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '-' || text.p[i] == ' ' || text.p[i] == '\r' || text.p[i] == '\n')
			continue;
		int value = letter_value(text.p[i]);
		if (value < 0 || count == LETTERS)
			return false;
		size_t bit = 5 * count++;
		unsigned pair = (unsigned)value << (11 - bit % 8);
		out[bit / 8] |= (unsigned char)(pair >> 8);
		out[bit / 8 + 1] |= (unsigned char)pair;
	}
	return count == LETTERS && out[SHARE_BYTES] == 0; /* the last letter's spare bits */
}

enum rc share_read(struct slice text, struct share *out, struct err *e)
{
	unsigned char bytes[SHARE_BYTES + 1];
	unsigned char sum[SUM_BYTES];
	bool good = read_letters(text, bytes);
	checksum(bytes, sum);
	good = good && equal_secret(sum, bytes + SHARE_BYTES - SUM_BYTES, SUM_BYTES) &&
	       bytes[0] >= 1 && bytes[0] <= SHARES_MAX;
	if (good) {
		out->number = bytes[0];
		memcpy(out->vault, bytes + 1, 4);
		memcpy(out->bytes, bytes + 5, SHARE_SECRET_BYTES);
	}
	wipe_secret(bytes, sizeof bytes);
	if (good)
		return RC_OK;
	return err_refuse(e, RC_INVALID, "bad-share", NULL,
			  "this is not a share of the vault's key as it was printed: compare it "
			  "letter by letter");
}
