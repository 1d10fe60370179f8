/* SPDX-License-Identifier: Apache-2.0
 *
 * minimise/minimise.h - erase what may not be kept, before anything is
 * written, shown or interpreted.
 *
 * Works on the message bytes themselves: it overwrites the forbidden ranges
 * with the letter X (of a heading that is not permitted: with blanks) in place (lengths, offsets and separators stay, so the
 * message still parses), so that what is decoded, stored, logged and shown
 * afterwards can not contain them. Input that can not be read as EDIFACT is
 * searched byte by byte. Pure. What each profile erases: docs/minimise.md.
 */
#ifndef MINIMISE_MINIMISE_H
#define MINIMISE_MINIMISE_H

#include "model/message.h"

/* What a legal profile forbids: data, see profiles/ and law.h. Lists are in byte
 * order, in capitals, and end with NULL. */
struct minimise_profile {
	const char *name;                   /* "eu-strict", "icao-base" */
	const char *const *sensitive_codes; /* SSR and OSI codes */
	const char *const *sensitive_words; /* whole words in free text */
	/* SSR codes that belong to a permitted heading; every other service
	 * request or remark is a general remark and erased. NULL: general
	 * remarks are not restricted. */
	const char *const *permitted_services;
	/* Bit n: heading n of Annex I is not permitted; what lies under it is erased. */
	uint32_t forbidden;
};

/* NULL when there is no profile of that name. */
const struct minimise_profile *minimise_profile_find(const char *name);

struct erasure {
	size_t offset;     /* where in the input */
	struct slice code; /* static: "VGML", or one of the names below; never the value */
	const char *why;   /* "sensitive", "general-remark", "card-number", "heading" */
	unsigned number;   /* in the order of finding */
	struct erasure *next;
};

/* Codes of what has no service code. */
#define ERASED_WORD "sensitive-word"
#define ERASED_REMARK "general-remark"
#define ERASED_CARD "card-number"
#define ERASED_SEAT "seat-characteristic"
/* Why: the code is "heading-1" to "heading-19". */
#define ERASED_HEADING "heading"

typedef struct {
	struct erasure *first, *last; /* a LIST */
	unsigned count;
	const struct erasure **by_place; /* `count` of them, sorted by offset */
} erasures;

/* Overwrites forbidden ranges of `bytes`, in time linear in `n`. RC_NOMEM: the
 * input must not be used. */
enum rc minimise_input(char *bytes, size_t n, const struct minimise_profile *profile,
		       struct arena *a, erasures *out, struct err *e) MUST_CHECK;

/* Adds the erasures that lie within m->place to m->removed, counted by code. */
void minimise_attach(struct message *m, const erasures *list, struct arena *a);

#endif
