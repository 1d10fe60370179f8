/* SPDX-License-Identifier: Apache-2.0 */
#include "model/airport.h"

#include "model/airport_table.h"

#include <stdlib.h>
#include <string.h>

#define IATA_LETTERS 3

static int by_code(const void *key, const void *row)
{
	return memcmp(key, ((const struct airport_row *)row)->code, IATA_LETTERS);
}

static const struct airport_row *find(struct slice port)
{
	if (port.n != IATA_LETTERS)
		return NULL;
	return bsearch(port.p, airport_rows, airport_rows_count, sizeof *airport_rows, by_code);
}

struct slice airport_country(struct slice port)
{
	const struct airport_row *row = find(port);
	return row ? slice_of(row->country) : (struct slice){0};
}

const char *airport_zone(struct slice port)
{
	const struct airport_row *row = find(port);
	return row ? airport_zones[row->zone] : NULL;
}
