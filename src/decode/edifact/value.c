/* SPDX-License-Identifier: Apache-2.0
 *
 * Elements and components of a segment that was read, and their text.
 */
#include "decode/edifact/charset.h"
#include "decode/edifact/look.h"

#include "base/utf8.h"

#include <string.h>

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
				    "%s",
				    utf8 ? "UTF-8" : "ISO 8859-1");
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

struct slice edi_text_slow(struct edi_reader *r, struct slice raw)
{
	struct slice s = slice_trim(is_escaped(r, raw) ? unescape(r, raw) : raw);
	if (!is_ascii(s))
		s = to_utf8(r, s);
	return s.n ? s : (struct slice){NULL, 0};
}

bool edi_tag_is(const struct edi_segment *s, const char *tag)
{
	return strcmp(s->tag, tag) == 0;
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

bool edi_erased_slow(const struct edi_segment *s)
{
	if (s->code == EDI_TAG('S', 'A', 'C') || tag_is_service(s->code))
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
