/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index/near.h - words of a part whose spelling keys differ by a letter or two.
 */
#ifndef SCREEN_INDEX_NEAR_H
#define SCREEN_INDEX_NEAR_H

#include "screen/index/part.h"

/* The words like the key `text`, which is number `sound` of the part or PART_NONE; those
 * with the key itself are not among them. In `a`, or kept by the part. NULL: out of memory. */
const struct near_words *near_words_find(const struct part *p, uint32_t sound, struct slice text,
					 struct arena *a);

/* Finds what is like the keys that many names have, on `cores` cores, so that travellers need
 * not wait for it. */
void near_words_prepare(const struct part *p, unsigned cores);

#endif
