/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/xml/parse.h"

#include "base/utf8.h"
#include "decode/edifact/charset.h"

#include <expat.h>
#include <string.h>

#define QNAME_MAX 100
#define PREFIX_MAX ((XML_DEPTH_MAX + 2) * (QNAME_MAX + 2))
#define HEAD_MAX 4096 /* bytes in which the root begins */
#define LATIN1 "ISO-8859-1"
#define PIECE_FIRST ((size_t)4096)  /* bytes given to the parser at first */
#define PIECE_MAX ((size_t)1 << 30) /* it counts with an int */

struct open_element {
	char name[QNAME_MAX]; /* as sent, with its prefix */
	size_t n;
};

struct parse {
	XML_Parser parser;
	struct slice input;
	const struct xml_sink *sink;
	int64_t base;      /* input offset of the parser's byte 0 */
	int64_t synthetic; /* bytes given to the parser that are none of the input's */
	struct open_element open[XML_DEPTH_MAX];
	unsigned depth;
	unsigned passed; /* depth of elements that are passed over */
	unsigned number;
	unsigned damages;
	bool refused, ended, another; /* DOCTYPE; the root ended; another root begins */
	bool no_memory;               /* refused for that */
	bool noted_depth, noted_instruction, noted_size;
	size_t end;
	size_t tag_at;       /* the last tag, or where reading began: no comment is open there */
	const char *charset; /* what the parser is told, NULL = the document says it */
	struct xml_attribute attributes[XML_ATTRIBUTES_MAX];
};

struct slice xml_local(struct slice name)
{
	for (size_t i = name.n; i > 0; i--) {
		if (name.p[i - 1] == ':')
			return slice_range(name, i, name.n);
	}
	return name;
}

static size_t here(const struct parse *x)
{
	int64_t at = x->base + XML_GetCurrentByteIndex(x->parser);
	return at < 0 ? 0 : (size_t)at;
}

static bool is_synthetic(const struct parse *x)
{
	return XML_GetCurrentByteIndex(x->parser) < x->synthetic;
}

static void note(struct parse *x, enum severity severity, const char *code, size_t at,
		 const char *text)
{
	x->sink->finding(x->sink->to, severity, code, x->number, at < x->input.n ? at : x->input.n,
			 text);
}

static void stop(struct parse *x)
{
	XML_StopParser(x->parser, XML_FALSE);
}

/* ---- what expat calls ---- */

static bool is_push(struct slice local)
{
	return slice_is(local, "IATA_PNRGOV_NotifRQ");
}

static struct slice value_of(struct parse *x, const XML_Char *value)
{
	struct slice s = slice_of(value);
	if (s.n <= XML_TEXT_MAX)
		return s;
	if (!x->noted_size)
		note(x, SEVERITY_WARNING, "text-limit", here(x),
		     "a text is longer than is read; its rest is left out");
	x->noted_size = true;
	s.n = XML_TEXT_MAX;
	while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xC0) == 0x80)
		s.n--;
	return s;
}

static unsigned take_attributes(struct parse *x, const XML_Char **sent)
{
	unsigned count = 0;
	for (; sent[0] && count < XML_ATTRIBUTES_MAX; sent += 2) {
		struct slice name = slice_of(sent[0]);
		if (slice_is(name, "xmlns") || slice_starts(name, "xmlns:"))
			continue;
		x->attributes[count].name = xml_local(name);
		x->attributes[count++].value = value_of(x, sent[1]);
	}
	if (sent[0] && !x->noted_size)
		note(x, SEVERITY_WARNING, "text-limit", here(x),
		     "an element has more attributes than are read; the rest is left out");
	x->noted_size |= sent[0] != NULL;
	return count;
}

/* Too deep, or with a name that no standard has: with all that it holds. */
static bool is_passed_over(struct parse *x, struct slice name)
{
	if (x->passed == 0 && x->depth < XML_DEPTH_MAX && name.n < QNAME_MAX)
		return false;
	if (!x->noted_depth)
		note(x, SEVERITY_ERROR, "element-too-deep", here(x),
		     "elements stand in one another deeper than is read, or one has a very long "
		     "name; they were passed over with what they hold");
	x->noted_depth = true;
	x->passed++;
	return true;
}

static void XMLCALL on_start(void *data, const XML_Char *qname, const XML_Char **attributes)
{
	struct parse *x = data;
	struct slice name = slice_of(qname);
	if (x->refused || x->another || is_synthetic(x))
		return;
	x->tag_at = here(x);
	if (x->depth > 0 && is_push(xml_local(name)) &&
	    is_push(xml_local((struct slice){x->open[0].name, x->open[0].n}))) {
		x->another = true;
		x->end = here(x);
		stop(x);
		return;
	}
	x->number++;
	if (is_passed_over(x, name))
		return;
	struct open_element *o = &x->open[x->depth++];
	memcpy(o->name, name.p, name.n);
	o->n = name.n;
	struct place place =
		place_make(x->number, here(x), (size_t)XML_GetCurrentByteCount(x->parser));
	unsigned count = take_attributes(x, attributes);
	x->sink->start(x->sink->to, xml_local(name), x->attributes, count, place);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
	struct parse *x = data;
	(void)name;
	if (x->refused || x->another || is_synthetic(x))
		return;
	x->tag_at = here(x);
	if (x->passed > 0) {
		x->passed--;
		return;
	}
	size_t end = here(x) + (size_t)XML_GetCurrentByteCount(x->parser);
	x->depth--;
	x->sink->end(x->sink->to, end);
	if (x->depth > 0)
		return;
	x->ended = true;
	x->end = end;
	stop(x);
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length)
{
	struct parse *x = data;
	if (!x->refused && !x->another && x->passed == 0 && x->depth > 0 && !is_synthetic(x))
		x->sink->text(x->sink->to, (struct slice){text, (size_t)length});
}

static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system_id,
			       const XML_Char *public_id, int internal)
{
	struct parse *x = data;
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	x->refused = true;
	note(x, SEVERITY_ERROR, "xml-refused", here(x),
	     "the document has a DOCTYPE; for safety it was not read; send it without");
	stop(x);
}

static void XMLCALL on_instruction(void *data, const XML_Char *target, const XML_Char *text)
{
	struct parse *x = data;
	(void)target;
	(void)text;
	if (!x->noted_instruction)
		note(x, SEVERITY_WARNING, "instruction-ignored", here(x),
		     "the document has a processing instruction; it was passed over");
	x->noted_instruction = true;
}

/* A character set that expat does not know: as Windows-1252. */
static int XMLCALL on_charset(void *data, const XML_Char *name, XML_Encoding *out)
{
	struct parse *x = data;
	(void)name;
	for (int i = 0; i < 256; i++) {
		uint32_t c = charset_read(EDI_LATIN1, (unsigned char)i);
		out->map[i] = i < 0x80 ? i : c == 0xFFFD ? -1 : (int)c;
	}
	out->data = NULL;
	out->convert = NULL;
	out->release = NULL;
	note(x, SEVERITY_INFO, "charset-undeclared", 0,
	     "the document names a character set that is not known here; read as Windows-1252");
	return XML_STATUS_OK;
}

/* ---- behind damage ---- */

/* What the text from `at` on is, up to the end of its tag. */
struct found_tag {
	struct slice name; /* as sent */
	size_t at;
	bool closes;
};

static bool is_name(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '_' || c == ':' || c == '-' || c == '.' ||
	       (unsigned char)c >= 0x80;
}

/* Behind the comment, CDATA or instruction at `at`; `at` itself where it is none. */
static size_t passage_end(struct slice input, size_t at)
{
	static const char *const kinds[][2] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
	struct slice rest = slice_range(input, at, input.n);
	if (slice_starts(rest, "<?xml "))
		return at;
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (!slice_starts(rest, kinds[i][0]))
			continue;
		const char *end = memmem(rest.p, rest.n, kinds[i][1], strlen(kinds[i][1]));
		return end ? (size_t)(end - input.p) + strlen(kinds[i][1]) : input.n;
	}
	return at;
}

static bool tag_find(struct slice input, size_t from, struct found_tag *out)
{
	size_t at = slice_find(input, '<', from);
	for (size_t end; at != SIZE_MAX && (end = passage_end(input, at)) > at;)
		at = slice_find(input, '<', end);
	if (at == SIZE_MAX)
		return false;
	size_t name = at + 1;
	out->at = at;
	out->closes = name < input.n && input.p[name] == '/';
	name += out->closes;
	size_t end = name;
	while (end < input.n && end - name < QNAME_MAX && is_name(input.p[end]))
		end++;
	out->name = slice_range(input, name, end);
	return true;
}

/* An attribute of that name stands in the tag: a traveller of the booking has
 * one, a name within another element has none. */
static bool tag_has(struct slice input, size_t from, const char *attribute)
{
	size_t n = strlen(attribute);
	for (size_t i = from + 1; i + n < input.n && i < from + 1000; i++) {
		if (input.p[i] == '>' || input.p[i] == '<')
			return false;
		if (memcmp(input.p + i, attribute, n) == 0)
			return true;
	}
	return false;
}

static int open_index(const struct parse *x, const char *local)
{
	for (unsigned i = x->depth; i > 0; i--) {
		struct slice name = {x->open[i - 1].name, x->open[i - 1].n};
		if (slice_is(xml_local(name), local))
			return (int)i - 1;
	}
	return -1;
}

/* How many elements stay open where reading goes on at this tag; -1: it is none of these. */
static int resume_depth(const struct parse *x, const struct found_tag *tag)
{
	struct slice name = xml_local(tag->name);
	int booking = open_index(x, "PNR");
	if (tag->closes)
		return -1;
	if (slice_is(name, "PNR")) {
		int list = open_index(x, "PNRs");
		if (list >= 0)
			return list + 1;
		return booking >= 0 ? booking : (int)x->depth;
	}
	if (booking < 0)
		return -1;
	bool traveller = slice_is(name, "Passenger") && (tag_has(x->input, tag->at, "RPH=") ||
							 tag_has(x->input, tag->at, "SurnameRef"));
	bool flight = slice_is(name, "Flight") && tag_has(x->input, tag->at, "DepartureDateTime");
	return traveller || flight ? booking + 1 : -1;
}

/* Whether the document cannot go on behind this tag. */
static bool is_outside(const struct parse *x, const struct found_tag *tag, size_t *end)
{
	*end = tag->at;
	if (slice_starts(slice_range(x->input, tag->at, tag->at + 6), "<?xml ") && x->depth > 0)
		return true;
	if (x->depth == 0)
		return false;
	struct slice root = {x->open[0].name, x->open[0].n};
	if (!tag->closes)
		return is_push(xml_local(tag->name)) && is_push(xml_local(root));
	if (!slice_eq(tag->name, root))
		return false;
	size_t close = slice_find(x->input, '>', tag->at);
	*end = close == SIZE_MAX ? x->input.n : close + 1;
	return true;
}

static void end_open(struct parse *x, unsigned depth, size_t at)
{
	while (x->depth > depth) {
		x->depth--;
		x->sink->end(x->sink->to, at);
	}
	x->passed = 0;
}

/* Where reading goes on behind `from`; false: nowhere, and the document ends at x->end. */
static bool resume(struct parse *x, size_t from, size_t *at)
{
	struct found_tag tag;
	bool tired = ++x->damages > XML_DAMAGES_MAX;
	for (size_t i = x->tag_at; tag_find(x->input, i, &tag); i = tag.at + 1) {
		if (tag.at < from)
			continue;
		if (is_outside(x, &tag, &x->end))
			return false;
		int depth = tired ? -1 : resume_depth(x, &tag);
		if (depth < 0)
			continue;
		end_open(x, (unsigned)depth, from);
		*at = tag.at;
		return true;
	}
	x->end = x->input.n;
	return false;
}

/* ---- one document ---- */

/* Where the next document can begin at the earliest, its prolog included. */
static size_t next_declaration(struct slice input, size_t from)
{
	const char *p = from < input.n ? memmem(input.p + from, input.n - from, "<?xml ", 6) : NULL;
	return p ? (size_t)(p - input.p) : input.n;
}

static XML_Parser parser_new(struct parse *x)
{
	XML_Parser p = XML_ParserCreate(x->charset);
	if (!p)
		return NULL;
	XML_SetUserData(p, x);
	XML_SetElementHandler(p, on_start, on_end);
	XML_SetCharacterDataHandler(p, on_text);
	XML_SetStartDoctypeDeclHandler(p, on_doctype);
	XML_SetProcessingInstructionHandler(p, on_instruction);
	XML_SetUnknownEncodingHandler(p, on_charset, x);
	return p;
}

/* The tags of what is open, so that its ends will be understood. */
static size_t write_open(const struct parse *x, char out[PREFIX_MAX])
{
	size_t n = 0;
	for (unsigned i = 0; i < x->depth; i++) {
		out[n++] = '<';
		memcpy(out + n, x->open[i].name, x->open[i].n);
		n += x->open[i].n;
		out[n++] = '>';
	}
	return n;
}

/* The parser copies what it is given, and looks again at a token that is not whole: so
 * each piece is twice the one before, and a document costs what it has, not what is behind it. */
static enum XML_Status feed(struct parse *x, size_t at)
{
	enum XML_Status status = XML_STATUS_OK;
	bool last = false;
	for (size_t n = PIECE_FIRST; status == XML_STATUS_OK && !last;
	     at += n, n *= n < PIECE_MAX ? 2 : 1) {
		size_t left = x->input.n - at;
		last = n >= left;
		status = XML_Parse(x->parser, x->input.p + at, (int)(last ? left : n), last);
	}
	return status;
}

/* Parses from `at` to the end of the document; false where it is damaged. */
static bool parse_from(struct parse *x, size_t at, size_t *stopped)
{
	char open[PREFIX_MAX];
	size_t n = write_open(x, open);
	x->parser = parser_new(x);
	x->tag_at = at;
	*stopped = at;
	if (!x->parser) {
		x->refused = x->no_memory = true;
		return true;
	}
	x->synthetic = (int64_t)n;
	x->base = (int64_t)at - (int64_t)n;
	enum XML_Status status = XML_STATUS_OK;
	if (n > 0)
		status = XML_Parse(x->parser, open, (int)n, 0);
	if (status == XML_STATUS_OK)
		status = feed(x, at);
	if (status != XML_STATUS_OK && XML_GetErrorCode(x->parser) == XML_ERROR_NO_MEMORY)
		x->refused = x->no_memory = true;
	*stopped = here(x);
	if (*stopped < at)
		*stopped = at;
	XML_ParserFree(x->parser);
	x->parser = NULL;
	return x->refused || x->ended || x->another || status == XML_STATUS_OK;
}

static void note_damage(struct parse *x, size_t at, bool goes_on)
{
	if (x->depth == 0 && x->number == 0)
		note(x, SEVERITY_ERROR, "xml-damaged", at,
		     "this is not well-formed XML; nothing of it could be read");
	else if (goes_on)
		note(x, SEVERITY_ERROR, "xml-damaged", at,
		     "the document is not well-formed here; reading goes on at the next traveller, "
		     "flight or booking");
	else
		note(x, SEVERITY_ERROR, "xml-damaged", at,
		     "the document is not well-formed here or ends too early; what follows could "
		     "not be read");
}

static bool has_doctype(struct slice s)
{
	return s.n > 0 && memmem(s.p, s.n, "<!DOCTYPE", 9) != NULL;
}

/* The tag of the root itself is damaged: it is taken as begun. */
static bool begin_push(struct parse *x, size_t at)
{
	struct found_tag tag;
	for (size_t i = at; tag_find(x->input, i, &tag) && tag.at < at + HEAD_MAX; i = tag.at + 1) {
		if (tag.closes || !is_push(xml_local(tag.name)))
			continue;
		if (has_doctype(slice_range(x->input, at, tag.at)))
			break;
		struct open_element *o = &x->open[x->depth++];
		memcpy(o->name, tag.name.p, tag.name.n);
		o->n = tag.name.n;
		x->number = 1;
		x->tag_at = tag.at + 1;
		x->sink->start(x->sink->to, xml_local(tag.name), NULL, 0,
			       place_make(1, tag.at, tag.name.n + 1));
		return true;
	}
	x->end = next_declaration(x->input, at + 1);
	return false;
}

static void parse_all(struct parse *x, size_t at)
{
	size_t stopped = at;
	while (!parse_from(x, at, &stopped)) {
		bool begun = x->depth > 0 || (x->number == 0 && begin_push(x, at));
		size_t behind = stopped > at ? stopped : at + 1;
		behind = behind > x->tag_at ? behind : x->tag_at;
		bool goes_on = begun && resume(x, behind, &at);
		note_damage(x, stopped, goes_on);
		if (goes_on)
			continue;
		end_open(x, 0, stopped);
		return;
	}
	if (x->another) {
		note_damage(x, x->end, false);
		end_open(x, 0, x->end);
	}
}

/* Bytes that are no UTF-8 although nothing else is declared: as Latin-1. */
static const char *charset_of(struct slice input, struct xml_input *in, size_t at)
{
	struct slice head = slice_range(input, at, at + 200);
	size_t end = slice_find(head, '>', 0);
	bool declares = slice_starts(head, "<?xml ") && end != SIZE_MAX;
	const char *said = declares ? memmem(head.p, end, "encoding", 8) : NULL;
	struct slice rest = said ? slice_range(head, (size_t)(said - head.p) + 8, end)
				 : (struct slice){NULL, 0};
	bool utf8 = !said || memmem(rest.p, rest.n, "UTF-8", 5) ||
		    memmem(rest.p, rest.n, "utf-8", 5);
	if (!utf8)
		return NULL;
	if (at >= in->checked_to) {
		in->checked_to = next_declaration(input, at + 1);
		in->not_utf8 = !utf8_valid(slice_range(input, at, in->checked_to));
	}
	return in->not_utf8 ? LATIN1 : "UTF-8";
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

/* What can begin a document; the end of something else cannot. */
static size_t document_find(struct slice input, size_t from)
{
	size_t at = slice_find(input, '<', from);
	while (at != SIZE_MAX && !xml_begins(slice_range(input, at, at + 2)))
		at = slice_find(input, '<', at + 1);
	return at;
}

enum xml_result xml_parse(struct slice input, struct xml_input *in, const struct xml_sink *sink,
			  struct place *whole)
{
	struct parse x = {.input = input, .sink = sink};
	size_t text = in->at;
	size_t at = document_find(input, in->at);
	while (text < input.n && is_blank(input.p[text]))
		text++;
	if (at == SIZE_MAX) {
		*whole = place_make(0, in->at, input.n - in->at);
		in->at = input.n;
		return XML_NONE;
	}
	/* A document is preceded by nothing but blanks; a byte order mark is passed over. */
	if (text < at && !(text == 0 && at == 3))
		note(&x, SEVERITY_INFO, "text-outside-interchange", text,
		     "text before the document was passed over");
	x.charset = charset_of(input, in, at);
	if (x.charset && strcmp(x.charset, LATIN1) == 0)
		note(&x, SEVERITY_INFO, "charset-undeclared", at,
		     "the document is not in UTF-8 and declares no other character set; read as "
		     "ISO 8859-1");
	parse_all(&x, at);
	if (x.refused)
		x.end = next_declaration(input, at + 1);
	if (x.end <= at)
		x.end = at + 1;
	*whole = place_make(1, at, x.end - at);
	in->at = x.end;
	if (x.no_memory)
		return XML_NO_MEMORY;
	return x.refused ? XML_REFUSED : XML_READ;
}
