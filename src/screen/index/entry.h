/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index/entry.h - what matching and explaining need of an entry, as bytes.
 */
#ifndef SCREEN_INDEX_ENTRY_H
#define SCREEN_INDEX_ENTRY_H

#include "base/buf.h"
#include "screen/index/part.h"

/* Adds an entry and fills up to ENTRY_STEP. */
void entry_pack(const struct list_entry *e, uint32_t list, struct buf *out);

/* An entry of a part, its texts in the part, its lists in `a`; `list` gets the number of its
 * list. NULL when out of memory, or when the bytes are no entry. */
struct list_entry *entry_unpack(const struct part *p, uint32_t entry, struct arena *a,
				uint32_t *list);

#endif
