/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/rules/node.h"

#define PRINTED_MAX ((size_t)16 << 10)

const char *indicator_side_name(enum indicator_side s)
{
	static const char *const names[] = {"incriminating", "exonerating"};
	return names[s];
}

const char *rule_outcome_name(enum rule_outcome o)
{
	static const char *const names[] = {"holds", "fails", "unknown"};
	return names[o];
}

/* ---- resting on what may stand for a protected ground alone (R-051) ---- */

/* Whether a field that is no proxy has a say. Of items only what is asked of them counts, not
 * the list that they stand in. */
static bool names_other(const struct node *n)
{
	bool other = false;
	if (n->field)
		return !n->field->proxy;
	bool of_items = n->kind == NODE_MACRO && n->args[0]->field;
	for (unsigned i = of_items; !other && i < n->arg_count; i++)
		other = names_other(n->args[i]);
	return other;
}

static bool both(const struct node *n, bool truth)
{
	return rule_by_proxies(n->args[0], truth) && rule_by_proxies(n->args[1], truth);
}

static bool either(const struct node *n, bool truth)
{
	return rule_by_proxies(n->args[0], truth) || rule_by_proxies(n->args[1], truth);
}

/* x ? y : z is (x && y) || (!x && z). */
static bool choice(const struct node *n, bool truth)
{
	return (rule_by_proxies(n->args[0], true) && rule_by_proxies(n->args[1], truth)) ||
	       (rule_by_proxies(n->args[0], false) && rule_by_proxies(n->args[2], truth));
}

bool rule_by_proxies(const struct node *n, bool truth)
{
	if (n->kind == NODE_AND)
		return truth ? both(n, true) : either(n, false);
	if (n->kind == NODE_OR)
		return truth ? either(n, true) : both(n, false);
	if (n->kind == NODE_NOT)
		return rule_by_proxies(n->args[0], !truth);
	if (n->kind == NODE_CHOICE)
		return choice(n, truth);
	if (n->constant)
		return n->literal.b == truth;
	return !names_other(n);
}

/* ---- checking ---- */

static struct slice printed(const struct node *n, struct arena *a)
{
	struct buf out;
	buf_init(&out, PRINTED_MAX);
	rule_print(n, &out);
	struct slice copy = buf_failed(&out) ? (struct slice){0} : arena_copy(a, buf_slice(&out));
	buf_release(&out);
	return copy;
}

static enum rc outcome(bool good, struct arena *a, struct err *e)
{
	if (arena_failed(a))
		return err_set(e, RC_NOMEM, "no memory to check a rule");
	return good ? RC_OK
		    : err_refuse(e, RC_INVALID, "rule-faults", "R-050",
				 "the rule can not be understood; its faults say where and why");
}

/* NULL with faults. */
static struct node *compile(struct slice expression, struct arena *a, struct rule_checked *out,
			    rule_faults *faults)
{
	struct node *n = rule_parse(expression, a, faults);
	return n && rule_bind(n, a, out, faults) ? n : NULL;
}

enum rc rule_expression_check(struct slice expression, struct arena *a, struct rule_checked *out,
			      rule_faults *faults, struct err *e)
{
	*out = (struct rule_checked){0};
	const struct node *n = compile(expression, a, out, faults);
	if (n) {
		out->printed = printed(n, a);
		out->proxies_alone = rule_by_proxies(n, true);
	}
	return outcome(n != NULL, a, e);
}

static void rule_wrong(rule_faults *faults, struct arena *a, const char *code, const char *rule,
		       const char *wrong, const char *expected)
{
	fault_add(faults, a, NULL, code, slice_of(wrong), slice_of(expected));
	if (faults->last)
		faults->last->rule = rule;
}

/* What the indicators together must be, once each is understood. */
static void check_form(const struct rule_text *rule, unsigned incriminating, unsigned by_proxies,
		       struct arena *a, rule_faults *faults)
{
	unsigned needs = rule->needs ? rule->needs : incriminating;
	if (incriminating == 0)
		rule_wrong(faults, a, "no-indicator", "R-052",
			   "no indicator speaks against anybody",
			   "at least one incriminating indicator");
	else if (needs > incriminating)
		rule_wrong(faults, a, "needs-too-many", "R-050",
			   "more indicators must hold than there are",
			   "at most as many as there are incriminating ones");
	else if (by_proxies >= needs)
		rule_wrong(
			faults, a, "proxies-alone", "R-051",
			"the rule can hit by nationality, sex, age or what stands for them alone",
			"an indicator of what the traveller does, which must hold as well");
}

static bool check_indicators(const struct rule_text *rule, struct arena *a, rule_faults *faults,
			     unsigned *incriminating, unsigned *by_proxies)
{
	bool good = true;
	for (unsigned i = 0; i < rule->indicator_count; i++) {
		const struct rule_indicator *x = &rule->indicators[i];
		struct rule_checked checked;
		rule_faults own = {0};
		const struct node *n = compile(x->expression, a, &checked, &own);
		good = good && n;
		*incriminating += x->side == INDICATOR_INCRIMINATES;
		*by_proxies += x->side == INDICATOR_INCRIMINATES && n && rule_by_proxies(n, true);
		LIST_EACH(const struct rule_fault, f, &own)
		{
			struct rule_fault *kept = LIST_ADD(faults, a, struct rule_fault);
			if (!kept)
				return false;
			*kept = *f;
			kept->next = NULL;
			kept->indicator = i + 1;
		}
	}
	return good;
}

enum rc rule_check(const struct rule_text *rule, struct arena *a, rule_faults *faults,
		   struct err *e)
{
	unsigned incriminating = 0, by_proxies = 0;
	if (rule->indicator_count > RULE_INDICATORS_MAX)
		rule_wrong(faults, a, "too-many-indicators", "R-050",
			   "the rule has more than 32 indicators", "a rule that is specific");
	else if (check_indicators(rule, a, faults, &incriminating, &by_proxies))
		check_form(rule, incriminating, by_proxies, a, faults);
	return outcome(faults->count == 0, a, e);
}
