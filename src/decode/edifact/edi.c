/* SPDX-License-Identifier: Apache-2.0
 *
 * Every decision looks ahead by a bounded number of bytes, or over a run of
 * blanks that is then passed for good, so that the whole walk is linear.
 */
#include "decode/edifact/charset.h"
#include "decode/edifact/scan.h"

#include "base/utf8.h"

#include <string.h>

static const struct edi_syntax default_syntax = {':', '+', '.', '?', ' ', '\''};
/* ISO 9735 level B: information separators instead of printable characters. */
static const struct edi_syntax control_syntax = {0x1f, 0x1d, '.', ' ', ' ', 0x1c};

static const char outside_text[] = "text outside of interchanges was passed over";
static const char unreadable_text[] =
	"no segment tag stands here; passed over up to the next segment";

static unsigned char byte_at(const struct edi_reader *r, size_t at)
{
	return (unsigned char)r->input.p[at];
}

static void syntax_set(struct edi_reader *r, struct edi_syntax syntax)
{
	r->syntax = syntax;
	r->repeats = false;
	scan_prepare(r);
}

void edi_init(struct edi_reader *r, struct slice input, struct arena *a, finding_list *findings)
{
	memset(r, 0, sizeof *r);
	r->input = input;
	r->arena = a;
	r->findings = findings;
	r->outside = true;
	r->ascii = true;
	syntax_set(r, default_syntax);
}

/* ---- Looking at what stands at a place ---- */

/* A blank, a line break or a control character that separates nothing. */
static bool is_blank(const struct edi_reader *r, size_t at)
{
	unsigned char c = byte_at(r, at);
	if (c > ' ')
		return false;
	return c == ' ' || r->kind[c] == SCAN_BREAK || r->kind[c] == SCAN_OTHER;
}

static size_t blanks_end(const struct edi_reader *r, size_t at)
{
	while (at < r->input.n && is_blank(r, at))
		at++;
	return at;
}

/* Over one line break (CR, LF or both) within a tag. */
static size_t break_end(const struct edi_reader *r, size_t at)
{
	for (int i = 0; i < 2 && at < r->input.n && r->kind[byte_at(r, at)] == SCAN_BREAK; i++)
		at++;
	return at;
}

/* The tag that begins at `at`, and where it ends; 0 where there is none. */
static uint32_t tag_at(const struct edi_reader *r, size_t at, size_t *end)
{
	uint32_t code = 0;
	for (int i = 0; i < 3; i++) {
		if (i > 0)
			at = break_end(r, at);
		if (at >= r->input.n)
			return 0;
		char c = r->input.p[at];
		if (!ascii_upper(c) && (i == 0 || !ascii_digit(c)))
			return 0;
		code = code << 8 | (unsigned char)c;
		at++;
	}
	*end = at;
	return code;
}

static bool is_kind(const struct edi_reader *r, size_t at, enum scan_kind kind)
{
	return at < r->input.n && r->kind[byte_at(r, at)] == kind;
}

/* A known tag at `at`, with what must follow a tag. */
static bool known_tag_at(const struct edi_reader *r, size_t at)
{
	size_t end;
	if (!edi_tag_known(tag_at(r, at, &end)))
		return false;
	for (int i = 0; i < 4 && end < r->input.n && is_blank(r, end); i++)
		end++;
	return is_kind(r, end, SCAN_ELEMENT) || is_kind(r, end, SCAN_TERMINATOR);
}

static bool known_tag_follows(const struct edi_reader *r, size_t at)
{
	return known_tag_at(r, blanks_end(r, at));
}

/* Bytes of what word processors make of an apostrophe: U+2019 in UTF-8, or
 * 0x92 in Windows-1252; 0 for anything else. */
static size_t quote_width(const struct edi_reader *r, size_t at)
{
	struct slice s = slice_range(r->input, at, at + 3);
	if (slice_starts(s, "\x92"))
		return 1;
	return slice_is(s, "\xe2\x80\x99") ? 3 : 0;
}

static void note(struct edi_reader *r, enum severity severity, const char *code, size_t at,
		 const char *text)
{
	finding_add(r->findings, r->arena, severity, code, r->number, at, "%s", text);
}

/* ---- UNA ---- */

#define TRIAL_MAX 512 /* bytes that are looked at to see whether separators fit */

static bool tag_is_separated(const struct edi_reader *r, size_t at)
{
	size_t end;
	return tag_at(r, at, &end) && is_kind(r, blanks_end(r, end), SCAN_ELEMENT);
}

/* Whether the separators in force split the text at `at` (an UNB, UNG or UNH). */
static bool syntax_fits(const struct edi_reader *r, size_t at)
{
	if (!tag_is_separated(r, at))
		return false;
	for (size_t end = at; end < r->input.n && end < at + TRIAL_MAX; end++) {
		if (is_kind(r, end, SCAN_RELEASE))
			end++;
		else if (is_kind(r, end, SCAN_TERMINATOR))
			return known_tag_follows(r, end + 1) ||
			       blanks_end(r, end + 1) >= r->input.n;
	}
	return false;
}

static bool may_separate(char c)
{
	unsigned char u = (unsigned char)c;
	return u > 0 && u < 0x7f && c != ' ' && c != '\r' && c != '\n' && !ascii_digit(c) &&
	       !ascii_alpha(c);
}

static bool syntax_valid(const struct edi_syntax *x)
{
	return may_separate(x->component) && may_separate(x->element) &&
	       may_separate(x->terminator) && x->component != x->element &&
	       x->component != x->terminator && x->element != x->terminator &&
	       (x->release == ' ' || may_separate(x->release)) &&
	       x->release != x->component && x->release != x->element &&
	       x->release != x->terminator;
}

/* Where UNB, UNG or UNH begins within the next few bytes; SIZE_MAX: nowhere. */
static size_t header_near(const struct edi_reader *r, size_t from)
{
	for (size_t at = from; at < from + 12 && at < r->input.n; at++) {
		size_t end;
		uint32_t code = tag_at(r, at, &end);
		if (code == EDI_TAG('U', 'N', 'B') || code == EDI_TAG('U', 'N', 'G') ||
		    code == EDI_TAG('U', 'N', 'H'))
			return at;
	}
	return SIZE_MAX;
}

/* What six, or (the blank was lost) five, characters say. */
static struct edi_syntax syntax_read(struct slice s)
{
	struct edi_syntax x = {s.p[0], s.p[1], s.p[2], s.p[3], ' ', s.p[s.n - 1]};
	if (s.n == 6 && may_separate(s.p[4]))
		x.repetition = s.p[4];
	return x;
}

/* Puts the `width` characters of a UNA in force; false when they cannot be. */
static bool una_set(struct edi_reader *r, size_t at, size_t width, size_t header)
{
	if (at + width > header)
		return false;
	struct edi_syntax x = syntax_read(slice_range(r->input, at, at + width));
	if (!syntax_valid(&x))
		return false;
	syntax_set(r, x);
	return true;
}

/* Applies the UNA at `at`; gives where it ends, or 0 where it is none: no
 * header follows it. */
static size_t una_apply(struct edi_reader *r, size_t at)
{
	size_t end;
	if (tag_at(r, at, &end) != EDI_TAG('U', 'N', 'A'))
		return 0;
	size_t header = header_near(r, end);
	if (header == SIZE_MAX)
		return 0;
	if (una_set(r, end, 6, header) && syntax_fits(r, header))
		return end + 6;
	const char *wrong = "UNA has eight characters instead of nine; its blank was lost";
	if (!una_set(r, end, 5, header) || !syntax_fits(r, header)) {
		syntax_set(r, default_syntax);
		if (!syntax_fits(r, header) && una_set(r, end, 6, header) &&
		    tag_is_separated(r, header))
			return end + 6; /* a text cut short */
		syntax_set(r, default_syntax);
		wrong = "UNA does not name the separators in use; read with the usual ones";
	}
	note(r, SEVERITY_WARNING, "una-damaged", at, wrong);
	return header;
}

/* ---- Outside interchanges ---- */

static bool is_header(uint32_t code)
{
	return code == EDI_TAG('U', 'N', 'B') || code == EDI_TAG('U', 'N', 'G') ||
	       code == EDI_TAG('U', 'N', 'H') || code == EDI_TAG('U', 'N', 'E') ||
	       code == EDI_TAG('U', 'N', 'Z');
}

/* A service segment at `at` with which reading can begin. */
static bool begins_at(const struct edi_reader *r, size_t at)
{
	size_t end;
	uint32_t code = tag_at(r, at, &end);
	if (code == 0)
		return false;
	if (at > 0 && (ascii_alpha(r->input.p[at - 1]) || ascii_digit(r->input.p[at - 1])))
		return false;
	if (code == EDI_TAG('U', 'N', 'A')) {
		size_t header = header_near(r, end); /* not of "UNABLE UNB" */
		return header == end || (header != SIZE_MAX && !ascii_alpha(r->input.p[end]));
	}
	if (!is_header(code))
		return false;
	end = end < r->input.n && r->input.p[end] == ' ' ? end + 1 : end;
	return end < r->input.n &&
	       (is_kind(r, end, SCAN_ELEMENT) || r->input.p[end] == default_syntax.element ||
		r->input.p[end] == control_syntax.element);
}

static bool has_text(struct slice s)
{
	if (slice_starts(s, "\xef\xbb\xbf"))
		s = slice_range(s, 3, s.n);
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] > ' ' && s.p[i] != 0x7f)
			return true;
	}
	return false;
}

/* Passes over text up to the next service segment; false when there is none. */
static bool enter(struct edi_reader *r)
{
	size_t at = r->at;
	while (at < r->input.n && !begins_at(r, at)) {
		at = slice_find(r->input, 'U', at + 1);
		if (at == SIZE_MAX)
			at = r->input.n;
	}
	if (has_text(slice_range(r->input, r->at, at)))
		note(r, SEVERITY_INFO, "text-outside-interchange", r->at, outside_text);
	r->at = at;
	r->outside = at >= r->input.n;
	return !r->outside;
}

/* ---- Segments ---- */

static void segment_begin(struct edi_reader *r, size_t at, uint32_t code)
{
	struct edi_segment *s = &r->segment;
	s->tag[0] = (char)(code >> 16 & 0xff);
	s->tag[1] = (char)(code >> 8 & 0xff);
	s->tag[2] = (char)(code & 0xff);
	s->tag[3] = '\0';
	s->code = code;
	s->offset = at;
	s->bytes = r->input.p + at;
	s->elements = 0;
	s->plain = true;
	s->first[0] = 0;
}

/* Components of the segment while it is split. */
struct split {
	unsigned count; /* of components */
	bool full;      /* one of the limits is reached: no more are taken */
};

/* A component begins at `at`, and with it perhaps an element. */
static void split_add(struct edi_reader *r, struct split *split, size_t at, bool element)
{
	struct edi_segment *s = &r->segment;
	size_t offset = at - s->offset;
	if (split->full)
		return;
	if (split->count == EDI_COMPONENTS_MAX || offset >= UINT32_MAX ||
	    (element && s->elements == EDI_ELEMENTS_MAX)) {
		split->full = true;
		s->mark[split->count] = (uint32_t)(offset < UINT32_MAX ? offset : UINT32_MAX);
		note(r, SEVERITY_ERROR, "segment-too-long", s->offset,
		     "the segment has more elements than are read; the rest was left out");
		return;
	}
	if (element)
		s->first[s->elements++] = split->count;
	s->mark[split->count++] = (uint32_t)offset;
}

/* After a release character at `at`: where to go on. A terminator that the
 * release would make text, with a segment behind it, is one all the same. */
static size_t released_end(struct edi_reader *r, size_t at)
{
	size_t next = blanks_end(r, at + 1);
	if (next > at + 1 && r->kind[byte_at(r, at + 1)] != SCAN_BREAK)
		next = at + 1; /* a released blank or control character */
	r->segment.plain = false;
	bool ends = is_kind(r, next, SCAN_TERMINATOR) && known_tag_follows(r, next + 1);
	if (next < r->input.n && !ends)
		return next + 1;
	note(r, SEVERITY_WARNING, "release-dangling", at,
	     "a release character stands before the end of the segment");
	return next;
}

/* Whether the segment ends at the line break at `at` although it has no
 * terminator; if not, `*next` is where to go on. */
static bool ends_at_break(struct edi_reader *r, size_t at, size_t *next)
{
	*next = blanks_end(r, at);
	r->segment.plain = false;
	unsigned char before = r->kind[byte_at(r, at - 1)];
	if (before == SCAN_ELEMENT || before == SCAN_COMPONENT || !known_tag_at(r, *next))
		return false;
	note(r, SEVERITY_WARNING, "terminator-lost", at,
	     "the segment ends with its line, without a terminator");
	return true;
}

/* The same for bytes that are not ASCII and for control characters. */
static bool ends_at_quote(struct edi_reader *r, size_t at, size_t *next)
{
	size_t width = quote_width(r, at);
	r->segment.plain = false;
	*next = at + (width ? width : 1);
	if (width > 0 && known_tag_follows(r, *next)) {
		note(r, SEVERITY_WARNING, "terminator-replaced", at,
		     "a typographic apostrophe stands in the place of the terminator");
		return true;
	}
	if (byte_at(r, at) < ' ' && !r->control_noted) {
		r->control_noted = true;
		note(r, SEVERITY_WARNING, "control-character", at,
		     "control characters inside segments were left out");
	}
	return false;
}

/* Up to `limit` bytes of data at `at`: where the next separator stands. */
static size_t data_end(const struct edi_reader *r, size_t at, size_t limit)
{
	size_t end = at;
	while (end < r->input.n && end - at < limit && r->kind[byte_at(r, end)] == SCAN_TEXT)
		end++;
	return end;
}

static bool is_message_type(struct slice s)
{
	static const char *const types[] = {"PAXLST", "CUSRES", "PNRGOV",
					    "ACKRES", "GOVREQ", "CONTRL"};
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (slice_is(s, types[i]))
			return true;
	}
	return false;
}

/* What stands between UNA and the header behind it; not that of "LUNA:DUNBAR". */
static bool is_service_string(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_alpha(s.p[i]) || ascii_digit(s.p[i]))
			return false;
	}
	return s.n >= 5;
}

/* Whether the separator at `at` belongs to a UNA, UNB or UNH that is glued to
 * the text before it: the terminator, or the rest of a message, was lost. */
static bool is_glued_header(const struct edi_reader *r, size_t at)
{
	struct slice tag = slice_range(r->input, at - 3, at);
	unsigned char before = r->kind[byte_at(r, at - 4)];
	if (!slice_starts(tag, "UN") || before == SCAN_ELEMENT || before == SCAN_COMPONENT)
		return false;
	if (slice_is(tag, "UNA"))
		return is_service_string(slice_range(r->input, at, header_near(r, at)));
	size_t from = at + 1;
	size_t end = data_end(r, from, 35);
	if (slice_is(tag, "UNB")) {
		struct slice level = slice_range(r->input, from, end);
		return level.n == 4 && is_kind(r, end, SCAN_COMPONENT) &&
		       (slice_starts(level, "UNO") || slice_starts(level, "IAT"));
	}
	if (!slice_is(tag, "UNH") || !is_kind(r, end, SCAN_ELEMENT))
		return false;
	from = end + 1;
	end = data_end(r, from, 35);
	return is_kind(r, end, SCAN_COMPONENT) &&
	       is_message_type(slice_range(r->input, from, end));
}

static bool ends_at_header(struct edi_reader *r, size_t at, size_t *end)
{
	if (at < r->segment.offset + 7 || r->input.p[at - 3] != 'U' || !is_glued_header(r, at))
		return false;
	*end = at - 3;
	note(r, SEVERITY_WARNING, "terminator-lost", *end,
	     "the segment breaks off where the next header begins");
	return true;
}

/* Splits the text from `at` (behind the tag) to the segment's end. */
static size_t split_to_end(struct edi_reader *r, struct split *split, size_t at, size_t *end)
{
	for (;;) {
		at = scan_next(r, at);
		*end = at;
		if (at >= r->input.n) {
			note(r, SEVERITY_WARNING, "terminator-missing", r->segment.offset,
			     "the input ends inside this segment");
			return at;
		}
		size_t next = at + 1;
		switch ((enum scan_kind)r->kind[byte_at(r, at)]) {
		case SCAN_ELEMENT:
		case SCAN_COMPONENT:
			if (ends_at_header(r, at, end))
				return *end;
			split_add(r, split, next, r->kind[byte_at(r, at)] == SCAN_ELEMENT);
			break;
		case SCAN_TERMINATOR:
			return next;
		case SCAN_RELEASE:
			next = released_end(r, at);
			break;
		case SCAN_BREAK:
			if (ends_at_break(r, at, &next))
				return next;
			break;
		case SCAN_OTHER:
			if (ends_at_quote(r, at, &next))
				return next;
			break;
		case SCAN_TEXT:
			break;
		}
		at = next;
	}
}

static void segment_split(struct edi_reader *r, size_t body)
{
	struct edi_segment *s = &r->segment;
	struct split split = {0};
	size_t end;
	r->at = split_to_end(r, &split, body, &end);
	size_t last = end - s->offset + 1;
	if (!split.full)
		s->mark[split.count] = (uint32_t)(last < UINT32_MAX ? last : UINT32_MAX);
	s->first[s->elements] = split.count;
	s->length = r->at - s->offset;
}

/* A known tag inside what could not be read, from which reading can go on. */
static size_t resume_at(const struct edi_reader *r, size_t from, size_t to)
{
	for (size_t at = from + 1; at < to; at++) {
		char before = r->input.p[at - 1];
		if (ascii_upper(r->input.p[at]) && !ascii_alpha(before) && !ascii_digit(before) &&
		    r->kind[(unsigned char)before] != SCAN_ELEMENT &&
		    r->kind[(unsigned char)before] != SCAN_COMPONENT && known_tag_at(r, at))
			return at;
	}
	return to;
}

/* Passes over text at `at` that begins with no tag. */
static void pass_unreadable(struct edi_reader *r, size_t at)
{
	unsigned of_message = r->number > 0;
	r->number += of_message;
	segment_begin(r, at, 0);
	segment_split(r, at);
	size_t resume = resume_at(r, at, r->at);
	if (resume < r->at)
		r->number -= of_message;
	r->at = resume;
	r->gaps++;
	note(r, SEVERITY_ERROR, "segment-unreadable", at, unreadable_text);
}

/* UNB without UNA has the usual separators, whatever the last interchange had. */
static void syntax_restart(struct edi_reader *r, size_t body)
{
	while (body < r->input.n && (r->input.p[body] == ' ' || is_kind(r, body, SCAN_BREAK)))
		body++;
	if (r->una_before || body >= r->input.n)
		return;
	if (r->input.p[body] == default_syntax.element)
		syntax_set(r, default_syntax);
	else if (r->input.p[body] == control_syntax.element)
		syntax_set(r, control_syntax);
}

static bool is_service(uint32_t code)
{
	return code == EDI_TAG('U', 'N', 'A') || is_header(code);
}

static void segment_number(struct edi_reader *r)
{
	if (r->segment.code == EDI_TAG('U', 'N', 'H')) {
		r->number = 1;
		r->charset_noted = false;
		r->control_noted = false;
	} else if (r->number > 0) {
		r->number++;
	}
	r->segment.number = r->number;
}

/* Where the data of the segment begin whose tag ends at `end`; 0 when this is
 * no segment. */
static size_t segment_body(const struct edi_reader *r, size_t end)
{
	size_t body = blanks_end(r, end);
	if (body >= r->input.n || is_kind(r, body, SCAN_ELEMENT) || is_kind(r, body, SCAN_TERMINATOR))
		return body;
	size_t quote = quote_width(r, body);
	if (quote > 0 && known_tag_follows(r, body + quote))
		return body;
	/* A tag alone on its line, without a terminator. */
	return is_kind(r, end, SCAN_BREAK) && known_tag_at(r, body) ? end : 0;
}

static bool una_read(struct edi_reader *r, size_t at)
{
	size_t end = una_apply(r, at);
	if (end == 0)
		return false;
	r->number = 0;
	segment_begin(r, at, EDI_TAG('U', 'N', 'A'));
	r->segment.number = 0;
	r->segment.mark[0] = 0;
	r->segment.length = end - at;
	r->at = end;
	r->una_before = true;
	return true;
}

/* Reads the segment at `at`; false when no tag stands there. */
static bool segment_read(struct edi_reader *r, size_t at)
{
	if (una_read(r, at))
		return true;
	size_t end;
	uint32_t code = tag_at(r, at, &end);
	if (code == EDI_TAG('U', 'N', 'B'))
		syntax_restart(r, end);
	size_t body = code ? segment_body(r, end) : 0;
	if (body == 0)
		return false;
	r->una_before = false;
	if (is_service(code) || r->segment.code == EDI_TAG('U', 'N', 'T'))
		r->number = 0;
	segment_begin(r, at, code);
	segment_number(r);
	segment_split(r, body);
	return true;
}

/* What the segment just read changes for the next ones. */
static void after_segment(struct edi_reader *r)
{
	if (r->segment.code == EDI_TAG('U', 'N', 'Z'))
		r->outside = true;
	if (r->segment.code != EDI_TAG('U', 'N', 'B'))
		return;
	r->charset = charset_named(slice_trim(edi_raw(&r->segment, 0, 0)), &r->ascii);
	struct slice version = slice_trim(edi_raw(&r->segment, 0, 1));
	r->repeats = r->syntax.repetition != ' ' && slice_cmp(version, SLICE("4")) >= 0;
	scan_prepare(r);
}

/* Behind the end of a message or group stands another segment, or anything:
 * then passes over text up to the next known one. */
static void pass_between(struct edi_reader *r)
{
	uint32_t last = r->segment.code;
	size_t end;
	if ((last != EDI_TAG('U', 'N', 'T') && last != EDI_TAG('U', 'N', 'E')) ||
	    (tag_at(r, r->at, &end) != 0 && segment_body(r, end) != 0))
		return;
	size_t at = resume_at(r, r->at, r->input.n);
	r->number = 0;
	if (at >= r->input.n || is_service(tag_at(r, at, &end)))
		note(r, SEVERITY_INFO, "text-outside-interchange", r->at, outside_text);
	else
		note(r, SEVERITY_ERROR, "segment-unreadable", r->at, unreadable_text);
	r->at = at;
	r->gaps++;
}

enum rc edi_next(struct edi_reader *r)
{
	if (r->again) {
		r->again = false;
		return RC_OK;
	}
	for (;;) {
		if (r->outside && !enter(r))
			return RC_END;
		while (r->at < r->input.n &&
		       (is_blank(r, r->at) || is_kind(r, r->at, SCAN_TERMINATOR)))
			r->at++;
		if (r->at < r->input.n)
			pass_between(r);
		if (r->at >= r->input.n)
			return RC_END;
		if (segment_read(r, r->at)) {
			after_segment(r);
			return RC_OK;
		}
		pass_unreadable(r, r->at);
	}
}

void edi_push_back(struct edi_reader *r)
{
	r->again = true;
}

/* ---- Values ---- */

unsigned edi_components(const struct edi_segment *s, unsigned element)
{
	return element < s->elements ? s->first[element + 1] - s->first[element] : 0;
}

struct slice edi_raw(const struct edi_segment *s, unsigned element, unsigned component)
{
	if (component >= edi_components(s, element))
		return (struct slice){NULL, 0};
	unsigned k = s->first[element] + component;
	size_t n = (size_t)s->mark[k + 1] - 1 - s->mark[k];
	return n ? (struct slice){s->bytes + s->mark[k], n} : (struct slice){NULL, 0};
}

static bool is_left_out(const struct edi_reader *r, unsigned char c)
{
	return c < ' ' && (r->kind[c] == SCAN_BREAK || r->kind[c] == SCAN_OTHER);
}

static bool is_escaped(const struct edi_reader *r, struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (is_left_out(r, c) || r->kind[c] == SCAN_RELEASE)
			return true;
	}
	return false;
}

/* Without release characters, line breaks and other control characters. */
static struct slice unescape(struct edi_reader *r, struct slice s)
{
	char *p = arena_alloc(r->arena, s.n);
	if (!p)
		return (struct slice){NULL, 0};
	size_t n = 0;
	bool released = false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (is_left_out(r, c))
			continue;
		if (r->kind[c] == SCAN_RELEASE && !released) {
			released = true;
			continue;
		}
		released = false;
		p[n++] = (char)c;
	}
	return (struct slice){p, n};
}

static bool is_ascii(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	}
	return true;
}

static struct slice to_utf8(struct edi_reader *r, struct slice s)
{
	bool utf8 = utf8_valid(s);
	if (r->charset == EDI_UTF8 ? !utf8 : utf8 || r->ascii) {
		if (!r->charset_noted)
			edi_finding(r, SEVERITY_INFO, "charset-undeclared",
				    "text outside the character set that UNB declares was read as "
				    "%s", utf8 ? "UTF-8" : "ISO 8859-1");
		r->charset_noted = true;
	}
	if (utf8)
		return s;
	char *p = arena_alloc(r->arena, s.n * 3); /* no single byte needs more in UTF-8 */
	if (!p)
		return (struct slice){NULL, 0};
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char wide[4];
		size_t width = utf8_write(charset_read(r->charset, (unsigned char)s.p[i]), wide);
		memcpy(p + n, wide, width);
		n += width;
	}
	return (struct slice){p, n};
}

struct slice edi_text(struct edi_reader *r, unsigned element, unsigned component)
{
	struct slice s = edi_raw(&r->segment, element, component);
	if (!r->segment.plain && is_escaped(r, s))
		s = unescape(r, s);
	s = slice_trim(s);
	if (!r->segment.plain && !is_ascii(s))
		s = to_utf8(r, s);
	return s.n ? s : (struct slice){NULL, 0};
}

bool edi_tag_is(const struct edi_segment *s, const char *tag)
{
	return strcmp(s->tag, tag) == 0;
}

struct place edi_place(const struct edi_segment *s)
{
	return (struct place){s->number, s->offset, s->length};
}

static bool only_filler(struct slice s, unsigned *letters)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r' || s.p[i] == '\n')
			continue;
		if (s.p[i] != 'X')
			return false;
		(*letters)++;
	}
	return true;
}

bool edi_erased(const struct edi_segment *s)
{
	if (s->code == EDI_TAG('S', 'A', 'C') || is_service(s->code))
		return false;
	unsigned letters = 0;
	for (unsigned e = 0; e < s->elements; e++) {
		for (unsigned c = 0; c < edi_components(s, e); c++) {
			if (!only_filler(edi_raw(s, e, c), &letters))
				return false;
		}
	}
	return letters >= 2;
}
