/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/trail.h"

#include "base/file.h"
#include "flow/laws.h"
#include "flow/retention.h"
#include "flow/unit_parts.h"
#include "store/checkpoint.h"
#include "store/store.h"

#define SECRET "keys/audit.key"
#define PUBLIC "keys/audit.pub"
#define NOTED "checkpoints"
#define NOTED_MAX ((size_t)64 << 20)
#define FIRST_BYTES ((size_t)8192)
#define EXPORT_MAX ((size_t)2 << 30)

enum rc trail_keys(const char *folder, struct err *e)
{
	char path[PATH_MAX];
	unsigned char public_key[SIGN_PUBLIC_BYTES], secret_key[SIGN_SECRET_BYTES];
	/* A key that was lost is not replaced: what it signed could not be verified any more. */
	enum rc rc = unit_path(folder, PUBLIC, path, e);
	if (rc != RC_OK || file_exists(path))
		return rc;
	sign_keys(public_key, secret_key);
	rc = unit_key_write(folder, SECRET, secret_key, sizeof secret_key, e);
	if (rc == RC_OK)
		rc = unit_key_write(folder, PUBLIC, public_key, sizeof public_key, e);
	wipe_secret(secret_key, sizeof secret_key);
	return rc;
}

static enum rc note(struct unit *u, const struct checkpoint_row *c, struct err *e)
{
	char path[PATH_MAX];
	struct buf line;
	buf_init(&line, CHECKPOINT_TEXT + HEX_TEXT(SIGNATURE_BYTES));
	checkpoint_line_write(c, &line);
	enum rc rc = unit_path(unit_folder(u), NOTED, path, e);
	if (rc == RC_OK)
		rc = file_append(path, buf_slice(&line), 0600, e);
	buf_release(&line);
	return rc;
}

enum rc trail_sign(struct unit *u, struct checkpoint_row *out, struct err *e)
{
	unsigned char secret_key[SIGN_SECRET_BYTES];
	struct checkpoint_row before = {0};
	struct db *db = NULL;
	*out = (struct checkpoint_row){0};
	enum rc rc = unit_key_read(unit_folder(u), SECRET, secret_key, sizeof secret_key, e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc == RC_OK) {
		rc = checkpoint_row_last(db, &before, e);
		if (rc == RC_OK)
			rc = checkpoint_make(db, secret_key, unit_now(u), out, e);
		rc = store_end(unit_store(u), rc, e);
	}
	wipe_secret(secret_key, sizeof secret_key);
	return rc == RC_OK && out->number != before.number ? note(u, out, e) : rc;
}

enum rc trail_sign_due(struct unit *u, struct err *e)
{
	struct checkpoint_row made;
	struct db *db = NULL;
	bool due = false;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = checkpoint_due(db, unit_now(u), &due, e);
	store_done(unit_store(u), db);
	return rc == RC_OK && due ? trail_sign(u, &made, e) : rc;
}

enum rc trail_trim_due(struct unit *u, struct err *e)
{
	unsigned char secret_key[SIGN_SECRET_BYTES];
	unsigned months = unit_law(u)->log_months;
	struct checkpoint_row aged = {0};
	struct audit_start start;
	struct db *db = NULL;
	if (months == 0)
		return RC_OK;
	int64_t until_at = retention_age_at(unit_now(u), -(int)months);
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = checkpoint_row_until(db, until_at, &aged, e);
	store_done(unit_store(u), db);
	if (rc != RC_OK || aged.number == 0)
		return rc;
	rc = unit_key_read(unit_folder(u), SECRET, secret_key, sizeof secret_key, e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc == RC_OK) {
		rc = audit_trim(db, secret_key, until_at, unit_now(u), &start, e);
		rc = store_end(unit_store(u), rc, e);
	}
	wipe_secret(secret_key, sizeof secret_key);
	return rc;
}

/* ---- verifying ---- */

/* `path` NULL, or a file that is not there where that is permitted: nothing was noted. */
static enum rc read_noted(const char *path, bool may_be_missing, struct buf *out, struct err *e)
{
	if (!path || (may_be_missing && !file_exists(path)))
		return RC_OK;
	return file_read(path, out, e);
}

enum rc trail_verify(struct unit *u, struct audit_report *out, struct err *e)
{
	unsigned char public_key[SIGN_PUBLIC_BYTES];
	char path[PATH_MAX];
	struct buf noted;
	struct db *db = NULL;
	buf_init(&noted, NOTED_MAX);
	*out = (struct audit_report){0};
	/* What was noted is read first: a checkpoint made meanwhile is in the database only. */
	enum rc rc = unit_key_read(unit_folder(u), PUBLIC, public_key, sizeof public_key, e);
	if (rc == RC_OK)
		rc = unit_path(unit_folder(u), NOTED, path, e);
	if (rc == RC_OK)
		rc = read_noted(path, true, &noted, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = audit_prove(db, public_key, buf_slice(&noted), out, e);
	store_done(unit_store(u), db);
	buf_release(&noted);
	return rc;
}

static enum rc read_public_key(const char *from, unsigned char out[SIGN_PUBLIC_BYTES],
			       struct err *e)
{
	struct buf hex;
	if (hex_read(slice_of(from), out, SIGN_PUBLIC_BYTES))
		return RC_OK;
	buf_init(&hex, 4 * HEX_TEXT(SIGN_PUBLIC_BYTES));
	enum rc rc = file_read(from, &hex, e);
	if (rc == RC_OK && !hex_read(slice_trim(buf_slice(&hex)), out, SIGN_PUBLIC_BYTES))
		rc = err_set(e, RC_INVALID,
			     "%s is not a public key of an audit trail: name the unit's "
			     "keys/audit.pub, or its 64 digits",
			     from);
	buf_release(&hex);
	return rc;
}

static enum rc verify_copy(const char *path, const unsigned char *public_key, const char *noted,
			   struct audit_report *out, struct err *e)
{
	struct buf lines;
	struct db *db = NULL;
	buf_init(&lines, NOTED_MAX);
	enum rc rc = read_noted(noted, false, &lines, e);
	if (rc == RC_OK)
		rc = db_open(path, DB_READER, &db, e);
	if (rc == RC_OK)
		rc = public_key ? audit_prove(db, public_key, buf_slice(&lines), out, e)
				: audit_verify(db, out, e);
	db_close(db);
	buf_release(&lines);
	return rc;
}

static enum rc verify_export(const char *path, const unsigned char *public_key,
			     struct audit_report *out, struct err *e)
{
	struct buf bytes;
	if (!public_key)
		return err_set(e, RC_INVALID,
			       "an export is verified with the unit's public key: name it with "
			       "--public-key");
	buf_init(&bytes, EXPORT_MAX);
	enum rc rc = file_read(path, &bytes, e);
	if (rc == RC_OK)
		rc = audit_export_verify(buf_slice(&bytes), public_key, out, e);
	buf_release(&bytes);
	return rc;
}

/* The beginning of the file tells an export from a database. */
static enum rc look_at(const char *path, bool *is_export, struct err *e)
{
	struct buf first;
	buf_init(&first, FIRST_BYTES);
	enum rc rc = file_read(path, &first, e);
	if (rc == RC_LIMIT)
		rc = RC_OK;
	*is_export = rc == RC_OK && audit_is_export(buf_slice(&first));
	buf_release(&first);
	return rc;
}

enum rc trail_verify_file(const char *path, const char *public_key, const char *noted,
			  struct audit_report *out, struct err *e)
{
	unsigned char key[SIGN_PUBLIC_BYTES];
	bool is_export = false;
	*out = (struct audit_report){0};
	enum rc rc = public_key ? read_public_key(public_key, key, e) : RC_OK;
	if (rc == RC_OK)
		rc = look_at(path, &is_export, e);
	if (rc != RC_OK)
		return rc;
	return is_export ? verify_export(path, public_key ? key : NULL, out, e)
			 : verify_copy(path, public_key ? key : NULL, noted, out, e);
}

enum rc trail_note_export(struct unit *u, struct err *e)
{
	const struct actor system = actor_system();
	struct db *db = NULL;
	enum rc rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = audit_append_by(db, &system, "audit.exported", SLICE("audit"), (struct slice){0},
			     unit_now(u), e);
	return store_end(unit_store(u), rc, e);
}

enum rc trail_export(struct unit *u, struct buf *out, struct err *e)
{
	unsigned char public_key[SIGN_PUBLIC_BYTES];
	struct db *db = NULL;
	enum rc rc = unit_key_read(unit_folder(u), PUBLIC, public_key, sizeof public_key, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = audit_export(db, public_key, out, e);
	store_done(unit_store(u), db);
	return rc;
}

enum rc trail_public_key(struct unit *u, char out[HEX_TEXT(SIGN_PUBLIC_BYTES)], struct err *e)
{
	unsigned char public_key[SIGN_PUBLIC_BYTES];
	enum rc rc = unit_key_read(unit_folder(u), PUBLIC, public_key, sizeof public_key, e);
	if (rc == RC_OK)
		hex_write(public_key, sizeof public_key, out);
	return rc;
}
