/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/reader.h - what the decoder (decoder.c) and the readers of one
 * message type (paxlst/, pnrgov/, answer/) share.
 *
 * The decoder reads UNB, UNG and UNH and fills the message's envelope fields
 * (type, version, sender, references, part). Then the reader of its type
 * takes the body, segment by segment with reader_next, until that is false.
 * The decoder goes on with UNT.
 */
#ifndef DECODE_READER_H
#define DECODE_READER_H

#include "decode/edifact/edi.h"

struct message_context {
	struct date date; /* "the message's date": of the UNB, else of reading */
};

/* WCO/IATA/ICAO PAXLST and CUSRES; IATA PADIS PNRGOV, ACKRES and GOVREQ; CONTRL
 * of ISO 9735. The current segment is the UNH. */
void paxlst_read(struct edi_reader *r, struct message *m, const struct message_context *ctx);
void cusres_read(struct edi_reader *r, struct message *m, const struct message_context *ctx);
void pnrgov_read(struct edi_reader *r, struct message *m, const struct message_context *ctx);
void ackres_read(struct edi_reader *r, struct message *m, const struct message_context *ctx);
void govreq_read(struct edi_reader *r, struct message *m, const struct message_context *ctx);
void contrl_read(struct edi_reader *r, struct message *m, const struct message_context *ctx);

/* The next segment of the message's body in r->segment; erased segments are
 * passed over. False at UNT, at any other service segment, and at the end of
 * the input; that segment is left for the decoder (pushed back). */
static inline bool reader_next(struct edi_reader *r) MUST_CHECK;

/* What it does where the next segment is not like most. */
bool reader_next_slow(struct edi_reader *r) MUST_CHECK;

static inline bool reader_next(struct edi_reader *r)
{
	if (r->usual && edi_next_usual(r) && !edi_erased(&r->segment))
		return true;
	return reader_next_slow(r);
}

/* Lengthens `p` to the end of the current segment (sets it if it is zero). */
static inline void reader_extend(const struct edi_reader *r, struct place *p)
{
	struct place here = edi_place(&r->segment);
	if (p->length == 0)
		*p = here;
	else
		p->length = here.offset + here.length - p->offset;
}

/* Adds a source mark for the segment of `place`. `path` must be static or in the arena. */
static inline void mark_add(struct arena *a, source_marks *marks, const char *path,
			    struct place place)
{
	struct source_mark *mark = ARENA_NEW(a, struct source_mark);
	if (!mark)
		return;
	mark->path = path;
	mark->segment = place.segment;
	/* LIST_ADD, but there are many of them, one for nearly each segment. */
	*(marks->last ? &marks->last->next : &marks->first) = mark;
	marks->last = mark;
	marks->count++;
}

/* The same for the current segment. */
static inline void mark_traveller(struct edi_reader *r, struct traveller *t, const char *path)
{
	mark_add(r->arena, &t->marks, path, edi_place(&r->segment));
}

static inline void mark_booking(struct edi_reader *r, struct booking *b, const char *path)
{
	mark_add(r->arena, &b->marks, path, edi_place(&r->segment));
}

/* Lists of a traveller or booking, for their paths. */
enum mark_list {
	MARK_ADDRESSES,
	MARK_CHECK_INS,
	MARK_CONTACTS,
	MARK_DOCUMENTS,
	MARK_EXCESS_BAGS,
	MARK_FARE_INFO,
	MARK_FARES,
	MARK_FREQUENT_FLYER,
	MARK_HISTORY,
	MARK_OTHER_LOCATORS,
	MARK_OTHERS,
	MARK_PAYMENTS,
	MARK_REFERENCES,
	MARK_REMARKS,
	MARK_SEATS,
	MARK_SEGMENTS,
	MARK_SERVICE_REQUESTS,
	MARK_SPLIT_FROM,
	MARK_SPLIT_TO,
	MARK_TAXES,
	MARK_TICKETS,
};
/* "documents.2" for (MARK_DOCUMENTS, 2); static, or in `a`; never NULL. */
const char *mark_path(struct arena *a, enum mark_list list, unsigned index);

/* A new traveller at the end of the message with its index and its "not said"
 * values (-1), placed at the current segment. NULL when the arena is full. */
struct traveller *reader_add_traveller(struct edi_reader *r, struct message *m);

#endif
