/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/write/write.h - the model to messages, so that reading what was
 * written gives the model again.
 *
 * What a message cannot carry is told, never dropped in silence: what was
 * written is read again and compared with the model, member by member. Left
 * out of that are where things stood (places, marks), findings, the separators,
 * and the number of segments that UNT declares, which are the transmission's
 * own.
 *
 * Some members follow from others, and are written only with these:
 *
 * - PAXLST: `function` from `function_code` (a code that fits is taken where
 *   there is none), `boarded` and the kind "not on board" from the function.
 * - PNRGOV: documents, sex, birth, nationality, residence, middle names, booked
 *   seats and the role of an unaccompanied minor from service requests and
 *   their texts; `cancelled` from an update that has only a locator;
 *   `party_size` from names and seats held; whose infant is whose from names,
 *   references and the order of travellers.
 *
 * Pure, like all of decode.
 */
#ifndef DECODE_WRITE_WRITE_H
#define DECODE_WRITE_WRITE_H

#include "base/buf.h"
#include "decode/typeb/typeb.h"
#include "model/message.h"

/* A member of the model that the written message does not carry. */
struct unwritten {
	struct slice path; /* "travellers.3.documents.0.issued_at" */
	struct unwritten *next;
};
typedef LIST(struct unwritten) unwritten_list;

#define UNWRITTEN_MAX 1000 /* that are told of one message */

/* Adds one message to `out`: an interchange of EDIFACT (PAXLST, PNRGOV, and
 * with m->answer CUSRES, ACKRES, GOVREQ, CONTRL), or a document (PNRGOV XML),
 * as m->type says. `unwritten` may be NULL: then nothing is read again; else
 * its paths are in `a` (of answers there are none: all of one is written).
 * RC_INVALID: no writer for this type, or a text holds a separator and m->una has no
 * release character. RC_NOMEM, RC_LIMIT: `a` or `out` is full. */
enum rc message_write(const struct message *m, struct arena *a, struct buf *out,
		      unwritten_list *unwritten, struct err *e) MUST_CHECK;

/* How a Type B message begins (AIRIMP; decode/typeb/typeb.h reads it). */
struct typeb_heading {
	struct slice priority;         /* QU where it is absent */
	const struct slice *addresses; /* of 7 letters and digits each */
	unsigned count;                /* at most TYPEB_ADDRESSES_MAX */
	struct slice origin;           /* an address */
	struct slice identity;         /* DDHHMM: when it is sent, UTC */
	struct slice smi;              /* standard message identifier (PXL, ...), may be absent */
};

/* Adds an interchange of EDIFACT to `out` as Type B messages of at most
 * `part_max` bytes each, in lines of at most TYPEB_LINE_MAX characters.
 * Several are numbered parts (PART1 ... ENDPART3). RC_INVALID: the heading, or
 * too small a part. RC_LIMIT: `out` is full, or more than 999 parts. */
enum rc typeb_write(struct slice interchange, const struct typeb_heading *h, size_t part_max,
		    struct buf *out, struct err *e) MUST_CHECK;

/* Adds to `out` where `a` and `b` differ, with memory of `arena`. */
void message_compare(const struct message *a, const struct message *b, struct arena *arena,
		     unwritten_list *out);

#endif
