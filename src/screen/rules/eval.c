/* SPDX-License-Identifier: Apache-2.0
 *
 * CEL specification, "Evaluation": && and || take an error for a value that is not known,
 * which the other side can settle; all else passes errors on.
 */
#include "screen/rules/node.h"

static bool is_error(const struct value *v)
{
	return v->kind == KIND_ERROR;
}

/* ---- fields ---- */

static struct value with_field(struct value v, const struct rule_field *f)
{
	if (is_error(&v))
		v.error.absent = f;
	return v;
}

struct value rule_field_value(struct run *r, const struct rule_field *f)
{
	size_t i = (size_t)(f - rule_fields);
	if (!r->is_known[i]) {
		r->known[i] = with_field(f->read(&r->reading, NULL), f);
		r->is_known[i] = 1;
	}
	return r->known[i];
}

bool run_begin(struct run *r, const struct rule_subject *subject, struct arena *a)
{
	*r = (struct run){.reading = {subject, a}};
	r->known = arena_alloc(a, rule_field_count * sizeof *r->known);
	r->is_known = arena_alloc(a, rule_field_count);
	return r->known && r->is_known;
}

static struct value eval_field(struct run *r, const struct node *n)
{
	if (n->args[0]->field_root)
		return rule_field_value(r, n->field);
	struct value x = rule_eval(r, n->args[0]);
	return is_error(&x) ? x : with_field(n->field->read(&r->reading, x.object), n->field);
}

/* A list that is empty is not there (CEL specification, "Field Selection"). */
static struct value eval_has(struct run *r, const struct node *n)
{
	if (!n->args[0]->field_root) {
		struct value x = rule_eval(r, n->args[0]);
		if (is_error(&x))
			return x;
	}
	struct value v = eval_field(r, n);
	if (is_error(&v))
		return value_bool(v.error.why != value_no_such_field);
	return value_bool(v.kind != KIND_LIST || v.count > 0);
}

/* ---- operators ---- */

/* `settles` is the value of one side that decides whatever the other one is. */
static struct value eval_logic(struct run *r, const struct node *n, bool settles)
{
	struct value x = rule_eval(r, n->args[0]);
	if (!is_error(&x) && x.b == settles)
		return x;
	struct value y = rule_eval(r, n->args[1]);
	if (!is_error(&y) && y.b == settles)
		return y;
	return is_error(&x) ? x : y;
}

static struct value eval_order(const struct node *n, const struct value *x, const struct value *y)
{
	int order = value_compare(x, y);
	if (order == 2)
		return value_bool(false);
	if (n->kind == NODE_LESS)
		return value_bool(order < 0);
	if (n->kind == NODE_LESS_EQUAL)
		return value_bool(order <= 0);
	return value_bool(n->kind == NODE_GREATER ? order > 0 : order >= 0);
}

static struct value eval_in(const struct value *x, const struct value *list)
{
	for (unsigned i = 0; i < list->count; i++) {
		if (value_equal(x, &list->items[i]))
			return value_bool(true);
	}
	return value_bool(false);
}

static struct value eval_pair(struct run *r, const struct node *n)
{
	struct value x = rule_eval(r, n->args[0]);
	if (is_error(&x))
		return x;
	struct value y = rule_eval(r, n->args[1]);
	if (is_error(&y))
		return y;
	if (n->kind == NODE_EQUAL || n->kind == NODE_NOT_EQUAL)
		return value_bool(value_equal(&x, &y) == (n->kind == NODE_EQUAL));
	if (n->kind == NODE_IN)
		return eval_in(&x, &y);
	if (n->kind != NODE_INDEX)
		return n->kind < NODE_EQUAL ? eval_order(n, &x, &y)
					    : value_arithmetic(n->kind, &x, &y, r->reading.arena);
	return y.i >= 0 && y.i < (int64_t)x.count
		       ? x.items[y.i]
		       : value_error("the list has no item of that number");
}

static struct value eval_single(struct run *r, const struct node *n)
{
	struct value x = rule_eval(r, n->args[0]);
	if (is_error(&x))
		return x;
	if (n->kind == NODE_NOT)
		return value_bool(!x.b);
	if (x.kind == KIND_DOUBLE) {
		x.d = -x.d;
		return x;
	}
	struct value zero = {.kind = x.kind};
	return value_arithmetic(NODE_SUBTRACT, &zero, &x, r->reading.arena);
}

static struct value eval_list(struct run *r, const struct node *n)
{
	struct value *items = arena_alloc(r->reading.arena, (n->arg_count + 1) * sizeof *items);
	if (!items)
		return value_error("out of memory");
	for (unsigned i = 0; i < n->arg_count; i++) {
		items[i] = rule_eval(r, n->args[i]);
		if (is_error(&items[i]))
			return items[i];
	}
	return (struct value){.kind = KIND_LIST, .count = n->arg_count, .items = items};
}

static struct value eval_call(struct run *r, const struct node *n)
{
	struct value args[2] = {0};
	for (unsigned i = 0; i < n->arg_count; i++) {
		args[i] = rule_eval(r, n->args[i]);
		if (is_error(&args[i]))
			return args[i];
	}
	return n->function->call(r, n->function, args, n->arg_count);
}

/* ---- macros ---- */

static struct value eval_quantifier(struct run *r, const struct node *n, const struct value *list)
{
	bool settles = n->macro == MACRO_EXISTS;
	struct value error = value_bool(!settles);
	for (unsigned i = 0; i < list->count; i++) {
		r->slots[n->slot] = list->items[i];
		struct value v = rule_eval(r, n->args[1]);
		if (is_error(&v) && !is_error(&error))
			error = v;
		else if (!is_error(&v) && v.b == settles)
			return v;
	}
	return error;
}

static struct value eval_exists_one(struct run *r, const struct node *n, const struct value *list)
{
	unsigned found = 0;
	for (unsigned i = 0; i < list->count; i++) {
		r->slots[n->slot] = list->items[i];
		struct value v = rule_eval(r, n->args[1]);
		if (is_error(&v))
			return v;
		found += v.b;
	}
	return value_bool(found == 1);
}

/* Items for which the condition holds, or what is made of them. */
static struct value eval_made(struct run *r, const struct node *n, const struct value *list)
{
	bool filters = n->macro == MACRO_FILTER || n->arg_count == 3;
	const struct node *result = n->macro == MACRO_MAP ? n->args[n->arg_count - 1] : NULL;
	struct value *items = arena_alloc(r->reading.arena, (list->count + 1) * sizeof *items);
	struct value made = {.kind = KIND_LIST, .items = items};
	if (!items)
		return value_error("out of memory");
	for (unsigned i = 0; i < list->count; i++) {
		r->slots[n->slot] = list->items[i];
		struct value kept = filters ? rule_eval(r, n->args[1]) : value_bool(true);
		if (is_error(&kept))
			return kept;
		struct value item = kept.b && result ? rule_eval(r, result) : list->items[i];
		if (is_error(&item))
			return item;
		if (kept.b)
			items[made.count++] = item;
	}
	return made;
}

static struct value eval_macro(struct run *r, const struct node *n)
{
	struct value list = rule_eval(r, n->args[0]);
	if (is_error(&list))
		return list;
	switch (n->macro) {
	case MACRO_ALL:
	case MACRO_EXISTS:
		return eval_quantifier(r, n, &list);
	case MACRO_EXISTS_ONE:
		return eval_exists_one(r, n, &list);
	case MACRO_FILTER:
	case MACRO_MAP:
		break;
	}
	return eval_made(r, n, &list);
}

static struct value eval_choice(struct run *r, const struct node *n)
{
	struct value x = rule_eval(r, n->args[0]);
	return is_error(&x) ? x : rule_eval(r, n->args[x.b ? 1 : 2]);
}

struct value rule_eval(struct run *r, const struct node *n)
{
	if (n->constant)
		return n->literal;
	switch (n->kind) {
	case NODE_LITERAL:
		return n->literal;
	case NODE_NAME:
		return r->slots[n->slot];
	case NODE_SELECT:
		return eval_field(r, n);
	case NODE_HAS:
		return eval_has(r, n);
	case NODE_CALL:
		return eval_call(r, n);
	case NODE_LIST:
		return eval_list(r, n);
	case NODE_NOT:
	case NODE_MINUS:
		return eval_single(r, n);
	case NODE_CHOICE:
		return eval_choice(r, n);
	case NODE_OR:
		return eval_logic(r, n, true);
	case NODE_AND:
		return eval_logic(r, n, false);
	case NODE_MACRO:
		return eval_macro(r, n);
	case NODE_INDEX:
	case NODE_LESS:
	case NODE_LESS_EQUAL:
	case NODE_GREATER:
	case NODE_GREATER_EQUAL:
	case NODE_EQUAL:
	case NODE_NOT_EQUAL:
	case NODE_IN:
	case NODE_ADD:
	case NODE_SUBTRACT:
	case NODE_MULTIPLY:
	case NODE_DIVIDE:
	case NODE_MODULO:
		break;
	}
	return eval_pair(r, n);
}
