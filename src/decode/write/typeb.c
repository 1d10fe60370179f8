/* SPDX-License-Identifier: Apache-2.0
 *
 * An interchange as IATA Type B messages: the opposite of decode/typeb/.
 */
#include "decode/edifact/edi.h"
#include "decode/write/write.h"

#define ADDRESS 7
#define ADDRESSES_A_LINE 8
#define PARTS_MAX 999
#define LINE_END "\r\n"
#define PART_LINES ((size_t)40) /* bytes of "PART999" and "ENDPART999" with their ends */

/* ---- Where a line may end ---- */

struct text {
	struct slice bytes;
	char terminator, release;
};

static bool begins_tag(const struct text *t, size_t at)
{
	if (at + 3 > t->bytes.n)
		return false;
	const unsigned char *p = (const unsigned char *)t->bytes.p + at;
	return edi_tag_known(EDI_TAG(p[0], p[1], p[2]));
}

/* Not behind a release character or at a blank, nor within a character; and so
 * that the next line is not taken for something else: another segment, a
 * heading of Type B (QU ..., PART2, ENDPART2). */
static bool may_end(const struct text *t, size_t at)
{
	char before = t->bytes.p[at - 1];
	char next = t->bytes.p[at];
	if (before == t->terminator)
		return next != ' ';
	return before != t->release && before != ' ' && next != ' ' && next != 'Q' && next != 'P' &&
	       next != 'E' && ((unsigned char)next & 0xc0) != 0x80 && !begins_tag(t, at);
}

static size_t line_end(const struct text *t, size_t from)
{
	size_t most = from + TYPEB_LINE_MAX;
	if (most >= t->bytes.n)
		return t->bytes.n;
	for (size_t at = most; at > from; at--) {
		if (may_end(t, at))
			return at;
	}
	return most;
}

/* How much of the text from `from` on is in one part of `room` bytes, in whole lines. */
static size_t part_end(const struct text *t, size_t from, size_t room)
{
	size_t used = 0;
	size_t at = from;
	while (at < t->bytes.n) {
		size_t end = line_end(t, at);
		used += end - at + strlen(LINE_END);
		if (used > room)
			break;
		at = end;
	}
	return at;
}

/* ---- One message ---- */

static void put_lines(const struct text *t, size_t from, size_t to, struct buf *out)
{
	while (from < to) {
		size_t end = line_end(t, from);
		buf_add(out, slice_range(t->bytes, from, end));
		buf_text(out, LINE_END);
		from = end;
	}
}

static void put_heading(const struct typeb_heading *h, struct buf *out)
{
	buf_add(out, slice_present(h->priority) ? h->priority : SLICE("QU"));
	for (unsigned i = 0; i < h->count; i++) {
		if (i > 0 && i % ADDRESSES_A_LINE == 0)
			buf_text(out, LINE_END);
		else
			buf_char(out, ' ');
		buf_add(out, h->addresses[i]);
	}
	buf_printf(out, LINE_END ".%.*s %.*s" LINE_END, SLICE_ARG(h->origin),
		   SLICE_ARG(h->identity));
	if (slice_present(h->smi))
		buf_printf(out, "%.*s" LINE_END, SLICE_ARG(h->smi));
}

static bool is_word(struct slice s, size_t length)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_upper(s.p[i]) && !ascii_digit(s.p[i]))
			return false;
	}
	return s.n == length;
}

static bool is_heading(const struct typeb_heading *h)
{
	bool good = h->count > 0 && h->count <= TYPEB_ADDRESSES_MAX &&
		    is_word(h->origin, ADDRESS) && is_word(h->identity, 6) &&
		    slice_digits(h->identity) &&
		    (!slice_present(h->priority) || is_word(h->priority, 2)) &&
		    (!slice_present(h->smi) || is_word(h->smi, 3));
	for (unsigned i = 0; i < h->count && good; i++)
		good = is_word(h->addresses[i], ADDRESS);
	return good;
}

/* ---- All of them ---- */

static struct text text_of(struct slice interchange)
{
	struct text t = {interchange, '\'', '?'};
	if (slice_starts(interchange, "UNA") && interchange.n >= 9) {
		t.terminator = interchange.p[8];
		t.release = interchange.p[6];
	}
	return t;
}

static size_t heading_bytes(const struct typeb_heading *h)
{
	return strlen("QU") + h->count * (ADDRESS + strlen(LINE_END)) + /* at most */
	       strlen(". 110312" LINE_END LINE_END) + ADDRESS + strlen("PXL" LINE_END);
}

enum rc typeb_write(struct slice interchange, const struct typeb_heading *h, size_t part_max,
		    struct buf *out, struct err *e)
{
	struct text t = text_of(interchange);
	if (!is_heading(h))
		return err_set(e, RC_INVALID, "not the heading of a Type B message");
	size_t taken = heading_bytes(h) + PART_LINES;
	if (part_max < taken + TYPEB_LINE_MAX + strlen(LINE_END))
		return err_set(e, RC_INVALID, "a part is too small for its heading and a line");
	size_t from = 0;
	bool whole = part_end(&t, 0, part_max - taken) == t.bytes.n;
	for (unsigned part = 1; from < t.bytes.n || part == 1; part++) {
		size_t to = part_end(&t, from, part_max - taken);
		if (part > PARTS_MAX)
			return err_set(e, RC_LIMIT, "the interchange needs more than %d parts",
				       PARTS_MAX);
		put_heading(h, out);
		if (!whole)
			buf_printf(out, "PART%u" LINE_END, part);
		put_lines(&t, from, to, out);
		if (!whole && to == t.bytes.n)
			buf_printf(out, "ENDPART%u" LINE_END, part);
		buf_text(out, LINE_END);
		from = to;
	}
	return buf_failed(out)
		       ? err_set(e, RC_LIMIT, "the Type B messages are larger than their limit")
		       : RC_OK;
}
