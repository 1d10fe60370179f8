/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/ssr/fields.h - private: a text cut at its slashes, and what a field
 * looks like.
 */
#ifndef DECODE_SSR_FIELDS_H
#define DECODE_SSR_FIELDS_H

#include "base/slice.h"

#define SSR_FIELDS_MAX 16

struct ssr_fields {
	struct slice field[SSR_FIELDS_MAX];
	int count;
};

/* Fields are trimmed; what is beyond SSR_FIELDS_MAX is left out. */
void ssr_fields_split(struct slice text, struct ssr_fields *out);
/* Absent for an index outside. */
struct slice ssr_field(const struct ssr_fields *f, int index);

bool ssr_looks_date(struct slice s);    /* 14JUN87, 4JUN1987 */
bool ssr_looks_sex(struct slice s);     /* M F U X MI FI */
bool ssr_looks_country(struct slice s); /* two or three letters, or D */
bool ssr_has_digit(struct slice s);

#endif
