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

/* A key as hexadecimal digits in DIR/name (0600), of at most 64 bytes. */
enum rc unit_key_write(const char *folder, const char *name, const unsigned char *key, size_t n,
		       struct err *e) MUST_CHECK;
enum rc unit_key_read(const char *folder, const char *name, unsigned char *key, size_t n,
		      struct err *e) MUST_CHECK;

/* Makes the keys that sign the audit trail, unless they are there (flow/trail.h). */
enum rc trail_keys(const char *folder, struct err *e) MUST_CHECK;
/* The folders of a unit; of the last, parents must exist. */
enum rc unit_make_folders(const char *folder, struct err *e) MUST_CHECK;
/* keys/unit.key of the unit in `folder` (HASH_BYTES). RC_NOT_FOUND, RC_CORRUPT. */
enum rc unit_read_key(const char *folder, unsigned char *key, struct err *e) MUST_CHECK;

/* Public key that quarantine is sealed to (VAULT_KEY_BYTES). */
const unsigned char *unit_vault_key(const struct unit *u);

/* Before the ceremony the secret key lies in a file (flow/vault.h). */
bool unit_vault_is_provisional(const struct unit *u);
/* RC_NOT_FOUND, RC_CORRUPT. */
enum rc unit_provisional_key(const struct unit *u, unsigned char *secret, struct err *e) MUST_CHECK;
/* Takes the new public key into use and destroys the file of the provisional one. */
enum rc unit_vault_shared(struct unit *u, const unsigned char *public_key,
			  struct err *e) MUST_CHECK;

/* Records that are open (flow/opened.h). */
struct opened;
struct opened *unit_opened(struct unit *u);

/* Inputs that wait to be committed (flow/ingest_group.h). */
struct ingest_queue *unit_ingest_queue(struct unit *u);

/* Stored travellers in memory (flow/history.h). */
struct history_holder;
struct history_holder *unit_history(struct unit *u);
/* The thread of flow/rescreen.h; NULL: none runs. */
struct rescreener;
struct rescreener **unit_rescreener(struct unit *u);

/* The screening index in force: immutable, shared by count, swapped whole. */
struct index_holder;
struct index_holder *index_holder_new(void); /* NULL: no memory */
void index_holder_free(struct index_holder *h);
struct index_holder *unit_index_holder(struct unit *u);

/* Borrow the index in force until index_done. Never NULL after unit_open(UNIT_SERVE). */
struct index_ref;
struct screen_index;
struct index_ref *index_use(struct unit *u);
const struct screen_index *index_of(const struct index_ref *ref);
void index_done(struct unit *u, struct index_ref *ref);

/* The rules in force (flow/rules_in_force.h). */
struct rules_holder;
struct rules_holder *rules_holder_new(void); /* NULL: no memory */
void rules_holder_free(struct rules_holder *h);
struct rules_holder *unit_rules_holder(struct unit *u);

/* An index of the entries that are valid today is in force afterwards: the one that is, when
 * nothing is different; at first that of the image, when it is of this state; else a new one.
 * index_load sees what `db` sees (also inside a write transaction); index_reload makes a new
 * one in any case. */
struct db;
enum rc index_load(struct unit *u, struct db *db, struct err *e) MUST_CHECK;
enum rc index_reload(struct unit *u, struct err *e) MUST_CHECK;
/* Puts back one that was borrowed, instead of index_done: what was swapped in after it goes. */
void index_restore(struct unit *u, struct index_ref *before);
/* Swaps in the index in force with a change that `db` has (screen_index_changed); false when
 * it has to be loaded whole. */
struct screen_change;
bool index_change(struct unit *u, struct db *db, const struct screen_change *c);

/* The index as a file in the unit's folder (0600), sealed under the unit's key: names of
 * lists, of nobody else. Backups leave it out, as it is made again. */
#define INDEX_IMAGE "screening.image"

#endif
