/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *b, size_t limit)
{
	*b = (struct buf){.limit = limit};
}

void buf_release(struct buf *b)
{
	if (b->p)
		explicit_bzero(b->p, b->room);
	free(b->p);
	*b = (struct buf){.limit = b->limit};
}

void buf_clear(struct buf *b)
{
	if (b->p)
		explicit_bzero(b->p, b->n);
	b->n = 0;
	b->failed = false;
}

bool buf_failed(const struct buf *b)
{
	return b->failed;
}

struct slice buf_slice(const struct buf *b)
{
	return (struct slice){b->p ? b->p : "", b->n};
}

struct slice buf_keep(struct buf *b, const char *instead, struct arena *a)
{
	struct slice copy = {0};
	if (b->no_memory)
		a->failed = true;
	else
		copy = arena_copy(a, b->failed ? slice_of(instead) : buf_slice(b));
	buf_release(b);
	return copy;
}

static bool reserve(struct buf *b, size_t more)
{
	if (b->failed)
		return false;
	if (more > b->limit || b->n > b->limit - more) {
		b->failed = true;
		return false;
	}
	if (b->n + more <= b->room)
		return true;
	size_t room = b->room ? b->room * 2 : 256;
	if (room < b->n + more)
		room = b->n + more;
	char *p = malloc(room);
	if (!p) {
		b->failed = b->no_memory = true;
		return false;
	}
	if (b->p) {
		memcpy(p, b->p, b->n);
		explicit_bzero(b->p, b->room);
		free(b->p);
	}
	b->p = p;
	b->room = room;
	return true;
}

void buf_add(struct buf *b, struct slice s)
{
	if (s.n == 0 || !reserve(b, s.n))
		return;
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

void buf_text(struct buf *b, const char *text)
{
	buf_add(b, slice_of(text));
}

void buf_char(struct buf *b, char c)
{
	buf_add(b, (struct slice){&c, 1});
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	int n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	assert(n >= 0);
	if (!reserve(b, (size_t)n + 1))
		return;
	va_start(args, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, args);
	va_end(args);
	b->n += (size_t)n;
}

void json_init(struct json *j, struct buf *out)
{
	*j = (struct json){.out = out};
}

static void before_value(struct json *j)
{
	if (j->after_key) {
		j->after_key = false;
		return;
	}
	if (j->need_comma[j->depth])
		buf_char(j->out, ',');
	j->need_comma[j->depth] = true;
}

static void open_level(struct json *j, char c)
{
	before_value(j);
	buf_char(j->out, c);
	assert(j->depth + 1 < JSON_DEPTH_MAX);
	j->depth++;
	j->need_comma[j->depth] = false;
}

static void close_level(struct json *j, char c)
{
	assert(j->depth > 0 && !j->after_key);
	j->depth--;
	buf_char(j->out, c);
}

void json_object(struct json *j)
{
	open_level(j, '{');
}

void json_object_end(struct json *j)
{
	close_level(j, '}');
}

void json_array(struct json *j)
{
	open_level(j, '[');
}

void json_array_end(struct json *j)
{
	close_level(j, ']');
}

static void escape_control(struct buf *out, unsigned char c)
{
	switch (c) {
	case '\n':
		buf_text(out, "\\n");
		break;
	case '\r':
		buf_text(out, "\\r");
		break;
	case '\t':
		buf_text(out, "\\t");
		break;
	default:
		buf_printf(out, "\\u%04x", c);
	}
}

static bool plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

static void write_string(struct buf *out, struct slice s)
{
	buf_char(out, '"');
	size_t i = 0;
	while (i < s.n) {
		size_t start = i;
		while (i < s.n && plain((unsigned char)s.p[i]))
			i++;
		buf_add(out, slice_range(s, start, i));
		if (i >= s.n)
			break;
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\') {
			buf_char(out, '\\');
			buf_char(out, (char)c);
			i++;
		} else if (c < 0x20 || c == 0x7f) {
			escape_control(out, c);
			i++;
		} else {
			size_t width = utf8_width(slice_range(s, i, s.n));
			if (width == 0)
				buf_text(out, "\xef\xbf\xbd");
			else
				buf_add(out, slice_range(s, i, i + width));
			i += width ? width : 1;
		}
	}
	buf_char(out, '"');
}

void json_key(struct json *j, const char *key)
{
	assert(!j->after_key);
	before_value(j);
	write_string(j->out, slice_of(key));
	buf_char(j->out, ':');
	j->after_key = true;
}

void json_text(struct json *j, struct slice s)
{
	before_value(j);
	write_string(j->out, s);
}

void json_i64(struct json *j, int64_t v)
{
	before_value(j);
	buf_printf(j->out, "%" PRId64, v);
}

void json_bool(struct json *j, bool v)
{
	before_value(j);
	buf_text(j->out, v ? "true" : "false");
}

void json_null(struct json *j)
{
	before_value(j);
	buf_text(j->out, "null");
}

void json_decimal1(struct json *j, int64_t tenths)
{
	before_value(j);
	int64_t whole = tenths / 10;
	int64_t rest = tenths < 0 ? -(tenths % 10) : tenths % 10;
	buf_printf(j->out, "%s%" PRId64 ".%" PRId64, tenths < 0 && whole == 0 ? "-" : "", whole,
		   rest);
}

void json_raw(struct json *j, struct slice s)
{
	before_value(j);
	buf_add(j->out, s);
}

void json_put(struct json *j, const char *key, struct slice s)
{
	json_key(j, key);
	json_text(j, s);
}

void json_put_opt(struct json *j, const char *key, struct slice s)
{
	if (slice_present(s))
		json_put(j, key, s);
}

void json_put_str(struct json *j, const char *key, const char *text)
{
	json_put(j, key, slice_of(text));
}

void json_put_i64(struct json *j, const char *key, int64_t v)
{
	json_key(j, key);
	json_i64(j, v);
}

void json_put_bool(struct json *j, const char *key, bool v)
{
	json_key(j, key);
	json_bool(j, v);
}
