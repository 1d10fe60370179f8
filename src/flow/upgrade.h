/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/upgrade.h - rows are made from messages: those that another version of the
 * program made in another way are made anew. Private to flow/.
 */
#ifndef FLOW_UPGRADE_H
#define FLOW_UPGRADE_H

#include "base/err.h"

struct unit;
struct db;

/* Notes, in a unit that has no rows yet, how this program makes them. */
enum rc upgrade_note(struct db *db, struct err *e) MUST_CHECK;
/* Makes rows anew where they were made in another way; nothing to do is the rule.
 * RC_NOMEM, RC_IO, RC_CORRUPT: all is as it was. */
enum rc upgrade_rows(struct unit *u, struct err *e) MUST_CHECK;

#endif
