/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crypto.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define PASSWORD_OPS 2
#define PASSWORD_MEMORY ((size_t)64 << 20)

static_assert(sizeof(crypto_generichash_state) <= sizeof(((struct hash_state *)0)->opaque),
	      "room for libsodium's state");
static_assert(VAULT_KEY_BYTES == crypto_box_PUBLICKEYBYTES, "sealed box key size");
static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_STRBYTES, "room for a password hash");

static_assert(LOCKED_BYTES(0) == crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES,
	      "room for nonce and tag");
static_assert(HASH_BYTES == crypto_secretbox_KEYBYTES, "secret key size");

static unsigned char short_key[crypto_shorthash_KEYBYTES]; /* set once, by crypto_start */

void crypto_start(void)
{
	if (sodium_init() < 0)
		abort();
	randombytes_buf(short_key, sizeof short_key);
}

uint64_t hash_short(struct slice s)
{
	uint64_t out;
	static_assert(crypto_shorthash_BYTES == sizeof out, "SipHash-2-4 gives 64 bits");
	crypto_shorthash((unsigned char *)&out, (const unsigned char *)(s.p ? s.p : ""), s.n,
			 short_key);
	return out;
}

void hash_bytes(struct slice s, const unsigned char *key, unsigned char out[HASH_BYTES])
{
	crypto_generichash(out, HASH_BYTES, (const unsigned char *)(s.p ? s.p : ""), s.n, key,
			   key ? HASH_BYTES : 0);
}

static crypto_generichash_state *state(struct hash_state *h)
{
	return (crypto_generichash_state *)(void *)h->opaque;
}

void hash_begin(struct hash_state *h, const unsigned char *key)
{
	crypto_generichash_init(state(h), key, key ? HASH_BYTES : 0, HASH_BYTES);
}

void hash_i64(struct hash_state *h, int64_t v)
{
	unsigned char bytes[8];
	for (unsigned i = 0; i < 8; i++)
		bytes[i] = (unsigned char)((uint64_t)v >> (8 * i));
	crypto_generichash_update(state(h), bytes, sizeof bytes);
}

void hash_piece(struct hash_state *h, struct slice s)
{
	hash_i64(h, (int64_t)s.n);
	hash_bare(h, s);
}

void hash_bare(struct hash_state *h, struct slice s)
{
	crypto_generichash_update(state(h), (const unsigned char *)(s.p ? s.p : ""), s.n);
}

void hash_end(struct hash_state *h, unsigned char out[HASH_BYTES])
{
	crypto_generichash_final(state(h), out, HASH_BYTES);
}

void hex_write(const unsigned char *bytes, size_t n, char *out)
{
	sodium_bin2hex(out, HEX_TEXT(n), bytes, n);
}

bool hex_read(struct slice hex, unsigned char *out, size_t n)
{
	size_t got = 0;
	if (hex.n != 2 * n)
		return false;
	return sodium_hex2bin(out, n, hex.p, hex.n, NULL, &got, NULL) == 0 && got == n;
}

bool equal_secret(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

void wipe_secret(void *p, size_t n)
{
	sodium_memzero(p, n);
}

void random_bytes(void *out, size_t n)
{
	randombytes_buf(out, n);
}

void random_code(char *out, size_t n)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	for (size_t i = 0; i < n; i++)
		out[i] = letters[randombytes_uniform(sizeof letters - 1)];
	out[n] = '\0';
}

enum rc password_hash(struct slice password, char out[PASSWORD_HASH_MAX], struct err *e)
{
	if (crypto_pwhash_str_alg(out, password.p ? password.p : "", password.n, PASSWORD_OPS,
				  PASSWORD_MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return err_set(e, RC_NOMEM, "no memory to hash a password (64 MiB are needed)");
	return RC_OK;
}

bool password_matches(struct slice password, const char *hash)
{
	return crypto_pwhash_str_verify(hash, password.p ? password.p : "", password.n) == 0;
}

/* ---- encryption under a secret key ---- */

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
static_assert(DATA_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "data key size");

static const unsigned char *bytes_of(struct slice s)
{
	return (const unsigned char *)(s.p ? s.p : "");
}

enum rc data_seal(struct slice plain, struct slice about, const unsigned char key[DATA_KEY_BYTES],
		  struct buf *out, struct err *e)
{
	size_t n = NONCE_BYTES + plain.n + TAG_BYTES;
	unsigned char *sealed = malloc(n);
	if (!sealed)
		return err_set(e, RC_NOMEM, "no memory to encrypt %zu bytes", plain.n);
	randombytes_buf(sealed, NONCE_BYTES);
	crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE_BYTES, NULL, bytes_of(plain),
						   plain.n, bytes_of(about), about.n, NULL, sealed,
						   key);
	buf_add(out, (struct slice){(const char *)sealed, n});
	free(sealed);
	if (buf_failed(out))
		return err_set(e, RC_LIMIT, "encrypted data are larger than the limit");
	return RC_OK;
}

enum rc data_open(struct slice sealed, struct slice about, const unsigned char key[DATA_KEY_BYTES],
		  struct buf *out, struct err *e)
{
	if (sealed.n < NONCE_BYTES + TAG_BYTES)
		return err_set(e, RC_INVALID, "not encrypted data: too short");
	size_t n = sealed.n - NONCE_BYTES - TAG_BYTES;
	unsigned char *plain = malloc(n + 1);
	if (!plain)
		return err_set(e, RC_NOMEM, "no memory to decrypt %zu bytes", n);
	int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
		plain, NULL, NULL, bytes_of(sealed) + NONCE_BYTES, sealed.n - NONCE_BYTES,
		bytes_of(about), about.n, bytes_of(sealed), key);
	if (!failed)
		buf_add(out, (struct slice){(const char *)plain, n});
	sodium_memzero(plain, n);
	free(plain);
	if (failed)
		return err_set(e, RC_INVALID,
			       "the data were encrypted under another key, moved, or changed");
	if (buf_failed(out))
		return err_set(e, RC_LIMIT, "decrypted data are larger than the limit");
	return RC_OK;
}

void *secret_new(size_t n)
{
	void *p = sodium_malloc(n);
	if (p)
		sodium_memzero(p, n);
	return p;
}

void secret_free(void *p)
{
	sodium_free(p);
}

/* ---- sealed boxes ---- */

void vault_public_of(const unsigned char secret_key[VAULT_KEY_BYTES],
		     unsigned char public_key[VAULT_KEY_BYTES])
{
	crypto_scalarmult_base(public_key, secret_key);
}

void vault_keys(unsigned char public_key[VAULT_KEY_BYTES],
		unsigned char secret_key[VAULT_KEY_BYTES])
{
	crypto_box_keypair(public_key, secret_key);
}

void secret_lock(const unsigned char key[HASH_BYTES], struct slice plain, unsigned char *out)
{
	randombytes_buf(out, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES,
			      (const unsigned char *)(plain.p ? plain.p : ""), plain.n, out, key);
}

bool secret_unlock(const unsigned char key[HASH_BYTES], struct slice locked, unsigned char *out)
{
	const unsigned char *nonce = (const unsigned char *)locked.p;
	return locked.n >= LOCKED_BYTES(0) &&
	       crypto_secretbox_open_easy(out, nonce + crypto_secretbox_NONCEBYTES,
					  locked.n - crypto_secretbox_NONCEBYTES, nonce, key) == 0;
}

enum rc vault_seal(struct slice plain, const unsigned char public_key[VAULT_KEY_BYTES],
		   struct buf *out, struct err *e)
{
	size_t n = plain.n + crypto_box_SEALBYTES;
	unsigned char *sealed = malloc(n);
	if (!sealed)
		return err_set(e, RC_NOMEM, "no memory to seal %zu bytes", plain.n);
	crypto_box_seal(sealed, (const unsigned char *)(plain.p ? plain.p : ""), plain.n,
			public_key);
	buf_add(out, (struct slice){(const char *)sealed, n});
	free(sealed);
	if (buf_failed(out))
		return err_set(e, RC_LIMIT, "sealed data are larger than the limit of %zu bytes",
			       out->limit);
	return RC_OK;
}

enum rc vault_open(struct slice sealed, const unsigned char public_key[VAULT_KEY_BYTES],
		   const unsigned char secret_key[VAULT_KEY_BYTES], struct buf *out, struct err *e)
{
	if (sealed.n < crypto_box_SEALBYTES)
		return err_set(e, RC_INVALID, "not sealed data: too short");
	size_t n = sealed.n - crypto_box_SEALBYTES;
	unsigned char *plain = malloc(n + 1);
	if (!plain)
		return err_set(e, RC_NOMEM, "no memory to open %zu sealed bytes", n);
	int failed = crypto_box_seal_open(plain, (const unsigned char *)sealed.p, sealed.n,
					  public_key, secret_key);
	if (!failed)
		buf_add(out, (struct slice){(const char *)plain, n});
	sodium_memzero(plain, n);
	free(plain);
	if (failed)
		return err_set(e, RC_INVALID,
			       "the data were not sealed for this unit, or were changed");
	if (buf_failed(out))
		return err_set(e, RC_LIMIT, "opened data are larger than the limit");
	return RC_OK;
}
