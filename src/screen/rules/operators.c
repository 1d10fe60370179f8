/* SPDX-License-Identifier: Apache-2.0
 *
 * CEL specification, "Numeric values", "Equality", "Ordering", "Overflow".
 */
#include "screen/rules/node.h"

#include "base/clock.h"

#include <math.h>

#define OVERFLOW "the result is larger than its type holds"
#define BY_ZERO "division by zero"
#define NEITHER 2

/* ---- arithmetic ---- */

static struct value int_arithmetic(enum node_kind op, int64_t x, int64_t y)
{
	struct value v = {.kind = KIND_INT};
	bool over = false;
	if ((op == NODE_DIVIDE || op == NODE_MODULO) && y == 0)
		return value_error(BY_ZERO);
	if (op == NODE_ADD)
		over = __builtin_add_overflow(x, y, &v.i);
	else if (op == NODE_SUBTRACT)
		over = __builtin_sub_overflow(x, y, &v.i);
	else if (op == NODE_MULTIPLY)
		over = __builtin_mul_overflow(x, y, &v.i);
	else if (x == INT64_MIN && y == -1)
		over = true;
	else
		v.i = op == NODE_DIVIDE ? x / y : x % y;
	return over ? value_error(OVERFLOW) : v;
}

static struct value uint_arithmetic(enum node_kind op, uint64_t x, uint64_t y)
{
	struct value v = {.kind = KIND_UINT};
	bool over = false;
	if ((op == NODE_DIVIDE || op == NODE_MODULO) && y == 0)
		return value_error(BY_ZERO);
	if (op == NODE_ADD)
		over = __builtin_add_overflow(x, y, &v.u);
	else if (op == NODE_SUBTRACT)
		over = __builtin_sub_overflow(x, y, &v.u);
	else if (op == NODE_MULTIPLY)
		over = __builtin_mul_overflow(x, y, &v.u);
	else
		v.u = op == NODE_DIVIDE ? x / y : x % y;
	return over ? value_error(OVERFLOW) : v;
}

static struct value double_arithmetic(enum node_kind op, double x, double y)
{
	double d = op == NODE_ADD        ? x + y
		   : op == NODE_SUBTRACT ? x - y
		   : op == NODE_MULTIPLY ? x * y
					 : x / y; /* by zero: infinite, or no number */
	return (struct value){.kind = KIND_DOUBLE, .d = d};
}

/* Times and spans: the result is a time where one side of + is, or the left of -. */
static struct value time_arithmetic(enum node_kind op, const struct value *x, const struct value *y)
{
	bool both = x->kind == KIND_TIMESTAMP && y->kind == KIND_TIMESTAMP;
	bool none = x->kind == KIND_DURATION && y->kind == KIND_DURATION;
	struct value v = int_arithmetic(op, x->i, y->i);
	if (v.kind == KIND_ERROR)
		return v;
	v.kind = both || none ? KIND_DURATION : KIND_TIMESTAMP;
	bool outside = v.kind == KIND_TIMESTAMP && (v.i < TIMESTAMP_LEAST || v.i > TIMESTAMP_MOST);
	return outside ? value_error(OVERFLOW) : v;
}

static struct value joined(const struct value *x, const struct value *y, struct arena *a)
{
	if (x->kind == KIND_STRING) {
		char *p = arena_alloc(a, x->s.n + y->s.n + 1);
		if (!p)
			return value_error("out of memory");
		memcpy(p, x->s.p ? x->s.p : "", x->s.n);
		memcpy(p + x->s.n, y->s.p ? y->s.p : "", y->s.n);
		return (struct value){.kind = KIND_STRING, .s = {p, x->s.n + y->s.n}};
	}
	struct value *items = arena_alloc(a, (x->count + y->count + 1) * sizeof *items);
	if (!items)
		return value_error("out of memory");
	for (unsigned i = 0; i < x->count; i++)
		items[i] = x->items[i];
	for (unsigned i = 0; i < y->count; i++)
		items[x->count + i] = y->items[i];
	return (struct value){.kind = KIND_LIST, .count = x->count + y->count, .items = items};
}

struct value value_arithmetic(enum node_kind op, const struct value *x, const struct value *y,
			      struct arena *a)
{
	switch (x->kind) {
	case KIND_INT:
		return int_arithmetic(op, x->i, y->i);
	case KIND_UINT:
		return uint_arithmetic(op, x->u, y->u);
	case KIND_DOUBLE:
		return double_arithmetic(op, x->d, y->d);
	case KIND_TIMESTAMP:
	case KIND_DURATION:
		return time_arithmetic(op, x, y);
	case KIND_STRING:
	case KIND_LIST:
		return joined(x, y, a);
	case KIND_ERROR:
	case KIND_NULL:
	case KIND_BOOL:
	case KIND_OBJECT:
		break;
	}
	return value_error("no such operation");
}

/* ---- order ---- */

static int of_difference(bool less, bool more)
{
	return more - less;
}

static int compare_doubles(double x, double y)
{
	return isnan(x) || isnan(y) ? NEITHER : of_difference(x<y, x> y);
}

/* A whole number and a fraction, exactly: a double that is too large is beyond all of them. */
static int compare_int_double(int64_t i, double d)
{
	if (isnan(d))
		return NEITHER;
	if (d >= 0x1p63)
		return -1;
	if (d < -0x1p63)
		return 1;
	int64_t whole = (int64_t)d;
	double rest = d - (double)whole;
	return i != whole ? of_difference(i<whole, i> whole) : of_difference(rest > 0, rest < 0);
}

static int compare_uint_double(uint64_t u, double d)
{
	if (isnan(d))
		return NEITHER;
	if (d >= 0x1p64)
		return -1;
	if (d < 0)
		return 1;
	uint64_t whole = (uint64_t)d;
	double rest = d - (double)whole;
	return u != whole ? of_difference(u<whole, u> whole) : of_difference(rest > 0, false);
}

static int compare_int_uint(int64_t i, uint64_t u)
{
	return i < 0 ? -1 : of_difference((uint64_t)i<u, (uint64_t)i> u);
}

static int reversed(int order)
{
	return order == NEITHER ? NEITHER : -order;
}

static int compare_mixed(const struct value *x, const struct value *y)
{
	if (x->kind == KIND_DOUBLE || (x->kind == KIND_UINT && y->kind == KIND_INT))
		return reversed(compare_mixed(y, x));
	if (x->kind == KIND_UINT)
		return compare_uint_double(x->u, y->d);
	return y->kind == KIND_UINT ? compare_int_uint(x->i, y->u) : compare_int_double(x->i, y->d);
}

int value_compare(const struct value *x, const struct value *y)
{
	if (x->kind != y->kind)
		return compare_mixed(x, y);
	switch (x->kind) {
	case KIND_BOOL:
		return of_difference(x->b<y->b, x->b> y->b);
	case KIND_INT:
	case KIND_TIMESTAMP:
	case KIND_DURATION:
		return of_difference(x->i<y->i, x->i> y->i);
	case KIND_UINT:
		return of_difference(x->u<y->u, x->u> y->u);
	case KIND_DOUBLE:
		return compare_doubles(x->d, y->d);
	case KIND_STRING: { /* by code points, which is by bytes in UTF-8 */
		int order = slice_cmp(x->s, y->s);
		return of_difference(order<0, order> 0);
	}
	case KIND_ERROR:
	case KIND_NULL:
	case KIND_OBJECT:
	case KIND_LIST:
		break;
	}
	return NEITHER;
}

bool value_equal(const struct value *x, const struct value *y)
{
	if (x->kind == KIND_STRING && y->kind == KIND_STRING)
		return slice_eq(x->s, y->s);
	if (x->kind == KIND_NULL || y->kind == KIND_NULL)
		return x->kind == y->kind;
	if (x->kind != KIND_LIST)
		return value_compare(x, y) == 0;
	bool same = x->count == y->count;
	for (unsigned i = 0; same && i < x->count; i++)
		same = value_equal(&x->items[i], &y->items[i]);
	return same;
}
