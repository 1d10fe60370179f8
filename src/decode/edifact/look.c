/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/edifact/look.h"

size_t look_blanks_end(const struct edi_reader *r, size_t at)
{
	while (at < r->input.n && look_blank(r, at))
		at++;
	return at;
}

/* Over line breaks within a tag: one, or all that stand in the place of the
 * heading of a Type B message where an interchange was cut there. */
#define BREAKS_MAX 1000
static size_t break_end(const struct edi_reader *r, size_t at)
{
	for (int i = 0;
	     i < BREAKS_MAX && at < r->input.n && r->kind[look_byte(r, at)] == SCAN_BREAK; i++)
		at++;
	return at;
}

uint32_t look_tag(const struct edi_reader *r, size_t at, size_t *end)
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

bool look_known_tag(const struct edi_reader *r, size_t at)
{
	size_t end = at;
	if (!edi_tag_known(look_tag(r, at, &end)))
		return false;
	for (int i = 0; i < 4 && end < r->input.n && look_blank(r, end); i++)
		end++;
	return look_kind(r, end, SCAN_ELEMENT) || look_kind(r, end, SCAN_TERMINATOR);
}

bool look_known_tag_behind(const struct edi_reader *r, size_t at)
{
	return look_known_tag(r, look_blanks_end(r, at));
}

size_t look_quote(const struct edi_reader *r, size_t at)
{
	struct slice s = slice_range(r->input, at, at + 3);
	if (slice_starts(s, "\x92"))
		return 1;
	return slice_is(s, "\xe2\x80\x99") ? 3 : 0;
}

size_t look_header_near(const struct edi_reader *r, size_t from)
{
	for (size_t at = from; at < from + 12 && at < r->input.n; at++) {
		size_t end;
		uint32_t code = look_tag(r, at, &end);
		if (code == EDI_TAG('U', 'N', 'B') || code == EDI_TAG('U', 'N', 'G') ||
		    code == EDI_TAG('U', 'N', 'H'))
			return at;
	}
	return SIZE_MAX;
}

bool tag_is_header(uint32_t code)
{
	return code == EDI_TAG('U', 'N', 'B') || code == EDI_TAG('U', 'N', 'G') ||
	       code == EDI_TAG('U', 'N', 'H') || code == EDI_TAG('U', 'N', 'E') ||
	       code == EDI_TAG('U', 'N', 'Z');
}

bool tag_is_service(uint32_t code)
{
	return code == EDI_TAG('U', 'N', 'A') || tag_is_header(code);
}

size_t look_body(const struct edi_reader *r, size_t end)
{
	size_t body = look_blanks_end(r, end);
	if (body >= r->input.n || look_kind(r, body, SCAN_ELEMENT) ||
	    look_kind(r, body, SCAN_TERMINATOR))
		return body;
	size_t quote = look_quote(r, body);
	if (quote > 0 && look_known_tag_behind(r, body + quote))
		return body;
	/* A tag alone on its line, without a terminator. */
	return look_kind(r, end, SCAN_BREAK) && look_known_tag(r, body) ? end : 0;
}

bool look_begins(const struct edi_reader *r, size_t at)
{
	size_t end;
	uint32_t code = look_tag(r, at, &end);
	if (code == 0)
		return false;
	if (at > 0 && (ascii_alpha(r->input.p[at - 1]) || ascii_digit(r->input.p[at - 1])))
		return false;
	if (code == EDI_TAG('U', 'N', 'A')) {
		size_t header = look_header_near(r, end); /* not of "UNABLE UNB" */
		return header == end || (header != SIZE_MAX && !ascii_alpha(r->input.p[end]));
	}
	if (!tag_is_header(code))
		return false;
	end = end < r->input.n && r->input.p[end] == ' ' ? end + 1 : end;
	return end < r->input.n &&
	       (look_kind(r, end, SCAN_ELEMENT) || r->input.p[end] == syntax_default.element ||
		r->input.p[end] == syntax_control.element);
}

/* Up to `limit` bytes of data at `at`: where the next separator stands. */
static size_t data_end(const struct edi_reader *r, size_t at, size_t limit)
{
	size_t end = at;
	while (end < r->input.n && end - at < limit && r->kind[look_byte(r, end)] == SCAN_TEXT)
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

bool look_glued_header(const struct edi_reader *r, size_t at)
{
	struct slice tag = slice_range(r->input, at - 3, at);
	unsigned char before = r->kind[look_byte(r, at - 4)];
	if (!slice_starts(tag, "UN") || before == SCAN_ELEMENT || before == SCAN_COMPONENT)
		return false;
	if (slice_is(tag, "UNA"))
		return is_service_string(slice_range(r->input, at, look_header_near(r, at)));
	size_t from = at + 1;
	size_t end = data_end(r, from, 35);
	if (slice_is(tag, "UNB")) {
		struct slice level = slice_range(r->input, from, end);
		return level.n == 4 && look_kind(r, end, SCAN_COMPONENT) &&
		       (slice_starts(level, "UNO") || slice_starts(level, "IAT"));
	}
	if (!slice_is(tag, "UNH") || !look_kind(r, end, SCAN_ELEMENT))
		return false;
	from = end + 1;
	end = data_end(r, from, 35);
	return look_kind(r, end, SCAN_COMPONENT) &&
	       is_message_type(slice_range(r->input, from, end));
}
