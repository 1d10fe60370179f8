/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/item.h"

static const struct item *find(const struct item *from, struct slice name)
{
	for (; from; from = from->next)
		if (slice_eq(from->name, name))
			return from;
	return NULL;
}

const struct item *item_child(const struct item *in, const char *name)
{
	return in ? find(in->children.first, slice_of(name)) : NULL;
}

const struct item *item_again(const struct item *of)
{
	return find(of->next, of->name);
}

struct slice item_text(const struct item *in, const char *name)
{
	const struct item *child = item_child(in, name);
	return child ? child->text : (struct slice){0};
}
