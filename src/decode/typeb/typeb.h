/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/typeb/typeb.h - IATA Type B messages around EDIFACT: addresses,
 * origin, lines, and one interchange cut into several messages.
 *
 *   <SOH>QU LISPIXH          priority, up to 32 addresses of 7 characters
 *   .NBOAPZ9 110312          who sent it, and when (day, hour, minute)
 *   PXL                      standard message identifier, where there is one
 *   PART1                    where it is one of several (ENDPART2: the last)
 *   <STX>UNA:+.? 'UNB+...    text, broken into lines anywhere
 *   <ETX>
 */
#ifndef DECODE_TYPEB_TYPEB_H
#define DECODE_TYPEB_TYPEB_H

#include "model/finding.h"

#define TYPEB_LINE_MAX 69 /* characters of a line of text (AIRIMP) */
#define TYPEB_ADDRESSES_MAX 32
#define TYPEB_FRAMES_MAX 20000 /* of one input; what is beyond stays as it is */

struct typeb_frame {
	struct slice priority;  /* QU, QK, QD, QX, QP */
	unsigned addresses;     /* how many it is sent to */
	struct slice recipient; /* the first of them */
	struct slice origin;    /* 7 characters */
	struct slice identity;  /* DDHHMM; absent where it is none */
	struct slice smi;       /* three letters; absent where there is none */
	unsigned part;          /* 0 = not said */
	bool last_part;
	bool begins, ends;   /* its text begins an interchange, ends one */
	size_t offset, body; /* in the input: of the frame, of its text */
	size_t end;
	size_t moved_to; /* where the frame stands now */
	struct typeb_frame *next;
};

struct typeb {
	LIST(struct typeb_frame) frames;   /* in the order of the input */
	finding_list findings;             /* offsets as the text stands now */
	bool moved;                        /* frames were put in another order */
	const struct typeb_frame **placed; /* by `moved_to` */
	/* Of the unwrapping itself. */
	struct arena *arena;
};

/* Where `bytes` begin with a Type B message: puts the parts of each
 * interchange in their order, and line breaks in the place of everything that
 * is not its text (and UNG where a first part is missing). The length stays; where nothing is moved, so does every
 * offset. Slices of `out` are copies in `a`. RC_NOMEM: bytes are as they were. */
enum rc typeb_unwrap(char *bytes, size_t n, struct arena *a, struct typeb *out,
		     struct err *e) MUST_CHECK;

/* Where the byte at `offset` stood in the input. */
size_t typeb_original(const struct typeb *t, size_t offset);

#endif
