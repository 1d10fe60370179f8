/* SPDX-License-Identifier: Apache-2.0 */
#include "base/totp.h"

#include "base/crypto.h"

#include <assert.h>
#include <inttypes.h>
#include <openssl/hmac.h>
#include <stdio.h>

#define SHA1_BYTES 20

int64_t totp_step(int64_t at)
{
	return at / TOTP_STEP_US;
}

/* RFC 4226, section 5.3: 31 bits from where the last four bits point. */
void totp_code(const unsigned char secret[TOTP_SECRET_BYTES], int64_t step, char out[TOTP_TEXT])
{
	unsigned char counter[8], mac[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	for (unsigned i = 0; i < 8; i++)
		counter[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
	const unsigned char *done =
		HMAC(EVP_sha1(), secret, TOTP_SECRET_BYTES, counter, sizeof counter, mac, &n);
	assert(done && n == SHA1_BYTES);
	unsigned at = mac[SHA1_BYTES - 1] & 0xf;
	uint32_t bits = (uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 |
			(uint32_t)mac[at + 2] << 8 | mac[at + 3];
	snprintf(out, TOTP_TEXT, "%06" PRIu32, bits % 1000000);
	wipe_secret(mac, sizeof mac);
}

int64_t totp_match(const unsigned char secret[TOTP_SECRET_BYTES], struct slice sent, int64_t now_at,
		   int64_t last_step)
{
	char code[TOTP_TEXT];
	int64_t found = -1, now = totp_step(now_at);
	if (sent.n != TOTP_DIGITS)
		return -1;
	for (int64_t step = now - 1; step <= now + 1; step++) {
		totp_code(secret, step, code);
		bool good = equal_secret(code, sent.p, TOTP_DIGITS) && step > last_step;
		found = good ? step : found;
	}
	wipe_secret(code, sizeof code);
	return found;
}

/* 20 bytes are 32 letters without padding. */
void totp_secret_write(const unsigned char secret[TOTP_SECRET_BYTES], char out[TOTP_SECRET_TEXT])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	for (unsigned i = 0; i < TOTP_SECRET_TEXT - 1; i++) {
		unsigned bit = i * 5, byte = bit / 8;
		unsigned pair = (unsigned)secret[byte] << 8 |
				(byte + 1 < TOTP_SECRET_BYTES ? secret[byte + 1] : 0);
		out[i] = letters[pair >> (11 - bit % 8) & 31];
	}
	out[TOTP_SECRET_TEXT - 1] = '\0';
}
