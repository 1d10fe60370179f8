/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/names/keys.h - Arabic names as the machine readable zone may write them, and the
 * classes of words that are one name.
 */
#ifndef SCREEN_NAMES_KEYS_H
#define SCREEN_NAMES_KEYS_H

#include "screen/names/name.h"

/* Whether a word looks like the reversible transliteration of ICAO Doc 9303
 * part 3 section 6 C: X pairs and next to no vowels (MXHMD). */
bool name_is_mrz_arabic(struct slice text);
/* Such a word in the usual letters (MHMD), in `room`. */
struct slice name_from_mrz_arabic(struct slice text, char room[WORD_LETTERS_MAX + 1]);

/* The classes of variants that a unit's spelling key is in (tables.h): VARIANT_FAMILIES
 * numbers, 0 where there are fewer. */
const uint16_t *name_families(const struct name_unit *u);

#endif
