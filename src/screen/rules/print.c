/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/rules/node.h"

enum tightness { CHOICE, OR, AND, RELATION, SUM, PRODUCT, SIGN, MEMBER };

static enum tightness tightness(const struct node *n)
{
	switch (n->kind) {
	case NODE_CHOICE:
		return CHOICE;
	case NODE_OR:
		return OR;
	case NODE_AND:
		return AND;
	case NODE_LESS:
	case NODE_LESS_EQUAL:
	case NODE_GREATER:
	case NODE_GREATER_EQUAL:
	case NODE_EQUAL:
	case NODE_NOT_EQUAL:
	case NODE_IN:
		return RELATION;
	case NODE_ADD:
	case NODE_SUBTRACT:
		return SUM;
	case NODE_MULTIPLY:
	case NODE_DIVIDE:
	case NODE_MODULO:
		return PRODUCT;
	case NODE_NOT:
	case NODE_MINUS:
		return SIGN;
	case NODE_LITERAL:
	case NODE_NAME:
	case NODE_SELECT:
	case NODE_HAS:
	case NODE_CALL:
	case NODE_LIST:
	case NODE_INDEX:
	case NODE_MACRO:
		break;
	}
	return MEMBER;
}

static void print(const struct node *n, enum tightness least, struct buf *out);

static void print_args(const struct node *n, unsigned from, struct buf *out)
{
	for (unsigned i = from; i < n->arg_count; i++) {
		buf_text(out, i > from ? ", " : "");
		print(n->args[i], CHOICE, out);
	}
}

static void print_literal(const struct node *n, struct buf *out)
{
	char text[DOUBLE_TEXT];
	if (n->literal.kind == KIND_STRING)
		text_write(out, n->literal.s);
	else if (n->literal.kind == KIND_INT)
		buf_printf(out, "%lld", (long long)n->literal.i);
	else if (n->literal.kind == KIND_UINT)
		buf_printf(out, "%lluu", (unsigned long long)n->literal.u);
	else if (n->literal.kind == KIND_DOUBLE) {
		double_write(n->literal.d, text);
		buf_text(out, text);
	} else if (n->literal.kind == KIND_NULL)
		buf_text(out, "null");
	else
		buf_text(out, n->literal.b ? "true" : "false");
}

static void print_member(const struct node *n, struct buf *out)
{
	static const char *const macros[] = {"all", "exists", "exists_one", "filter", "map"};
	bool has = n->kind == NODE_HAS, macro = n->kind == NODE_MACRO;
	buf_text(out, has ? "has(" : "");
	if (n->kind == NODE_SELECT || has || macro || n->method) {
		print(n->args[0], MEMBER, out);
		buf_char(out, '.');
	}
	if (macro)
		buf_printf(out, "%s(%.*s, ", macros[n->macro], SLICE_ARG(n->name));
	else
		buf_add(out, n->name);
	if (n->kind == NODE_CALL)
		buf_char(out, '(');
	if (n->kind == NODE_CALL || macro) {
		print_args(n, macro || n->method ? 1 : 0, out);
		buf_char(out, ')');
	}
	buf_text(out, has ? ")" : "");
}

static void print_tight(const struct node *n, struct buf *out)
{
	if (n->kind == NODE_LITERAL) {
		print_literal(n, out);
	} else if (n->kind == NODE_LIST) {
		buf_char(out, '[');
		print_args(n, 0, out);
		buf_char(out, ']');
	} else if (n->kind == NODE_INDEX) {
		print(n->args[0], MEMBER, out);
		buf_char(out, '[');
		print(n->args[1], CHOICE, out);
		buf_char(out, ']');
	} else {
		print_member(n, out);
	}
}

/* A number behind a minus would become a negative number. */
static void print_sign(const struct node *n, struct buf *out)
{
	const struct node *x = n->args[0];
	while (x->arg_count > 0 && tightness(x) == MEMBER && x->kind != NODE_HAS &&
	       (x->kind != NODE_CALL || x->method) && x->kind != NODE_LIST)
		x = x->args[0];
	bool number = n->kind == NODE_MINUS && x->kind == NODE_LITERAL &&
		      (x->literal.kind == KIND_INT || x->literal.kind == KIND_DOUBLE);
	buf_text(out, n->kind == NODE_NOT ? "!" : number ? "-(" : "-");
	print(n->args[0], SIGN, out);
	buf_text(out, number ? ")" : "");
}

static void print_operator(const struct node *n, enum tightness own, struct buf *out)
{
	static const char *const signs[] = {
		[NODE_OR] = "||",         [NODE_AND] = "&&",       [NODE_LESS] = "<",
		[NODE_LESS_EQUAL] = "<=", [NODE_GREATER] = ">",    [NODE_GREATER_EQUAL] = ">=",
		[NODE_EQUAL] = "==",      [NODE_NOT_EQUAL] = "!=", [NODE_IN] = "in",
		[NODE_ADD] = "+",         [NODE_SUBTRACT] = "-",   [NODE_MULTIPLY] = "*",
		[NODE_DIVIDE] = "/",      [NODE_MODULO] = "%"};
	print(n->args[0], own, out);
	buf_printf(out, " %s ", signs[n->kind]);
	print(n->args[1], own + 1, out);
}

static void print(const struct node *n, enum tightness least, struct buf *out)
{
	enum tightness own = tightness(n);
	buf_text(out, own < least ? "(" : "");
	if (own == MEMBER) {
		print_tight(n, out);
	} else if (own == SIGN) {
		print_sign(n, out);
	} else if (own == CHOICE) {
		print(n->args[0], OR, out);
		buf_text(out, " ? ");
		print(n->args[1], OR, out);
		buf_text(out, " : ");
		print(n->args[2], CHOICE, out);
	} else {
		print_operator(n, own, out);
	}
	buf_text(out, own < least ? ")" : "");
}

void rule_print(const struct node *n, struct buf *out)
{
	print(n, CHOICE, out);
}
