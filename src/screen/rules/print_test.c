/* SPDX-License-Identifier: Apache-2.0
 *
 * Random trees, printed and read again, are the same trees.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "screen/rules/test_subject.h"

#include <stdio.h>

#define MEMORY ((size_t)64 << 20)
#define TREES 20000

struct seed {
	uint64_t x;
	struct arena *a;
};

static unsigned draw(struct seed *s, unsigned below)
{
	s->x = s->x * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(s->x >> 33) % below;
}

static struct slice draw_name(struct seed *s)
{
	static const char *const names[] = {"flight", "a", "x_1", "_", "size", "hash"};
	return slice_of(names[draw(s, 6)]);
}

static struct value draw_literal(struct seed *s)
{
	static const char *const texts[] = {"", "LIS", "a\"b'c", "\n\t\\", "caf\xc3\xa9", "\x01"};
	static const double doubles[] = {0.0, 1.5, -2.25, 1e300, 0.1, 5e-324, -0.0, 123456789.0};
	static const int64_t ints[] = {0, 1, -1, INT64_MAX, INT64_MIN, 42};
	switch (draw(s, 6)) {
	case 0:
		return (struct value){.kind = KIND_STRING, .s = slice_of(texts[draw(s, 6)])};
	case 1:
		return (struct value){.kind = KIND_DOUBLE, .d = doubles[draw(s, 8)]};
	case 2:
		return (struct value){.kind = KIND_UINT, .u = draw(s, 2) ? UINT64_MAX : 7};
	case 3:
		return value_bool(draw(s, 2));
	case 4:
		return (struct value){.kind = KIND_NULL};
	default:
		return value_int(ints[draw(s, 6)]);
	}
}

static struct node *draw_tree(struct seed *s, unsigned depth);

static void draw_args(struct seed *s, struct node *n, unsigned count, unsigned depth)
{
	n->arg_count = count;
	n->args = arena_alloc(s->a, (count + 1) * sizeof *n->args);
	for (unsigned i = 0; i < count; i++)
		n->args[i] = draw_tree(s, depth - 1);
}

static struct node *draw_tree(struct seed *s, unsigned depth)
{
	struct node *n = ARENA_NEW(s->a, struct node);
	assert_non_null(n);
	n->kind = depth == 0 ? (enum node_kind)draw(s, 2) : (enum node_kind)draw(s, NODE_MACRO + 1);
	unsigned args = 2;
	switch ((int)n->kind) {
	case NODE_LITERAL:
		n->literal = draw_literal(s);
		return n;
	case NODE_NAME:
		n->name = draw_name(s);
		return n;
	case NODE_CALL:
		n->method = draw(s, 2);
		args = draw(s, 3) + n->method;
		break;
	case NODE_MACRO:
		n->macro = (enum macro)draw(s, MACRO_MAP + 1);
		args += n->macro == MACRO_MAP && draw(s, 2);
		break;
	case NODE_LIST:
		args = draw(s, 4);
		break;
	case NODE_CHOICE:
		args = 3;
		break;
	case NODE_SELECT:
	case NODE_HAS:
	case NODE_NOT:
	case NODE_MINUS:
		args = 1;
		break;
	}
	n->name = draw_name(s);
	draw_args(s, n, args, depth);
	return n;
}

static bool same_literal(const struct value *x, const struct value *y)
{
	if (x->kind != y->kind)
		return false;
	if (x->kind == KIND_STRING)
		return slice_eq(x->s, y->s);
	if (x->kind == KIND_BOOL)
		return x->b == y->b;
	return x->kind == KIND_NULL || x->u == y->u; /* of a double all bits */
}

static bool is_named(const struct node *n)
{
	return n->kind == NODE_NAME || n->kind == NODE_SELECT || n->kind == NODE_HAS ||
	       n->kind == NODE_CALL || n->kind == NODE_MACRO;
}

static bool same(const struct node *x, const struct node *y)
{
	if (x->kind != y->kind || x->arg_count != y->arg_count || x->macro != y->macro ||
	    x->method != y->method)
		return false;
	if (x->kind == NODE_LITERAL)
		return same_literal(&x->literal, &y->literal);
	bool equal = !is_named(x) || slice_eq(x->name, y->name);
	for (unsigned i = 0; equal && i < x->arg_count; i++)
		equal = same(x->args[i], y->args[i]);
	return equal;
}

static void a_tree_that_is_printed_and_read_again_is_the_same(void **state)
{
	(void)state;
	struct seed s = {.x = 7, .a = arena_new(MEMORY)};
	unsigned compared = 0;
	for (unsigned i = 0; i < TREES; i++) {
		arena_reset(s.a);
		struct node *n = draw_tree(&s, 1 + draw(&s, 4));
		rule_faults faults = {0};
		struct buf out;
		buf_init(&out, MEMORY);
		rule_print(n, &out);
		assert_false(buf_failed(&out));
		const struct node *again = rule_parse(buf_slice(&out), s.a, &faults);
		bool too_large = faults.count && strncmp(faults.first->code, "too-", 4) == 0;
		if (!too_large && (!again || !same(n, again)))
			fail_msg("%.*s", (int)out.n, out.p);
		compared += !too_large;
		buf_release(&out);
	}
	assert_true(compared > TREES / 2);
	arena_free(s.a);
}

static void a_layout_of_another_hand_prints_alike(void **state)
{
	(void)state;
	struct arena *a = arena_new(MEMORY);
	struct rule_checked x, y;
	rule_faults faults = {0};
	struct err e;
	assert_int_equal(rule_expression_check(SLICE("((flight.to)=='LIS')&&  (1+2*3 > 6)"), a, &x,
					       &faults, &e),
			 RC_OK);
	assert_int_equal(
		rule_expression_check(SLICE("flight.to == \"LIS\" && // where\n1 + (2 * 3) > 6"), a,
				      &y, &faults, &e),
		RC_OK);
	assert_true(slice_is(x.printed, "flight.to == \"LIS\" && 1 + 2 * 3 > 6"));
	assert_true(slice_eq(x.printed, y.printed));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tree_that_is_printed_and_read_again_is_the_same),
		cmocka_unit_test(a_layout_of_another_hand_prints_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
