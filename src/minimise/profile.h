/* SPDX-License-Identifier: Apache-2.0
 *
 * minimise/profile.h - private: the lists of the built-in profiles (made by
 * tools/profile_table.py), and words looked up in them.
 */
#ifndef MINIMISE_PROFILE_H
#define MINIMISE_PROFILE_H

#include "minimise/minimise.h"

extern const struct minimise_profile *const minimise_profiles[]; /* ends with NULL */

/* A list of words in byte order, with where each first letter begins. */
struct word_index {
	const char *const *words; /* NULL = empty */
	uint16_t from[27];        /* words that begin with A are from[0] to from[1] - 1 ... */
	uint32_t lengths[26];     /* bit n: one of them has n letters (31: or more) */
};

void word_index_init(struct word_index *x, const char *const *words);
/* The word of the list that `s` is, letters compared without case; or NULL. */
const char *word_index_find(const struct word_index *x, struct slice s);

#endif
