/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/names/article.h - Arabic articles inside a word.
 */
#ifndef SCREEN_NAMES_ARTICLE_H
#define SCREEN_NAMES_ARTICLE_H

#include "screen/names/name.h"

/* A word with an article in it: ABDURRAHMAN, ABDELRAHMAN, BADULRAHMAN (letters exchanged)
 * are ABD and RAHMAN; NOUREDDINE is NOUR and DIN. */
struct article {
	struct slice name;          /* RAHMAN, NOUR: points into the word */
	const char *before, *after; /* "ABD", "DIN", or "" */
};

/* False when the word (letters A to Z) has none. */
bool name_find_article(struct slice word, struct article *out);

#endif
