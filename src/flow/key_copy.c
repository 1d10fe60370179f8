/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/key_copy.h"

#include "base/file.h"
#include "flow/unit_parts.h"
#include "store/sealed.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define KEY_FILE_MAX ((size_t)64 << 10)
#define UNIT_KEY "unit.key"
#define MONTHS "./months/"
#define HELD_BY_PEOPLE "vault.key"

/* One walk through the files of a folder of keys and of the folders in it. */
struct walk {
	const char *from, *to;
	struct key_copy_report *report;
	struct db *db; /* of the unit whose keys they are, or NULL */
	enum rc (*visit)(const struct walk *w, const char *name, struct err *e);
};

static enum rc visit_entry(const struct walk *w, const char *below, const char *name,
			   struct err *e);

static enum rc walk_folder(const struct walk *w, const char *below, struct err *e)
{
	char path[PATH_MAX];
	enum rc rc = unit_path(w->from, below, path, e);
	DIR *d = rc == RC_OK ? opendir(path) : NULL;
	if (!d)
		return rc != RC_OK ? rc
				   : err_set(e, errno == ENOENT ? RC_NOT_FOUND : RC_IO,
					     "cannot read the folder of keys %s: %s", path,
					     strerror(errno));
	for (const struct dirent *x; rc == RC_OK && (x = readdir(d));)
		if (x->d_name[0] != '.')
			rc = visit_entry(w, below, x->d_name, e);
	closedir(d);
	return rc;
}

static enum rc visit_entry(const struct walk *w, const char *below, const char *name, struct err *e)
{
	char inner[PATH_MAX], path[PATH_MAX];
	struct stat st;
	enum rc rc = unit_path(below, name, inner, e);
	if (rc == RC_OK)
		rc = unit_path(w->from, inner, path, e);
	if (rc != RC_OK)
		return rc;
	if (lstat(path, &st) != 0)
		return err_set(e, RC_IO, "cannot look at %s: %s", path, strerror(errno));
	if (S_ISREG(st.st_mode))
		return w->visit(w, inner, e);
	/* One level is what there is. */
	return S_ISDIR(st.st_mode) && strcmp(below, ".") == 0 ? walk_folder(w, inner, e) : RC_OK;
}

static enum rc read_file(const char *path, struct buf *out, struct err *e)
{
	buf_init(out, KEY_FILE_MAX);
	return file_exists(path) ? file_read(path, out, e) : RC_OK;
}

/* Writes it where the target does not hold the same already. */
static enum rc copy_one(const struct walk *w, const char *source, const char *target, struct err *e)
{
	struct buf now, before;
	enum rc rc = read_file(source, &now, e);
	buf_init(&before, KEY_FILE_MAX);
	if (rc == RC_OK)
		rc = read_file(target, &before, e);
	bool same = file_exists(target) && slice_eq(buf_slice(&now), buf_slice(&before));
	if (rc == RC_OK && !same)
		rc = file_write(target, buf_slice(&now), 0600, e);
	w->report->kept += same;
	w->report->copied += !same;
	buf_release(&now);
	buf_release(&before);
	return rc;
}

static enum rc copy_visit(const struct walk *w, const char *name, struct err *e)
{
	char source[PATH_MAX], target[PATH_MAX], folder[PATH_MAX];
	if (slice_ends(slice_of(name), "/" HELD_BY_PEOPLE))
		return RC_OK;
	enum rc rc = unit_path(w->from, name, source, e);
	if (rc == RC_OK)
		rc = unit_path(w->to, name, target, e);
	if (rc != RC_OK)
		return rc;
	memcpy(folder, target, sizeof folder);
	*strrchr(folder, '/') = '\0';
	rc = folder_make(folder, e);
	return rc == RC_OK ? copy_one(w, source, target, e) : rc;
}

/* A key that was lost is not one that was destroyed: the records go before their key does
 * (flow/retention.h). */
static enum rc refuse_lost(const struct walk *w, const char *name, struct err *e)
{
	bool used = false;
	struct slice file = slice_of(name), month;
	if (!slice_starts(file, MONTHS) || !slice_ends(file, ".key"))
		return RC_OK;
	month = slice_range(file, strlen(MONTHS), file.n - strlen(".key"));
	enum rc rc = sealed_month_used(w->db, month, &used, e);
	if (rc == RC_OK && used)
		rc = err_refuse(e, RC_CORRUPT, "key-lost", NULL,
				"the unit has lost the key of %.*s, of which it holds sealed "
				"records: put it back from the copy of the keys",
				SLICE_ARG(month));
	return rc;
}

static enum rc destroy_visit(const struct walk *w, const char *name, struct err *e)
{
	char here[PATH_MAX], original[PATH_MAX];
	enum rc rc = unit_path(w->from, name, here, e);
	if (rc == RC_OK && w->to)
		rc = unit_path(w->to, name, original, e);
	if (rc != RC_OK || (w->to && file_exists(original)))
		return rc;
	if (w->db)
		rc = refuse_lost(w, name, e);
	if (rc != RC_OK)
		return rc;
	w->report->destroyed++;
	return file_destroy(here, e);
}

/* A folder of other keys must not lose them. */
enum rc key_copy_check(const char *folder, const char *to, struct err *e)
{
	char ours[PATH_MAX], theirs[PATH_MAX];
	struct buf a, b;
	enum rc rc = unit_path(folder, "keys/" UNIT_KEY, ours, e);
	if (rc == RC_OK)
		rc = unit_path(to, UNIT_KEY, theirs, e);
	if (rc != RC_OK || !file_exists(theirs))
		return rc;
	rc = read_file(ours, &a, e);
	buf_init(&b, KEY_FILE_MAX);
	if (rc == RC_OK)
		rc = read_file(theirs, &b, e);
	if (rc == RC_OK && !slice_eq(buf_slice(&a), buf_slice(&b)))
		rc = err_refuse(e, RC_CONFLICT, "other-keys", NULL,
				"%s holds the keys of another unit: name another folder", to);
	buf_release(&a);
	buf_release(&b);
	return rc;
}

enum rc key_copy_update(struct unit *u, const char *to, struct key_copy_report *out, struct err *e)
{
	char keys[PATH_MAX];
	*out = (struct key_copy_report){0};
	struct db *db = NULL;
	enum rc rc = key_copy_check(unit_folder(u), to, e);
	if (rc == RC_OK)
		rc = unit_path(unit_folder(u), "keys", keys, e);
	if (rc == RC_OK)
		rc = folder_make(to, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = walk_folder(&(struct walk){keys, to, out, db, copy_visit}, ".", e);
	if (rc == RC_OK)
		rc = walk_folder(&(struct walk){to, keys, out, db, destroy_visit}, ".", e);
	store_done(unit_store(u), db);
	return rc;
}

enum rc key_copy_restore(const char *from, const char *folder, struct err *e)
{
	char keys[PATH_MAX], path[PATH_MAX];
	struct key_copy_report ignored = {0};
	enum rc rc = unit_path(from, UNIT_KEY, path, e);
	if (rc == RC_OK && !file_exists(path))
		rc = err_refuse(e, RC_NOT_FOUND, "no-keys", NULL,
				"%s is no copy of a unit's keys: `piu backup DIR --keys KEYS` "
				"makes one",
				from);
	if (rc == RC_OK)
		rc = unit_path(folder, "keys", keys, e);
	if (rc == RC_OK)
		rc = walk_folder(&(struct walk){from, keys, &ignored, NULL, copy_visit}, ".", e);
	return rc;
}

enum rc key_copy_destroy(const char *folder, struct err *e)
{
	char keys[PATH_MAX];
	struct key_copy_report ignored = {0};
	enum rc rc = unit_path(folder, "keys", keys, e);
	if (rc != RC_OK || !file_exists(keys))
		return rc;
	return walk_folder(&(struct walk){keys, NULL, &ignored, NULL, destroy_visit}, ".", e);
}
