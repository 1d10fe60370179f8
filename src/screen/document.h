/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/document.h - numbers and types of travel documents brought to a form in
 * which they can be compared.
 */
#ifndef SCREEN_DOCUMENT_H
#define SCREEN_DOCUMENT_H

#include "base/slice.h"

#define DOCUMENT_NUMBER_MAX 48 /* further characters are not looked at */

struct document_key {
	char strict[DOCUMENT_NUMBER_MAX]; /* capitals and digits only */
	char folded[DOCUMENT_NUMBER_MAX]; /* and O as 0, I as 1 */
	uint8_t length;
	char type;           /* P passport, V visa, I identity card ..., 0 = not known */
	struct slice issuer; /* alpha-3 where known, else as it stands */
};

/* `issuer` of the key points at static memory or into `issuer`. */
void document_key_make(struct slice type, struct slice number, struct slice issuer,
		       struct document_key *out);
/* 0 unless a type is recognised: codes of ICAO Doc 9303 (P, PD, V, I, AC ...) or
 * words such as "passport". */
char document_type(struct slice type);

enum document_agreement {
	DOCUMENT_NOTHING,  /* too many doubts, another issuer, or too short a number */
	DOCUMENT_POSSIBLE, /* two doubts */
	DOCUMENT_NEARLY,   /* one doubt */
	DOCUMENT_SAME,
};

enum document_issuer { ISSUER_ABSENT, ISSUER_AGREES, ISSUER_DIFFERS };

struct document_comparison {
	enum document_agreement agreement; /* without the evidence of a person's name */
	bool folded;                       /* only with O as 0, I as 1 */
	enum document_issuer issuer;
	bool type_differs;
	bool type_agrees;
};

/* Compares two documents with the same folded number. */
struct document_comparison document_compare(const struct document_key *a,
					    const struct document_key *b);

#endif
