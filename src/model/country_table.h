/* SPDX-License-Identifier: Apache-2.0
 *
 * model/country_table.h - the data of country_read() (model/country.h).
 */
#ifndef MODEL_COUNTRY_TABLE_H
#define MODEL_COUNTRY_TABLE_H

#include <stddef.h>

struct country_code {
	char sent[4]; /* D, FR, FRA */
	char code[4]; /* DEU, FRA, FRA */
};

extern const struct country_code country_codes[]; /* sorted by `sent` */
extern const size_t country_codes_count;

#endif
