/* SPDX-License-Identifier: Apache-2.0
 *
 * store/db.h - the thin database driver: one SQL text for every engine, with
 * $1..$n parameters. Only the folder sqlite/ knows SQLite.
 *
 * A connection belongs to one thread at a time. Errors of binding are sticky
 * and come out of db_step / db_run. Text and blobs read from a row are valid
 * until the query is stepped or reset again.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/err.h"
#include "base/slice.h"

struct db;
struct query;

/* The writer is the only connection that writes and checkpoints (WAL, synchronous=FULL);
 * readers are read-only and see the last commit. */
enum db_mode { DB_WRITER, DB_READER };

/* RC_NOT_FOUND (reader: no such database), RC_IO, RC_CORRUPT. */
enum rc db_open(const char *path, enum db_mode mode, struct db **out, struct err *e) MUST_CHECK;
void db_close(struct db *db); /* NULL is fine */

enum rc db_begin(struct db *db, struct err *e) MUST_CHECK;  /* a writer takes the write lock now */
enum rc db_commit(struct db *db, struct err *e) MUST_CHECK; /* durable when RC_OK */
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);

/* Several statements without parameters; for migrations. */
enum rc db_script(struct db *db, struct slice sql, struct err *e) MUST_CHECK;

/* A prepared query, kept with the connection and reset; `sql` must be a string
 * that lives as long as the program (the cache goes by its address). Never
 * NULL: what fails comes out of the first db_step. */
struct query *db_query(struct db *db, const char *sql);

void db_bind_i64(struct query *q, int n, int64_t v);       /* n from 1 */
void db_bind_text(struct query *q, int n, struct slice s); /* absent becomes NULL */
void db_bind_blob(struct query *q, int n, struct slice s);
/* The same without a copy: for what lives until the query is run or reset. */
void db_lend_text(struct query *q, int n, struct slice s);
void db_lend_blob(struct query *q, int n, struct slice s);
void db_bind_null(struct query *q, int n);

/* RC_OK: a row is there; RC_END: no more; RC_CONFLICT: a constraint refused
 * it; RC_IO, RC_CORRUPT. */
enum rc db_step(struct query *q, struct err *e) MUST_CHECK;
/* Steps to the end and resets; for statements whose rows do not matter. */
enum rc db_run(struct query *q, struct err *e) MUST_CHECK;
void db_reset(struct query *q);          /* a query that was not stepped to its end must be reset */
int64_t db_changes(const struct db *db); /* rows changed by the last statement */

int64_t db_i64(const struct query *q, int column);       /* columns from 0; NULL gives 0 */
struct slice db_text(const struct query *q, int column); /* NULL gives absent; blobs too */
bool db_is_null(const struct query *q, int column);
int db_columns(const struct query *q);

/* Name of the engine for migrations' type words: "sqlite". */
const char *db_engine(const struct db *db);
/* Brings what was deleted or replaced out of the engine's journal and free pages. Outside a
 * transaction, by the writer. RC_CONFLICT: a reader is in the way, try again. */
enum rc db_purge(struct db *db, struct err *e) MUST_CHECK;
/* Overwrites with zeros what is left of rows between the rows of up to `count` pages from `*page`
 * on (from 1); `*page` is the next one then, 0 after the last. A database of more than 128 GB is
 * written anew instead (db_rewrite). Outside a transaction, by the writer. RC_CONFLICT: a reader is in
 * the way, try again. */
enum rc db_scrub(struct db *db, int64_t *page, int64_t count, struct err *e) MUST_CHECK;
/* Writes the whole database anew: what is left of deleted rows between the rows of a page,
 * which the engine does not overwrite, goes. Takes time and space as the database is large;
 * db_purge completes it. Outside a transaction, by the writer. */
enum rc db_rewrite(struct db *db, struct err *e) MUST_CHECK;
/* Bytes of the database file. */
enum rc db_bytes(struct db *db, int64_t *bytes, struct err *e) MUST_CHECK;
/* The engine's own check of its files; RC_CORRUPT with what it found. */
enum rc db_verify(struct db *db, struct err *e) MUST_CHECK;

/* Copies what `db`, a reader in a transaction, sees into a new database at `path`, durably,
 * while the writer goes on; the copy needs no other files. `step` (may be NULL) hears how
 * many pages of how many are done. RC_CONFLICT when `path` exists; RC_IO. */
enum rc db_copy(struct db *db, const char *path,
		void (*step)(void *context, int64_t done, int64_t total), void *context,
		struct err *e) MUST_CHECK;

#endif
