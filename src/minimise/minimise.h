/* SPDX-License-Identifier: Apache-2.0
 *
 * minimise/minimise.h - erase what may not be kept, before anything is
 * written, shown or interpreted.
 *
 * Works on the message bytes themselves: it overwrites the forbidden ranges
 * with the letter X in place (lengths and offsets stay), so that what is
 * decoded, stored, logged and shown afterwards can not contain them. Pure.
 */
#ifndef MINIMISE_MINIMISE_H
#define MINIMISE_MINIMISE_H

#include "model/message.h"

/* What a legal profile forbids; data, see profiles/. */
struct minimise_profile {
	const char *name; /* "eu-strict", "icao-base" */
	const char *const *sensitive_codes; /* SSR/OSI codes, NULL-terminated */
	const char *const *sensitive_words; /* whole words in free text, NULL-terminated */
};

/* NULL when there is no profile of that name. */
const struct minimise_profile *minimise_profile_find(const char *name);

struct erasure {
	size_t offset;     /* where in the input */
	struct slice code; /* "VGML", "card-number", "WORD:..." never the value; static or arena */
	const char *why;   /* "sensitive", "card-number" */
	struct erasure *next;
};

typedef LIST(struct erasure) erasures;

/* Overwrites forbidden ranges of `bytes`. RC_NOMEM: the input must not be used. */
enum rc minimise_input(char *bytes, size_t n, const struct minimise_profile *profile,
		       struct arena *a, erasures *out, struct err *e) MUST_CHECK;

/* Adds the erasures that lie within m->place to m->removed, counted by code. */
void minimise_attach(struct message *m, const erasures *list, struct arena *a);

#endif
