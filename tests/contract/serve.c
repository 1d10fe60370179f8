/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/contract/serve.c - a real unit, served as the program serves it, with a
 * clock that the test owns: serve FOLDER SETUP-CODE INSTANT [edge]
 *
 * Makes the unit if there is none, prints its address and the monitor's, and serves until its
 * standard input ends. With "edge" as if behind a TLS edge.
 */
#include "api/api.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "flow/unit.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct unit_plan plan = {
	.name = "Utopia Passenger Information Unit",
	.state = "Utopia",
	.country = "UTO",
	.airports = "LIS OPO FAO",
	.profile = "eu-strict",
	.legal_basis = "Utopia Act on Passenger Data, article 1 (fictitious)",
	.fictitious = true,
};

static int failed(const struct err *e)
{
	fprintf(stderr, "serve: %s\n", e->text);
	return EXIT_FAILURE;
}

static int serve(struct unit *u, const struct api_options *o, struct err *e)
{
	struct api *api = NULL;
	char c;
	if (api_start(u, o, &api, e) != RC_OK)
		return failed(e);
	printf("%s\n%s\n", api_address(api), api_monitor_address(api));
	fflush(stdout);
	while (read(STDIN_FILENO, &c, 1) > 0)
		;
	api_stop(api);
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct err e = {0};
	struct clock clock = {0};
	struct unit *u = NULL;
	char socket[PATH_MAX];
	if (argc < 4 || !instant_parse(slice_of(argv[3]), &clock.fixed_at))
		return 2;
	crypto_start();
	signal(SIGPIPE, SIG_IGN);
	if (unit_create(argv[1], &plan, &e) != RC_OK && strcmp(e.code, "unit-exists") != 0)
		return failed(&e);
	if (unit_open(argv[1], UNIT_SERVE, &clock, &u, &e) != RC_OK)
		return failed(&e);
	snprintf(socket, sizeof socket, "unix:%s/operator.sock", argv[1]);
	struct api_options o = {.listen = "127.0.0.1:0",
				.setup_code = argv[2],
				.behind_edge = argc > 4 && strcmp(argv[4], "edge") == 0,
				.operator_socket = socket,
				.monitor = "127.0.0.1:0",
				.message_max = (size_t)1 << 20};
	int status = serve(u, &o, &e);
	unit_close(u);
	return status;
}
