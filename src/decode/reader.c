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

bool reader_next_slow(struct edi_reader *r)
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

#define FIRST_PATHS 8 /* of each list that stand ready: more are rare */
#define PATHS(list) \
	{ \
		list ".0", list ".1", list ".2", list ".3", list ".4", list ".5", list ".6", \
			list ".7" \
	}

static const struct {
	const char *list;
	const char *path[FIRST_PATHS];
} ready_paths[] = {
	[MARK_ADDRESSES] = {"addresses", PATHS("addresses")},
	[MARK_CHECK_INS] = {"check_ins", PATHS("check_ins")},
	[MARK_CONTACTS] = {"contacts", PATHS("contacts")},
	[MARK_DOCUMENTS] = {"documents", PATHS("documents")},
	[MARK_EXCESS_BAGS] = {"excess_bags", PATHS("excess_bags")},
	[MARK_FARE_INFO] = {"fare_info", PATHS("fare_info")},
	[MARK_FARES] = {"fares", PATHS("fares")},
	[MARK_FREQUENT_FLYER] = {"frequent_flyer", PATHS("frequent_flyer")},
	[MARK_HISTORY] = {"history", PATHS("history")},
	[MARK_OTHER_LOCATORS] = {"other_locators", PATHS("other_locators")},
	[MARK_OTHERS] = {"others", PATHS("others")},
	[MARK_PAYMENTS] = {"payments", PATHS("payments")},
	[MARK_REFERENCES] = {"references", PATHS("references")},
	[MARK_REMARKS] = {"remarks", PATHS("remarks")},
	[MARK_SEATS] = {"seats", PATHS("seats")},
	[MARK_SEGMENTS] = {"segments", PATHS("segments")},
	[MARK_SERVICE_REQUESTS] = {"service_requests", PATHS("service_requests")},
	[MARK_SPLIT_FROM] = {"split_from", PATHS("split_from")},
	[MARK_SPLIT_TO] = {"split_to", PATHS("split_to")},
	[MARK_TAXES] = {"taxes", PATHS("taxes")},
	[MARK_TICKETS] = {"tickets", PATHS("tickets")},
};

/* "documents.12" */
static const char *path_write(struct arena *a, const char *list, unsigned index)
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

const char *mark_path(struct arena *a, enum mark_list list, unsigned index)
{
	if (index < FIRST_PATHS)
		return ready_paths[list].path[index];
	return path_write(a, ready_paths[list].list, index);
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
