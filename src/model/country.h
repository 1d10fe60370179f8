/* SPDX-License-Identifier: Apache-2.0
 *
 * model/country.h - codes of States.
 */
#ifndef MODEL_COUNTRY_H
#define MODEL_COUNTRY_H

#include "base/slice.h"

/* ISO 3166-1 alpha-2 or alpha-3, or a code of ICAO 9303-3 section 5 (D, GBD,
 * XXA, UNO, UTO ...), in any case, as alpha-3 (or the ICAO code); static.
 * Absent when it is none of them. */
struct slice country_read(struct slice s);

#endif
