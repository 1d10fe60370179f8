/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/carrier_key.h"

#include "protect/audit.h"
#include "protect/protect.h"
#include "store/carrier_key.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

#define PREFIX "piu_"
#define CARRIER_MAX 3

static enum rc read_carrier(struct slice carrier, char out[CARRIER_MAX + 1], struct err *e)
{
	bool good = carrier.n == 2 || carrier.n == 3;
	for (size_t i = 0; good && i < carrier.n; i++) {
		out[i] = ascii_to_upper(carrier.p[i]);
		good = ascii_upper(out[i]) || ascii_digit(out[i]);
	}
	if (!good)
		return err_refuse(e, RC_INVALID, "bad-carrier", NULL,
				  "a carrier's designator is 2 or 3 letters or digits");
	out[carrier.n] = '\0';
	return RC_OK;
}

static void make_secret(char out[CARRIER_KEY_TEXT])
{
	unsigned char bytes[32];
	random_bytes(bytes, sizeof bytes);
	memcpy(out, PREFIX, 4);
	hex_write(bytes, sizeof bytes, out + 4);
	wipe_secret(bytes, sizeof bytes);
}

static enum rc audit_key(struct db *db, const struct actor *by, const char *act, int64_t id,
			 int64_t now_at, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	return audit_append_by(db, by, act, audit_object(object, "carrier-key", id),
			       (struct slice){0}, now_at, e);
}

static enum rc keep(struct store *s, const struct actor *by, struct slice carrier,
		    struct slice secret, int64_t now_at, int64_t *id, struct err *e)
{
	unsigned char hash[HASH_BYTES];
	struct db *db;
	hash_bytes(secret, NULL, hash);
	enum rc rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	*id = store_new_id(s);
	rc = carrier_key_row_insert(db, *id, carrier,
				    (struct slice){(const char *)hash, sizeof hash}, now_at, e);
	if (rc == RC_OK)
		rc = audit_key(db, by, "carrier-key.created", *id, now_at, e);
	return store_end(s, rc, e);
}

enum rc carrier_key_create(struct store *s, const struct actor *by, struct slice carrier,
			   int64_t now_at, char secret[CARRIER_KEY_TEXT], int64_t *id,
			   struct err *e)
{
	char designator[CARRIER_MAX + 1];
	int64_t new_id;
	enum rc rc = protect_require(by, MAY_KEYS_MANAGE, e);
	if (rc == RC_OK)
		rc = read_carrier(carrier, designator, e);
	if (rc != RC_OK)
		return rc;
	make_secret(secret);
	rc = keep(s, by, slice_of(designator), slice_of(secret), now_at, id ? id : &new_id, e);
	if (rc != RC_OK)
		wipe_secret(secret, CARRIER_KEY_TEXT);
	return rc;
}

static enum rc unknown(struct err *e)
{
	return err_refuse(e, RC_DENIED, "unknown-key", NULL,
			  "this key is not known here or was revoked: ask the unit for a new one");
}

enum rc carrier_key_find(struct store *s, struct slice secret, struct arena *a,
			 struct slice *carrier, struct err *e)
{
	unsigned char hash[HASH_BYTES];
	struct db *db = NULL;
	if (secret.n != CARRIER_KEY_TEXT - 1 || !slice_starts(secret, PREFIX))
		return unknown(e);
	hash_bytes(secret, NULL, hash);
	enum rc rc = store_read(s, &db, e);
	if (rc == RC_OK)
		rc = carrier_key_row_find(db, (struct slice){(const char *)hash, sizeof hash}, a,
					  carrier, e);
	store_done(s, db);
	return rc == RC_NOT_FOUND ? unknown(e) : rc;
}

enum rc carrier_key_revoke(struct store *s, const struct actor *by, int64_t id, int64_t now_at,
			   struct err *e)
{
	struct db *db = NULL;
	bool revoked = false;
	enum rc rc = protect_require(by, MAY_KEYS_MANAGE, e);
	if (rc == RC_OK)
		rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	rc = carrier_key_row_revoke(db, id, now_at, &revoked, e);
	if (rc == RC_OK && !revoked)
		rc = audit_key(db, by, "carrier-key.revoked", id, now_at, e);
	return store_end(s, rc, e);
}

enum rc carrier_keys_read(struct store *s, const struct actor *by, struct arena *a,
			  carrier_key_views *out, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = protect_require(by, MAY_KEYS_MANAGE, e);
	if (rc == RC_OK)
		rc = store_read(s, &db, e);
	if (rc == RC_OK)
		rc = carrier_key_rows_read(db, a, out, e);
	store_done(s, db);
	return rc;
}
