/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/rescreen_import.h - what an import does of re-screening, in its transaction. Private
 * to flow/.
 */
#ifndef FLOW_RESCREEN_IMPORT_H
#define FLOW_RESCREEN_IMPORT_H

#include "screen/lists.h"
#include "store/travel.h"
#include "store/watchlist.h"

struct unit;

/* Notes that a list has a new version, after `before`, whose entries stored travellers have
 * to meet; in the import's transaction. RC_NOMEM, RC_IO. */
enum rc rescreen_note(struct unit *u, struct db *db, int64_t list_id, int64_t before,
		      int64_t version, struct err *e) MUST_CHECK;

/* So many changed entries are compared with everybody at once, while a list is imported. */
#define RESCREEN_AT_ONCE_MAX 16

/* Which flights to come a change of a list concerns: who is met by an entry that is new or
 * changed, and who has a hit on one that was. Where that can not be told (stored travellers
 * are not in memory whole, or too much has changed), not `known`: all of them. The index
 * in force is of the new state. Memory from `a`. RC_NOMEM, RC_IO. */
enum rc rescreen_to_come(struct unit *u, struct db *db, const struct watchlist *list,
			 const struct list_changes *changes, struct arena *a, flight_names *out,
			 bool *known, struct err *e) MUST_CHECK;

#endif
