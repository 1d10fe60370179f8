/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK ((size_t)16 << 10)
#define LARGEST_BLOCK ((size_t)4 << 20)

struct block {
	struct block *next;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	size_t limit;
	size_t held; /* bytes of all blocks */
	size_t used;
	bool failed;
	struct block *first;
	struct block *current;
};

static struct block *block_new(size_t size)
{
	struct block *b = malloc(sizeof *b + size);
	if (!b)
		return NULL;
	b->next = NULL;
	b->size = size;
	b->used = 0;
	return b;
}

struct arena *arena_new(size_t limit)
{
	assert(limit > 0);
	struct arena *a = calloc(1, sizeof *a);
	if (!a)
		return NULL;
	a->limit = limit;
	a->first = block_new(limit < FIRST_BLOCK ? limit : FIRST_BLOCK);
	if (!a->first) {
		free(a);
		return NULL;
	}
	a->current = a->first;
	a->held = a->first->size;
	return a;
}

static void wipe(struct block *b)
{
	explicit_bzero(b->bytes, b->used);
	b->used = 0;
}

static void free_blocks(struct block *b)
{
	while (b) {
		struct block *next = b->next;
		wipe(b);
		free(b);
		b = next;
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	free_blocks(a->first);
	free(a);
}

void arena_reset(struct arena *a)
{
	free_blocks(a->first->next);
	a->first->next = NULL;
	wipe(a->first);
	a->current = a->first;
	a->held = a->first->size;
	a->used = 0;
	a->failed = false;
}

bool arena_failed(const struct arena *a)
{
	return a->failed;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}

static bool grow(struct arena *a, size_t need)
{
	size_t size = a->current->size * 2;
	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < need)
		size = need;
	if (size > a->limit - a->held)
		size = need;
	if (a->held > a->limit || size > a->limit - a->held)
		return false;
	struct block *b = block_new(size);
	if (!b)
		return false;
	a->current->next = b;
	a->current = b;
	a->held += size;
	return true;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t step = alignof(max_align_t);
	if (size > SIZE_MAX - step) {
		a->failed = true;
		return NULL;
	}
	size = (size + step - 1) / step * step;
	struct block *b = a->current;
	if (size > b->size - b->used && !grow(a, size)) {
		a->failed = true;
		return NULL;
	}
	b = a->current;
	void *p = b->bytes + b->used;
	b->used += size;
	a->used += size;
	memset(p, 0, size);
	return p;
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
