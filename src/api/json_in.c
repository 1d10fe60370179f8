/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api_parts.h"

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

static enum rc read_member(struct call *c, const json_t *object, const struct member *m,
			   struct err *e)
{
	const json_t *value = json_object_get(object, m->name);
	if (!value)
		return bad_member(e, m, "is missing");
	if (m->flag && !json_is_boolean(value))
		return bad_member(e, m, "must be true or false");
	if (m->text && !json_is_string(value))
		return bad_member(e, m, "must be a text");
	if (m->flag)
		*m->flag = json_is_true(value);
	else
		*m->text = arena_copy(c->arena, (struct slice){json_string_value(value),
							       json_string_length(value)});
	return RC_OK;
}

static enum rc read_members(struct call *c, const json_t *object, const struct member *members,
			    unsigned count, struct err *e)
{
	enum rc rc = RC_OK;
	for (unsigned i = 0; rc == RC_OK && i < count; i++)
		rc = read_member(c, object, &members[i], e);
	if (rc == RC_OK && json_object_size(object) != count)
		rc = err_refuse(e, RC_INVALID, "bad-member", NULL,
				"the object has members that are not known here");
	return rc;
}

enum rc body_read(struct call *c, const struct member *members, unsigned count, struct err *e)
{
	size_t n;
	const char *bytes = http_body(c->http, &n);
	json_error_t where;
	if (n == 0)
		return err_refuse(e, RC_INVALID, "bad-json", NULL, "the body is missing");
	json_t *object = json_loadb(bytes, n, JSON_REJECT_DUPLICATES, &where);
	if (!object)
		return err_refuse(e, RC_INVALID, "bad-json", NULL,
				  "the body is not JSON (RFC 8259): look at line %d, column %d",
				  where.line, where.column);
	enum rc rc = json_is_object(object)
			     ? read_members(c, object, members, count, e)
			     : err_refuse(e, RC_INVALID, "bad-json", NULL, "the body must be an object");
	json_decref(object);
	return rc;
}
