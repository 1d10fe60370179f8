/* SPDX-License-Identifier: Apache-2.0
 *
 * base/buf.h - a growing byte buffer with an upper limit, and a streaming
 * JSON writer on it.
 *
 * Errors are sticky: after the first failure (limit or memory) every call
 * does nothing and buf_failed() is true; check once at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/err.h"
#include "base/slice.h"

struct buf {
	char *p;
	size_t n;
	size_t room;
	size_t limit;
	bool failed;
	bool no_memory; /* why */
};

void buf_init(struct buf *b, size_t limit);
void buf_release(struct buf *b); /* wipes and frees */
void buf_clear(struct buf *b);   /* wipes, keeps the memory, clears `failed` */
bool buf_failed(const struct buf *b);
struct slice buf_slice(const struct buf *b); /* valid until the next change */
/* A copy in `a`, or one of `instead` where it went over its limit; releases the buffer. Out
 * of memory, which shows in the arena, it is absent: what is missing is not taken for empty. */
struct arena;
struct slice buf_keep(struct buf *b, const char *instead, struct arena *a);

/* Add at the end. */
void buf_add(struct buf *b, struct slice s);
void buf_text(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);

/* ---- JSON (RFC 8259) ----
 * The writer keeps track of commas and nesting (at most JSON_DEPTH_MAX; deeper
 * is a bug). Bytes that are not UTF-8 are replaced by U+FFFD. */
#define JSON_DEPTH_MAX 32

struct json {
	struct buf *out;
	unsigned depth;
	bool need_comma[JSON_DEPTH_MAX];
	bool after_key;
};

void json_init(struct json *j, struct buf *out);
void json_object(struct json *j);     /* { */
void json_object_end(struct json *j); /* } */
void json_array(struct json *j);      /* [ */
void json_array_end(struct json *j);  /* ] */
void json_key(struct json *j, const char *key);
void json_text(struct json *j, struct slice s);
void json_i64(struct json *j, int64_t v);
void json_bool(struct json *j, bool v);
void json_null(struct json *j);
void json_decimal1(struct json *j, int64_t tenths); /* 410 -> 41.0 */
void json_raw(struct json *j, struct slice s);      /* already JSON, trusted */

/* Key and value in one call; the `_opt` form writes nothing when absent or empty. */
void json_put(struct json *j, const char *key, struct slice s);
void json_put_opt(struct json *j, const char *key, struct slice s);
void json_put_str(struct json *j, const char *key, const char *text);
void json_put_i64(struct json *j, const char *key, int64_t v);
void json_put_bool(struct json *j, const char *key, bool v);

#endif
