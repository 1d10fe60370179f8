/* SPDX-License-Identifier: Apache-2.0
 *
 * store/message.h - received messages, redacted or sealed, and their findings.
 */
#ifndef STORE_MESSAGE_H
#define STORE_MESSAGE_H

#include "model/message.h"
#include "store/store.h"

struct message_row {
	int64_t id;
	struct slice content_hash; /* 32 bytes */
	struct slice state;        /* stored, quarantined, test */
	const struct message *message;
	int64_t received_at;
	struct slice channel, carrier;
	int64_t flight_id; /* 0 = none */
	struct slice order_key;
	struct slice removed; /* JSON array */
	struct slice body;    /* standalone interchange, redacted; sealed when quarantined */
};

/* RC_NOT_FOUND; with RC_OK `*id` and, if wanted, `*state` (memory of `a`). */
enum rc message_find(struct db *db, struct slice content_hash, int64_t *id, struct arena *a,
		     struct slice *state, struct err *e) MUST_CHECK;
/* Whether a message with these control references, but another content, is there. */
enum rc message_reference_used(struct db *db, const struct message *m, bool *used,
			       struct err *e) MUST_CHECK;
/* The row and its findings. */
enum rc message_insert(struct db *db, const struct message_row *row, struct err *e) MUST_CHECK;
/* A finding that time has shown, beside those of a stored message; not where it has
 * one of that code already. */
enum rc message_finding_add(struct db *db, int64_t id, const struct finding *f,
			    struct err *e) MUST_CHECK;

/* One stored message of a flight, for building its truth. */
struct message_body {
	int64_t id;
	struct slice content_hash, body;
	int64_t received_at;
	struct message_body *next;
};
typedef LIST(struct message_body) message_bodies;

/* Those in the clear, in order of preparation (order_key). Memory from `a`. */
enum rc message_bodies_read(struct db *db, int64_t flight_id, struct arena *a, message_bodies *out,
			    struct err *e) MUST_CHECK;

/* All that are quarantined: their sealed bodies. */
enum rc quarantine_bodies_read(struct db *db, struct arena *a, message_bodies *out,
			       struct err *e) MUST_CHECK;
enum rc message_body_replace(struct db *db, int64_t id, struct slice body,
			     struct err *e) MUST_CHECK;

/* Walks all messages in the clear for their check: message_check_next until RC_END. The
 * slices are valid until the next call; the query ends itself. */
struct message_check {
	int64_t id;
	struct slice content_hash, body;
};
struct query *message_check_query(struct db *db);
enum rc message_check_next(struct query *q, struct message_check *out, struct err *e) MUST_CHECK;

/* How many messages are kept sealed because they could not be read. */
enum rc messages_quarantined_count(struct db *db, int64_t *out, struct err *e) MUST_CHECK;

#endif
