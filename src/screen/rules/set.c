/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/rules/node.h"

#include <assert.h>
#include <stdlib.h>

#define SET_MEMORY ((size_t)256 << 20) /* upper limit; memory is taken as needed */

struct indicator {
	enum indicator_side side;
	struct slice expression;
	const struct node *root;
	const struct rule_field **fields;
	unsigned field_count;
};

struct rule {
	int64_t id, version;
	struct slice name;
	struct indicator *indicators;
	unsigned indicator_count, incriminating, needs;
};

struct rule_set {
	struct arena *arena;
	struct rule *rules;
	unsigned count;
};

/* ---- compiling ---- */

static bool take_indicator(const struct rule_indicator *from, struct arena *a,
			   struct indicator *out)
{
	struct rule_checked checked;
	rule_faults faults = {0};
	out->side = from->side;
	out->expression = arena_copy(a, from->expression);
	struct node *n = rule_parse(out->expression, a, &faults);
	if (!n || !rule_bind(n, a, &checked, &faults))
		return false;
	out->root = n;
	out->fields =
		arena_alloc(a, (checked.fields.count + 1) * sizeof(const struct rule_field *));
	LIST_EACH(const struct rule_facts_used, u, &checked.fields)
	{
		if (out->fields)
			out->fields[out->field_count++] = u->field;
	}
	return out->fields != NULL;
}

/* The same checks as before a rule is stored: what hits by proxies alone never runs. */
static bool take_rule(const struct rule_text *from, struct arena *a, struct rule *out)
{
	rule_faults faults = {0};
	struct err e;
	if (rule_check(from, a, &faults, &e) != RC_OK)
		return false;
	*out = (struct rule){.id = from->id,
			     .version = from->version,
			     .name = arena_copy(a, from->name),
			     .indicator_count = from->indicator_count};
	out->indicators = arena_alloc(a, (from->indicator_count + 1) * sizeof *out->indicators);
	for (unsigned i = 0; out->indicators && i < from->indicator_count; i++) {
		if (!take_indicator(&from->indicators[i], a, &out->indicators[i]))
			return false;
		out->incriminating += from->indicators[i].side == INDICATOR_INCRIMINATES;
	}
	out->needs = from->needs ? from->needs : out->incriminating;
	return out->indicators != NULL;
}

struct rule_set *rule_set_new(const struct rule_text *rules, unsigned count, unsigned *left_out)
{
	struct rule_set *s = calloc(1, sizeof *s);
	unsigned out = 0;
	if (!s)
		return NULL;
	s->arena = arena_new(SET_MEMORY);
	s->rules = s->arena ? arena_alloc(s->arena, (count + (size_t)1) * sizeof *s->rules) : NULL;
	for (unsigned i = 0; s->rules && i < count; i++) {
		if (take_rule(&rules[i], s->arena, &s->rules[s->count]))
			s->count++;
		else
			out++;
	}
	if (!s->rules || arena_failed(s->arena)) {
		rule_set_free(s);
		return NULL;
	}
	if (left_out)
		*left_out = out;
	return s;
}

void rule_set_free(struct rule_set *s)
{
	if (!s)
		return;
	arena_free(s->arena);
	free(s);
}

unsigned rule_set_count(const struct rule_set *s)
{
	return s->count;
}

static const struct rule *find(const struct rule_set *s, int64_t rule_id)
{
	for (unsigned i = 0; i < s->count; i++) {
		if (s->rules[i].id == rule_id)
			return &s->rules[i];
	}
	return NULL;
}

bool rule_set_has(const struct rule_set *s, int64_t rule_id)
{
	return find(s, rule_id) != NULL;
}

/* ---- running ---- */

static bool holds(struct run *r, const struct indicator *i)
{
	struct value v = rule_eval(r, i->root);
	return v.kind == KIND_BOOL && v.b;
}

/* Stops as soon as it is known: most travellers are let go by the first indicator. */
static bool hits(struct run *r, const struct rule *rule)
{
	unsigned holding = 0, left = rule->incriminating;
	for (unsigned i = 0; i < rule->indicator_count && holding < rule->needs; i++) {
		if (rule->indicators[i].side != INDICATOR_INCRIMINATES)
			continue;
		left--;
		holding += holds(r, &rule->indicators[i]);
		if (holding + left < rule->needs)
			return false;
	}
	for (unsigned i = 0; i < rule->indicator_count; i++) {
		if (rule->indicators[i].side == INDICATOR_EXONERATES &&
		    holds(r, &rule->indicators[i]))
			return false;
	}
	return true;
}

static void see(struct run *r, const struct indicator *i, struct rule_finding *out)
{
	struct rule_seen *seen = arena_alloc(r->reading.arena, (i->field_count + 1) * sizeof *seen);
	out->seen = seen;
	for (unsigned k = 0; seen && k < i->field_count; k++) {
		const struct rule_field *f = i->fields[k];
		if (!rule_field_is_root(f)) /* of the items of a list */
			continue;
		struct value v = rule_field_value(r, f);
		seen[out->seen_count++] = (struct rule_seen){f, value_write(&v, r->reading.arena)};
	}
}

static void find_out(struct run *r, const struct indicator *i, struct rule_finding *out)
{
	struct value v = rule_eval(r, i->root);
	*out = (struct rule_finding){.side = i->side, .expression = i->expression};
	out->outcome = v.kind != KIND_BOOL ? RULE_UNKNOWN : v.b ? RULE_HOLDS : RULE_FAILS;
	if (v.kind == KIND_ERROR) {
		out->absent = v.error.absent;
		out->why = v.error.why;
	}
	see(r, i, out);
}

/* All indicators, whatever the first say. */
static bool explain(struct run *r, const struct rule *rule, struct rule_result *out)
{
	struct rule_finding *findings =
		arena_alloc(r->reading.arena, (rule->indicator_count + 1) * sizeof *findings);
	if (!findings)
		return false;
	out->rule_id = rule->id;
	out->version = rule->version;
	out->name = rule->name;
	out->needs = rule->needs;
	out->findings = findings;
	out->finding_count = rule->indicator_count;
	for (unsigned i = 0; i < rule->indicator_count; i++) {
		find_out(r, &rule->indicators[i], &findings[i]);
		bool holding = findings[i].outcome == RULE_HOLDS;
		out->holding += holding && findings[i].side == INDICATOR_INCRIMINATES;
		out->exonerating += holding && findings[i].side == INDICATOR_EXONERATES;
	}
	out->hits = out->holding >= out->needs && out->exonerating == 0;
	return !arena_failed(r->reading.arena);
}

bool rule_set_run(const struct rule_set *s, const struct rule_subject *subject, struct arena *a,
		  rule_results *out)
{
	struct run r;
	if (!run_begin(&r, subject, a))
		return false;
	for (unsigned i = 0; i < s->count; i++) {
		if (!hits(&r, &s->rules[i]))
			continue;
		struct rule_result *result = LIST_ADD(out, a, struct rule_result);
		if (!result || !explain(&r, &s->rules[i], result))
			return false;
	}
	return !arena_failed(a);
}

bool rule_set_explain(const struct rule_set *s, int64_t rule_id, const struct rule_subject *subject,
		      struct arena *a, struct rule_result *out)
{
	const struct rule *rule = find(s, rule_id);
	struct run r;
	*out = (struct rule_result){0};
	return rule && run_begin(&r, subject, a) && explain(&r, rule, out);
}

/* ---- explaining ---- */

struct slice rule_field_text(const struct rule_field *f, const struct rule_subject *subject,
			     struct arena *a)
{
	const struct reading reading = {subject, a};
	assert(rule_field_is_root(f));
	struct value v = f->read(&reading, NULL);
	return v.kind == KIND_STRING ? v.s : value_write(&v, a);
}

static void write_seen(struct json *j, const struct rule_finding *f)
{
	json_key(j, "seen");
	json_array(j);
	for (unsigned i = 0; i < f->seen_count; i++) {
		json_object(j);
		json_put_str(j, "name", f->seen[i].field->name);
		json_put_opt(j, "value", f->seen[i].value);
		json_object_end(j);
	}
	json_array_end(j);
}

void rule_write_findings(struct json *j, const struct rule_result *r)
{
	static const char *const verdicts[] = {"agreed", "differed", "absent"};
	for (unsigned i = 0; i < r->finding_count; i++) {
		const struct rule_finding *f = &r->findings[i];
		json_object(j);
		json_put_str(j, "field", "indicator");
		json_put_i64(j, "number", i + 1);
		json_put_str(j, "side", indicator_side_name(f->side));
		json_put_str(j, "outcome", rule_outcome_name(f->outcome));
		json_put_str(j, "verdict", verdicts[f->outcome]);
		json_put(j, "expression", f->expression);
		json_put_opt(j, "absent", slice_of(f->absent ? f->absent->name : NULL));
		json_put_opt(j, "why", slice_of(f->why));
		write_seen(j, f);
		json_object_end(j);
	}
}
