/* SPDX-License-Identifier: Apache-2.0
 *
 * api/api.h - the unit over HTTP: the interface of docs/api.md, its OpenAPI
 * description, live changes, and the web application's files.
 *
 * One server runs in threads of its own from api_start to api_stop. Every
 * answer that holds personal data comes from review/, which asks protect/
 * first; this room translates and decides nothing.
 */
#ifndef API_API_H
#define API_API_H

#include "base/err.h"
#include "base/slice.h"

struct api;
struct unit;

#define API_MESSAGE_MAX_DEFAULT ((size_t)64 << 20) /* bytes of one POST /messages */

struct api_options {
	/* "127.0.0.1:8080", "[::1]:0" (0: a free port) or "unix:/run/piu/http.sock". */
	const char *listen;
	/* Permit an address that other machines reach. There must be a TLS edge in front
	 * (docs/deploy-nginx.md); without this such an address is refused. */
	bool any_address;
	/* The unit stands behind a TLS edge: cookies are Secure, and the caller's address
	 * is what the edge says in X-Real-IP. */
	bool behind_edge;
	/* One-time code that lets the first visitor make the administrator; NULL: nobody
	 * can through this interface. Compared without blanks and hyphens, whatever the case. */
	const char *setup_code;
	/* A second socket ("unix:PATH", made with mode 0600): who can open it is the
	 * operator and acts as the system, without session or key, on POST /messages and
	 * POST /watchlists/NAME/import. NULL: none. */
	const char *operator_socket;
	/* Where a machine that watches asks for metrics and health: loopback or "unix:PATH". It
	 * is asked no key, and told of no person. NULL: nowhere. */
	const char *monitor;
	size_t message_max;    /* 0 = API_MESSAGE_MAX_DEFAULT; at most INGEST_INPUT_MAX */
	unsigned stop_seconds; /* for requests in flight when stopping; 0 = 10 */
};

/* Starts to serve `u`, which must be open for UNIT_SERVE and stay open until
 * api_stop; takes its listener (unit_listen). Texts of `o` are copied. RC_INVALID
 * "bad-address", "address-not-loopback"; RC_CONFLICT "address-in-use"; RC_IO, RC_NOMEM. */
enum rc api_start(struct unit *u, const struct api_options *o, struct api **out,
		  struct err *e) MUST_CHECK;

/* Where it listens: "http://127.0.0.1:43211" or "unix:PATH"; lives until api_stop. */
const char *api_address(const struct api *api);
/* The same of the monitor; NULL where there is none. */
const char *api_monitor_address(const struct api *api);

/* Another `message_max`, from the next request on. Any thread. */
void api_set_message_max(struct api *api, size_t bytes);
/* How long api_stop waits. */
void api_set_stop_seconds(struct api *api, unsigned seconds);

/* Is not ready from now on, takes no new requests, lets those in flight finish (those that do not get on are
 * cut off after stop_seconds), ends live streams, frees. NULL is fine. */
void api_stop(struct api *api);

/* The OpenAPI 3.1 document, JSON. */
struct slice api_description(void);

#endif
