/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/values.h - single values as carriers write them: dates, countries,
 * flights, names, seats, bags. Pure functions on slices; they know nothing of
 * segments, and report nothing: a caller turns their answers into findings.
 *
 * Results are ranges of the argument, static text, or (where an arena is
 * taken) in that arena.
 */
#ifndef DECODE_VALUES_H
#define DECODE_VALUES_H

#include "model/country.h"
#include "model/message.h"

/* ---- Dates (docs/decode.md, "Dates and centuries") ---- */

/* How a two-digit year gets its century, against the message's date. */
enum century {
	CENTURY_BIRTH,   /* the latest year in which the full date is not after it */
	CENTURY_NEAREST, /* the year nearest to it: expiry, issue, flights */
};

enum date_result {
	DATE_READ,
	DATE_DOUBTFUL, /* read; birth in the two-digit year of the message: only
			* month and day decided the century */
	DATE_EMPTY,
	DATE_PARTIAL, /* month or day 00 (unknown, ICAO 9303); nothing in `out` */
	DATE_WRONG,   /* no such day, or not a date at all; nothing in `out` */
};

/* YYMMDD (format 101) or CCYYMMDD (102); a time behind it (201, 203) is ignored. */
enum date_result date_read_ymd(struct slice s, enum century c, struct date reference,
			       struct date *out);
/* DDMMYY of PNRGOV. */
enum date_result date_read_dmy(struct slice s, enum century c, struct date reference,
			       struct date *out);
/* DDMMMYY or DDMMMYYYY of SSR text, English months, any case. */
enum date_result date_read_ssr(struct slice s, enum century c, struct date reference,
			       struct date *out);
/* HHMM, or HHMMSS; `second` -1 when not sent. False if it is no time of day. 2400 is not. */
bool time_read(struct slice s, int8_t *hour, int8_t *minute, int8_t *second);
/* A DTM value with its format code 2379 (201, 203, 101, 102 or absent: by length). */
enum date_result local_time_read(struct slice value, struct slice format, struct date reference,
				 struct local_time *out);

/* ---- Flights ---- */

struct flight_code {
	struct slice carrier, number, suffix; /* number without leading zeros */
};
/* "Z90418A" to Z9, 418, A. `carrier` (may be absent) is what another element
 * says: it is taken off the front where it stands there, and is the answer
 * where the designator is only a number. Absent number: not a flight number;
 * then `number` is the whole rest ("V077"). */
struct flight_code flight_split(struct slice designator, struct slice carrier);
struct slice flight_number_plain(struct slice number); /* "0827" to "827" */

/* ---- Names ---- */

/* Takes a title (MR MRS MS MISS MSTR DR CHD INF) off the end of a given name,
 * glued ("JOOSTMR") or after a blank ("NINA MS"), or off its front before a
 * blank. Where what is left would not be a name, nothing is taken off. */
void title_split(struct slice given, struct slice *name, struct slice *title);

/* ---- Seats, bags, weights ---- */

struct slice seat_plain(struct slice s); /* "014C" to "14C"; XXX and zeros: absent */

#define BAG_RANGE_MAX 999 /* consecutive tags of one entry (FTX 4440, TBD C358) */
/* Adds `count` consecutive tags from `first` on to the traveller; tags it has
 * already are not added again. False when `count` was above BAG_RANGE_MAX or
 * the tag has no digits to count with; then only the first tag is added. */
bool bag_tags_add(struct arena *a, struct traveller *t, struct slice first, uint64_t count,
		  struct place place);

/* "41", "41.5", "41,5" in kilograms, or pounds, to tenths of a kilogram
 * (1 lb = 0.45359237 kg, rounded half up); -1 when it is no weight. */
int weight_tenths(struct slice s, bool pounds);

/* ---- Contacts ---- */

/* PAXLST COM: "A.AT.B" to "A@B" (UNOA has no @). */
struct slice email_plain(struct arena *a, struct slice s);
/* SSR CTCE: "//" is @, ".." is _, "./" is -. */
struct slice email_from_ssr(struct arena *a, struct slice s);

#endif
