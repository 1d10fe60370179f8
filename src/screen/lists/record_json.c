/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/item.h"

#include <jansson.h>
#include <stdio.h>

#define NUMBER_TEXT 40

struct json_reader {
	const struct record_source *source;
	struct arena *scratch;
	struct err *e;
	unsigned line;
};

static void find(const struct json_reader *r, const char *code, const char *text)
{
	finding_add(r->source->im->findings, r->source->im->arena, SEVERITY_ERROR, code, r->line, 0,
		    "%s", text);
}

static struct slice scalar_text(struct json_reader *r, json_t *value)
{
	char number[NUMBER_TEXT];
	struct slice text = {0};
	if (json_is_string(value)) {
		text = (struct slice){json_string_value(value), json_string_length(value)};
	} else if (json_is_number(value)) {
		snprintf(number, sizeof number, "%.10g", json_number_value(value));
		text = slice_of(number);
	} else if (json_is_boolean(value)) {
		text = slice_of(json_is_true(value) ? "true" : "false");
	}
	if (text.n <= LISTS_FIELD_MAX)
		return value_one_line(r->scratch, text);
	find(r, "list-text-long", "a text is longer than is read and is left out");
	return (struct slice){0};
}

static void add_value(struct json_reader *r, struct item *to, const char *name, json_t *value,
		      unsigned depth);

static void add_members(struct json_reader *r, struct item *to, json_t *object, unsigned depth)
{
	for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at))
		add_value(r, to, json_object_iter_key(at), json_object_iter_value(at), depth);
}

static void add_value(struct json_reader *r, struct item *to, const char *name, json_t *value,
		      unsigned depth)
{
	if (depth == LISTS_XML_DEPTH_MAX || json_is_null(value))
		return;
	if (json_is_array(value)) {
		for (size_t i = 0; i < json_array_size(value); i++)
			add_value(r, to, name, json_array_get(value, i), depth + 1);
		return;
	}
	struct item *item = LIST_ADD(&to->children, r->scratch, struct item);
	if (!item)
		return;
	item->name = arena_copy(r->scratch, slice_of(name));
	item->line = r->line;
	if (json_is_object(value))
		add_members(r, item, value, depth + 1);
	else
		item->text = scalar_text(r, value);
}

static enum rc hand_over(struct json_reader *r, json_t *value)
{
	struct item record = {.line = r->line};
	enum rc rc = RC_OK;
	if (!json_is_object(value)) {
		find(r, "list-record", "a record is not a JSON object; it is left out");
		return RC_OK;
	}
	add_members(r, &record, value, 1);
	if (arena_failed(r->scratch))
		find(r, "list-record-large", "a record is larger than is read; it is left out");
	else
		rc = r->source->handle(r->source->context, &record, r->e);
	arena_reset(r->scratch);
	return import_end(r->source->im, rc, r->e);
}

static enum rc read_document(struct json_reader *r, struct slice bytes)
{
	json_error_t where;
	enum rc rc = RC_OK;
	json_t *document = json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES, &where);
	if (!document)
		return err_set(r->e, RC_INVALID,
			       "line %d, column %d: the file is not JSON (RFC 8259) in UTF-8",
			       where.line, where.column);
	if (json_is_array(document)) {
		for (size_t i = 0; rc == RC_OK && i < json_array_size(document); i++) {
			r->line = (unsigned)i + 1;
			rc = hand_over(r, json_array_get(document, i));
		}
	} else {
		r->line = 1;
		rc = hand_over(r, document);
	}
	json_decref(document);
	return rc;
}

static enum rc read_line(struct json_reader *r, struct slice line)
{
	json_t *value = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, NULL);
	if (!value) {
		find(r, "list-record", "the line is not JSON (RFC 8259) in UTF-8; it is left out");
		return RC_OK;
	}
	enum rc rc = hand_over(r, value);
	json_decref(value);
	return rc;
}

static enum rc read_lines(struct json_reader *r, struct slice bytes)
{
	struct slice line;
	enum rc rc = RC_OK;
	for (r->line = 1; rc == RC_OK && slice_cut(&bytes, '\n', &line); r->line++) {
		line = slice_trim(line);
		if (line.n)
			rc = read_line(r, line);
	}
	return rc;
}

/* Whether the first line that is not empty is an object as a whole. */
static bool has_lines(struct slice bytes)
{
	struct slice line = {0};
	while (!line.n && slice_cut(&bytes, '\n', &line))
		line = slice_trim(line);
	return slice_starts(line, "{") && slice_ends(line, "}") && slice_present(slice_trim(bytes));
}

enum rc records_read_json(struct slice bytes, const struct record_source *source, struct err *e)
{
	struct arena *scratch = arena_new(RECORD_BYTES_MAX);
	struct json_reader r = {.source = source, .scratch = scratch, .e = e};
	if (!scratch)
		return err_set(e, RC_NOMEM, "no memory left to read the list");
	if (slice_starts(bytes, "\xEF\xBB\xBF"))
		bytes = slice_range(bytes, 3, bytes.n);
	enum rc rc = has_lines(bytes) ? read_lines(&r, bytes) : read_document(&r, bytes);
	arena_free(scratch);
	return rc;
}
