/* SPDX-License-Identifier: Apache-2.0
 *
 * store/store.h - the unit's database: one writer, many readers.
 *
 * Writing: store_write() waits for the writer, in the order in which threads came, and
 * begins a transaction; it ends with store_commit() or store_rollback() by the same thread. Reading:
 * store_read() lends a read-only connection that sees one consistent state
 * until store_done(). Never hold a reader while waiting for the writer.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "store/db.h"

struct store;

enum store_mode {
	STORE_SERVE, /* may write; takes the unit's writer lock (a file beside the database) */
	STORE_LOOK,  /* read-only, beside a process that may be writing */
};

/* Makes a new database and runs all migrations. RC_CONFLICT when it exists. */
enum rc store_create(const char *path, struct err *e) MUST_CHECK;

/* RC_NOT_FOUND; RC_CONFLICT when another process holds the writer lock;
 * RC_CORRUPT when a migration was changed after it ran. STORE_SERVE runs
 * outstanding migrations. */
enum rc store_open(const char *path, enum store_mode mode, struct store **out,
		   struct err *e) MUST_CHECK;
void store_close(struct store *s);

enum rc store_write(struct store *s, struct db **db, struct err *e) MUST_CHECK;
/* Durable when RC_OK; else rolled back. Either way the transaction is over. */
enum rc store_commit(struct store *s, struct err *e) MUST_CHECK;
void store_rollback(struct store *s);
/* Ends a transaction by how its work went: commits when `rc` is RC_OK, else rolls
 * back and gives `rc` on. */
enum rc store_end(struct store *s, enum rc rc, struct err *e) MUST_CHECK;

/* db_purge, when nothing is being written. RC_CONFLICT: a reader is in the way, try again. */
enum rc store_purge(struct store *s, struct err *e) MUST_CHECK;
/* db_scrub of the next pages, when nothing is being written; others write between two calls.
 * Begin with `*page` 1, go on until it is 0. RC_CONFLICT: a reader is in the way, try again. */
enum rc store_scrub(struct store *s, int64_t *page, struct err *e) MUST_CHECK;

enum rc store_read(struct store *s, struct db **out, struct err *e) MUST_CHECK;
void store_done(struct store *s, struct db *db); /* NULL is fine */

/* Whether the migration of that name has run: a copy of a database may be older than a table. */
enum rc store_has(struct db *db, const char *migration, bool *has, struct err *e) MUST_CHECK;

/* A new id: positive, growing, unique in this database; fits in 53 bits for
 * no client to lose digits. Only inside store_write. */
int64_t store_new_id(struct store *s);

/* Settings of the unit (name, country, profile, legal basis ...). Values live in `a`. */
struct arena;
enum rc store_setting_get(struct db *db, const char *name, struct arena *a, struct slice *out,
			  struct err *e) MUST_CHECK; /* RC_NOT_FOUND */
enum rc store_setting_put(struct db *db, const char *name, struct slice content,
			  struct err *e) MUST_CHECK;

#endif
