/* SPDX-License-Identifier: Apache-2.0 */
#include "api/files.h"

#include "api/api_parts.h"

/* No script or style but from our own files, no frame, nothing sent elsewhere. */
#define PAGE_POLICY \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " \
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; " \
	"form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

#define NOT_BUILT \
	"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>OpenPIU</title>" \
	"<h1>OpenPIU</h1><p>The unit is running, but this program was built without the " \
	"web application. Build that with <code>npm ci &amp;&amp; npm run build</code> in " \
	"the folder <code>web</code>, then the program again. The HTTP interface is at " \
	"<a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a>.</p></html>\n"

static const char *type_of(struct slice path)
{
	static const struct {
		const char *suffix, *type;
	} types[] = {
		{".html", "text/html; charset=utf-8"},
		{".js", "text/javascript; charset=utf-8"},
		{".css", "text/css; charset=utf-8"},
		{".svg", "image/svg+xml"},
		{".json", "application/json"},
		{".webmanifest", "application/manifest+json"},
		{".png", "image/png"},
		{".ico", "image/x-icon"},
		{".woff2", "font/woff2"},
		{".txt", "text/plain; charset=utf-8"},
	};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (slice_ends(path, types[i].suffix))
			return types[i].type;
	return "application/octet-stream";
}

static const struct web_file *find(struct slice path)
{
	for (const struct web_file *f = web_files; f->path; f++)
		if (slice_is(path, f->path))
			return f;
	return NULL;
}

/* A page of the application has no dot in its last part; a file has one. */
static bool is_page(struct slice path)
{
	struct slice part, last = {0};
	while (slice_cut(&path, '/', &part))
		last = part;
	return slice_find(last, '.', 0) >= last.n;
}

static void page_fields(struct http_request *r)
{
	http_answer_field(r, "Content-Security-Policy", PAGE_POLICY);
	http_answer_field(r, "X-Content-Type-Options", "nosniff");
	http_answer_field(r, "Referrer-Policy", "no-referrer");
	http_answer_field(r, "Cross-Origin-Opener-Policy", "same-origin");
	http_answer_field(r, "Cross-Origin-Resource-Policy", "same-origin");
}

/* Files in assets/ have a hash of their content in their name. */
static void answer_file(struct http_request *r, const struct web_file *f)
{
	bool named_by_hash = slice_starts(slice_of(f->path), "assets/");
	if (slice_is(http_field(r, "If-None-Match"), f->tag))
		http_answer(r, 304, NULL);
	else
		http_answer_static(r, 200, type_of(slice_of(f->path)),
				   (struct slice){(const char *)f->bytes, f->n});
	http_answer_field(r, "ETag", f->tag);
	http_answer_field(r, "Cache-Control",
			  named_by_hash ? "public, max-age=31536000, immutable" : "no-cache");
	page_fields(r);
}

void file_answer(struct http_request *r)
{
	struct slice path = http_path(r);
	path = slice_range(path, 1, path.n);
	if (http_method(r) != HTTP_GET) {
		problem_refuse(NULL, r, 405, "bad-method",
			       "this address answers to GET, HEAD only");
		http_answer_field(r, "Allow", "GET, HEAD");
		return;
	}
	const struct web_file *f = find(path);
	if (!f && is_page(path))
		f = find(SLICE("index.html"));
	if (f) {
		answer_file(r, f);
	} else if (is_page(path)) {
		http_answer_static(r, 200, "text/html; charset=utf-8", SLICE(NOT_BUILT));
		http_answer_field(r, "Cache-Control", "no-store");
		page_fields(r);
	} else {
		problem_refuse(NULL, r, 404, "not-found", "there is no such file");
	}
}
