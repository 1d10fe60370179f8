/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/country.h - States as ISO 3166-1 alpha-3, whatever a source writes.
 */
#ifndef SCREEN_COUNTRY_H
#define SCREEN_COUNTRY_H

#include "base/slice.h"

/* The alpha-3 code for an alpha-2 or alpha-3 code, a code of ICAO Doc 9303 part 3
 * section 5 (D, GBN, UNO ...) or an English short name, formal name or name of the
 * United Nations ("Iran (Islamic Republic of)"); absent if it is none of these.
 * Static memory. */
struct slice country_code(struct slice s);

struct country_name {
	const char *alpha3;
	const char *names; /* separated by "|" */
};

extern const struct country_name country_names[];
extern const size_t country_names_count;

#endif
