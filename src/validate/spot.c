/* SPDX-License-Identifier: Apache-2.0 */
#include "validate/spot.h"

#include "base/utf8.h"
#include "decode/edifact/edi.h"
#include "decode/pnrgov/card.h"

#define BEFORE_MAX 1000 /* bytes that are looked at before a place */
#define TEXT_MAX 2000   /* bytes of a segment that are shown */
#define CARD_DIGITS_MIN 13

/* ---- Line and column ---- */

static bool begins_character(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

void line_count_to(struct line_count *count, struct slice text, size_t offset)
{
	if (count->line == 0 || offset < count->at)
		*count = (struct line_count){.line = 1, .column = 1};
	for (; count->at < offset && count->at < text.n; count->at++) {
		if (text.p[count->at] == '\n') {
			count->line++;
			count->column = 1;
		} else {
			count->column += begins_character(text.p[count->at]);
		}
	}
}

/* ---- The segment around a place ---- */

struct separators {
	char component, element, release, terminator;
};

static struct separators separators_of(const struct message *m)
{
	if (m->una.n < 9)
		return (struct separators){':', '+', '?', '\''};
	return (struct separators){m->una.p[3], m->una.p[4], m->una.p[6], m->una.p[8]};
}

/* Where a byte of the original stands in what the decoder read. */
static size_t unwrapped(const struct validate_input *in, size_t offset)
{
	if (!in->frames || !in->frames->moved)
		return offset;
	LIST_EACH(const struct typeb_frame, f, &in->frames->frames)
	{
		if (offset >= f->offset && offset < f->end)
			return f->moved_to + (offset - f->offset);
	}
	return offset;
}

static bool released(struct slice s, size_t at, size_t least, char release)
{
	size_t n = 0;
	while (release != ' ' && at - n > least && s.p[at - n - 1] == release)
		n++;
	return n % 2 == 1;
}

static bool ends_at(struct slice s, size_t at, size_t least, const struct separators *x)
{
	return s.p[at] == x->terminator && !released(s, at, least, x->release);
}

static bool is_break(char c)
{
	return c == '\r' || c == '\n' || c == '\0';
}

static bool tag_stands(struct slice s, size_t at, const struct separators *x)
{
	if (at + 3 >= s.n)
		return false;
	const char *p = s.p + at;
	bool known = edi_tag_known(EDI_TAG(p[0], p[1], p[2]));
	return slice_starts(slice_range(s, at, at + 3), "UNA") ||
	       (known && (p[3] == x->element || p[3] == x->terminator));
}

static size_t segment_start(struct slice s, size_t at, const struct separators *x)
{
	size_t least = at > BEFORE_MAX ? at - BEFORE_MAX : 0;
	size_t from = at;
	if (tag_stands(s, at, x))
		return at;
	while (from > least && !ends_at(s, from - 1, least, x))
		from--;
	while (from < at && (is_break(s.p[from]) || s.p[from] == ' '))
		from++;
	return from;
}

/* A place at a line's end is a lost terminator: the segment is what stands before it. */
static size_t segment_end(struct slice s, size_t from, size_t at, const struct separators *x)
{
	size_t most = from + TEXT_MAX < s.n ? from + TEXT_MAX : s.n;
	if (slice_starts(slice_range(s, from, most), "UNA"))
		return from + 9 < most ? from + 9 : most;
	if (at < s.n && at > from && is_break(s.p[at]))
		return at;
	size_t end = at > from ? at : from;
	while (end < most && !ends_at(s, end, from, x))
		end++;
	return end < most ? end + 1 : most;
}

/* ---- The element that is meant ---- */

struct range {
	size_t from, to;
};

/* Element `e`, or component `c` of it (-1: all), of the segment. */
static struct range element_range(struct slice seg, unsigned e, int c, const struct separators *x)
{
	struct range r = {seg.n, seg.n};
	unsigned element = 0, component = 0; /* element 0 is the tag */
	for (size_t i = 0; i < seg.n; i++) {
		bool plain = i > 0 && seg.p[i - 1] == x->release && released(seg, i, 0, x->release);
		bool ends = !plain && (seg.p[i] == x->element || seg.p[i] == x->terminator);
		bool parts = !plain && seg.p[i] == x->component;
		if (!ends && !parts)
			continue;
		if (element == e + 1 && (c < 0 ? ends : component == (unsigned)c)) {
			r.to = i;
			return r;
		}
		element += ends;
		component = ends ? 0 : component + 1;
		if (element == e + 1 && (c < 0 ? ends : component == (unsigned)c))
			r.from = i + 1;
	}
	r.to = seg.n;
	return r;
}

static struct range meant(struct slice seg, size_t at, const struct finding *f,
			  const struct separators *x)
{
	bool at_tag = at == 0 && tag_stands(seg, 0, x);
	if (!at_tag)
		return (struct range){at, at < seg.n ? at + 1 : at};
	for (const struct spot_element *s = spot_table; s->code; s++) {
		if (strcmp(s->code, f->code) == 0 && memcmp(s->tag, seg.p, 3) == 0)
			return element_range(seg, s->element, s->component, x);
	}
	return (struct range){0, 3};
}

/* ---- Printable text ---- */

/* Directions of writing would turn the line around. */
static bool is_printable(uint32_t c)
{
	return c >= 0x20 && (c < 0x7F || c > 0x9F) && c != 0x200E && c != 0x200F && c != 0xFEFF &&
	       !(c >= 0x2028 && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069);
}

static void print_text(struct spot *s, struct slice raw, struct range range, struct arena *a)
{
	raw = card_mask_text(a, raw, CARD_DIGITS_MIN);
	bool utf8 = utf8_valid(raw);
	char *out = arena_alloc(a, raw.n * 2 + 1);
	size_t n = 0, count = 0, width = 1;
	for (size_t i = 0; out && i <= raw.n; i += width) {
		if (i == range.from || (i < range.from && i + width > range.from))
			s->from = count;
		if (i == range.to)
			s->to = count;
		if (i == raw.n)
			break;
		uint32_t c = (unsigned char)raw.p[i];
		width = 1;
		if (utf8)
			c = utf8_read(slice_range(raw, i, raw.n), &width);
		if (is_break(raw.p[i]))
			continue;
		n += utf8_write(is_printable(c) ? c : 0xB7, out + n);
		count++;
	}
	s->text = out ? (struct slice){out, n} : (struct slice){NULL, 0};
}

/* XML: the line, or as much of it as can be shown; and the tag that is meant. */
static void show_xml(struct spot *s, struct slice input, size_t at, struct arena *a)
{
	size_t least = at > BEFORE_MAX ? at - BEFORE_MAX : 0, from = at, end = at;
	while (from > least && !is_break(input.p[from - 1]))
		from--;
	while (from < at && (input.p[from] == ' ' || input.p[from] == '\t'))
		from++;
	while (end < input.n && end < at + BEFORE_MAX && !is_break(input.p[end]))
		end++;
	size_t to = at + (at < end);
	if (at < end && input.p[at] == '<') {
		while (to < end && !memchr(" />", input.p[to], 3))
			to++;
	}
	print_text(s, slice_range(input, from, end), (struct range){at - from, to - from}, a);
}

static void show_segment(struct spot *s, const struct message *m, const struct finding *f,
			 struct slice input, size_t at, struct arena *a)
{
	struct separators x = separators_of(m);
	size_t from = segment_start(input, at, &x);
	struct slice seg = slice_range(input, from, segment_end(input, from, at, &x));
	if (tag_stands(seg, 0, &x))
		memcpy(s->tag, seg.p, 3);
	print_text(s, seg, meant(seg, at - from, f, &x), a);
}

struct spot spot_find(const struct validate_input *in, const struct message *m,
		      const struct finding *f, struct arena *a)
{
	struct spot s = {0};
	size_t at = unwrapped(in, f->offset);
	if (at > in->input.n || in->input.n == 0)
		return s;
	if (m->type == MESSAGE_PNRGOV_XML || slice_starts(slice_trim(in->input), "<"))
		show_xml(&s, in->input, at, a);
	else
		show_segment(&s, m, f, in->input, at, a);
	return s;
}
