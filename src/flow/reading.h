/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/reading.h - an input read into messages: all that needs no database, so
 * that it is done before the writer is asked for, on any thread. Private to flow/.
 */
#ifndef FLOW_READING_H
#define FLOW_READING_H

#include "base/crypto.h"
#include "model/message.h"

struct unit;

struct read_message {
	struct message *message;
	struct slice body; /* as it is stored, before sealing */
	unsigned char hash[HASH_BYTES];
	/* The body read again, as it will be from now on; NULL where it can not be read, or
	 * not as the same message. */
	const struct message *again;
	finding_list found; /* the message's findings at this point */
	struct read_message *next;
};

struct reading {
	struct arena *arena;
	struct slice input; /* redacted */
	bool framed;        /* it came in Type B frames */
	LIST(struct read_message) messages;
};

/* Takes Type B frames off, erases what may not be kept, then reads. `bytes` and `a` must
 * live as long as `out`. RC_LIMIT, RC_NOMEM, RC_CORRUPT (the unit's profile). */
enum rc reading_make(struct unit *u, char *bytes, size_t n, struct arena *a, struct reading *out,
		     struct err *e) MUST_CHECK;

#endif
