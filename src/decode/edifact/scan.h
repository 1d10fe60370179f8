/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/edifact/scan.h - private: finding the bytes of the input that are not
 * plain text, 64 at a time.
 */
#ifndef DECODE_EDIFACT_SCAN_H
#define DECODE_EDIFACT_SCAN_H

#include "decode/edifact/edi.h"

enum scan_kind {
	SCAN_TEXT, /* printable ASCII that separates nothing */
	SCAN_ELEMENT,
	SCAN_COMPONENT,
	SCAN_RELEASE,
	SCAN_TERMINATOR,
	SCAN_BREAK, /* CR, LF */
	SCAN_OTHER, /* other control characters; bytes that are not ASCII */
};

/* One way to find events: the same result for each. */
struct scan_way {
	const char *name;
	bool (*available)(void); /* on this processor */
	/* What stands where in each of `count` blocks at `p`. */
	void (*fill)(const struct edi_reader *r, const char *p, size_t count,
		     struct scan_block *blocks);
	/* Writes r->index for `count` blocks that are filled, from `at` on. */
	void (*index)(struct edi_reader *r, size_t at, size_t count);
};
extern const struct scan_way scan_ways[]; /* the fastest first; ends with a NULL name */

/* The fastest way there is. */
const struct scan_way *scan_best(void);

/* Fills r->kind from r->syntax, and forgets the window that was scanned. */
void scan_prepare(struct edi_reader *r);

/* Scans the window that begins with the block of `at`. The index is empty then. */
void scan_window(struct edi_reader *r, size_t at);

/* Scans it, and fills r->index with the segments from `at` on. A closer look take
 * all odd bytes but line breaks between segments, and separators that may belong
 * to a header glued to the text before it. */
void scan_index(struct edi_reader *r, size_t at);
/* The first byte from `at` on that takes one, as far as r->index goes. */
size_t scan_odd(const struct edi_reader *r, size_t at);

/* The events of the block of `at` that are not before it; `at` is in the input. */
static inline uint64_t scan_events(struct edi_reader *r, size_t at)
{
	if (at - r->window >= EDI_WINDOW) /* before it, too: unsigned */
		scan_window(r, at);
	size_t block = (at - r->window) / SCAN_BLOCK;
	return (r->blocks[block].separators | r->blocks[block].odd) & UINT64_MAX << at % SCAN_BLOCK;
}

#endif
