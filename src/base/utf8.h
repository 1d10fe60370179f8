/* SPDX-License-Identifier: Apache-2.0
 *
 * base/utf8.h - UTF-8 as RFC 3629 defines it (no surrogates, no overlong forms).
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/slice.h"

/* Bytes of the character that `s` starts with (1 to 4), or 0 if those bytes
 * are not UTF-8 (or `s` is empty). */
size_t utf8_width(struct slice s);
bool utf8_valid(struct slice s);
/* The code point `s` starts with, and its width in `*width`; U+FFFD and width
 * 1 where the bytes are not UTF-8. `s` must not be empty. */
uint32_t utf8_read(struct slice s, size_t *width);
/* Writes `c` (a valid code point) to `out` (4 bytes of room); gives the width. */
size_t utf8_write(uint32_t c, char out[4]);
/* `c` without difference of letter case if it is a letter, a digit or a mark on
 * one; else 0. For comparing words whatever their punctuation. */
uint32_t utf8_fold_word(uint32_t c);
/* How many characters of `s` are not blank: what a text says at least. */
size_t utf8_visible(struct slice s);

#endif
