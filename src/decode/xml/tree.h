/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/xml/tree.h - private: one record of a document (a booking, the
 * flight ...) as a small tree, and what is read from it.
 *
 * Records are read when they end, and are forgotten then: a document needs
 * the memory of its largest booking. Values that stay are copied.
 */
#ifndef DECODE_XML_TREE_H
#define DECODE_XML_TREE_H

#include "decode/pnrgov/pnr.h"
#include "decode/xml/parse.h"

struct xml_value {
	struct slice name, value;
	struct xml_value *next;
};

struct xml_node {
	struct slice name; /* without prefix */
	LIST(struct xml_value) attributes;
	size_t text_room;
	struct slice text; /* its own; parts with elements between are joined by a blank */
	struct place place;
	unsigned level;     /* below the record */
	bool element_since; /* a child ended behind the text so far */
	struct xml_node *parent;
	struct xml_node *first, *last, *next;
};

struct xml_reading {
	struct pnr p;
	struct arena *work;    /* of the record */
	struct xml_node *node; /* the innermost that is open; NULL outside of records */
	struct map unknown;    /* elements without a reader that were reported */
	unsigned elements;     /* of the record */
	unsigned depth;        /* of open elements */
	unsigned record_depth;
	unsigned push, list; /* depth of the push's root, and of PNRs; 0 = not open */
	bool seen;           /* a push */
	bool overfull;       /* the record has more elements than are read */
	int64_t claimed;     /* NumberOfPassengers of the booking */
	const struct xml_node *booking;
	struct map by_surname; /* SurnameRefNumber to Passenger, where it has an RPH too */
	bool surnames_known;
};

/* ---- tree.c ---- */
/* Findings and places are those of `n` from now on. */
void xml_at(struct xml_reading *x, const struct xml_node *n);
/* An attribute, or the text where `name` is NULL: trimmed, cut where it is far too long, kept. */
struct slice xml_value(struct xml_reading *x, const struct xml_node *n, const char *name);
/* The same, of which others are looked up: the whole of it. */
struct slice xml_number(struct xml_reading *x, const struct xml_node *n, const char *name);
const struct xml_node *xml_child(const struct xml_node *n, const char *name);
/* Attribute of a child; the child's text where `name` is NULL. */
struct slice xml_child_value(struct xml_reading *x, const struct xml_node *n, const char *child,
			     const char *name);
/* Texts of all children of that name, joined by a blank. */
struct slice xml_texts(struct xml_reading *x, const struct xml_node *n, const char *child);
/* Nothing but the letter X: erased by minimise/. */
bool xml_erased(struct slice s);
/* "2026-03-11T05:55:00" as local time; "...Z" as the text of an instant. */
struct local_time xml_local_time(struct xml_reading *x, struct slice s);
struct slice xml_instant(struct xml_reading *x, struct slice s);
/* 1987-06-14 as 14JUN1987, for the texts of service requests; anything else as it is. */
struct slice xml_ssr_date(struct xml_reading *x, struct slice s);
/* An element for which the model has no field, or that no reader knows: a finding, once a name. */
void xml_pass_over(struct xml_reading *x, const struct xml_node *n);

/* What is read of an element with this name. */
struct xml_reader {
	const char *name;
	void (*read)(struct xml_reading *x, const struct xml_node *n); /* NULL: known, no field */
};
/* Each child of `n` by `readers` (ends with a name of NULL); others are passed over. */
void xml_children(struct xml_reading *x, const struct xml_node *n,
		  const struct xml_reader *readers);

/* ---- booking.c ---- */
void xml_booking(struct xml_reading *x, const struct xml_node *n);
/* ---- people.c ---- */
void xml_passenger(struct xml_reading *x, const struct xml_node *n);
/* ---- tickets.c ---- */
void xml_ticket(struct xml_reading *x, const struct xml_node *n);
void xml_fare_info(struct xml_reading *x, const struct xml_node *n);
void xml_excess_bags(struct xml_reading *x, const struct xml_node *n);
/* ---- services.c ---- */
void xml_ssr(struct xml_reading *x, const struct xml_node *n);
void xml_document(struct xml_reading *x, const struct xml_node *n);
/* ---- itinerary.c ---- */
void xml_flight(struct xml_reading *x, const struct xml_node *n);

#endif
