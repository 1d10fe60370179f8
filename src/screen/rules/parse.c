/* SPDX-License-Identifier: Apache-2.0
 *
 * The grammar of the CEL specification ("Syntax"), without maps, messages and bytes, which
 * rules have no use for. Stops at the first thing that is wrong.
 */
#include "screen/rules/lex.h"
#include "screen/rules/node.h"

#include "base/utf8.h"

#define ARGS_MAX 64 /* of a call or a list: more is no rule that anybody reviews */

struct parser {
	struct lexer lexer;
	struct token token; /* the one to come */
	struct arena *arena;
	rule_faults *faults;
	unsigned nodes, depth;
	bool failed;
};

static struct node *parse_expression(struct parser *p);

/* ---- faults ---- */

static void fail_at(struct parser *p, unsigned line, unsigned column, const char *code,
		    struct slice wrong, const char *expected)
{
	const struct node at = {.line = line, .column = column};
	if (!p->failed)
		fault_add(p->faults, p->arena, &at, code, wrong, slice_of(expected));
	p->failed = true;
}

static void fail(struct parser *p, const char *expected)
{
	struct slice found = p->token.text;
	struct slice wrong =
		found.n > 40 ? SLICE("a long word is not expected here")
		: p->token.kind == TOKEN_END
			? SLICE("the expression ends too early")
			: arena_printf(p->arena, "%.*s is not expected here", SLICE_ARG(found));
	fail_at(p, p->token.line, p->token.column, "syntax", wrong, expected);
}

/* ---- words ---- */

static void advance(struct parser *p)
{
	lex_next(&p->lexer, &p->token);
	if (p->token.kind == TOKEN_WRONG)
		fail_at(p, p->token.line, p->token.column, "syntax", slice_of(p->token.wrong),
			p->token.expected);
}

static bool at_sign(const struct parser *p, const char *sign)
{
	return p->token.kind == TOKEN_SIGN && slice_is(p->token.text, sign);
}

static bool pass_sign(struct parser *p, const char *sign)
{
	bool there = at_sign(p, sign);
	if (there)
		advance(p);
	return there;
}

static void want_sign(struct parser *p, const char *sign)
{
	if (!pass_sign(p, sign))
		fail(p, sign);
}

static bool is_reserved(struct slice name)
{
	static const char *const words[] = {
		"as",     "break",  "const", "continue", "else", "for",     "function",
		"if",     "import", "in",    "let",      "loop", "package", "namespace",
		"return", "var",    "void",  "while",    "true", "false",   "null"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (slice_is(name, words[i]))
			return true;
	}
	return false;
}

/* Takes a name that is no word of the language; absent with a fault where there is none. */
static struct slice take_name(struct parser *p, const char *expected)
{
	struct slice name = p->token.text;
	if (p->token.kind != TOKEN_NAME || is_reserved(name)) {
		fail(p, expected);
		return (struct slice){0};
	}
	advance(p);
	return name;
}

/* ---- nodes ---- */

static struct node *new_node(struct parser *p, enum node_kind kind, const struct token *at,
			     unsigned args)
{
	struct node *n = ARENA_NEW(p->arena, struct node);
	if (++p->nodes > RULE_NODES_MAX)
		fail_at(p, at->line, at->column, "too-many-parts",
			arena_printf(p->arena,
				     "the expression has more than %d names, numbers and operators",
				     RULE_NODES_MAX),
			"several indicators, each of which says one thing");
	if (!n)
		return NULL;
	n->kind = kind;
	n->line = at->line;
	n->column = at->column;
	n->arg_count = args;
	n->args = args ? arena_alloc(p->arena, args * sizeof *n->args) : NULL;
	return args && !n->args ? NULL : n;
}

static struct node *new_pair(struct parser *p, enum node_kind kind, const struct token *at,
			     struct node *x, struct node *y)
{
	struct node *n = x && y ? new_node(p, kind, at, 2) : NULL;
	if (!n)
		return NULL;
	n->args[0] = x;
	n->args[1] = y;
	return n;
}

static struct node *new_single(struct parser *p, enum node_kind kind, const struct token *at,
			       struct node *x)
{
	struct node *n = x ? new_node(p, kind, at, 1) : NULL;
	if (n)
		n->args[0] = x;
	return n;
}

/* ---- primaries ---- */

struct args {
	struct node *items[ARGS_MAX];
	unsigned count;
};

/* Expressions with commas between, up to `end`, which is taken too. */
static void parse_args(struct parser *p, const char *end, struct args *out)
{
	out->count = 0;
	while (!p->failed && !at_sign(p, end)) {
		if (out->count == ARGS_MAX) {
			fail_at(p, p->token.line, p->token.column, "too-many-parts",
				SLICE("more than 64 items"), "at most 64");
			return;
		}
		out->items[out->count] = parse_expression(p);
		out->count++;
		if (!pass_sign(p, ","))
			break;
	}
	want_sign(p, end);
}

static struct node *with_args(struct parser *p, enum node_kind kind, const struct token *at,
			      struct node *first, const struct args *args)
{
	unsigned before = first ? 1 : 0;
	struct node *n = p->failed ? NULL : new_node(p, kind, at, before + args->count);
	if (!n)
		return NULL;
	if (first)
		n->args[0] = first;
	for (unsigned i = 0; i < args->count; i++)
		n->args[before + i] = args->items[i];
	return n;
}

static struct node *parse_list(struct parser *p)
{
	struct token at = p->token;
	struct args args;
	advance(p);
	parse_args(p, "]", &args);
	return with_args(p, NODE_LIST, &at, NULL, &args);
}

static struct node *number_or_text(struct parser *p, bool negative)
{
	struct node *n = new_node(p, NODE_LITERAL, &p->token, 0);
	if (!n)
		return NULL;
	n->literal = p->token.literal;
	if (n->literal.kind == KIND_INT && n->literal.u > (uint64_t)INT64_MAX && !negative)
		fail_at(p, p->token.line, p->token.column, "syntax",
			SLICE("the number does not fit in 64 bits"), "up to 9223372036854775807");
	if (negative && n->literal.kind == KIND_INT)
		n->literal.u = 0 - n->literal.u; /* the same bits as .i */
	if (negative && n->literal.kind == KIND_DOUBLE)
		n->literal.d = -n->literal.d;
	advance(p);
	return n;
}

static bool word_literal(struct slice name, struct value *out)
{
	bool yes = slice_is(name, "true");
	*out = value_bool(yes);
	if (slice_is(name, "null"))
		out->kind = KIND_NULL;
	return yes || slice_is(name, "false") || slice_is(name, "null");
}

/* has(x.name) */
static struct node *parse_has(struct parser *p, const struct token *at, const struct args *args)
{
	struct node *inner = !p->failed && args->count == 1 ? args->items[0] : NULL;
	if (!inner || inner->kind != NODE_SELECT) {
		fail_at(p, at->line, at->column, "syntax",
			SLICE("has() asks whether a field is there"), "has(traveller.age)");
		return NULL;
	}
	struct node *n = new_node(p, NODE_HAS, at, 1);
	if (!n)
		return NULL;
	n->name = inner->name;
	n->args[0] = inner->args[0];
	return n;
}

static struct node *parse_word(struct parser *p)
{
	struct token at = p->token;
	struct value literal;
	if (word_literal(at.text, &literal)) {
		struct node *n = new_node(p, NODE_LITERAL, &at, 0);
		if (n)
			n->literal = literal;
		advance(p);
		return n;
	}
	struct slice name = take_name(p, "the name of a field, or a function");
	struct args args;
	bool call = !p->failed && pass_sign(p, "(");
	if (call)
		parse_args(p, ")", &args);
	if (call && slice_is(name, "has"))
		return parse_has(p, &at, &args);
	struct node *n = call ? with_args(p, NODE_CALL, &at, NULL, &args)
			      : new_node(p, NODE_NAME, &at, 0);
	if (n)
		n->name = name;
	return n;
}

static struct node *parse_primary(struct parser *p)
{
	if (p->token.kind == TOKEN_LITERAL)
		return number_or_text(p, false);
	if (p->token.kind == TOKEN_NAME)
		return parse_word(p);
	if (at_sign(p, "["))
		return parse_list(p);
	if (at_sign(p, "{")) {
		fail_at(p, p->token.line, p->token.column, "not-offered",
			SLICE("maps and messages are not offered"), "a list, in square brackets");
		return NULL;
	}
	if (!pass_sign(p, "(")) {
		fail(p, "a field, a number, a text, or an opening parenthesis");
		return NULL;
	}
	struct node *n = parse_expression(p);
	want_sign(p, ")");
	return n;
}

/* ---- members ---- */

static bool macro_named(struct slice name, enum macro *out)
{
	static const char *const names[] = {[MACRO_ALL] = "all",
					    [MACRO_EXISTS] = "exists",
					    [MACRO_EXISTS_ONE] = "exists_one",
					    [MACRO_FILTER] = "filter",
					    [MACRO_MAP] = "map"};
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
		*out = (enum macro)i;
		if (slice_is(name, names[i]))
			return true;
	}
	return false;
}

/* x.all(name, ...) */
static struct node *parse_macro(struct parser *p, const struct token *at, struct node *x,
				enum macro macro, const struct args *args)
{
	bool fits = args->count == 2 || (macro == MACRO_MAP && args->count == 3);
	if (p->failed)
		return NULL;
	if (!fits || args->items[0]->kind != NODE_NAME) {
		fail_at(p, at->line, at->column, "syntax",
			SLICE("a variable and an expression belong in the parentheses"),
			"booking.segments.exists(s, s.to == \"LIS\")");
		return NULL;
	}
	struct args rest = {.count = args->count - 1};
	for (unsigned i = 0; i < rest.count; i++)
		rest.items[i] = args->items[i + 1];
	struct node *n = with_args(p, NODE_MACRO, at, x, &rest);
	if (!n)
		return NULL;
	n->macro = macro;
	n->name = args->items[0]->name;
	return n;
}

static struct node *parse_method(struct parser *p, const struct token *at, struct node *x,
				 struct slice name)
{
	struct args args;
	enum macro macro;
	parse_args(p, ")", &args);
	if (macro_named(name, &macro))
		return parse_macro(p, at, x, macro, &args);
	struct node *n = with_args(p, NODE_CALL, at, x, &args);
	if (!n)
		return NULL;
	n->name = name;
	n->method = true;
	return n;
}

static struct node *parse_point(struct parser *p, struct node *x)
{
	struct token at = p->token;
	struct slice name = take_name(p, "the name of a field or a function");
	if (!p->failed && pass_sign(p, "("))
		return parse_method(p, &at, x, name);
	struct node *n = new_single(p, NODE_SELECT, &at, x);
	if (n)
		n->name = name;
	return n;
}

static struct node *parse_index(struct parser *p, const struct token *at, struct node *x)
{
	struct node *index = parse_expression(p);
	want_sign(p, "]");
	return new_pair(p, NODE_INDEX, at, x, index);
}

static struct node *parse_members(struct parser *p, struct node *n)
{
	while (n && !p->failed) {
		struct token at = p->token;
		if (pass_sign(p, "."))
			n = parse_point(p, n);
		else if (pass_sign(p, "["))
			n = parse_index(p, &at, n);
		else
			break;
	}
	return n;
}

/* ---- operators ---- */

static bool is_number(const struct token *t)
{
	return t->kind == TOKEN_LITERAL &&
	       (t->literal.kind == KIND_INT || t->literal.kind == KIND_DOUBLE);
}

static bool enter(struct parser *p)
{
	if (++p->depth > RULE_DEPTH_MAX)
		fail_at(p, p->token.line, p->token.column, "too-deep",
			arena_printf(p->arena, "more than %d levels within each other",
				     RULE_DEPTH_MAX),
			"several indicators, each of which says one thing");
	return !p->failed;
}

static struct node *parse_unary(struct parser *p);

static struct node *parse_sign(struct parser *p, enum node_kind kind, const struct token *at)
{
	struct node *n = NULL;
	if (enter(p))
		n = new_single(p, kind, at, parse_unary(p));
	p->depth--;
	return n;
}

static struct node *parse_unary(struct parser *p)
{
	struct token at = p->token;
	if (pass_sign(p, "!"))
		return parse_sign(p, NODE_NOT, &at);
	if (!pass_sign(p, "-"))
		return parse_members(p, parse_primary(p));
	return is_number(&p->token) ? parse_members(p, number_or_text(p, true))
				    : parse_sign(p, NODE_MINUS, &at);
}

#define LEVELS 5 /* of operators with two sides, the loosest first */

static bool operator_at(const struct parser *p, unsigned level, enum node_kind *out)
{
	static const struct {
		const char *sign;
		unsigned level;
		enum node_kind kind;
	} operators[] = {
		{"||", 0, NODE_OR},      {"&&", 1, NODE_AND},
		{"<", 2, NODE_LESS},     {"<=", 2, NODE_LESS_EQUAL},
		{">", 2, NODE_GREATER},  {">=", 2, NODE_GREATER_EQUAL},
		{"==", 2, NODE_EQUAL},   {"!=", 2, NODE_NOT_EQUAL},
		{"in", 2, NODE_IN},      {"+", 3, NODE_ADD},
		{"-", 3, NODE_SUBTRACT}, {"*", 4, NODE_MULTIPLY},
		{"/", 4, NODE_DIVIDE},   {"%", 4, NODE_MODULO},
	};
	if (p->token.kind != TOKEN_SIGN && p->token.kind != TOKEN_NAME)
		return false;
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
		*out = operators[i].kind;
		if (operators[i].level == level && slice_is(p->token.text, operators[i].sign))
			return true;
	}
	return false;
}

static struct node *parse_level(struct parser *p, unsigned level)
{
	enum node_kind kind;
	if (level == LEVELS)
		return parse_unary(p);
	struct node *n = parse_level(p, level + 1);
	while (n && !p->failed && operator_at(p, level, &kind)) {
		struct token at = p->token;
		advance(p);
		n = new_pair(p, kind, &at, n, parse_level(p, level + 1));
	}
	return n;
}

static struct node *parse_expression(struct parser *p)
{
	if (!enter(p))
		return NULL;
	struct node *n = parse_level(p, 0);
	struct token at = p->token;
	if (n && !p->failed && pass_sign(p, "?")) {
		struct node *yes = parse_level(p, 0);
		want_sign(p, ":");
		struct node *no = p->failed ? NULL : parse_expression(p);
		struct node *choice = yes && no ? new_node(p, NODE_CHOICE, &at, 3) : NULL;
		if (choice) {
			choice->args[0] = n;
			choice->args[1] = yes;
			choice->args[2] = no;
		}
		n = choice;
	}
	p->depth--;
	return p->failed ? NULL : n;
}

static bool readable(struct parser *p, struct slice text)
{
	if (text.n > RULE_EXPRESSION_MAX)
		fail_at(p, 0, 0, "too-long",
			arena_printf(p->arena, "the expression has more than %d bytes",
				     RULE_EXPRESSION_MAX),
			"several indicators, each of which says one thing");
	else if (!utf8_valid(text) || (text.n && memchr(text.p, 0, text.n)))
		fail_at(p, 0, 0, "not-utf8", SLICE("the expression is not UTF-8"), "text in UTF-8");
	else if (slice_trim(text).n == 0)
		fail_at(p, 0, 0, "empty", SLICE("there is no expression"), "flight.to == \"LIS\"");
	return !p->failed;
}

struct node *rule_parse(struct slice text, struct arena *a, rule_faults *faults)
{
	struct parser p = {.arena = a, .faults = faults};
	if (!readable(&p, text))
		return NULL;
	lex_begin(&p.lexer, text, a);
	advance(&p);
	struct node *n = p.failed ? NULL : parse_expression(&p);
	if (n && !p.failed && p.token.kind != TOKEN_END)
		fail(&p, "an operator such as &&, or the end");
	return p.failed || arena_failed(a) ? NULL : n;
}
