/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/names/people.h - invented people with the names that are common in five parts of
 * the world, and what happens to names between a list and a ticket. Same seed, same people.
 */
#ifndef TESTS_NAMES_PEOPLE_H
#define TESTS_NAMES_PEOPLE_H

#include "screen/screen.h"

struct dice {
	uint64_t state;
};

uint32_t dice_below(struct dice *d, uint32_t n);

/* A list entry: a name of two to four words, a birth date, sex, nationality. */
struct list_entry *people_entry(struct dice *d, unsigned number, struct arena *a);
/* Somebody who is on no list. */
void people_traveller(struct dice *d, struct arena *a, struct screen_traveller *out);

/* What was done to a name. */
enum alteration {
	ALTERED_MIDDLE,
	ALTERED_GLUED,
	ALTERED_TITLE,
	ALTERED_TRANSLITERATION,
	ALTERED_ORDER,
	ALTERED_SURNAME,
	ALTERED_TYPO,
	ALTERED_MARRIED,
	ALTERED_SHORT,
	ALTERED_DIACRITIC,
	ALTERED_CUT,
	ALTERED_TWO_TYPOS,
	ALTERED_PLACEHOLDER,
	ALTERED_NOTHING,
	ALTERATIONS,
};
const char *alteration_name(enum alteration x);

/* The person of an entry as a ticket has them: the name altered in one way, by how often
 * that happens, sometimes the birth date too. Where an alteration does not suit the name
 * nothing is altered. False when the entry has no name in Latin letters or no exact birth date. */
bool people_altered(struct dice *d, const struct list_entry *entry, struct arena *a,
		    struct screen_traveller *out, enum alteration *what);

#endif
