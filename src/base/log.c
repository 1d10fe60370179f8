/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include "base/buf.h"
#include "base/clock.h"

#include <unistd.h>

#define LINE_MAX_BYTES 4096

void log_fields(enum log_level level, const char *event, const struct log_field *fields)
{
	static const char *const levels[] = {"info", "warning", "error"};
	char at[INSTANT_TEXT];
	struct buf line;
	struct json j;
	buf_init(&line, LINE_MAX_BYTES);
	json_init(&j, &line);
	instant_write(clock_now(&(struct clock){0}), at);
	json_object(&j);
	json_put_str(&j, "at", at);
	json_put_str(&j, "level", levels[level]);
	json_put_str(&j, "event", event);
	for (const struct log_field *f = fields; f->kind != LOG_END; f++) {
		if (f->kind == LOG_NUMBER)
			json_put_i64(&j, f->key, f->number);
		else
			json_put_str(&j, f->key, f->word ? f->word : "");
	}
	json_object_end(&j);
	buf_char(&line, '\n');
	struct slice s = buf_slice(&line);
	if (!buf_failed(&line)) {
		/* Nobody to tell when standard error is gone. */
		ssize_t ignored = write(STDERR_FILENO, s.p, s.n);
		(void)ignored;
	}
	buf_release(&line);
}
