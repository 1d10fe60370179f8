/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/item.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES (1 << 20)

struct xml_reader {
	XML_Parser parser;
	const struct record_source *source;
	struct arena *scratch;                      /* of the record at hand */
	struct item *path[LISTS_XML_DEPTH_MAX + 1]; /* path[record] is the record */
	unsigned depth, record;                     /* record: 0 = outside of one */
	struct err *e;
	enum rc rc;
	size_t text_n;
	bool text_cut;
	char text[LISTS_FIELD_MAX];
};

static unsigned line_of(const struct xml_reader *r)
{
	return (unsigned)XML_GetCurrentLineNumber(r->parser);
}

static void stop(struct xml_reader *r, enum rc rc)
{
	r->rc = rc;
	XML_StopParser(r->parser, XML_FALSE);
}

static void find(const struct xml_reader *r, const char *code, const char *text)
{
	finding_add(r->source->im->findings, r->source->im->arena, SEVERITY_ERROR, code, line_of(r),
		    0, "%s", text);
}

static struct slice local_name(const char *name)
{
	const char *colon = strchr(name, ':');
	return slice_of(colon ? colon + 1 : name);
}

static bool is_record(const struct xml_reader *r, struct slice name)
{
	for (const char *const *record = r->source->records; *record; record++)
		if (slice_is(name, *record))
			return true;
	return false;
}

static void add_attributes(struct xml_reader *r, struct item *to, const XML_Char **attributes)
{
	for (; to && attributes[0]; attributes += 2) {
		struct item *item = LIST_ADD(&to->children, r->scratch, struct item);
		if (!item)
			return;
		item->name = arena_printf(r->scratch, "@%s", attributes[0]);
		item->text = value_one_line(r->scratch, slice_of(attributes[1]));
	}
}

static struct item *new_item(struct xml_reader *r, struct slice name)
{
	struct item *parent = r->record ? r->path[r->depth - 1] : NULL;
	struct item *item = parent ? LIST_ADD(&parent->children, r->scratch, struct item)
				   : ARENA_NEW(r->scratch, struct item);
	if (item) {
		item->name = arena_copy(r->scratch, name);
		item->line = line_of(r);
	}
	return item;
}

/* Gives the record to its handler, and forgets it. */
static void hand_over(struct xml_reader *r, const struct item *record)
{
	if (arena_failed(r->scratch)) {
		find(r, "list-record-large", "a record is larger than is read; it is left out");
	} else {
		enum rc rc = r->source->handle(r->source->context, record, r->e);
		if (rc != RC_OK)
			stop(r, rc);
	}
	arena_reset(r->scratch);
}

static void start_root(struct xml_reader *r, struct slice name, const XML_Char **attributes)
{
	if (!slice_is(name, r->source->root)) {
		stop(r, err_set(r->e, RC_INVALID, "this is not the list of %s: its root is not %s",
				r->source->title, r->source->root));
		return;
	}
	struct item *root = new_item(r, name);
	add_attributes(r, root, attributes);
	hand_over(r, root);
}

static void XMLCALL on_start(void *data, const XML_Char *full_name, const XML_Char **attributes)
{
	struct xml_reader *r = data;
	struct slice name = local_name(full_name);
	r->text_n = 0;
	r->text_cut = false;
	if (r->depth == LISTS_XML_DEPTH_MAX) {
		stop(r, err_set(r->e, RC_LIMIT, "line %u: elements are nested more than %d deep",
				line_of(r), LISTS_XML_DEPTH_MAX));
		return;
	}
	if (++r->depth == 1) {
		start_root(r, name, attributes);
		return;
	}
	if (!r->record && !is_record(r, name))
		return;
	r->path[r->depth] = new_item(r, name);
	add_attributes(r, r->path[r->depth], attributes);
	if (!r->record)
		r->record = r->depth;
}

static void end_item(struct xml_reader *r)
{
	struct item *item = r->path[r->depth];
	if (r->text_cut)
		find(r, "list-text-long", "a text is longer than is read and is left out");
	else if (item && r->text_n)
		item->text = value_one_line(r->scratch, (struct slice){r->text, r->text_n});
	if (r->depth != r->record)
		return;
	r->record = 0;
	hand_over(r, item);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
	struct xml_reader *r = data;
	(void)name;
	if (r->record)
		end_item(r);
	r->depth--;
	r->text_n = 0;
	r->text_cut = false;
	if (arena_failed(r->source->im->arena) && r->rc == RC_OK)
		stop(r, import_end(r->source->im, RC_OK, r->e));
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length)
{
	struct xml_reader *r = data;
	size_t n = (size_t)length;
	if (n > sizeof r->text - r->text_n) {
		r->text_cut = true;
		return;
	}
	memcpy(r->text + r->text_n, text, n);
	r->text_n += n;
}

static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system_id,
			       const XML_Char *public_id, int internal)
{
	struct xml_reader *r = data;
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	stop(r, err_set(r->e, RC_INVALID,
			"the file has a document type declaration, which no published list has; "
			"it is refused"));
}

static enum rc parse(struct xml_reader *r, struct slice bytes)
{
	XML_SetUserData(r->parser, r);
	XML_SetElementHandler(r->parser, on_start, on_end);
	XML_SetCharacterDataHandler(r->parser, on_text);
	XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
	for (size_t at = 0;;) {
		size_t n = bytes.n - at < CHUNK_BYTES ? bytes.n - at : CHUNK_BYTES;
		bool last = at + n == bytes.n;
		if (XML_Parse(r->parser, n ? bytes.p + at : "", (int)n, last) != XML_STATUS_OK)
			break;
		at += n;
		if (last)
			return RC_OK;
	}
	if (r->rc != RC_OK)
		return r->rc;
	if (XML_GetErrorCode(r->parser) == XML_ERROR_NO_MEMORY)
		return err_set(r->e, RC_NOMEM, "no memory left to read the list");
	return err_set(r->e, RC_INVALID, "line %u: the XML is not well formed: %s", line_of(r),
		       XML_ErrorString(XML_GetErrorCode(r->parser)));
}

enum rc records_read_xml(struct slice bytes, const struct record_source *source, struct err *e)
{
	struct xml_reader *r = calloc(1, sizeof *r);
	struct arena *scratch = arena_new(RECORD_BYTES_MAX);
	XML_Parser parser = XML_ParserCreate(NULL);
	enum rc rc;
	if (r && scratch && parser) {
		r->parser = parser;
		r->scratch = scratch;
		r->source = source;
		r->e = e;
		rc = parse(r, bytes);
	} else {
		rc = err_set(e, RC_NOMEM, "no memory left to read the list");
	}
	if (parser)
		XML_ParserFree(parser);
	arena_free(scratch);
	free(r);
	return rc;
}
