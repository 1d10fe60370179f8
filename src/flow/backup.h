/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/backup.h - copies of a unit, and units from copies (docs/operate.md).
 *
 *   DIR/piu-20310301T080000Z/piu.db     the database as it was at one instant
 *   DIR/piu-20310301T080000Z/manifest   what it is, its hash, and a proof of both
 *
 * A backup holds no secret key: sealed data stay sealed in it, and what was sealed under
 * a month's key can not be read any more once that key is destroyed. The keys
 * have a copy of their own (flow/key_copy.h). What waits in the drop folder is not in it
 * either: it was not minimised yet, and its sender has no receipt.
 */
#ifndef FLOW_BACKUP_H
#define FLOW_BACKUP_H

#include "flow/check.h"
#include "flow/key_copy.h"

#define BACKUP_NAME_TEXT 21 /* "piu-20310301T080000Z" with NUL */
#define BACKUP_PATH_MAX 4096
#define BACKUP_SETTING "unit.copied_at" /* instant of the last copy */

struct backup_plan {
	const char *folder; /* gets a folder for this backup; made if missing */
	const char *keys;   /* copy of the keys to bring up to date; NULL: none */
	/* Hears how many pages of how many are copied; may be NULL. */
	void (*step)(void *context, int64_t done, int64_t total);
	void *context;
};

struct backup_made {
	char path[BACKUP_PATH_MAX];
	int64_t bytes; /* of its database */
	struct content content;
	struct key_copy_report keys;
};

/* Writes into the audit trail that a copy of all data is being made ("unit.copied", R-150).
 * By the process that serves the unit, before backup_make. */
enum rc backup_note(struct unit *u, struct err *e) MUST_CHECK;

/* Copies the unit, beside a serving process too, which goes on; complete under its name,
 * or not there. One at a time into a folder. RC_INVALID "keys-with-data": the keys must not lie with what they open;
 * RC_CONFLICT, "other-keys"; RC_CORRUPT "key-lost": the unit misses the key of a month that it
 * holds sealed records of; RC_IO. */
enum rc backup_make(struct unit *u, const struct backup_plan *plan, struct backup_made *out,
		    struct err *e) MUST_CHECK;

struct restore_plan {
	const char *backup;      /* one backup's folder */
	const char *keys;        /* the copy of the keys */
	const char *folder;      /* where the unit will be; must not be there, or be empty */
	bool rehearse;           /* take everything away again at the end */
	const struct clock *now; /* NULL: the system's */
};

struct restored {
	char made_at[24];
	struct check_report check;
};

/* Proves the backup by its hash, puts the unit into `folder`, brings its schema up to date,
 * seals and deletes what came of age since the copy was made, and checks all of it; audited
 * "unit.restored". RC_OK with faults in the report when the
 * check found some. RC_CORRUPT: the copy is not what was made; RC_CONFLICT "unit-exists",
 * "other-keys"; RC_NOT_FOUND; RC_IO. Nothing is left in `folder` unless RC_OK. */
enum rc restore_run(const struct restore_plan *plan, struct restored *out,
		    struct err *e) MUST_CHECK;

#endif
