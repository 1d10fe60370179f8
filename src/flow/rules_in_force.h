/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/rules_in_force.h - the rules in force, compiled once and shared by count until they
 * change; and travellers of the truth as rules see them. Private to flow/.
 */
#ifndef FLOW_RULES_IN_FORCE_H
#define FLOW_RULES_IN_FORCE_H

#include "flow/truth.h"
#include "flow/unit_parts.h"
#include "screen/rules/rule.h"
#include "store/rule.h"
#include "store/travel.h"

struct rules_ref {
	struct arena *arena;
	struct active_rules active;
	struct rule_set *set;
	struct date day;
	unsigned users; /* guarded by the holder's lock; the holder itself counts as one */
};

/* Borrows the rules in force on the unit's day, as `db` sees them, until rules_done: one
 * compiled set for all of a transaction, exchanged as a whole. A rule that this program can not
 * understand is not run, and logged. */
enum rc rules_use(struct unit *u, struct db *db, struct rules_ref **out, struct err *e) MUST_CHECK;
void rules_done(struct unit *u, struct rules_ref *ref); /* NULL is fine */

/* A rule as it is kept, as the engine takes it. Memory of `a`; false: none left. */
bool rule_text_of(const struct active_rule *r, struct arena *a, struct rule_text *out);

/* Rows and truth as rules see them; false where the flight is not known. */
bool rule_subject_of(const struct truth *truth, const struct flight_row *flight,
		     const struct truth_traveller *t, struct rule_subject *out);

#endif
