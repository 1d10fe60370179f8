/* SPDX-License-Identifier: Apache-2.0
 *
 * model/list.h - intrusive singly linked lists in arena memory.
 *
 * Elements keep their address for the arena's life, and their order. Each
 * element type has a `next` member. A list is declared as LIST(struct seat).
 */
#ifndef MODEL_LIST_H
#define MODEL_LIST_H

#include "base/arena.h"

#define LIST(type) \
	struct { \
		type *first; \
		type *last; \
		unsigned count; \
	}

/* Adds a zeroed element at the end; evaluates to it, or NULL when the arena is full. */
#define LIST_ADD(list, arena, type) \
	((type *)list_link((arena), sizeof(type), offsetof(type, next), (void **)&(list)->first, \
			   (void **)&(list)->last, &(list)->count))

#define LIST_EACH(type, item, list) for (type *item = (list)->first; item; item = item->next)

/* LIST_ADD's work: allocates an item of `size` and hangs it at the end. NULL: no memory. */
void *list_link(struct arena *a, size_t size, size_t next_offset, void **first, void **last,
		unsigned *count);

#endif
