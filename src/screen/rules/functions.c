/* SPDX-License-Identifier: Apache-2.0
 *
 * CEL specification, "List of Standard Definitions". `matches` is not offered: no regular
 * expression is needed to compare what fields hold, and none can be slow that is not there.
 */
#include "screen/rules/node.h"

#include "base/clock.h"
#include "base/utf8.h"

#include <math.h>

#define TWO_TO_63 9223372036854775808.0

#define NO_CONVERSION "the value can not be converted"

static struct value text_value(struct slice s)
{
	return (struct value){.kind = KIND_STRING, .s = s};
}

static struct value call_size(struct run *r, const struct function *f, const struct value *x,
			      unsigned count)
{
	(void)r, (void)f, (void)count;
	int64_t n = 0;
	if (x->kind == KIND_LIST)
		return value_int(x->count);
	for (size_t i = 0; i < x->s.n; i++) /* characters, not bytes */
		n += ((unsigned char)x->s.p[i] & 0xC0) != 0x80;
	return value_int(n);
}

/* ---- texts ---- */

enum { AT_START, AT_END, ANYWHERE };

static bool holds(struct slice s, struct slice part)
{
	for (size_t i = 0; i + part.n <= s.n; i++) {
		if (slice_eq(slice_range(s, i, i + part.n), part))
			return true;
	}
	return false;
}

static struct value call_part(struct run *r, const struct function *f, const struct value *x,
			      unsigned count)
{
	(void)r, (void)count;
	struct slice s = x[0].s, part = x[1].s;
	if (f->which == ANYWHERE)
		return value_bool(holds(s, part));
	size_t from = f->which == AT_END && s.n >= part.n ? s.n - part.n : 0;
	return value_bool(s.n >= part.n && slice_eq(slice_range(s, from, from + part.n), part));
}

/* ---- conversions ---- */

static bool int_of_text(struct slice s, int64_t *out)
{
	uint64_t u;
	bool negative = slice_starts(s, "-");
	if (!slice_u64(slice_range(s, negative, s.n), &u) || u > (uint64_t)INT64_MAX + negative)
		return false;
	*out = negative ? (int64_t)(0 - u) : (int64_t)u;
	return true;
}

static struct value call_int(struct run *r, const struct function *f, const struct value *x,
			     unsigned count)
{
	(void)r, (void)f, (void)count;
	struct value v = {.kind = KIND_INT, .i = x->i};
	bool good = true;
	if (x->kind == KIND_UINT)
		good = x->u <= INT64_MAX;
	else if (x->kind == KIND_DOUBLE) /* towards zero */
		good = x->d > -TWO_TO_63 && x->d < TWO_TO_63;
	else if (x->kind == KIND_STRING)
		good = int_of_text(x->s, &v.i);
	else if (x->kind == KIND_TIMESTAMP) /* seconds, down */
		v.i = x->i / SECOND_US - (x->i % SECOND_US < 0);
	if (good && x->kind == KIND_DOUBLE)
		v.i = (int64_t)x->d;
	return good ? v : value_error(NO_CONVERSION);
}

static struct value call_uint(struct run *r, const struct function *f, const struct value *x,
			      unsigned count)
{
	(void)r, (void)f, (void)count;
	struct value v = {.kind = KIND_UINT, .u = x->u};
	bool good = true;
	if (x->kind == KIND_INT)
		good = x->i >= 0;
	else if (x->kind == KIND_DOUBLE)
		good = x->d > -1 && x->d < 0x1p64;
	else if (x->kind == KIND_STRING)
		good = slice_u64(x->s, &v.u);
	if (good && x->kind == KIND_DOUBLE)
		v.u = (uint64_t)x->d;
	return good ? v : value_error(NO_CONVERSION);
}

static struct value call_double(struct run *r, const struct function *f, const struct value *x,
				unsigned count)
{
	(void)r, (void)f, (void)count;
	struct value v = {.kind = KIND_DOUBLE, .d = x->d};
	bool good = true;
	if (x->kind == KIND_INT)
		v.d = (double)x->i;
	else if (x->kind == KIND_UINT)
		v.d = (double)x->u;
	else if (x->kind == KIND_STRING)
		good = double_parse(x->s, &v.d);
	return good ? v : value_error(NO_CONVERSION);
}

static struct value call_string(struct run *r, const struct function *f, const struct value *x,
				unsigned count)
{
	(void)f, (void)count;
	if (x->kind == KIND_STRING)
		return *x;
	struct slice s = value_write(x, r->reading.arena);
	if (x->kind == KIND_UINT) /* without the u of a literal */
		s = slice_range(s, 0, s.n - 1);
	return s.p ? text_value(s) : value_error("out of memory");
}

static struct value call_timestamp(struct run *r, const struct function *f, const struct value *x,
				   unsigned count)
{
	(void)r, (void)f, (void)count;
	struct value v = {.kind = KIND_TIMESTAMP, .i = x->i};
	bool good = true;
	if (x->kind == KIND_STRING)
		good = timestamp_parse(x->s, &v.i);
	else if (x->kind == KIND_INT)
		good = !__builtin_mul_overflow(x->i, SECOND_US, &v.i) && v.i >= TIMESTAMP_LEAST &&
		       v.i <= TIMESTAMP_MOST;
	return good ? v : value_error("not a time such as 2026-03-01T12:00:00Z");
}

static struct value call_duration(struct run *r, const struct function *f, const struct value *x,
				  unsigned count)
{
	(void)r, (void)f, (void)count;
	struct value v = {.kind = KIND_DURATION, .i = x->i};
	bool good = x->kind == KIND_DURATION || duration_parse(x->s, &v.i);
	return good ? v : value_error("not a span of time such as 36h or 1h30m");
}

/* ---- parts of times ---- */

enum time_part {
	FULL_YEAR,
	MONTH,        /* from 0 */
	DATE,         /* from 1 */
	DAY_OF_MONTH, /* from 0 */
	DAY_OF_WEEK,  /* Sunday is 0 */
	DAY_OF_YEAR,  /* from 0 */
	HOURS,
	MINUTES,
	SECONDS,
	MILLISECONDS,
};

/* "UTC", "+02:00", "-03:30": zones by name would need a table of them, which changes. */
static bool zone_offset(struct slice s, int64_t *out)
{
	int64_t at;
	char text[] = "1970-01-02T00:00:00+00:00";
	*out = 0;
	if (slice_is(s, "UTC"))
		return true;
	if (s.n != 6)
		return false;
	memcpy(text + sizeof text - 7, s.p, 6);
	if (!timestamp_parse(slice_of(text), &at))
		return false;
	*out = DAY_US - at;
	return true;
}

static int64_t whole_days(int64_t at)
{
	return at / DAY_US - (at % DAY_US < 0);
}

static int64_t day_part(enum time_part part, int64_t days)
{
	struct date d = date_from_days((int32_t)days);
	struct date new_year = {d.year, 1, 1};
	switch (part) {
	case FULL_YEAR:
		return d.year;
	case MONTH:
		return d.month - 1;
	case DATE:
		return d.day;
	case DAY_OF_MONTH:
		return d.day - 1;
	case DAY_OF_WEEK: /* 1970-01-01 was a Thursday */
		return ((days + 4) % 7 + 7) % 7;
	case DAY_OF_YEAR:
	case HOURS:
	case MINUTES:
	case SECONDS:
	case MILLISECONDS:
		break;
	}
	return days - date_days(new_year);
}

static int64_t clock_part(enum time_part part, int64_t rest)
{
	if (part == HOURS)
		return rest / HOUR_US;
	if (part == MINUTES)
		return rest / MINUTE_US % 60;
	return part == SECONDS ? rest / SECOND_US % 60 : rest / 1000 % 1000;
}

static struct value call_time_part(struct run *r, const struct function *f, const struct value *x,
				   unsigned count)
{
	(void)r;
	enum time_part part = (enum time_part)f->which;
	int64_t away = 0;
	if (count == 2 && !zone_offset(x[1].s, &away))
		return value_error("not a zone such as UTC or +02:00");
	int64_t at = x->i + away;
	if (at < TIMESTAMP_LEAST || at > TIMESTAMP_MOST)
		return value_error("a time outside the years 1 to 9999");
	int64_t days = whole_days(at);
	return value_int(part < HOURS ? day_part(part, days)
				      : clock_part(part, at - days * DAY_US));
}

/* All of it in that unit; milliseconds are those beyond the second. */
static struct value call_span_part(struct run *r, const struct function *f, const struct value *x,
				   unsigned count)
{
	(void)r, (void)count;
	static const int64_t units[] = {
		[HOURS] = HOUR_US, [MINUTES] = MINUTE_US, [SECONDS] = SECOND_US};
	if (f->which == MILLISECONDS)
		return value_int(x->i / 1000 % 1000);
	return value_int(x->i / units[f->which]);
}

/* ---- the table ---- */

#define TIME_PART(name, part) \
	{ \
		name, {KIND_TIMESTAMP, KIND_STRING}, true, true, KIND_INT, call_time_part, part \
	}
#define SPAN_PART(name, part) \
	{ \
		name, {KIND_DURATION}, true, false, KIND_INT, call_span_part, part \
	}
#define TEXT_PART(name, where) \
	{ \
		name, {KIND_STRING, KIND_STRING}, true, false, KIND_BOOL, call_part, where \
	}
#define CONVERT(name, from, to, call) \
	{ \
		name, {from}, false, false, to, call, 0 \
	}

static const struct function functions[] = {
	{"size", {KIND_STRING}, false, false, KIND_INT, call_size, 0},
	{"size", {KIND_LIST}, false, false, KIND_INT, call_size, 0},
	{"size", {KIND_STRING}, true, false, KIND_INT, call_size, 0},
	{"size", {KIND_LIST}, true, false, KIND_INT, call_size, 0},
	TEXT_PART("startsWith", AT_START),
	TEXT_PART("endsWith", AT_END),
	TEXT_PART("contains", ANYWHERE),
	CONVERT("int", KIND_INT, KIND_INT, call_int),
	CONVERT("int", KIND_UINT, KIND_INT, call_int),
	CONVERT("int", KIND_DOUBLE, KIND_INT, call_int),
	CONVERT("int", KIND_STRING, KIND_INT, call_int),
	CONVERT("int", KIND_TIMESTAMP, KIND_INT, call_int),
	CONVERT("uint", KIND_UINT, KIND_UINT, call_uint),
	CONVERT("uint", KIND_INT, KIND_UINT, call_uint),
	CONVERT("uint", KIND_DOUBLE, KIND_UINT, call_uint),
	CONVERT("uint", KIND_STRING, KIND_UINT, call_uint),
	CONVERT("double", KIND_DOUBLE, KIND_DOUBLE, call_double),
	CONVERT("double", KIND_INT, KIND_DOUBLE, call_double),
	CONVERT("double", KIND_UINT, KIND_DOUBLE, call_double),
	CONVERT("double", KIND_STRING, KIND_DOUBLE, call_double),
	CONVERT("string", KIND_STRING, KIND_STRING, call_string),
	CONVERT("string", KIND_BOOL, KIND_STRING, call_string),
	CONVERT("string", KIND_INT, KIND_STRING, call_string),
	CONVERT("string", KIND_UINT, KIND_STRING, call_string),
	CONVERT("string", KIND_DOUBLE, KIND_STRING, call_string),
	CONVERT("string", KIND_TIMESTAMP, KIND_STRING, call_string),
	CONVERT("string", KIND_DURATION, KIND_STRING, call_string),
	CONVERT("timestamp", KIND_STRING, KIND_TIMESTAMP, call_timestamp),
	CONVERT("timestamp", KIND_INT, KIND_TIMESTAMP, call_timestamp),
	CONVERT("timestamp", KIND_TIMESTAMP, KIND_TIMESTAMP, call_timestamp),
	CONVERT("duration", KIND_STRING, KIND_DURATION, call_duration),
	CONVERT("duration", KIND_DURATION, KIND_DURATION, call_duration),
	TIME_PART("getFullYear", FULL_YEAR),
	TIME_PART("getMonth", MONTH),
	TIME_PART("getDate", DATE),
	TIME_PART("getDayOfMonth", DAY_OF_MONTH),
	TIME_PART("getDayOfWeek", DAY_OF_WEEK),
	TIME_PART("getDayOfYear", DAY_OF_YEAR),
	TIME_PART("getHours", HOURS),
	TIME_PART("getMinutes", MINUTES),
	TIME_PART("getSeconds", SECONDS),
	TIME_PART("getMilliseconds", MILLISECONDS),
	SPAN_PART("getHours", HOURS),
	SPAN_PART("getMinutes", MINUTES),
	SPAN_PART("getSeconds", SECONDS),
	SPAN_PART("getMilliseconds", MILLISECONDS),
};

static bool fits(const struct function *f, const struct node *call)
{
	unsigned most = f->args[1] != KIND_ERROR ? 2 : 1;
	unsigned least = most - f->optional;
	if (f->method != call->method || !slice_is(call->name, f->name) ||
	    call->arg_count < least || call->arg_count > most)
		return false;
	for (unsigned i = 0; i < call->arg_count; i++) {
		if (call->args[i]->type.kind != f->args[i])
			return false;
	}
	return true;
}

const struct function *function_find(const struct node *call)
{
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		if (fits(&functions[i], call))
			return &functions[i];
	}
	return NULL;
}

bool function_named(struct slice name)
{
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		if (slice_is(name, functions[i].name))
			return true;
	}
	return false;
}
