/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"
#include "decode/pnrgov/pnr.h"

#include <string.h>

#define PART_FULL 69 /* a free text of this length goes on in the next one */

static bool is_erased(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != 'X')
			return false;
	}
	return s.n >= 3;
}

struct slice pnr_text(struct pnr *p, unsigned element, unsigned component)
{
	struct slice s = edi_text(p->r, element, component);
	return is_erased(s) ? (struct slice){NULL, 0} : s;
}

/* Adds ` part` to a text that is the end of `room`. */
static void text_join(struct pnr *p, struct slice *text, struct slice part)
{
	if (!slice_present(part))
		return;
	if (!slice_present(*text)) {
		*text = part;
		return;
	}
	size_t blank = text->n % (PART_FULL + 1) >= PART_FULL ||
		       (text->n >= PART_FULL && text->n % PART_FULL == 0) ? 0 : 1;
	char *copy = arena_alloc(p->r->arena, text->n + blank + part.n);
	if (!copy)
		return;
	memcpy(copy, text->p, text->n);
	if (blank)
		copy[text->n] = ' ';
	memcpy(copy + text->n + blank, part.p, part.n);
	*text = (struct slice){copy, text->n + blank + part.n};
}
