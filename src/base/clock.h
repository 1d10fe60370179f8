/* SPDX-License-Identifier: Apache-2.0
 *
 * base/clock.h - time: instants, calendar dates, and a clock that tests own.
 *
 * An instant is an int64_t of microseconds since 1970-01-01T00:00Z, named
 * `*_at`. A calendar date is a `struct date` (proleptic Gregorian calendar);
 * a local time of day without zone is a `struct local_time`, so that it can
 * not be mistaken for an instant.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/slice.h"

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)

struct clock {
	int64_t fixed_at; /* 0: the system's clock; else the time that tests set */
};

int64_t clock_now(const struct clock *c);
/* Microseconds from an arbitrary start that never go back; for durations. */
int64_t clock_monotonic(void);
/* The same, and the time counts during which the machine slept. */
int64_t clock_boot(void);

/* Tells by how much a clock ran ahead of the time that passed since the first call, in
 * microseconds; negative: it was set back. From zeros. */
struct clock_watch {
	int64_t clock_at, passed_at;
};
int64_t clock_watch_ahead(struct clock_watch *w, int64_t clock_at, int64_t passed_at);

struct date {
	int16_t year; /* 0 = absent */
	int8_t month; /* 1..12 */
	int8_t day;   /* 1..31 */
};

struct local_time {
	struct date date;
	int8_t hour;   /* 0..23; -1 = only the date is known */
	int8_t minute; /* 0..59 */
};

/* Text forms with their terminating NUL. */
#define DATE_TEXT 11       /* 1970-01-02 */
#define LOCAL_TIME_TEXT 17 /* 1970-01-02T03:04 */
#define INSTANT_TEXT 21    /* 1970-01-02T03:04:05Z */

bool date_present(struct date d);
bool date_valid(int year, int month, int day); /* year 1..9999 */
int32_t date_days(struct date d);              /* days since 1970-01-01 */
struct date date_from_days(int32_t days);
int date_cmp(struct date a, struct date b);
struct date date_of_instant(int64_t at);           /* in UTC */
bool date_parse(struct slice s, struct date *out); /* YYYY-MM-DD */
void date_write(struct date d, char out[DATE_TEXT]);

bool local_time_present(struct local_time t);
int local_time_cmp(struct local_time a, struct local_time b); /* no hour sorts first */
/* YYYY-MM-DDTHH:MM, or only the date. */
void local_time_write(struct local_time t, char out[LOCAL_TIME_TEXT]);
bool local_time_parse(struct slice s, struct local_time *out);
/* The instant if the local time were UTC (an hour of -1 counts as 0). */
int64_t local_time_as_utc(struct local_time t);

/* To the second, ending in Z. */
void instant_write(int64_t at, char out[INSTANT_TEXT]);
bool instant_parse(struct slice s, int64_t *out);

#endif
