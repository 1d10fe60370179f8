/* SPDX-License-Identifier: Apache-2.0 */
#include "minimise/profile.h"

#include <string.h>

const struct minimise_profile *minimise_profile_find(const char *name)
{
	for (size_t i = 0; minimise_profiles[i]; i++) {
		if (strcmp(minimise_profiles[i]->name, name) == 0)
			return minimise_profiles[i];
	}
	return NULL;
}

static uint32_t length_bit(size_t n)
{
	return UINT32_C(1) << (n < 31 ? n : 31);
}

void word_index_init(struct word_index *x, const char *const *words)
{
	*x = (struct word_index){.words = words};
	uint16_t at = 0;
	for (int letter = 0; letter < 26; letter++) {
		x->from[letter] = at;
		for (; words && words[at] && words[at][0] == 'A' + letter; at++)
			x->lengths[letter] |= length_bit(strlen(words[at]));
	}
	x->from[26] = at;
}

const char *word_index_find(const struct word_index *x, struct slice s)
{
	if (s.n == 0 || !ascii_alpha(s.p[0]))
		return NULL;
	int letter = ascii_to_upper(s.p[0]) - 'A';
	if (!(x->lengths[letter] & length_bit(s.n)))
		return NULL;
	for (size_t i = x->from[letter]; i < x->from[letter + 1]; i++) {
		if (slice_is_nocase(s, x->words[i]))
			return x->words[i];
	}
	return NULL;
}
