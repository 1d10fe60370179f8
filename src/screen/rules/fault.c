/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/rules/node.h"

void fault_add(rule_faults *faults, struct arena *a, const struct node *at, const char *code,
	       struct slice wrong, struct slice expected)
{
	struct rule_fault *f =
		faults->count < RULE_FAULTS_MAX ? LIST_ADD(faults, a, struct rule_fault) : NULL;
	if (!f)
		return;
	f->line = at ? at->line : 0;
	f->column = at ? at->column : 0;
	f->code = code;
	f->wrong = wrong;
	f->expected = expected;
}
