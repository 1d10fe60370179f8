/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/rules/field.h - everything that a rule may name: one table, from which
 * docs/criteria-fields.md is made (tools/criteria_fields.c).
 *
 * What is not in it can not be named. So there is no field for a protected ground, for what
 * may reveal one (meals, services, remarks, names), or for data outside Annex I of Directive
 * (EU) 2016/681.
 */
#ifndef SCREEN_RULES_FIELD_H
#define SCREEN_RULES_FIELD_H

#include "base/slice.h"

struct reading;
struct value;

struct rule_field {
	const char *name;  /* "traveller.age"; of an item of a list(segment): "segment.from" */
	const char *type;  /* of CEL: "int", "string", "list(string)", "list(segment)" ... */
	unsigned heading;  /* of Annex I of Directive (EU) 2016/681: 1 to 19 */
	const char *proxy; /* the protected ground that it may stand for, or NULL */
	const char *about; /* one sentence */
	/* How it is read (screen/rules/value.h); `object` is the item, NULL for flight, traveller
	 * and booking. */
	struct value (*read)(const struct reading *r, const void *object);
};

extern const struct rule_field rule_fields[]; /* in the order of the page */
extern const unsigned rule_field_count;

/* The row of a name, or NULL. */
const struct rule_field *rule_field_find(struct slice name);

/* Words that people look for and that are refused with a reason: "religion", "meal" ... */
struct rule_refused {
	const char *word, *rule; /* rule: the requirement */
	const char *why;         /* one sentence */
};
extern const struct rule_refused rule_refused_words[];
extern const unsigned rule_refused_count;

#endif
