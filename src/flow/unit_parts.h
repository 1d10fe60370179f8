/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/unit_parts.h - what the files of flow/ share of a unit. Private to flow/.
 */
#ifndef FLOW_UNIT_PARTS_H
#define FLOW_UNIT_PARTS_H

#include "flow/unit.h"

#include <limits.h>

/* DIR/name; RC_INVALID when too long. */
enum rc unit_path(const char *folder, const char *name, char out[PATH_MAX],
		  struct err *e) MUST_CHECK;

/* Public key that quarantine is sealed to (VAULT_KEY_BYTES). */
const unsigned char *unit_vault_key(const struct unit *u);

/* The screening index in force: immutable, shared by count, swapped whole. */
struct index_holder;
struct index_holder *index_holder_new(void); /* NULL: no memory */
void index_holder_free(struct index_holder *h);
struct index_holder *unit_index_holder(struct unit *u);

/* Borrow the index in force until index_done. Never NULL after unit_open(UNIT_SERVE). */
struct screen_index *index_use(struct unit *u);
void index_done(struct unit *u, struct screen_index *x);

/* Builds a new index from the live entries of the database and swaps it in. */
enum rc index_reload(struct unit *u, struct err *e) MUST_CHECK;

#endif
