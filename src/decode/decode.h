/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/decode.h - carrier messages (EDIFACT) to the model, and the model to
 * the JSON of docs/decode.md. Pure: no I/O, no clock, no globals.
 */
#ifndef DECODE_DECODE_H
#define DECODE_DECODE_H

#include "base/buf.h"
#include "decode/typeb/typeb.h"
#include "model/message.h"

/* Reads the messages of one input, one by one. Damage in one message costs
 * nothing of the next. */
struct decoder;

struct decode_options {
	struct date today; /* date of reading: for two-digit years where UNB has no date */
	/* The Type B messages that the input was taken out of (typeb_unwrap), or
	 * NULL: what was wrong with them is told with the EDIFACT message that they
	 * hold, and offsets of findings count from the start of the original. */
	const struct typeb *frames;
};

/* `input` is borrowed until decoder_free. NULL when out of memory. */
struct decoder *decoder_new(struct slice input, const struct decode_options *options);
void decoder_free(struct decoder *d);

/* Reads the next message into memory of `a` (slices may also point into the
 * input). RC_OK: `*out` is a message, possibly `unreadable` (input that holds
 * no message at all gives one unreadable message of type unknown; an empty
 * input gives none). RC_END: no more. RC_NOMEM: `a` is full; the next call goes
 * on with the following message. Several messages may share one arena. */
enum rc decoder_next(struct decoder *d, struct arena *a, struct message **out,
		     struct err *e) MUST_CHECK;

/* One JSON object, as docs/decode.md says, without a line end. */
void decode_write_json(const struct message *m, struct buf *out);
/* Parts of it, for storing and showing: the object of one traveller, one booking. */
void decode_write_traveller(const struct traveller *t, struct json *j);
void decode_write_booking(const struct booking *b, struct json *j);

/* A message alone, so that it can be stored and read again: UNA, UNB (with
 * its sender, recipient, time, reference), the UNH..UNT bytes, UNZ.
 * Byte-exact for the message itself. */
void decode_standalone(const struct message *m, struct slice input, struct buf *out);
/* The segments of a standalone message as text, so that it can be shown beside
 * what was read from it. */
struct segment_text {
	unsigned number;   /* 1 = UNH; 0 outside the message */
	char tag[4];       /* three letters, terminated */
	size_t offset;     /* of the tag in the input, as in struct place */
	struct slice text; /* with its terminator, UTF-8, without line breaks */
	struct segment_text *next;
};
typedef LIST(struct segment_text) segment_texts;

/* Memory from `a`. RC_NOMEM. */
enum rc decode_segments(struct slice input, struct arena *a, segment_texts *out,
			struct err *e) MUST_CHECK;

#endif
