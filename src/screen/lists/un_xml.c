/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/un.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES (1 << 20)

struct un_reader {
	XML_Parser parser;
	struct list_import im;
	struct un_person person;
	enum un_element path[LISTS_XML_DEPTH_MAX + 1]; /* path[1] is the root */
	unsigned depth;
	unsigned entities;
	struct err *e;
	enum rc rc;
	size_t text_n;
	bool text_cut;
	char text[LISTS_FIELD_MAX];
};

static const char *const element_names[UN_ELEMENT_COUNT] = {
	[UN_OTHER] = "",
	[UN_ALIAS_NAME] = "ALIAS_NAME",
	[UN_CITY] = "CITY",
	[UN_COMMENTS1] = "COMMENTS1",
	[UN_COUNTRY] = "COUNTRY",
	[UN_COUNTRY_OF_ISSUE] = "COUNTRY_OF_ISSUE",
	[UN_DATE] = "DATE",
	[UN_DATE_OF_BIRTH] = "DATE_OF_BIRTH",
	[UN_DELISTED_ON] = "DELISTED_ON",
	[UN_DESIGNATION] = "DESIGNATION",
	[UN_ENTITIES] = "ENTITIES",
	[UN_ENTITY] = "ENTITY",
	[UN_FIRST_NAME] = "FIRST_NAME",
	[UN_FOURTH_NAME] = "FOURTH_NAME",
	[UN_FROM_YEAR] = "FROM_YEAR",
	[UN_GENDER] = "GENDER",
	[UN_INDIVIDUAL] = "INDIVIDUAL",
	[UN_INDIVIDUALS] = "INDIVIDUALS",
	[UN_INDIVIDUAL_ALIAS] = "INDIVIDUAL_ALIAS",
	[UN_INDIVIDUAL_DATE_OF_BIRTH] = "INDIVIDUAL_DATE_OF_BIRTH",
	[UN_INDIVIDUAL_DOCUMENT] = "INDIVIDUAL_DOCUMENT",
	[UN_INDIVIDUAL_PLACE_OF_BIRTH] = "INDIVIDUAL_PLACE_OF_BIRTH",
	[UN_ISSUING_COUNTRY] = "ISSUING_COUNTRY",
	[UN_LIST] = "CONSOLIDATED_LIST",
	[UN_LISTED_ON] = "LISTED_ON",
	[UN_NAME_ORIGINAL_SCRIPT] = "NAME_ORIGINAL_SCRIPT",
	[UN_NATIONALITY] = "NATIONALITY",
	[UN_NATIONALITY2] = "NATIONALITY2",
	[UN_NOTE] = "NOTE",
	[UN_NUMBER] = "NUMBER",
	[UN_QUALITY] = "QUALITY",
	[UN_REFERENCE_NUMBER] = "REFERENCE_NUMBER",
	[UN_SECOND_NAME] = "SECOND_NAME",
	[UN_STATE_PROVINCE] = "STATE_PROVINCE",
	[UN_THIRD_NAME] = "THIRD_NAME",
	[UN_TO_YEAR] = "TO_YEAR",
	[UN_TYPE_OF_DATE] = "TYPE_OF_DATE",
	[UN_TYPE_OF_DOCUMENT] = "TYPE_OF_DOCUMENT",
	[UN_TYPE_OF_DOCUMENT2] = "TYPE_OF_DOCUMENT2",
	[UN_UN_LIST_TYPE] = "UN_LIST_TYPE",
	[UN_VALUE] = "VALUE",
	[UN_YEAR] = "YEAR",
};

static enum un_element element_of(const char *name)
{
	for (int i = 1; i < UN_ELEMENT_COUNT; i++)
		if (strcmp(name, element_names[i]) == 0)
			return (enum un_element)i;
	return UN_OTHER;
}

static unsigned line_of(const struct un_reader *r)
{
	return (unsigned)XML_GetCurrentLineNumber(r->parser);
}

static void stop(struct un_reader *r, enum rc rc)
{
	r->rc = rc;
	XML_StopParser(r->parser, XML_FALSE);
}

static bool in_person(const struct un_reader *r)
{
	return r->depth >= 3 && r->path[2] == UN_INDIVIDUALS && r->path[3] == UN_INDIVIDUAL;
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct un_reader *r = data;
	(void)attributes;
	if (r->depth == LISTS_XML_DEPTH_MAX) {
		stop(r, err_set(r->e, RC_LIMIT, "line %u: elements are nested more than %d deep",
				line_of(r), LISTS_XML_DEPTH_MAX));
		return;
	}
	r->path[++r->depth] = element_of(name);
	r->text_n = 0;
	r->text_cut = false;
	if (r->depth == 1 && r->path[1] != UN_LIST) {
		stop(r, err_set(r->e, RC_INVALID,
				"this is not the United Nations list: its root is not "
				"CONSOLIDATED_LIST"));
		return;
	}
	if (r->depth == 3 && r->path[2] == UN_ENTITIES && r->path[3] == UN_ENTITY)
		r->entities++;
	if (r->depth == 3 && in_person(r))
		r->person = (struct un_person){.line = line_of(r)};
	if (r->depth == 4 && in_person(r))
		memset(r->person.part, 0, sizeof r->person.part);
}

/* The text of the element that ends: trimmed, in one line; absent when empty. */
static struct slice element_text(struct un_reader *r)
{
	struct slice s = value_one_line(r->im.arena, (struct slice){r->text, r->text_n});
	if (r->text_cut) {
		finding_add(r->im.findings, r->im.arena, SEVERITY_ERROR, "un-text-long", line_of(r),
			    0, "a text is longer than %d bytes and is left out", LISTS_FIELD_MAX);
		return (struct slice){0};
	}
	return s;
}

static void person_element_end(struct un_reader *r)
{
	struct un_person *p = &r->person;
	enum un_element element = r->path[r->depth];
	if (r->depth == 5 && element == UN_VALUE) {
		un_value(&r->im, p, r->path[4], element_text(r), line_of(r));
	} else if (r->depth == 5) {
		p->part[element] = element_text(r);
	} else if (r->depth == 4) {
		p->texts[element] = element_text(r);
		un_block(&r->im, p, element, line_of(r));
	} else if (r->depth == 3) {
		enum rc rc = un_person_end(&r->im, p, r->e);
		if (rc != RC_OK)
			stop(r, rc);
	}
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
	struct un_reader *r = data;
	(void)name;
	if (in_person(r))
		person_element_end(r);
	r->depth--;
	r->text_n = 0;
	r->text_cut = false;
	if (arena_failed(r->im.arena) && r->rc == RC_OK)
		stop(r, import_end(&r->im, RC_OK, r->e));
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length)
{
	struct un_reader *r = data;
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
	struct un_reader *r = data;
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	stop(r, err_set(r->e, RC_INVALID,
			"the file has a document type declaration, which the United Nations list "
			"never has; it is refused"));
}

static enum rc parse(struct un_reader *r, struct slice bytes)
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
	return err_set(r->e, RC_INVALID, "line %u: the XML is not well formed: %s", line_of(r),
		       XML_ErrorString(XML_GetErrorCode(r->parser)));
}

enum rc lists_read_un_xml(struct slice bytes, struct arena *a, list_entries *out,
			  finding_list *findings, struct err *e)
{
	if (bytes.n > LISTS_BYTES_MAX)
		return err_set(e, RC_LIMIT, "the list is larger than %zu MiB",
			       LISTS_BYTES_MAX >> 20);
	struct un_reader *r = calloc(1, sizeof *r);
	XML_Parser parser = r ? XML_ParserCreate(NULL) : NULL;
	if (!parser) {
		free(r);
		return err_set(e, RC_NOMEM, "no memory left to read the list");
	}
	r->parser = parser;
	r->e = e;
	import_init(&r->im, a, out, findings);
	enum rc rc = parse(r, bytes);
	if (rc == RC_OK && r->entities)
		finding_add(findings, a, SEVERITY_INFO, "un-entities", 0, 0,
			    "%u entities (groups and undertakings) are not imported: "
			    "they do not travel",
			    r->entities);
	rc = import_end(&r->im, rc, e);
	XML_ParserFree(parser);
	free(r);
	return rc;
}
