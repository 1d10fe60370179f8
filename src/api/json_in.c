/* SPDX-License-Identifier: Apache-2.0 */
#include "api/json_in.h"

#include <jansson.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

static void free_wiped(void *p)
{
	if (p)
		explicit_bzero(p, malloc_usable_size(p));
	free(p);
}

/* Passwords pass through the library's memory. */
void json_memory_wiped(void)
{
	json_set_alloc_funcs(malloc, free_wiped);
}

static enum rc bad_member(struct err *e, const struct member *m, const char *what)
{
	return err_refuse(e, RC_INVALID, "bad-member", NULL, "\"%s\" %s", m->name, what);
}

static enum rc read_value(const json_t *value, const struct member *m, struct arena *a,
			  struct err *e)
{
	if (m->flag && !json_is_boolean(value))
		return bad_member(e, m, "must be true or false");
	if (m->text && !json_is_string(value))
		return bad_member(e, m, "must be a text");
	if (m->number && !json_is_integer(value))
		return bad_member(e, m, "must be a whole number");
	if (m->flag)
		*m->flag = json_is_true(value);
	else if (m->number)
		*m->number = json_integer_value(value);
	else if (m->text)
		*m->text = arena_copy(
			a, (struct slice){json_string_value(value), json_string_length(value)});
	return arena_failed(a) ? err_set(e, RC_NOMEM, "no memory for a request") : RC_OK;
}

static enum rc read_members(const json_t *object, const struct member *members, unsigned count,
			    struct arena *a, struct err *e)
{
	enum rc rc = RC_OK;
	size_t found = 0;
	for (unsigned i = 0; rc == RC_OK && i < count; i++) {
		const json_t *value = json_object_get(object, members[i].name);
		found += value != NULL;
		if (value)
			rc = read_value(value, &members[i], a, e);
		else if (!members[i].optional)
			rc = bad_member(e, &members[i], "is missing");
	}
	if (rc == RC_OK && json_object_size(object) != found)
		rc = err_refuse(e, RC_INVALID, "bad-member", NULL,
				"the object has members that are not known here");
	return rc;
}

enum rc json_read(struct slice body, const struct member *members, unsigned count, struct arena *a,
		  struct err *e)
{
	json_error_t where;
	if (body.n == 0)
		return err_refuse(e, RC_INVALID, "bad-json", NULL, "the body is missing");
	json_t *object = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, &where);
	if (!object)
		return err_refuse(e, RC_INVALID, "bad-json", NULL,
				  "the body is not JSON (RFC 8259): look at line %d, column %d",
				  where.line, where.column);
	enum rc rc = json_is_object(object) ? read_members(object, members, count, a, e)
					    : err_refuse(e, RC_INVALID, "bad-json", NULL,
							 "the body must be an object");
	json_decref(object);
	return rc;
}
