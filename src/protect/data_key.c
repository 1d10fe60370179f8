/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/data_key.h"

#include "base/clock.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#define FOLDER "keys/months"
#define FILE_MAX 128

void data_key_month(int64_t at, char out[MONTH_TEXT])
{
	char day[DATE_TEXT];
	date_write(date_of_instant(at), day);
	snprintf(out, MONTH_TEXT, "%.7s", day);
}

static enum rc path_of(const char *folder, struct slice month, char out[PATH_MAX], struct err *e)
{
	int n = slice_present(month) ? snprintf(out, PATH_MAX, "%s/" FOLDER "/%.*s.key", folder,
						SLICE_ARG(month))
				     : snprintf(out, PATH_MAX, "%s/" FOLDER, folder);
	if (n < 0 || n >= PATH_MAX)
		return err_set(e, RC_INVALID, "the path of the data folder is too long");
	return RC_OK;
}

enum rc data_keys_make_folder(const char *folder, struct err *e)
{
	char path[PATH_MAX];
	enum rc rc = path_of(folder, (struct slice){0}, path, e);
	return rc == RC_OK ? folder_make(path, e) : rc;
}

static enum rc make_key(const char *folder, const char *path, unsigned char out[DATA_KEY_BYTES],
			struct err *e)
{
	char hex[HEX_TEXT(DATA_KEY_BYTES)];
	random_bytes(out, DATA_KEY_BYTES);
	hex_write(out, DATA_KEY_BYTES, hex);
	enum rc rc = data_keys_make_folder(folder, e);
	if (rc == RC_OK)
		rc = file_write(path, slice_of(hex), 0600, e);
	wipe_secret(hex, sizeof hex);
	return rc;
}

enum rc data_key_read(const char *folder, struct slice month, bool make,
		      unsigned char out[DATA_KEY_BYTES], struct err *e)
{
	char path[PATH_MAX];
	struct buf hex;
	enum rc rc = path_of(folder, month, path, e);
	if (rc == RC_OK && !file_exists(path))
		return make ? make_key(folder, path, out, e)
			    : err_set(e, RC_NOT_FOUND, "the data key of %.*s is not there",
				      SLICE_ARG(month));
	buf_init(&hex, FILE_MAX);
	if (rc == RC_OK)
		rc = file_read(path, &hex, e);
	if (rc == RC_OK && !hex_read(slice_trim(buf_slice(&hex)), out, DATA_KEY_BYTES))
		rc = err_set(e, RC_CORRUPT, "%s is not a key: restore it from its copy", path);
	buf_release(&hex);
	return rc;
}

enum rc data_key_destroy(const char *folder, struct slice month, bool *was_there, struct err *e)
{
	char path[PATH_MAX];
	enum rc rc = path_of(folder, month, path, e);
	*was_there = rc == RC_OK && file_exists(path);
	return rc == RC_OK ? file_destroy(path, e) : rc;
}

static bool is_month_file(const char *name, struct slice *month)
{
	struct slice s = slice_of(name);
	*month = slice_range(s, 0, MONTH_TEXT - 1);
	return s.n == sizeof "2026-03.key" - 1 && slice_ends(s, ".key") && s.p[4] == '-' &&
	       slice_digits(slice_range(s, 0, 4)) && slice_digits(slice_range(s, 5, 7));
}

enum rc data_keys_each(const char *folder,
		       enum rc (*each)(void *context, struct slice month, struct err *e),
		       void *context, struct err *e)
{
	char path[PATH_MAX];
	enum rc rc = path_of(folder, (struct slice){0}, path, e);
	DIR *d = rc == RC_OK ? opendir(path) : NULL;
	if (!d)
		return rc != RC_OK || errno == ENOENT
			       ? rc
			       : err_set(e, RC_IO, "cannot read %s: %s", path, strerror(errno));
	for (const struct dirent *x; rc == RC_OK && (x = readdir(d));) {
		struct slice month;
		if (is_month_file(x->d_name, &month))
			rc = each(context, month, e);
	}
	closedir(d);
	return rc;
}

void data_key_for_search(const unsigned char key[DATA_KEY_BYTES], unsigned char out[HASH_BYTES])
{
	hash_bytes(SLICE("search"), key, out);
}
