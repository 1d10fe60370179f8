/* SPDX-License-Identifier: Apache-2.0
 *
 * minimise/scan.h - private: one input on its way through minimisation.
 *
 *   minimise.c  walks the segments and what lies between them
 *   segment.c   knows which parts of a segment may hold what
 *   quick.c     knows of most segments at a glance that they hold nothing
 *   text.c      free text: statements, words, general remarks
 *   heading.c   headings that are not permitted
 *   xml.c       the same for XML
 *   view.c      the characters of a piece of input, and overwriting them
 */
#ifndef MINIMISE_SCAN_H
#define MINIMISE_SCAN_H

#include "minimise/profile.h"
#include "minimise/view.h"

#define CODE_LETTERS 4 /* of a service */
#define WORD_LETTERS 3 /* of the shortest sensitive words */

/* Verdicts on tags and codes, which come again and again. A place may be taken
 * by another key: then its verdict is found anew. */
#define MEMO_SIZE 64
struct memo {
	uint32_t key[MEMO_SIZE];
	unsigned char verdict[MEMO_SIZE];
};

/* Where in a message a segment stands, for what it means (heading.c). */
struct heading_place {
	bool in_pnr, in_history, in_person;
	bool splits, pays, flights; /* behind EQN, TKT or FOP, TVL of the booking */
	unsigned names;
};

struct scan {
	const struct minimise_profile *profile;
	struct word_index codes, words, permitted, structured;
	struct arena *arena; /* of the erasures */
	erasures *out;
	struct view view; /* the segment, or a window of what is none */
	struct memo tags, services;
	struct heading_place place;
};

/* Notes an erasure at character `i` of the view; `code` and `why` are static. */
void scan_note(struct scan *s, size_t i, const char *code, const char *why);

/* The same at an offset of the input. */
void scan_note_at(struct scan *s, size_t offset, const char *code, const char *why);

/* ---- heading.c ---- */
/* Erases of the segment what lies under a heading that is not permitted. */
void heading_scan(struct scan *s, const struct edi_segment *segment);
/* Keeps account of where one is. */
void heading_step(struct heading_place *p, const struct edi_segment *segment);
unsigned service_heading(struct slice code); /* of a service request: 1 to 19 */
const char *heading_code(uint32_t bits);     /* "heading-4", of the lowest */
/* Blanks a part of the input, separators aside; true when there was something. */
bool heading_blank(struct scan *s, struct slice part);

/* Card numbers in [from, to) of the view; `across`: separators may stand
 * between groups of digits. */
void scan_cards(struct scan *s, size_t from, size_t to, unsigned digits_min, bool across);

/* ---- quick.c ---- */
enum quick {
	QUICK_UNKNOWN, /* no tag of any message type: not a segment */
	QUICK_CLEAR,   /* segment_scan would find nothing */
	QUICK_LOOK,    /* it may */
};
/* Never clear where segment_scan finds something; most others are. */
enum quick segment_quick(struct scan *s, const struct edi_segment *segment);
/* Whether view_build_plain gives what view_build gives. */
bool segment_is_plain(const struct scan *s, const struct edi_segment *segment);

/* Any bytes [from, to): codes with what follows them, and card numbers. */
void scan_raw(struct scan *s, size_t from, size_t to);

/* ---- xml.c ---- */
/* All of an XML input. The two differ only in their views. */
void xml_scan(struct scan *s, struct scan *raw, size_t n);
/* Before it, where the profile does not permit every heading (xml_heading.c). */
void xml_heading_scan(struct scan *s, size_t n);

/* ---- segment.c ---- */

/* Digits that a card number has at least, where other long numbers stand:
 * ticket numbers have 13 or 14, international telephone numbers 13 at most in use. */
#define CARD_DIGITS 13
#define CARD_DIGITS_TELEPHONE 14
#define CARD_DIGITS_TICKET 15

#define SSR_TEXT 8            /* component of the first element where its text begins */
#define SEAT_CHARACTERISTIC 3 /* component of a further element of SSR */
#define DAT_TEXT 1            /* component that is a date, or the text of a check-in */
#define ADD_TEXT 7            /* component of an address that is free text */
#define GROUP_TYPE 1

unsigned ssr_card_digits(struct slice code);
/* Segments where the code of a sensitive service may be a component of its own. */
bool segment_has_codes(uint32_t tag);
/* Tags that are looked for inside a segment, because the terminator before
 * them may be lost. */
bool tag_may_be_fused(uint32_t tag);
/* False when segment_scan would find nothing: for data that are not plain. */
bool segment_may_hold(uint32_t tag, struct slice data, char element);
/* The view holds the data of a segment, from behind the separator that ends its tag. */
void segment_scan(struct scan *s, uint32_t tag);

/* ---- text.c ---- */
enum text_kind {
	TEXT_NEUTRAL, /* belongs to a permitted heading (history, fares, group name) */
	TEXT_REMARK,  /* a general remark, unless it says otherwise */
	TEXT_NAMES,   /* names, contacts, unaccompanied minors: single words are erased, no codes */
};
void text_scan(struct scan *s, size_t from, size_t to, enum text_kind kind);
/* A service request of this code holds names, numbers or addresses in fixed fields. */
extern const char *const structured_services[];
bool service_is_structured(const struct scan *s, struct slice code);
/* A word of the list of sensitive codes, perhaps behind "SSR"; NULL: none. */
const char *text_code_of(const struct scan *s, struct slice word);
/* The profile lets a service request of this code stay. */
bool service_is_permitted(const struct scan *s, struct slice code);
bool service_is_minor(struct slice code);
/* A sensitive service code in [from, to), perhaps glued to "SSR"; NULL when
 * there is none. `*at` is where it stands. */
const char *text_find_code(const struct scan *s, size_t from, size_t to, size_t *at);

#endif
