/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/lists/document_number.h - numbers of documents in running text.
 */
#ifndef SCREEN_LISTS_DOCUMENT_NUMBER_H
#define SCREEN_LISTS_DOCUMENT_NUMBER_H

#include "base/slice.h"

/* The number in a text such as "Utopian passport number AB 123456 (expired)", with
 * a short prefix of capitals; absent if no part of it has `digits` digits. */
struct slice document_number_find(struct slice text, unsigned digits);
/* All of `text` where it is a number and nothing else; else what is found in it. */
struct slice document_number_read(struct slice text);

#endif
