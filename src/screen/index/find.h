/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index/find.h - the names of an index that may alert for a traveller: all that can
 * reach the score which their birth date asks for, and few others.
 */
#ifndef SCREEN_INDEX_FIND_H
#define SCREEN_INDEX_FIND_H

#include "screen/index.h"

struct found_name {
	uint32_t part, name;
};

struct found_names {
	struct found_name *list; /* each once, by part and name */
	uint32_t count, room;
};

/* `mine` with weights (index_weigh). Memory from `a`. */
void index_find(const struct screen_index *x, const struct name_view *mine,
		const struct screen_traveller *t, struct arena *a, struct found_names *out);

#endif
