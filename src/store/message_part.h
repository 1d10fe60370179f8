/* SPDX-License-Identifier: Apache-2.0
 *
 * store/message_part.h - stored messages that are parts of one list (UNH
 * S010) and wait for the others: parts of one flight, type, sender, reference
 * (0068) and day of preparation.
 */
#ifndef STORE_MESSAGE_PART_H
#define STORE_MESSAGE_PART_H

#include "model/message.h"
#include "store/store.h"

/* Notes that `m`, stored as `id` at `received_at`, is one of several parts. A
 * message that is a whole list, or says nothing of parts, is not noted. */
enum rc message_part_put(struct db *db, int64_t id, int64_t flight_id, const struct message *m,
			 int64_t received_at, struct err *e) MUST_CHECK;

struct part_list_key {
	struct slice key;
	struct part_list_key *next;
};
typedef LIST(struct part_list_key) part_list_keys;

/* Lists of which a part came at `until` or before, and which were not looked at
 * since; by key. Memory from `a`. */
enum rc message_parts_waiting(struct db *db, int64_t until, struct arena *a, part_list_keys *out,
			      struct err *e) MUST_CHECK;

/* What has come of one list. */
struct message_parts {
	int64_t newest_at;  /* when its newest part came */
	int64_t highest_id; /* the message that is its highest part */
	size_t highest_at;  /* where that stood in its input, in bytes */
	unsigned count;     /* different parts, up to the last where that is known */
	unsigned highest;   /* number of the highest */
	unsigned last;      /* number of the last; 0 = it has not come */
};
enum rc message_parts_read(struct db *db, struct slice list_key, struct message_parts *out,
			   struct err *e) MUST_CHECK;

/* All parts are there: the list waits no more. */
enum rc message_parts_done(struct db *db, struct slice list_key, struct err *e) MUST_CHECK;
/* The gap was told: the list waits again when a further part comes. */
enum rc message_parts_told(struct db *db, struct slice list_key, struct err *e) MUST_CHECK;

#endif
