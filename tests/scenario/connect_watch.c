/* SPDX-License-Identifier: Apache-2.0
 *
 * Loaded into the program under test: writes the family of every address that it connects to
 * to the file that CONNECT_WATCH names, and goes on (collection_test.py, R-010).
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void note(const char *call, const struct sockaddr *to)
{
	char line[64];
	const char *path = getenv("CONNECT_WATCH");
	int fd = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
	if (fd < 0)
		return;
	int n = snprintf(line, sizeof line, "%s %d\n", call, to ? (int)to->sa_family : -1);
	if (write(fd, line, (size_t)n) != n)
		abort();
	close(fd);
}

int connect(int fd, const struct sockaddr *to, socklen_t n)
{
	int (*real)(int, const struct sockaddr *, socklen_t);
	*(void **)&real = dlsym(RTLD_NEXT, "connect");
	note("connect", to);
	return real(fd, to, n);
}

ssize_t sendto(int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to,
	       socklen_t to_n)
{
	ssize_t (*real)(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
	*(void **)&real = dlsym(RTLD_NEXT, "sendto");
	if (to)
		note("sendto", to);
	return real(fd, bytes, n, flags, to, to_n);
}
