/* SPDX-License-Identifier: Apache-2.0
 *
 * Types and costs of operators, indexes and lists.
 */
#include "screen/rules/bind.h"

static struct slice type_text(const struct binding *b, const struct node *n)
{
	return rule_type_write(n->type, b->arena);
}

void bind_mismatch(struct binding *b, const struct node *at, const struct node *x,
		   const struct node *y, const char *expected)
{
	if (x->type.kind == KIND_ERROR || (y && y->type.kind == KIND_ERROR))
		return;
	struct slice wrong =
		y ? arena_printf(b->arena, "%.*s and %.*s do not go together here",
				 SLICE_ARG(type_text(b, x)), SLICE_ARG(type_text(b, y)))
		  : arena_printf(b->arena, "%.*s does not go here", SLICE_ARG(type_text(b, x)));
	bind_fault(b, at, "type", wrong, slice_of(expected));
}

void bind_want(struct binding *b, const struct node *x, enum kind kind, const char *expected)
{
	if (x->type.kind != kind)
		bind_mismatch(b, x, x, NULL, expected);
}

static unsigned compare_cost(const struct node *x, const struct node *y)
{
	if (x->type.kind == KIND_STRING)
		return text_cost(less_of(x->size, y->size));
	if (x->type.kind == KIND_LIST)
		return product(less_of(x->size, y->size),
			       text_cost(less_of(x->item_size, y->item_size)));
	return 1;
}

static bool is_number(enum kind k)
{
	return k == KIND_INT || k == KIND_UINT || k == KIND_DOUBLE;
}

static bool is_nullable(enum kind k)
{
	return k == KIND_NULL || k == KIND_TIMESTAMP || k == KIND_DURATION;
}

static bool has_objects(const struct node *n)
{
	return n->type.kind == KIND_OBJECT || n->type.of == KIND_OBJECT;
}

static void bind_equal(struct binding *b, struct node *n)
{
	const struct node *x = n->args[0], *y = n->args[1];
	bool null = (x->type.kind == KIND_NULL && is_nullable(y->type.kind)) ||
		    (y->type.kind == KIND_NULL && is_nullable(x->type.kind));
	if (has_objects(x) || has_objects(y))
		bind_mismatch(
			b, n, x, y,
			"fields, not whole items, are compared; has() asks whether one is there");
	else if (!null && !rule_type_same(x->type, y->type))
		bind_mismatch(b, n, x, y,
			      is_number(x->type.kind) && is_number(y->type.kind)
				      ? "two numbers of one type: write double(x) or int(x)"
				      : "two values of one type");
	n->cost = sum(n->cost, compare_cost(x, y));
}

static void bind_order(struct binding *b, struct node *n)
{
	const struct node *x = n->args[0], *y = n->args[1];
	bool numbers = is_number(x->type.kind) && is_number(y->type.kind);
	bool ordered = x->type.kind != KIND_LIST && x->type.kind != KIND_OBJECT &&
		       x->type.kind != KIND_NULL;
	if (!numbers && !(ordered && rule_type_same(x->type, y->type)))
		bind_mismatch(b, n, x, y, "two numbers, texts, times or spans of time");
	n->cost = sum(n->cost, compare_cost(x, y));
}

static void bind_in(struct binding *b, struct node *n)
{
	const struct node *x = n->args[0], *y = n->args[1];
	const struct rule_type item = {.kind = y->type.of, .object = y->type.object};
	bool empty = y->type.kind == KIND_LIST && y->type.of == KIND_ERROR;
	if (y->type.kind != KIND_LIST || (!empty && !rule_type_same(x->type, item)) ||
	    has_objects(x))
		bind_mismatch(b, n, x, y,
			      "a value, and behind in a list of such: x in [\"A\", \"B\"]");
	n->cost = sum(n->cost, product(y->size, text_cost(less_of(x->size, y->item_size))));
}

/* What + and - give; KIND_ERROR where they do not go together. */
static enum kind sum_kind(enum node_kind op, enum kind x, enum kind y)
{
	bool add = op == NODE_ADD;
	if (x == y && (is_number(x) || x == KIND_DURATION))
		return x;
	if (add && x == y && (x == KIND_STRING || x == KIND_LIST))
		return x;
	if (!add && x == KIND_TIMESTAMP && y == KIND_TIMESTAMP)
		return KIND_DURATION;
	if (x == KIND_TIMESTAMP && y == KIND_DURATION)
		return x;
	return add && x == KIND_DURATION && y == KIND_TIMESTAMP ? y : KIND_ERROR;
}

static void bind_sum(struct binding *b, struct node *n)
{
	const struct node *x = n->args[0], *y = n->args[1];
	n->type = (struct rule_type){.kind = sum_kind(n->kind, x->type.kind, y->type.kind)};
	if (n->type.kind == KIND_LIST)
		n->type = x->type.of == KIND_ERROR ? y->type : x->type;
	bool same = n->type.kind != KIND_LIST || rule_type_same(x->type, y->type);
	if (n->type.kind == KIND_ERROR || !same)
		bind_mismatch(
			b, n, x, y,
			"two numbers of one type, two texts, two lists, or times and spans of time");
	n->size = sum(x->size, y->size);
	n->item_size = more_of(x->item_size, y->item_size);
	n->cost = sum(n->cost, n->type.kind == KIND_LIST ? n->size : text_cost(n->size));
}

static void bind_product(struct binding *b, struct node *n)
{
	const struct node *x = n->args[0], *y = n->args[1];
	bool fits = is_number(x->type.kind) && x->type.kind == y->type.kind;
	if (!fits || (n->kind == NODE_MODULO && x->type.kind == KIND_DOUBLE))
		bind_mismatch(b, n, x, y,
			      n->kind == NODE_MODULO ? "two whole numbers of one type"
						     : "two numbers of one type");
	n->type = (struct rule_type){.kind = x->type.kind};
}

static void bind_minus(struct binding *b, struct node *n)
{
	const struct node *x = n->args[0];
	if (x->type.kind != KIND_INT && x->type.kind != KIND_DOUBLE)
		bind_mismatch(b, n, x, NULL, "a number of type int or double behind the minus");
	n->type = x->type;
}

static void bind_choice(struct binding *b, struct node *n)
{
	const struct node *x = n->args[1], *y = n->args[2];
	bind_want(b, n->args[0], KIND_BOOL, "true or false before the question mark");
	if (!rule_type_same(x->type, y->type))
		bind_mismatch(b, n, x, y, "two values of one type beside the colon");
	n->type = x->type.kind == KIND_LIST && x->type.of == KIND_ERROR ? y->type : x->type;
	n->size = more_of(x->size, y->size);
	n->item_size = more_of(x->item_size, y->item_size);
}

static void bind_index(struct binding *b, struct node *n)
{
	const struct node *x = n->args[0];
	bind_want(b, x, KIND_LIST, "a list before the square bracket");
	bind_want(b, n->args[1], KIND_INT,
		  "a whole number in the square brackets; the first item is 0");
	n->type = (struct rule_type){.kind = x->type.of, .object = x->type.object};
	n->size = x->item_size;
}

static void bind_list(struct binding *b, struct node *n)
{
	n->type.kind = KIND_LIST;
	n->size = n->arg_count;
	for (unsigned i = 0; i < n->arg_count; i++) {
		const struct node *x = n->args[i];
		if (x->type.kind == KIND_LIST || x->type.kind == KIND_OBJECT)
			bind_mismatch(b, x, x, NULL,
				      "a number, a text, true or false, a time or a span of time");
		else if (!rule_type_same(x->type, n->args[0]->type))
			bind_mismatch(b, x, n->args[0], x, "items of one type");
		n->item_size = more_of(n->item_size, x->size);
	}
	n->type.of = n->arg_count ? n->args[0]->type.kind : KIND_ERROR;
}

void bind_operator(struct binding *b, struct node *n)
{
	n->type = (struct rule_type){.kind = KIND_BOOL};
	switch (n->kind) {
	case NODE_OR:
	case NODE_AND:
		bind_want(b, n->args[1], KIND_BOOL, "true or false on both sides");
		bind_want(b, n->args[0], KIND_BOOL, "true or false on both sides");
		break;
	case NODE_NOT:
		bind_want(b, n->args[0], KIND_BOOL, "true or false behind the exclamation mark");
		break;
	case NODE_EQUAL:
	case NODE_NOT_EQUAL:
		bind_equal(b, n);
		break;
	case NODE_LESS:
	case NODE_LESS_EQUAL:
	case NODE_GREATER:
	case NODE_GREATER_EQUAL:
		bind_order(b, n);
		break;
	case NODE_IN:
		bind_in(b, n);
		break;
	case NODE_ADD:
	case NODE_SUBTRACT:
		bind_sum(b, n);
		break;
	case NODE_MULTIPLY:
	case NODE_DIVIDE:
	case NODE_MODULO:
		bind_product(b, n);
		break;
	case NODE_LIST:
		bind_list(b, n);
		break;
	case NODE_INDEX:
		bind_index(b, n);
		break;
	case NODE_MINUS:
		bind_minus(b, n);
		break;
	case NODE_CHOICE:
		bind_choice(b, n);
		break;
	case NODE_LITERAL:
	case NODE_NAME:
	case NODE_SELECT:
	case NODE_HAS:
	case NODE_CALL:
	case NODE_MACRO:
		break;
	}
}
