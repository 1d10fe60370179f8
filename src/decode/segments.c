/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "decode/decode.h"
#include "decode/edifact/charset.h"

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

enum rc decode_segments(struct slice input, struct arena *a, segment_texts *out, struct err *e)
{
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
