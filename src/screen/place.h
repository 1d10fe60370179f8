/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/place.h - whether two places of birth may be one. Lists and carriers write them as
 * they like: a town, a province, a State, in any order, set apart by commas.
 */
#ifndef SCREEN_PLACE_H
#define SCREEN_PLACE_H

#include "model/watchlist.h"

/* In rising order of what they are worth. */
enum place_relation {
	PLACE_DIFFERS, /* other States; or other towns where a State is not known */
	PLACE_ABSENT,  /* nothing that can be compared */
	PLACE_STATE,   /* the same State, and no town in common */
	PLACE_AGREES,  /* a town or province in common, and no other State */
};

struct place_evidence {
	enum place_relation relation;
	const struct list_value *place; /* of the list; NULL when there is none, or nothing agrees */
};

/* The listed place that agrees best; `mine` as screen_traveller.place_of_birth. */
struct place_evidence place_compare(struct slice mine, const struct list_value *listed);

#endif
