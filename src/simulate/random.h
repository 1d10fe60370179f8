/* SPDX-License-Identifier: Apache-2.0
 *
 * simulate/random.h - private: reproducible random numbers (SplitMix64 by
 * Sebastiano Vigna, public domain), the same on every machine. C does not fix
 * the order in which operands, arguments and initialisers are evaluated: draw
 * once in a statement.
 */
#ifndef SIMULATE_RANDOM_H
#define SIMULATE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

static inline uint64_t random_next(struct random *r)
{
	uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* A stream of its own for item `item` of kind `kind`. */
static inline struct random random_for(uint64_t seed, uint64_t kind, uint64_t item)
{
	struct random r = {seed};
	r.state = random_next(&r) ^ kind;
	r.state = random_next(&r) ^ item;
	random_next(&r);
	return r;
}

/* 0 to `count` - 1; `count` is not 0. */
static inline unsigned random_below(struct random *r, unsigned count)
{
	return (unsigned)(((random_next(r) >> 32) * count) >> 32);
}

static inline unsigned random_between(struct random *r, unsigned least, unsigned most)
{
	return least + random_below(r, most - least + 1);
}

/* True in `rate` of a thousand cases. */
static inline bool random_chance(struct random *r, unsigned rate)
{
	return random_below(r, 1000) < rate;
}

#endif
