/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/shelves.h"

#include "screen/evidence.h"

/* A span that circa may widen on both sides, of one or two calendar years. */
#define SHORT_SPAN_YEARS 5

static uint32_t shelf_of_day(struct date d)
{
	if (!date_valid(d.year, d.month, d.day))
		return SHELF_OPEN;
	int32_t n = date_days(d) - SHELF_DAYS_FROM;
	return n < 0 || n >= SHELF_DAYS_COUNT ? SHELF_OPEN : (uint32_t)(SHELF_DAYS + n);
}

uint32_t shelf_of(const struct list_birth_date *b)
{
	if (!b)
		return SHELF_UNDATED;
	if (date_cmp(b->from, b->to) == 0 && !b->approximate)
		return shelf_of_day(b->from);
	int wider = b->approximate ? CIRCA_YEARS : 0;
	int from = b->from.year - wider;
	int to = b->to.year + wider;
	if (from < SHELF_SPANS_FROM || from > SHELF_SPANS_TO || to - from > SHORT_SPAN_YEARS)
		return SHELF_OPEN;
	return (uint32_t)(SHELF_SPANS + from - SHELF_SPANS_FROM);
}

/* Days, by shelf and then by what names must score. */
struct days {
	uint32_t list[SHELF_RANGES_MAX]; /* twice the shelf, and 1: names must be strong */
	unsigned count;
};

/* They come mostly in order. */
static void add_day(struct days *days, int year, int month, int day, bool strong)
{
	if (!date_valid(year, month, day) || days->count == SHELF_RANGES_MAX)
		return;
	uint32_t shelf = shelf_of_day((struct date){(int16_t)year, (int8_t)month, (int8_t)day});
	if (shelf == SHELF_OPEN)
		return;
	unsigned at = days->count++;
	uint32_t item = 2 * shelf + strong;
	for (; at > 0 && days->list[at - 1] > item; at--)
		days->list[at] = days->list[at - 1];
	days->list[at] = item;
}

/* Each of the last `digits` digits of a number replaced by each other one. */
static void add_digits(struct days *days, struct date d, int part, int value, int digits)
{
	for (int unit = 1; digits > 0; digits--, unit *= 10)
		for (int digit = 0; digit <= 9; digit++) {
			int other = value + (digit - value / unit % 10) * unit;
			if (other != value)
				add_day(days, part == 0 ? other : d.year,
					part == 1 ? other : d.month, part == 2 ? other : d.day,
					true);
		}
}

/* What evidence.c calls a slip, and the day itself. */
static void add_days(struct days *days, struct date d)
{
	add_day(days, d.year, d.month, d.day, false);
	add_day(days, d.year, d.day, d.month, true);
	add_digits(days, d, 0, d.year, 4);
	add_digits(days, d, 1, d.month, 2);
	add_digits(days, d, 2, d.day, 2);
	add_day(days, d.year, 1, 1, true);
	for (int month = 1; d.month == 1 && d.day == 1 && month <= 12; month++)
		for (int day = 1; day <= 31; day++)
			add_day(days, d.year, month, day, true);
}

unsigned shelves_for(struct date d, struct date last, struct shelf_range out[SHELF_RANGES_MAX])
{
	unsigned n = 0;
	bool day = !date_present(last) || date_cmp(d, last) == 0;
	if (!date_present(d) || !date_valid(d.year, d.month, d.day) || !day) {
		out[n++] = (struct shelf_range){
			0, SHELVES, date_present(d) ? NAME_LEAST_PERMILLE : NAME_STRONG_PERMILLE};
		return n;
	}
	out[n++] = (struct shelf_range){SHELF_UNDATED, SHELF_UNDATED + 1, NAME_STRONG_PERMILLE};
	out[n++] = (struct shelf_range){SHELF_OPEN, SHELF_OPEN + 1, NAME_LEAST_PERMILLE};
	int from = d.year - SHORT_SPAN_YEARS < SHELF_SPANS_FROM ? SHELF_SPANS_FROM
								: d.year - SHORT_SPAN_YEARS;
	int to = d.year > SHELF_SPANS_TO ? SHELF_SPANS_TO : d.year;
	if (from <= to)
		out[n++] = (struct shelf_range){(uint32_t)(SHELF_SPANS + from - SHELF_SPANS_FROM),
						(uint32_t)(SHELF_SPANS + to - SHELF_SPANS_FROM + 1),
						NAME_NEAR_PERMILLE};
	__attribute__((uninitialized)) struct days days;
	days.count = 0;
	add_days(&days, d);
	for (unsigned i = 0; i < days.count && n < SHELF_RANGES_MAX; i++) {
		uint32_t shelf = days.list[i] / 2;
		if (shelf >= out[n - 1].to)
			out[n++] = (struct shelf_range){shelf, shelf + 1,
							days.list[i] % 2 ? NAME_STRONG_PERMILLE
									 : NAME_LEAST_PERMILLE};
	}
	return n;
}
