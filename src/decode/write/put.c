/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/write/put.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

/* The literal text up to the next mark of a template. */
static struct slice literal(const char *from)
{
	return (struct slice){from, strcspn(from, "+:%")};
}

void put_template(struct emit *w, const char *template, const struct slice *values, unsigned count)
{
	const char tag[4] = {template[0], template[1], template[2], '\0'};
	unsigned used = 0;
	emit_segment(w, tag);
	for (const char *p = template + 3; *p;) {
		bool element = *p == '+';
		assert(element || *p == ':');
		p++;
		bool value = *p == '%';
		struct slice text = literal(p);
		if (value) {
			assert(used < count);
			text = values[used++];
		}
		p += value ? 1 : text.n;
		if (element)
			emit_element(w, text);
		else
			emit_component(w, text);
	}
	assert(used == count);
}

struct slice put_number(struct writer *w, int64_t number)
{
	return arena_printf(w->a, "%" PRId64, number);
}

/* ---- Dates ---- */

static bool is_read_as(struct writer *w, struct slice text, enum century century, struct date d)
{
	struct date read;
	return date_present(w->date) && date_read_ymd(text, century, w->date, &read) == DATE_READ &&
	       date_cmp(read, d) == 0;
}

struct slice put_ymd(struct writer *w, struct date d, enum century century)
{
	if (!date_present(d))
		return (struct slice){NULL, 0};
	struct slice text = arena_printf(w->a, "%04d%02d%02d", d.year, d.month, d.day);
	struct slice two_digits = slice_range(text, 2, text.n);
	return is_read_as(w, two_digits, century, d) ? two_digits : text;
}

struct slice put_dmy(struct writer *w, struct date d)
{
	struct slice ymd = put_ymd(w, d, CENTURY_NEAREST);
	if (!slice_present(ymd))
		return ymd;
	return ymd.n == 6 ? arena_printf(w->a, "%02d%02d%02d", d.day, d.month, d.year % 100)
			  : arena_printf(w->a, "%02d%02d%04d", d.day, d.month, d.year);
}

struct slice put_hhmm(struct writer *w, struct local_time t)
{
	if (!local_time_present(t) || t.hour < 0)
		return (struct slice){NULL, 0};
	return arena_printf(w->a, "%02d%02d", t.hour, t.minute);
}

/* ---- Flights, names, bags ---- */

struct slice put_weight(struct writer *w, int tenths)
{
	if (tenths < 0)
		return (struct slice){NULL, 0};
	return tenths % 10 ? arena_printf(w->a, "%d.%d", tenths / 10, tenths % 10)
			   : put_number(w, tenths / 10);
}

static bool is_flight(struct slice text, struct slice carrier, struct slice number,
		      struct slice suffix)
{
	struct flight_code code = flight_split(text, carrier);
	return slice_eq(code.carrier, carrier) && slice_eq(code.number, number) &&
	       slice_eq(code.suffix, suffix);
}

static struct slice joined(struct writer *w, struct slice a, struct slice b)
{
	return arena_printf(w->a, "%.*s%.*s", SLICE_ARG(a), SLICE_ARG(b));
}

struct slice put_designator(struct writer *w, struct slice carrier, struct slice number,
			    struct slice suffix)
{
	struct slice plain = joined(w, number, suffix);
	struct slice full = joined(w, carrier, plain);
	return slice_present(number) && is_flight(full, carrier, number, suffix) ? full : plain;
}

struct slice put_flight_number(struct writer *w, struct slice carrier, struct slice number,
			       struct slice suffix)
{
	struct slice plain = joined(w, number, suffix);
	return is_flight(plain, carrier, number, suffix)
		       ? plain
		       : put_designator(w, carrier, number, suffix);
}

static bool is_split_as(struct slice text, struct slice name, struct slice title)
{
	struct slice read;
	struct slice read_title;
	title_split(text, &read, &read_title);
	return slice_eq(read, name) && slice_eq(read_title, title);
}

struct slice put_titled(struct writer *w, struct slice name, struct slice title)
{
	if (!slice_present(title))
		return name;
	struct slice glued = arena_printf(w->a, "%.*s%.*s", SLICE_ARG(name), SLICE_ARG(title));
	if (is_split_as(glued, name, title))
		return glued;
	struct slice before = arena_printf(w->a, "%.*s %.*s", SLICE_ARG(title), SLICE_ARG(name));
	if (is_split_as(before, name, title))
		return before;
	return arena_printf(w->a, "%.*s %.*s", SLICE_ARG(name), SLICE_ARG(title));
}

#define SERIAL_DIGITS 6 /* behind the airline's code (IATA resolution 740) */

/* Whether `b` is `a` with the next serial number. */
static bool follows(struct slice a, struct slice b)
{
	uint64_t left;
	uint64_t right;
	if (a.n != b.n || a.n < SERIAL_DIGITS)
		return false;
	size_t at = a.n - SERIAL_DIGITS;
	return slice_eq(slice_range(a, 0, at), slice_range(b, 0, at)) &&
	       slice_u64(slice_range(a, at, a.n), &left) &&
	       slice_u64(slice_range(b, at, b.n), &right) && right == left + 1;
}

const struct bag_tag *put_tag_run(const struct bag_tag *first, unsigned *count)
{
	const struct bag_tag *b = first;
	*count = 1;
	for (; b->next && *count < BAG_RANGE_MAX && follows(b->tag, b->next->tag); b = b->next)
		++*count;
	return b->next;
}
