/* SPDX-License-Identifier: Apache-2.0
 *
 * model/country_table.h - the data of country_read() (model/country.h).
 */
#ifndef MODEL_COUNTRY_TABLE_H
#define MODEL_COUNTRY_TABLE_H

/* A place for each code of up to three capitals, 0 standing for none. */
#define COUNTRY_LETTER(c) ((c) ? (c) - 'A' + 1 : 0)
#define COUNTRY_KEY(a, b, c) ((COUNTRY_LETTER(a) * 27 + COUNTRY_LETTER(b)) * 27 + COUNTRY_LETTER(c))
#define COUNTRY_KEYS (27 * 27 * 27)

/* By the code as sent, D, FR or FRA: DEU, FRA, FRA; empty where it is none. */
extern const char country_codes[COUNTRY_KEYS][4];

#endif
