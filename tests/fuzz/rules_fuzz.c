/* SPDX-License-Identifier: Apache-2.0
 *
 * Expressions of rules: whatever the bytes, checking ends with a rule or with faults that say
 * what and where; what is printed reads as the same; what runs ends, and twice alike.
 */
#include "check.h"
#include "fuzz.h"

#include "screen/rules/rule.h"

#define MEMORY ((size_t)64 << 20)

static void check_faults(const rule_faults *faults)
{
	expect(faults->count > 0 && faults->count <= RULE_FAULTS_MAX, "what is refused has faults");
	LIST_EACH(const struct rule_fault, f, faults)
	{
		expect(f->code[0] != 0 && f->wrong.n > 0, "a fault says what is wrong");
		expect((f->line == 0) == (f->column == 0), "a place has a line and a column");
	}
}

static void check_printed(struct slice printed, unsigned cost, struct arena *a)
{
	struct rule_checked again;
	rule_faults faults = {0};
	struct err e;
	if (printed.n > RULE_EXPRESSION_MAX)
		return;
	expect(rule_expression_check(printed, a, &again, &faults, &e) == RC_OK,
	       "what is printed can be read");
	expect(slice_eq(printed, again.printed) && again.cost == cost,
	       "what is printed reads as the same");
}

/* A traveller of whom little is known. */
static bool run(const struct rule_set *s, struct arena *a, rule_results *out)
{
	static const struct leg leg = {
		.from = {"NBO", 3}, .to = {"LIS", 3}, .departs = {{2026, 3, 11}, 5, 55}};
	static const struct flight flight = {.carrier = {"Z9", 2}};
	static const struct traveller traveller = {.bag_count = 2, .bag_weight_tenths = -1};
	const struct rule_subject subject = {.flight = &flight, .border = &leg, .pnr = &traveller};
	return rule_set_run(s, &subject, a, out);
}

static void check_run(struct slice expression, struct arena *a)
{
	const struct rule_indicator against = {.expression = expression};
	const struct rule_text rule = {.id = 1, .indicators = &against, .indicator_count = 1};
	struct rule_set *s = rule_set_new(&rule, 1, NULL);
	rule_results once = {0}, twice = {0};
	expect(s != NULL, "there is memory");
	expect(run(s, a, &once) && run(s, a, &twice), "a rule runs within its memory");
	expect(once.count == twice.count, "the same input gives the same output");
	rule_set_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct slice text = {(const char *)data, size};
	struct arena *a = arena_new(MEMORY);
	struct rule_checked checked;
	rule_faults faults = {0};
	struct err e;
	expect(a != NULL, "there is memory");
	if (rule_expression_check(text, a, &checked, &faults, &e) == RC_OK) {
		expect(checked.cost <= RULE_COST_MAX && checked.fields.count > 0, "limits hold");
		check_printed(checked.printed, checked.cost, a);
		check_run(text, a);
	} else {
		check_faults(&faults);
	}
	arena_free(a);
	return 0;
}
