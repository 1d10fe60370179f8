/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/serve_settings.h - what `piu serve` may be told, and reading it again while it
 * serves (SIGHUP). Private to cli/.
 */
#ifndef CLI_SERVE_SETTINGS_H
#define CLI_SERVE_SETTINGS_H

#include "cli/options.h"

#include <stdint.h>

struct serve_settings {
	struct common common;
	const char *listen, *monitor;
	bool behind_edge, any_address;
	uint64_t message_megabytes, parts_wait_minutes, stop_seconds; /* can change while serving */
};

/* As options_read, and that numbers are numbers; leaves `argv` as it is. */
bool serve_settings_read(const struct command *c, int argc, char *const *argv,
			 struct serve_settings *out, int *status);

/* Takes over into `now` what can change while serving, and logs each value that changed:
 * "setting-changed", or "setting-needs-restart" for the others. Gives how many changed. */
unsigned serve_settings_change(struct serve_settings *now, const struct serve_settings *next);

#endif
