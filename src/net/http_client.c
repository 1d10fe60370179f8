/* SPDX-License-Identifier: Apache-2.0 */
#include "net/http_client.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#define URL_MAX 2048
#define HEADER_MAX 200

static size_t take_answer(char *bytes, size_t one, size_t n, void *context)
{
	struct buf *answer = context;
	buf_add(answer, (struct slice){bytes, one * n});
	return buf_failed(answer) ? 0 : n;
}

static enum rc failure(CURLcode code, const struct buf *answer, struct err *e)
{
	if (code == CURLE_COULDNT_CONNECT)
		return err_set(e, RC_NOT_FOUND, "nobody serves this unit");
	if (buf_failed(answer))
		return err_set(e, RC_LIMIT, "the answer of the serving process is too long");
	return err_set(e, RC_IO, "the serving process did not answer: %s",
		       curl_easy_strerror(code));
}

static void set_body(CURL *curl, const struct http_ask *ask)
{
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, ask->method);
	if (!ask->type)
		return;
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, ask->body.p ? ask->body.p : "");
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)ask->body.n);
}

static enum rc perform(CURL *curl, const char *url, const struct http_ask *ask,
		       const struct buf *answer, unsigned *status, struct err *e)
{
	long http = 0;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	set_body(curl, ask);
	CURLcode code = curl_easy_perform(curl);
	if (code != CURLE_OK)
		return failure(code, answer, e);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &http);
	*status = (unsigned)http;
	return RC_OK;
}

enum rc http_ask_unix(const char *socket, const struct http_ask *ask, struct buf *answer,
		      unsigned *status, struct err *e)
{
	char url[URL_MAX], header[HEADER_MAX];
	int n = snprintf(url, sizeof url, "http://localhost%s", ask->path);
	if (n < 0 || n >= (int)sizeof url)
		return err_set(e, RC_INVALID, "the address of a request is too long");
	snprintf(header, sizeof header, "Content-Type: %s", ask->type ? ask->type : "");
	CURL *curl = curl_easy_init();
	struct curl_slist *headers = curl_slist_append(NULL, header);
	enum rc rc = RC_OK;
	if (curl && headers) {
		curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, socket);
		curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
		curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_answer);
		curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
		curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
		curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
		rc = perform(curl, url, ask, answer, status, e);
	} else {
		rc = err_set(e, RC_NOMEM, "no memory for a request");
	}
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	return rc;
}

void http_escape(struct slice s, struct buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (ascii_alpha(c) || ascii_digit(c) || (c && strchr("-._~", c)))
			buf_char(out, c);
		else
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
	}
}
