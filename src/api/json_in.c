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

/* `more`: members beside these that the object has by right. */
static enum rc read_members(const json_t *object, const struct member *members, unsigned count,
			    unsigned more, struct arena *a, struct err *e)
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
	if (rc == RC_OK && json_object_size(object) != found + more)
		rc = err_refuse(e, RC_INVALID, "bad-member", NULL,
				"the object has members that are not known here");
	return rc;
}

static enum rc read_nested(const json_t *object, const struct nested *nested, struct arena *a,
			   struct err *e)
{
	const json_t *value = json_object_get(object, nested->name);
	if (!json_is_object(value))
		return err_refuse(e, RC_INVALID, "bad-member", NULL, "\"%s\" must be an object",
				  nested->name);
	return read_members(value, nested->members, nested->count, 0, a, e);
}

static enum rc read_rows(const json_t *object, const struct rows *rows, struct arena *a,
			 struct err *e)
{
	const json_t *list = json_object_get(object, rows->name);
	struct member members[ROW_MEMBERS_MAX];
	if (!json_is_array(list) || json_array_size(list) > rows->most)
		return err_refuse(e, RC_INVALID, "bad-member", NULL,
				  "\"%s\" must be a list of at most %u objects", rows->name,
				  rows->most);
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < json_array_size(list); i++) {
		const json_t *row = json_array_get(list, i);
		unsigned count = rows->next(rows->context, members);
		if (!json_is_object(row) || count == 0)
			return err_refuse(e, RC_INVALID, "bad-member", NULL,
					  "\"%s\" must be a list of objects", rows->name);
		rc = read_members(row, members, count, 0, a, e);
	}
	return rc;
}

static enum rc read_object(struct slice body, json_t **object, struct err *e)
{
	json_error_t where;
	if (body.n == 0)
		return err_refuse(e, RC_INVALID, "bad-json", NULL, "the body is missing");
	*object = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, &where);
	if (!*object)
		return err_refuse(e, RC_INVALID, "bad-json", NULL,
				  "the body is not JSON (RFC 8259): look at line %d, column %d",
				  where.line, where.column);
	if (json_is_object(*object))
		return RC_OK;
	json_decref(*object);
	return err_refuse(e, RC_INVALID, "bad-json", NULL, "the body must be an object");
}

enum rc json_read_rows(struct slice body, const struct member *members, unsigned count,
		       const struct rows *rows, struct arena *a, struct err *e)
{
	json_t *object;
	enum rc rc = read_object(body, &object, e);
	if (rc != RC_OK)
		return rc;
	rc = read_members(object, members, count, 1, a, e);
	if (rc == RC_OK)
		rc = read_rows(object, rows, a, e);
	json_decref(object);
	return rc;
}

enum rc json_read_nested(struct slice body, const struct member *members, unsigned count,
			 const struct nested *nested, struct arena *a, struct err *e)
{
	json_t *object;
	enum rc rc = read_object(body, &object, e);
	if (rc != RC_OK)
		return rc;
	rc = read_members(object, members, count, nested ? 1 : 0, a, e);
	if (rc == RC_OK && nested)
		rc = read_nested(object, nested, a, e);
	json_decref(object);
	return rc;
}

enum rc json_read(struct slice body, const struct member *members, unsigned count, struct arena *a,
		  struct err *e)
{
	return json_read_nested(body, members, count, NULL, a, e);
}
