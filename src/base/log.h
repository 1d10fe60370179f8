/* SPDX-License-Identifier: Apache-2.0
 *
 * base/log.h - what operators read: one JSON object a line on standard error.
 *
 * A log line is an event name and typed fields. There is no field type for a
 * name, a document number or a birth date, so personal data cannot be logged
 * by accident. Log may be lost; the audit trail (protect/) may not.
 * Thread-safe.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

#include <stdint.h>

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

struct log_field {
	const char *key;
	enum { LOG_END, LOG_NUMBER, LOG_WORD, LOG_FAILURE } kind;
	int64_t number;
	const char *word; /* a code, path or address of the program's own; never from a message */
};

#define LF_I64(key, v) ((struct log_field){(key), LOG_NUMBER, (int64_t)(v), NULL})
#define LF_WORD(key, w) ((struct log_field){(key), LOG_WORD, 0, (w)})
#define LF_ERR(e) ((struct log_field){"error", LOG_FAILURE, 0, (e)->text})

/* log_event(LOG_INFO, "unit-started", LF_I64("port", 8080)) */
#define log_event(level, ...) \
	log_fields((level), LOG_FIRST(__VA_ARGS__, 0), \
		   (const struct log_field[]){LOG_REST(__VA_ARGS__, ((struct log_field){0}))})
#define LOG_FIRST(first, ...) first
#define LOG_REST(first, ...) __VA_ARGS__

/* One line on standard error; log_event is the way to call it. `fields` ends with LOG_END. */
void log_fields(enum log_level level, const char *event, const struct log_field *fields);

#endif
