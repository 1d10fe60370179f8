/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/rules/bind.h - the state of one binding of a tree. Private to screen/.
 */
#ifndef SCREEN_RULES_BIND_H
#define SCREEN_RULES_BIND_H

#include "screen/rules/node.h"

#define SIZE_CAP (1U << 24) /* sizes and costs stop to grow here, far above any limit */

struct variable { /* of a macro */
	struct slice name;
	struct rule_type type;
	unsigned slot, size;
};

struct binding {
	struct arena *arena;
	struct rule_checked *out;
	rule_faults *faults;
	struct variable variables[SLOTS_MAX]; /* the outermost first */
	unsigned variable_count;
	bool failed;
};

/* Binds a node with all below it. */
void rule_bind_node(struct binding *b, struct node *n);
void bind_fault(struct binding *b, const struct node *at, const char *code, struct slice wrong,
		struct slice expected);
/* An operand of the wrong type, or two (`y` may be NULL); nothing where that was told already. */
void bind_mismatch(struct binding *b, const struct node *at, const struct node *x,
		   const struct node *y, const char *expected);
void bind_want(struct binding *b, const struct node *x, enum kind kind, const char *expected);
/* Operators, indexes and lists, whose operands are bound. */
void bind_operator(struct binding *b, struct node *n);

/* Of costs and sizes, which stop at SIZE_CAP. */
static inline unsigned sum(unsigned x, unsigned y)
{
	return x + y < SIZE_CAP ? x + y : SIZE_CAP;
}

static inline unsigned product(unsigned x, unsigned y)
{
	uint64_t p = (uint64_t)x * y;
	return p < SIZE_CAP ? (unsigned)p : SIZE_CAP;
}

static inline unsigned more_of(unsigned x, unsigned y)
{
	return x > y ? x : y;
}

static inline unsigned less_of(unsigned x, unsigned y)
{
	return x < y ? x : y;
}

/* Of a text that is read: a step for each 32 bytes. */
static inline unsigned text_cost(unsigned bytes)
{
	return 1 + bytes / 32;
}

#endif
