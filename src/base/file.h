/* SPDX-License-Identifier: Apache-2.0
 *
 * base/file.h - whole files, durably.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"

#include <stdint.h>

/* Reads all of `path` ("-" is standard input) into `out`. RC_NOT_FOUND,
 * RC_DENIED, RC_LIMIT (larger than out->limit), RC_IO. */
enum rc file_read(const char *path, struct buf *out, struct err *e) MUST_CHECK;

/* Writes a new file completely and durably (temporary name, fsync, rename,
 * fsync of the folder). An existing file is replaced. */
enum rc file_write(const char *path, struct slice content, unsigned mode, struct err *e) MUST_CHECK;

/* The same without waiting for the disc: for files that can be made again. */
enum rc file_write_quick(const char *path, struct slice content, unsigned mode,
			 struct err *e) MUST_CHECK;

/* Adds to the end of a file, durably; made where it is not there. */
enum rc file_append(const char *path, struct slice content, unsigned mode,
		    struct err *e) MUST_CHECK;

/* Waits until files that were written quickly into `folder` are on the disc, all at once. */
enum rc file_sync_all(const char *folder, struct err *e) MUST_CHECK;

/* Makes a folder (0700) if it is not there; parents must exist. */
enum rc folder_make(const char *path, struct err *e) MUST_CHECK;

/* Overwrites a file of a secret with random bytes and takes it away, durably. The disc may
 * keep what a file once was (docs/retention.md). RC_OK too where there is none; RC_IO. */
enum rc file_destroy(const char *path, struct err *e) MUST_CHECK;

/* Copies a file durably and gives its length and the hash of its bytes (BLAKE2b-256, 32).
 * `bytes`, `hash` may be NULL. As file_read and file_write. */
enum rc file_copy(const char *from, const char *to, unsigned mode, int64_t *bytes,
		  unsigned char *hash, struct err *e) MUST_CHECK;
/* Length and hash of a file's bytes. */
enum rc file_hash(const char *path, int64_t *bytes, unsigned char *hash, struct err *e) MUST_CHECK;
/* Waits until the disc has a file that was written by other means, and its name. */
enum rc file_sync(const char *path, struct err *e) MUST_CHECK;

/* A file's bytes without reading them all, at a multiple of 4096: they stay as they are, and
 * in place, until file_unmap, also when the file is replaced or taken away. RC_NOT_FOUND,
 * RC_DENIED, RC_INVALID: it is empty; RC_IO. */
enum rc file_map(const char *path, struct slice *out, struct err *e) MUST_CHECK;
void file_unmap(struct slice mapped); /* absent is fine */

/* Removes a folder with all that is in it. RC_OK too where there is none; RC_IO. */
enum rc folder_remove(const char *path, struct err *e) MUST_CHECK;

/* False also when it can not be asked. */
bool file_exists(const char *path);

#endif
