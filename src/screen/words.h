/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/words.h - how two names met, word by word.
 */
#ifndef SCREEN_WORDS_H
#define SCREEN_WORDS_H

#include "screen/names/compare.h"
#include "screen/screen.h"

/* The pairs of a score, best first, then the words that met none, the traveller's
 * first. `mine` and `theirs` are the names that it compared; texts are copied. */
void words_explain(const struct name_score *score, const struct name_view *mine,
		   const struct name_view *theirs, struct arena *a, screen_words *out);

#endif
