/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/pnrgov/card.h - payment card numbers found and reduced to their first
 * six and last four digits (docs/decode.md; ISO/IEC 7812 for what such a
 * number is). Shared by the decoder and by minimise/.
 */
#ifndef DECODE_PNRGOV_CARD_H
#define DECODE_PNRGOV_CARD_H

#include "base/arena.h"

#define CARD_DIGITS_MAX 19
#define CARD_FIRST 6 /* digits that may stay at the beginning */
#define CARD_LAST 4  /* and at the end */

/* A card number is 13 to 19 digits, or groups of at least four with one of
 * `joins` between, that begin with 2 to 6 and have a valid check digit; none
 * with fewer than `digits_min` digits. A number of 13 or 14 digits that is
 * called a ticket's ("TKT", "TKNE", "FA", "ETKT", or a coupon behind it) is
 * none. */
struct card_rule {
	unsigned digits_min;
	const char *joins;  /* tried first, " -" */
	const char *across; /* tried where that finds none; NULL = not tried */
};

struct card {
	size_t at[CARD_DIGITS_MAX]; /* where each digit stands in the text */
	size_t digits;
};

/* The next card number in `s` at or after `from` (0, or behind the last one).
 * False when there is none. Time linear in what is passed over. */
bool card_find(struct slice s, size_t from, const struct card_rule *rule, struct card *out);

/* What is said to be a card number: every digit between the first six and the
 * last four becomes X. What is masked already, or has at most ten characters,
 * stays. `s` itself, or a copy in `a`. */
struct slice card_mask_number(struct arena *a, struct slice s);

/* Card numbers within a text, reduced. `s` itself, or a copy in `a`; absent
 * when `a` is full. */
struct slice card_mask_text(struct arena *a, struct slice s, unsigned digits_min);

#endif
