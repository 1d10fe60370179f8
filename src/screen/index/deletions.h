/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index/deletions.h - what is left of a spelling key when letters are taken
 * out. Keys within the distance that name_distance_limit() allows have such a rest
 * in common: none is taken out of keys shorter than 4, one from 4, two from 7,
 * because a letter exchanged or replaced is one taken out on both sides.
 */
#ifndef SCREEN_INDEX_DELETIONS_H
#define SCREEN_INDEX_DELETIONS_H

#include "screen/names/name.h"

struct deletions {
	uint64_t hashes[1 + WORD_LETTERS_MAX + WORD_LETTERS_MAX * (WORD_LETTERS_MAX - 1) / 2];
	unsigned count;
};

/* What is left of a spelling key, itself first. */
void deletions_of(struct slice sound, struct deletions *out);

#endif
