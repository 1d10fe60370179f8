/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/xml/tree.h"

#include "decode/pnrgov/card.h"

void xml_at(struct xml_reading *x, const struct xml_node *n)
{
	struct edi_segment *s = &x->p.r->segment;
	s->number = n->place.segment;
	s->offset = n->place.offset;
	s->length = n->place.length;
}

bool xml_erased(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != 'X')
			return false;
	}
	return s.n > 0;
}

static struct slice cut(struct xml_reading *x, struct slice s, size_t most)
{
	if (s.n <= most)
		return s;
	edi_finding(x->p.r, SEVERITY_WARNING, "text-limit",
		    "a value has more than %zu bytes; the rest is left out", most);
	while (most > 0 && ((unsigned char)s.p[most] & 0xC0) == 0x80)
		most--;
	return slice_range(s, 0, most);
}

static struct slice sent(const struct xml_node *n, const char *name)
{
	if (!name)
		return slice_trim(n->text);
	LIST_EACH(const struct xml_value, v, &n->attributes)
	{
		if (slice_is(v->name, name))
			return slice_trim(v->value);
	}
	return (struct slice){NULL, 0};
}

struct slice xml_number(struct xml_reading *x, const struct xml_node *n, const char *name)
{
	struct slice s = cut(x, sent(n, name), PNR_NUMBER_MAX);
	return slice_present(s) ? arena_copy(x->p.r->arena, s) : (struct slice){NULL, 0};
}

struct slice xml_value(struct xml_reading *x, const struct xml_node *n, const char *name)
{
	struct slice s = sent(n, name);
	if (!slice_present(s) || xml_erased(s))
		return (struct slice){NULL, 0};
	s = cut(x, s, PNR_VALUE_MAX);
	return card_mask_text(x->p.r->arena, arena_copy(x->p.r->arena, s), CARD_IN_FREE_TEXT);
}

const struct xml_node *xml_child(const struct xml_node *n, const char *name)
{
	for (const struct xml_node *i = n->first; i; i = i->next) {
		if (slice_is(i->name, name))
			return i;
	}
	return NULL;
}

struct slice xml_child_value(struct xml_reading *x, const struct xml_node *n, const char *child,
			     const char *name)
{
	const struct xml_node *c = xml_child(n, child);
	return c ? xml_value(x, c, name) : (struct slice){NULL, 0};
}

struct slice xml_texts(struct xml_reading *x, const struct xml_node *n, const char *child)
{
	struct slice all = {NULL, 0};
	for (const struct xml_node *i = n->first; i; i = i->next) {
		struct slice s = slice_is(i->name, child) ? xml_value(x, i, NULL)
							  : (struct slice){NULL, 0};
		if (!slice_present(s) || all.n + s.n > PNR_VALUE_MAX)
			continue;
		all = slice_present(all) ? arena_printf(x->p.r->arena, "%.*s %.*s", SLICE_ARG(all),
							SLICE_ARG(s))
					 : s;
	}
	return all;
}

/* ---- dates and times (ISO 8601 as XML Schema has it) ---- */

struct stamp {
	struct local_time local;
	int second;         /* -1 = not sent */
	int offset_minutes; /* INT_MAX where none is said */
};
#define NO_OFFSET 10000

static int two_digits(struct slice s, size_t at)
{
	if (at + 2 > s.n || !ascii_digit(s.p[at]) || !ascii_digit(s.p[at + 1]))
		return -1;
	return (s.p[at] - '0') * 10 + (s.p[at + 1] - '0');
}

static bool zone_read(struct slice s, int *minutes)
{
	*minutes = NO_OFFSET;
	if (s.n == 0)
		return true;
	*minutes = 0;
	if (slice_is(s, "Z"))
		return true;
	int h = two_digits(s, 1);
	int m = two_digits(s, s.n == 6 ? 4 : 3);
	if ((s.p[0] != '+' && s.p[0] != '-') || h < 0 || m < 0 || h > 14 || m > 59 || s.n > 6)
		return false;
	*minutes = (h * 60 + m) * (s.p[0] == '-' ? -1 : 1);
	return true;
}

static bool stamp_read(struct slice s, struct stamp *out)
{
	*out = (struct stamp){.local = {.hour = -1}, .second = -1, .offset_minutes = NO_OFFSET};
	if (!date_parse(slice_range(s, 0, 10), &out->local.date))
		return false;
	if (s.n == 10)
		return true;
	int h = two_digits(s, 11);
	int m = two_digits(s, 14);
	if (s.p[10] != 'T' || s.n < 16 || s.p[13] != ':' || h < 0 || h > 23 || m < 0 || m > 59)
		return false;
	out->local.hour = (int8_t)h;
	out->local.minute = (int8_t)m;
	size_t at = 16;
	if (at < s.n && s.p[at] == ':') {
		out->second = two_digits(s, at + 1);
		if (out->second < 0 || out->second > 59)
			return false;
		at += 3;
	}
	if (at < s.n && s.p[at] == '.') {
		do {
			at++;
		} while (at < s.n && ascii_digit(s.p[at]));
	}
	return zone_read(slice_range(s, at, s.n), &out->offset_minutes);
}

static bool stamp_of(struct xml_reading *x, struct slice s, struct stamp *out)
{
	if (!slice_present(s))
		return false;
	if (stamp_read(s, out))
		return true;
	edi_finding(x->p.r, SEVERITY_WARNING, "date-wrong",
		    "not a date of the form 2026-03-11, or 2026-03-11T05:55:00 with a time; left "
		    "out");
	return false;
}

struct local_time xml_local_time(struct xml_reading *x, struct slice s)
{
	struct stamp t;
	if (!stamp_of(x, s, &t))
		return (struct local_time){0};
	if (t.offset_minutes == 0 && slice_ends(s, "Z"))
		edi_finding(x->p.r, SEVERITY_INFO, "time-not-local",
			    "a time of a flight should be local, without Z; taken as written");
	return t.local;
}

struct slice xml_instant(struct xml_reading *x, struct slice s)
{
	struct stamp t;
	char text[INSTANT_TEXT];
	if (!stamp_of(x, s, &t))
		return (struct slice){NULL, 0};
	if (t.local.hour < 0) {
		date_write(t.local.date, text);
		return arena_copy(x->p.r->arena, slice_of(text));
	}
	int64_t at = local_time_as_utc(t.local);
	if (t.offset_minutes != NO_OFFSET)
		at -= t.offset_minutes * MINUTE_US;
	if (t.second > 0)
		at += t.second * SECOND_US;
	instant_write(at, text);
	if (t.second >= 0)
		return arena_copy(x->p.r->arena, slice_of(text));
	return arena_printf(x->p.r->arena, "%.16sZ", text);
}

struct slice xml_ssr_date(struct xml_reading *x, struct slice s)
{
	static const char months[12][4] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
					   "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
	struct date d;
	if (!date_parse(slice_range(s, 0, 10), &d) || (s.n > 10 && s.p[10] != 'T'))
		return s;
	return arena_printf(x->p.r->arena, "%02d%s%04d", d.day, months[d.month - 1], d.year);
}

/* ---- children ---- */

void xml_pass_over(struct xml_reading *x, const struct xml_node *n)
{
	struct slice key = slice_range(n->name, 0, 64);
	if (map_find(&x->unknown, key) || x->unknown.count >= PNR_RECORDS_MAX)
		return;
	map_put(&x->unknown, arena_copy(x->p.r->arena, key), x);
	xml_at(x, n);
	edi_finding(x->p.r, SEVERITY_INFO, "element-unknown",
		    "an element of a kind that is not known here was passed over with what it "
		    "holds; others of its name are not told again");
}

void xml_children(struct xml_reading *x, const struct xml_node *n, const struct xml_reader *readers)
{
	for (const struct xml_node *i = n->first; i; i = i->next) {
		const struct xml_reader *r = readers;
		while (r->name && !slice_is(i->name, r->name))
			r++;
		if (!r->name)
			xml_pass_over(x, i);
		else if (r->read) {
			xml_at(x, i);
			r->read(x, i);
		}
	}
}
