/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/write/pnr.h - private: the parts of a PNRGOV booking.
 */
#ifndef DECODE_WRITE_PNR_H
#define DECODE_WRITE_PNR_H

#include "decode/write/booking.h"

struct pnr_writer {
	struct writer *w;
	struct placing placing;
	const struct booking *b;
	const struct fare *fare;       /* the next one to be written */
	const struct payment *payment; /* the same */
	const struct tax *tax;
};

/* ---- pnr_text.c ---- */
/* A text behind the element or component that is begun by `first`, in parts of
 * at most 70 characters that a reader joins again. */
void pnr_put_parts(struct writer *w, struct slice text,
		   void (*first)(struct emit *w, struct slice text));
/* Date and time of an instant's text. */
struct pnr_moment {
	struct slice date, time;
};
struct pnr_moment pnr_moment_of(struct writer *w, struct slice instant);
/* TVL: times, ports, carriers, flight. */
void pnr_put_tvl(struct writer *w, const struct segment *s);
/* SSR or, for OSI, IFT. */
void pnr_put_request(struct pnr_writer *p, const struct service_request *r);
/* ORG. */
bool pnr_says_agency(const struct agency *a);
void pnr_put_agency(struct writer *w, const struct agency *a);
/* A contact as ADD, where a reader would find it in that. */
void pnr_put_contact(struct writer *w, const struct contact *c);
void pnr_put_address(struct writer *w, const char *purpose, const struct address *a);

/* ---- pnr_people.c: GR.2 to GR.4 ---- */
void pnr_put_traveller(struct pnr_writer *p, const struct traveller *t);
/* Name and type, as TIF has them. */
void pnr_put_tif(struct pnr_writer *p, const struct traveller *t);
void pnr_put_payment(struct pnr_writer *p, const struct payment *pay);
/* Excess baggage of a traveller; -1: of the booking. */
void pnr_put_excess(struct pnr_writer *p, int traveller);

/* ---- pnr_itinerary.c: GR.5 to GR.9 ---- */
void pnr_put_segment(struct pnr_writer *p, const struct segment *s);
void pnr_put_split(struct pnr_writer *p);

/* ---- pnr_history.c: GR.10 to GR.12 ---- */
void pnr_put_history(struct writer *w, const struct booking *b);

#endif
