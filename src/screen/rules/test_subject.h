/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/rules/test_subject.h - an invented traveller for the tests of rules.
 */
#ifndef SCREEN_RULES_TEST_SUBJECT_H
#define SCREEN_RULES_TEST_SUBJECT_H

#include "screen/rules/node.h"

/* Z9 418 from NBO to LIS on 2026-03-11; ROE, RICHARD, 34 years, from NBO by LIS to OPO and back
 * to NBO, booked the day before, paid in cash, two bags. Memory of `a`. */
struct rule_subject *test_subject(struct arena *a);

/* What an expression is of the subject: "true", "false", "unknown: WHY" or "fault: CODE". */
const char *test_outcome(const char *expression, const struct rule_subject *subject,
			 struct arena *a);

#endif
