/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/xml/parse.h - private: one document as events, damage mended.
 *
 * Behind a place that is not well-formed, reading goes on at the next booking,
 * traveller or flight: what was open is ended first, and a finding is made.
 */
#ifndef DECODE_XML_PARSE_H
#define DECODE_XML_PARSE_H

#include "decode/xml/xml.h"

struct xml_attribute {
	struct slice name, value; /* without prefix; UTF-8 */
};

/* Every start has its end. Slices live as long as the call. */
struct xml_sink {
	void *to;
	void (*start)(void *to, struct slice name, const struct xml_attribute *attributes,
		      unsigned count, struct place place);
	void (*text)(void *to, struct slice text);
	void (*end)(void *to, size_t offset); /* of the byte behind it */
	void (*finding)(void *to, enum severity severity, const char *code, unsigned segment,
			size_t offset, const char *text);
};

enum xml_result {
	XML_READ,
	XML_NONE, /* nothing but text up to the end */
	XML_NO_MEMORY,
	XML_REFUSED, /* a DOCTYPE, or no memory for a parser */
};

/* The document at in->at, or behind text that is no XML; `*whole` is where it stands. */
enum xml_result xml_parse(struct slice input, struct xml_input *in, const struct xml_sink *sink,
			  struct place *whole);

/* "<" and what may follow it where a document begins. */
bool xml_begins(struct slice two);
/* Without the prefix of a namespace. */
struct slice xml_local(struct slice name);

#endif
