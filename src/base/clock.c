/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
	struct timespec ts;
	int failed = clock_gettime(id, &ts);
	assert(!failed);
	return (int64_t)ts.tv_sec * SECOND_US + ts.tv_nsec / 1000;
}

int64_t clock_now(const struct clock *c)
{
	return c->fixed_at ? c->fixed_at : read_clock(CLOCK_REALTIME);
}

int64_t clock_monotonic(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_boot(void)
{
	return read_clock(CLOCK_BOOTTIME);
}

int64_t clock_watch_ahead(struct clock_watch *w, int64_t clock_at, int64_t passed_at)
{
	if (!w->clock_at)
		*w = (struct clock_watch){clock_at, passed_at};
	return (clock_at - w->clock_at) - (passed_at - w->passed_at);
}

bool date_present(struct date d)
{
	return d.year != 0;
}

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool date_valid(int year, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	int last = days[month - 1] + (month == 2 && leap(year));
	return day <= last;
}

/* Days by counting years from 1 March, so that the leap day comes last. */
int32_t date_days(struct date d)
{
	int year = d.month > 2 ? d.year : d.year - 1;
	int month = (d.month + 9) % 12;
	int century_days = year * 365 + year / 4 - year / 100 + year / 400;
	return century_days + (month * 306 + 5) / 10 + d.day - 1 - 719468;
}

struct date date_from_days(int32_t days)
{
	int64_t n = (int64_t)days + 719468;
	int64_t year = (10000 * n + 14780) / 3652425;
	int64_t rest = n - (365 * year + year / 4 - year / 100 + year / 400);
	if (rest < 0) {
		year--;
		rest = n - (365 * year + year / 4 - year / 100 + year / 400);
	}
	int64_t month = (100 * rest + 52) / 3060;
	struct date d = {
		.year = (int16_t)(year + (month + 2) / 12),
		.month = (int8_t)((month + 2) % 12 + 1),
		.day = (int8_t)(rest - (month * 306 + 5) / 10 + 1),
	};
	return d;
}

int date_cmp(struct date a, struct date b)
{
	int left = a.year * 512 + a.month * 32 + a.day;
	int right = b.year * 512 + b.month * 32 + b.day;
	return left < right ? -1 : left > right;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	int64_t q = a / b;
	return q * b > a ? q - 1 : q;
}

struct date date_of_instant(int64_t at)
{
	return date_from_days((int32_t)floor_div(at, DAY_US));
}

static bool number(struct slice s, size_t from, size_t width, int *out)
{
	struct slice part = slice_range(s, from, from + width);
	uint64_t value;
	if (part.n != width || !slice_u64(part, &value))
		return false;
	*out = (int)value;
	return true;
}

bool date_parse(struct slice s, struct date *out)
{
	int y, m, d;
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	if (!number(s, 0, 4, &y) || !number(s, 5, 2, &m) || !number(s, 8, 2, &d))
		return false;
	if (!date_valid(y, m, d))
		return false;
	*out = (struct date){(int16_t)y, (int8_t)m, (int8_t)d};
	return true;
}

static void two_digits(char *p, int v)
{
	p[0] = (char)('0' + v / 10 % 10);
	p[1] = (char)('0' + v % 10);
}

void date_write(struct date d, char out[DATE_TEXT])
{
	two_digits(out, d.year / 100);
	two_digits(out + 2, d.year % 100);
	out[4] = '-';
	two_digits(out + 5, d.month);
	out[7] = '-';
	two_digits(out + 8, d.day);
	out[10] = '\0';
}

bool local_time_present(struct local_time t)
{
	return date_present(t.date);
}

int local_time_cmp(struct local_time a, struct local_time b)
{
	int c = date_cmp(a.date, b.date);
	if (c != 0)
		return c;
	int left = a.hour * 60 + a.minute;
	int right = b.hour * 60 + b.minute;
	return left < right ? -1 : left > right;
}

void local_time_write(struct local_time t, char out[LOCAL_TIME_TEXT])
{
	date_write(t.date, out);
	if (t.hour < 0)
		return;
	out[10] = 'T';
	two_digits(out + 11, t.hour);
	out[13] = ':';
	two_digits(out + 14, t.minute);
	out[16] = '\0';
}

bool local_time_parse(struct slice s, struct local_time *out)
{
	int hour, minute;
	struct local_time t = {.hour = -1};
	if (!date_parse(slice_range(s, 0, 10), &t.date))
		return false;
	if (s.n > 10) {
		if (s.n != 16 || s.p[10] != 'T' || s.p[13] != ':')
			return false;
		if (!number(s, 11, 2, &hour) || !number(s, 14, 2, &minute))
			return false;
		if (hour > 23 || minute > 59)
			return false;
		t.hour = (int8_t)hour;
		t.minute = (int8_t)minute;
	}
	*out = t;
	return true;
}

int64_t local_time_as_utc(struct local_time t)
{
	int64_t at = date_days(t.date) * DAY_US;
	if (t.hour >= 0)
		at += t.hour * HOUR_US + t.minute * MINUTE_US;
	return at;
}

void instant_write(int64_t at, char out[INSTANT_TEXT])
{
	int64_t days = floor_div(at, DAY_US);
	int second = (int)((at - days * DAY_US) / SECOND_US);
	struct local_time t = {
		.date = date_from_days((int32_t)days),
		.hour = (int8_t)(second / 3600),
		.minute = (int8_t)(second / 60 % 60),
	};
	local_time_write(t, out);
	out[16] = ':';
	two_digits(out + 17, second % 60);
	out[19] = 'Z';
	out[20] = '\0';
}

bool instant_parse(struct slice s, int64_t *out)
{
	int second = 0;
	struct local_time t;
	if (!slice_ends(s, "Z"))
		return false;
	if (s.n == 20 && s.p[16] == ':') {
		if (!number(s, 17, 2, &second) || second > 59)
			return false;
	} else if (s.n != 17) {
		return false;
	}
	if (!local_time_parse(slice_range(s, 0, 16), &t))
		return false;
	*out = local_time_as_utc(t) + second * SECOND_US;
	return true;
}
