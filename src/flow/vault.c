/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/vault.h"

#include "base/file.h"
#include "flow/sealing.h"
#include "protect/audit.h"
#include "protect/data_key.h"
#include "store/message.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define BODY_MAX ((size_t)512 << 20)
#define RESEAL_MEMORY ((size_t)4 << 30)

struct secrets { /* from secret_new */
	unsigned char secret_key[VAULT_KEY_BYTES], old_secret[VAULT_KEY_BYTES];
	struct share shares[SHARES_MAX];
	char texts[SHARES_MAX][SHARE_TEXT];
};

struct ceremony {
	struct unit *u;
	unsigned count;
	unsigned char public_key[VAULT_KEY_BYTES];
	struct secrets *secrets;
};

static void mark_of(const unsigned char public_key[VAULT_KEY_BYTES], unsigned char out[4])
{
	unsigned char hash[HASH_BYTES];
	hash_bytes((struct slice){(const char *)public_key, VAULT_KEY_BYTES}, NULL, hash);
	memcpy(out, hash, 4);
}

/* ---- how it stands ---- */

enum rc vault_state_read(struct unit *u, struct arena *a, struct vault_state *out, struct err *e)
{
	struct db *db = NULL;
	struct slice made = {0};
	unsigned char mark[4];
	*out = (struct vault_state){0};
	mark_of(unit_vault_key(u), mark);
	hex_write(mark, sizeof mark, out->mark);
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = store_setting_get(db, "vault.offices", a, &out->offices, e);
	if (rc == RC_OK)
		rc = store_setting_get(db, "vault.made_at", a, &made, e);
	store_done(unit_store(u), db);
	out->in_shares = rc == RC_OK;
	if (rc == RC_OK)
		(void)instant_parse(made, &out->made_at);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* ---- the ceremony ---- */

void ceremony_free(struct ceremony *c)
{
	if (!c)
		return;
	secret_free(c->secrets);
	free(c);
}

static enum rc make_shares(struct ceremony *c, struct err *e)
{
	unsigned char mark[4];
	vault_keys(c->public_key, c->secrets->secret_key);
	mark_of(c->public_key, mark);
	enum rc rc = share_split(c->secrets->secret_key, mark, c->count, c->secrets->shares, e);
	for (unsigned i = 0; rc == RC_OK && i < c->count; i++)
		share_write(&c->secrets->shares[i], c->secrets->texts[i]);
	return rc;
}

enum rc ceremony_begin(struct unit *u, unsigned count, struct ceremony **out, struct err *e)
{
	assert(count >= SHARE_THRESHOLD && count <= SHARES_MAX);
	if (!unit_vault_is_provisional(u))
		return err_refuse(e, RC_CONFLICT, "vault-in-shares", "R-112",
				  "the key of this unit's vault is in shares already");
	struct ceremony *c = calloc(1, sizeof *c);
	if (c)
		c->secrets = secret_new(sizeof *c->secrets);
	if (!c || !c->secrets) {
		ceremony_free(c);
		return err_set(e, RC_NOMEM, "no memory for the vault's key");
	}
	c->u = u;
	c->count = count;
	enum rc rc = unit_provisional_key(u, c->secrets->old_secret, e);
	if (rc == RC_OK)
		rc = make_shares(c, e);
	if (rc != RC_OK) {
		ceremony_free(c);
		return rc;
	}
	*out = c;
	return RC_OK;
}

const char *ceremony_share(const struct ceremony *c, unsigned number)
{
	assert(number >= 1 && number <= c->count);
	return c->secrets->texts[number - 1];
}

bool ceremony_matches(const struct ceremony *c, unsigned number, struct slice typed)
{
	struct share read;
	struct err ignored;
	assert(number >= 1 && number <= c->count);
	bool same = share_read(typed, &read, &ignored) == RC_OK &&
		    equal_secret(&read, &c->secrets->shares[number - 1], sizeof read);
	wipe_secret(&read, sizeof read);
	return same;
}

/* ---- sealing anew ---- */

static enum rc reseal(const struct ceremony *c, struct slice box, struct buf *out, struct err *e)
{
	struct buf plain;
	buf_init(&plain, BODY_MAX);
	enum rc rc = vault_open(box, unit_vault_key(c->u), c->secrets->old_secret, &plain, e);
	if (rc == RC_OK)
		rc = vault_seal(buf_slice(&plain), c->public_key, out, e);
	buf_release(&plain);
	return rc;
}

static enum rc reseal_record(const struct ceremony *c, struct db *db, const struct sealed_row *row,
			     struct err *e)
{
	unsigned char key[DATA_KEY_BYTES];
	char about[SEALED_ABOUT_TEXT];
	struct buf box, again, sealed;
	struct slice place = sealed_about(row, about);
	buf_init(&box, BODY_MAX);
	buf_init(&again, BODY_MAX);
	buf_init(&sealed, BODY_MAX);
	enum rc rc = data_key_read(unit_folder(c->u), row->month, false, key, e);
	if (rc == RC_OK)
		rc = data_open(row->content, place, key, &box, e);
	if (rc == RC_OK)
		rc = reseal(c, buf_slice(&box), &again, e);
	if (rc == RC_OK)
		rc = data_seal(buf_slice(&again), place, key, &sealed, e);
	if (rc == RC_OK)
		rc = sealed_replace(db, row->id, buf_slice(&sealed), e);
	buf_release(&box);
	buf_release(&again);
	buf_release(&sealed);
	wipe_secret(key, sizeof key);
	return rc;
}

static enum rc reseal_records(const struct ceremony *c, struct db *db, struct arena *a,
			      struct err *e)
{
	sealed_rows rows = {0};
	enum rc rc = sealed_rows_read(db, a, &rows, e);
	LIST_EACH(const struct sealed_row, row, &rows)
	{
		if (rc != RC_OK)
			return rc;
		rc = reseal_record(c, db, row, e);
	}
	return rc;
}

static enum rc reseal_quarantine(const struct ceremony *c, struct db *db, struct arena *a,
				 struct err *e)
{
	message_bodies bodies = {0};
	enum rc rc = quarantine_bodies_read(db, a, &bodies, e);
	LIST_EACH(const struct message_body, m, &bodies)
	{
		struct buf again;
		if (rc != RC_OK)
			return rc;
		buf_init(&again, BODY_MAX);
		rc = reseal(c, m->body, &again, e);
		if (rc == RC_OK)
			rc = message_body_replace(db, m->id, buf_slice(&again), e);
		buf_release(&again);
	}
	return rc;
}

static enum rc put_settings(const struct ceremony *c, struct db *db, struct slice offices,
			    struct err *e)
{
	char hex[HEX_TEXT(VAULT_KEY_BYTES)], now[INSTANT_TEXT];
	hex_write(c->public_key, VAULT_KEY_BYTES, hex);
	instant_write(unit_now(c->u), now);
	enum rc rc = store_setting_put(db, "vault.public", slice_of(hex), e);
	if (rc == RC_OK)
		rc = store_setting_put(db, "vault.offices", offices, e);
	return rc == RC_OK ? store_setting_put(db, "vault.made_at", slice_of(now), e) : rc;
}

static enum rc write_all(const struct ceremony *c, struct slice offices, struct arena *a,
			 struct err *e)
{
	struct actor system = actor_system();
	struct db *db;
	enum rc rc = store_write(unit_store(c->u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = reseal_records(c, db, a, e);
	if (rc == RC_OK)
		rc = reseal_quarantine(c, db, a, e);
	if (rc == RC_OK)
		rc = put_settings(c, db, offices, e);
	if (rc == RC_OK)
		rc = audit_append_by(
			db, &system, "vault.shared", SLICE("vault"),
			arena_printf(a, "{\"shares\":%u,\"needed\":%d}", c->count, SHARE_THRESHOLD),
			unit_now(c->u), e);
	return store_end(unit_store(c->u), rc, e);
}

enum rc ceremony_finish(struct ceremony *c, struct slice offices, struct err *e)
{
	struct arena *a = arena_new(RESEAL_MEMORY);
	enum rc rc = a ? write_all(c, offices, a, e)
		       : err_set(e, RC_NOMEM, "no memory to seal anew");
	arena_free(a);
	return rc == RC_OK ? unit_vault_shared(c->u, c->public_key, e) : rc;
}

/* ---- opening ---- */

enum rc vault_join(struct unit *u, const struct share *a, const struct share *b,
		   unsigned char secret[VAULT_KEY_BYTES], struct err *e)
{
	unsigned char public_key[VAULT_KEY_BYTES];
	enum rc rc = share_join(a, b, secret, e);
	if (rc != RC_OK)
		return rc;
	vault_public_of(secret, public_key);
	if (equal_secret(public_key, unit_vault_key(u), VAULT_KEY_BYTES))
		return RC_OK;
	wipe_secret(secret, VAULT_KEY_BYTES);
	return err_refuse(e, RC_DENIED, "not-these-shares", "R-112",
			  "these two shares do not open the vault of this unit");
}
