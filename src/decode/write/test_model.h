/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/write/test_model.h - for tests: random messages as a reader gives
 * them. All people, carriers and bookings are invented.
 */
#ifndef DECODE_WRITE_TEST_MODEL_H
#define DECODE_WRITE_TEST_MODEL_H

#include "decode/write/test_draw.h"
#include "model/message.h"

/* One message while it is made up. */
struct making {
	struct draw d;
	struct arena *a;
	struct message *m;
	bool hard; /* texts hold separators and letters of many alphabets */
};

/* ---- test_model.c ---- */

#define ONE_OF(making, list) \
	((list)[draw_below(&(making)->d, (unsigned)(sizeof(list) / sizeof((list)[0])))])
/* True `percent` times in a hundred. */
bool made_chance(struct making *g, unsigned percent);
/* The text, or absent. */
struct slice made_maybe(struct making *g, struct slice text);
struct slice made_text(struct making *g); /* letters of many kinds, no slash */
struct slice made_name(struct making *g); /* of a person */
/* A given name that is not taken for one with a title. */
struct slice made_given(struct making *g);
struct slice made_title(struct making *g);
struct slice made_code(struct making *g, unsigned length); /* letters and digits */
struct slice made_digits(struct making *g, unsigned length);
struct slice made_country(struct making *g);
struct slice made_port(struct making *g);
struct slice made_carrier(struct making *g);
struct slice made_telephone(struct making *g);
struct slice made_email(struct making *g);
/* Up to `before` days before the message, and `after` behind it. */
struct date made_date(struct making *g, unsigned before, unsigned after);
struct local_time made_time(struct making *g, unsigned after); /* may be only a date */
/* The text of one, to any precision. */
struct slice made_instant(struct making *g);
/* 14JUN87, or with the century. */
struct slice made_ssr_date(struct making *g, struct date d, bool long_year);
void made_envelope(struct making *g, enum message_type type);
struct traveller *made_traveller(struct making *g);
void made_bag_tags(struct making *g, struct traveller *t);
void made_bag_entries(struct making *g, struct traveller *t);

/* ---- test_paxlst.c, test_pnrgov.c ---- */

void made_paxlst(struct making *g);
/* As EDIFACT, or what XML can carry of it. */
void made_pnrgov(struct making *g, bool xml);

#endif
