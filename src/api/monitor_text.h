/* SPDX-License-Identifier: Apache-2.0
 *
 * api/monitor_text.h - the numbers of a unit in Prometheus' text format. Private to api/.
 */
#ifndef API_MONITOR_TEXT_H
#define API_MONITOR_TEXT_H

#include "api/api_parts.h"

/* Adds all families. RC_IO, RC_CORRUPT: the unit can not be asked. */
enum rc monitor_text(struct api *api, struct buf *out, struct err *e) MUST_CHECK;

#endif
