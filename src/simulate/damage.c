/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/parts.h"

#include <string.h>

#define HEAD_SEGMENTS 14 /* envelope, reporter and flight are left alone, or nothing is read */
#define TAIL_SEGMENTS 5

static bool ends_segment(const struct buf *b, size_t i)
{
	return b->p[i] == '\'' && (i == 0 || b->p[i - 1] != '?');
}

/* Where segment `number` (from 0) begins, and where its terminator stands. */
static bool find_segment(const struct buf *b, unsigned number, size_t *from, size_t *end)
{
	*from = 0;
	for (size_t i = 0; i < b->n; i++) {
		if (!ends_segment(b, i))
			continue;
		if (number-- == 0) {
			*end = i;
			return true;
		}
		*from = i + 1;
		while (*from < b->n && (b->p[*from] == '\r' || b->p[*from] == '\n'))
			(*from)++;
	}
	return false;
}

static unsigned segment_count(const struct buf *b)
{
	unsigned n = 0;
	for (size_t i = 0; i < b->n; i++)
		n += ends_segment(b, i);
	return n;
}

static void insert(struct buf *b, size_t at, char c)
{
	buf_char(b, c);
	if (buf_failed(b))
		return;
	memmove(b->p + at + 1, b->p + at, b->n - 1 - at);
	b->p[at] = c;
}

static void remove_byte(struct buf *b, size_t at)
{
	memmove(b->p + at, b->p + at + 1, b->n - at - 1);
	b->n--;
}

void damage_apply(struct buf *b, struct random *r)
{
	unsigned count = segment_count(b);
	size_t from;
	size_t end;
	if (count <= HEAD_SEGMENTS + TAIL_SEGMENTS)
		return;
	unsigned number = HEAD_SEGMENTS + random_below(r, count - HEAD_SEGMENTS - TAIL_SEGMENTS);
	if (!find_segment(b, number, &from, &end))
		return;
	switch (random_below(r, 4)) {
	case 0: /* the terminator is lost */
		remove_byte(b, end);
		break;
	case 1: /* the tag is garbled */
		b->p[from + 1] = '#';
		break;
	case 2: /* a release stands before the terminator */
		insert(b, end, '?');
		break;
	default: /* a byte from a noisy line */
		insert(b, from + 3, '\x07');
		break;
	}
}
