/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/rules/value.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define VALUE_TEXT_MAX ((size_t)64 << 10)

/* ---- types ---- */

static const struct {
	const char *name;
	enum kind kind;
} kinds[] = {
	{"null", KIND_NULL},           {"bool", KIND_BOOL},         {"int", KIND_INT},
	{"uint", KIND_UINT},           {"double", KIND_DOUBLE},     {"string", KIND_STRING},
	{"timestamp", KIND_TIMESTAMP}, {"duration", KIND_DURATION},
};

static enum kind kind_parse(struct slice text)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (slice_is(text, kinds[i].name))
			return kinds[i].kind;
	}
	return KIND_OBJECT;
}

static struct slice kind_write(enum kind kind, struct slice object)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (kinds[i].kind == kind)
			return slice_of(kinds[i].name);
	}
	return kind == KIND_OBJECT ? object : SLICE("any");
}

struct rule_type rule_type_parse(struct slice text)
{
	struct rule_type t = {.kind = kind_parse(text)};
	struct slice item = text;
	if (slice_starts(text, "list(") && slice_ends(text, ")")) {
		item = slice_range(text, 5, text.n - 1);
		t.kind = KIND_LIST;
		t.of = kind_parse(item);
	}
	if (t.kind == KIND_OBJECT || t.of == KIND_OBJECT)
		t.object = item;
	return t;
}

struct slice rule_type_write(struct rule_type t, struct arena *a)
{
	if (t.kind == KIND_LIST)
		return arena_printf(a, "list(%.*s)", SLICE_ARG(kind_write(t.of, t.object)));
	return kind_write(t.kind, t.object);
}

bool rule_type_same(struct rule_type a, struct rule_type b)
{
	if (a.kind == KIND_LIST && b.kind == KIND_LIST &&
	    (a.of == KIND_ERROR || b.of == KIND_ERROR))
		return true; /* an empty list is of any type */
	return a.kind == b.kind && a.of == b.of && slice_eq(a.object, b.object);
}

/* ---- values ---- */

const char value_no_such_field[] = "no such field";

struct value value_error(const char *why)
{
	return (struct value){.kind = KIND_ERROR, .error = {.why = why}};
}

struct value value_bool(bool b)
{
	return (struct value){.kind = KIND_BOOL, .b = b};
}

struct value value_int(int64_t i)
{
	return (struct value){.kind = KIND_INT, .i = i};
}

struct value value_text(struct slice s)
{
	if (!slice_present(s))
		return VALUE_ABSENT;
	if (s.n > FIELD_TEXT_MAX)
		return value_error("the field is longer than 256 bytes");
	return (struct value){.kind = KIND_STRING, .s = s};
}

/* ---- writing ---- */

static void character_write(struct buf *out, uint32_t c, struct slice bytes)
{
	static const char names[] = "abtnvfr"; /* of the characters 7 to 13 */
	if (c >= 7 && c <= 13)
		buf_printf(out, "\\%c", names[c - 7]);
	else if (c == '"' || c == '\\')
		buf_printf(out, "\\%c", (char)c);
	else if (c < ' ' || c == 0x7F)
		buf_printf(out, "\\u%04x", (unsigned)c);
	else
		buf_add(out, bytes);
}

void text_write(struct buf *out, struct slice s)
{
	buf_char(out, '"');
	while (s.n > 0) {
		size_t width;
		uint32_t c = utf8_read(s, &width);
		bool broken = c == 0xFFFD && width == 1;
		character_write(out, c, broken ? SLICE("\xEF\xBF\xBD") : slice_range(s, 0, width));
		s = slice_range(s, width, s.n);
	}
	buf_char(out, '"');
}

static bool same_double(double a, double b)
{
	return !(a < b) && !(a > b);
}

void double_write(double d, char out[DOUBLE_TEXT])
{
	if (!isfinite(d)) {
		(void)snprintf(out, DOUBLE_TEXT, "%s",
			       isnan(d) ? "NaN"
			       : d < 0  ? "-Infinity"
					: "Infinity");
		return;
	}
	for (int digits = 1; digits <= 17; digits++) {
		(void)snprintf(out, DOUBLE_TEXT - 2, "%.*g", digits, d);
		if (same_double(strtod(out, NULL), d))
			break;
	}
	if (!strpbrk(out, ".e"))
		(void)snprintf(out + strlen(out), 3, ".0");
}

static void instant_with_fraction(int64_t at, struct buf *out)
{
	char text[INSTANT_TEXT];
	int64_t rest = at % SECOND_US;
	rest = rest < 0 ? rest + SECOND_US : rest;
	instant_write(at - rest, text);
	buf_add(out, slice_range(slice_of(text), 0, INSTANT_TEXT - 2));
	if (rest)
		buf_printf(out, ".%06d", (int)rest);
	buf_char(out, 'Z');
}

static void duration_seconds(int64_t d, struct buf *out)
{
	uint64_t size = d < 0 ? 0 - (uint64_t)d : (uint64_t)d;
	buf_printf(out, "%s%llu", d < 0 ? "-" : "", (unsigned long long)(size / SECOND_US));
	if (size % SECOND_US)
		buf_printf(out, ".%06u", (unsigned)(size % SECOND_US));
	buf_char(out, 's');
}

static void scalar_write(const struct value *v, struct buf *out)
{
	char text[DOUBLE_TEXT];
	switch (v->kind) {
	case KIND_NULL:
		buf_text(out, "null");
		break;
	case KIND_BOOL:
		buf_text(out, v->b ? "true" : "false");
		break;
	case KIND_INT:
		buf_printf(out, "%lld", (long long)v->i);
		break;
	case KIND_UINT:
		buf_printf(out, "%lluu", (unsigned long long)v->u);
		break;
	case KIND_DOUBLE:
		double_write(v->d, text);
		buf_text(out, text);
		break;
	case KIND_STRING:
		text_write(out, v->s);
		break;
	case KIND_TIMESTAMP:
		instant_with_fraction(v->i, out);
		break;
	case KIND_DURATION:
		duration_seconds(v->i, out);
		break;
	case KIND_OBJECT:
	case KIND_LIST:
	case KIND_ERROR:
		break;
	}
}

static void list_write(const struct value *v, struct buf *out)
{
	if (v->count > 0 && v->items[0].kind == KIND_OBJECT) {
		buf_printf(out, "%u items", v->count);
		return;
	}
	buf_char(out, '[');
	for (unsigned i = 0; i < v->count; i++) {
		buf_text(out, i ? ", " : "");
		scalar_write(&v->items[i], out);
	}
	buf_char(out, ']');
}

struct slice value_write(const struct value *v, struct arena *a)
{
	struct buf out;
	buf_init(&out, VALUE_TEXT_MAX);
	if (v->kind == KIND_LIST)
		list_write(v, &out);
	else
		scalar_write(v, &out);
	struct slice copy = {0};
	if (v->kind != KIND_ERROR && !buf_failed(&out))
		copy = arena_copy(a, buf_slice(&out));
	buf_release(&out);
	return copy;
}

/* ---- reading ---- */

/* Takes two digits behind `before` off the text. */
static bool two_digits(struct slice *s, char before, int least, int most, int *out)
{
	size_t at = before ? 1 : 0;
	if (s->n < at + 2 || (before && s->p[0] != before) || !ascii_digit(s->p[at]) ||
	    !ascii_digit(s->p[at + 1]))
		return false;
	*out = (s->p[at] - '0') * 10 + (s->p[at + 1] - '0');
	*s = slice_range(*s, at + 2, s->n);
	return *out >= least && *out <= most;
}

/* Takes ".5" off; up to six digits. */
static bool fraction(struct slice *s, int64_t *out)
{
	int64_t unit = SECOND_US;
	size_t n = 1;
	*out = 0;
	if (s->n == 0 || s->p[0] != '.')
		return true;
	for (; n < s->n && ascii_digit(s->p[n]); n++) {
		unit /= 10;
		if (unit == 0)
			return false;
		*out += (s->p[n] - '0') * unit;
	}
	*s = slice_range(*s, n, s->n);
	return n > 1;
}

static bool offset(struct slice s, int64_t *out)
{
	int hours, minutes;
	*out = 0;
	if (slice_is(s, "Z"))
		return true;
	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-'))
		return false;
	int64_t sign = s.p[0] == '-' ? -1 : 1;
	s = slice_range(s, 1, s.n);
	if (!two_digits(&s, 0, 0, 23, &hours) || !two_digits(&s, ':', 0, 59, &minutes))
		return false;
	*out = sign * (hours * HOUR_US + minutes * MINUTE_US);
	return true;
}

bool timestamp_parse(struct slice s, int64_t *out)
{
	struct date day;
	int hour, minute, second;
	int64_t part, away;
	if (!date_parse(slice_range(s, 0, 10), &day))
		return false;
	s = slice_range(s, 10, s.n);
	if (!two_digits(&s, 'T', 0, 23, &hour) || !two_digits(&s, ':', 0, 59, &minute) ||
	    !two_digits(&s, ':', 0, 59, &second) || !fraction(&s, &part) || !offset(s, &away))
		return false;
	*out = date_days(day) * DAY_US + hour * HOUR_US + minute * MINUTE_US + second * SECOND_US +
	       part - away;
	return *out >= TIMESTAMP_LEAST && *out <= TIMESTAMP_MOST;
}

static int64_t unit_cut(struct slice *s)
{
	static const struct {
		const char *name;
		int64_t size;
	} units[] = {{"ms", 1000}, {"us", 1}, {"h", HOUR_US}, {"m", MINUTE_US}, {"s", SECOND_US}};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (slice_starts(*s, units[i].name)) {
			*s = slice_range(*s, strlen(units[i].name), s->n);
			return units[i].size;
		}
	}
	return 0;
}

/* Takes "1.5h" off and adds it. What is finer than a microsecond has no place. */
static bool span_cut(struct slice *s, int64_t *sum)
{
	uint64_t whole;
	size_t n = 0;
	int64_t part, amount, more;
	while (n < s->n && ascii_digit(s->p[n]))
		n++;
	if (!slice_u64(slice_range(*s, 0, n), &whole) || whole > INT64_MAX)
		return false;
	*s = slice_range(*s, n, s->n);
	if (!fraction(s, &part))
		return false;
	int64_t unit = unit_cut(s);
	if (unit == 0 || __builtin_mul_overflow((int64_t)whole, unit, &amount) ||
	    __builtin_mul_overflow(part, unit, &more) || more % SECOND_US != 0)
		return false;
	return !__builtin_add_overflow(amount, more / SECOND_US, &amount) &&
	       !__builtin_add_overflow(*sum, amount, sum);
}

bool duration_parse(struct slice s, int64_t *out)
{
	bool negative = slice_starts(s, "-");
	int64_t sum = 0;
	if (negative)
		s = slice_range(s, 1, s.n);
	if (s.n == 0)
		return false;
	while (s.n > 0) {
		if (!span_cut(&s, &sum))
			return false;
	}
	*out = negative ? -sum : sum;
	return true;
}

#define DOUBLE_READ_MAX 60

bool double_parse(struct slice s, double *out)
{
	char text[DOUBLE_READ_MAX + 1];
	bool digit = false;
	if (s.n == 0 || s.n > DOUBLE_READ_MAX)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		digit = digit || ascii_digit(s.p[i]);
		if (!ascii_digit(s.p[i]) && !strchr("+-.eE", s.p[i]))
			return false;
	}
	memcpy(text, s.p, s.n);
	text[s.n] = 0;
	char *end = NULL;
	*out = strtod(text, &end);
	return digit && end == text + s.n && isfinite(*out);
}
