/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/decode.h"

static struct slice bytes_at(struct slice input, struct place p)
{
	if (p.offset > input.n)
		return (struct slice){NULL, 0};
	size_t rest = input.n - p.offset;
	return slice_range(input, p.offset, p.offset + (p.length < rest ? p.length : rest));
}

/* `s` as data between the separators of `una`. */
static void add_released(struct buf *out, struct slice s, struct slice una)
{
	for (size_t i = 0; i < s.n; i++) {
		if (una.p[6] != ' ' && slice_find(slice_range(una, 3, 9), s.p[i], 0) != SIZE_MAX &&
		    s.p[i] != ' ' && s.p[i] != una.p[5])
			buf_char(out, una.p[6]);
		buf_char(out, s.p[i]);
	}
}

/* Segments, with a terminator behind the last one where it has none. */
static void add_ended(struct buf *out, struct slice segments, char terminator)
{
	buf_add(out, segments);
	if (segments.n > 0 && segments.p[segments.n - 1] != terminator)
		buf_char(out, terminator);
}

void decode_standalone(const struct message *m, struct slice input, struct buf *out)
{
	struct slice unb = bytes_at(input, m->envelope);
	if (m->place.segment == 0 || m->una.n != 9) { /* unreadable: as it came */
		buf_add(out, bytes_at(input, m->place));
		return;
	}
	char element = m->una.p[4];
	char terminator = m->una.p[8];
	if (unb.n > 3 && unb.p[3] != element) /* it stood before another UNA: others separate it */
		unb = (struct slice){NULL, 0};
	buf_add(out, m->una);
	add_ended(out, unb, terminator);
	struct slice body = bytes_at(input, m->place);
	if (unb.n == 0 && !slice_starts(body, "UNH")) /* reading must begin somewhere */
		buf_printf(out, "UNG%c%s%c", element, message_type_name(m->type), terminator);
	add_ended(out, body, terminator);
	if (unb.n == 0)
		return;
	buf_printf(out, "UNZ%c1%c", element, element);
	add_released(out, m->interchange_ref, m->una);
	buf_char(out, terminator);
}
