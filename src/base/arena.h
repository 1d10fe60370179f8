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

struct arena;

/* `limit` is the most bytes this work may use. NULL when out of memory. */
struct arena *arena_new(size_t limit);
void arena_free(struct arena *a); /* NULL is fine */
/* Forgets (and wipes) everything allocated; keeps the first block. Clears `failed`. */
void arena_reset(struct arena *a);
bool arena_failed(const struct arena *a);
size_t arena_used(const struct arena *a);

/* Zeroed memory aligned for any type, or NULL (see above). */
void *arena_alloc(struct arena *a, size_t size);
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))

/* Copies; the copy is also terminated by a NUL outside its length, so `.p`
 * may be used as a C string when it holds no NUL itself. */
struct slice arena_copy(struct arena *a, struct slice s);
struct slice arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
/* `s` as a C string ("" when absent or out of memory); never NULL. */
const char *arena_cstr(struct arena *a, struct slice s);

#endif
