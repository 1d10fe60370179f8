/* SPDX-License-Identifier: Apache-2.0 */
#include "model/list.h"

#include <string.h>

void *list_link(struct arena *a, size_t size, size_t next_offset, void **first, void **last,
		unsigned *count)
{
	void *item = arena_alloc(a, size);
	if (!item)
		return NULL;
	if (*last)
		memcpy((char *)*last + next_offset, &item, sizeof item);
	else
		*first = item;
	*last = item;
	(*count)++;
	return item;
}
