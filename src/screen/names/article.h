/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/names/article.h - Arabic articles inside a word.
 */
#ifndef SCREEN_NAMES_ARTICLE_H
#define SCREEN_NAMES_ARTICLE_H

#include "screen/names/name.h"

/* ABDURRAHMAN, ABDELRAHMAN, BADULRAHMAN (letters exchanged) become ABDRAHMAN;
 * NOUREDDINE, NURALDIN become NOURDIN, NURDIN. In `room`, or `s` itself when there is no
 * article. `s` has at most WORD_LETTERS_MAX letters A to Z. */
struct slice name_without_articles(struct slice s, char room[WORD_LETTERS_MAX + 1]);

#endif
