/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define FIRST_BLOCK ((size_t)16 << 10)
#define LARGEST_BLOCK ((size_t)4 << 20)
#define LARGE_PAGE ((size_t)2 << 20)
#define KEPT_BLOCK ((size_t)1 << 20) /* the largest that a reset keeps */

/* Invariant: what was not given out of a block is zero, so that arena_alloc
 * need not clear it. Wiping is what makes it so again. */
struct arena_block {
	struct arena_block *next;
	size_t size;
	size_t before; /* bytes given out of the blocks before this one */
	alignas(ARENA_ALIGN) unsigned char bytes[];
};

/* Asks for large pages, which are not touched yet: reading in no order then waits less. */
static void use_large_pages(void *p, size_t size)
{
#ifdef MADV_HUGEPAGE
	uintptr_t from = ((uintptr_t)p + LARGE_PAGE - 1) & ~(uintptr_t)(LARGE_PAGE - 1);
	uintptr_t to = ((uintptr_t)p + size) & ~(uintptr_t)(LARGE_PAGE - 1);
	if (from < to)
		madvise((void *)from, to - from, MADV_HUGEPAGE); /* without them it works, too */
#endif
}

static struct arena_block *block_new(size_t size)
{
	struct arena_block *b = calloc(1, sizeof *b + size);
	if (!b)
		return NULL;
	if (size > LARGEST_BLOCK)
		use_large_pages(b, sizeof *b + size);
	b->size = size;
	return b;
}

static void use_block(struct arena *a, struct arena_block *b)
{
	a->current = b;
	a->next = b->bytes;
	a->left = b->size;
}

static size_t used_of(const struct arena *a)
{
	return (size_t)(a->next - a->current->bytes);
}

struct arena *arena_new(size_t limit)
{
	assert(limit > 0);
	struct arena *a = calloc(1, sizeof *a);
	if (!a)
		return NULL;
	a->limit = limit;
	size_t size = limit < FIRST_BLOCK ? limit & ~(ARENA_ALIGN - 1) : FIRST_BLOCK;
	a->first = block_new(size);
	if (!a->first) {
		free(a);
		return NULL;
	}
	a->held = size;
	use_block(a, a->first);
	return a;
}

/* The rest of a block before the current one may have been left unused; it is
 * small or zero, and wiping the whole is right in any case. */
static void wipe(const struct arena *a, struct arena_block *b)
{
	explicit_bzero(b->bytes, b == a->current ? used_of(a) : b->size);
}

static void free_blocks(struct arena *a, const struct arena_block *kept)
{
	for (struct arena_block *b = a->first; b;) {
		struct arena_block *next = b->next;
		wipe(a, b);
		if (b != kept)
			free(b);
		b = next;
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	free_blocks(a, a->first);
	free(a->first);
	free(a);
}

void arena_reset(struct arena *a)
{
	/* The last block is mostly as large as all others together: a message
	 * like the last one then needs few. */
	struct arena_block *kept = a->current->size <= KEPT_BLOCK ? a->current : a->first;
	free_blocks(a, kept);
	kept->next = NULL;
	kept->before = 0;
	a->first = kept;
	a->held = kept->size;
	a->failed = false;
	use_block(a, kept);
}

bool arena_failed(const struct arena *a)
{
	return a->failed;
}

size_t arena_used(const struct arena *a)
{
	return a->current->before + used_of(a);
}

/* `need` is whole units. */
static bool grow(struct arena *a, size_t need)
{
	size_t size = a->current->size * 2;
	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < need)
		size = need;
	if (a->held > a->limit || size > a->limit - a->held)
		size = need;
	if (a->held > a->limit || size > a->limit - a->held)
		return false;
	struct arena_block *b = block_new(size);
	if (!b)
		return false;
	b->before = arena_used(a);
	a->current->next = b;
	a->held += size;
	use_block(a, b);
	return true;
}

void *arena_alloc_slow(struct arena *a, size_t size)
{
	if (size > SIZE_MAX - ARENA_ALIGN - sizeof(struct arena_block) ||
	    !grow(a, (size + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1))) {
		a->failed = true;
		return NULL;
	}
	return arena_alloc(a, size);
}

struct slice arena_copy(struct arena *a, struct slice s)
{
	if (!s.p)
		return s;
	char *p = s.n < SIZE_MAX ? arena_alloc(a, s.n + 1) : NULL;
	if (!p)
		return (struct slice){NULL, 0};
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return (struct slice){p, s.n};
}

struct slice arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	int n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	assert(n >= 0);
	char *p = arena_alloc(a, (size_t)n + 1);
	if (!p)
		return (struct slice){NULL, 0};
	va_start(args, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, args);
	va_end(args);
	return (struct slice){p, (size_t)n};
}

const char *arena_cstr(struct arena *a, struct slice s)
{
	struct slice copy = arena_copy(a, s);
	return copy.p ? copy.p : "";
}
