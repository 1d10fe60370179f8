/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/demo_rules.h - criteria of the demonstration State: one in force, one that waits for a
 * second person, one draft. Private to cli/.
 */
#ifndef CLI_DEMO_RULES_H
#define CLI_DEMO_RULES_H

#include "base/err.h"

struct unit;

/* Writes them in the name of the demonstration's targeter, and accepts the first in the name
 * of its supervisor, on the figures of a dry run over what is held. */
enum rc demo_rules(struct unit *u, struct err *e) MUST_CHECK;

#endif
