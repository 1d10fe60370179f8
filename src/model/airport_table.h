/* SPDX-License-Identifier: Apache-2.0
 *
 * model/airport_table.h - the data of model/airport.h. Made by tools/airports.py.
 */
#ifndef MODEL_AIRPORT_TABLE_H
#define MODEL_AIRPORT_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct airport_row {
	char code[4], country[4];
	uint16_t zone; /* index in airport_zones */
};

extern const char *const airport_zones[];
extern const struct airport_row airport_rows[]; /* sorted by code */
extern const size_t airport_rows_count;

#endif
