/* SPDX-License-Identifier: Apache-2.0 */
#include "api/operator.h"

#include "api/json_library.h"
#include "net/http_client.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define ANSWER_MAX ((size_t)256 << 20)
#define PATH_TEXT_MAX ((size_t)2000)

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

static enum rc rc_of(unsigned status)
{
	switch (status) {
	case 413:
		return RC_LIMIT;
	case 403:
		return RC_DENIED;
	case 409:
		return RC_CONFLICT;
	case 500:
	case 503:
		return RC_IO;
	default:
		return RC_INVALID;
	}
}

static const char *text_of(const json_t *object, const char *key, const char *otherwise)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : otherwise;
}

/* The problem of an answer (RFC 9457) as a failure. */
static enum rc problem(const json_t *answer, unsigned status, struct err *e)
{
	const char *rule = json_string_value(json_object_get(answer, "rule"));
	return err_refuse(e, rc_of(status), text_of(answer, "code", "refused"), rule, "%s",
			  text_of(answer, "detail", "the serving process refused this"));
}

static enum rc post(const char *folder, const char *path, struct slice body, json_t **out,
		    struct err *e)
{
	char socket[PATH_MAX];
	struct buf answer;
	unsigned status = 0;
	json_error_t ignored;
	if (!socket_path(folder, socket))
		return err_set(e, RC_INVALID, "the path of the data folder is too long");
	buf_init(&answer, ANSWER_MAX);
	enum rc rc = http_post_unix(socket, path, "application/octet-stream", body, &answer, &status, e);
	json_t *json = rc == RC_OK ? json_loadb(answer.p ? answer.p : "", answer.n,
						JSON_REJECT_DUPLICATES, &ignored)
				   : NULL;
	buf_release(&answer);
	if (rc == RC_OK && status != 200)
		rc = problem(json, status, e);
	else if (rc == RC_OK && !json)
		rc = err_set(e, RC_IO, "the serving process gave an answer that is not JSON");
	if (rc == RC_OK)
		*out = json;
	else
		json_decref(json);
	return rc;
}

static uint64_t number_of(const json_t *object, const char *key)
{
	json_int_t v = json_integer_value(json_object_get(object, key));
	return v > 0 ? (uint64_t)v : 0;
}

static uint64_t new_travellers(const json_t *messages)
{
	uint64_t sum = 0;
	size_t i;
	json_t *m;
	json_array_foreach(messages, i, m)
	{
		if (strcmp(text_of(m, "outcome", ""), "new") == 0)
			sum += number_of(m, "travellers");
	}
	return sum;
}

enum rc operator_ingest(const char *folder, struct slice bytes, struct operator_counts *out,
			struct err *e)
{
	json_t *answer;
	enum rc rc = post(folder, "/api/v1/messages", bytes, &answer, e);
	if (rc != RC_OK)
		return rc;
	const json_t *messages = json_object_get(answer, "messages");
	*out = (struct operator_counts){.messages = json_array_size(messages),
					.fresh = number_of(answer, "new"),
					.repeated = number_of(answer, "repeated"),
					.quarantined = number_of(answer, "quarantined"),
					.tests = number_of(answer, "tests"),
					.travellers = new_travellers(messages)};
	json_decref(answer);
	return RC_OK;
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
	buf_char(path, '\0');
}

enum rc operator_import(const char *folder, const struct operator_import *ask,
			struct operator_imported *out, struct err *e)
{
	struct buf path;
	json_t *answer;
	buf_init(&path, PATH_TEXT_MAX);
	import_path(ask, &path);
	enum rc rc = buf_failed(&path) ? err_set(e, RC_INVALID, "the name of the list is too long")
				       : post(folder, path.p, ask->bytes, &answer, e);
	buf_release(&path);
	if (rc != RC_OK)
		return rc;
	*out = (struct operator_imported){
		.version = json_integer_value(json_object_get(answer, "version")),
		.added = number_of(answer, "added"),
		.changed = number_of(answer, "changed"),
		.removed = number_of(answer, "removed"),
		.unchanged = number_of(answer, "unchanged"),
		.findings = json_array_size(json_object_get(answer, "findings"))};
	json_decref(answer);
	return RC_OK;
}
