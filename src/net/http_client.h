/* SPDX-License-Identifier: Apache-2.0
 *
 * net/http_client.h - one request to a program on this machine, over its Unix
 * socket (libcurl).
 */
#ifndef NET_HTTP_CLIENT_H
#define NET_HTTP_CLIENT_H

#include "base/buf.h"

struct http_ask {
	const char *method; /* "POST", "PATCH", "DELETE", "PUT" */
	const char *path;   /* "/api/v1/messages?x=1" */
	const char *type;   /* of the body; NULL: there is no body */
	struct slice body;
};

/* Asks at the socket. RC_OK with any HTTP status; the answer's body is in `answer`
 * (RC_LIMIT beyond its limit). RC_NOT_FOUND: nobody listens there; RC_IO. */
enum rc http_ask_unix(const char *socket, const struct http_ask *ask, struct buf *answer,
		      unsigned *status, struct err *e) MUST_CHECK;

/* `s` percent-encoded for a path segment or a query value (RFC 3986), added to `out`. */
void http_escape(struct slice s, struct buf *out);

#endif
