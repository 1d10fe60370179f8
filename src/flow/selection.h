/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/selection.h - which flights the unit may take in. Private to flow/.
 */
#ifndef FLOW_SELECTION_H
#define FLOW_SELECTION_H

#include "flow/unit.h"
#include "model/message.h"

/* Whether the message is about a flight that the law in force does not take in today. What
 * names no flight is not. */
bool flight_outside(struct unit *u, const struct message *m);

#endif
