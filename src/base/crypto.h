/* SPDX-License-Identifier: Apache-2.0
 *
 * base/crypto.h - hashes, random bytes, passwords, secret-key encryption and sealed
 * boxes (libsodium).
 *
 * Call crypto_start() once before any other function here.
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include "base/buf.h"

#define HASH_BYTES 32                     /* BLAKE2b-256 */
#define HEX_TEXT(bytes) (2 * (bytes) + 1) /* with NUL */
#define PASSWORD_HASH_MAX 128
#define VAULT_KEY_BYTES 32

void crypto_start(void); /* stops the program if libsodium cannot start */

/* BLAKE2b-256 of `s`; `key` (HASH_BYTES) may be NULL. */
void hash_bytes(struct slice s, const unsigned char *key, unsigned char out[HASH_BYTES]);

/* The same over several pieces. Each piece is preceded by its length, so that
 * ("ab","c") and ("a","bc") differ. */
struct hash_state {
	_Alignas(64) unsigned char opaque[384];
};
void hash_begin(struct hash_state *h, const unsigned char *key);
void hash_piece(struct hash_state *h, struct slice s);
void hash_i64(struct hash_state *h, int64_t v);
void hash_bare(struct hash_state *h, struct slice s); /* bytes alone: pieces run together */
void hash_end(struct hash_state *h, unsigned char out[HASH_BYTES]);

/* 64 bits of a keyed hash (SipHash) for tables in memory; another key in each process. */
uint64_t hash_short(struct slice s);

void hex_write(const unsigned char *bytes, size_t n, char *out); /* HEX_TEXT(n) */
bool hex_read(struct slice hex, unsigned char *out, size_t n);   /* exactly n bytes */
bool equal_secret(const void *a, const void *b, size_t n);       /* in constant time */
void wipe_secret(void *p, size_t n);

void random_bytes(void *out, size_t n);
/* `n` random letters and digits without look-alikes, and a NUL; about 5 bits each. */
void random_code(char *out, size_t n);

/* Argon2id (RFC 9106), about 0.1 s and 64 MiB each; RC_NOMEM. */
enum rc password_hash(struct slice password, char out[PASSWORD_HASH_MAX], struct err *e) MUST_CHECK;
bool password_matches(struct slice password, const char *hash);

/* Locks a secret with a key (HASH_BYTES) that stands elsewhere: XSalsa20 and Poly1305 with a
 * random nonce. secret_unlock gives false for another key or changed bytes. */
#define LOCKED_BYTES(n) ((n) + 40)
void secret_lock(const unsigned char key[HASH_BYTES], struct slice plain,
		 unsigned char *out); /* LOCKED_BYTES(plain.n) */
bool secret_unlock(const unsigned char key[HASH_BYTES], struct slice locked,
		   unsigned char *out); /* locked.n - LOCKED_BYTES(0) */
/* Encryption under a secret key of DATA_KEY_BYTES: XChaCha20-Poly1305 (RFC 8439 with the
 * nonce of 24 bytes), a random nonce in front. What opens it must bring the same
 * `about`, which is not kept in it: a row that was moved does not open. RC_NOMEM, RC_LIMIT. */
#define DATA_KEY_BYTES 32
enum rc data_seal(struct slice plain, struct slice about, const unsigned char key[DATA_KEY_BYTES],
		  struct buf *out, struct err *e) MUST_CHECK;
/* RC_INVALID when it was not sealed with this key and `about`, or was changed. */
enum rc data_open(struct slice sealed, struct slice about, const unsigned char key[DATA_KEY_BYTES],
		  struct buf *out, struct err *e) MUST_CHECK;

/* Memory for secrets: never swapped or dumped, with guard pages, wiped when freed. NULL:
 * no memory. */
void *secret_new(size_t n);
void secret_free(void *p); /* NULL is fine */

/* Sealed boxes: anyone with the public key can seal, only the secret key opens. */
void vault_keys(unsigned char public_key[VAULT_KEY_BYTES],
		unsigned char secret_key[VAULT_KEY_BYTES]);
enum rc vault_seal(struct slice plain, const unsigned char public_key[VAULT_KEY_BYTES],
		   struct buf *out, struct err *e) MUST_CHECK;
/* The public key of a secret one. */
void vault_public_of(const unsigned char secret_key[VAULT_KEY_BYTES],
		     unsigned char public_key[VAULT_KEY_BYTES]);
/* RC_INVALID when it was not sealed for these keys or was changed. */
enum rc vault_open(struct slice sealed, const unsigned char public_key[VAULT_KEY_BYTES],
		   const unsigned char secret_key[VAULT_KEY_BYTES], struct buf *out,
		   struct err *e) MUST_CHECK;

#endif
