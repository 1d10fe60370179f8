/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrate.h"

#include "base/crypto.h"
#include "base/embedded.h"

#include <stdlib.h>
#include <string.h>

#define SCRIPT_MAX ((size_t)1 << 20)

extern const struct embedded schema_files[];

struct type_word {
	const char *word, *sqlite, *postgres;
};

static const struct type_word type_words[] = {
	{"{{id}}", "INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY"},
	{"{{int}}", "INTEGER", "BIGINT"},
	{"{{blob}}", "BLOB", "BYTEA"},
	{"{{clustered}}", " WITHOUT ROWID", ""}, /* rows are kept in the order of their key */
};

static const struct type_word *word_at(struct slice s)
{
	for (size_t i = 0; i < sizeof type_words / sizeof *type_words; i++) {
		if (slice_starts(s, type_words[i].word))
			return &type_words[i];
	}
	return NULL;
}

static void put_type_words(struct slice sql, const char *engine, struct buf *out)
{
	for (size_t i = 0; i < sql.n;) {
		const struct type_word *w = word_at(slice_range(sql, i, sql.n));
		if (w) {
			buf_text(out, strcmp(engine, "sqlite") == 0 ? w->sqlite : w->postgres);
			i += strlen(w->word);
		} else {
			buf_char(out, sql.p[i++]);
		}
	}
}

static struct slice text_of(const struct embedded *file)
{
	return (struct slice){(const char *)file->bytes, file->n};
}

static void checksum(const struct embedded *file, char out[HEX_TEXT(HASH_BYTES)])
{
	unsigned char hash[HASH_BYTES];
	hash_bytes(text_of(file), NULL, hash);
	hex_write(hash, HASH_BYTES, out);
}

static enum rc make_table(struct db *db, struct err *e)
{
	static const char sql[] = "CREATE TABLE IF NOT EXISTS migration ("
				  "name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL,"
				  "applied_at BIGINT NOT NULL)";
	return db_run(db_query(db, sql), e);
}

/* RC_OK: ran before, unchanged; RC_NOT_FOUND: outstanding; RC_CORRUPT: changed. */
static enum rc state_of(struct db *db, const struct embedded *file, struct err *e)
{
	char sum[HEX_TEXT(HASH_BYTES)];
	checksum(file, sum);
	struct query *q = db_query(db, "SELECT checksum FROM migration WHERE name = $1");
	db_bind_text(q, 1, slice_of(file->name));
	enum rc rc = db_step(q, e);
	if (rc == RC_END)
		rc = RC_NOT_FOUND;
	else if (rc == RC_OK && !slice_is(db_text(q, 0), sum))
		rc = err_set(
			e, RC_CORRUPT,
			"migration %s was changed after it ran here: use the program that made "
			"this database, or restore the migration's text",
			file->name);
	db_reset(q);
	return rc;
}

static enum rc count_applied(struct db *db, int64_t *count, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM migration");
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*count = db_i64(q, 0);
	db_reset(q);
	return rc;
}

static enum rc refuse_newer(struct db *db, struct err *e)
{
	int64_t applied = 0, known = 0;
	for (const struct embedded *f = schema_files; f->name; f++)
		known++;
	enum rc rc = count_applied(db, &applied, e);
	if (rc == RC_OK && applied > known)
		rc = err_set(
			e, RC_CORRUPT,
			"the database was made by a newer version of the program: use that one");
	return rc;
}

static enum rc record(struct db *db, const struct embedded *file, int64_t now_at, struct err *e)
{
	char sum[HEX_TEXT(HASH_BYTES)];
	checksum(file, sum);
	struct query *q = db_query(
		db, "INSERT INTO migration (name, checksum, applied_at) VALUES ($1, $2, $3)");
	db_bind_text(q, 1, slice_of(file->name));
	db_bind_text(q, 2, slice_of(sum));
	db_bind_i64(q, 3, now_at);
	return db_run(q, e);
}

static enum rc apply(struct db *db, const struct embedded *file, int64_t now_at, struct err *e)
{
	struct buf sql;
	buf_init(&sql, SCRIPT_MAX);
	put_type_words(text_of(file), db_engine(db), &sql);
	enum rc rc = buf_failed(&sql)
			     ? err_set(e, RC_NOMEM, "no memory for migration %s", file->name)
			     : db_begin(db, e);
	if (rc == RC_OK)
		rc = db_script(db, buf_slice(&sql), e);
	if (rc == RC_OK)
		rc = record(db, file, now_at, e);
	if (rc == RC_OK)
		rc = db_commit(db, e);
	else
		db_rollback(db);
	buf_release(&sql);
	return rc;
}

enum rc migrate_run(struct db *db, int64_t now_at, struct err *e)
{
	enum rc rc = make_table(db, e);
	if (rc == RC_OK)
		rc = refuse_newer(db, e);
	for (const struct embedded *f = schema_files; rc == RC_OK && f->name; f++) {
		rc = state_of(db, f, e);
		if (rc == RC_NOT_FOUND)
			rc = apply(db, f, now_at, e);
	}
	return rc;
}

enum rc migrate_check(struct db *db, struct err *e)
{
	enum rc rc = refuse_newer(db, e);
	for (const struct embedded *f = schema_files; rc == RC_OK && f->name; f++) {
		rc = state_of(db, f, e);
		if (rc == RC_NOT_FOUND)
			rc = err_set(
				e, RC_CONFLICT,
				"the database waits for migration %s: start the unit once with "
				"'piu serve'",
				f->name);
	}
	return rc;
}
