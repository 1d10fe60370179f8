/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/rules/rule.h - criteria: expressions over a traveller on a flight, in a subset of CEL
 * (Common Expression Language; docs/criteria.md). Pure: no database, no clock, no globals. The
 * same input and the same rule give the same result, always: there are no weights, no
 * scores, and nothing learns. What is compiled is read by any number of threads.
 */
#ifndef SCREEN_RULES_RULE_H
#define SCREEN_RULES_RULE_H

#include "base/buf.h"
#include "model/list.h"
#include "screen/rules/field.h"
#include "screen/rules/subject.h"

/* Limits of what comes from outside; more is a fault ("too-long", "too-deep" ...). */
#define RULE_EXPRESSION_MAX 2048 /* bytes of an expression */
#define RULE_NODES_MAX 400       /* operators, names, literals of an expression */
#define RULE_DEPTH_MAX 32        /* of nesting */
#define RULE_COST_MAX 100000     /* most steps of an expression, worked out before it runs */
#define RULE_INDICATORS_MAX 32   /* of a rule */
#define RULE_FAULTS_MAX 20       /* told of an expression */

/* ---- what is wrong with an expression or a rule: told to who writes it ---- */

struct rule_fault {
	unsigned indicator;    /* from 1; 0 = of the rule, or of an expression on its own */
	unsigned line, column; /* from 1, in characters; 0 = of the whole */
	const char *code;   /* static, stable: "syntax", "no-such-field", "forbidden-field" ... */
	const char *rule;   /* requirement that it follows ("R-016"), or NULL */
	struct slice wrong; /* what is wrong, one sentence */
	struct slice expected; /* what to write instead; may be absent */
	struct rule_fault *next;
};
typedef LIST(struct rule_fault) rule_faults;

/* ---- a rule as written ---- */

/* Both kinds are part of every rule's form. */
enum indicator_side { INDICATOR_INCRIMINATES, INDICATOR_EXONERATES };

struct rule_indicator {
	enum indicator_side side;
	struct slice expression; /* CEL, of type bool */
};

/* Hits when at least `needs` of the incriminating indicators hold and no exonerating one
 * does. What can not be known does not hold. */
struct rule_text {
	int64_t id, version;
	struct slice name;
	const struct rule_indicator *indicators; /* in their order */
	unsigned indicator_count;
	unsigned needs; /* 0 = all incriminating ones */
};

/* ---- checking ---- */

struct rule_facts_used { /* a field that an expression names */
	const struct rule_field *field;
	struct rule_facts_used *next;
};

struct rule_checked {         /* of one expression */
	struct slice printed; /* the same expression, laid out; for comparing versions */
	unsigned cost;        /* at most this many steps */
	LIST(struct rule_facts_used) fields; /* each once */
	bool proxies_alone; /* can hold by what may stand for a protected ground alone */
};

/* Reads an expression. What is wrong goes to `faults` (RC_INVALID then); memory of `a`. */
enum rc rule_expression_check(struct slice expression, struct arena *a, struct rule_checked *out,
			      rule_faults *faults, struct err *e) MUST_CHECK;

/* Checks a whole rule: each expression, `needs`, and that it can not hit by what may stand
 * for a protected ground alone. As above. */
enum rc rule_check(const struct rule_text *rule, struct arena *a, rule_faults *faults,
		   struct err *e) MUST_CHECK;

/* ---- running ---- */

/* Compiled rules, immutable, with memory of their own; `rules` are copied. A rule that has
 * faults (it was stored by another version of the program) is left out and counted in
 * `*left_out`, which may be NULL; rule_set_has says which are in. NULL: out of memory. */
struct rule_set;
struct rule_set *rule_set_new(const struct rule_text *rules, unsigned count, unsigned *left_out);
void rule_set_free(struct rule_set *s); /* NULL is fine */
unsigned rule_set_count(const struct rule_set *s);
bool rule_set_has(const struct rule_set *s, int64_t rule_id);

enum rule_outcome {
	RULE_HOLDS,
	RULE_FAILS,   /* does not hold */
	RULE_UNKNOWN, /* can not be known: a field is absent, or a calculation has no result */
};

struct rule_finding { /* of one indicator about one traveller */
	enum indicator_side side;
	enum rule_outcome outcome;
	struct slice expression;         /* as written */
	const struct rule_field *absent; /* why it is not known; or NULL */
	const char *why;                 /* static; "division by zero"; or NULL */
	/* The fields that the expression names, with what they were: "traveller.age" "34". */
	const struct rule_seen *seen;
	unsigned seen_count;
};

struct rule_seen {
	const struct rule_field *field;
	struct slice value; /* as CEL writes it; absent = not known */
};

struct rule_result {
	int64_t rule_id, version;
	struct slice name; /* of the rule; lives as long as the set */
	bool hits;
	unsigned needs, holding;             /* incriminating ones that must, that do */
	unsigned exonerating;                /* that hold */
	const struct rule_finding *findings; /* one an indicator, in their order */
	unsigned finding_count;
	struct rule_result *next;
};
typedef LIST(struct rule_result) rule_results;

/* Runs all rules over one traveller: those that hit, in the set's order, with all their
 * indicators' outcomes. Memory of `a`. False: out of memory. */
bool rule_set_run(const struct rule_set *s, const struct rule_subject *subject, struct arena *a,
		  rule_results *hits) MUST_CHECK;

/* One rule of the set, whether it hits or not. False: out of memory, or it is not in the set. */
bool rule_set_explain(const struct rule_set *s, int64_t rule_id, const struct rule_subject *subject,
		      struct arena *a, struct rule_result *out) MUST_CHECK;

/* What a field of flight, traveller or booking is of a traveller, as text; a text is without
 * quotation marks. Absent where it is not known. Memory of `a`. */
struct slice rule_field_text(const struct rule_field *f, const struct rule_subject *subject,
			     struct arena *a);

/* Items of a JSON array that the caller begins and ends: the explanation that is kept with a
 * hit. One an indicator: {"field":"indicator","number":1,"side":"incriminating",
 * "outcome":"holds","verdict":"agreed","expression":"...","absent":"traveller.age",
 * "why":"...","seen":[{"name":"traveller.age","value":"34"}]}. */
void rule_write_findings(struct json *j, const struct rule_result *r);

const char *indicator_side_name(enum indicator_side s); /* incriminating exonerating */
const char *rule_outcome_name(enum rule_outcome o);     /* holds fails unknown */

#endif
