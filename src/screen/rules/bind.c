/* SPDX-License-Identifier: Apache-2.0
 *
 * What a tree means: names become fields of the table, variables and functions; types are
 * settled; and the most steps that it can take are added up, so that none runs longer.
 */
#include "screen/rules/bind.h"

#include "base/buf.h"

#define KNOWN_NAMES_MAX 4096

static const char *const roots[] = {"flight", "traveller", "booking"};

/* ---- faults ---- */

void bind_fault(struct binding *b, const struct node *at, const char *code, struct slice wrong,
		struct slice expected)
{
	b->failed = true;
	fault_add(b->faults, b->arena, at, code, wrong, expected);
}

/* ---- names ---- */

static struct variable *variable_find(struct binding *b, struct slice name)
{
	for (unsigned i = b->variable_count; i > 0; i--) { /* the inner one hides the outer one */
		if (slice_eq(b->variables[i - 1].name, name))
			return &b->variables[i - 1];
	}
	return NULL;
}

static bool is_root(struct slice name)
{
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		if (slice_is(name, roots[i]))
			return true;
	}
	return false;
}

bool rule_field_is_root(const struct rule_field *f)
{
	struct slice name = slice_of(f->name);
	return is_root(slice_range(name, 0, slice_find(name, '.', 0)));
}

/* Whether `word` is the name, or one of the words in it that _ joins. */
static bool has_word(struct slice name, const char *word)
{
	struct slice part;
	bool found = slice_is_nocase(name, word);
	while (!found && slice_cut(&name, '_', &part))
		found = slice_is_nocase(part, word);
	return found;
}

/* Names of what may not be asked are refused with the reason. */
static bool refuse_name(struct binding *b, const struct node *n)
{
	for (unsigned i = 0; i < rule_refused_count; i++) {
		const struct rule_refused *r = &rule_refused_words[i];
		if (!has_word(n->name, r->word))
			continue;
		bind_fault(b, n, "forbidden-field",
			   arena_printf(b->arena, "there is no field %.*s: %s", SLICE_ARG(n->name),
					r->why),
			   SLICE("what the traveller does, not who the traveller is; the fields "
				 "that there are stand in docs/criteria-fields.md"));
		if (b->faults->last && !b->faults->last->rule)
			b->faults->last->rule = r->rule;
		return true;
	}
	return false;
}

/* The list that items of `object` stand in: "booking.segments"; or absent. */
static struct slice list_of(const struct binding *b, struct slice object)
{
	struct slice type = arena_printf(b->arena, "list(%.*s)", SLICE_ARG(object));
	for (unsigned i = 0; i < rule_field_count; i++) {
		if (slice_eq(slice_of(rule_fields[i].type), type))
			return slice_of(rule_fields[i].name);
	}
	return (struct slice){0};
}

static void bind_name(struct binding *b, struct node *n)
{
	const struct variable *v = variable_find(b, n->name);
	if (v) {
		n->type = v->type;
		n->slot = v->slot;
		n->size = v->size;
		return;
	}
	n->field_root = is_root(n->name);
	if (n->field_root) {
		n->type = (struct rule_type){.kind = KIND_OBJECT, .object = n->name};
		return;
	}
	struct slice list = list_of(b, n->name);
	if (refuse_name(b, n))
		return;
	bind_fault(b, n, "no-such-field",
		   arena_printf(b->arena, "there is nothing called %.*s", SLICE_ARG(n->name)),
		   list.p ? arena_printf(b->arena, "it is an item of a list: %.*s.exists(x, ...)",
					 SLICE_ARG(list))
			  : SLICE("flight, traveller, booking, or the variable of a macro"));
}

/* "flight has carrier, number ..." */
static struct slice fields_of(const struct binding *b, struct slice object)
{
	struct buf out;
	buf_init(&out, KNOWN_NAMES_MAX);
	buf_printf(&out, "%.*s has", SLICE_ARG(object));
	const char *between = " ";
	for (unsigned i = 0; i < rule_field_count; i++) {
		struct slice name = slice_of(rule_fields[i].name);
		size_t point = slice_find(name, '.', 0);
		if (!slice_eq(slice_range(name, 0, point), object))
			continue;
		buf_printf(&out, "%s%.*s", between,
			   SLICE_ARG(slice_range(name, point + 1, name.n)));
		between = ", ";
	}
	struct slice text = arena_copy(b->arena, buf_slice(&out));
	buf_release(&out);
	return text;
}

static void note_field(struct binding *b, const struct rule_field *f)
{
	LIST_EACH(const struct rule_facts_used, u, &b->out->fields)
	{
		if (u->field == f)
			return;
	}
	struct rule_facts_used *u = LIST_ADD(&b->out->fields, b->arena, struct rule_facts_used);
	if (u)
		u->field = f;
}

static void bind_field(struct binding *b, struct node *n)
{
	const struct node *x = n->args[0];
	if (x->type.kind != KIND_OBJECT) {
		bind_mismatch(b, n, x, NULL,
			      "a name behind flight, traveller, booking, or an item of a list");
		return;
	}
	n->field = rule_field_find(
		arena_printf(b->arena, "%.*s.%.*s", SLICE_ARG(x->type.object), SLICE_ARG(n->name)));
	if (!n->field) {
		if (!refuse_name(b, n))
			bind_fault(b, n, "no-such-field",
				   arena_printf(b->arena, "%.*s has no field %.*s",
						SLICE_ARG(x->type.object), SLICE_ARG(n->name)),
				   fields_of(b, x->type.object));
		return;
	}
	note_field(b, n->field);
	n->type = rule_type_parse(slice_of(n->field->type));
	n->size = n->type.kind == KIND_STRING ? FIELD_TEXT_MAX : 0;
	if (n->type.kind == KIND_LIST) {
		n->size = LIST_ITEMS_MAX;
		n->item_size = n->type.of == KIND_STRING ? FIELD_TEXT_MAX : 0;
		n->cost += n->size;
	}
	if (n->kind == NODE_HAS)
		n->type = (struct rule_type){.kind = KIND_BOOL};
}

/* ---- functions and macros ---- */

static void no_function(struct binding *b, const struct node *n)
{
	static const char *const left_out[] = {"matches", "dyn", "type", "bytes", "bool"};
	const char *code = "no-such-function";
	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
		if (slice_is(n->name, left_out[i]))
			code = "not-offered";
	}
	for (unsigned i = 0; i < n->arg_count; i++) {
		if (n->args[i]->type.kind == KIND_ERROR)
			return;
	}
	if (function_named(n->name))
		bind_fault(b, n, "type",
			   arena_printf(b->arena, "%.*s() does not take this", SLICE_ARG(n->name)),
			   SLICE("docs/criteria.md says what each function takes"));
	else
		bind_fault(
			b, n, code,
			arena_printf(b->arena, "there is no function %.*s()", SLICE_ARG(n->name)),
			SLICE("size, startsWith, endsWith, contains, int, uint, double, string, "
			      "timestamp, duration, getHours ..., all, exists, exists_one, "
			      "filter, map, has"));
}

static void bind_call(struct binding *b, struct node *n)
{
	n->function = function_find(n);
	if (!n->function) {
		no_function(b, n);
		return;
	}
	const struct node *x = n->args[0];
	n->type = (struct rule_type){.kind = n->function->result};
	n->size = n->type.kind != KIND_STRING ? 0 : more_of(x->size, DOUBLE_TEXT);
	unsigned other = n->arg_count > 1 ? n->args[1]->size : 1;
	n->cost = sum(n->cost, 1 + product(x->size, more_of(other, 1)) / 32);
}

static void bind_body(struct binding *b, struct node *n)
{
	for (unsigned i = 1; i < n->arg_count; i++) {
		rule_bind_node(b, n->args[i]);
		bool condition = i + 1 < n->arg_count || n->macro != MACRO_MAP;
		if (condition)
			bind_want(b, n->args[i], KIND_BOOL,
				  "a condition: true or false of each item");
	}
}

static void type_macro(struct binding *b, struct node *n, const struct node *list)
{
	const struct node *last = n->args[n->arg_count - 1];
	n->size = list->size;
	n->type = list->type;
	n->item_size = list->item_size;
	if (n->macro == MACRO_MAP) {
		n->type = (struct rule_type){KIND_LIST, last->type.kind, last->type.object};
		n->item_size = last->size;
		if (last->type.kind == KIND_LIST)
			bind_mismatch(b, last, last, NULL, "a value that is no list");
	} else if (n->macro != MACRO_FILTER) {
		n->type = (struct rule_type){.kind = KIND_BOOL};
		n->size = n->item_size = 0;
	}
}

static void bind_macro(struct binding *b, struct node *n)
{
	const struct node *list = n->args[0];
	rule_bind_node(b, n->args[0]);
	bind_want(b, list, KIND_LIST, "a list before the macro");
	if (is_root(n->name) || b->variable_count == SLOTS_MAX) {
		bind_fault(b, n, "variable",
			   arena_printf(b->arena, "the variable can not be called %.*s here",
					SLICE_ARG(n->name)),
			   SLICE("another name; at most 8 macros within each other"));
		return;
	}
	n->slot = b->variable_count;
	b->variables[b->variable_count++] =
		(struct variable){.name = n->name,
				  .slot = n->slot,
				  .size = list->item_size,
				  .type = {.kind = list->type.of, .object = list->type.object}};
	bind_body(b, n);
	b->variable_count--;
	unsigned body = 1;
	for (unsigned i = 1; i < n->arg_count; i++)
		body = sum(body, n->args[i]->cost);
	n->cost = sum(1 + list->cost, product(list->size, body));
	type_macro(b, n, list);
}

/* ---- all ---- */

static void bind_kind(struct binding *b, struct node *n)
{
	n->type = (struct rule_type){.kind = KIND_ERROR};
	if (n->kind == NODE_LITERAL) {
		n->type.kind = n->literal.kind;
		n->size = n->literal.kind == KIND_STRING ? (unsigned)n->literal.s.n : 0;
	} else if (n->kind == NODE_NAME) {
		bind_name(b, n);
	} else if (n->kind == NODE_SELECT || n->kind == NODE_HAS) {
		bind_field(b, n);
	} else if (n->kind == NODE_CALL) {
		bind_call(b, n);
	} else {
		bind_operator(b, n);
	}
}

/* What names nothing is worked out now, and once. */
static void fold(struct binding *b, struct node *n)
{
	struct run r = {.reading = {.arena = b->arena}};
	n->constant = n->kind != NODE_NAME && n->kind != NODE_SELECT && n->kind != NODE_HAS;
	for (unsigned i = 0; i < n->arg_count; i++)
		n->constant = n->constant && n->args[i]->constant;
	if (!n->constant || b->failed || n->kind == NODE_LITERAL)
		return;
	n->constant = false; /* for the evaluation */
	n->literal = rule_eval(&r, n);
	n->constant = true;
	if (n->literal.kind == KIND_ERROR)
		bind_fault(b, n, "no-value",
			   arena_printf(b->arena, "this has no value: %s", n->literal.error.why),
			   (struct slice){0});
}

void rule_bind_node(struct binding *b, struct node *n)
{
	n->cost = 1;
	if (n->kind == NODE_MACRO) {
		bind_macro(b, n);
		return;
	}
	for (unsigned i = 0; i < n->arg_count; i++) {
		rule_bind_node(b, n->args[i]);
		n->cost = sum(n->cost, n->args[i]->cost);
	}
	bind_kind(b, n);
	fold(b, n);
}

static void check_whole(struct binding *b, const struct node *n)
{
	bind_want(b, n, KIND_BOOL, "an indicator is true or false of a traveller");
	if (!b->failed && b->out->fields.count == 0)
		bind_fault(b, n, "no-field",
			   SLICE("the expression names no field: it says nothing of a traveller"),
			   SLICE("at least one field, such as flight.to"));
	if (!b->failed && n->cost > RULE_COST_MAX)
		bind_fault(b, n, "too-costly",
			   arena_printf(b->arena,
					"the expression can take %u steps; the limit is %d",
					n->cost, RULE_COST_MAX),
			   SLICE("fewer macros within each other, shorter lists and texts"));
}

bool rule_bind(struct node *n, struct arena *a, struct rule_checked *out, rule_faults *faults)
{
	struct binding b = {.arena = a, .out = out, .faults = faults};
	*out = (struct rule_checked){0};
	rule_bind_node(&b, n);
	check_whole(&b, n);
	out->cost = n->cost;
	return !b.failed && !arena_failed(a);
}
