/* SPDX-License-Identifier: Apache-2.0
 *
 * api/calls.h - how routes answer. Private to api/.
 */
#ifndef API_CALLS_H
#define API_CALLS_H

#include "api/api_parts.h"
#include "base/buf.h"

/* Reads the JSON object that the request brought (json_read). */
enum rc body_read(struct call *c, const struct member *members, unsigned count,
		  struct err *e) MUST_CHECK;

/* The same with one member that is an object (json_read_nested). */
enum rc body_read_nested(struct call *c, const struct member *members, unsigned count,
			 const struct nested *nested, struct err *e) MUST_CHECK;

/* The same with one member that is a list of objects (json_read_rows). */
enum rc body_read_rows(struct call *c, const struct member *members, unsigned count,
		       const struct rows *rows, struct err *e) MUST_CHECK;

/* Begins an answer of one JSON object; the caller ends it with json_object_end. */
void answer_object(struct call *c, unsigned status, struct json *j);
void answer_nothing(struct call *c); /* 204 */

/* Answers with SESSION. */
void answer_session(struct call *c, unsigned status, const struct session *s);
void write_task(struct json *j, const struct task *t);

/* Hash of the letters and digits of the operator's one-time code, whatever their case. */
void setup_code_hash(struct slice code, unsigned char out[HASH_BYTES]);

#endif
