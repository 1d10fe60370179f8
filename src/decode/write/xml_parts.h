/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/write/xml_parts.h - private: what the files that write PNRGOV XML
 * share: elements, and where writing stands.
 */
#ifndef DECODE_WRITE_XML_PARTS_H
#define DECODE_WRITE_XML_PARTS_H

#include "decode/write/booking.h"

struct xml_writer {
	const struct message *m;
	struct arena *a;
	struct buf *out;
	bool open; /* a start tag is not yet ended */
	struct placing placing;
	const struct booking *b;
	const struct fare *fare;       /* the next one to be written */
	const struct tax *tax;         /* the same */
	const struct payment *payment; /* the same */
	struct slice currency;         /* of the last TotalFare of the ticket */
};

/* ---- xml.c ---- */
void xml_start(struct xml_writer *x, const char *name);
/* Of the element whose start was written last; nothing where the value is absent. */
void xml_attribute(struct xml_writer *x, const char *name, struct slice value);
void xml_end(struct xml_writer *x, const char *name);
/* An element with one attribute; nothing where the value is absent. */
void xml_element(struct xml_writer *x, const char *name, const char *key, struct slice value);
struct slice xml_number_text(struct xml_writer *x, int64_t number);

/* ---- xml_tickets.c ---- */
/* Each is all that the traveller has of it. */
void xml_put_tickets(struct xml_writer *x, const struct traveller *t);
void xml_put_fare_info(struct xml_writer *x, const struct traveller *t);
/* Bags paid for by one traveller, or (-1) for the booking, as elements of that name. */
void xml_put_excess(struct xml_writer *x, const char *name, int traveller);

#endif
