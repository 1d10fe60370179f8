/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/typeb/frame.h"

#define SOH '\x01'
#define STX '\x02'
#define ETX '\x03'
#define ADDRESS 7
#define ADDRESS_LINES_MAX 4
#define PART_MAX 999
#define HEADER_LINE_MAX 300
#define TAIL 80 /* bytes of the end of a text in which UNZ stands */

struct slice frame_line(struct slice input, size_t at, size_t *next)
{
	size_t end = at;
	while (end < input.n && input.p[end] != '\n' && input.p[end] != '\r')
		end++;
	*next = end;
	if (*next < input.n && input.p[*next] == '\r')
		++*next;
	if (*next < input.n && input.p[*next] == '\n')
		++*next;
	return slice_range(input, at, end);
}

/* A line too long to be one of a header is cut: it will not be taken for one. */
static struct slice header_line(struct slice input, size_t at, size_t *next)
{
	return slice_trim(frame_line(slice_range(input, 0, at + HEADER_LINE_MAX), at, next));
}

static bool is_address(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_upper(s.p[i]) && !ascii_digit(s.p[i]))
			return false;
	}
	return s.n == ADDRESS;
}

/* Words of 7 characters; the first is kept. False where anything else stands there. */
static bool addresses_read(struct slice line, struct typeb_frame *f)
{
	struct slice word;
	unsigned before = f->addresses;
	while (slice_cut(&line, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (!is_address(word))
			return false;
		if (f->addresses++ == 0)
			f->recipient = word;
	}
	return f->addresses > before;
}

static bool origin_read(struct slice line, struct typeb_frame *f)
{
	struct slice origin = slice_range(line, 1, 1 + ADDRESS);
	if (line.n == 0 || line.p[0] != '.' || !is_address(origin))
		return false;
	struct slice rest = slice_trim(slice_range(line, 1 + ADDRESS, line.n));
	f->origin = origin;
	if (slice_digits(slice_range(rest, 0, 6)) && rest.n >= 6 &&
	    (rest.n == 6 || rest.p[6] == ' '))
		f->identity = slice_range(rest, 0, 6);
	return true;
}

static size_t blanks_end(struct slice s, size_t at)
{
	while (at < s.n && (s.p[at] == STX || s.p[at] == ' ' || s.p[at] == '\r' || s.p[at] == '\n'))
		at++;
	return at;
}

static bool begins_interchange(struct slice input, size_t at)
{
	struct slice s = slice_range(input, blanks_end(input, at), input.n);
	return slice_starts(s, "UNA") || slice_starts(s, "UNB") || slice_starts(s, "UNH");
}

/* "PART2", "PART 2", "ENDPART2"; 0 for anything else. */
static unsigned part_read(struct slice line, bool *last)
{
	uint64_t n;
	*last = slice_starts(line, "ENDPART");
	if (*last)
		line = slice_range(line, 3, line.n);
	if (!slice_starts(line, "PART"))
		return 0;
	line = slice_trim(slice_range(line, 4, line.n));
	return slice_u64(line, &n) && n >= 1 && n <= PART_MAX ? (unsigned)n : 0;
}

static bool is_smi(struct slice line)
{
	return line.n == 3 && ascii_upper(line.p[0]) && ascii_upper(line.p[1]) &&
	       ascii_upper(line.p[2]) && !slice_starts(line, "UN");
}

/* Identifier and part, in either order, before the text. Three letters may be
 * the end of a cut text as well: they count where one of the two follows. */
static void heading_read(struct slice input, struct typeb_frame *f)
{
	for (unsigned lines = 0; lines < 2 && !begins_interchange(input, f->body); lines++) {
		size_t next;
		bool last;
		struct slice line = header_line(input, f->body, &next);
		if (line.n > 0 && line.p[0] == STX)
			line = slice_range(line, 1, line.n);
		line = slice_trim(line);
		unsigned part = part_read(line, &last);
		size_t after;
		bool last_after;
		bool heads = begins_interchange(input, next) ||
			     part_read(header_line(input, next, &after), &last_after) > 0 ||
			     f->part > 0;
		if (part > 0 && !last)
			f->part = part;
		else if (is_smi(line) && heads)
			f->smi = line;
		else
			return;
		f->body = next;
	}
}

bool frame_open(struct slice input, size_t at, struct typeb_frame *out)
{
	struct typeb_frame f = {.offset = at};
	size_t next;
	bool marked = at < input.n && input.p[at] == SOH;
	if (marked)
		at++;
	while (marked && at < input.n && (input.p[at] == '\r' || input.p[at] == '\n'))
		at++;
	if (at >= input.n || input.p[at] != 'Q')
		return false;
	struct slice line = header_line(input, at, &next);
	if (line.n < 3 + ADDRESS || line.p[0] != 'Q' || !ascii_upper(line.p[1]) || line.p[2] != ' ')
		return false;
	f.priority = slice_range(line, 0, 2);
	if (!addresses_read(slice_range(line, 3, line.n), &f))
		return false;
	for (unsigned lines = 1; lines <= ADDRESS_LINES_MAX; lines++) {
		line = header_line(input, next, &next);
		if (origin_read(line, &f)) {
			f.body = next;
			heading_read(input, &f);
			f.begins = f.part <= 1 && begins_interchange(input, f.body);
			*out = f;
			return true;
		}
		if (!addresses_read(line, &f))
			return false;
	}
	return false;
}

/* ENDPARTn as the last line: it is no text. */
static void trailer_read(struct slice input, struct typeb_frame *f)
{
	size_t end = f->end;
	while (end > f->body && (input.p[end - 1] == '\r' || input.p[end - 1] == '\n' ||
				 input.p[end - 1] == ETX || input.p[end - 1] == ' '))
		end--;
	size_t from = end;
	while (from > f->body && end - from < 20 && input.p[from - 1] != '\n' &&
	       input.p[from - 1] != '\r')
		from--;
	bool last = false;
	unsigned part = part_read(slice_range(input, from, end), &last);
	if (part == 0 || !last)
		return;
	f->part = f->part ? f->part : part;
	f->last_part = true;
	f->end = from;
}

/* Whether "UNZ" at `at` of a text that is turned round is the segment, and no
 * word of another one: it stands behind a terminator, and before a separator
 * (or none, where that is a control character) and a count. */
static bool is_unz(const char *tail, size_t n, size_t at)
{
	bool counted = at >= 1 &&
		       (ascii_digit(tail[at - 1]) ||
			(at >= 2 && !ascii_alpha(tail[at - 1]) && ascii_digit(tail[at - 2])));
	char before = at + 3 < n ? tail[at + 3] : '\'';
	return counted && !ascii_alpha(before) && !ascii_digit(before) && before != ' ';
}

/* UNZ among the last bytes, line breaks aside. */
static bool ends_interchange(struct slice input, const struct typeb_frame *f)
{
	char tail[TAIL];
	size_t n = 0;
	for (size_t i = f->end; i > f->body && n < TAIL; i--) {
		char c = input.p[i - 1];
		if ((unsigned char)c >= ' ')
			tail[n++] = c;
	}
	for (size_t i = 0; i + 2 < n; i++) {
		if (tail[i] == 'Z' && tail[i + 1] == 'N' && tail[i + 2] == 'U' &&
		    is_unz(tail, n, i))
			return true;
	}
	return false;
}

void frame_close(struct slice input, struct typeb_frame *f, bool *long_line)
{
	trailer_read(input, f);
	f->ends = ends_interchange(input, f);
	*long_line = false;
	for (size_t at = f->body; at < f->end;) {
		size_t next;
		*long_line |= frame_line(slice_range(input, 0, f->end), at, &next).n >
			      TYPEB_LINE_MAX + 1; /* STX */
		at = next > at ? next : at + 1;
	}
}
