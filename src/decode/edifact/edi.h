/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/edifact/edi.h - the EDIFACT token layer (ISO 9735 syntax 1 to 4):
 * bytes to segments, elements and components. Pure: no I/O, no clock.
 *
 * The reader walks the input once, forward, in time linear in its length. It
 * never copies: components are byte ranges of the input, and edi_text() makes
 * the unescaped UTF-8 text of one when it is wanted. Damage never stops it: it
 * reports a finding, resumes at the next known tag, and goes on.
 *
 * What it takes that the standard does not promise (docs/decode.md):
 * UNA of eight characters or with wrong separators, line breaks anywhere,
 * blanks around tags, U+2019 or 0x92 in the place of the terminator, a lost
 * terminator at the end of a line, a release character that eats the
 * terminator, NUL bytes, text around interchanges.
 */
#ifndef DECODE_EDIFACT_EDI_H
#define DECODE_EDIFACT_EDI_H

#include "model/message.h"

#define EDI_COMPONENTS_MAX 4000 /* of one segment; what is beyond is left out with a finding */
#define EDI_ELEMENTS_MAX 1000
#define EDI_WINDOW 2048 /* bytes that are scanned at once */
#define SCAN_BLOCK 64   /* bytes of a word with a bit for each */
#define EDI_INPUT_MAX ((size_t)UINT32_MAX - 1)

/* A tag as a number, for switch. */
#define EDI_TAG(a, b, c) (((uint32_t)(a) << 16) | ((uint32_t)(b) << 8) | (uint32_t)(c))

/* UNA, service string advice. */
struct edi_syntax {
	char component, element, decimal, release; /* release ' ' = none */
	char repetition;                           /* as in UNA; ' ' = none */
	char terminator;
};

/* How bytes become UTF-8 (UNB 0001): valid UTF-8 is taken as such, else the
 * declared part of ISO 8859, else Latin-1. */
enum edi_charset {
	EDI_LATIN1,
	EDI_8859_2,
	EDI_8859_5,
	EDI_8859_7,
	EDI_8859_3,
	EDI_8859_4,
	EDI_8859_6,
	EDI_8859_8,
	EDI_8859_9,
	EDI_8859_15,
	EDI_UTF8
};

struct edi_segment {
	char tag[4];       /* three letters, terminated */
	uint32_t code;     /* the same as EDI_TAG() */
	unsigned number;   /* 1 = UNH of its message; 0 outside a message */
	size_t offset;     /* of the tag in the input */
	size_t length;     /* with its terminator */
	unsigned elements; /* after the tag */
	bool plain;        /* only printable ASCII and nothing released: text = bytes */
	const char *bytes; /* the input */
	/* The rest is for edi.c; use edi_raw() and edi_text(). Component i of
	 * element e is number first[e] + i; component k is the bytes of the input
	 * from mark[k] to mark[k + 1] - 1. */
	const uint16_t *first;
	const uint32_t *mark;
};

/* What stands where in 64 bytes of the input: a bit for each, from the lowest. */
struct scan_block {
	uint64_t separators; /* of elements, components and segments */
	uint64_t components, terminators;
	uint64_t odd;          /* all else that is not plain text */
	uint64_t cr, lf, u, n; /* these characters */
};

/* The segments that lie in one window of the input, found together: all their
 * marks (see above), one behind the other. Mark k stands behind the k-th
 * separator or terminator, `first` names those that begin an element or end a
 * segment, and `end` names those in `first` that end one; `stop` is its mark. */
struct edi_index {
	size_t from;    /* the window begins there; what is before is not in it */
	size_t odd;     /* the next byte that takes a closer look, see scan_index */
	unsigned next;  /* the segment that comes next ... */
	unsigned begin; /* ... and its place in `first` */
	unsigned segments;
	uint64_t closer[EDI_WINDOW / SCAN_BLOCK]; /* all such bytes, a bit each */
	uint32_t mark[EDI_WINDOW + 1], stop[EDI_WINDOW + 1];
	uint16_t first[EDI_WINDOW + 1], end[EDI_WINDOW + 1];
};

struct scan_way; /* decode/edifact/scan.h */

struct edi_reader {
	struct slice input;
	size_t at;
	struct edi_syntax syntax;
	enum edi_charset charset;
	struct arena *arena;
	finding_list *findings;     /* of the message being read; may be changed between calls */
	unsigned number;            /* of the last segment of the message; 0 outside */
	struct edi_segment segment; /* the current one; overwritten by edi_next */

	/* edi.c's own */
	bool again;         /* edi_push_back */
	bool usual;         /* the next segment may be one like most: edi_next_usual */
	bool outside;       /* before the first interchange, or after a UNZ */
	bool una_before;    /* the last segment was UNA */
	bool repeats;       /* the repetition separator is in force; it counts as an element's */
	bool ascii;         /* UNB 0001 promises ASCII (UNOA, UNOB, IATA ...) */
	bool charset_noted; /* one finding a message; cleared at UNH */
	bool control_noted; /* the same */
	unsigned gaps;      /* unreadable segments passed over so far */
	unsigned char kind[256]; /* what each byte means under `syntax` */
	const struct scan_way *way;
	size_t window; /* first byte of the blocks; not cleared by edi_init, as what follows */
	struct scan_block blocks[EDI_WINDOW / SCAN_BLOCK];
	struct edi_index index;
	uint16_t first[EDI_ELEMENTS_MAX + 1]; /* of a segment that is not in the index */
	uint32_t mark[EDI_COMPONENTS_MAX + 1];
};

/* Starts at the beginning of `input`, which must live as long as what is read
 * from it, and has at most EDI_INPUT_MAX bytes. */
void edi_init(struct edi_reader *r, struct slice input, struct arena *a, finding_list *findings);

/* Reads the next segment into r->segment. RC_END at the end of the input. A
 * UNA is applied to r->syntax and returned as a segment with the tag "UNA";
 * a UNB sets r->charset. Empty and unreadable segments, and text outside
 * interchanges, are skipped. */
static inline enum rc edi_next(struct edi_reader *r) MUST_CHECK;

/* The next edi_next gives the current segment once more. */
void edi_push_back(struct edi_reader *r);

/* Insides of edi_next, here because there is one call for each segment. */
/* What it does with a segment that is not like most. */
enum rc edi_next_slow(struct edi_reader *r) MUST_CHECK;

/* Whether each of three ASCII characters, the first one lowest, is a capital. */
static inline bool edi_capitals(uint32_t letters)
{
	return ((letters + 0x3f3f3f) & ~(letters + 0x252525) & 0x808080) == 0x808080;
}

/* Reads the segment at r->at from the index, where three letters stand there
 * that are no service tag, a separator behind them, and nothing up to the
 * terminator that takes a closer look. */
static inline bool edi_next_usual(struct edi_reader *r)
{
	struct edi_index *x = &r->index;
	struct edi_segment *s = &r->segment;
	if (x->next == x->segments)
		return false;
	size_t end = x->stop[x->next];
	if (end <= r->at)
		return false;
	const char *line = r->input.p + r->at;
	size_t cr = line[0] == '\r';
	size_t at = r->at + cr + (line[cr] == '\n'); /* a line break may stand before it */
	const unsigned char *p = (const unsigned char *)r->input.p + at;
	if (x->mark[x->first[x->begin]] != at + 4 || x->odd < end || end - at > EDI_ELEMENTS_MAX)
		return false;
	uint32_t letters = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
	if (!edi_capitals(letters) || (letters & 0xffff) == ('U' | 'N' << 8))
		return false;
	unsigned last = x->end[x->next];
	memcpy(s->tag, p, 3);
	s->code = __builtin_bswap32(letters) >> 8;
	r->number += r->number > 0;
	s->number = r->number;
	s->offset = at;
	s->length = end - at;
	s->elements = last - x->begin;
	s->plain = true;
	s->first = x->first + x->begin;
	s->mark = x->mark;
	x->begin = last + 1;
	x->next++;
	r->at = end;
	return true;
}

static inline enum rc edi_next(struct edi_reader *r)
{
	return r->usual && edi_next_usual(r) ? RC_OK : edi_next_slow(r);
}

/* Elements and components are counted from 0, after the tag: in
 * NAD+FL+++A:B element 0 is "FL", element 3 has components 0 "A" and 1 "B".
 * Raw bytes; absent where there is none. */
static inline unsigned edi_components(const struct edi_segment *s, unsigned element)
{
	return element < s->elements ? (unsigned)s->first[element + 1] - s->first[element] : 0;
}

static inline struct slice edi_raw(const struct edi_segment *s, unsigned element,
				   unsigned component)
{
	if (component >= edi_components(s, element))
		return (struct slice){NULL, 0};
	size_t k = (size_t)s->first[element] + component;
	size_t n = (size_t)s->mark[k + 1] - 1 - s->mark[k];
	return n ? (struct slice){s->bytes + s->mark[k], n} : (struct slice){NULL, 0};
}

/* Of a component that is not plain text. */
struct slice edi_text_slow(struct edi_reader *r, struct slice raw);

/* Unescaped, line breaks dropped, trimmed, UTF-8 text in the reader's arena
 * (or a range of the input when nothing had to change); absent when empty. */
static inline struct slice edi_text(struct edi_reader *r, unsigned element, unsigned component)
{
	struct slice s = edi_raw(&r->segment, element, component);
	if (!r->segment.plain)
		return edi_text_slow(r, s);
	s = s.n ? slice_trim(s) : s;
	return s.n ? s : (struct slice){NULL, 0};
}

bool edi_tag_is(const struct edi_segment *s, const char *tag);
/* A tag of any message type that this program reads. */
bool edi_tag_known(uint32_t code);

static inline struct place edi_place(const struct edi_segment *s)
{
	return place_make(s->number, s->offset, s->length);
}

/* A segment whose content has been erased by minimise/: its whole data is the
 * filler letter X (at least two X and nothing else between separators). The
 * history action SAC+++X is never one. */
bool edi_erased_slow(const struct edi_segment *s);
static inline bool edi_erased(const struct edi_segment *s)
{
	struct slice begin = edi_raw(s, 0, 0);
	if (begin.n > 0 && (unsigned char)begin.p[0] > ' ' && begin.p[0] != 'X')
		return false; /* most segments */
	return s->elements > 0 && edi_erased_slow(s);
}

/* A finding at the current segment: edi_finding(r, SEVERITY_WARNING, "code", "format", ...). */
#define edi_finding(r, severity, code, ...) \
	finding_add((r)->findings, (r)->arena, (severity), (code), (r)->segment.number, \
		    (r)->segment.offset, __VA_ARGS__)

#endif
