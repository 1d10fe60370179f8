/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include "base/crypto.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static enum rc from_errno(struct err *e, const char *doing, const char *path)
{
	enum rc rc = errno == ENOENT                     ? RC_NOT_FOUND
		     : errno == EACCES || errno == EPERM ? RC_DENIED
							 : RC_IO;
	return err_set(e, rc, "cannot %s %s: %s", doing, path, strerror(errno));
}

static enum rc read_all(int fd, const char *path, struct buf *out, struct err *e)
{
	char chunk[8192];
	for (;;) {
		ssize_t n = read(fd, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return from_errno(e, "read", path);
		if (n == 0)
			return RC_OK;
		buf_add(out, (struct slice){chunk, (size_t)n});
		if (buf_failed(out))
			return err_set(e, RC_LIMIT, "%s is larger than the limit of %zu bytes",
				       path, out->limit);
	}
}

enum rc file_read(const char *path, struct buf *out, struct err *e)
{
	if (strcmp(path, "-") == 0)
		return read_all(STDIN_FILENO, "standard input", out, e);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return from_errno(e, "open", path);
	enum rc rc = read_all(fd, path, out, e);
	close(fd);
	return rc;
}

static enum rc write_all(int fd, struct slice content, const char *path, struct err *e)
{
	while (content.n > 0) {
		ssize_t n = write(fd, content.p, content.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return from_errno(e, "write", path);
		content.p += n;
		content.n -= (size_t)n;
	}
	return RC_OK;
}

static enum rc sync_folder(const char *path, struct err *e)
{
	char folder[PATH_MAX];
	snprintf(folder, sizeof folder, "%s", path);
	char *slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return from_errno(e, "open", folder);
	int failed = fsync(fd);
	close(fd);
	return failed ? from_errno(e, "write", folder) : RC_OK;
}

static enum rc write_renamed(const char *path, struct slice content, unsigned mode, bool durable,
			     struct err *e)
{
	char temporary[PATH_MAX];
	int n = snprintf(temporary, sizeof temporary, "%s.part", path);
	if (n < 0 || (size_t)n >= sizeof temporary)
		return err_set(e, RC_INVALID, "the path %s is too long", path);
	int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, (mode_t)mode);
	if (fd < 0)
		return from_errno(e, "create", temporary);
	enum rc rc = write_all(fd, content, temporary, e);
	if (rc == RC_OK && durable && fsync(fd) != 0)
		rc = from_errno(e, "write", temporary);
	close(fd);
	if (rc == RC_OK && rename(temporary, path) != 0)
		rc = from_errno(e, "rename to", path);
	if (rc != RC_OK)
		unlink(temporary);
	return rc;
}

enum rc file_write(const char *path, struct slice content, unsigned mode, struct err *e)
{
	enum rc rc = write_renamed(path, content, mode, true, e);
	return rc == RC_OK ? sync_folder(path, e) : rc;
}

enum rc file_write_quick(const char *path, struct slice content, unsigned mode, struct err *e)
{
	return write_renamed(path, content, mode, false, e);
}

enum rc file_append(const char *path, struct slice content, unsigned mode, struct err *e)
{
	bool known = file_exists(path);
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, (mode_t)mode);
	if (fd < 0)
		return from_errno(e, "open", path);
	enum rc rc = write_all(fd, content, path, e);
	if (rc == RC_OK && fsync(fd) != 0)
		rc = from_errno(e, "write", path);
	close(fd);
	return rc == RC_OK && !known ? sync_folder(path, e) : rc;
}

enum rc file_sync_all(const char *folder, struct err *e)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return from_errno(e, "open", folder);
	int failed = syncfs(fd);
	enum rc rc = failed ? from_errno(e, "write", folder) : RC_OK;
	close(fd);
	return rc;
}

enum rc folder_make(const char *path, struct err *e)
{
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return RC_OK;
	return from_errno(e, "create the folder", path);
}

bool file_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

static enum rc overwrite(const char *path, struct err *e)
{
	struct stat st;
	char noise[512];
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return from_errno(e, "open", path);
	enum rc rc = fstat(fd, &st) == 0 ? RC_OK : from_errno(e, "look at", path);
	for (off_t done = 0; rc == RC_OK && done < st.st_size; done += (off_t)sizeof noise) {
		size_t left = (size_t)(st.st_size - done);
		random_bytes(noise, sizeof noise);
		rc = write_all(fd, (struct slice){noise, left < sizeof noise ? left : sizeof noise},
			       path, e);
	}
	if (rc == RC_OK && fsync(fd) != 0)
		rc = from_errno(e, "write", path);
	close(fd);
	return rc;
}

enum rc file_destroy(const char *path, struct err *e)
{
	if (!file_exists(path))
		return RC_OK;
	enum rc rc = overwrite(path, e);
	if (rc == RC_OK && unlink(path) != 0)
		rc = from_errno(e, "remove", path);
	return rc == RC_OK ? sync_folder(path, e) : rc;
}

/* ---- copies ---- */

#define CHUNK ((size_t)1 << 20)

/* Reads all of `from`; writes it to `to` where that is not negative. */
static enum rc pour(int from, int to, const char *path, int64_t *bytes, unsigned char *hash,
		    struct err *e)
{
	struct hash_state h;
	char *chunk = malloc(CHUNK);
	enum rc rc = chunk ? RC_OK : err_set(e, RC_NOMEM, "no memory to copy %s", path);
	ssize_t n = 1;
	*bytes = 0;
	hash_begin(&h, NULL);
	while (rc == RC_OK && n > 0) {
		n = read(from, chunk, CHUNK);
		if (n < 0)
			rc = from_errno(e, "read", path);
		if (n <= 0)
			continue;
		struct slice part = {chunk, (size_t)n};
		*bytes += n;
		hash_bare(&h, part);
		if (to >= 0)
			rc = write_all(to, part, path, e);
	}
	hash_end(&h, hash);
	if (chunk)
		wipe_secret(chunk, CHUNK);
	free(chunk);
	return rc;
}

enum rc file_hash(const char *path, int64_t *bytes, unsigned char *hash, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return from_errno(e, "open", path);
	enum rc rc = pour(fd, -1, path, bytes, hash, e);
	close(fd);
	return rc;
}

static enum rc copy_to(int from, const char *to, const char *temporary, unsigned mode,
		       int64_t *bytes, unsigned char *hash, struct err *e)
{
	int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, (mode_t)mode);
	if (fd < 0)
		return from_errno(e, "create", temporary);
	enum rc rc = pour(from, fd, temporary, bytes, hash, e);
	if (rc == RC_OK && fsync(fd) != 0)
		rc = from_errno(e, "write", temporary);
	close(fd);
	if (rc == RC_OK && rename(temporary, to) != 0)
		rc = from_errno(e, "rename to", to);
	if (rc != RC_OK)
		unlink(temporary);
	return rc == RC_OK ? sync_folder(to, e) : rc;
}

enum rc file_copy(const char *from, const char *to, unsigned mode, int64_t *bytes,
		  unsigned char *hash, struct err *e)
{
	char temporary[PATH_MAX];
	unsigned char unasked_hash[HASH_BYTES];
	int64_t unasked_bytes;
	int n = snprintf(temporary, sizeof temporary, "%s.part", to);
	if (n < 0 || (size_t)n >= sizeof temporary)
		return err_set(e, RC_INVALID, "the path %s is too long", to);
	int fd = open(from, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return from_errno(e, "open", from);
	enum rc rc = copy_to(fd, to, temporary, mode, bytes ? bytes : &unasked_bytes,
			     hash ? hash : unasked_hash, e);
	close(fd);
	return rc;
}

enum rc file_sync(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return from_errno(e, "open", path);
	enum rc rc = fsync(fd) == 0 ? RC_OK : from_errno(e, "write", path);
	close(fd);
	return rc == RC_OK ? sync_folder(path, e) : rc;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st;
	(void)type;
	(void)where;
	return remove(path);
}

enum rc folder_remove(const char *path, struct err *e)
{
	if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
		return RC_OK;
	return from_errno(e, "remove", path);
}

enum rc file_map(const char *path, struct slice *out, struct err *e)
{
	struct stat about;
	*out = (struct slice){0};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return from_errno(e, "open", path);
	enum rc rc = fstat(fd, &about) == 0 ? RC_OK : from_errno(e, "read", path);
	if (rc == RC_OK && about.st_size <= 0)
		rc = err_set(e, RC_INVALID, "%s is empty", path);
	if (rc == RC_OK) {
		void *p = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (p == MAP_FAILED)
			rc = from_errno(e, "map", path);
		else
			*out = (struct slice){p, (size_t)about.st_size};
	}
	close(fd);
	return rc;
}

void file_unmap(struct slice mapped)
{
	if (slice_present(mapped))
		munmap((void *)(uintptr_t)mapped.p, mapped.n);
}
