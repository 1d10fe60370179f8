/* SPDX-License-Identifier: Apache-2.0 */
#include "net/http_parts.h"

#include <string.h>

/* libmicrohttpd 0.9.75 ends a field at a NUL, glues a folded line to the name of
 * the field before it, keeps blanks before the colon, and takes the first of two
 * lengths. An edge in front may read each of these differently, so all are refused
 * (RFC 9112, sections 5 and 6). */
struct head {
	struct slice length, coding;
	unsigned hosts, lengths, codings, fields;
	const char *end; /* of the last value */
	const char *problem;
};

/* Only line ends, blanks and what the parser puts there may lie between two parts of a
 * head; anything else was hidden from it. */
static bool only_gap(const char *from, const char *to, const char *allowed)
{
	if (from > to || (size_t)(to - from) > HTTP_HEAD_MAX)
		return false;
	for (; from < to; from++)
		if (*from != '\0' && !strchr(allowed, *from))
			return false;
	return true;
}

static const char *check_field(const struct head *h, struct slice name, struct slice value)
{
	if (h->fields > HTTP_FIELDS_MAX)
		return "the request has too many header fields";
	if (!http_is_token(name))
		return "the name of a header field is malformed: no blanks or folded lines";
	if (http_has_control(value))
		return "a header field holds a control character";
	if (value.p && !only_gap(name.p + name.n, value.p, " \t:"))
		return "a header field is folded or holds a NUL character";
	if (h->end && !only_gap(h->end, name.p, " \t\r\n"))
		return "a header field is folded or holds a NUL character";
	return NULL;
}

static enum MHD_Result take_field(void *context, enum MHD_ValueKind kind, const char *name,
				  size_t name_n, const char *value, size_t value_n)
{
	(void)kind;
	struct head *h = context;
	struct slice n = {name, name_n}, v = {value, value_n};
	h->fields++;
	h->problem = check_field(h, n, v);
	h->end = value ? value + value_n : name + name_n;
	if (slice_is_nocase(n, "Host"))
		h->hosts++;
	if (slice_is_nocase(n, "Content-Length")) {
		h->lengths++;
		h->length = v;
	}
	if (slice_is_nocase(n, "Transfer-Encoding")) {
		h->codings++;
		h->coding = v;
	}
	return h->problem ? MHD_NO : MHD_YES;
}

/* The last field is followed by two line ends of two characters, of which the parser
 * makes NULs. (Heads of bare line feeds are refused with this.) */
static bool last_field_ends(const char *end)
{
	while (*end == ' ' || *end == '\t')
		end++;
	for (unsigned i = 0; i < 4; i++)
		if (end[i] != '\0')
			return false;
	return true;
}

static const char *check_length(struct http_request *r, const struct head *h, unsigned *status)
{
	uint64_t length = 0;
	if (h->lengths > 1 || h->codings > 1 || (h->lengths && h->codings))
		return "the length of the body is given twice";
	if (h->codings && !slice_is_nocase(h->coding, "chunked")) {
		*status = 501;
		return "only the transfer coding \"chunked\" is known";
	}
	if (h->lengths && (!slice_u64(h->length, &length) || length > INT64_MAX))
		return "Content-Length is not a number";
	r->length = h->codings ? -1 : (int64_t)length;
	return NULL;
}

static enum http_method method_of(const char *name)
{
	static const struct {
		const char *name;
		enum http_method method;
	} methods[] = {
		{"GET", HTTP_GET}, {"HEAD", HTTP_GET},    {"POST", HTTP_POST},
		{"PUT", HTTP_PUT}, {"PATCH", HTTP_PATCH}, {"DELETE", HTTP_DELETE},
	};
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
		if (strcmp(name, methods[i].name) == 0)
			return methods[i].method;
	return HTTP_OTHER;
}

static const char *check_url(struct http_request *r, const char *version, unsigned *status)
{
	if (r->url_n > HTTP_URL_MAX) {
		*status = 414;
		return "the address is too long";
	}
	if (version != r->url + r->url_n + 1)
		return "the request line holds a NUL character or needless blanks";
	struct slice path = slice_of(r->url); /* the parser ends it where the query begins */
	if (!slice_starts(path, "/"))
		return "the address must begin with \"/\"";
	for (size_t i = 0; i + 2 < path.n; i++)
		if (path.p[i] == '%' && path.p[i + 1] == '2' &&
		    ascii_to_upper(path.p[i + 2]) == 'F')
			return "an encoded slash can not be part of an address here";
	if (!http_decode(path, r->arena, &r->path))
		return "the address is not well encoded (percent sign and two hexadecimal digits, UTF-8)";
	return NULL;
}

struct arguments {
	struct arena *arena;
	bool unsound;
};

static enum MHD_Result take_argument(void *context, enum MHD_ValueKind kind, const char *name,
				     size_t name_n, const char *value, size_t value_n)
{
	(void)kind;
	struct arguments *all = context;
	struct slice decoded;
	if (!http_decode((struct slice){name, name_n}, all->arena, &decoded) ||
	    !http_decode((struct slice){value, value_n}, all->arena, &decoded))
		all->unsound = true;
	return all->unsound ? MHD_NO : MHD_YES;
}

static const char *check_query(struct http_request *r)
{
	struct arguments all = {.arena = r->arena};
	MHD_get_connection_values_n(r->connection, MHD_GET_ARGUMENT_KIND, take_argument, &all);
	if (!all.unsound)
		return NULL;
	return "the query is not well encoded (percent sign and two hexadecimal digits, UTF-8)";
}

const char *http_guard(struct http_request *r, const char *method, const char *version,
		       unsigned *status)
{
	struct head h = {0};
	*status = 400;
	const char *problem = check_url(r, version, status);
	if (!problem)
		problem = check_query(r);
	if (problem)
		return problem;
	MHD_get_connection_values_n(r->connection, MHD_HEADER_KIND, take_field, &h);
	if (h.problem)
		return h.problem;
	if (h.end && !last_field_ends(h.end))
		return "the head does not end with an empty line, or holds a NUL character";
	if (h.hosts != 1)
		return "the request must name exactly one Host";
	r->method = method_of(method);
	return check_length(r, &h, status);
}
