/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/rule_figures.h - counting who is hit, group by group. Private to flow/.
 */
#ifndef FLOW_RULE_FIGURES_H
#define FLOW_RULE_FIGURES_H

#include "base/map.h"
#include "flow/rule_run.h"

struct figures {
	struct arena *arena;
	struct rule_run *out;
	struct map groups[RULE_DIMENSIONS]; /* to struct rule_share */
};

void figures_begin(struct figures *f, struct rule_run *out, struct arena *a);
/* One traveller; `work` may be reset afterwards. */
void figures_add(struct figures *f, const struct rule_subject *subject, bool hit,
		 struct arena *work);
/* Sorts the groups and compares each with all others. */
void figures_end(struct figures *f);

#endif
