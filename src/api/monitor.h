/* SPDX-License-Identifier: Apache-2.0
 *
 * api/monitor.h - what a machine that watches the unit asks: GET /metrics (Prometheus'
 * text format, 0.0.4), /health/live, /health/ready. At an address of its own, which only
 * this machine reaches: no key is needed, so no number tells of a person, a carrier or a
 * user. Private to api/.
 */
#ifndef API_MONITOR_H
#define API_MONITOR_H

#include "api/api_parts.h"

struct monitor;

/* `listen`: loopback or "unix:PATH". As api_start. */
enum rc monitor_start(struct api *api, const char *listen, struct monitor **out,
		      struct err *e) MUST_CHECK;
const char *monitor_address(const struct monitor *m);
/* From now on the unit is not ready. NULL is fine, here and below. */
void monitor_stopping(struct monitor *m);
void monitor_stop(struct monitor *m);

#endif
