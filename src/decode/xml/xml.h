/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/xml/xml.h - PNRGOV XML (IATA_PNRGOV_NotifRQ) to the model.
 *
 * One document is one message. Names count without their prefix: namespaces
 * are not checked. A place's segment is the running number of the element
 * (1 = the root) that holds the record; findings count the same way.
 * Documents are read with expat; a DOCTYPE is refused, so there are no
 * entities but the five of XML itself.
 */
#ifndef DECODE_XML_XML_H
#define DECODE_XML_XML_H

#include "decode/edifact/edi.h"

#define XML_DEPTH_MAX 32              /* open elements; deeper ones are passed over */
#define XML_RECORD_ELEMENTS_MAX 50000 /* elements of one booking */
#define XML_ATTRIBUTES_MAX 100        /* of one element */
#define XML_TEXT_MAX 10000            /* bytes of one element's text, or of one attribute */
#define XML_DAMAGES_MAX 200 /* damaged places of one document after which reading goes on */

/* Whether the input is XML: it begins with a tag, and either its first element is a
 * PNRGOV's or nothing in it looks like EDIFACT. minimise/ asks the same question. */
bool xml_is_input(struct slice input);

/* Where reading stands between two documents. Zeroed at the start. */
struct xml_input {
	size_t at;
	size_t checked_to; /* the characters up to here are known: */
	bool not_utf8;     /* ... to be no UTF-8 */
};

/* Reads the next document of r->input into `m`, with memory and findings as
 * `r` says. RC_END: there is none; RC_NOMEM. Sets m->unreadable where it is no PNRGOV. */
enum rc xml_next(struct edi_reader *r, struct xml_input *in, struct message *m,
		 struct date today) MUST_CHECK;

/* As decode_segments; `tag` is that of the segment which holds the same in
 * EDIFACT (TIF for Passenger ...), and a segment goes on to the next one. */
struct segment_text;
void xml_segments(struct slice input, struct arena *a,
		  void (*add)(void *to, const char *tag, struct place place), void *to);

#endif
