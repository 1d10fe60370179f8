/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index/shelves.h - names laid by birth date, so that only those are looked
 * at that can alert: the table of outcomes (evidence.c) asks for the better a name
 * the less the birth dates agree.
 */
#ifndef SCREEN_INDEX_SHELVES_H
#define SCREEN_INDEX_SHELVES_H

#include "model/watchlist.h"

#define SHELF_UNDATED 0
#define SHELF_OPEN 1  /* long spans and days out of the ordinary: read for everybody */
#define SHELF_SPANS 2 /* short spans by their first year */
#define SHELF_SPANS_FROM 1800
#define SHELF_SPANS_TO 2199
#define SHELF_DAYS (SHELF_SPANS + SHELF_SPANS_TO - SHELF_SPANS_FROM + 1)
#define SHELF_DAYS_FROM (-43829) /* 1850-01-01, in days since 1970 */
#define SHELF_DAYS_COUNT 109572  /* to the end of 2149 */
#define SHELVES (SHELF_DAYS + SHELF_DAYS_COUNT)

/* Where a birth date of a list belongs; NULL: there is none. */
uint32_t shelf_of(const struct list_birth_date *b);

/* Shelves `from` up to before `to`, where names must score `least`. */
struct shelf_range {
	uint32_t from, to;
	unsigned least;
};

#define SHELF_RANGES_MAX 512

/* Ranges in rising order that hold everything that can alert for a traveller's birth
 * date; returns how many. `last` is absent or `d` where the day is known: else it may
 * be any day from `d` to `last`, and all is read. */
unsigned shelves_for(struct date d, struct date last, struct shelf_range out[SHELF_RANGES_MAX]);

#endif
