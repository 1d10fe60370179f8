/* SPDX-License-Identifier: Apache-2.0
 *
 * What a serving process answered. Apart from operator.c because jansson and
 * base/buf.h use some of the same names.
 */
#include "api/operator_answer.h"

#include <jansson.h>
#include <string.h>

static enum rc rc_of(unsigned status)
{
	switch (status) {
	case 413:
		return RC_LIMIT;
	case 403:
		return RC_DENIED;
	case 404:
		return RC_NOT_FOUND;
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

/* The answer's object, or NULL with `e`. */
static json_t *object_of(struct slice answer, unsigned status, enum rc *rc, struct err *e)
{
	json_error_t ignored;
	json_t *json =
		json_loadb(answer.p ? answer.p : "", answer.n, JSON_REJECT_DUPLICATES, &ignored);
	*rc = RC_OK;
	if (status != 200)
		*rc = problem(json, status, e);
	else if (!json)
		*rc = err_set(e, RC_IO, "the serving process gave an answer that is not JSON");
	if (*rc == RC_OK)
		return json;
	json_decref(json);
	return NULL;
}

enum rc operator_answer_any(struct slice answer, unsigned status, struct err *e)
{
	json_error_t ignored;
	if (status >= 200 && status < 300)
		return RC_OK;
	json_t *json =
		json_loadb(answer.p ? answer.p : "", answer.n, JSON_REJECT_DUPLICATES, &ignored);
	enum rc rc = problem(json, status, e);
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

enum rc operator_answer_ingest(struct slice answer, unsigned status, struct operator_counts *out,
			       struct err *e)
{
	enum rc rc;
	json_t *json = object_of(answer, status, &rc, e);
	if (!json)
		return rc;
	const json_t *messages = json_object_get(json, "messages");
	*out = (struct operator_counts){.messages = json_array_size(messages),
					.fresh = number_of(json, "new"),
					.repeated = number_of(json, "repeated"),
					.quarantined = number_of(json, "quarantined"),
					.tests = number_of(json, "tests"),
					.outside = number_of(json, "outside"),
					.refused = number_of(json, "refused"),
					.travellers = new_travellers(messages)};
	json_decref(json);
	return RC_OK;
}

enum rc operator_answer_done(struct slice answer, unsigned status, struct err *e)
{
	enum rc rc = RC_OK;
	if (status == 204)
		return RC_OK;
	json_decref(object_of(answer, status, &rc, e));
	return rc;
}

enum rc operator_answer_import(struct slice answer, unsigned status, struct operator_imported *out,
			       struct err *e)
{
	enum rc rc;
	json_t *json = object_of(answer, status, &rc, e);
	if (!json)
		return rc;
	*out = (struct operator_imported){
		.version = json_integer_value(json_object_get(json, "version")),
		.added = number_of(json, "added"),
		.changed = number_of(json, "changed"),
		.removed = number_of(json, "removed"),
		.unchanged = number_of(json, "unchanged"),
		.findings = json_array_size(json_object_get(json, "findings"))};
	json_decref(json);
	return RC_OK;
}
