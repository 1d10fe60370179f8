/* SPDX-License-Identifier: Apache-2.0
 *
 * store/migrate.h - numbered migrations (schema/NNNN_name.sql), each run once,
 * in order, in one transaction of its own; their checksums are remembered.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "store/db.h"

/* Runs what is outstanding. RC_CORRUPT when a migration that ran before has
 * another text now, or the database is newer than this program. */
enum rc migrate_run(struct db *db, int64_t now_at, struct err *e) MUST_CHECK;

/* As migrate_run's checks, but changes nothing; RC_CONFLICT when some are outstanding. */
enum rc migrate_check(struct db *db, struct err *e) MUST_CHECK;

#endif
