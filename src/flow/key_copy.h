/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/key_copy.h - a copy of a unit's keys, in another place than the copies of its
 * database (docs/operate.md).
 *
 * It follows the unit: a key that the unit has destroyed is destroyed in the copy
 * too, so that no older copy of the database can be read with it. That is why keys are
 * never part of a backup, and why this is one folder that is brought up to date and not
 * an archive. The vault's secret key is not copied: people hold it.
 */
#ifndef FLOW_KEY_COPY_H
#define FLOW_KEY_COPY_H

#include "base/err.h"

struct unit;

struct key_copy_report {
	unsigned copied; /* new or changed */
	unsigned kept;
	unsigned destroyed;
};

/* Before anything is done: RC_CONFLICT "other-keys" as below. */
enum rc key_copy_check(const char *folder, const char *to, struct err *e) MUST_CHECK;

/* Brings the folder `to` (made if missing) up to date with the keys of the unit.
 * RC_CONFLICT "other-keys": it holds those of another unit; RC_CORRUPT "key-lost": a key is
 * missing in the unit whose records are there, so its copy stays; RC_IO. */
enum rc key_copy_update(struct unit *u, const char *to, struct key_copy_report *out,
			struct err *e) MUST_CHECK;

/* Puts the keys of the copy `from` into the unit of `folder`, whose keys/ is there.
 * RC_NOT_FOUND: it is no copy of keys. */
enum rc key_copy_restore(const char *from, const char *folder, struct err *e) MUST_CHECK;

/* Destroys all keys of the unit in `folder`: of one that was restored for a rehearsal. */
enum rc key_copy_destroy(const char *folder, struct err *e) MUST_CHECK;

#endif
