/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/bench/screen_world.h - invented watchlists and travellers, whose names are
 * distributed as real ones are: few words that many share, many that few have,
 * spellings that differ by a letter. Same seed, same world.
 */
#ifndef TESTS_BENCH_SCREEN_WORLD_H
#define TESTS_BENCH_SCREEN_WORLD_H

#include "screen/screen.h"

struct screen_world {
	uint64_t seed;
	uint32_t words;   /* ranks of words that may be drawn */
	double *shares;   /* of the ranks, summed up */
	uint32_t *guides; /* into `shares`, by the first bits of a number drawn */
};

/* NULL members when out of memory. */
void screen_world_init(struct screen_world *w, uint64_t seed, struct arena *a);
uint32_t screen_world_draw(struct screen_world *w, uint32_t below);
/* A list of persons with `names` names together. */
void screen_world_list(struct screen_world *w, uint32_t names, struct arena *a, list_entries *out);
/* `count` travellers, of whom `altered_percent` are persons of the list, their
 * names written as bookings and documents of other States write them. */
struct screen_traveller *screen_world_travellers(struct screen_world *w,
						 const list_entries *entries, uint32_t count,
						 uint32_t altered_percent, struct arena *a);

#endif
