/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/backup.h"

#include "base/file.h"
#include "flow/manifest.h"
#include "flow/unit_parts.h"
#include "store/content.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNFINISHED "piu-unfinished"

enum rc backup_note(struct unit *u, struct err *e)
{
	const struct actor system = actor_system();
	struct db *db;
	char at[INSTANT_TEXT];
	enum rc rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	instant_write(unit_now(u), at);
	rc = store_setting_put(db, BACKUP_SETTING, slice_of(at), e);
	if (rc == RC_OK)
		rc = audit_append_by(db, &system, "unit.copied", SLICE("unit"), (struct slice){0},
				     unit_now(u), e);
	return store_end(unit_store(u), rc, e);
}

/* "piu-20310301T080000Z" */
static void name_of(int64_t at, char out[BACKUP_NAME_TEXT])
{
	char instant[INSTANT_TEXT];
	size_t n = 4;
	instant_write(at, instant);
	memcpy(out, "piu-", n);
	for (const char *p = instant; *p && n < BACKUP_NAME_TEXT - 1; p++)
		if (*p != '-' && *p != ':')
			out[n++] = *p;
	out[n] = '\0';
}

/* One that can be read must not be where the other is. */
static enum rc keep_apart(const char *folder, const char *keys, struct err *e)
{
	char data[PATH_MAX], apart[PATH_MAX];
	if (!realpath(folder, data) || !realpath(keys, apart))
		return err_set(e, RC_IO, "cannot look at %s and %s: %s", folder, keys,
			       strerror(errno));
	size_t n = strlen(data), m = strlen(apart);
	bool inside = strncmp(data, apart, n < m ? n : m) == 0 &&
		      (n == m || (n < m ? apart[n] : data[m]) == '/');
	if (!inside)
		return RC_OK;
	return err_refuse(e, RC_INVALID, "keys-with-data", "R-118",
			  "the copy of the keys must not lie with the backups: name a folder on "
			  "another disc with --keys");
}

static enum rc copy_database(struct unit *u, const struct backup_plan *plan, const char *path,
			     struct err *e)
{
	struct db *db = NULL;
	mode_t old = umask(0077);
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = db_copy(db, path, plan->step, plan->context, e);
	store_done(unit_store(u), db);
	umask(old);
	return rc;
}

/* From the copy itself: that it can be read is part of having made it. */
static enum rc read_copy(const char *path, struct manifest *m, struct content *content,
			 struct err *e)
{
	struct db *db = NULL;
	enum rc rc = db_open(path, DB_READER, &db, e);
	if (rc == RC_OK)
		rc = content_read(db, content, e);
	db_close(db);
	if (rc == RC_OK)
		rc = file_hash(path, &m->bytes, m->hash, e);
	memcpy(m->digest, content->digest, HASH_BYTES);
	return rc;
}

static enum rc fill(struct unit *u, const struct backup_plan *plan, const char *folder,
		    struct manifest *m, struct backup_made *out, struct err *e)
{
	char path[PATH_MAX];
	enum rc rc = unit_path(folder, "piu.db", path, e);
	if (rc == RC_OK)
		rc = copy_database(u, plan, path, e);
	if (rc == RC_OK)
		rc = read_copy(path, m, &out->content, e);
	if (rc == RC_OK)
		rc = manifest_write(m, folder, unit_key(u), e);
	out->bytes = m->bytes;
	return rc;
}

static enum rc make_places(const struct backup_plan *plan, struct err *e)
{
	enum rc rc = folder_make(plan->folder, e);
	if (rc == RC_OK && plan->keys)
		rc = folder_make(plan->keys, e);
	if (rc == RC_OK && plan->keys)
		rc = keep_apart(plan->folder, plan->keys, e);
	if (rc == RC_INVALID && plan->keys)
		(void)rmdir(plan->keys); /* if it was made here, it is empty */
	return rc;
}

/* Filled under a name that the next one clears away, then renamed. */
static enum rc make_copy(struct unit *u, const struct backup_plan *plan, struct backup_made *out,
			 struct err *e)
{
	char name[BACKUP_NAME_TEXT], part[PATH_MAX];
	struct manifest m = {.program = PIU_VERSION};
	instant_write(unit_now(u), m.made_at);
	name_of(unit_now(u), name);
	enum rc rc = unit_path(plan->folder, name, out->path, e);
	if (rc == RC_OK && file_exists(out->path))
		return err_set(e, RC_CONFLICT, "%s exists already: wait a second", out->path);
	if (rc == RC_OK)
		rc = unit_path(plan->folder, UNFINISHED, part, e);
	if (rc == RC_OK)
		rc = folder_remove(part, e);
	if (rc == RC_OK)
		rc = folder_make(part, e);
	if (rc == RC_OK)
		rc = fill(u, plan, part, &m, out, e);
	/* After the copy, so that no key of what it holds is missing; before it has its name, so
	 * that there is none without its keys. */
	if (rc == RC_OK && plan->keys)
		rc = key_copy_update(u, plan->keys, &out->keys, e);
	if (rc == RC_OK && rename(part, out->path) != 0)
		rc = err_set(e, RC_IO, "cannot rename %s: %s", part, strerror(errno));
	if (rc == RC_OK)
		return file_sync(out->path, e);
	struct err ignored; /* the reason is in `e` */
	(void)!folder_remove(part, &ignored);
	return rc;
}

enum rc backup_make(struct unit *u, const struct backup_plan *plan, struct backup_made *out,
		    struct err *e)
{
	*out = (struct backup_made){0};
	enum rc rc = plan->keys ? key_copy_check(unit_folder(u), plan->keys, e) : RC_OK;
	if (rc == RC_OK)
		rc = make_places(plan, e);
	if (rc == RC_OK)
		rc = make_copy(u, plan, out, e);
	return rc;
}
