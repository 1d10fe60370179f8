/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/parts.h"

#include <string.h>

static bool same_list(const struct part_list *p, const struct message *m)
{
	struct slice key = slice_range(m->business_ref, 0, PARTS_KEY_MAX);
	return p->count > 0 && p->type == m->type &&
	       slice_eq((struct slice){p->key, p->key_length}, key);
}

static void list_start(struct part_list *p, const struct message *m)
{
	struct slice key = slice_range(m->business_ref, 0, PARTS_KEY_MAX);
	*p = (struct part_list){.type = m->type, .key_length = key.n};
	if (key.n > 0)
		memcpy(p->key, key.p, key.n);
}

void parts_end(struct part_list *p, struct edi_reader *r, size_t offset)
{
	/* A part alone may have its companions in other inputs. */
	if (p->count > 1 && p->count < p->highest)
		finding_add(r->findings, r->arena, SEVERITY_WARNING, "part-missing", 0, offset,
			    "of the %u parts of a list that were announced, %u %s missing here; "
			    "what is there was read, and the carrier should send the rest",
			    p->highest, p->highest - p->count,
			    p->highest - p->count == 1 ? "is" : "are");
	*p = (struct part_list){0};
}

void parts_take(struct part_list *p, struct edi_reader *r, const struct message *m)
{
	if (!same_list(p, m)) {
		parts_end(p, r, r->segment.offset);
		if (m->part > 0)
			list_start(p, m);
	}
	unsigned part = (unsigned)m->part;
	if (part == 0 || part >= PARTS_SEEN_MAX)
		return;
	unsigned char bit = (unsigned char)(1U << part % 8);
	p->count += !(p->seen[part / 8] & bit);
	p->seen[part / 8] |= bit;
	p->highest = part > p->highest ? part : p->highest;
}
