/* SPDX-License-Identifier: Apache-2.0
 *
 * What lies where in a unit's folder, and its key files.
 */
#include "base/buf.h"
#include "base/crypto.h"
#include "base/file.h"
#include "flow/unit.h"
#include "flow/unit_parts.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>

#define KEY_FILE_MAX 256

enum rc unit_path(const char *folder, const char *name, char out[PATH_MAX], struct err *e)
{
	int n = snprintf(out, PATH_MAX, "%s/%s", folder, name);
	if (n < 0 || n >= PATH_MAX)
		return err_set(e, RC_INVALID, "the path of the data folder is too long");
	return RC_OK;
}

enum rc unit_make_folders(const char *folder, struct err *e)
{
	static const char *const names[] = {"",     "keys",      "keys/months",
					    "drop", "drop/done", "drop/refused"};
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < sizeof names / sizeof *names; i++) {
		char path[PATH_MAX];
		rc = unit_path(folder, names[i], path, e);
		if (rc == RC_OK)
			rc = folder_make(path, e);
	}
	return rc;
}

enum rc unit_key_write(const char *folder, const char *name, const unsigned char *key, size_t n,
		       struct err *e)
{
	char path[PATH_MAX];
	char hex[HEX_TEXT(64)];
	assert(n <= 64);
	enum rc rc = unit_path(folder, name, path, e);
	hex_write(key, n, hex);
	if (rc == RC_OK)
		rc = file_write(path, slice_of(hex), 0600, e);
	wipe_secret(hex, sizeof hex);
	return rc;
}

enum rc unit_key_read(const char *folder, const char *name, unsigned char *key, size_t n,
		      struct err *e)
{
	char path[PATH_MAX];
	struct buf hex;
	assert(n <= 64);
	buf_init(&hex, KEY_FILE_MAX);
	enum rc rc = unit_path(folder, name, path, e);
	if (rc == RC_OK)
		rc = file_read(path, &hex, e);
	if (rc == RC_OK && !hex_read(slice_trim(buf_slice(&hex)), key, n))
		rc = err_set(e, RC_CORRUPT, "%s is not a key: restore it from a backup", path);
	buf_release(&hex);
	return rc;
}

enum rc unit_read_key(const char *folder, unsigned char *key, struct err *e)
{
	return unit_key_read(folder, "keys/unit.key", key, HASH_BYTES, e);
}
