/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/write/emit.h - private: writes one EDIFACT interchange (ISO 9735):
 * UNA, UNB, messages, UNZ. The opposite of decode/edifact/edi.h.
 *
 *	emit_interchange(&w, &out, m);
 *	emit_message(&w, m, m->business_ref);
 *	emit_segment(&w, "RFF");
 *	emit_element(&w, SLICE("TN"));
 *	emit_component(&w, reference);
 *	emit_message_end(&w);
 *	emit_interchange_end(&w);
 *
 * Text is UTF-8. Separators in it are released, control characters become
 * blanks, blanks around it are dropped. Empty elements and components are
 * written only where something follows them. What the reader would take for
 * the end of a segment in the middle of a text, or for an erased segment, is
 * released as well.
 *
 * The syntax level (UNB 0001) is the narrowest that holds all that was written:
 * UNOA, UNOB, UNOC (ISO 8859-1) or UNOW (UTF-8), syntax version 4; for messages
 * of IATA PADIS "IATA", version 1, as long as all is ASCII.
 */
#ifndef DECODE_WRITE_EMIT_H
#define DECODE_WRITE_EMIT_H

#include "base/buf.h"
#include "decode/edifact/edi.h"

struct emit {
	struct buf *out;
	bool lossy; /* something could not be written: a separator, and UNA has no release character */

	/* emit.c's own */
	struct edi_syntax syntax;
	bool padis;
	size_t start;                  /* of the interchange in `out` */
	size_t level;                  /* of UNB 0001 in `out` */
	unsigned messages, segments;   /* so far; segments of the message */
	unsigned elements, components; /* begun and empty: not yet written */
	bool only_filler;              /* nothing stands in the segment yet */
	struct slice message_ref, interchange_ref;
};

/* UNA and UNB of `m` (its sender, recipient, prepared_at, interchange_ref,
 * test; separators as in its `una`, the usual ones where it has none), added
 * to `out`. `m` must live as long as `w` is used. Failures of `out` stay in it. */
void emit_interchange(struct emit *w, struct buf *out, const struct message *m);
/* UNH of `m` (its type, version, message_ref, part); `access_ref` is 0068. */
void emit_message(struct emit *w, const struct message *m, struct slice access_ref);

/* Begins a segment; the one before is ended. */
void emit_segment(struct emit *w, const char *tag);
/* The first component of the segment's next element; absent text: it is empty. */
void emit_element(struct emit *w, struct slice text);
/* The next component of the same element. */
void emit_component(struct emit *w, struct slice text);

/* UNT; UNZ. */
void emit_message_end(struct emit *w);
void emit_interchange_end(struct emit *w);

#endif
