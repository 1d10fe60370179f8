/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/manifest.h"

#include "base/file.h"
#include "flow/unit_parts.h"

#include <stdio.h>

#define FORM "piu-backup 1"
#define FILE_MAX ((size_t)16 << 10)
#define PROOF "proof "

static void put_hash(struct buf *b, const char *name, const unsigned char *hash)
{
	char hex[HEX_TEXT(HASH_BYTES)];
	hex_write(hash, HASH_BYTES, hex);
	buf_printf(b, "%s %s\n", name, hex);
}

enum rc manifest_write(const struct manifest *m, const char *backup, const unsigned char *key,
		       struct err *e)
{
	unsigned char proof[HASH_BYTES];
	char path[PATH_MAX];
	struct buf b;
	buf_init(&b, FILE_MAX);
	buf_printf(&b, FORM "\nmade-at %s\nprogram %s\nbytes %lld\n", m->made_at, m->program,
		   (long long)m->bytes);
	put_hash(&b, "hash", m->hash);
	put_hash(&b, "digest", m->digest);
	hash_bytes(buf_slice(&b), key, proof);
	put_hash(&b, "proof", proof);
	enum rc rc = unit_path(backup, "manifest", path, e);
	if (rc == RC_OK && buf_failed(&b))
		rc = err_set(e, RC_NOMEM, "no memory for the manifest of the backup");
	if (rc == RC_OK)
		rc = file_write(path, buf_slice(&b), 0600, e);
	buf_release(&b);
	return rc;
}

static struct slice value_of(struct slice text, const char *name)
{
	struct slice line;
	size_t n = strlen(name);
	while (slice_cut(&text, '\n', &line))
		if (slice_starts(line, name) && line.n > n && line.p[n] == ' ')
			return slice_range(line, n + 1, line.n);
	return (struct slice){0};
}

static bool fits(char *out, size_t room, struct slice value)
{
	return value.n > 0 && snprintf(out, room, "%.*s", SLICE_ARG(value)) < (int)room;
}

static bool read_values(struct slice text, struct manifest *m)
{
	uint64_t bytes;
	if (!slice_starts(text, FORM "\n") || !slice_u64(value_of(text, "bytes"), &bytes) ||
	    bytes > INT64_MAX)
		return false;
	m->bytes = (int64_t)bytes;
	return fits(m->made_at, sizeof m->made_at, value_of(text, "made-at")) &&
	       fits(m->program, sizeof m->program, value_of(text, "program")) &&
	       hex_read(value_of(text, "hash"), m->hash, HASH_BYTES) &&
	       hex_read(value_of(text, "digest"), m->digest, HASH_BYTES);
}

/* The proof is the last line; it covers what stands before. */
static bool is_proved(struct slice text, const unsigned char *key)
{
	unsigned char told[HASH_BYTES], proof[HASH_BYTES];
	struct slice value = value_of(text, "proof");
	if (!hex_read(value, told, HASH_BYTES))
		return false;
	hash_bytes(slice_range(text, 0, (size_t)(value.p - text.p) - strlen(PROOF)), key, proof);
	return equal_secret(told, proof, HASH_BYTES);
}

static enum rc parse(struct slice text, const char *path, const unsigned char *key,
		     struct manifest *out, struct err *e)
{
	if (!read_values(text, out))
		return err_set(e, RC_CORRUPT, "%s can not be read: take another backup", path);
	if (!is_proved(text, key))
		return err_refuse(e, RC_CONFLICT, "other-keys", NULL,
				  "%s was not made with these keys, or was changed since: name the "
				  "copy of this unit's keys, or take another backup",
				  path);
	return RC_OK;
}

enum rc manifest_read(const char *backup, const unsigned char *key, struct manifest *out,
		      struct err *e)
{
	char path[PATH_MAX];
	struct buf b;
	buf_init(&b, FILE_MAX);
	enum rc rc = unit_path(backup, "manifest", path, e);
	if (rc == RC_OK && !file_exists(path))
		rc = err_refuse(e, RC_NOT_FOUND, "no-backup", NULL,
				"there is no backup in %s: name the folder of one", backup);
	if (rc == RC_OK)
		rc = file_read(path, &b, e);
	if (rc == RC_OK)
		rc = parse(buf_slice(&b), path, key, out, e);
	buf_release(&b);
	return rc;
}
