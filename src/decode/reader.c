/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/reader.h"

#include <string.h>

static bool ends_body(uint32_t code)
{
	switch (code) {
	case EDI_TAG('U', 'N', 'A'):
	case EDI_TAG('U', 'N', 'B'):
	case EDI_TAG('U', 'N', 'G'):
	case EDI_TAG('U', 'N', 'H'):
	case EDI_TAG('U', 'N', 'T'):
	case EDI_TAG('U', 'N', 'E'):
	case EDI_TAG('U', 'N', 'Z'):
		return true;
	default:
		return false;
	}
}

bool reader_next(struct edi_reader *r)
{
	while (edi_next(r) == RC_OK) {
		if (ends_body(r->segment.code)) {
			edi_push_back(r);
			return false;
		}
		if (!edi_erased(&r->segment))
			return true;
	}
	return false;
}

void reader_extend(const struct edi_reader *r, struct place *p)
{
	struct place here = edi_place(&r->segment);
	if (p->length == 0)
		*p = here;
	else
		p->length = here.offset + here.length - p->offset;
}

static struct source_mark mark_here(const struct edi_reader *r, const char *path)
{
	return (struct source_mark){.path = path, .place = edi_place(&r->segment)};
}

void mark_traveller(struct edi_reader *r, struct traveller *t, const char *path)
{
	struct source_mark *mark = LIST_ADD(&t->marks, r->arena, struct source_mark);
	if (mark)
		*mark = mark_here(r, path);
}

void mark_booking(struct edi_reader *r, struct booking *b, const char *path)
{
	struct source_mark *mark = LIST_ADD(&b->marks, r->arena, struct source_mark);
	if (mark)
		*mark = mark_here(r, path);
}

const char *mark_path(struct arena *a, const char *list, unsigned index)
{
	char digits[10];
	size_t n = sizeof digits;
	do {
		digits[--n] = (char)('0' + index % 10);
		index /= 10;
	} while (index > 0);
	size_t name = strlen(list);
	size_t number = sizeof digits - n;
	char *path = arena_alloc(a, name + 1 + number + 1);
	if (!path)
		return list;
	memcpy(path, list, name);
	path[name] = '.';
	memcpy(path + name + 1, digits + n, number);
	return path;
}

struct traveller *reader_add_traveller(struct edi_reader *r, struct message *m)
{
	unsigned index = m->travellers.count;
	struct traveller *t = LIST_ADD(&m->travellers, r->arena, struct traveller);
	if (!t)
		return NULL;
	t->index = index;
	t->bag_count = -1;
	t->bag_weight_tenths = -1;
	t->infant_of = -1;
	t->booking = -1;
	t->place = edi_place(&r->segment);
	return t;
}
