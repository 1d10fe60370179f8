/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/edifact/look.h - private: what stands at a place of the input, under
 * the separators in force. Each looks at a bounded number of bytes, or over a
 * run of blanks that the caller then passes for good.
 */
#ifndef DECODE_EDIFACT_LOOK_H
#define DECODE_EDIFACT_LOOK_H

#include "decode/edifact/scan.h"

extern const struct edi_syntax syntax_default; /* where there is no UNA */
extern const struct edi_syntax syntax_control; /* ISO 9735 level B: information separators */

static inline unsigned char look_byte(const struct edi_reader *r, size_t at)
{
	return (unsigned char)r->input.p[at];
}

static inline bool look_kind(const struct edi_reader *r, size_t at, enum scan_kind kind)
{
	return at < r->input.n && r->kind[look_byte(r, at)] == kind;
}

/* A blank, a line break or a control character that separates nothing. */
static inline bool look_blank(const struct edi_reader *r, size_t at)
{
	unsigned char c = look_byte(r, at);
	if (c > ' ')
		return false;
	return c == ' ' || r->kind[c] == SCAN_BREAK || r->kind[c] == SCAN_OTHER;
}

/* Behind the blanks at `at`. */
size_t look_blanks_end(const struct edi_reader *r, size_t at);

/* The tag that begins at `at`, and where it ends; 0 where there is none. */
uint32_t look_tag(const struct edi_reader *r, size_t at, size_t *end);
/* A known tag, with what must follow a tag. */
bool look_known_tag(const struct edi_reader *r, size_t at);
bool look_known_tag_behind(const struct edi_reader *r, size_t at); /* and behind blanks */

/* UNB, UNG, UNH, UNE, UNZ; and with UNA. */
bool tag_is_header(uint32_t code);
bool tag_is_service(uint32_t code);

/* Where UNB, UNG or UNH begins within the next few bytes; SIZE_MAX: nowhere. */
size_t look_header_near(const struct edi_reader *r, size_t from);
/* A service segment at `at` with which reading can begin. */
bool look_begins(const struct edi_reader *r, size_t at);
/* Where the data of the segment begin whose tag ends at `end`; 0 when this is
 * no segment. */
size_t look_body(const struct edi_reader *r, size_t end);

/* Bytes of what word processors make of an apostrophe: U+2019 in UTF-8, or
 * 0x92 in Windows-1252; 0 for anything else. */
size_t look_quote(const struct edi_reader *r, size_t at);
/* Whether the separator at `at` belongs to a UNA, UNB or UNH that is glued to
 * the text before it: the terminator, or the rest of a message, was lost. At
 * least four bytes of the segment stand before `at`. */
bool look_glued_header(const struct edi_reader *r, size_t at);

/* ---- una.c ---- */

void syntax_set(struct edi_reader *r, struct edi_syntax syntax);
/* Applies the UNA at `at`; gives where it ends, or 0 where it is none: no
 * header follows it. */
size_t una_apply(struct edi_reader *r, size_t at);
/* UNB without UNA has the usual separators, whatever the last interchange had.
 * Its data begin at `body`. */
void syntax_restart(struct edi_reader *r, size_t body);

/* A finding at a byte that is not the current segment's. */
void edi_note(struct edi_reader *r, enum severity severity, const char *code, size_t at,
	      const char *text);

#endif
