/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/write/put.h - private: segments by templates, and values in the form
 * that messages have them in.
 */
#ifndef DECODE_WRITE_PUT_H
#define DECODE_WRITE_PUT_H

#include "decode/values.h"
#include "decode/write/emit.h"

/* One message while it is written. */
struct writer {
	struct emit w;
	const struct message *m;
	struct arena *a;  /* of texts that are put together */
	struct date date; /* the message's; absent: then two-digit years say nothing */
};

/* A segment by its template: "TDT+20+%+++%", where each % is one of `values`,
 * and + and : begin an element and a component. */
void put_template(struct emit *w, const char *template, const struct slice *values, unsigned count);
/* PUT(w, "NAT+2+%", t->nationality), with one value at least. */
#define PUT(writer, template, ...) \
	put_template( \
		&(writer)->w, (template), (const struct slice[]){__VA_ARGS__}, \
		(unsigned)(sizeof((const struct slice[]){__VA_ARGS__}) / sizeof(struct slice)))

/* The same where the value says something. */
static inline void put_if(struct writer *w, const char *template, struct slice value)
{
	if (slice_present(value))
		PUT(w, template, value);
}

/* ---- Values; absent for absent ---- */

struct slice put_number(struct writer *w, int64_t number);
/* YYMMDD, or CCYYMMDD where a reader would not take that for the date. */
struct slice put_ymd(struct writer *w, struct date d, enum century century);
/* DDMMYY or DDMMCCYY, of PNRGOV. */
struct slice put_dmy(struct writer *w, struct date d);
struct slice put_hhmm(struct writer *w, struct local_time t);
/* 41 or 41.5 for 410 and 415 tenths; absent for -1. */
struct slice put_weight(struct writer *w, int tenths);
/* Flight number and suffix, with or without its carrier before it, so that
 * flight_split gives these parts again. */
struct slice put_designator(struct writer *w, struct slice carrier, struct slice number,
			    struct slice suffix);
/* The same without the carrier where that can be left out. */
struct slice put_flight_number(struct writer *w, struct slice carrier, struct slice number,
			       struct slice suffix);
/* A name with its title so that title_split gives both again. */
struct slice put_titled(struct writer *w, struct slice name, struct slice title);

/* Bag tags that follow each other: as many as `*count` from `first` on. Gives
 * the first tag behind them. */
const struct bag_tag *put_tag_run(const struct bag_tag *first, unsigned *count);

/* ---- One message each ---- */

/* paxlst.c: WCO/IATA/ICAO PAXLST. */
void write_paxlst(struct writer *w);
/* pnrgov.c: IATA PADIS PNRGOV. */
void write_pnrgov(struct writer *w);
/* xml.c: IATA_PNRGOV_NotifRQ. */
void write_xml(const struct message *m, struct arena *a, struct buf *out);

#endif
