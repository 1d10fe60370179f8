/* SPDX-License-Identifier: Apache-2.0
 *
 * UNA, the service string advice, and what is in force without one.
 */
#include "decode/edifact/look.h"

const struct edi_syntax syntax_default = {':', '+', '.', '?', ' ', '\''};
/* ISO 9735 level B: information separators instead of printable characters. */
const struct edi_syntax syntax_control = {0x1f, 0x1d, '.', ' ', ' ', 0x1c};

void syntax_set(struct edi_reader *r, struct edi_syntax syntax)
{
	r->syntax = syntax;
	r->repeats = false;
	scan_prepare(r);
}

#define TRIAL_MAX 512 /* bytes that are looked at to see whether separators fit */

static bool tag_is_separated(const struct edi_reader *r, size_t at)
{
	size_t end;
	return look_tag(r, at, &end) && look_kind(r, look_blanks_end(r, end), SCAN_ELEMENT);
}

/* Whether the separators in force split the text at `at` (an UNB, UNG or UNH). */
static bool syntax_fits(const struct edi_reader *r, size_t at)
{
	if (!tag_is_separated(r, at))
		return false;
	for (size_t end = at; end < r->input.n && end < at + TRIAL_MAX; end++) {
		if (look_kind(r, end, SCAN_RELEASE))
			end++;
		else if (look_kind(r, end, SCAN_TERMINATOR))
			return look_known_tag_behind(r, end + 1) ||
			       look_blanks_end(r, end + 1) >= r->input.n;
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
	       (x->release == ' ' || may_separate(x->release)) && x->release != x->component &&
	       x->release != x->element && x->release != x->terminator;
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

size_t una_apply(struct edi_reader *r, size_t at)
{
	size_t end;
	if (look_tag(r, at, &end) != EDI_TAG('U', 'N', 'A'))
		return 0;
	size_t header = look_header_near(r, end);
	if (header == SIZE_MAX)
		return 0;
	if (una_set(r, end, 6, header) && syntax_fits(r, header))
		return end + 6;
	const char *wrong = "UNA has eight characters instead of nine; its blank was lost";
	if (!una_set(r, end, 5, header) || !syntax_fits(r, header)) {
		syntax_set(r, syntax_default);
		if (!syntax_fits(r, header) && una_set(r, end, 6, header) &&
		    tag_is_separated(r, header))
			return end + 6; /* a text cut short */
		syntax_set(r, syntax_default);
		wrong = "UNA does not name the separators in use; read with the usual ones";
	}
	edi_note(r, SEVERITY_WARNING, "una-damaged", at, wrong);
	return header;
}

void syntax_restart(struct edi_reader *r, size_t body)
{
	while (body < r->input.n && (r->input.p[body] == ' ' || look_kind(r, body, SCAN_BREAK)))
		body++;
	if (r->una_before || body >= r->input.n)
		return;
	if (r->input.p[body] == syntax_default.element)
		syntax_set(r, syntax_default);
	else if (r->input.p[body] == syntax_control.element)
		syntax_set(r, syntax_control);
}
