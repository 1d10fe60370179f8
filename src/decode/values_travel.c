/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/values.h"

#include <string.h>

/* ---- Flights ---- */

struct slice flight_number_plain(struct slice number)
{
	number = slice_trim(number);
	size_t from = 0;
	while (from + 1 < number.n && number.p[from] == '0' && ascii_digit(number.p[from + 1]))
		from++;
	return slice_range(number, from, number.n);
}

/* One to five digits and perhaps one letter. */
static bool number_split(struct slice s, struct slice *number, struct slice *suffix)
{
	s = slice_trim(s);
	size_t digits = 0;
	while (digits < s.n && ascii_digit(s.p[digits]))
		digits++;
	if (digits < 1 || digits > 5 || s.n > digits + 1)
		return false;
	if (s.n == digits + 1 && !ascii_alpha(s.p[digits]))
		return false;
	*number = flight_number_plain(slice_range(s, 0, digits));
	*suffix = s.n > digits ? slice_range(s, digits, s.n) : (struct slice){NULL, 0};
	return true;
}

static bool starts_nocase(struct slice s, struct slice prefix)
{
	if (!slice_present(prefix) || s.n < prefix.n)
		return false;
	for (size_t i = 0; i < prefix.n; i++) {
		if (ascii_to_upper(s.p[i]) != ascii_to_upper(prefix.p[i]))
			return false;
	}
	return true;
}

/* Characters of the carrier at the front: three letters (ICAO), or two
 * characters of which one is a letter (IATA); 0 = none. */
static size_t carrier_width(struct slice s)
{
	if (s.n < 3)
		return 0;
	bool first = ascii_alpha(s.p[0]);
	bool second = ascii_alpha(s.p[1]);
	if (first && second && ascii_alpha(s.p[2]))
		return 3;
	bool two = (first || ascii_digit(s.p[0])) && (second || ascii_digit(s.p[1]));
	return two && (first || second) ? 2 : 0;
}

struct flight_code flight_split(struct slice designator, struct slice carrier)
{
	designator = slice_trim(designator);
	carrier = slice_trim(carrier);
	struct flight_code f = {.carrier = carrier};
	if (starts_nocase(designator, carrier) &&
	    number_split(slice_range(designator, carrier.n, designator.n), &f.number, &f.suffix))
		return f;
	if (number_split(designator, &f.number, &f.suffix))
		return f;
	size_t width = carrier.n > 3 ? 0 : carrier_width(designator);
	if (width > 0 &&
	    number_split(slice_range(designator, width, designator.n), &f.number, &f.suffix)) {
		if (!slice_present(carrier))
			f.carrier = slice_range(designator, 0, width);
		return f;
	}
	f.number = designator;
	return f;
}

/* ---- Seats, bags, weights ---- */

struct slice seat_plain(struct slice s)
{
	s = slice_trim(s);
	size_t from = 0;
	while (from < s.n && s.p[from] == '0')
		from++;
	s = slice_range(s, from, s.n);
	if (!slice_present(s) || slice_is_nocase(s, "XXX"))
		return (struct slice){NULL, 0};
	return s;
}

static void bag_tag_add(struct arena *a, struct traveller *t, struct slice tag, struct place place)
{
	struct bag_tag *b = LIST_ADD(&t->bag_tags, a, struct bag_tag);
	if (b)
		*b = (struct bag_tag){.tag = tag, .place = place};
}

/* Among the first `count` tags. */
static bool has_bag_tag(const struct traveller *t, unsigned count, struct slice tag)
{
	const struct bag_tag *b = t->bag_tags.first;
	for (unsigned i = 0; i < count && b; i++, b = b->next) {
		if (slice_eq(b->tag, tag))
			return true;
	}
	return false;
}

#define BAG_SERIAL_DIGITS 6 /* behind the airline's code (IATA resolution 740) */

static size_t serial_digits(struct slice tag)
{
	size_t n = 0;
	while (n < BAG_SERIAL_DIGITS && n < tag.n && ascii_digit(tag.p[tag.n - 1 - n]))
		n++;
	return n;
}

/* Whether `digits` digits can count that many tags without beginning again. */
static bool serial_holds(size_t digits, uint64_t count)
{
	uint64_t room = 1;
	for (size_t i = 0; i < digits; i++)
		room *= 10;
	return count <= room;
}

/* The tag after `tag`: its serial number plus one, of the same width. */
static struct slice tag_after(struct arena *a, struct slice tag, size_t digits)
{
	char *p = arena_alloc(a, tag.n);
	if (!p)
		return (struct slice){NULL, 0};
	memcpy(p, tag.p, tag.n);
	for (size_t i = tag.n; i > tag.n - digits; i--) {
		p[i - 1] = p[i - 1] == '9' ? '0' : (char)(p[i - 1] + 1);
		if (p[i - 1] != '0')
			break;
	}
	return (struct slice){p, tag.n};
}

bool bag_tags_add(struct arena *a, struct traveller *t, struct slice first, uint64_t count,
		  struct place place)
{
	first = slice_trim(first);
	if (!slice_present(first))
		return true;
	/* Consecutive tags differ: only those of before can be the same. */
	unsigned before = t->bag_tags.count;
	size_t digits = serial_digits(first);
	if (!has_bag_tag(t, before, first))
		bag_tag_add(a, t, first, place);
	if (count > BAG_RANGE_MAX || !serial_holds(digits, count))
		return false;
	struct slice tag = first;
	for (uint64_t i = 1; i < count; i++) {
		tag = tag_after(a, tag, digits);
		if (!tag.p)
			break;
		if (!has_bag_tag(t, before, tag))
			bag_tag_add(a, t, tag, place);
	}
	return true;
}

#define WEIGHT_MAX INT64_C(100000) /* whole kilograms or pounds; more is no bag */

int weight_tenths(struct slice s, bool pounds)
{
	s = slice_trim(s);
	int64_t thousandths = 0;
	int64_t unit = 1000; /* of the next digit, once behind the mark */
	bool fraction = false;
	bool digits = false;
	for (size_t i = 0; i < s.n; i++) {
		if ((s.p[i] == '.' || s.p[i] == ',') && !fraction) {
			fraction = true;
			continue;
		}
		if (!ascii_digit(s.p[i]))
			return -1;
		digits = true;
		if (fraction) {
			unit /= 10;
			thousandths += (s.p[i] - '0') * unit;
		} else {
			thousandths = thousandths * 10 + (int64_t)(s.p[i] - '0') * 1000;
		}
		if (thousandths > WEIGHT_MAX * 1000)
			return -1;
	}
	if (!digits)
		return -1;
	if (!pounds)
		return (int)((thousandths + 50) / 100);
	return (int)((thousandths * 45359237 + INT64_C(5000000000)) / INT64_C(10000000000));
}

/* ---- Contacts ---- */

struct slice email_plain(struct arena *a, struct slice s)
{
	if (memchr(s.p ? s.p : "", '@', s.n))
		return s;
	for (size_t i = 0; i + 4 <= s.n; i++) {
		if (!slice_is_nocase(slice_range(s, i, i + 4), ".AT."))
			continue;
		return arena_printf(a, "%.*s@%.*s", (int)i, s.p, (int)(s.n - i - 4), s.p + i + 4);
	}
	return s;
}

struct slice email_from_ssr(struct arena *a, struct slice s)
{
	char *p = s.n > 0 ? arena_alloc(a, s.n) : NULL;
	if (!p)
		return s;
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char next = i + 1 < s.n ? s.p[i + 1] : '\0';
		char c = s.p[i];
		if (c == '/' && next == '/')
			c = '@';
		else if (c == '.' && next == '.')
			c = '_';
		else if (c == '.' && next == '/')
			c = '-';
		else
			next = '\0';
		i += next != '\0';
		p[n++] = c;
	}
	return (struct slice){p, n};
}
