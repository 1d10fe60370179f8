/* SPDX-License-Identifier: Apache-2.0 */
#include "api/operator.h"

#include "api/operator_answer.h"
#include "net/http_client.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define ANSWER_MAX ((size_t)256 << 20)
#define PATH_TEXT_MAX ((size_t)8000)

static bool socket_path(const char *folder, char out[PATH_MAX])
{
	int n = snprintf(out, PATH_MAX, "%s/piu.sock", folder);
	return n > 0 && n < PATH_MAX;
}

bool operator_is_served(const char *folder)
{
	char path[PATH_MAX];
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (!socket_path(folder, path) || strlen(path) >= sizeof address.sun_path)
		return false;
	memcpy(address.sun_path, path, strlen(path) + 1);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return false;
	bool served = connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
	close(fd);
	return served;
}

static enum rc ask_unit(const char *folder, const struct http_ask *ask, struct buf *answer,
			unsigned *status, struct err *e)
{
	char socket[PATH_MAX];
	buf_init(answer, ANSWER_MAX);
	if (!socket_path(folder, socket))
		return err_set(e, RC_INVALID, "the path of the data folder is too long");
	return http_ask_unix(socket, ask, answer, status, e);
}

static enum rc post(const char *folder, const char *path, struct slice body, struct buf *answer,
		    unsigned *status, struct err *e)
{
	const struct http_ask ask = {"POST", path, "application/octet-stream", body};
	return ask_unit(folder, &ask, answer, status, e);
}

enum rc operator_call(const char *folder, const char *method, const char *path, struct slice body,
		      struct err *e)
{
	struct buf answer;
	unsigned status = 0;
	const struct http_ask ask = {method, path, body.p ? "application/json" : NULL, body};
	enum rc rc = ask_unit(folder, &ask, &answer, &status, e);
	if (rc == RC_OK)
		rc = operator_answer_any(buf_slice(&answer), status, e);
	buf_release(&answer);
	return rc;
}

enum rc operator_ingest(const char *folder, struct slice bytes, struct operator_counts *out,
			struct err *e)
{
	struct buf answer;
	unsigned status = 0;
	enum rc rc = post(folder, "/api/v1/messages", bytes, &answer, &status, e);
	if (rc == RC_OK)
		rc = operator_answer_ingest(buf_slice(&answer), status, out, e);
	buf_release(&answer);
	return rc;
}

enum rc operator_note_copy(const char *folder, struct err *e)
{
	struct buf answer;
	unsigned status = 0;
	enum rc rc = post(folder, "/api/v1/copies", SLICE(""), &answer, &status, e);
	if (rc == RC_OK)
		rc = operator_answer_done(buf_slice(&answer), status, e);
	buf_release(&answer);
	return rc;
}

static void add_parameter(struct buf *path, const char *name, struct slice value)
{
	if (!slice_present(value))
		return;
	buf_printf(path, "&%s=", name);
	http_escape(value, path);
}

static void import_path(const struct operator_import *ask, struct buf *path)
{
	buf_text(path, "/api/v1/watchlists/");
	http_escape(ask->list, path);
	buf_printf(path, "/import?preview=%s", ask->preview ? "true" : "false");
	add_parameter(path, "kind", slice_of(ask->kind));
	add_parameter(path, "severity", slice_of(ask->severity));
	add_parameter(path, "format", slice_of(ask->format));
	add_parameter(path, "source", ask->source);
	add_parameter(path, "file", ask->file_name);
	for (size_t i = 0; i < sizeof ask->more / sizeof *ask->more && ask->more[i].name; i++)
		add_parameter(path, ask->more[i].name, ask->more[i].value);
	buf_char(path, '\0');
}

enum rc operator_import(const char *folder, const struct operator_import *ask,
			struct operator_imported *out, struct err *e)
{
	struct buf path, answer;
	unsigned status = 0;
	buf_init(&path, PATH_TEXT_MAX);
	import_path(ask, &path);
	if (buf_failed(&path)) {
		buf_release(&path);
		return err_set(e, RC_INVALID, "the name of the list is too long");
	}
	enum rc rc = post(folder, path.p, ask->bytes, &answer, &status, e);
	if (rc == RC_OK)
		rc = operator_answer_import(buf_slice(&answer), status, out, e);
	buf_release(&path);
	buf_release(&answer);
	return rc;
}
