/* SPDX-License-Identifier: Apache-2.0 */
#include "net/http_parts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 256

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un un;
};

static enum rc bad_address(struct err *e, const char *listen)
{
	return err_refuse(e, RC_INVALID, "bad-address", NULL,
			  "cannot listen on \"%s\": give an address and port such as "
			  "127.0.0.1:8080 or [::1]:8080, or unix:PATH",
			  listen);
}

/* "127.0.0.1:80", "[::1]:80", "localhost:80" into host and port. */
static bool split_address(const char *text, char *host, size_t room, uint16_t *port)
{
	struct slice s = slice_of(text);
	uint64_t number;
	size_t colon = s.n;
	while (colon > 0 && s.p[colon - 1] != ':')
		colon--;
	if (colon == 0)
		return false;
	struct slice name = slice_range(s, 0, colon - 1);
	if (!slice_u64(slice_range(s, colon, s.n), &number) || number > UINT16_MAX)
		return false;
	if (slice_starts(name, "[") && slice_ends(name, "]"))
		name = slice_range(name, 1, name.n - 1);
	if (name.n == 0 || name.n >= room)
		return false;
	memcpy(host, name.p, name.n);
	host[name.n] = '\0';
	*port = (uint16_t)number;
	return true;
}

static enum rc parse_inet(const char *listen, union address *out, socklen_t *n, bool *loopback,
			  struct err *e)
{
	char host[64];
	uint16_t port;
	memset(out, 0, sizeof *out);
	if (!split_address(listen, host, sizeof host, &port))
		return bad_address(e, listen);
	const char *numeric = strcmp(host, "localhost") == 0 ? "127.0.0.1" : host;
	if (inet_pton(AF_INET, numeric, &out->v4.sin_addr) == 1) {
		out->v4.sin_family = AF_INET;
		out->v4.sin_port = htons(port);
		*n = sizeof out->v4;
		*loopback = (ntohl(out->v4.sin_addr.s_addr) >> 24) == 127;
		return RC_OK;
	}
	if (inet_pton(AF_INET6, numeric, &out->v6.sin6_addr) == 1) {
		out->v6.sin6_family = AF_INET6;
		out->v6.sin6_port = htons(port);
		*n = sizeof out->v6;
		*loopback = IN6_IS_ADDR_LOOPBACK(&out->v6.sin6_addr);
		return RC_OK;
	}
	return bad_address(e, listen);
}

static enum rc bind_failed(struct http_server *s, int fd, struct err *e)
{
	int problem = errno;
	if (fd >= 0)
		close(fd);
	if (problem == EADDRINUSE)
		return err_refuse(
			e, RC_CONFLICT, "address-in-use", NULL,
			"another program listens on %s already: stop it, or choose another "
			"address with --listen",
			s->plan.listen);
	return err_set(e, RC_IO, "cannot listen on %s: %s", s->plan.listen, strerror(problem));
}

static enum rc listen_inet(struct http_server *s, struct err *e)
{
	union address at;
	socklen_t n;
	bool loopback = false;
	enum rc rc = parse_inet(s->plan.listen, &at, &n, &loopback, e);
	if (rc != RC_OK)
		return rc;
	if (!loopback && !s->plan.any_address)
		return err_refuse(
			e, RC_INVALID, "address-not-loopback", NULL,
			"%s can be reached by other machines: put a TLS edge in front and "
			"listen on 127.0.0.1 or a Unix socket, or permit this explicitly",
			s->plan.listen);
	int on = 1;
	int fd = socket(at.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
	    bind(fd, &at.any, n) != 0 || listen(fd, BACKLOG) != 0 ||
	    getsockname(fd, &at.any, &n) != 0)
		return bind_failed(s, fd, e);
	char host[INET6_ADDRSTRLEN];
	bool v6 = at.any.sa_family == AF_INET6;
	inet_ntop(at.any.sa_family, v6 ? (void *)&at.v6.sin6_addr : (void *)&at.v4.sin_addr, host,
		  sizeof host);
	snprintf(s->address, sizeof s->address, v6 ? "http://[%s]:%u" : "http://%s:%u", host,
		 (unsigned)ntohs(v6 ? at.v6.sin6_port : at.v4.sin_port));
	s->listen_fd = fd;
	return RC_OK;
}

/* Removes a socket that nobody serves any more; a file of another kind is left alone. */
static void remove_left_over(const struct sockaddr_un *at)
{
	struct stat st;
	if (lstat(at->sun_path, &st) != 0 || !S_ISSOCK(st.st_mode))
		return;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	if (connect(fd, (const struct sockaddr *)at, sizeof *at) != 0 && errno == ECONNREFUSED)
		unlink(at->sun_path);
	close(fd);
}

static enum rc listen_unix(struct http_server *s, const char *path, struct err *e)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	if (path[0] == '\0' || strlen(path) >= sizeof at.sun_path ||
	    strlen(path) >= sizeof s->socket_path)
		return bad_address(e, s->plan.listen);
	snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
	remove_left_over(&at);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	/* The mode is set before listen(): nobody can connect earlier. */
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0)
		return bind_failed(s, fd, e);
	if (chmod(path, 0600) != 0 || listen(fd, BACKLOG) != 0) {
		enum rc rc = bind_failed(s, fd, e);
		unlink(path);
		return rc;
	}
	snprintf(s->socket_path, sizeof s->socket_path, "%s", path);
	snprintf(s->address, sizeof s->address, "unix:%s", path);
	s->listen_fd = fd;
	return RC_OK;
}

enum rc http_listen(struct http_server *s, struct err *e)
{
	if (strncmp(s->plan.listen, "unix:", 5) == 0)
		return listen_unix(s, s->plan.listen + 5, e);
	return listen_inet(s, e);
}
