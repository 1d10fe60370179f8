/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "decode/decode.h"
#include "decode/edifact/charset.h"
#include "decode/xml/xml.h"

#include <string.h>

#define WIDEST 4 /* bytes of UTF-8 for one byte sent */

static bool is_line_break(char c)
{
	return c == '\r' || c == '\n' || c == '\0';
}

static struct slice text_of(const struct edi_reader *r, struct arena *a)
{
	struct slice raw =
		slice_range(r->input, r->segment.offset, r->segment.offset + r->segment.length);
	bool utf8 = utf8_valid(raw);
	char *out = arena_alloc(a, raw.n * WIDEST + 1);
	size_t n = 0;
	for (size_t i = 0; out && i < raw.n; i++) {
		if (is_line_break(raw.p[i]))
			continue;
		if (utf8)
			out[n++] = raw.p[i];
		else
			n += utf8_write(charset_read(r->charset, (unsigned char)raw.p[i]), out + n);
	}
	return out ? (struct slice){out, n} : (struct slice){0};
}

/* ---- XML: an element that holds a record, with what follows it ---- */

struct listing {
	struct edi_reader r; /* its segment is the part to be shown */
	struct arena *arena;
	segment_texts *out;
};

static void add_element(void *to, const char *tag, struct place place)
{
	struct listing *l = to;
	struct segment_text *s = LIST_ADD(l->out, l->arena, struct segment_text);
	if (!s)
		return;
	l->r.segment.offset = place.offset;
	l->r.segment.length = place.length;
	s->number = place.segment;
	s->offset = place.offset;
	memcpy(s->tag, tag, sizeof s->tag);
	s->text = slice_trim(text_of(&l->r, l->arena));
}

static enum rc xml_list(struct slice input, struct arena *a, segment_texts *out, struct err *e)
{
	struct listing *l = ARENA_NEW(a, struct listing);
	if (!l)
		return err_set(e, RC_NOMEM, "no memory to show a message");
	l->r.input = input;
	l->arena = a;
	l->out = out;
	xml_segments(input, a, add_element, l);
	return arena_failed(a) ? err_set(e, RC_NOMEM, "no memory to show a message") : RC_OK;
}

enum rc decode_segments(struct slice input, struct arena *a, segment_texts *out, struct err *e)
{
	if (xml_is_input(input))
		return xml_list(input, a, out, e);
	finding_list findings = {0}; /* were reported when the message was read */
	struct edi_reader *r = ARENA_NEW(a, struct edi_reader);
	if (!r)
		return err_set(e, RC_NOMEM, "no memory to show a message");
	edi_init(r, input, a, &findings);
	while (edi_next(r) == RC_OK) {
		struct segment_text *s = LIST_ADD(out, a, struct segment_text);
		if (!s)
			break;
		s->number = r->segment.number;
		s->offset = r->segment.offset;
		memcpy(s->tag, r->segment.tag, sizeof s->tag);
		s->text = text_of(r, a);
	}
	return arena_failed(a) ? err_set(e, RC_NOMEM, "no memory to show a message") : RC_OK;
}
