/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"
#include "api/operator.h"
#include "cli/commands.h"

#include <limits.h>
#include <stdio.h>

/* Serves the unit at sockets that only this user can open, for one call. */
static enum rc call_here(const char *folder, struct unit *u, const char *method, const char *path,
			 struct slice body, struct err *e)
{
	char listen[PATH_MAX + 32], operator_socket[PATH_MAX + 32];
	struct api *api = NULL;
	snprintf(listen, sizeof listen, "unix:%s/call.sock", folder);
	snprintf(operator_socket, sizeof operator_socket, "unix:%s/piu.sock", folder);
	const struct api_options options = {.listen = listen, .operator_socket = operator_socket};
	enum rc rc = api_start(u, &options, &api, e);
	if (rc == RC_OK)
		rc = operator_call(folder, method, path, body, e);
	api_stop(api);
	return rc;
}

bool call_unit(const struct common *common, const char *method, const char *path, struct slice body)
{
	struct err e;
	struct unit *u;
	const char *folder = options_data(common);
	enum rc rc;
	if (operator_is_served(folder)) {
		rc = operator_call(folder, method, path, body, &e);
	} else {
		if (!open_unit(common, UNIT_SERVE, &u))
			return false;
		rc = call_here(folder, u, method, path, body, &e);
		unit_close(u);
	}
	if (rc != RC_OK)
		say_failure(&e);
	return rc == RC_OK;
}
