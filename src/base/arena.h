/* SPDX-License-Identifier: Apache-2.0
 *
 * base/arena.h - memory that is freed all at once.
 *
 * One arena per unit of work (a message, a request, a batch). Everything that
 * lives exactly as long as the work is allocated from it; nothing is freed
 * one by one. All memory is wiped before it is reused or given back, because
 * it holds passenger data.
 *
 * Each arena has a byte limit. Running over it (or out of memory) sets the
 * arena's `failed` flag and the allocation returns NULL; convenience
 * functions below return absent values. Parsers may go on and must report
 * RC_NOMEM at the end when arena_failed().
 *
 * Not thread-safe: an arena has one owner thread.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/err.h"
#include "base/slice.h"

struct arena_block;

/* Insides, here so that taking memory is a few instructions; use the functions. */
struct arena {
	unsigned char *next; /* in the current block; zeros up to its end */
	size_t left;         /* bytes of it */
	size_t limit;
	size_t held; /* bytes of all blocks */
	bool failed;
	struct arena_block *first, *current;
};

#define ARENA_ALIGN ((size_t)8) /* pointers and 64-bit numbers */

/* `limit` is the most bytes this work may use. NULL when out of memory. */
struct arena *arena_new(size_t limit);
void arena_free(struct arena *a); /* NULL is fine */
/* Forgets (and wipes) everything allocated; keeps one block. Clears `failed`. */
void arena_reset(struct arena *a);
bool arena_failed(const struct arena *a);
size_t arena_used(const struct arena *a);

/* Where the current block has no room. */
void *arena_alloc_slow(struct arena *a, size_t size);

/* Zeroed memory aligned to ARENA_ALIGN, or NULL (see above). */
static inline void *arena_alloc(struct arena *a, size_t size)
{
	if (size > a->left)
		return arena_alloc_slow(a, size);
	/* Blocks are whole units, so that what is left is one too. */
	size_t step = (size + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
	void *p = a->next;
	a->next += step;
	a->left -= step;
	return p;
}

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))

/* Copies; the copy is also terminated by a NUL outside its length, so `.p`
 * may be used as a C string when it holds no NUL itself. */
struct slice arena_copy(struct arena *a, struct slice s);
struct slice arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
/* `s` as a C string ("" when absent or out of memory); never NULL. */
const char *arena_cstr(struct arena *a, struct slice s);

#endif
