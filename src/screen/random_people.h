/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/random_people.h - for tests: lists and travellers invented from syllables, many of
 * whom are hard to tell apart. Same seed, same people.
 */
#ifndef SCREEN_RANDOM_PEOPLE_H
#define SCREEN_RANDOM_PEOPLE_H

#include "screen/screen.h"

/* 0 to `below` - 1. */
uint32_t draw(uint32_t *seed, uint32_t below);
/* Names, birth dates, documents ... of an entry; its id stays. */
void random_entry(uint32_t *seed, struct arena *a, struct list_entry *e);
/* Somebody listed, written a little otherwise, or somebody else; `d` is for the document. */
void random_traveller(uint32_t *seed, struct arena *a, const list_entries *entries,
		      struct screen_traveller *t, struct screen_document *d);

#endif
