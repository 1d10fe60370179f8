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

/* Fills r->kind from r->syntax, and forgets the block that was looked at. */
void scan_prepare(struct edi_reader *r);

/* The first byte from `at` on that is not plain text; r->input.n: none. */
size_t scan_next(struct edi_reader *r, size_t at);

#endif
