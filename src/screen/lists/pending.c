/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/pending.h"

void pendings_init(struct pendings *p, struct list_import *im)
{
	*p = (struct pendings){.im = im};
	map_init(&p->by_id, im->arena);
}

struct pending *pending_find(const struct pendings *p, struct slice id)
{
	return map_find(&p->by_id, id);
}

struct pending *pending_get(struct pendings *p, struct slice id, unsigned line)
{
	struct pending *found = pending_find(p, id);
	if (found)
		return found;
	struct slice kept = arena_copy(p->im->arena, id);
	struct pending *new = kept.p ? LIST_ADD(&p->list, p->im->arena, struct pending) : NULL;
	if (!new)
		return NULL;
	new->entry.id = kept;
	new->line = line;
	map_put(&p->by_id, kept, new);
	return new;
}

enum rc pendings_end(struct pendings *p, struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(struct pending, one, &p->list)
	{
		if (rc != RC_OK)
			break;
		if (one->entry.names.count || one->entry.documents.count)
			rc = import_add(p->im, &one->entry, one->line, e);
		else
			finding_add(p->im->findings, p->im->arena, SEVERITY_ERROR,
				    "list-nothing-to-match", one->line, 0,
				    "the record has neither a name nor a document number and is "
				    "left out");
	}
	return rc;
}
