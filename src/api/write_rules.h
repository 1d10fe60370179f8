/* SPDX-License-Identifier: Apache-2.0
 *
 * api/write_rules.h - criteria as JSON objects (docs/api.md). Private to api/.
 */
#ifndef API_WRITE_RULES_H
#define API_WRITE_RULES_H

#include "api/write.h"
#include "review/rules.h"

/* Each writes one object. */
void write_rule(struct json *j, const struct rule_view *r);
void write_rule_version(struct json *j, const struct rule_version_view *v);
void write_rule_event(struct json *j, const struct rule_event_view *v);
void write_rule_run(struct json *j, const struct rule_run_view *v);
void write_rule_fault(struct json *j, const struct rule_fault_view *f);

#endif
