/* SPDX-License-Identifier: Apache-2.0
 *
 * review/person.h - the identity hashes of a stored traveller. Private to review/.
 */
#ifndef REVIEW_PERSON_H
#define REVIEW_PERSON_H

#include "model/view.h"
#include "protect/identity.h"

struct person_hashes {
	unsigned char hashes[IDENTITIES_MAX][HASH_BYTES];
	unsigned count;
};

/* Hashes of the travel documents, and of name with birth date. `key` is unit_key(). */
void person_identify(const unsigned char key[HASH_BYTES], const struct traveller_view *t,
		     struct person_hashes *out);
bool person_same(const struct person_hashes *x, const struct person_hashes *y);

#endif
