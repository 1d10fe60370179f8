/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/edifact/edi.h - the EDIFACT token layer (ISO 9735 syntax 1 to 4):
 * bytes to segments, elements and components. Pure: no I/O, no clock.
 *
 * The reader walks the input once, forward. It never copies: components are
 * byte ranges of the input, and edi_text() makes the unescaped UTF-8 text of
 * one when it is wanted. Damage never stops it: it reports a finding, resumes
 * at the next known tag, and goes on.
 */
#ifndef DECODE_EDIFACT_EDI_H
#define DECODE_EDIFACT_EDI_H

#include "model/message.h"

#define EDI_COMPONENTS_MAX 4000 /* of one segment; what is beyond is left out with a finding */
#define EDI_ELEMENTS_MAX 1000

/* UNA, service string advice. */
struct edi_syntax {
	char component, element, decimal, release, repetition, terminator; /* repetition ' ' = none */
};

/* How bytes become UTF-8 (UNB 0001; standards 1.3): valid UTF-8 is taken as
 * such, else the declared part of ISO 8859, else Latin-1. */
enum edi_charset { EDI_LATIN1, EDI_8859_2, EDI_8859_5, EDI_8859_7, EDI_8859_3, EDI_8859_4,
		   EDI_8859_6, EDI_8859_8, EDI_8859_9, EDI_8859_15, EDI_UTF8 };

struct edi_segment {
	char tag[4];       /* three letters, terminated */
	unsigned number;   /* 1 = UNH of its message; 0 for UNA, UNB, UNG, UNE, UNZ */
	size_t offset;     /* of the tag in the input */
	size_t length;     /* with its terminator */
	unsigned elements; /* after the tag */
	/* component i of element e is component[first[e] + i]; element e has
	 * first[e + 1] - first[e] components. */
	unsigned first[EDI_ELEMENTS_MAX + 1];
	struct slice component[EDI_COMPONENTS_MAX]; /* raw bytes, still released */
};

struct edi_reader {
	struct slice input;
	size_t at;
	struct edi_syntax syntax;
	enum edi_charset charset;
	struct arena *arena;
	finding_list *findings; /* of the message being read; may be changed between calls */
	unsigned number;        /* of the last segment */
	struct edi_segment segment; /* the current one; overwritten by edi_next */
};

void edi_init(struct edi_reader *r, struct slice input, struct arena *a, finding_list *findings);

/* Reads the next segment into r->segment. RC_END at the end of the input. A
 * UNA is applied to r->syntax and returned as a segment with the tag "UNA".
 * Empty segments and line breaks between segments are skipped. */
enum rc edi_next(struct edi_reader *r) MUST_CHECK;

/* Elements and components are counted from 0, after the tag: in
 * NAD+FL+++A:B element 0 is "FL", element 3 has components 0 "A" and 1 "B".
 * Raw bytes; absent where there is none. */
struct slice edi_raw(const struct edi_segment *s, unsigned element, unsigned component);
unsigned edi_components(const struct edi_segment *s, unsigned element);

/* Unescaped, line breaks dropped, trimmed, UTF-8 text in the reader's arena
 * (or a range of the input when nothing had to change); absent when empty. */
struct slice edi_text(struct edi_reader *r, unsigned element, unsigned component);

bool edi_tag_is(const struct edi_segment *s, const char *tag);
struct place edi_place(const struct edi_segment *s);

/* A segment whose content has been erased by minimise/: its whole data is the
 * filler letter X (at least one X and nothing else between separators). */
bool edi_erased(const struct edi_segment *s);

#endif
