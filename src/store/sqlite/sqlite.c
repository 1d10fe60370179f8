/* SPDX-License-Identifier: Apache-2.0
 *
 * The embedded database. One connection writes and is the only one that
 * checkpoints; readers open read-only and never do. No mmap.
 */
#include "base/file.h"
#include "store/db.h"
#include "store/sqlite/scrub.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUSY_WAIT_MS 10000
#define REWRITE_IN_MEMORY_MAX (INT64_C(1) << 30)
#define CACHE_SLOTS 512 /* prepared statements of a connection; power of two */
#define PARAMETERS_MAX 40
#define COPY_PAGES 4096 /* between two reports of a copy */

struct query {
	struct db *db;
	const char *sql;
	sqlite3_stmt *stmt;
	int failed;                        /* SQLite's code of the first thing that went wrong */
	uint8_t index[PARAMETERS_MAX + 1]; /* SQLite's number of the parameter $n */
};

struct db {
	sqlite3 *handle;
	enum db_mode mode;
	bool in_transaction;
	struct query cache[CACHE_SLOTS];
};

static enum rc rc_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_CONSTRAINT:
		return RC_CONFLICT;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return RC_CORRUPT;
	case SQLITE_NOMEM:
		return RC_NOMEM;
	case SQLITE_TOOBIG:
		return RC_LIMIT;
	default:
		return RC_IO;
	}
}

/* SQLite's own texts name tables and columns, never values. */
static enum rc failure(struct db *db, int code, const char *doing, struct err *e)
{
	const char *hint = "";
	bool full = (code & 0xff) == SQLITE_FULL || (db->handle && (code & 0xff) == SQLITE_IOERR &&
						     sqlite3_system_errno(db->handle) == ENOSPC);
	if (full)
		return err_refuse(e, RC_IO, "disc-full", NULL,
				  "database: cannot %s: %s; the disc is full: free some space",
				  doing,
				  db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code));
	if ((code & 0xff) == SQLITE_BUSY)
		hint = "; another process holds the database: stop it and try again";
	return err_set(e, rc_of(code), "database: cannot %s: %s%s", doing,
		       db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code), hint);
}

static pthread_once_t engine_once = PTHREAD_ONCE_INIT;

/* Its count of memory in use has a lock that all connections share. */
static void start_engine(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static enum rc pragmas(struct db *db, struct err *e)
{
	static const char writer[] =
		"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
		"PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY;"
		"PRAGMA cache_size=-65536";
	static const char reader[] =
		"PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0; PRAGMA trusted_schema=OFF;"
		"PRAGMA temp_store=MEMORY";
	int code =
		sqlite3_exec(db->handle, db->mode == DB_WRITER ? writer : reader, NULL, NULL, NULL);
	return code == SQLITE_OK ? RC_OK : failure(db, code, "set it up", e);
}

enum rc db_open(const char *path, enum db_mode mode, struct db **out, struct err *e)
{
	struct db *db = calloc(1, sizeof *db);
	if (!db)
		return err_set(e, RC_NOMEM, "no memory for a database connection");
	db->mode = mode;
	pthread_once(&engine_once, start_engine);
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	flags |= mode == DB_WRITER ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
				   : SQLITE_OPEN_READONLY;
	int code = sqlite3_open_v2(path, &db->handle, flags, NULL);
	enum rc rc = RC_OK;
	if (code != SQLITE_OK)
		rc = (code & 0xff) == SQLITE_CANTOPEN
			     ? err_set(e, RC_NOT_FOUND, "cannot open the database %s", path)
			     : failure(db, code, "open it", e);
	if (rc == RC_OK) {
		sqlite3_busy_timeout(db->handle, BUSY_WAIT_MS);
		rc = pragmas(db, e);
	}
	if (rc != RC_OK) {
		db_close(db);
		return rc;
	}
	*out = db;
	return RC_OK;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	for (size_t i = 0; i < CACHE_SLOTS; i++)
		sqlite3_finalize(db->cache[i].stmt);
	sqlite3_close_v2(db->handle);
	free(db);
}

static enum rc run_text(struct db *db, const char *sql, const char *doing, struct err *e)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? RC_OK : failure(db, code, doing, e);
}

/* A rollback that failed, for want of memory, is made up for before anything new begins. */
static enum rc end_last(struct db *db, struct err *e)
{
	return sqlite3_get_autocommit(db->handle)
		       ? RC_OK
		       : run_text(db, "ROLLBACK", "undo what failed before", e);
}

enum rc db_begin(struct db *db, struct err *e)
{
	assert(!db->in_transaction);
	enum rc rc = end_last(db, e);
	if (rc == RC_OK)
		rc = run_text(db, db->mode == DB_WRITER ? "BEGIN IMMEDIATE" : "BEGIN",
			      "begin a transaction", e);
	db->in_transaction = rc == RC_OK;
	return rc;
}

enum rc db_commit(struct db *db, struct err *e)
{
	assert(db->in_transaction);
	enum rc rc = run_text(db, "COMMIT", "commit", e);
	if (rc == RC_OK)
		db->in_transaction = false;
	else
		db_rollback(db);
	return rc;
}

void db_rollback(struct db *db)
{
	if (!db->in_transaction)
		return;
	db->in_transaction = false;
	/* SQLite may have rolled back by itself; where it can not, db_begin does it later. */
	(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

bool db_in_transaction(const struct db *db)
{
	/* Also where a rollback failed. */
	return db->in_transaction || !sqlite3_get_autocommit(db->handle);
}

enum rc db_script(struct db *db, struct slice sql, struct err *e)
{
	char *text = strndup(sql.p, sql.n);
	if (!text)
		return err_set(e, RC_NOMEM, "no memory for a database script");
	enum rc rc = run_text(db, text, "run a migration", e);
	free(text);
	return rc;
}

static struct query *slot_of(struct db *db, const char *sql)
{
	size_t i = ((uintptr_t)sql >> 3) * 2654435761u & (CACHE_SLOTS - 1);
	for (size_t tried = 0; tried < CACHE_SLOTS; tried++) {
		struct query *q = &db->cache[i];
		if (!q->sql || q->sql == sql)
			return q;
		i = (i + 1) & (CACHE_SLOTS - 1);
	}
	assert(false && "more queries in the program than CACHE_SLOTS");
	return NULL;
}

static void number_parameters(struct query *q)
{
	int count = q->stmt ? sqlite3_bind_parameter_count(q->stmt) : 0;
	for (int i = 1; i <= count; i++) {
		const char *name = sqlite3_bind_parameter_name(q->stmt, i); /* "$12" */
		uint64_t n = 0;
		bool numbered = name && slice_u64(slice_of(name + 1), &n);
		assert(numbered && n >= 1 && n <= PARAMETERS_MAX);
		q->index[n] = (uint8_t)i;
	}
}

struct query *db_query(struct db *db, const char *sql)
{
	struct query *q = slot_of(db, sql);
	if (!q->stmt) {
		q->db = db;
		q->sql = sql;
		q->failed = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
					       &q->stmt, NULL);
		number_parameters(q);
		return q;
	}
	db_reset(q);
	return q;
}

static int parameter(const struct query *q, int n)
{
	assert(n >= 1 && n <= PARAMETERS_MAX && q->index[n]);
	return q->index[n];
}

static void note(struct query *q, int code)
{
	if (q->failed == SQLITE_OK)
		q->failed = code;
}

void db_bind_i64(struct query *q, int n, int64_t v)
{
	if (q->failed == SQLITE_OK)
		note(q, sqlite3_bind_int64(q->stmt, parameter(q, n), v));
}

static void bind_text(struct query *q, int n, struct slice s, sqlite3_destructor_type how)
{
	if (!s.p)
		db_bind_null(q, n);
	else if (q->failed == SQLITE_OK)
		note(q, sqlite3_bind_text64(q->stmt, parameter(q, n), s.p, s.n, how, SQLITE_UTF8));
}

static void bind_blob(struct query *q, int n, struct slice s, sqlite3_destructor_type how)
{
	if (!s.p)
		db_bind_null(q, n);
	else if (q->failed == SQLITE_OK)
		note(q, sqlite3_bind_blob64(q->stmt, parameter(q, n), s.p, s.n, how));
}

void db_bind_text(struct query *q, int n, struct slice s)
{
	bind_text(q, n, s, SQLITE_TRANSIENT);
}

void db_bind_blob(struct query *q, int n, struct slice s)
{
	bind_blob(q, n, s, SQLITE_TRANSIENT);
}

void db_lend_text(struct query *q, int n, struct slice s)
{
	bind_text(q, n, s, SQLITE_STATIC);
}

void db_lend_blob(struct query *q, int n, struct slice s)
{
	bind_blob(q, n, s, SQLITE_STATIC);
}

void db_bind_null(struct query *q, int n)
{
	if (q->failed == SQLITE_OK)
		note(q, sqlite3_bind_null(q->stmt, parameter(q, n)));
}

enum rc db_step(struct query *q, struct err *e)
{
	if (q->failed != SQLITE_OK)
		return failure(q->db, q->failed, "prepare a query", e);
	int code = sqlite3_step(q->stmt);
	if (code == SQLITE_ROW)
		return RC_OK;
	enum rc rc = code == SQLITE_DONE ? RC_END : failure(q->db, code, "run a query", e);
	sqlite3_reset(q->stmt);
	return rc;
}

enum rc db_run(struct query *q, struct err *e)
{
	enum rc rc;
	do {
		rc = db_step(q, e);
	} while (rc == RC_OK);
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

void db_reset(struct query *q)
{
	if (!q->stmt)
		return;
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
	q->failed = SQLITE_OK;
}

int64_t db_changes(const struct db *db)
{
	return sqlite3_changes64(db->handle);
}

int64_t db_i64(const struct query *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}

struct slice db_text(const struct query *q, int column)
{
	const void *p = sqlite3_column_type(q->stmt, column) == SQLITE_BLOB
				? sqlite3_column_blob(q->stmt, column)
				: (const void *)sqlite3_column_text(q->stmt, column);
	if (!p)
		return db_is_null(q, column) ? (struct slice){0} : SLICE("");
	return (struct slice){p, (size_t)sqlite3_column_bytes(q->stmt, column)};
}

bool db_is_null(const struct query *q, int column)
{
	return sqlite3_column_type(q->stmt, column) == SQLITE_NULL;
}

int db_columns(const struct query *q)
{
	return q->stmt ? sqlite3_column_count(q->stmt) : 0;
}

const char *db_engine(const struct db *db)
{
	(void)db;
	return "sqlite";
}

/* secure_delete has filled what was freed with zeros; the checkpoint writes that over the
 * old pages, and the journal is cut to nothing. */
enum rc db_purge(struct db *db, struct err *e)
{
	int left = 0, moved = 0;
	assert(!db->in_transaction);
	int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, &left,
					     &moved);
	if ((code & 0xff) == SQLITE_BUSY)
		return err_set(e, RC_CONFLICT, "the database is being read: try again");
	return code == SQLITE_OK ? RC_OK : failure(db, code, "empty its journal", e);
}

enum rc db_bytes(struct db *db, int64_t *bytes, struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT p.page_count * s.page_size FROM pragma_page_count p, "
				   "pragma_page_size s");
	enum rc rc = db_step(q, e);
	*bytes = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

/* When pages are balanced, secure_delete leaves what stood in the space that becomes free
 * (SQLite 3.40, rebuildPage). A large database is too large for memory. */
enum rc db_scrub(struct db *db, int64_t *page, int64_t count, struct err *e)
{
	int64_t bytes = 0;
	assert(!db->in_transaction);
	enum rc rc = db_bytes(db, &bytes, e);
	if (rc == RC_OK && bytes / 4096 >= SCRUB_PAGES_MAX) {
		*page = 0;
		return db_rewrite(db, e);
	}
	/* What waits in the journal would be put over the pages afterwards. */
	sqlite3_busy_timeout(db->handle, 0);
	if (rc == RC_OK)
		rc = db_purge(db, e);
	sqlite3_busy_timeout(db->handle, BUSY_WAIT_MS);
	if (rc != RC_OK)
		return rc;
	int code = scrub_pages(db->handle, page, count);
	return code == SQLITE_OK ? RC_OK : failure(db, code, "overwrite its free space", e);
}

enum rc db_rewrite(struct db *db, struct err *e)
{
	int64_t bytes = 0;
	assert(!db->in_transaction);
	enum rc rc = db_bytes(db, &bytes, e);
	if (rc == RC_OK && bytes > REWRITE_IN_MEMORY_MAX)
		rc = run_text(db, "PRAGMA temp_store=FILE", "write it anew", e);
	if (rc == RC_OK)
		rc = run_text(db, "VACUUM", "write it anew", e);
	if (rc == RC_OK)
		rc = run_text(db, "PRAGMA temp_store=MEMORY", "write it anew", e);
	return rc;
}

static enum rc expect_no_rows(struct db *db, const char *sql, const char *good, struct err *e)
{
	struct query *q = db_query(db, sql);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK && !(good && slice_is(db_text(q, 0), good)))
		rc = err_set(e, RC_CORRUPT, "database: %s reports damage; restore from a backup",
			     sql);
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc db_verify(struct db *db, struct err *e)
{
	enum rc rc = expect_no_rows(db, "PRAGMA integrity_check(1)", "ok", e);
	return rc == RC_OK ? expect_no_rows(db, "PRAGMA foreign_key_check", NULL, e) : rc;
}

/* ---- a copy ---- */

/* One snapshot: the transaction of `db` holds it, so that no step begins again. */
static int copy_pages(struct db *db, sqlite3 *to,
		      void (*step)(void *context, int64_t done, int64_t total), void *context)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", db->handle, "main");
	if (!b)
		return sqlite3_errcode(to);
	int code;
	do {
		code = sqlite3_backup_step(b, COPY_PAGES);
		int64_t total = sqlite3_backup_pagecount(b);
		if (step)
			step(context, total - sqlite3_backup_remaining(b), total);
	} while (code == SQLITE_OK);
	int finished = sqlite3_backup_finish(b);
	return code == SQLITE_DONE ? finished : code;
}

enum rc db_copy(struct db *db, const char *path,
		void (*step)(void *context, int64_t done, int64_t total), void *context,
		struct err *e)
{
	sqlite3 *to = NULL;
	assert(db->in_transaction && db->mode == DB_READER);
	if (file_exists(path))
		return err_set(e, RC_CONFLICT, "%s exists already", path);
	int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	if (code == SQLITE_OK) /* nothing to lose before the end, and the disc is waited for then */
		code = sqlite3_exec(to, "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF", NULL,
				    NULL, NULL);
	if (code == SQLITE_OK)
		code = copy_pages(db, to, step, context);
	if (code == SQLITE_OK) /* no more WAL: the file stands alone */
		code = sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
	enum rc rc = code == SQLITE_OK
			     ? RC_OK
			     : err_set(e, rc_of(code), "database: cannot copy it to %s: %s", path,
				       to ? sqlite3_errmsg(to) : sqlite3_errstr(code));
	sqlite3_close_v2(to);
	return rc == RC_OK ? file_sync(path, e) : rc;
}
