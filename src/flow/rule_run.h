/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/rule_run.h - a dry run: a rule over the travellers that are held, before it is in force
 * and whom it would hit more often than others. Nothing is written.
 *
 * Only travellers in the clear are read: nothing that is sealed, no flight of which something
 * should be sealed by now, and nobody whose data are restricted. The result is
 * a function of the rule and of what is held, whatever the order in which it came.
 */
#ifndef FLOW_RULE_RUN_H
#define FLOW_RULE_RUN_H

#include "base/buf.h"
#include "model/list.h"
#include "screen/rules/rule.h"

struct unit;

#define RULE_RUN_TRAVELLERS_MAX 200000 /* the flights that leave last come first */
#define RULE_RUN_IDS_MAX 100
#define RULE_RUN_FEW 30 /* a group of fewer travellers tells little */

/* One group of travellers beside all others. */
struct rule_share {
	struct slice group;       /* "UTO", "F", "18-29", "NBO-LIS"; "not-known" */
	int64_t travellers, hits; /* of the group */
	/* How often the group is hit, to how often all others are, in thousandths: 2000 is twice as
	 * often. -1: nobody else is hit, or there is nobody else. */
	int64_t ratio_permille;
	bool few; /* fewer than RULE_RUN_FEW travellers */
	struct rule_share *next;
};

enum rule_dimension { BY_NATIONALITY, BY_SEX, BY_AGE, BY_ROUTE, RULE_DIMENSIONS };
typedef LIST(struct rule_share) rule_shares; /* by group, in byte order */

struct rule_run {
	int64_t flights, travellers, hits; /* those that were read */
	bool cut;                          /* more is held than RULE_RUN_TRAVELLERS_MAX */
	rule_shares shares[RULE_DIMENSIONS];
	int64_t ids[RULE_RUN_IDS_MAX]; /* of the first travellers hit, by flight and key */
	unsigned id_count;
};

/* Memory of `a`. RC_INVALID with faults where the rule can not be understood; RC_NOMEM, RC_IO,
 * RC_CORRUPT. */
enum rc rule_dry_run(struct unit *u, const struct rule_text *rule, struct arena *a,
		     struct rule_run *out, rule_faults *faults, struct err *e) MUST_CHECK;

/* The figures as one JSON object, without ids: {"flights", "travellers", "hits", "cut",
 * "shares":{"nationality":[{"group","travellers","hits","ratio","few"}], "sex", "age",
 * "route"}}; "ratio" is absent where there is none. */
void rule_run_write(const struct rule_run *r, struct json *j);

const char *rule_dimension_name(enum rule_dimension d); /* nationality sex age route */

#endif
