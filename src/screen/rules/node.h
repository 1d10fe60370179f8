/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/rules/node.h - an expression as a tree, from its text to its value. Private to screen/.
 */
#ifndef SCREEN_RULES_NODE_H
#define SCREEN_RULES_NODE_H

#include "screen/rules/rule.h"
#include "screen/rules/value.h"

enum node_kind {
	NODE_LITERAL,
	NODE_NAME,
	NODE_SELECT, /* args[0].name */
	NODE_HAS,    /* has(args[0].name) */
	NODE_CALL,   /* name(args...); where `method`, args[0] stands before the point */
	NODE_LIST,
	NODE_INDEX, /* args[0][args[1]] */
	NODE_NOT,
	NODE_MINUS,
	NODE_CHOICE, /* args[0] ? args[1] : args[2] */
	NODE_OR,
	NODE_AND,
	NODE_LESS,
	NODE_LESS_EQUAL,
	NODE_GREATER,
	NODE_GREATER_EQUAL,
	NODE_EQUAL,
	NODE_NOT_EQUAL,
	NODE_IN,
	NODE_ADD,
	NODE_SUBTRACT,
	NODE_MULTIPLY,
	NODE_DIVIDE,
	NODE_MODULO,
	NODE_MACRO, /* args[0].all(name, args[1]); map with a condition: (name, args[1], args[2]) */
};

enum macro { MACRO_ALL, MACRO_EXISTS, MACRO_EXISTS_ONE, MACRO_FILTER, MACRO_MAP };

struct function;
struct run;

struct node {
	enum node_kind kind;
	enum macro macro;
	bool method;
	unsigned line, column;
	struct slice name;    /* of NAME, SELECT, HAS, CALL; of MACRO the variable */
	struct value literal; /* of LITERAL, and where `constant` */
	bool constant;        /* names nothing: worked out when it is bound */
	struct node **args;
	unsigned arg_count;
	/* Filled when it is checked. */
	struct rule_type type;
	const struct rule_field *field;  /* that a SELECT or HAS reads */
	bool field_root;                 /* a NAME that is flight, traveller or booking */
	const struct function *function; /* of CALL */
	unsigned slot;                   /* of a variable: where its value is */
	unsigned cost;                   /* at most so many steps, with all below */
	unsigned size;                   /* of a text its most bytes, of a list its most items */
	unsigned item_size;              /* of a list of texts: the most bytes of one */
};

/* Reads the text into a tree; NULL with a fault where it can not be read, or without memory. */
struct node *rule_parse(struct slice text, struct arena *a, rule_faults *faults);
/* The tree as text that is read as the same tree. */
void rule_print(const struct node *n, struct buf *out);
/* Binds names, settles types and costs; false with faults. `fields` gets what it names. */
bool rule_bind(struct node *n, struct arena *a, struct rule_checked *out, rule_faults *faults);
/* Whether it can be `truth` without any field that is no proxy. */
bool rule_by_proxies(const struct node *n, bool truth);

#define SLOTS_MAX 8 /* variables of macros within each other */

/* The value of a tree that was bound; fields are read once for all trees of a run. */
struct run {
	struct reading reading;
	struct value *known; /* one a field of the table */
	unsigned char *is_known;
	struct value slots[SLOTS_MAX];
};
/* False: out of memory. */
bool run_begin(struct run *r, const struct rule_subject *subject, struct arena *a);
struct value rule_eval(struct run *r, const struct node *n);
struct value rule_field_value(struct run *r, const struct rule_field *f);
/* Of flight, traveller or booking; else of the items of a list. */
bool rule_field_is_root(const struct rule_field *f);

/* ---- functions (functions.c) ---- */

struct function {
	const char *name;
	enum kind args[2]; /* the first two; KIND_ERROR: there is none */
	bool method;       /* x.name(...); else name(x, ...) */
	bool optional;     /* the last may be left out */
	enum kind result;
	struct value (*call)(struct run *r, const struct function *f, const struct value *args,
			     unsigned count);
	int which; /* for a `call` that several share */
};
/* One that takes these, or NULL. */
const struct function *function_find(const struct node *call);
bool function_named(struct slice name);

/* ---- operators (operators.c): of values that are no errors ---- */

struct value value_arithmetic(enum node_kind op, const struct value *x, const struct value *y,
			      struct arena *a);
bool value_equal(const struct value *x, const struct value *y);
/* <0, 0, >0; 2 where neither (a number that is none). */
int value_compare(const struct value *x, const struct value *y);

/* Texts live as long as `a`; `at` may be NULL. At most RULE_FAULTS_MAX are kept. */
void fault_add(rule_faults *faults, struct arena *a, const struct node *at, const char *code,
	       struct slice wrong, struct slice expected);

#endif
