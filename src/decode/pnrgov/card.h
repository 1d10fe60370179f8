/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/pnrgov/card.h - payment card numbers reduced to their first six and
 * last four digits (docs/decode.md; ISO/IEC 7812 for what such a number is).
 */
#ifndef DECODE_PNRGOV_CARD_H
#define DECODE_PNRGOV_CARD_H

#include "base/arena.h"

/* What is said to be a card number: every digit between the first six and the
 * last four becomes X. What is masked already, or has at most ten characters,
 * stays. `s` itself, or a copy in `a`. */
struct slice card_mask_number(struct arena *a, struct slice s);

/* Card numbers within a text: 13 to 19 digits, or groups of at least four with
 * a blank or hyphen between, that begin with 2 to 6 and have a valid check
 * digit; none with fewer than `digits_min` digits. A number of 13 or 14 digits
 * that is called a ticket's ("TKT", "TKNE", "FA", "ETKT", or a coupon behind
 * it) stays. `s` itself, or a copy in `a`; absent when `a` is full. */
struct slice card_mask_text(struct arena *a, struct slice s, unsigned digits_min);

#endif
