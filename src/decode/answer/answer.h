/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/answer/answer.h - private: one CUSRES, ACKRES, GOVREQ or CONTRL while
 * it is read.
 *
 * Each message has a table of its segments; every segment has one small
 * function. Segments of other kinds are passed over with a finding.
 */
#ifndef DECODE_ANSWER_ANSWER_H
#define DECODE_ANSWER_ANSWER_H

#include "base/buf.h"
#include "decode/reader.h"
#include "decode/values.h"
#include "model/answer.h"

struct answering {
	struct edi_reader *r;
	struct message *m;
	struct answer *a;
	struct answer lost; /* where an answer goes for which there was no memory */
	struct date date;   /* the message's */
	struct answer_point *point;
	struct flight *flight;
	struct leg *leg;
	unsigned gaps; /* unreadable segments before the current one, or others that do not belong here */
	bool gap; /* some stood right before it */
};

struct answer_step {
	uint32_t code; /* 0: the end of the table */
	void (*read)(struct answering *s);
};

#define ANSWER_STEP(a, b, c, function) \
	{ \
		EDI_TAG(a, b, c), function \
	}

/* Reads the whole body by the table. */
void answer_read(struct answering *s, struct edi_reader *r, struct message *m,
		 const struct message_context *ctx, const struct answer_step *steps);

/* Text of the current segment. */
static inline struct slice answer_value(struct answering *s, unsigned element, unsigned component)
{
	return edi_text(s->r, element, component);
}
/* The components of one element from `component` on: to the point, or where
 * none is open to the message; `code` goes with the first. */
void answer_texts(struct answering *s, struct slice subject, struct slice code, unsigned element,
		  unsigned component);
/* A new point at the current segment; NULL when the arena is full. */
struct answer_point *answer_point_add(struct answering *s, enum answer_scope scope);
/* The current ERC, with C901; added to `p` (NULL: nothing happens). */
struct answer_code *answer_code_add(struct answering *s, struct answer_point *p);
/* 4343; a finding where it is not known. */
void answer_set_status(struct answering *s, struct slice code);

/* The part "answer" of the message's JSON. */
void answer_write_json(const struct answer *a, enum message_type type, struct json *j);

#endif
