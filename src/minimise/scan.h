/* SPDX-License-Identifier: Apache-2.0
 *
 * minimise/scan.h - private: one input on its way through minimisation.
 *
 *   minimise.c  walks the segments and what lies between them
 *   segment.c   knows which parts of a segment may hold what
 *   text.c      free text: statements, words, general remarks
 *   xml.c       the same for XML
 *   view.c      the characters of a piece of input, and overwriting them
 */
#ifndef MINIMISE_SCAN_H
#define MINIMISE_SCAN_H

#include "minimise/profile.h"
#include "minimise/view.h"

#define CODE_LETTERS 4 /* of a service */

struct scan {
	const struct minimise_profile *profile;
	struct word_index codes, words, permitted, structured;
	struct arena *arena; /* of the erasures */
	erasures *out;
	struct view view; /* the segment, or a window of what is none */
};

/* Notes an erasure at character `i` of the view; `code` and `why` are static. */
void scan_note(struct scan *s, size_t i, const char *code, const char *why);

/* Card numbers in [from, to) of the view; `across`: separators may stand
 * between groups of digits. */
void scan_cards(struct scan *s, size_t from, size_t to, unsigned digits_min, bool across);

/* Any bytes [from, to): codes with what follows them, and card numbers. */
void scan_raw(struct scan *s, size_t from, size_t to);

/* ---- xml.c ---- */
/* All of an XML input. The two differ only in their views. */
void xml_scan(struct scan *s, struct scan *raw, size_t n);

/* ---- segment.c ---- */
/* False when segment_scan would find nothing: most segments, told quickly. */
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
/* The profile lets a service request of this code stay. */
bool service_is_permitted(const struct scan *s, struct slice code);
bool service_is_minor(struct slice code);
/* A sensitive service code in [from, to), perhaps glued to "SSR"; NULL when
 * there is none. `*at` is where it stands. */
const char *text_find_code(const struct scan *s, size_t from, size_t to, size_t *at);

#endif
